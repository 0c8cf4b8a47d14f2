// What every screen shares.  The address is the whole state: a screen is a function of it, every change is a link.

/** An element; words only ever become text, never markup. */
function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else if (name === "checked" || name === "open" || name === "disabled") made[name] = Boolean(value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return made;
}

/** Go to an address of this site; the server draws what it names. */
function visit(address, { replace = false } = {}) {
  const url = new URL(address, location.href);
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
}

/** The address of a page ("truy-nguyen", "" for the first) with these parameters. */
function address(page, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one !== "" && one !== null && one !== undefined) query.append(name, one);
  }
  const words = query.toString();
  return new URL(page || "./", new URL("./", location.href)).pathname + (words ? `?${words}` : "");
}

/** The present address with some parameters changed; "" or null removes one. */
function changed(changes) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name);
    for (const one of [value].flat()) if (one !== "" && one !== null && one !== undefined) url.searchParams.append(name, one);
  }
  return url.pathname + url.search;
}

/** A link that stays within the session; with the middle button or Ctrl it opens anew, as links do. */
function link(where, attributes, ...children) {
  return h("a", {
    href: where,
    ...attributes,
    onclick: (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      visit(where);
    },
  }, ...children);
}

/** "{n} văn bản" with its values in place. */
function say(words, values = {}) {
  return (words || "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** The words for one or for many. */
function counted(t, name, n) {
  return n === 1 && t[`${name}_one`] ? t[`${name}_one`] : t[name];
}

/** A number as Vietnamese print it: 12.920 and 0,80. */
function number(value, digits = 0, lang = "vi") {
  return value.toLocaleString(lang === "en" ? "en-GB" : "vi-VN", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Words with some of them marked (what decided, in a quote); case and spaces do not count. */
function marked(words, sought, tag = "mark") {
  const plain = (words || "").replace(/\s+/g, " ").trim();
  const cue = (sought || "").replace(/\s+/g, " ").trim();
  const at = cue ? plain.toLowerCase().indexOf(cue.toLowerCase()) : -1;
  if (at < 0) return [plain];
  return [plain.slice(0, at), h(tag, {}, plain.slice(at, at + cue.length)), plain.slice(at + cue.length)];
}

/** A table as CSV that spreadsheet programs open with the right letters. */
function csv(head, rows) {
  const field = (words) => { const v = String(words ?? ""); return /[",\n\r]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v; };
  return new Blob(["\ufeff", ...[head, ...rows].map((row) => row.map(field).join(",") + "\r\n")], { type: "text/csv;charset=utf-8" });
}

/** Hand a file to the reader's browser. */
function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = h("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** What a person said of a sentence ("đã duyệt bởi Lan ngày 23/11/2026"), and the way to say something else. */
function review(evidence, data, t) {
  const [verdict, who, day, note] = evidence.review;
  return [verdict ? h("span", { class: "tag good", title: note }, say(t[`said_${verdict}`], { who: who || t.nobody, day })) : null,
    data.read_only ? null : " · ", data.read_only ? null : link(address("duyet", { review: evidence.assertion, lang: data.lang_param }), { class: "review-this" }, t.review_this)];
}
