// The queue of doubts: one at a time, decided with the mouse or the keyboard.

export default function render({ parentElement: host, data, setTriggerValue }) {
  const page = host.querySelector(".review");
  const t = data.strings;
  page.at = Math.min(page.at || 0, Math.max(data.doubts.length - 1, 0));
  const draw = () => {
    const d = data.doubts[page.at];
    const who = h("input", { class: "box", id: "who", value: page.who ?? data.who, autocomplete: "name", oninput: (event) => { page.who = event.target.value; } });
    const decide = (work) => {
      if (!who.value.trim()) { warn.hidden = false; who.focus(); return; }
      setTriggerValue("verdict", { node: d.node, work, who: who.value.trim() });
    };
    const warn = h("p", { class: "tag warn", hidden: true }, t.need_who);
    const offered = d ? (d.candidates.length ? d.candidates : [d.taken]) : [];
    page.replaceChildren(
      h("h1", {}, t.title), h("p", { class: "soft" }, t.lead),
      h("div", { class: "who" }, h("label", { for: "who" }, t.who), who, warn, data.said ? h("span", { class: "tag good", role: "status" }, data.said) : ""),
      d ? h("article", {},
        h("p", { class: "soft small" }, say(t.count, { n: page.at + 1, of: data.doubts.length })),
        h("h2", { class: "head" }, t.named), h("p", { class: "printed" }, d.printed),
        h("div", { class: "quote" }, "…", d.words[0], h("mark", {}, d.words[1]), d.words[2], "… ",
          h("span", { class: "small soft" }, say(t.said_by, { name: d.holder }), " ", d.doc ? link(address("van-ban", { doc: d.doc, src: d.source, at: d.at, lang: data.lang_param }), { class: "open-place" }, t.open_place) : null)),
        h("h2", { class: "head" }, d.candidates.length ? t.may_be : t.taken),
        h("ol", {}, offered.map((c, i) => h("li", {}, h("button", { class: "button first", "aria-keyshortcuts": String(i + 1), onclick: () => decide(c.id) }, `${i + 1} · ${d.candidates.length ? t.this : t.yes}`),
          h("div", {}, link(address("van-ban", { doc: c.id, lang: data.lang_param }), {}, h("strong", {}, c.label)), " ", h("span", { class: "small soft" }, c.under), c.title ? h("div", { class: "small" }, c.title) : null)))),
        h("p", { class: "actions" }, h("button", { class: "button", "aria-keyshortcuts": "0", onclick: () => decide("") }, `0 · ${d.candidates.length ? t.none : t.no}`),
          h("button", { class: "button", onclick: () => turn(1) }, `${t.skip} →`)),
        h("p", { class: "small soft" }, t.keys)) : h("p", { class: "empty" }, t.done));
    page.keys = (event) => {
      if (event.target.closest?.("input, a") || event.ctrlKey || event.metaKey || event.altKey || !d) return;
      if (event.composedPath?.().some((e) => e.tagName === "INPUT")) return;
      if (event.key === "ArrowRight") turn(1);
      else if (event.key === "ArrowLeft") turn(-1);
      else if (event.key === "0") decide("");
      else if (offered[Number(event.key) - 1]) decide(offered[Number(event.key) - 1].id);
    };
  };
  const turn = (by) => { page.at = (page.at + by + data.doubts.length) % data.doubts.length; draw(); };
  draw();
  const listen = (event) => page.keys?.(event);
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}
