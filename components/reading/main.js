// What was read from uploaded files: identity, relations with their sentences, cited documents, findings, text.

export default function render({ parentElement: host, data }) {
  const page = host.querySelector(".reading");
  const same = JSON.stringify(data);
  if (page.shown === same) return;
  page.shown = same;
  page.replaceChildren(...data.files.map((file) => fileOf(file, data, data.strings)));
}

function fileOf(f, data, t) {
  if (f.error) return h("article", {}, h("h2", {}, f.name), h("p", {}, h("span", { class: "tag bad" }, t.failed), " ", f.error));
  const doc = (id) => address("van-ban", { doc: id, lang: data.lang_param });
  return h("article", {},
    h("header", {}, h("p", { class: "soft small" }, f.name), h("h2", {}, f.label), h("p", { class: "soft" }, f.under), f.title ? h("p", {}, f.title) : null,
      f.doc ? h("p", {}, link(doc(f.doc), { class: "button first" }, t.open)) : null),
    h("div", { class: "halves" },
      h("section", {}, h("h3", { class: "head" }, `${t.relations} · ${f.relations.length}`),
        f.relations.length ? h("ul", {}, f.relations.map((r) => h("li", {},
          h("p", {}, h("strong", {}, r.subject), " ", h("em", { class: "soft" }, r.words), " ", h("strong", {}, r.object)),
          h("div", { class: "quote" }, "“", marked(r.quote, r.cue), "” ", h("span", { class: "small soft" }, `${t.confidence} ${number(r.confidence, 2, data.lang)}`))))) : h("p", { class: "soft" }, t.nothing),
        f.findings.length ? [h("h3", { class: "head" }, `${t.findings} · ${f.findings.length}`), h("ul", { class: "findings" }, f.findings.map((x) => h("li", {}, x)))] : null),
      h("section", {}, h("h3", { class: "head" }, `${t.citations} · ${f.citations.length}`),
        f.citations.length ? h("ul", { class: "cited" }, f.citations.map((c) => h("li", {},
          c.doc ? link(doc(c.doc), {}, h("strong", {}, c.label)) : h("strong", {}, c.label), " ", h("span", { class: "small soft" }, c.under), " ",
          c.unresolved ? h("span", { class: "tag warn" }, c.reason || t.unresolved) : c.doc ? h("span", { class: "tag good" }, t.known) : null, " ",
          h("span", { class: "small soft" }, say(counted(t, "times", c.times), { n: c.times }))))) : h("p", { class: "soft" }, t.nothing))),
    h("details", {}, h("summary", {}, t.text), h("div", { class: "paper" }, f.pieces.map((p) => (p.w ? h("mark", {}, p.t) : p.t)))));
}
