// A plain editor for SPARQL: a text area, and under it the same words in colours.

const COLOURED = /(<[^<>"{}|^`\\\s]*>)|("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(#[^\n]*)|([?$][\p{L}\p{N}_]+)|(\b(?:select|construct|describe|ask|where|prefix|base|optional|filter|union|minus|graph|service|bind|values|as|distinct|reduced|from|named|group|by|having|order|asc|desc|limit|offset|in|not|exists|a|count|sum|min|max|avg|sample|group_concat|separator|if|coalesce|str|lang|regex|contains|bound|year|month|day|true|false|undef)\b)|([\p{L}\p{N}_-]*:[\p{L}\p{N}_.\-%]*)|(\b\d+(?:\.\d+)?\b)/giu;
const WORDS = ["iri", "string", "comment", "variable", "keyword", "name", "digit"];

/** The words of a query, each kind in a span of its own; markup in them stays words. */
function coloured(words) {
  const parts = [];
  let at = 0;
  for (const found of words.matchAll(COLOURED)) {
    if (found.index > at) parts.push(words.slice(at, found.index));
    parts.push(h("span", { class: WORDS[found.slice(1).findIndex((g) => g !== undefined)] }, found[0]));
    at = found.index + found[0].length;
  }
  return [...parts, words.slice(at) + "\n"];
}

function editorOf(t, words, run) {
  const under = h("pre", { class: "under", "aria-hidden": "true" });
  const area = h("textarea", { class: "words", id: "query", spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "soft", "aria-label": t.editor, rows: 13 });
  const paint = () => { under.replaceChildren(...coloured(area.value)); };
  area.addEventListener("input", paint);
  area.addEventListener("scroll", () => { under.scrollTop = area.scrollTop; });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
  });
  const set = (query) => { area.value = query; paint(); area.scrollTop = 0; };
  set(words);
  return { root: h("div", { class: "editor" }, under, area), set, get: () => area.value, error: (on) => area.setAttribute("aria-invalid", String(on)) };
}
