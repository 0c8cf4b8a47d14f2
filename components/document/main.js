// A document's page: who it is, its relations in tabs with their sentences, its text with citations as links.

export default function render({ parentElement: host, data }) {
  const page = host.querySelector(".document");
  const t = data.strings;
  const same = JSON.stringify(data);
  if (page.shown !== same) {
    page.shown = same;
    page.replaceChildren(headOf(data, t), h("div", { class: "columns" }, h("section", { class: "relations" }, tabsOf(data, t)), textOf(data, t)));
    listen(page, data, t);
  }
  requestAnimationFrame(() => reveal(page));
}

/** Bring the sentence looked for into view, within its column where that scrolls. */
function reveal(page) {
  const sought = page.querySelector(".sought"), column = page.querySelector(".text");
  if (!sought || page.seen === location.href) return;
  page.seen = location.href;
  if (column.scrollHeight > column.clientHeight + 2) column.scrollTop += sought.getBoundingClientRect().top - column.getBoundingClientRect().top - 90;
  else if (new URL(location.href).searchParams.get("at")) sought.scrollIntoView({ block: "center" });
}

function headOf(data, t) {
  const d = data.document;
  const fact = (name, ...words) => h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, ...words));
  return h("header", {},
    h("div", { class: "who" },
      h("h1", {}, d.label),
      h("p", { class: "soft" }, [d.issuer, d.day].filter(Boolean).join(" · ")),
      d.title ? h("p", { class: "subject" }, d.title) : null,
      d.successors.map((s) => h("p", { class: "small successor" }, s.words, s.act ? h("span", { class: "soft" }, ` (${s.act})`) : null))),
    h("div", { class: "side" },
      h("p", { class: "actions" }, link(address("truy-nguyen", { doc: d.id, lang: data.lang_param }), { class: "button first" }, t.trace_document),
        link(address("truy-nguyen", { doc: d.id, way: "down", lang: data.lang_param }), { class: "button" }, t.down),
        link(address("luoc-do", { doc: d.id, lang: data.lang_param }), { class: "button" }, t.diagram)),
      h("dl", {},
        forceOf(data.force, data, t),
        d.effective ? fact(t.effective, d.effective) : null,
        d.expires ? fact(t.expires, d.expires) : null,
        d.signer ? fact(t.signer, d.signer) : null,
        h("div", { class: "fact iri" }, h("dt", {}, t.iri), h("dd", {}, h("code", {}, d.id))))));
}

/** Whether it is in force, on a day of the reader's choice: typed, or picked in the browser's calendar. */
function forceOf(force, data, t) {
  const go = (words) => visit(changed({ on: words }));
  const typed = h("input", { class: "box day", id: "on", value: force.bad || force.day, inputmode: "numeric", placeholder: "dd/mm/yyyy", "aria-invalid": force.bad ? "true" : null,
    onchange: (event) => go(event.target.value.trim()) });
  const picked = h("input", { type: "date", class: "calendar", tabindex: -1, "aria-hidden": "true", value: force.day.split("/").reverse().join("-"),
    onchange: (event) => { if (event.target.value) go(event.target.value.split("-").reverse().join("/")); } });
  return h("div", { class: "fact force" }, h("dt", {}, h("label", { for: "on" }, t.status_on)),
    h("dd", {}, h("span", { class: "when" }, typed, picked,
      h("button", { class: "button pick", title: t.choose_day, "aria-label": t.choose_day, onclick: () => { try { picked.showPicker(); } catch { typed.focus(); } } }, "▾"),
      new URL(location.href).searchParams.has("on") ? link(changed({ on: "" }), { class: "small open-place" }, t.day_today) : null),
      force.bad ? h("span", { class: "small warn", role: "alert" }, t.bad_day) : null,
      h("span", { class: `tag ${force.tag}` }, force.words), force.by.map((b) => [" ", docLink(b.id, say(t.by, { name: b.label }), data)])));
}

function docLink(id, words, data) {
  return link(address("van-ban", { doc: id, lang: data.lang_param }), { "data-work": id }, words);
}

function tabsOf(data, t) {
  const chosen = data.tabs.find((tab) => tab.id === data.tab) || data.tabs[0];
  const bar = h("div", { class: "tabs", role: "tablist" }, data.tabs.map((tab) => {
    const one = link(changed({ tab: tab.id, src: "", at: "", more: "" }), { role: "tab", "aria-selected": String(tab === chosen), tabindex: tab === chosen ? 0 : -1 }, tab.label,
      tab.count ? h("span", { class: "count" }, ` ${number(tab.count, 0, data.lang)}`) : null);
    one.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const tabs = [...bar.children];
      tabs[(tabs.indexOf(one) + step + tabs.length) % tabs.length].focus();
    });
    return one;
  }));
  const body = chosen.id === "sources" ? sourcesOf(data, t) : data.groups.map((g) => [
    h("h2", { class: "head" }, g.label, g.count ? h("span", { class: "count" }, ` ${number(g.count, 0, data.lang)}`) : null),
    g.edges.length ? h("ul", { class: "edges" }, g.edges.map((e) => edgeOf(e, data, t))) : h("p", { class: "soft" }, t.nothing),
    g.rest ? h("p", { class: "rest" }, link(changed({ more: data.more + 1 }), { class: "button" }, say(t.rest, { n: number(g.rest, 0, data.lang) }))) : null,
  ]);
  const add = data.read_only || chosen.id === "sources" ? null : h("p", { class: "rest" }, link(address("duyet", { add: data.document.id, lang: data.lang_param }), { class: "small" }, t.add_relation));
  return [bar, h("div", { class: "panel", role: "tabpanel" }, body, add)];
}

function edgeOf(e, data, t) {
  const first = e.evidence[0];
  return h("li", {},
    h("p", {}, h("em", { class: "soft" }, e.words), " ", docLink(e.other.id, h("strong", {}, e.other.label), data), " ",
      h("span", { class: "small soft" }, [e.other.short, e.other.day].filter(Boolean).join(" · "))),
    e.other.title ? h("p", { class: "small subject clamp" }, e.other.title) : null,
    first ? h("div", { class: "quote" }, "“", marked(first.quote, first.cue), "” ", place(first, data, t)) : null,
    e.evidence.length > 1 ? h("details", {}, h("summary", { class: "small" }, say(data.more_evidence, { n: e.evidence.length - 1 })),
      e.evidence.slice(1).map((v) => h("div", { class: "quote" }, "“", marked(v.quote, v.cue), "” ", place(v, data, t)))) : null);
}

/** Where a sentence stands: a press shows it in its source, beside. */
function place(v, data, t) {
  const words = v.own ? t.own_words : say(t.said_by, { name: v.holder || v.path || t.unknown_source });
  return h("span", { class: "small soft" }, `${words} · ${t.confidence} ${number(v.confidence, 2, data.lang)} `,
    link(changed({ src: v.source, at: `${v.start}-${v.end}` }), { class: "open-place" }, t.open_place), " ", review(v, data, t));
}

function sourcesOf(data, t) {
  const list = (sources) => h("ul", { class: "edges" }, sources.map((s) => h("li", {},
    h("p", {}, link(changed({ src: s.id, at: "" }), { class: "open-place" }, h("strong", {}, s.name)), " ", h("span", { class: "small soft" }, `${s.format} · ${say(t.characters, { n: number(s.characters, 0, data.lang) })}`)),
    s.holds ? h("p", { class: "small" }, docLink(s.holds.id, s.holds.label, data)) : null)));
  return [h("h2", { class: "head" }, t.holds), data.sources.length ? list(data.sources) : h("p", { class: "soft" }, t.no_text),
    data.mentioned.length ? [h("h2", { class: "head" }, t.mentions), list(data.mentioned)] : null];
}

function textOf(data, t) {
  const head = h("div", { class: "text-head" },
    data.reading ? [h("span", { class: "soft small" }, `${t.reading}: `), h("strong", {}, data.reading)] : h("strong", {}, t.text),
    data.foreign && data.sources.length ? link(changed({ src: "", at: "" }), { class: "small open-place" }, t.back_own) : null);
  if (!data.pieces.length) {
    return h("section", { class: "text" }, head, h("p", { class: "soft" }, data.no_text),
      data.quote ? h("div", { class: "quote sought" }, "“", h("mark", {}, data.quote), "”") : null);
  }
  return h("section", { class: "text", tabindex: 0, "aria-label": t.text }, head,
    data.part ? h("p", { class: "small soft" }, data.part) : null,
    h("div", { class: "paper" }, data.pieces.map((p) => {
      const own = p.w && p.w === data.document.id;
      const words = p.w && !own ? docLink(p.w, p.t, data) : own ? h("span", { class: "own" }, p.t) : p.t;
      return p.s ? h("mark", { class: "sought" }, words) : words;
    })), h("div", { class: "card", hidden: true, role: "tooltip" }));
}

/** A card beside a citation under the pointer or the keyboard. */
function listen(page, data, t) {
  const card = page.querySelector(".card");
  const paper = page.querySelector(".paper");
  if (!card || !paper) return;
  const show = (event) => {
    const anchor = event.target.closest?.("[data-work]");
    const work = anchor && data.cards[anchor.dataset.work];
    if (!work) return;
    card.replaceChildren(h("strong", {}, work.label), h("div", { class: "soft small" }, [work.short, work.day].filter(Boolean).join(" · ")),
      work.title ? h("div", { class: "small clamp" }, work.title) : "", work.held ? "" : h("div", { class: "small warn" }, t.stub));
    card.hidden = false;
    const at = anchor.getClientRects()[0], frame = card.parentElement.getBoundingClientRect();
    card.style.left = `${Math.max(8, Math.min(at.left - frame.left, frame.width - card.offsetWidth - 12))}px`;
    card.style.top = `${at.bottom - frame.top + card.parentElement.scrollTop + 5}px`;
  };
  const hide = () => { card.hidden = true; };
  paper.addEventListener("pointerover", show);
  paper.addEventListener("pointerout", hide);
  paper.addEventListener("focusin", show);
  paper.addEventListener("focusout", hide);
}
