// The trace page: what to draw on the left, the picture, what is chosen and the paths on the right.

export default function render({ parentElement: host, data, setTriggerValue }) {
  const page = host.querySelector(".trace");
  const t = data.strings;
  if (data.file && page.lastFile !== data.file.id) {
    page.lastFile = data.file.id;
    const bytes = Uint8Array.from(atob(data.file.content), (c) => c.charCodeAt(0));
    save(data.file.name, new Blob([bytes], { type: data.file.mime }));
  }
  const same = JSON.stringify({ ...data, file: null });
  if (page.shown === same) return;
  page.shown = same;
  const state = { data, t, page, host, chosen: {}, path: null, setTriggerValue };
  state.edges = new Map(data.edges.map((e) => [e.id, e]));
  state.nodes = new Map(data.nodes.map((n) => [n.id, n]));
  page.replaceChildren(leftOf(state), middleOf(state), rightOf(state));
  const asked = new URL(location.href).searchParams.get("at");
  if (state.edges.has(asked)) pick(state, { edge: asked }, { quiet: true });
  else if (state.nodes.has(asked)) pick(state, { node: asked }, { quiet: true });
  else if (data.paths.length) pick(state, { edge: first(state) }, { quiet: true });
  else pick(state, { node: data.start }, { quiet: true });
}

/** The relation nearest to the start of the path that answers best: one of carrying out, if there is any. */
function first({ data, edges }) {
  const near = data.paths.map((p) => p.edges[data.down ? p.edges.length - 1 : 0]);
  return near.find((id) => edges.get(id).p === "implements") || near[0];
}

/** Choose an edge or a document; the address says so, and nothing need be asked of the server. */
function pick(state, chosen, { quiet = false, path = null } = {}) {
  const edge = state.edges.get(chosen.edge);
  state.chosen = { ...chosen, ends: edge ? [edge.s, edge.o] : [] };
  state.path = path ?? (edge ? (state.data.paths.find((p) => p.edges.includes(edge.id)) || {}).edges : null);
  choose(state.drawn, state.chosen, state.path);
  fill(state);
  if (!quiet) history.replaceState(history.state, "", changed({ at: chosen.edge || chosen.node }));
}

function middleOf(state) {
  const { data, t } = state;
  const drawn = (state.drawn = picture(data, t));
  const camera = svg("g", { class: "camera" });
  camera.append(...[...drawn.root.children].filter((c) => c.tagName !== "defs"));
  drawn.root.append(camera);
  drawn.root.removeAttribute("viewBox");
  const names = h("div", { class: "bands", "aria-hidden": "true" }, drawn.bands.map((b) => h("span", { class: "band-name" }, data.bands[b.band])));
  const tip = h("div", { class: "tip", role: "tooltip", hidden: true });
  const stage = h("div", { class: "stage" }, drawn.root, names, tip,
    h("div", { class: "zoom" },
      h("button", { class: "button", title: t.zoom_in, "aria-label": t.zoom_in, onclick: () => move.zoom(1.25) }, "+"),
      h("button", { class: "button", title: t.zoom_out, "aria-label": t.zoom_out, onclick: () => move.zoom(0.8) }, "−"),
      h("button", { class: "button", title: t.whole, "aria-label": t.whole, onclick: () => move.fit(true) }, "⤢")));
  const move = camera_of(stage, drawn, camera, names);
  listen(state, stage, tip);
  return h("section", { class: "middle", "aria-label": t.picture },
    h("header", { class: "bar" },
      h("span", { class: "chip first" }, data.title_short),
      data.target_label ? [h("span", { "aria-hidden": "true" }, " → "), h("span", { class: "chip" }, data.target_label)] : null,
      h("span", { class: "soft count" }, data.summary)),
    notesOf(state), stage);
}

function notesOf({ data, t }) {
  const more = data.left_out || data.cut_down
    ? [data.left_out ? say(t.left_out, { n: number(data.left_out) }) : t.cut_down, " ", link(changed({ more: data.more + 1 }), { class: "button small" }, t.show_more)] : null;
  const lines = [...data.notes.map((n) => h("p", {}, n)), more && h("p", {}, more)].filter(Boolean);
  return lines.length ? h("div", { class: "notes" }, lines) : null;
}

/** Moving and zooming: by pointer, by pinch, by wheel with Ctrl, by keys. */
function camera_of(stage, drawn, camera, names) {
  const at = { x: 0, y: 0, k: 1 };
  const place = () => {
    camera.setAttribute("transform", `translate(${f(at.x)} ${f(at.y)}) scale(${at.k})`);
    [...names.children].forEach((name, i) => {
      const b = drawn.bands[i];
      const top = (i ? b.from + 9 : Math.min(b.from, b.top - 34)) * at.k + at.y, bottom = b.to * at.k + at.y;
      name.style.top = `${Math.max(top, Math.min(2, bottom - 22))}px`;
      name.style.display = bottom < 20 || top > stage.clientHeight ? "none" : "";
    });
  };
  const fit = (whole) => {
    const [w, hgt] = [stage.clientWidth || 700, stage.clientHeight || 480];
    const k = Math.min((w - 20) / drawn.width, (hgt - 12) / drawn.height, 1.15);
    at.k = whole ? k : Math.max(k, Math.min(0.72, w / 420));
    at.x = (w - drawn.width * at.k) / 2;
    at.y = Math.max((hgt - drawn.height * at.k) / 2, 0);
    if (!whole && k < at.k) centre(drawn.place.boxes.values().next().value, w, hgt);
    place();
  };
  const centre = (box, w, hgt) => { at.x = w / 2 - box.cx * at.k; at.y = Math.min(hgt / 2 - box.cy * at.k, 0); };
  const zoom = (by, x = stage.clientWidth / 2, y = stage.clientHeight / 2) => {
    const k = Math.min(Math.max(at.k * by, 0.15), 3);
    at.x = x - ((x - at.x) * k) / at.k;
    at.y = y - ((y - at.y) * k) / at.k;
    at.k = k;
    place();
  };
  const held = new Map();
  stage.addEventListener("pointerdown", (e) => { if (!e.target.closest(".zoom")) held.set(e.pointerId, [e.clientX, e.clientY]); });
  stage.addEventListener("pointermove", (e) => {
    if (!held.has(e.pointerId)) return;
    const [x, y] = held.get(e.pointerId);
    if (held.size === 1) {
      if (Math.hypot(e.clientX - x, e.clientY - y) > 3 || stage.moved) {
        if (!stage.moved) stage.setPointerCapture(e.pointerId);
        stage.moved = true;
        at.x += e.clientX - x; at.y += e.clientY - y;
        held.set(e.pointerId, [e.clientX, e.clientY]);
        place();
      }
      return;
    }
    const other = [...held].find(([id]) => id !== e.pointerId)[1];
    const before = Math.hypot(x - other[0], y - other[1]), after = Math.hypot(e.clientX - other[0], e.clientY - other[1]);
    held.set(e.pointerId, [e.clientX, e.clientY]);
    const frame = stage.getBoundingClientRect();
    if (before) zoom(after / before, (e.clientX + other[0]) / 2 - frame.left, (e.clientY + other[1]) / 2 - frame.top);
    stage.moved = true;
  });
  const drop = (e) => { held.delete(e.pointerId); setTimeout(() => { stage.moved = held.size > 0; }); };
  stage.addEventListener("pointerup", drop);
  stage.addEventListener("pointercancel", drop);
  stage.addEventListener("wheel", (e) => {
    e.preventDefault();
    const frame = stage.getBoundingClientRect();
    if (e.ctrlKey || e.metaKey) zoom(Math.exp(-e.deltaY / 300), e.clientX - frame.left, e.clientY - frame.top);
    else { at.x -= e.shiftKey ? e.deltaY : e.deltaX; at.y -= e.shiftKey ? 0 : e.deltaY; place(); }
  }, { passive: false });
  new ResizeObserver(() => fit(false)).observe(stage);
  requestAnimationFrame(() => fit(false));
  const reveal = (box) => {
    const [x, y] = [box.cx * at.k + at.x, box.cy * at.k + at.y];
    if (x < 80 || x > stage.clientWidth - 80) at.x += stage.clientWidth / 2 - x;
    if (y < 40 || y > stage.clientHeight - 40) at.y += stage.clientHeight / 2 - y;
    place();
  };
  drawn.reveal = (id) => { const box = drawn.place.boxes.get(id); if (box) reveal(box); };
  return { zoom, fit };
}

function listen(state, stage, tip) {
  const { data, t } = state;
  const of = (event) => ({
    more: event.target.closest?.("[data-more]")?.dataset.more,
    node: event.target.closest?.("[data-node]")?.dataset.node,
    edge: event.target.closest?.("[data-edge]")?.dataset.edge,
  });
  stage.addEventListener("click", (event) => {
    if (stage.moved) return;
    const { more, node, edge } = of(event);
    if (more) expand(state, more);
    else if (node) pick(state, { node });
    else if (edge) pick(state, { edge });
  });
  stage.addEventListener("dblclick", (event) => { const { node } = of(event); if (node) expand(state, node); });
  stage.addEventListener("keydown", (event) => {
    const { node, edge } = of(event);
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(state, node ? { node } : { edge }); }
    else if (event.key === "e" && node) expand(state, node);
    else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && (node || edge)) {
      event.preventDefault();
      const up = event.key === "ArrowUp";
      const next = edge ? state.edges.get(edge)[up ? "o" : "s"]
        : data.edges.filter((e) => (up ? e.s : e.o) === node).map((e) => e[up ? "o" : "s"])[0];
      if (next) { pick(state, { node: next }); state.drawn.nodes.get(next).focus({ preventScroll: true }); state.drawn.reveal(next); }
    }
  });
  const show = (event) => {
    const { edge, node, more } = of(event);
    if (more || (!edge && !node)) { tip.hidden = true; return; }
    const e = state.edges.get(edge), n = state.nodes.get(node);
    tip.replaceChildren(...(n
      ? [h("strong", {}, n.label), h("div", {}, [n.issuer, n.day].filter(Boolean).join(" · ")), n.title && h("div", { class: "small" }, n.title), !n.held && h("div", { class: "small warn" }, t.stub)].filter(Boolean)
      : [h("strong", {}, `${e.from} → ${e.to}`), h("div", { class: "small" }, `${e.label} · ${t.confidence} ${number(e.confidence, 2, data.lang)}`), h("div", {}, "“", marked(e.quote, e.cue), "”")]));
    tip.hidden = false;
    const frame = stage.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    tip.style.left = `${Math.min(Math.max(x + 14, 6), Math.max(frame.width - tip.offsetWidth - 8, 6))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > frame.height ? Math.max(y - tip.offsetHeight - 12, 4) : y + 18}px`;
  };
  stage.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse" && !event.buttons) show(event); });
  stage.addEventListener("pointerleave", () => { tip.hidden = true; });
}

/** Draw the neighbours of a document too, or no longer. */
function expand(state, id) {
  const opened = new URL(location.href).searchParams.getAll("open");
  visit(changed({ open: opened.includes(id) ? opened.filter((o) => o !== id) : [...opened, id], at: id }));
}
