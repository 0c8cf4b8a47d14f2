// The overview: figures, bars, a timeline, what is most carried out, what is missing.

export default function render({ parentElement: host, data }) {
  const page = host.querySelector(".overview");
  const same = JSON.stringify(data);
  if (page.shown === same) return;
  page.shown = same;
  const t = data.strings;
  page.replaceChildren(
    h("div", { class: "tiles" }, data.tiles.map((x) => h("div", { class: "tile" },
      h("b", {}, number(x.n, 0, data.lang)), x.of ? h("span", { class: "soft" }, ` / ${number(x.of, 0, data.lang)}`) : null, h("div", { class: "soft" }, x.label)))),
    h("section", {}, h("h2", { class: "head" }, t.timeline), timeline(data, t)),
    coverage(data, t),
    h("div", { class: "thirds" },
      h("section", {}, h("h2", { class: "head" }, t.by_type), bars(data.types, (v) => address("", { type: v, lang: data.lang_param }), data)),
      h("section", {}, h("h2", { class: "head" }, t.by_issuer), bars(data.issuers, (v) => address("", { issuer: v, lang: data.lang_param }), data)),
      h("section", {}, h("h2", { class: "head" }, t.by_relation), bars(data.relations, null, data),
        data.findings.length ? [h("h2", { class: "head" }, t.findings), bars(data.findings, null, data)] : null)),
    h("div", { class: "halves" },
      h("section", {}, h("h2", { class: "head" }, t.carried), h("ol", {}, data.carried.map((d) => h("li", {},
        link(address("truy-nguyen", { doc: d.id, way: "down", lang: data.lang_param }), {}, h("strong", {}, d.label)), " ", h("span", { class: "small soft" }, d.under), h("span", { class: "n" }, number(d.n, 0, data.lang)),
        d.title ? h("div", { class: "small clamp" }, d.title) : null)))),
      h("section", {}, h("h2", { class: "head" }, t.uncovered), h("p", { class: "small soft" }, say(t.uncovered_note, { n: number(data.uncovered_count, 0, data.lang) })),
        h("ul", { class: "scroll" }, data.uncovered.map((d) => h("li", {}, link(address("van-ban", { doc: d.id, lang: data.lang_param }), {}, h("strong", {}, d.label)), " ", h("span", { class: "small soft" }, d.under)))))));
  const years = page.querySelector(".timeline");
  requestAnimationFrame(() => { years.scrollLeft = years.scrollWidth; });
}

function bars(rows, to, data) {
  const most = Math.max(1, ...rows.map(([, n]) => n));
  return h("ul", { class: "bars" }, rows.map(([name, n]) => h("li", {},
    h("span", { class: "bar", style: `width:${(n / most) * 100}%`, "aria-hidden": "true" }),
    to ? link(to(name), { class: "name" }, name) : h("span", { class: "name" }, name), h("span", { class: "n" }, number(n, 0, data.lang)))));
}

function timeline(data, t) {
  const years = data.years;
  const most = Math.max(1, ...years.map(([, n]) => n));
  return h("ol", { class: "timeline" }, years.map(([year, n]) => h("li", {},
    link(address("", { year, lang: data.lang_param }), { title: say(t.year_of, { year, n: number(n, 0, data.lang) }), "aria-label": say(t.year_of, { year, n }) },
      h("span", { class: "n" }, number(n, 0, data.lang)), h("span", { class: "column", style: `height:${Math.max((n / most) * 90, 2)}px` }), h("span", { class: "year" }, year)))));
}

/** Pick a resolution and, if one likes, a province: who issued what to carry it out, when, who has not. */
function coverage(data, t) {
  const c = data.coverage;
  const go = (form) => visit(changed({ doc: form.elements.doc.value.trim(), place: form.elements.place.value }));
  const offered = [...data.carried, ...data.uncovered].map((d) => h("option", { value: d.label }, d.under));
  return h("section", { class: "coverage", id: "coverage" }, h("h2", { class: "head" }, t.coverage),
    h("form", { onsubmit: (event) => { event.preventDefault(); go(event.target); } },
      h("label", { class: "visually-hidden", for: "doc" }, t.coverage_hint),
      h("input", { class: "box", id: "doc", name: "doc", list: "acts", autocomplete: "off", placeholder: t.coverage_hint, value: c ? c.document.label : data.asked }), h("datalist", { id: "acts" }, offered),
      h("select", { class: "box", name: "place", "aria-label": t.place, onchange: (event) => { if (event.target.form.elements.doc.value) go(event.target.form); } },
        h("option", { value: "" }, t.everywhere), data.places.map(([id, name]) => { const option = h("option", { value: id }, name); option.selected = id === data.place; return option; })),
      h("button", { class: "button first" }, t.see)),
    data.asked && !c ? h("p", {}, say(t.not_found, { q: data.asked })) : null,
    c ? [h("p", { class: "lead" }, h("strong", {}, say(t.coverage_of, { name: c.document.label })), " ", h("span", { class: "soft" }, c.document.under), ". ",
      say(t.covered, { n: number(c.rows.length - c.missing, 0, data.lang), missing: number(c.missing, 0, data.lang) }), " ",
      h("button", { class: "button small", "data-file": "CSV", onclick: () => save("thuc-hien.csv", table(c, data, t)) }, t.csv)),
      h("div", { class: "scroll" }, h("table", {}, h("thead", {}, h("tr", {}, [data.place ? t.body : t.place, t.first, t.issued].map((x) => h("th", { scope: "col" }, x)))),
        h("tbody", {}, c.rows.map((r) => h("tr", {}, h("th", { scope: "row" }, r.place),
          h("td", {}, r.first, " ", h("span", { class: "small soft" }, r.after)),
          h("td", {}, r.count ? r.documents.slice(0, 12).map((d) => h("div", {}, link(address("van-ban", { doc: d.id, lang: data.lang_param }), {}, d.label), " ", h("span", { class: "small soft" }, d.under)))
            : h("span", { class: "tag warn" }, t.none), r.count > 12 ? h("div", { class: "small soft" }, say(t.more_documents, { n: number(r.count - 12, 0, data.lang) })) : null))))))] : null);
}

function table(c, data, t) {
  const rows = c.rows.flatMap((r) => (r.documents.length ? r.documents.map((d) => [r.place, d.label, d.day, d.title, d.id]) : [[r.place, t.none, "", "", ""]]));
  return csv([data.place ? t.body : t.place, t.document, t.date, t.issued, "IRI"], rows);
}
