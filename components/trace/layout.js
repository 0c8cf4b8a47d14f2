// Where documents stand and how edges run: rows by rank, dagre for places; no edge passes through a document.

const BOX = 52;
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

/** Places of boxes, routes of edges (from subject to object), places of labels, extents of bands. */
function layout(nodes, edges, { widths, labels, perRow = 5 }) {
  const rows = rowsOf(nodes, edges, perRow);
  const rank = new Map(rows.flatMap((row, i) => row.nodes.map((n) => [n.id, 2 * i])));
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setDefaultEdgeLabel(() => ({}));
  graph.setGraph({
    nodesep: GAP.node, edgesep: GAP.edge, ranksep: GAP.rank, marginx: 26, marginy: 34,
    ranker: (g) => g.nodes().forEach((v) => { g.node(v).rank = rank.get(v) ?? 0; }),
  });
  for (const n of nodes) graph.setNode(n.id, { width: widths.get(n.id), height: BOX });
  const drawn = edges.filter((e) => rank.get(e.s) !== rank.get(e.o));
  for (const e of drawn) {
    const [upper, lower] = rank.get(e.s) < rank.get(e.o) ? [e.s, e.o] : [e.o, e.s];
    const size = labels.get(e.id) || 1;
    graph.setEdge(upper, lower, { width: size, height: size > 1 ? 18 : 1, labelpos: "c" }, e.id);
  }
  dagre.layout(graph);
  const boxes = new Map(nodes.map((n) => {
    const { x, y, width } = graph.node(n.id);
    return [n.id, { x: x - width / 2, y: y - BOX / 2, w: width, h: BOX, cx: x, cy: y }];
  }));
  const ports = portsOf(graph, boxes);
  const routes = new Map();
  const places = new Map();
  for (const { v, w, name } of graph.edges()) {
    const found = graph.edge({ v, w, name });
    routes.set(name, routeOf(found.points.slice(1, -1), ports.get(`${name} ${v}`), ports.get(`${name} ${w}`), boxes.get(v), boxes.get(w)));
    places.set(name, found.x === undefined ? null : { x: found.x, y: found.y });
  }
  for (const e of drawn) if (rank.get(e.s) > rank.get(e.o)) routes.get(e.id)?.reverse();
  const { width, height } = graph.graph();
  return { rows, boxes, routes, places, bands: bandsOf(rows, boxes, height), width, height };
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
function routeOf(points, from, to, upper, lower) {
  const route = [{ x: from, y: upper.y + BOX }];
  for (const [i, p] of points.entries()) {
    const between = i % 2 === 0; // rows of labels lie between rows of documents
    const half = between ? 5 : BOX / 2 + 7;
    route.push({ x: p.x, y: p.y - half }, { x: p.x, y: p.y + half });
  }
  route.push({ x: to, y: lower.y });
  return route;
}

function bandsOf(rows, boxes, height) {
  const found = [];
  for (const row of rows) {
    const tops = row.nodes.map((n) => boxes.get(n.id).y);
    const top = Math.min(...tops), bottom = Math.max(...tops) + BOX;
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
