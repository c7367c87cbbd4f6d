"use strict";

// What the reader of the page has chosen, what is visible by it, and how both stand in the address of the page.

const darkness = window.matchMedia("(prefers-color-scheme: dark)");

const unfiltered = () => ({
  hiddenTypes: new Set(),
  hiddenRelations: new Set(),
  statuses: new Set(statusesPresent.includes("asserted") ? ["asserted"] : statusesPresent),
  isolates: data.edges.length === 0,
  article: "",
  since: "",
  until: "",
  confidence: 0, // in percent
  disputed: false,
  withoutHeadlines: false,
});

const opening = () => ({
  ...unfiltered(),
  theme: "", // "light" or "dark"; empty follows the system
  language: page.language,
  view: "network",
  selected: null, // {kind: "node" | "edge", id}
  focus: null, // {id, depth}
  path: null, // {from, to}; `to` is null until it is chosen
  sort: { column: "subject", descending: false },
});

const state = opening();
const trail = []; // the focus and the path to go back to
let pointed = null; // the edge to the neighbour that the arrow keys have reached
let current = { nodes: new Set(), edges: new Set(), steps: null, places: null };
// The least distance of the rings of a neighbourhood, and the room of a node on its ring, in pixels.
const RING = 280;
const LEAF = 90;

const isDark = () => (state.theme ? state.theme === "dark" : darkness.matches);
const isSelected = (kind, id) => state.selected !== null && state.selected.kind === kind && state.selected.id === id;

// ---- what is visible -------------------------------------------------------------------------------------------

const asksForEvidence = () => Boolean(state.article || state.since || state.until || state.confidence);

// Days may be years or months only, and are compared as far as they go.
function inPeriod(day) {
  if (!state.since && !state.until) return true;
  return day !== "" && (!state.since || day >= state.since.slice(0, day.length)) && (!state.until || day <= state.until.slice(0, day.length));
}

const evidencePasses = (evidence) =>
  (!state.article || evidence.article === state.article)
  && Math.round(evidence.score * 100) >= state.confidence
  && inPeriod(articleOf(evidence).day);

const typeShown = (id) => !state.hiddenTypes.has(nodes.get(id).kg.type);

// Every filter but the one named: what that filter's own counts are taken from.
const passes = (edge, except = "") =>
  (except === "statuses" || state.statuses.has(edge.kg.status))
  && (except === "relations" || !state.hiddenRelations.has(edge.kg.relation))
  && (except === "types" || (typeShown(edge.from) && typeShown(edge.to)))
  && (!state.disputed || edge.kg.disputes.length > 0)
  && (!state.withoutHeadlines || !onlyHeadlines(edge))
  && (!asksForEvidence() || edge.kg.evidence.some(evidencePasses));

function neighbourhood(start, depth, shownEdges) {
  const near = new Set([start]);
  for (let step = 0; step < depth; step += 1) {
    const reached = shownEdges.filter((edge) => near.has(edge.from) !== near.has(edge.to));
    for (const edge of reached) near.add(edge.from).add(edge.to);
  }
  return near;
}

// A node or an edge that is selected is drawn even where the filters hide it.
function visible() {
  let shown = data.edges.filter((edge) => passes(edge));
  const near = state.focus && neighbourhood(state.focus.id, state.focus.depth, shown);
  if (near) shown = shown.filter((edge) => near.has(edge.from) && near.has(edge.to));
  const shownEdges = new Set(shown.map((edge) => edge.id));
  if (state.selected && state.selected.kind === "edge") shownEdges.add(state.selected.id);
  const shownNodes = new Set();
  for (const id of shownEdges) shownNodes.add(edges.get(id).from).add(edges.get(id).to);
  if (state.focus) shownNodes.add(state.focus.id);
  else if (state.isolates) data.nodes.filter((node) => isolatedNode(node.id) && typeShown(node.id)).forEach((node) => shownNodes.add(node.id));
  if (state.selected && state.selected.kind === "node") shownNodes.add(state.selected.id);
  for (const end of state.path ? [state.path.from, state.path.to] : []) if (end) shownNodes.add(end);
  const steps = state.path && state.path.to ? shortestPath(state.path.from, state.path.to, shownEdges) : null;
  return { nodes: shownNodes, edges: shownEdges, steps, places: near && fanned(state.focus.id, shown) };
}

// Set a neighbourhood in rings around its middle, each branch in a sector of its leaves' size, in the order in which
// they lie around the middle in the whole picture.
function fanned(middle, shownEdges) {
  const branches = new Map([[middle, []]]);
  const angle = (id, from) => Math.atan2(nodes.get(id).y - nodes.get(from).y, nodes.get(id).x - nodes.get(from).x);
  const order = [middle];
  for (const id of order) {
    const fresh = new Set(shownEdges.filter((edge) => edge.from === id || edge.to === id).map((edge) => otherEnd(edge, id)).filter((other) => !branches.has(other)));
    const around = [...fresh].sort((one, other) => angle(one, id) - angle(other, id) || (one < other ? -1 : 1));
    around.forEach((other) => branches.set(other, []));
    branches.set(id, around);
    order.push(...around);
  }
  const leaves = new Map();
  for (const id of [...order].reverse()) leaves.set(id, branches.get(id).reduce((sum, other) => sum + leaves.get(other), 0) || 1);
  const ring = Math.max(RING, leaves.get(middle) * LEAF / (2 * Math.PI));
  const first = branches.get(middle)[0];
  const sectors = new Map([[middle, { start: first ? angle(first, middle) : 0, width: 2 * Math.PI, depth: 0 }]]);
  for (const id of order) {
    let { start } = sectors.get(id);
    for (const other of branches.get(id)) {
      const width = sectors.get(id).width * leaves.get(other) / leaves.get(id);
      sectors.set(other, { start, width, depth: sectors.get(id).depth + 1 });
      start += width;
    }
  }
  return new Map([...sectors].map(([id, { start, width, depth }]) => [id, {
    x: Math.round(1.3 * ring * depth * Math.cos(start + width / 2)), y: Math.round(ring * depth * Math.sin(start + width / 2)),
  }]));
}

const best = (one, other) =>
  STATUSES.indexOf(one.kg.status) - STATUSES.indexOf(other.kg.status) || confidenceOf(other) - confidenceOf(one) || (one.id < other.id ? -1 : 1);

// Return the steps of a shortest path, whichever way its edges point, each with all edges between its two nodes.
function shortestPath(from, to, shownEdges) {
  const cameFrom = new Map([[from, null]]);
  const queue = [from];
  for (let next = 0; next < queue.length && !cameFrom.has(to); next += 1) {
    for (const edge of touching.get(queue[next])) {
      const reached = otherEnd(edge, queue[next]);
      if (!shownEdges.has(edge.id) || cameFrom.has(reached)) continue;
      cameFrom.set(reached, queue[next]);
      queue.push(reached);
    }
  }
  if (!cameFrom.has(to)) return null;
  const steps = [];
  for (let end = to; cameFrom.get(end) !== null; end = cameFrom.get(end)) {
    const start = cameFrom.get(end);
    const between = touching.get(end).filter((edge) => shownEdges.has(edge.id) && otherEnd(edge, end) === start);
    steps.unshift({ from: start, to: end, edges: between.sort(best) });
  }
  return steps;
}

// Focus, path and selection are steps that the browser's own way back undoes; filters are not.
const stepNow = () => JSON.stringify([state.selected, state.focus, state.path, state.view]);
let steppedTo = "";

// ---- the address -----------------------------------------------------------------------------------------------

const FLAGS = { alone: "isolates", disputed: "disputed", body: "withoutHeadlines" };
const TEXTS = { article: "article", since: "since", until: "until" };

function written() {
  const usual = opening();
  const said = new URLSearchParams();
  const add = (key, value, plain) => { if (String(value) !== String(plain)) said.append(key, value); };
  add("lang", state.language, usual.language);
  add("theme", state.theme, usual.theme);
  add("view", state.view, usual.view);
  for (const type of state.hiddenTypes) said.append("without", type);
  for (const relation of state.hiddenRelations) said.append("no", relation);
  add("status", STATUSES.filter((status) => state.statuses.has(status)).join(" "), [...usual.statuses].join(" "));
  for (const [key, flag] of Object.entries(FLAGS)) add(key, state[flag], usual[flag]);
  for (const [key, text] of Object.entries(TEXTS)) add(key, state[text], "");
  add("confidence", state.confidence, 0);
  if (state.selected) said.append(state.selected.kind, state.selected.id);
  if (state.focus) said.append("around", state.focus.id);
  if (state.focus) add("depth", state.focus.depth, 1);
  if (state.path && state.path.to) {
    said.append("from", state.path.from);
    said.append("to", state.path.to);
  }
  add("sort", (state.sort.descending ? "-" : "") + state.sort.column, usual.sort.column);
  return said.toString();
}

// What the address names and the page doesn't know is passed over.
function readAddress() {
  const said = new URLSearchParams(window.location.hash.slice(1));
  const one = (key, known, otherwise) => (known(said.get(key)) ? said.get(key) : otherwise);
  const usual = opening();
  const day = (text) => /^\d{4}-\d\d-\d\d$/.test(text);
  Object.assign(state, usual, {
    language: one("lang", (text) => ["ar", "en"].includes(text), usual.language),
    theme: one("theme", (text) => ["light", "dark"].includes(text), usual.theme),
    view: one("view", (text) => ["network", "table"].includes(text), usual.view),
    hiddenTypes: new Set(said.getAll("without").filter((type) => page.types.some((known) => known[0] === type))),
    hiddenRelations: new Set(said.getAll("no").filter((relation) => Object.hasOwn(page.relations, relation))),
    article: one("article", (id) => id !== null && Object.hasOwn(page.articles, id), ""),
    since: one("since", day, ""),
    until: one("until", day, ""),
    confidence: Math.min(100, Math.max(0, Number.parseInt(said.get("confidence"), 10) || 0)),
  });
  if (said.has("status")) state.statuses = new Set(said.get("status").split(" ").filter((status) => statusesPresent.includes(status)));
  for (const [key, flag] of Object.entries(FLAGS)) if (said.has(key)) state[flag] = said.get(key) === "true";
  if (edges.has(said.get("edge"))) state.selected = { kind: "edge", id: said.get("edge") };
  if (nodes.has(said.get("node"))) state.selected = { kind: "node", id: said.get("node") };
  if (nodes.has(said.get("around"))) state.focus = { id: said.get("around"), depth: Math.min(3, Math.max(1, Number.parseInt(said.get("depth"), 10) || 1)) };
  if (nodes.has(said.get("from")) && nodes.has(said.get("to"))) state.path = { from: said.get("from"), to: said.get("to") };
  const sort = said.get("sort") || "";
  const column = sort.replace(/^-/, "");
  if (Object.hasOwn(COLUMNS, column)) state.sort = { column, descending: sort.startsWith("-") };
  steppedTo = stepNow();
}

function writeAddress() {
  const address = `#${written()}`;
  if (address === (window.location.hash || "#")) return;
  try {
    window.history[stepNow() === steppedTo ? "replaceState" : "pushState"](null, "", address);
  } catch {
    // A frame without an address of its own, as in a notebook, keeps its state to itself.
  }
  steppedTo = stepNow();
}
