// The two sides of the picture: the questions on the left, the evidence and the paths on the right.

function leftOf({ data, t, page }) {
  const radio = (value, label) => h("label", { class: "row" },
    h("input", { type: "radio", name: "way", value, checked: data.way === value, onchange: () => {
      if (value === "between") { between.hidden = false; between.querySelector("input").focus(); } else visit(changed({ way: value, to: "", open: [], at: "", more: "" }));
    } }), label);
  const between = h("form", { class: "between", onsubmit: (event) => {
    event.preventDefault();
    visit(changed({ way: "between", to: event.target.elements.to.value.trim(), open: [], at: "", more: "" }));
  } }, h("label", { class: "visually-hidden", for: "to" }, t.to), h("input", { class: "box", id: "to", name: "to", placeholder: t.to, value: data.to_words }),
    data.candidates.length ? h("div", { class: "choices" }, h("p", { class: "small" }, data.candidates_note),
      data.candidates.map((c) => link(changed({ way: "between", to: c.id, open: [], at: "" }), { class: "choice" }, h("strong", {}, c.label), h("span", { class: "small soft" }, c.under)))) : null);
  between.hidden = data.way !== "between";
  const kind = (r) => h("label", { class: "row", title: r.label },
    h("input", { type: "checkbox", checked: r.on, onchange: (event) => {
      const on = data.relations.filter((x) => (x.p === r.p ? event.target.checked : x.on)).map((x) => x.p);
      visit(changed({ rel: on.length ? on.join(",") : "none", at: "" }));
    } }), swatch(r.p), h("span", { class: "grow" }, r.label), h("span", { class: "soft small" }, number(r.count)));
  const date = (name, label) => h("label", { class: "date" }, h("span", { class: "small soft" }, label),
    h("input", { class: "box small", inputmode: "numeric", placeholder: "dd/mm/yyyy", value: data[name], onchange: (event) => {
      const words = event.target.value.trim();
      const ok = /^(\d{1,2}\/){0,2}\d{4}$/.test(words) || !words;
      event.target.setAttribute("aria-invalid", String(!ok));
      if (ok) visit(changed({ [name]: words, at: "" }));
    } }));
  const band = (b) => h("label", { class: "row" },
    h("input", { type: "checkbox", checked: b.on, onchange: (event) => {
      const off = data.filters.filter((x) => (x.rank === b.rank ? !event.target.checked : !x.on)).map((x) => x.rank);
      visit(changed({ off: off.join(","), at: "" }));
    } }), h("i", { class: "dot", style: `background:${TINTS[b.rank % TINTS.length]}` }), b.label);
  const body = [
    h("form", { role: "search", onsubmit: (event) => { event.preventDefault(); visit(changed({ doc: event.target.elements.doc.value.trim(), to: "", open: [], at: "", more: "", way: data.way === "between" ? "" : data.way })); } },
      h("label", { class: "head", for: "doc" }, t.document), h("input", { class: "box", id: "doc", name: "doc", value: data.start_words, placeholder: t.search_hint })),
    h("fieldset", {}, h("legend", { class: "head" }, t.direction), radio("up", t.up), radio("down", t.down), radio("both", t.both), radio("between", t.between), between),
    h("fieldset", {}, h("legend", { class: "head" }, t.relations), data.relations.map(kind),
      data.chosen_relations ? link(changed({ rel: "" }), { class: "small" }, t.usual) : null),
    h("fieldset", {}, h("legend", { class: "head" }, t.time), h("div", { class: "dates" }, date("since", t.since), date("until", t.until))),
    h("details", { open: data.filters.some((b) => !b.on) }, h("summary", { class: "head" }, t.ranks), data.filters.map(band)),
    h("div", {}, h("h2", { class: "head" }, t.download), h("div", { class: "files" },
      ["PNG", "SVG", "PDF", "Excel", "Word"].map((kind) => h("button", { class: "button", "data-file": kind, onclick: () => download(kind, page.state) }, kind)))),
  ];
  const narrow = matchMedia("(max-width: 800px)").matches;
  return h("aside", { class: "left", "aria-label": t.filters }, narrow ? h("details", { class: "folded" }, h("summary", { class: "button" }, t.filters), body) : body);
}

function swatch(predicate) {
  return svg("svg", { width: 26, height: 10, "aria-hidden": "true", class: "swatch" }, svg("line", { x1: 0, y1: 5, x2: 26, y2: 5, "stroke-width": 2.6, ...strokeOf(predicate) }));
}

async function download(kind, state) {
  const { data, t, drawn, setTriggerValue } = state;
  const name = data.file_name;
  const text = standalone(drawn, data, t);
  if (kind !== "SVG" && kind !== "PNG") {
    // paper is the server's: the picture as seen goes with the question
    setTriggerValue("file", { kind, id: `${kind}-${Date.now()}`, picture: kind === "PDF" ? text : "" });
    return;
  }
  if (kind === "SVG") { save(`${name}.svg`, new Blob([text], { type: "image/svg+xml" })); return; }
  const scale = Math.min(3, Math.max(2, 6000 / Math.max(drawn.width, drawn.height)));
  const canvas = await pixels(text, drawn.width, drawn.height + 62, Math.min(scale, 12000 / Math.max(drawn.width, drawn.height)));
  canvas.toBlob((blob) => save(`${name}.png`, blob), "image/png");
}

function rightOf(state) {
  const { data, t } = state;
  state.page.state = state;
  state.panel = h("div", { class: "chosen-panel", "aria-live": "polite" });
  state.list = h("div", { class: "paths" });
  return h("aside", { class: "right", "aria-label": t.evidence }, state.panel, h("h2", { class: "head" }, data.down ? t.paths_down : t.paths), state.list);
}

/** Fill the right side for what is chosen. */
function fill(state) {
  const edge = state.edges.get(state.chosen.edge), node = state.nodes.get(state.chosen.node);
  const panel = edge ? edgePanel(state, edge) : node ? nodePanel(state, node) : [];
  state.panel.replaceChildren(...panel.filter(Boolean));
  state.list.replaceChildren(...pathsOf(state));
}

function edgePanel(state, e) {
  const { t, data } = state;
  const [a, b] = [state.nodes.get(e.s), state.nodes.get(e.o)];
  const go = (id) => ({ type: "button", class: "doc-name", onclick: () => { pick(state, { node: id }); state.drawn.reveal(id); } });
  return [
    h("h2", { class: "head" }, t.chosen_relation),
    h("p", { class: "title" }, h("button", go(e.s), a.label), " ", h("em", {}, e.label), " ", h("button", go(e.o), b.label)),
    h("p", { class: "small soft" }, [b.issuer, b.day].filter(Boolean).join(" · ")),
    b.title ? h("p", { class: "small" }, b.title) : null,
    e.loop ? h("p", {}, h("span", { class: "tag warn" }, t.loop)) : null,
    e.evidence.map((v, i) => h("div", { class: "evidence" },
      h("div", { class: "quote" }, "“", marked(v.quote, v.cue), "”"),
      h("p", { class: "small soft" }, v.own ? t.own_words : say(t.said_by, { name: v.holder || v.path || t.unknown_source }), ` · ${t.confidence} ${number(v.confidence, 2, data.lang)} `,
        v.doc ? link(address("van-ban", { doc: v.doc, src: v.source, at: `${v.start}-${v.end}`, lang: data.lang_param }), { class: "open-place" }, t.open_place) : null, " ", review(v, data, t)))).slice(0, 4),
    e.evidence.length > 4 ? h("p", { class: "small soft" }, say(t.more_evidence, { n: e.evidence.length - 4 })) : null,
  ].flat();
}

function nodePanel(state, n) {
  const { t, data } = state;
  const incident = data.edges.filter((e) => e.s === n.id || e.o === n.id);
  const opened = new URL(location.href).searchParams.getAll("open").includes(n.id);
  return [
    h("h2", { class: "head" }, t.chosen_document),
    h("p", { class: "title" }, n.label),
    h("p", { class: "small soft" }, [n.issuer, n.day].filter(Boolean).join(" · ")),
    n.title ? h("p", { class: "small" }, n.title) : null,
    n.held ? null : h("p", {}, h("span", { class: "tag warn" }, t.stub)),
    h("p", { class: "actions" },
      link(address("van-ban", { doc: n.id, lang: data.lang_param }), { class: "button first" }, t.open_document),
      n.id === data.start ? null : link(changed({ doc: n.id, to: "", way: data.way === "between" ? "" : data.way, open: [], at: "", more: "" }), { class: "button" }, t.trace_from),
      n.above || n.below || opened ? h("button", { class: "button", onclick: () => expand(state, n.id) }, opened ? t.collapse : say(t.expand, { n: number(n.above + n.below) })) : null),
    incident.length ? h("ul", { class: "hops" }, incident.map((e) => h("li", {}, h("button", { class: "hop", onclick: () => pick(state, { edge: e.id }) },
      swatch(e.p), e.s === n.id ? ` ${e.label} ` : ` ${e.label_down} `, h("strong", {}, e.s === n.id ? e.to : e.from))))) : null,
  ];
}

function pathsOf(state) {
  const { data, t } = state;
  if (!data.paths.length) return [h("p", { class: "soft" }, data.nothing)];
  const shown = data.paths.slice(0, state.allPaths ? 200 : 12);
  const list = h("ol", {}, shown.map((p) => h("li", { class: state.path === p.edges || (state.path || []).join() === p.edges.join() ? "on" : "" },
    (data.down ? [...p.edges].reverse() : p.edges).map((id, i) => {
      const e = state.edges.get(id);
      const [near, far, words] = data.down ? [e.to, e.from, e.label_down] : [e.from, e.to, e.label];
      return h("button", { class: "hop", "aria-current": id === state.chosen.edge ? "true" : null, onclick: () => pick(state, { edge: id }, { path: p.edges }) },
        i ? null : h("strong", {}, near), " ", h("em", {}, words), " ", h("strong", {}, far));
    }), " ", h("span", { class: `tag ${p.confidence < 0.5 ? "warn" : "good"}` }, say(p.edges.length > 1 ? t.steps : t.step, { n: p.edges.length })),
    p.nearest && !data.down ? h("span", { class: "small soft" }, ` ${say(t.nearest, { name: p.central })}`) : null)));
  const rest = data.paths.length - shown.length;
  return [list, rest > 0 ? h("button", { class: "button", onclick: () => { state.allPaths = true; fill(state); } }, say(t.more_paths, { n: rest })) : null].filter(Boolean);
}
