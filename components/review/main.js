// The queue of doubts: one at a time, with the mouse or the keyboard.  A decision is shown at once and sent
// until the server says that it has it.

export default function render({ parentElement: host, data, setTriggerValue }) {
  const page = host.querySelector(".review");
  const state = (page.state ||= { pending: [], details: new Map(), panel: null, note: "", sent: 0 });
  Object.assign(state, { page, data, t: data.strings, setTriggerValue });
  state.who ??= data.who || localStorage.getItem("luocdo-reviewer") || "";
  state.pending = state.pending.filter((d) => !data.handled.includes(d.id));
  if (state.graph !== data.progress.done) state.details.clear();
  state.graph = data.progress.done;
  for (const d of data.details) if (d.whole || !state.details.get(d.id)?.whole) state.details.set(d.id, d);
  if (data.answered === state.sent) state.busy = false;
  const asked = new URL(location.href).searchParams.get("review");
  if (data.jump) state.at = data.jump;
  else if ((asked && asked !== state.asked) || !items(state).some((i) => i.id === state.at)) state.at = data.at;
  state.asked = asked;
  if (data.add && !state.greeted) { state.greeted = true; state.panel = blank("add", data.add, null, { relation: data.relations[0].term }); }
  if (state.panel?.kind === "add" && data.added) state.panel = null;
  draw(state);
  if (state.pending.length && !state.busy) send(state);
  page.heard?.abort(); // one listener, however often this is drawn
  page.heard = new AbortController();
  document.addEventListener("keydown", (event) => press(state, event), { signal: page.heard.signal });
  return () => page.heard.abort();
}

/** What is still to be decided, without what is on its way to the server. */
function items({ data, pending }) {
  return data.items.filter((i) => !pending.some((d) => d.iri === i.id));
}

function send(state, more = {}) {
  if (!state.data.fixed_who) localStorage.setItem("luocdo-reviewer", (state.who || "").trim());
  state.busy = true;
  state.sent += 1;
  state.setTriggerValue("asked", { n: state.sent, at: state.at || "", who: (state.who || "").trim(), decide: state.pending, ...more });
}

function go(state, id) {
  state.at = id || "";
  state.panel = null;
  state.note = "";
  remember(state);
  draw(state);
  const list = items(state), here = list.findIndex((i) => i.id === state.at);
  const slow = state.details.get(state.at)?.evidence.some((e) => !e.whole) && !state.details.get(state.at).whole;
  if (slow || list.slice(here, here + 3).some((i) => !state.details.has(i.id))) send(state);
}

/** The address names what is looked at. */
function remember(state) {
  state.asked = state.at;
  history.replaceState(history.state, "", changed({ review: state.at, add: "" }));
}

function step(state, by) {
  const list = items(state);
  if (!list.length) return;
  const here = list.findIndex((i) => i.id === state.at);
  go(state, list[(here + by + list.length) % list.length].id);
}

function decide(state, verdict, more = {}) {
  const d = state.details.get(state.at);
  if (!d) return;
  if (!(state.who || "").trim()) { state.warn = true; draw(state); state.page.querySelector("#who")?.focus(); return; }
  const list = items(state), here = list.findIndex((i) => i.id === state.at);
  const next = list[here + 1] || list[here - 1];
  state.pending.push({ id: `${Date.now()}-${Math.random()}`, iri: d.id, verdict, note: state.note, said: d.said_when, ...more });
  state.at = next?.id || "";
  Object.assign(state, { panel: null, note: "", warn: false });
  remember(state);
  draw(state);
  send(state);
}

function undo(state) {
  if (state.data.undo || state.pending.length) send(state, { undo: `u${Date.now()}` });
}

function press(state, event) {
  const inside = event.composedPath?.() || [];
  if (event.key === "Escape" && state.panel) { state.panel = null; draw(state); return; }
  if (inside.some((e) => ["INPUT", "TEXTAREA", "SELECT"].includes(e.tagName)) || event.ctrlKey || event.metaKey || event.altKey || state.data.view !== "queue") return;
  const d = state.details.get(state.at);
  const keys = { j: () => step(state, 1), ArrowDown: () => step(state, 1), s: () => step(state, 1), k: () => step(state, -1), ArrowUp: () => step(state, -1), u: () => undo(state), n: () => open(state, "add") };
  if (d) {
    const offered = offeredOf(d);
    Object.assign(keys, { a: () => (offered ? decide(state, "same", { work: offered[0].id }) : decide(state, "accept")), r: () => decide(state, offered ? "apart" : "reject") });
    if (offered) { keys["0"] = keys.r; offered.forEach((o, i) => { keys[String(i + 1)] = () => decide(state, "same", { work: o.id }); }); }
    else keys.c = () => open(state, "correct");
    keys.o = () => state.page.querySelector(".open-place")?.click();
  }
  const known = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (known && !state.panel) { event.preventDefault(); known(); }
}

const offeredOf = (d) => (d.kind === "identity" ? (d.candidates.length ? d.candidates : [d.taken]) : null);

function blank(kind, subject, object, more = {}) {
  return { kind, subject, object, end: subject && object ? "object" : object ? "subject" : "object", relation: "", quote: "", source: "", ...more };
}

function open(state, kind) {
  const d = state.details.get(state.at), e = d?.evidence?.[0];
  if (kind === "correct") state.panel = blank(kind, d.subject, d.object, { relation: d.relation });
  else state.panel = blank(kind, e?.doc ? { id: e.doc, label: e.holder, under: "" } : null, null, { source: e?.source || "", relation: state.data.relations[0].term, end: e?.doc ? "object" : "subject" });
  state.hits = null;
  draw(state);
  state.page.querySelector(".panel select")?.focus();
}

function draw(state) {
  const { page, data, t } = state;
  const at = page.querySelector(".list")?.scrollTop || 0;
  const kept = page.getRootNode().activeElement?.id;
  page.replaceChildren(...[head(state), data.view === "done" ? past(state) : body(state)].filter(Boolean));
  const list = page.querySelector(".list");
  if (list) list.scrollTop = at;
  const row = list?.querySelector("[aria-current]");
  if (row) list.scrollTop = Math.min(row.offsetTop - list.offsetTop, Math.max(list.scrollTop, row.offsetTop - list.offsetTop + row.offsetHeight - list.clientHeight));
  for (const quote of page.querySelectorAll("blockquote")) {
    const mark = quote.querySelector("mark");
    quote.scrollTop = mark.offsetTop - Math.max(30, (quote.clientHeight - mark.offsetHeight) / 2);
  }
  if (kept) page.querySelector(`[id="${kept}"]`)?.focus();
}

function head(state) {
  const { data, t } = state;
  const done = data.progress.done + state.pending.length, all = data.progress.all || 1;
  const tab = (view, words) => link(changed({ view: view === "queue" ? "" : view, review: "", add: "" }), { role: "tab", "aria-selected": String(data.view === view) }, words);
  const choose = (f) => h("label", { class: "facet" }, h("span", { class: "small soft" }, f.label),
    h("select", { class: "box", id: `by-${f.name}`, onchange: (event) => visit(changed({ [f.name]: event.target.value, review: "" })) },
      h("option", { value: "" }, t.every), f.values.map((v) => h("option", { value: v.value, ...(v.value === f.chosen ? { selected: true } : {}) }, `${v.label} (${v.count})`))));
  return h("header", {},
    h("div", { class: "line" }, h("h1", {}, t.title),
      h("div", { class: "tabs", role: "tablist" }, tab("queue", t.tab_queue), tab("done", t.tab_done)),
      h("div", { class: "progress", title: say(t.progress, { n: done, of: all }) }, h("progress", { max: all, value: done, "aria-label": t.tab_done }), h("span", { class: "small" }, say(t.progress, { n: number(done, 0, data.lang), of: number(all, 0, data.lang) }))),
      h("button", { class: "button", id: "undo", disabled: !data.undo && !state.pending.length, "aria-keyshortcuts": "u", onclick: () => undo(state) }, h("kbd", {}, "u"), t.undo)),
    h("div", { class: "line" },
      h("label", { class: "facet who", for: "who" }, h("span", { class: "small soft" }, t.who),
        data.fixed_who ? h("strong", {}, data.who) : h("input", { class: `box${state.warn ? " missing" : ""}`, id: "who", value: state.who ?? "", placeholder: t.who_hint, autocomplete: "name", oninput: (event) => { state.who = event.target.value; state.warn = false; } })),
      data.view === "queue" ? h("details", { class: "filters", open: data.filtered || !matchMedia("(max-width: 800px)").matches },
        h("summary", { class: "small" }, t.filters), data.facets.filter((f) => f.values.length).map(choose),
        data.filtered ? link(changed({ kind: "", issuer: "", type: "", review: "" }), { class: "small" }, t.clear) : null) : null,
      h("span", { class: "told", role: "status" }, state.warn ? h("span", { class: "tag bad" }, t.need_who) : data.note ? h("span", { class: "tag good" }, data.note) : null)));
}

function body(state) {
  const { data, t } = state;
  const list = items(state), d = state.details.get(state.at);
  return h("div", { class: "columns" },
    h("nav", { class: "list", "aria-label": t.tab_queue }, h("ol", {}, list.map((i) => h("li", {}, h("button", { class: "row", "aria-current": i.id === state.at ? "true" : null, onclick: () => go(state, i.id) },
      h("span", { class: "small soft sure", title: t.confidence }, i.kind === "identity" ? "?" : number(i.confidence, 2, data.lang)), h("span", {}, h("strong", {}, i.words[0]), i.words.length > 2 ? [" ", h("em", {}, i.words[1]), " ", i.words[2]] : null))))),
      data.left_out ? h("p", { class: "small soft" }, say(t.left_out, { n: number(data.left_out, 0, data.lang) })) : null),
    h("main", {},
      state.panel?.kind === "add" ? panel(state) : null,
      state.panel?.kind === "add" && !state.panel.source ? null : d && state.at ? (d.kind === "identity" ? identity(state, d) : relation(state, d)) : h("p", { class: "empty" }, list.length ? t.loading : data.filtered ? t.none_here : t.done),
      h("p", { class: "keys small soft" }, d?.kind === "identity" ? t.keys_identity : t.keys, " ", h("button", { class: "button small", onclick: () => open(state, "add") }, h("kbd", {}, "n"), t.add))));
}

function evidence(state, e) {
  const { t, data } = state;
  return h("figure", { class: "quote" },
    h("blockquote", {}, e.words[0], h("mark", {}, marked(e.words[1], e.cue, "b")), e.words[2]),
    h("figcaption", { class: "small soft" }, say(t.said_by, { name: e.holder || t.unknown_source }), " · ",
      e.doc ? link(address("van-ban", { doc: e.doc, src: e.source, at: e.at, lang: data.lang_param }), { class: "open-place", "aria-keyshortcuts": "o" }, t.open_place) : null, e.whole ? null : ` · ${t.text_gone}`));
}

function name(state, doc) {
  return h("span", { class: "named" }, link(address("van-ban", { doc: doc.id, lang: state.data.lang_param }), {}, h("strong", {}, doc.label)), h("span", { class: "small soft" }, doc.under), doc.title ? h("span", { class: "small clamp" }, doc.title) : null);
}

const key = (letter, words) => [h("kbd", {}, letter), words];

function why(state) {
  return h("input", { class: "box note", id: "note", value: state.note, placeholder: state.t.note, "aria-label": state.t.note, maxlength: 500, oninput: (event) => { state.note = event.target.value; }, onkeydown: (event) => { if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); event.target.blur(); } } });
}

function relation(state, d) {
  const { t, data } = state;
  const label = data.relations.find((r) => r.term === d.relation)?.label;
  return h("article", { "data-item": d.id },
    d.said ? h("p", {}, h("span", { class: "tag warn" }, d.said)) : null,
    h("div", { class: "triple" }, name(state, d.subject), h("em", { class: "arrow" }, label), name(state, d.object)),
    d.machine.length ? h("p", { class: "small soft" }, say(t.machine, { words: d.machine.join(" ") })) : null,
    h("p", { class: "small soft" }, `${t.confidence} ${number(d.confidence, 2, data.lang)}`, d.depends ? ` · ${say(t.depends, { n: number(d.depends, 0, data.lang) })}` : ""),
    d.evidence.map((e) => evidence(state, e)), d.more ? h("p", { class: "small soft" }, say(t.more, { n: d.more })) : null,
    state.panel?.kind === "correct" ? panel(state, d.near) : state.panel ? null : h("div", { class: "actions" },
      h("button", { class: "button good", "aria-keyshortcuts": "a", onclick: () => decide(state, "accept") }, key("a", t.accept)),
      h("button", { class: "button", "aria-keyshortcuts": "c", onclick: () => open(state, "correct") }, key("c", t.correct)),
      h("button", { class: "button bad", "aria-keyshortcuts": "r", onclick: () => decide(state, "reject") }, key("r", t.reject)),
      h("button", { class: "button", "aria-keyshortcuts": "s", onclick: () => step(state, 1) }, key("s", t.skip)), why(state)));
}

function identity(state, d) {
  const { t } = state;
  const offered = offeredOf(d), many = d.candidates.length > 0;
  return h("article", { "data-item": d.id },
    h("h2", { class: "head" }, t.named), h("p", { class: "printed" }, d.printed),
    d.evidence.map((e) => evidence(state, e)),
    h("h2", { class: "head" }, many ? t.may_be : t.taken),
    h("ol", { class: "offered" }, offered.map((c, i) => h("li", {}, h("button", { class: "button good", "aria-keyshortcuts": String(i + 1), onclick: () => decide(state, "same", { work: c.id }) }, key(String(i + 1), many ? t.this : t.yes)), name(state, c)))),
    h("div", { class: "actions" },
      h("button", { class: "button bad", "aria-keyshortcuts": "0", onclick: () => decide(state, "apart") }, key("0", many ? t.none : t.no)),
      h("button", { class: "button", "aria-keyshortcuts": "s", onclick: () => step(state, 1) }, key("s", t.skip)), why(state)));
}
