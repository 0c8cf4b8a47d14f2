// The diagram of one document: what it acts on to the left, what acts on it to the right, carrying out down the middle.

const SHOWN = 5;

export default function render({ parentElement: host, data }) {
  const page = host.querySelector(".diagram");
  const t = data.strings;
  const group = Object.fromEntries(data.groups.map((g) => [g.id, g]));
  const boxes = (way) => ["basedOn", "details", "amends", "ends", "consolidates", "cites"].map((name) => boxOf(group[`${way}_${name}`], data, t));
  const d = data.document;
  page.replaceChildren(
    h("p", { class: "lead soft small" }, t.lead),
    h("div", { class: "plan" },
      h("div", { class: "side out" }, boxes("out")),
      h("div", { class: "middle" },
        boxOf(group.out_implements, data, t, "main"),
        h("div", { class: "arrow", "aria-hidden": "true" }, "↑"),
        h("section", { class: "own" }, h("h1", {}, d.label), h("p", { class: "small" }, d.under), d.title ? h("p", { class: "small clamp" }, d.title) : null,
          h("p", { class: "actions" }, link(address("truy-nguyen", { doc: d.id, lang: data.lang_param }), { class: "button" }, t.trace_document),
            link(address("van-ban", { doc: d.id, lang: data.lang_param }), { class: "button" }, t.open_document))),
        h("div", { class: "arrow", "aria-hidden": "true" }, "↑"),
        boxOf(group.in_implements, data, t, "main")),
      h("div", { class: "side in" }, boxes("in"))));
}

function boxOf(g, data, t, kind = "") {
  const shown = g.documents.slice(0, SHOWN);
  return h("section", { class: `group ${kind} ${g.count ? "" : "none"}` },
    h("h2", {}, g.label, h("span", { class: "soft" }, ` ${number(g.count, 0, data.lang)}`)),
    g.count ? h("ul", {}, shown.map((d) => h("li", { class: d.held ? "" : "stub", title: [d.title, d.held ? "" : t.stub].filter(Boolean).join(" — ") },
      link(address("luoc-do", { doc: d.id, lang: data.lang_param }), {}, d.label), " ", h("span", { class: "small soft" }, d.under)))) : null,
    g.count > SHOWN ? link(address("van-ban", { doc: data.document.id, tab: g.tab, lang: data.lang_param }), { class: "small open-place" }, say(t.all, { n: number(g.count) })) : null);
}
