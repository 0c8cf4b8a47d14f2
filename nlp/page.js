// The card beside the citation that is pointed at, and light on what belongs together.
(() => {
  const card = document.getElementById("card");
  const near = (target, name) => target instanceof Element ? target.closest("[" + name + "]") : null;
  const words = (element, name) => (element.getAttribute(name) || "").split(" ").filter(Boolean);

  const dark = () => document.querySelectorAll(".lit").forEach(e => e.classList.remove("lit"));
  const light = (edges, cited) => {
    for (const id of edges) {
      document.querySelectorAll('[data-edges~="' + id + '"]').forEach(e => e.classList.add("lit"));
      const item = document.getElementById(id);
      if (item) item.classList.add("lit");
    }
    for (const id of cited)
      document.querySelectorAll('.m[data-cited="' + id + '"], li[id="' + id + '"]').forEach(e => e.classList.add("lit"));
  };

  const show = mark => {
    const item = document.getElementById(mark.dataset.cited);
    if (!item) return;
    card.replaceChildren(...[...item.children].map(e => e.cloneNode(true)));
    card.style.setProperty("--line", item.dataset.line || "#0d2c47");
    card.querySelectorAll("[id]").forEach(e => e.removeAttribute("id"));
    card.hidden = false;
    const box = mark.getClientRects()[0], width = card.offsetWidth, height = card.offsetHeight;
    const edge = document.querySelector("article").getBoundingClientRect().right;
    const left = Math.max(8, Math.min(box.left, edge - width, innerWidth - width - 12));
    const below = box.bottom + height + 12 < innerHeight || box.top < height + 12;
    card.style.left = left + scrollX + "px";
    card.style.top = (below ? box.bottom + 6 : box.top - height - 6) + scrollY + "px";
  };

  const point = event => {
    if (near(event.target, "data-keep")) return;
    dark();
    const mark = near(event.target, "data-cited"), item = near(event.target, "data-lights");
    card.hidden = true;
    if (mark) { show(mark); light(words(mark, "data-acts"), [mark.dataset.cited]); }
    else if (item) light([item.id], words(item, "data-lights"));
  };
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
  document.addEventListener("keydown", e => { if (e.key === "Escape") { card.hidden = true; dark(); } });
})();
