// SPARQL: worked questions on the left, the editor, the answers as a table or a picture, downloads.

const SHOWN = 300;

export default function render({ parentElement: host, data, setTriggerValue }) {
  const page = host.querySelector(".sparql");
  const state = (page.state ||= { view: "table", answer: null });
  Object.assign(state, { page, data, t: data.strings, send: (asked) => setTriggerValue("ask", asked) });
  if (data.file && state.file !== data.file.id) {
    state.file = data.file.id;
    save(data.file.name, new Blob([Uint8Array.from(atob(data.file.content), (c) => c.charCodeAt(0))], { type: data.file.mime }));
  }
  if (page.language !== data.lang) {
    page.language = data.lang;
    const words = state.editor?.get();
    page.replaceChildren(...frame(state));
    const asked = new URL(location.href).searchParams.get("query");
    state.editor.set(words ?? asked ?? data.examples[0].query);
    if (words === undefined) run(state); else show(state);
  }
  if (data.picture && state.wanted) {
    // an answer to an earlier question may come late, and the newer one be lost on the way
    if (data.picture.id !== state.wanted.id) state.send(state.wanted);
    else { state.picture = data.picture; state.wanted = null; show(state); }
  }
}

function frame(state) {
  const { data, t } = state;
  state.editor = editorOf(t, "", () => run(state));
  state.answers = h("section", { class: "answers", "aria-live": "polite" });
  state.go = h("button", { class: "button first", title: t.keys, onclick: () => (state.running ? state.running.abort() : run(state)) }, t.run);
  const choose = (e) => { state.editor.set(e.query); run(state); };
  const list = h("ol", {}, data.examples.map((e) => h("li", {}, h("button", { class: "example", "data-example": e.name, onclick: () => choose(e) }, e.title))));
  const select = h("select", { class: "box", "aria-label": t.examples, onchange: (event) => choose(data.examples[event.target.value]) }, data.examples.map((e, i) => h("option", { value: i }, e.title)));
  return [
    h("aside", { class: "examples" }, h("h1", {}, t.title), h("p", { class: "small soft" }, t.lead), h("h2", { class: "head" }, t.examples), list, select),
    h("div", { class: "work" }, state.editor.root,
      h("p", { class: "bar" }, state.go, h("span", { class: "small soft keys" }, t.keys), h("span", { class: "small soft limits" }, data.limits)), state.answers),
  ];
}

/** Ask the service; only the newest question's answer is shown. */
async function run(state) {
  const { t, editor } = state;
  state.running?.abort();
  const running = (state.running = new AbortController());
  const query = editor.get(), began = performance.now();
  state.go.textContent = t.stop;
  state.answers.setAttribute("aria-busy", "true");
  history.replaceState(history.state, "", query.length < 6000 ? changed({ query }) : changed({ query: "" }));
  let answer;
  try {
    const got = await ask(query, "application/sparql-results+json, application/n-triples;q=0.9", running.signal);
    if (!got.ok) answer = { error: await reason(got, state) };
    else answer = (got.headers.get("content-type") || "").includes("n-triples") ? triples(await got.text()) : table(await got.json());
  } catch (error) {
    if (error.name !== "AbortError") answer = { error: t.failed };
  }
  if (state.running !== running) return;
  state.running = null;
  state.go.textContent = t.run;
  state.answers.removeAttribute("aria-busy");
  if (!answer) return;
  state.answer = { ...answer, query, ms: performance.now() - began };
  state.picture = state.wanted = null;
  editor.error(Boolean(answer.error));
  show(state);
  if (state.view === "graph" && state.answer.rows) draw(state);
}

function ask(query, accept, signal) {
  return fetch(address("sparql"), { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: accept }, body: query, signal });
}

async function reason(got, { data, t }) {
  try {
    const said = await got.json();
    return (data.lang === "en" ? said.detail_en : said.detail_vi) || said.detail || t.failed;
  } catch { return t.failed; }
}

function table({ head, results, boolean }) {
  if (boolean !== undefined) return { boolean };
  return { head: head.vars, rows: results.bindings.map((b) => head.vars.map((v) => b[v] || null)) };
}

/** N-Triples as a table of three columns. */
function triples(words) {
  const term = (x) => (x.startsWith("<") ? { type: "uri", value: unescaped(x.slice(1, -1)) } : x.startsWith("_:") ? { type: "bnode", value: x }
    : { type: "literal", value: unescaped(x.slice(1, x.lastIndexOf('"'))) });
  const line = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"\S*) \.$/;
  return { head: ["subject", "predicate", "object"], rows: words.split("\n").map((l) => line.exec(l)).filter(Boolean).map((m) => m.slice(1).map(term)) };
}

function unescaped(words) {
  const signs = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };
  return words.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, u, long, c) => (c ? signs[c] || c : String.fromCodePoint(parseInt(u || long, 16))));
}

function show(state) {
  const { t, data, answer, answers } = state;
  if (!answer) return;
  if (answer.error) { answers.replaceChildren(h("p", { class: "problem", role: "alert" }, answer.error)); return; }
  if (answer.boolean !== undefined) { answers.replaceChildren(h("p", { class: "verdict" }, answer.boolean ? t.yes : t.no)); return; }
  const view = (name) => h("button", { class: "view", role: "tab", "aria-selected": String(state.view === name), "data-view": name, onclick: () => { state.view = name; show(state); if (name === "graph" && !state.picture && !state.running) draw(state); } }, t[name]);
  answers.replaceChildren(
    h("div", { class: "results-head" }, h("span", { role: "tablist" }, view("table"), view("graph")),
      h("span", { class: "soft small" }, say(counted(t, "rows", answer.rows.length), { n: number(answer.rows.length, 0, data.lang), ms: number(Math.round(answer.ms), 0, data.lang) })),
      h("span", { class: "files" }, ["CSV", "Excel", "JSON"].map((kind) => h("button", { class: "button small", "data-file": kind, title: `${t.download} ${kind}`, onclick: () => download(state, kind) }, kind)))),
    state.view === "graph" ? pictureOf(state) : tableOf(state));
}

function tableOf({ t, data, answer }) {
  if (!answer.rows.length) return h("p", { class: "soft" }, t.nothing);
  const rest = answer.rows.length > SHOWN;
  return h("div", { class: "scroll", tabindex: 0 },
    rest ? h("p", { class: "small soft" }, say(t.part, { n: number(SHOWN, 0, data.lang) })) : null,
    h("table", {}, h("thead", {}, h("tr", {}, answer.head.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, answer.rows.slice(0, SHOWN).map((row) => h("tr", {}, row.map((term) => h("td", { class: numeric(term) ? "n" : null }, term ? cellOf(term, data) : "")))))));
}

const numeric = (term) => /#(integer|decimal|double|float|int|long)$/.test(term?.datatype || "");

/** A term as people read it: documents lead to their page, other names are shortened, dates are day first. */
function cellOf(term, data) {
  const value = term.value;
  if (term.type === "uri") {
    if (value.startsWith(`${data.base}eli/`) || value.startsWith(`${data.base}/eli/`)) {
      const name = value.split("/eli/vn/").pop();
      return link(address("van-ban", { doc: value, lang: data.lang_param }), { title: value }, name);
    }
    const found = Object.entries(data.prefixes).find(([, iri]) => value.startsWith(iri));
    return h("span", { class: "iri", title: value }, found ? `${found[0]}:${value.slice(found[1].length)}` : value);
  }
  if (/#date$/.test(term.datatype || "")) return value.split("-").reverse().join("/");
  if (numeric(term) && value.length < 15) return number(Number(value), Number.isInteger(Number(value)) ? 0 : 2, data.lang);
  return value;
}

function draw(state) {
  const found = new Set(state.answer.rows.flat().filter((x) => x?.type === "uri" && x.value.includes("/eli/")).map((x) => x.value));
  state.wanted = found.size ? { kind: "picture", id: `picture-${Date.now()}`, documents: [...found].slice(0, 400) } : null;
  if (state.wanted) state.send(state.wanted);
  else state.picture = { nodes: [] };
  show(state);
}

function pictureOf(state) {
  const { t, data, picture: made } = state;
  if (!made) return h("p", { class: "soft" }, t.running);
  if (!made.nodes.length) return h("p", { class: "soft" }, t.no_documents);
  const drawn = picture(made, t);
  const scale = Math.max(Math.min(1, (state.answers.clientWidth - 4) / drawn.width), 0.62);
  drawn.root.setAttribute("width", drawn.width * scale);
  drawn.root.setAttribute("height", drawn.height * scale);
  const go = (event) => {
    const id = event.target.closest?.("[data-node]")?.dataset.node;
    if (id && (event.type === "click" || event.key === "Enter")) visit(address("truy-nguyen", { doc: id, way: "both", lang: data.lang_param }));
  };
  const names = drawn.bands.map((b) => svg("text", { x: 10, y: Math.max(b.from, 0) + 16, "font-size": 11.5, "font-weight": 600, fill: "#4a5560" }, data.bands[b.band]));
  drawn.root.append(...names);
  return h("div", {}, h("p", { class: "small soft" }, made.note), h("div", { class: "scroll drawing", onclick: go, onkeydown: go }, drawn.root));
}

async function download(state, kind) {
  const { answer } = state;
  if (kind === "Excel") {
    const value = (term) => (!term ? "" : numeric(term) ? Number(term.value) : term.value);
    state.send({ kind, id: `${kind}-${Date.now()}`, head: answer.head, rows: answer.rows.map((row) => row.map(value)) });
    return;
  }
  if (kind === "JSON") { save("sparql.json", new Blob([JSON.stringify({ head: answer.head, rows: answer.rows }, null, 1)], { type: "application/json" })); return; }
  save("sparql.csv", csv(answer.head, answer.rows.map((row) => row.map((term) => term?.value))));
}
