// Where documents stand and how edges run: rows by rank, dagre for places; no edge passes through a document.

const BOX = 52;
const LEAST = 460;
const FAN = 6;
const PAD = 10;
const GAP = { node: 30, edge: 16, rank: 46 };

/** Rows from the top: bands by rank; within a band whatever acts on another stands below it; wide rows wrap. */
function rowsOf(nodes, edges, perRow) {
  const order = new Map(nodes.map((n, i) => [n.id, i]));
  const band = new Map(nodes.map((n) => [n.id, n.band]));
  const depth = new Map(nodes.map((n) => [n.id, 0]));
  const same = edges.filter((e) => band.get(e.s) === band.get(e.o) && (!e.loop || order.get(e.s) > order.get(e.o)));
  for (let round = 0; round < nodes.length; round++) {
    for (const e of same) if (depth.get(e.s) <= depth.get(e.o)) depth.set(e.s, Math.min(depth.get(e.o) + 1, nodes.length));
  }
  const groups = new Map();
  for (const n of nodes) {
    const key = n.band * 1000 + depth.get(n.id);
    groups.set(key, [...(groups.get(key) || []), n]);
  }
  const rows = [];
  for (const key of [...groups.keys()].sort((a, b) => a - b)) {
    const row = groups.get(key).sort((a, b) => (a.date + a.label).localeCompare(b.date + b.label));
    for (let i = 0; i < row.length; i += perRow) rows.push({ band: Math.floor(key / 1000), nodes: row.slice(i, i + perRow) });
  }
  return rows;
}

/** Documents that hang on one other by one relation alone, where they are many: they stand together in a block. */
function fansOf(nodes, edges) {
  const of = new Map(nodes.map((n) => [n.id, []]));
  for (const e of edges) { of.get(e.s)?.push(e); of.get(e.o)?.push(e); }
  const groups = new Map();
  for (const n of nodes) {
    const [only, more] = of.get(n.id);
    if (!only || more) continue;
    const up = only.s === n.id;
    const key = [up ? only.o : only.s, up, only.p, n.band].join("|");
    groups.set(key, [...(groups.get(key) || []), { node: n, edge: only }]);
  }
  return [...groups.values()].filter((g) => g.length > FAN).map((g, i) => {
    const members = g.sort((a, b) => (a.node.date + a.node.label).localeCompare(b.node.date + b.node.label));
    const columns = g.length > 24 ? 4 : 3;
    return { id: `fan:${i}`, members, columns, cell: 0, band: g[0].node.band, date: members[0].node.date, label: "", rows: Math.ceil(g.length / columns) };
  });
}

/** Places of boxes, routes of edges (from subject to object), places of labels, extents of bands. */
function layout(nodes, edges, { widths, labels, perRow = 5 }) {
  const fans = fansOf(nodes, edges);
  const inFan = new Set(fans.flatMap((f) => f.members.map((m) => m.node.id)));
  const size = new Map(nodes.map((n) => [n.id, { width: widths.get(n.id), height: BOX }]));
  for (const fan of fans) {
    fan.cell = Math.max(...fan.members.map((m) => widths.get(m.node.id)));
    size.set(fan.id, { width: fan.columns * (fan.cell + PAD) + PAD, height: fan.rows * (BOX + PAD) + PAD });
  }
  // one trunk stands for all relations of a block
  const trunk = fans.map((fan) => ({ ...fan.members[0].edge, [fan.members[0].edge.s === fan.members[0].node.id ? "s" : "o"]: fan.id }));
  const alone = nodes.filter((n) => !inFan.has(n.id));
  const kept = [...edges.filter((e) => !inFan.has(e.s) && !inFan.has(e.o)), ...trunk];
  const rows = rowsOf([...alone, ...fans], kept, perRow);
  const rank = new Map(rows.flatMap((row, i) => row.nodes.map((n) => [n.id, 2 * i])));
  const heights = rows.map((row) => Math.max(...row.nodes.map((n) => size.get(n.id).height)));
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setDefaultEdgeLabel(() => ({}));
  graph.setGraph({
    nodesep: GAP.node, edgesep: GAP.edge, ranksep: GAP.rank, marginx: 26, marginy: 34,
    ranker: (g) => g.nodes().forEach((v) => { g.node(v).rank = rank.get(v) ?? 0; }),
  });
  for (const n of [...alone, ...fans]) graph.setNode(n.id, { ...size.get(n.id) });
  const drawn = kept.filter((e) => rank.get(e.s) !== rank.get(e.o));
  for (const e of drawn) {
    const [upper, lower] = rank.get(e.s) < rank.get(e.o) ? [e.s, e.o] : [e.o, e.s];
    const wide = labels.get(e.id) || 1;
    graph.setEdge(upper, lower, { width: wide, height: wide > 1 ? 18 : 1, labelpos: "c" }, e.id);
  }
  dagre.layout(graph);
  centre(graph);
  const boxes = new Map([...alone, ...fans].map((n) => {
    const { x, y, width, height } = graph.node(n.id);
    return [n.id, { x: x - width / 2, y: y - height / 2, w: width, h: height, cx: x, cy: y }];
  }));
  const ports = portsOf(graph, boxes);
  const routes = new Map();
  const places = new Map();
  for (const { v, w, name } of graph.edges()) {
    const found = graph.edge({ v, w, name });
    const passed = heights.slice(rank.get(v) / 2 + 1);
    routes.set(name, routeOf(found.points.slice(1, -1), ports.get(`${name} ${v}`), ports.get(`${name} ${w}`), boxes.get(v), boxes.get(w), passed));
    places.set(name, found.x === undefined ? null : { x: found.x, y: found.y });
  }
  for (const e of drawn) if (rank.get(e.s) > rank.get(e.o)) routes.get(e.id)?.reverse();
  const { width, height } = graph.graph();
  const bands = bandsOf(rows, boxes, height);
  const blocks = fans.map((fan) => blockOf(fan, boxes));
  return { rows, boxes, routes, places, bands, blocks, width, height };
}

/** A narrow picture stands in the middle of the least width, beside the names of the bands. */
function centre(graph) {
  const room = Math.max(0, LEAST - graph.graph().width) / 2;
  for (const id of graph.nodes()) graph.node(id).x += room;
  for (const id of graph.edges()) {
    const edge = graph.edge(id);
    if (edge.x !== undefined) edge.x += room;
    for (const point of edge.points) point.x += room;
  }
  graph.graph().width += 2 * room;
}

/** The boxes of a block's documents, in rows by date; the block itself is a frame around them. */
function blockOf(fan, boxes) {
  const frame = boxes.get(fan.id);
  boxes.delete(fan.id);
  fan.members.forEach((m, i) => {
    const x = frame.x + PAD + (i % fan.columns) * (fan.cell + PAD), y = frame.y + PAD + Math.floor(i / fan.columns) * (BOX + PAD);
    boxes.set(m.node.id, { x, y, w: fan.cell, h: BOX, cx: x + fan.cell / 2, cy: y + BOX / 2 });
  });
  return { frame, edges: fan.members.map((m) => m.edge.id) };
}

/** Where edges meet their boxes: side by side, in the order of where they lead. */
function portsOf(graph, boxes) {
  const sides = new Map();
  for (const { v, w, name } of graph.edges()) {
    const points = graph.edge({ v, w, name }).points;
    const add = (box, side, towards) => sides.set(`${box}|${side}`, [...(sides.get(`${box}|${side}`) || []), { name, box, towards }]);
    add(v, "below", (points[1] || points[0]).x);
    add(w, "above", (points[points.length - 2] || points[0]).x);
  }
  const ports = new Map();
  for (const ends of sides.values()) {
    ends.sort((a, b) => a.towards - b.towards);
    const box = boxes.get(ends[0].box);
    const step = Math.min(24, (box.w - 36) / ends.length);
    ends.forEach((end, i) => ports.set(`${end.name} ${end.box}`, box.cx + (i - (ends.length - 1) / 2) * step));
  }
  return ports;
}

/** From the upper box down to the lower: straight through every row passed, bending only between rows. */
function routeOf(points, from, to, upper, lower, heights) {
  const route = [{ x: from, y: upper.y + upper.h }];
  for (const [i, p] of points.entries()) {
    // rows of labels lie between rows of documents
    const half = i % 2 === 0 ? 5 : heights[(i - 1) / 2] / 2 + 7;
    route.push({ x: p.x, y: p.y - half }, { x: p.x, y: p.y + half });
  }
  route.push({ x: to, y: lower.y });
  return route;
}

function bandsOf(rows, boxes, height) {
  const found = [];
  for (const row of rows) {
    const top = Math.min(...row.nodes.map((n) => boxes.get(n.id).y));
    const bottom = Math.max(...row.nodes.map((n) => boxes.get(n.id).y + boxes.get(n.id).h));
    const last = found[found.length - 1];
    if (last && last.band === row.band) last.bottom = bottom;
    else found.push({ band: row.band, top, bottom });
  }
  found.forEach((b, i) => {
    b.from = i ? (found[i - 1].bottom + b.top) / 2 : 0;
    b.to = i < found.length - 1 ? (b.bottom + found[i + 1].top) / 2 : height;
  });
  return found;
}

/** The route as an SVG path: upright through rows, in a soft bend between them. */
function pathOf(route) {
  let d = `M${f(route[0].x)},${f(route[0].y)}`;
  for (let i = 1; i < route.length; i++) {
    const a = route[i - 1], b = route[i], bend = (b.y - a.y) / 2;
    d += Math.abs(a.x - b.x) < 0.5 ? ` L${f(b.x)},${f(b.y)}` : ` C${f(a.x)},${f(a.y + bend)} ${f(b.x)},${f(b.y - bend)} ${f(b.x)},${f(b.y)}`;
  }
  return d;
}

function f(value) {
  return Math.round(value * 10) / 10;
}
