// The search page: one box, facets with counts, a table that becomes cards on a narrow screen.

export default function render({ parentElement: host, data }) {
  const page = host.querySelector(".search");
  const t = data.strings;
  const focused = host.activeElement?.id;
  page.replaceChildren(
    h("header", { class: data.hero ? "hero" : "" },
      h("h1", { class: data.hero ? "" : "visually-hidden" }, t.title),
      data.note ? h("p", { class: "note" }, data.note) : null,
      h("form", { role: "search", onsubmit: (event) => { event.preventDefault(); ask(event.target.elements.q.value.trim()); } },
        h("label", { class: "visually-hidden", for: "q" }, t.title),
        h("input", { id: "q", name: "q", class: "box big", type: "search", value: data.q, placeholder: t.hint, autocomplete: "off", spellcheck: "false" }),
        h("button", { class: "button first big" }, t.go)),
      data.tries.length ? h("p", { class: "tries" }, data.tries.map((one) => link(address("truy-nguyen", { doc: one.id, lang: data.lang_param }), { class: "button" }, one.label, " →"))) : null),
    h("div", { class: "columns" }, facetsOf(data, t, page), h("section", { class: "results", "aria-live": "polite" }, headOf(data, t), tableOf(data, t), turn(data, t))));
  const box = page.querySelector("#q");
  if (focused === "q" || (data.hero && matchMedia("(min-width: 800px)").matches)) box.focus({ preventScroll: true });
}

function ask(words) {
  visit(changed({ q: words, p: "", doc: "" }));
}

function facetsOf(data, t, page) {
  const count = data.facets.flatMap((f) => f.values).filter((v) => v.on).length, chosen = count > 0;
  const narrow = matchMedia("(max-width: 1000px)").matches;
  const body = [
    chosen ? link(changed({ ...Object.fromEntries(data.facets.map((f) => [f.name, ""])), p: "" }), { class: "button small" }, t.clear) : null,
    data.facets.filter((f) => f.values.length).map((f) => h("fieldset", {}, h("legend", { class: "head" }, f.label),
      f.values.map((v) => h("label", { class: "row" },
        h("input", { type: "checkbox", checked: v.on, onchange: (event) => visit(changed({
          [f.name]: f.values.filter((x) => (x.value === v.value ? event.target.checked : x.on)).map((x) => x.value), p: "",
        })) }),
        h("span", { class: "grow" }, v.value), h("span", { class: "soft small" }, number(v.count, 0, data.lang)))))),
  ];
  return h("aside", { class: "facets", "aria-label": t.filters }, narrow ? h("details", { open: page.filtering, ontoggle: (event) => { page.filtering = event.target.open; } },
    h("summary", { class: "button" }, t.filters, chosen ? h("b", {}, ` (${count})`) : null), body) : body);
}

function headOf(data, t) {
  const count = data.total === 1 ? t.found_one : say(t.found, { n: number(data.total, 0, data.lang) });
  return h("div", { class: "results-head" },
    data.total ? h("strong", {}, count) : h("p", {}, say(t.none, { q: data.q })),
    data.meant ? h("p", {}, `${t.meant} `, link(changed({ q: data.meant, p: "", doc: "" }), { class: "meant" }, data.meant), "?") : null,
    data.total > 1 ? h("label", { class: "order" }, h("span", { class: "soft small" }, t.order),
      h("select", { class: "box small", onchange: (event) => visit(changed({ order: event.target.value, p: "" })) },
        data.orders.map((o) => { const option = h("option", { value: o.id }, o.label); option.selected = o.id === data.order; return option; }))) : null);
}

function tableOf(data, t) {
  if (!data.rows.length) return null;
  const cell = (name, ...words) => h("td", { class: name, "data-label": t[name] || "" }, ...words);
  return h("table", {},
    h("thead", {}, h("tr", {}, ["number", "date", "issuer", "name", "status", "cited"].map((name) => h("th", { scope: "col", class: name, title: name === "cited" ? t.cited_title : null }, t[name])))),
    h("tbody", {}, data.rows.map((r) => h("tr", {},
      cell("number", link(address(data.page, { doc: r.id, lang: data.lang_param }), { class: "to" }, nameOf(r, t))),
      cell("date", r.day), cell("issuer", r.issuer), cell("name", h("span", { class: "clamp", title: r.title }, r.title)),
      cell("status", r.status ? h("span", { class: `tag ${["ended", "expired"].includes(r.code) ? "bad" : "warn"}` }, r.status) : null, r.held ? h("span", { class: "tag good" }, t.held) : null),
      cell("cited", r.cited ? number(r.cited, 0, data.lang) : "")))));
}

/** Type above number, as on the document itself. */
function nameOf(r, t) {
  if (r.number && r.type) return [h("span", { class: "type" }, r.type), " ", h("b", {}, r.number)];
  return h("b", {}, r.number || r.label.length <= 60 ? r.label : `${r.type || r.label.slice(0, 40)} (${t.no_number})`);
}

function turn(data, t) {
  if (data.pages < 2) return null;
  const to = (n, words) => (n < 1 || n > data.pages ? null : link(changed({ p: n > 1 ? n : "" }), { class: "button" }, words));
  return h("nav", { class: "turn" }, to(data.at - 1, t.previous), h("span", { class: "soft" }, say(t.page, { n: number(data.at), of: number(data.pages) })), to(data.at + 1, t.next));
}
