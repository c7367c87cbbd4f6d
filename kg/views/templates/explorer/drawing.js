"use strict";

// The network on its canvas.

// Read once: every label asks for it.
const FACE = cssColour("--font");
const VEIL = 0.84;
const NAME_SIZE = 14;
const LEGIBLE = 7; // pixels on the screen
const CAPTION_SIZE = 12;
const LINE_HEIGHT = 1.3;
const NEVER = 1e6;
const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();
const network = new vis.Network(byId("network"), { nodes: visNodes, edges: visEdges }, {
  ...JSON.parse(data.options),
  autoResize: true,
  interaction: { hover: true, keyboard: false, multiselect: false, selectConnectedEdges: false },
  nodes: { chosen: false },
  edges: { chosen: false, arrows: { to: { enabled: true, scaleFactor: 0.6 } }, selectionWidth: 0, hoverWidth: 0 },
});
byId("network").firstElementChild.tabIndex = -1; // the keys are those of the page
let spotlight = null; // the nodes and edges that the rest steps back behind

// A canvas has one base direction, and labels of the other would be drawn in the wrong order: each line is isolated.
const rightToLeft = (line) => /[\u0590-\u08ff\ufb1d-\ufefc]/.test(line);
const isolated = (text) => text.split("\n").map((line) => (rightToLeft(line) ? "\u2067" : "\u2066") + line + "\u2069").join("\n");

function inSpotlight() {
  const lit = { nodes: new Set(), edges: new Set() };
  if (state.path) {
    lit.nodes.add(state.path.from);
    if (state.path.to) lit.nodes.add(state.path.to);
    for (const step of current.steps || []) step.edges.forEach((edge) => lit.edges.add(edge.id));
    if (!state.path.to && !state.selected) return null;
  }
  const { selected } = state;
  if (!state.path && !selected) return null;
  if (selected && selected.kind === "edge") lit.edges.add(selected.id);
  else if (selected && !(state.path && state.path.to)) {
    lit.nodes.add(selected.id);
    touching.get(selected.id).filter((edge) => current.edges.has(edge.id)).forEach((edge) => lit.edges.add(edge.id));
  }
  for (const id of lit.edges) lit.nodes.add(edges.get(id).from).add(edges.get(id).to);
  return lit;
}

function nodeItem(node) {
  const { type, lines } = node.kg;
  const shape = SHAPES[type] || "ring";
  const colour = typeColour(type);
  const marked = isSelected("node", node.id) || (pointed && pointed.node === node.id);
  const hollow = shape === "ring" || shape === "box";
  return {
    id: node.id, ...placeOf(node.id), size: node.size,
    shape: shape === "ring" ? "dot" : shape,
    label: isolated(pick(lines)),
    borderWidth: marked ? 4 : shape === "ring" ? 3 : 1,
    color: { background: hollow ? cssColour("--panel") : colour, border: pointed && pointed.node === node.id ? cssColour("--accent") : marked ? cssColour("--ink") : colour },
    scaling: { label: { drawThreshold: shape === "box" ? LEGIBLE : NEVER } }, // labels.js draws the others
    shapeProperties: { borderRadius: 5 },
    margin: 6,
    font: { face: FACE, size: NAME_SIZE, color: cssColour("--ink"), strokeWidth: shape === "box" ? 0 : 4, strokeColor: cssColour("--paper") },
  };
}

// In a large network the layout leaves no room for the names of edges: what is picked out of it is drawn wider.
const WIDER = 1.9;
const spread = () => (data.edges.length > page.labelledEdges && current.steps ? WIDER : 1);

function placeOf(id) {
  if (current.places && current.places.has(id)) return current.places.get(id);
  return { x: nodes.get(id).x * spread(), y: nodes.get(id).y * spread() };
}

const edgeLabel = (edge) => [relationName(edge), ...(edge.kg.note.length ? [pick(edge.kg.note)] : [])].join("\n");

// All edges of a small network are named, and of a larger one those in the spotlight unless they are as many.
function isNamed(edge) {
  const named = spotlight === null ? current.edges : spotlight.edges;
  return named.has(edge.id) && named.size <= page.labelledEdges;
}

function edgeItem(edge) {
  const { status, bend } = edge.kg;
  const lit = spotlight !== null && spotlight.edges.has(edge.id);
  const chosen = isSelected("edge", edge.id) || (pointed !== null && pointed.edge === edge.id);
  return {
    id: edge.id, from: edge.from, to: edge.to,
    dashes: dashes(status),
    width: chosen ? 4 : lit ? 2.4 : 1.6,
    color: { color: chosen || (lit && state.path && current.steps) ? cssColour("--accent") : edgeColour(edge), inherit: false },
    smooth: bend === 0 ? false : { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) },
  };
}

const captionColour = ({ kg: { status } }) => (status === "asserted" || GONE.includes(status) ? "--quiet" : "--pending");

const handed = new Map([[visNodes, new Map()], [visEdges, new Map()]]);

// Only what has changed is handed on: an update of every edge is slow in networks of thousands.
function hand(dataset, items) {
  const before = handed.get(dataset);
  const wanted = new Set(items.map((item) => item.id));
  const gone = dataset.getIds().filter((id) => !wanted.has(id));
  gone.forEach((id) => before.delete(id));
  dataset.remove(gone);
  const changed = items.filter((item) => {
    const text = JSON.stringify(item);
    const same = before.get(item.id) === text;
    before.set(item.id, text);
    return !same;
  });
  dataset.update(changed);
}

function drawNetwork() {
  spotlight = inSpotlight();
  hand(visNodes, data.nodes.filter((node) => current.nodes.has(node.id)).map(nodeItem));
  hand(visEdges, data.edges.filter((edge) => current.edges.has(edge.id)).map(edgeItem));
  // In the next frame, together with what the updates ask for.
  network.body.emitter.emit("_requestRedraw");
}

// What is out of the spotlight fades behind a veil of paper, so that nothing of it has to be updated.
function drawSpotlight(canvas) {
  if (spotlight === null) return;
  canvas.save();
  canvas.setTransform(1, 0, 0, 1, 0, 0);
  canvas.globalAlpha = VEIL;
  canvas.fillStyle = cssColour("--paper");
  canvas.fillRect(0, 0, canvas.canvas.width, canvas.canvas.height);
  canvas.restore();
  const { nodes: drawnNodes, edges: drawnEdges } = network.body;
  const lines = [...spotlight.edges].map((id) => drawnEdges[id]).filter((edge) => edge && edge.connected);
  const points = [...spotlight.nodes].map((id) => drawnNodes[id]).filter(Boolean);
  lines.forEach((edge) => edge.draw(canvas));
  points.forEach((node) => node.draw(canvas));
  lines.forEach((edge) => edge.drawArrows(canvas));
}

const narrow = () => byId("network").clientWidth < 600;
// On a phone the details cover the lower half.
const underSheet = () => narrow() && byId("details").classList.contains("open");
const aboveSheet = () => ({ x: 0, y: underSheet() ? -0.28 * byId("network").clientHeight : 0 });
const motion = () => !window.matchMedia("(prefers-reduced-motion: reduce)").matches && { duration: 300 };

function fit(ids = [...current.nodes]) {
  if (!ids.length) return;
  network.fit({ nodes: ids, maxZoomLevel: 1.1, minZoomLevel: 0.05 });
  if (underSheet()) network.moveTo({ position: network.getViewPosition(), scale: network.getScale() * 0.65, offset: aboveSheet() });
  // On a phone the whole network would be too small to read: begin at its best connected node.
  else if (narrow() && network.getScale() < 0.5) {
    const central = ids.reduce((most, id) => (nodes.get(id).size > nodes.get(most).size ? id : most));
    network.moveTo({ position: placeOf(central), scale: 0.6 });
  }
}

const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });

function pan(right, down) {
  const { x, y } = network.getViewPosition();
  const step = 80 / network.getScale();
  network.moveTo({ position: { x: x + right * step, y: y + down * step } });
}

function bringIntoView(ids) {
  const ends = ids.map(placeOf);
  const least = (key) => Math.min(...ends.map((end) => end[key]));
  const most = (key) => Math.max(...ends.map((end) => end[key]));
  const middle = (key) => (least(key) + most(key)) / 2;
  const { clientWidth, clientHeight } = byId("network");
  const room = Math.min(0.7 * clientWidth / (most("x") - least("x") || 1), (underSheet() ? 0.3 : 0.6) * clientHeight / (most("y") - least("y") || 1));
  const scale = Math.min(Math.max(network.getScale(), 0.8), room);
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, offset: aboveSheet(), scale, animation: motion() });
}
