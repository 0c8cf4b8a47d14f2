// The picture: an SVG of bands, relations and documents; words are text, documents are reached by the keyboard.

const SVG = "http://www.w3.org/2000/svg";
const FONT = '"Noto Sans","Segoe UI","Helvetica Neue",Arial,sans-serif';
const TINTS = ["#fdf3ef", "#eef4fb", "#eef8f3", "#fdf9e8", "#f3f3f9", "#f5f5f5"];
const STROKES = {
  implements: ["#0a5c99", ""], details: ["#00694e", ""], basedOn: ["#5d6875", "7 4"], amends: ["#b8480c", ""],
  replaces: ["#b8480c", "2 3"], repeals: ["#b8480c", "9 3 2 3"], cites: ["#66717d", "2 4"],
};
const OTHER = ["#7a5590", "4 3"];
const KINDS = { law: "#b8480c", resolution: "#0a5c99", decree: "#00694e", decision: "#6a3d8f", plan: "#8a6200", other: "#6b7683" };
const GOLD = "#b97a00";
const NAVY = "#0b3a66";

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  made.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return made;
}

const ruler = document.createElement("canvas").getContext("2d");
function widthOf(words, size, weight = 400) {
  ruler.font = `${weight} ${size}px ${FONT}`;
  return ruler.measureText(words).width;
}

/** Words cut to a width. */
function fitted(words, width, size, weight) {
  if (widthOf(words, size, weight) <= width) return words;
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(words.slice(0, middle) + "…", size, weight) <= width) low = middle; else high = middle - 1;
  }
  return words.slice(0, low).trimEnd() + "…";
}

function strokeOf(predicate) {
  const [colour, dashes] = STROKES[predicate] || OTHER;
  return { stroke: colour, "stroke-dasharray": dashes || null };
}

/** The whole picture for a payload: the SVG element, and the parts that change when something is chosen. */
function picture(data, t) {
  const named = data.edges.length <= 36;
  const widths = new Map(data.nodes.map((n) => [n.id, boxWidth(n)]));
  const labels = new Map(data.edges.map((e) => [e.id, named ? widthOf(e.label, 11.5) + 40 : 0]));
  const place = layout(data.nodes, data.edges, { widths, labels });
  const width = place.width, height = Math.max(place.height, 180);
  const root = svg("svg", { xmlns: SVG, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": t.picture, "font-family": FONT });
  root.append(svg("defs", {}, ...markers(data.edges)));
  const nodes = new Map(), edges = new Map();
  const left = -3000, wide = 9000;
  for (const b of place.bands) {
    const from = b === place.bands[0] ? -3000 : b.from, to = b === place.bands[place.bands.length - 1] ? height + 3000 : b.to;
    root.append(svg("rect", { class: "band", x: left, y: from, width: wide, height: to - from, fill: TINTS[b.band % TINTS.length] }));
  }
  const together = new Map(place.blocks.flatMap((b) => b.edges.map((id) => [id, b.edges])));
  for (const b of place.blocks) {
    root.append(svg("rect", { class: "block", x: b.frame.x, y: b.frame.y, width: b.frame.w, height: b.frame.h, rx: 10, fill: "#fff", "fill-opacity": 0.55, stroke: "#8593a1" }));
  }
  for (const e of data.edges) {
    const route = place.routes.get(e.id);
    if (!route) continue;
    const all = together.get(e.id) || [e.id];
    const part = edgeOf(e, route, place.places.get(e.id), t, named || all.length > 1, all.length);
    for (const id of all) edges.set(id, part);
    root.append(part);
  }
  for (const n of data.nodes) {
    const part = boxOf(n, place.boxes.get(n.id), n.id === data.start, t);
    nodes.set(n.id, part);
    root.append(part);
  }
  return { root, nodes, edges, width, height, bands: place.bands, place };
}

function boxWidth(node) {
  const words = Math.max(widthOf(node.label, 13, 700), widthOf(node.under, 11.5));
  return Math.min(Math.max(words + 30, 150), 250);
}

function markers(edges) {
  const marker = (id, colour) => svg("marker", { id, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" },
    svg("path", { d: "M0,0.6 L10,5 L0,9.4 z", fill: colour }));
  const kinds = [...new Set(edges.map((e) => e.p))];
  return [...kinds.map((k) => marker(`to-${k}`, strokeOf(k).stroke)), marker("to-chosen", GOLD)];
}

function edgeOf(e, route, at, t, named, count) {
  const d = pathOf(route);
  const words = `${e.from} ${e.label} ${e.to}`;
  const group = svg("g", { class: "edge", tabindex: 0, role: "button", "data-edge": e.id, "aria-label": `${words}. “${e.quote}”` },
    svg("path", { class: "halo", d, fill: "none", stroke: "#ffe2a0", "stroke-width": 9, "stroke-linecap": "round", opacity: 0 }),
    svg("path", { class: "line", d, fill: "none", "stroke-width": 1.9, ...strokeOf(e.p), "marker-end": `url(#to-${e.p})` }),
    svg("path", { class: "hit", d, fill: "none", stroke: "transparent", "stroke-width": 16 }));
  if (at && named) {
    const name = e.label + (e.loop ? " ⟲" : "") + (count > 1 ? ` × ${count}` : ""), wide = widthOf(name, 11.5) + 12;
    group.append(svg("rect", { class: "pill", x: at.x - wide / 2, y: at.y - 9, width: wide, height: 18, rx: 9, fill: "#fff", "fill-opacity": 0.94 }),
      svg("text", { x: at.x, y: at.y + 4, "text-anchor": "middle", "font-size": 11.5, fill: strokeOf(e.p).stroke }, name));
  }
  return group;
}

function boxOf(n, box, start, t) {
  const frame = start ? NAVY : "#8593a1", ink = start ? "#fff" : "#1d2733", soft = start ? "#d9e6f2" : "#55606c";
  const group = svg("g", { class: "node", tabindex: 0, role: "button", "data-node": n.id, "aria-label": [n.label, n.issuer, n.day, n.title, n.held ? "" : t.stub].filter(Boolean).join(". ") },
    svg("rect", { class: "frame", x: box.x, y: box.y, width: box.w, height: box.h, rx: 7, fill: start ? NAVY : "#fff", stroke: frame, "stroke-width": 1.3,
      "stroke-dasharray": n.held || start ? null : "5 3" }),
    svg("rect", { x: box.x + 5, y: box.y + 7, width: 4, height: box.h - 14, rx: 2, fill: start ? "#8fc1ee" : KINDS[n.kind] || KINDS.other }),
    svg("text", { x: box.x + 16, y: box.y + 22, "font-size": 13, "font-weight": 700, fill: ink }, fitted(n.label, box.w - 26, 13, 700)),
    svg("text", { x: box.x + 16, y: box.y + 40, "font-size": 11.5, fill: soft }, fitted(n.under, box.w - 26, 11.5)));
  if (n.above) group.append(...more(n, box, box.y, "above", t));
  if (n.below) group.append(...more(n, box, box.y + box.h, "below", t));
  return group;
}

/** How many more documents stand above or below one: a press draws them. */
function more(n, box, y, side, t) {
  const count = n[side] > 999 ? "999+" : `+${n[side]}`;
  const words = `${count} ${side === "above" ? "▲" : "▼"}`;
  const width = widthOf(words, 10.5, 700) + 12, x = box.x + box.w - width / 2 - 6; // beside the arrows, which meet the middle
  const label = say(side === "above" ? t.more_above : t.more_below, { n: n[side] });
  return [svg("g", { class: "more", "data-more": n.id, "aria-label": label },
    svg("title", {}, label),
    svg("rect", { x: x - width / 2, y: y - 9, width, height: 18, rx: 9, fill: "#fff", stroke: NAVY }),
    svg("text", { x, y: y + 4, "text-anchor": "middle", "font-size": 10.5, "font-weight": 700, fill: NAVY }, words))];
}

/** Mark what is chosen: an edge or a document, and the path that it is on. */
function choose(drawn, chosen, path) {
  const on = new Set(path || []);
  const ids = new Map();
  for (const [id, part] of drawn.edges) ids.set(part, [...(ids.get(part) || []), id]);
  for (const [part, all] of ids) {
    const is = all.includes(chosen.edge), along = all.some((id) => on.has(id));
    part.classList.toggle("chosen", is);
    part.classList.toggle("on", along);
    part.querySelector(".halo").setAttribute("opacity", is ? 1 : along ? 0.55 : 0);
    part.querySelector(".line").setAttribute("stroke-width", is ? 3 : 1.9);
    const pill = part.querySelector(".pill");
    if (pill) { pill.setAttribute("fill", is ? "#ffe7b0" : "#fff"); pill.setAttribute("fill-opacity", is ? 1 : 0.94); }
  }
  for (const [id, part] of drawn.nodes) {
    const is = id === chosen.node || (chosen.ends || []).includes(id);
    const frame = part.querySelector(".frame");
    frame.setAttribute("stroke-width", is ? 2.8 : 1.3);
    if (!frame.dataset.stroke) frame.dataset.stroke = frame.getAttribute("stroke");
    frame.setAttribute("stroke", is ? GOLD : frame.dataset.stroke);
  }
}

/** The picture alone, as a file: what is seen, on white, with the names of the bands and a heading. */
function standalone(drawn, data, t) {
  const copy = drawn.root.cloneNode(true);
  const { width, height } = drawn, head = 62;
  copy.setAttribute("viewBox", `0 ${-head} ${width} ${height + head}`);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height + head);
  copy.removeAttribute("style");
  copy.querySelectorAll(".hit, .more, title").forEach((e) => e.remove());
  copy.querySelectorAll("[tabindex]").forEach((e) => e.removeAttribute("tabindex"));
  copy.querySelectorAll("g.camera").forEach((e) => e.removeAttribute("transform"));
  const bands = drawn.bands.map((b) => svg("text", { x: 10, y: Math.max(b.from, 0) + 16, "font-size": 11, fill: "#55606c" }, data.bands[b.band]));
  const layer = copy.querySelector("g.camera") || copy;
  layer.append(...bands);
  copy.append(svg("rect", { x: 0, y: -head, width, height: head, fill: "#fff" }),
    svg("text", { x: 14, y: -head + 26, "font-size": 16, "font-weight": 700, fill: "#1d2733" }, fitted(data.title, width - 28, 16, 700)),
    svg("text", { x: 14, y: -head + 46, "font-size": 11.5, fill: "#55606c" }, fitted(data.summary, width - 28, 11.5)));
  for (const words of copy.querySelectorAll("text")) {
    // so that the words keep their width in whatever font they are drawn later
    words.setAttribute("textLength", f(widthOf(words.textContent, Number(words.getAttribute("font-size")), Number(words.getAttribute("font-weight") || 400))));
  }
  return new XMLSerializer().serializeToString(copy);
}

/** The picture as pixels. */
async function pixels(text, width, height, scale) {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}
