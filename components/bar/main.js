// The one search box, on every page that has none of its own.

export default function render({ parentElement: host, data }) {
  const bar = host.querySelector(".bar");
  if (bar.shown === data.lang) return;
  bar.shown = data.lang;
  bar.replaceChildren(h("form", { role: "search", onsubmit: (event) => {
    event.preventDefault();
    const box = event.target.elements.q, words = box.value.trim();
    if (!words) return;
    box.value = "";
    visit(address("", { q: words, lang: data.lang_param }));
  } }, h("label", { class: "visually-hidden", for: "find" }, data.label),
    h("input", { class: "box", id: "find", name: "q", type: "search", placeholder: data.hint, autocomplete: "off", spellcheck: "false" })));
}
