// Saying what is right: another relation, another document, the other direction; or what the program missed.

function panel(state, near = []) {
  const { t, data } = state, form = state.panel;
  const again = (change) => { Object.assign(form, change); draw(state); };
  const put = (doc) => { state.found = null; again({ [form.end]: doc, end: form.subject && !form.object && form.end === "subject" ? "object" : form.end, q: "" }); };
  const slot = (end) => h("button", { type: "button", class: `slot${form.end === end ? " on" : ""}`, "aria-pressed": String(form.end === end), onclick: () => again({ end }) },
    form[end] ? [h("strong", {}, form[end].label), " ", h("span", { class: "small soft" }, form[end].under)] : h("span", { class: "soft" }, t.choose_document));
  const hits = data.found?.q && data.found.q === form.q ? data.found.rows : null;
  const offered = hits || near;
  const search = () => { form.q = (form.q || "").trim(); if (form.q) send(state, { find: form.q }); };
  const ready = () => Boolean(form.subject && form.object && form.subject.id !== form.object.id && (form.kind === "correct" || form.quote.trim()));
  const save = () => {
    if (!ready()) return;
    const right = { subject: form.subject.id, relation: form.relation, object: form.object.id };
    if (form.kind === "correct") { decide(state, "correct", right); return; }
    if (!(state.who || "").trim()) { state.warn = true; draw(state); state.page.querySelector("#who")?.focus(); return; }
    send(state, { add: { ...right, quote: form.quote, source: form.source } });
  };
  return h("form", { class: "panel", onsubmit: (event) => { event.preventDefault(); save(); } },
    h("h2", { class: "head" }, form.kind === "add" ? t.add_title : t.correct_title),
    h("div", { class: "triple" }, slot("subject"),
      h("select", { class: "box", id: "relation", "aria-label": t.relation, onchange: (event) => again({ relation: event.target.value }) },
        data.relations.map((r) => h("option", { value: r.term, ...(r.term === form.relation ? { selected: true } : {}) }, r.label))), slot("object")),
    h("p", { class: "actions" }, h("button", { type: "button", class: "button", id: "turn", onclick: () => again({ subject: form.object, object: form.subject }) }, `⇄ ${t.turn}`),
      h("span", { class: "small soft" }, say(t.replace, { name: form.end === "subject" ? t.first : t.second }))),
    h("div", { class: "search" }, h("input", { class: "box", id: "other", value: form.q || "", placeholder: t.find_hint, "aria-label": t.find_hint, oninput: (event) => { form.q = event.target.value; },
      onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); search(); } } }), h("button", { type: "button", class: "button", onclick: search }, t.find)),
    offered.length ? [h("p", { class: "small soft" }, hits ? t.hits : t.near), h("ul", { class: "hits" }, offered.map((doc) => h("li", {}, h("button", { type: "button", class: "slot", onclick: () => put(doc) }, h("strong", {}, doc.label), " ", h("span", { class: "small soft" }, doc.under)))))]
      : hits ? h("p", { class: "small soft" }, t.no_hits) : null,
    form.kind === "add" ? h("label", { class: "sentence" }, h("span", { class: "small soft" }, t.sentence), h("textarea", { class: "box", id: "sentence", rows: 3, value: form.quote, oninput: (event) => { form.quote = event.target.value; state.page.querySelector("#save").disabled = !ready(); } })) : null,
    form.kind === "correct" ? h("p", {}, why(state)) : null,
    h("div", { class: "actions" }, h("button", { class: "button first", id: "save", disabled: !ready() }, t.save),
      h("button", { type: "button", class: "button", onclick: () => { state.panel = null; draw(state); } }, key("Esc", t.cancel))));
}

/** What people decided so far, and what of it fits nothing any more. */
function past(state) {
  const { data, t } = state;
  if (!data.history.length) return h("p", { class: "empty" }, t.nothing_done);
  const tags = { accept: "good", add: "good", same: "good", reject: "bad", apart: "bad", correct: "warn", withdraw: "" };
  return h("ol", { class: "past" }, data.history.map((r) => h("li", { class: r.stands ? "" : "fallen" },
    h("div", {}, h("span", { class: `tag ${tags[r.verdict]}` }, r.word), " ", h("strong", {}, r.words[0]), " ", h("em", {}, r.words[1]), " ", h("strong", {}, r.words[2]),
      r.right.some(Boolean) ? h("span", {}, " → ", r.right.filter(Boolean).join(" ")) : null),
    r.quote ? h("div", { class: "small soft clamp" }, "“", r.quote, "”") : null,
    h("div", { class: "small soft" }, [r.who, r.day, r.note].filter(Boolean).join(" · "), " ",
      r.stale ? h("span", { class: "tag warn" }, say(t.stale, { why: r.stale })) : r.stands || r.verdict === "withdraw" ? null : h("span", { class: "tag" }, t.fallen), " ",
      r.id && !r.stale ? link(changed({ view: "", review: r.id }), {}, t.again) : null))));
}
