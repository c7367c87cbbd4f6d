"use strict";

// The page as a whole: what each press and click does, and what is shown anew after it.

const search = byId("search");

function refresh() {
  if (pointed && (!state.selected || pointed.from !== state.selected.id)) pointed = null;
  current = visible();
  drawNetwork();
  countFilters();
  showDetails();
  showFocus();
  if (state.view === "table") showTable();
  showEmpty();
  writeAddress();
}

function showEmpty() {
  const drawnCount = state.view === "table" ? current.edges.size : current.nodes.size;
  byId("empty").hidden = drawnCount > 0;
  if (drawnCount > 0) return;
  byId("empty").replaceChildren(element("p", {}, word(data.nodes.length ? "empty.filtered" : "empty.graph")),
    ...(data.nodes.length ? [button(word("filter.all"), showAll)] : []));
}

// ---- steps -----------------------------------------------------------------------------------------------------

function select(kind, id) {
  if (kind === "node" && state.path && !state.path.to && id !== state.path.from) {
    finishPath(id);
    return;
  }
  state.selected = kind ? { kind, id } : null;
  pointed = null;
  refresh();
}

// What is chosen in the panel may lie anywhere in the network, or outside of the neighbourhood that is shown.
function goToNode(id) {
  const picking = state.path && !state.path.to;
  if (state.focus && !current.nodes.has(id)) focusOn(id, 1);
  select("node", id);
  if (!picking) bringIntoView([id]);
}

function goToEdge(id) {
  select("edge", id);
  bringIntoView([edges.get(id).from, edges.get(id).to]);
}

function found(id) {
  show("network");
  goToNode(id);
}

function show(view) {
  state.view = view;
  byId("network").hidden = view !== "network";
  byId("zoom").hidden = view !== "network";
  byId("table").hidden = view !== "table";
  byId("view-network").setAttribute("aria-pressed", view === "network");
  byId("view-table").setAttribute("aria-pressed", view === "table");
}

const remember = () => trail.push({ focus: state.focus, path: state.path });

function focusOn(id, depth) {
  if (!state.focus || state.focus.id !== id) remember();
  state.focus = { id, depth };
  refresh();
  fit();
}

function goBack() {
  Object.assign(state, trail.pop() || { focus: null, path: null });
  refresh();
  fit();
}

function endFocus() {
  trail.length = 0;
  state.focus = null;
  refresh();
  fit();
}

function startPath(id) {
  state.path = { from: id, to: null };
  state.selected = null;
  refresh();
}

function finishPath(id) {
  state.path = { from: state.path.from, to: id };
  state.selected = null;
  // A path may lead out of the neighbourhood that is shown.
  if (state.focus && !current.places.has(id)) state.focus = null;
  refresh();
  if (spotlight) fit([...spotlight.nodes]);
}

function endPath() {
  const wide = current.steps !== null;
  state.path = null;
  refresh();
  if (wide) fit();
}

function showFocus() {
  const bar = byId("focus");
  bar.hidden = !state.focus;
  if (!state.focus) return;
  const { id, depth } = state.focus;
  const held = bar.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  bar.replaceChildren(
    element("span", {}, word("focus.around"), " ", isolate(nodeName(id))),
    element("span", { class: "switch", role: "group", "aria-label": word("focus.depth") },
      ...[1, 2, 3].map((steps) => button(String(steps), () => focusOn(id, steps), {
        "data-key": steps, "aria-pressed": String(steps === depth), "aria-label": `${word("focus.depth")} ${steps}`,
      }))),
    ...(trail.length ? [button(word("focus.back"), goBack, { "data-key": "back" })] : []),
    button(word("focus.end"), endFocus, { "data-key": "end" }),
  );
  const again = held && bar.querySelector(`[data-key="${held}"]`);
  if (again) again.focus();
}

// ---- keyboard --------------------------------------------------------------------------------------------------

// Neighbours stand in the order of their direction, as a clock goes round.
function neighboursOf(id) {
  const { x, y } = placeOf(id);
  const angle = (edge) => Math.atan2(placeOf(otherEnd(edge, id)).x - x, y - placeOf(otherEnd(edge, id)).y);
  return touching.get(id).filter((edge) => current.edges.has(edge.id) && edge.from !== edge.to).sort((one, other) => angle(one) - angle(other) || best(one, other));
}

function pointOn(step) {
  const { id } = state.selected;
  const around = neighboursOf(id);
  if (!around.length) return;
  const at = pointed ? around.findIndex((edge) => edge.id === pointed.edge) : step > 0 ? -1 : 0;
  const edge = around[(at + step + around.length) % around.length];
  pointed = { from: id, edge: edge.id, node: otherEnd(edge, id) };
  byId("said").textContent = word("neighbour.at", relationName(edge), nodeName(pointed.node), around.indexOf(edge) + 1, around.length);
  drawNetwork();
}

function closeOne() {
  if (byId("export").open) byId("export").open = false;
  else if (pointed) {
    pointed = null;
    drawNetwork();
  } else if (state.selected) select(null);
  else if (state.path) endPath();
  else if (state.focus) endFocus();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape") closeOne();
  if (event.key === "/" && !typing) {
    event.preventDefault();
    search.focus();
  }
  const onStage = event.target === document.body || event.target.closest("#network") !== null;
  if (!onStage || state.view !== "network") return;
  const chosen = state.selected !== null && state.selected.kind === "node";
  if (ARROWS[event.key]) {
    event.preventDefault();
    const [right, down] = ARROWS[event.key];
    if (chosen) pointOn(right + down);
    else pan(right, down);
  } else if (event.key === "Enter" && pointed) {
    const { node } = pointed;
    select("node", node);
    bringIntoView([node]);
    byId("said").textContent = nodeName(node);
  } else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.3 : 1 / 1.3);
  else if (event.key === "0") fit();
}

// ---- the whole page --------------------------------------------------------------------------------------------

const label = (id, key) => {
  byId(id).setAttribute("aria-label", word(key));
  byId(id).title = word(key);
};

function showWords() {
  document.documentElement.lang = state.language;
  document.documentElement.dir = state.language === "ar" ? "rtl" : "ltr";
  document.title = page.title || word("page.title");
  byId("title").textContent = document.title;
  byId("totals").textContent = [word("caption.entities", page.totals[0]), word("caption.statements", page.totals[1]),
    word("caption.articles", page.totals[2])].join(" · ");
  byId("language").textContent = word("language.other");
  byId("language").lang = state.language === "ar" ? "en" : "ar";
  byId("view-network").textContent = word("view.network");
  byId("view-table").textContent = word("view.table");
  if (page.served) {
    byId("questions").textContent = word("nav.query");
    byId("questions").href = `/query?lang=${state.language}`;
  }
  byId("export-title").textContent = word("export.title");
  for (const kind of ["png", "svg", "csv"]) byId(`export-${kind}`).textContent = word(`export.${kind}`);
  for (const part of [search, byId("suggestions")]) part.setAttribute("aria-label", word("search.label"));
  search.placeholder = word("search.label");
  byId("network").setAttribute("aria-label", word("canvas.label"));
  byId("panel").setAttribute("aria-label", word("panel.label"));
  byId("cut").hidden = !page.cut.length;
  byId("cut").textContent = word("page.cut", ...page.cut);
  for (const key of ["in", "out", "fit"]) label(`zoom-${key}`, `zoom.${key}`);
  label("theme", isDark() ? "theme.light" : "theme.dark");
}

function redraw() {
  applyTheme();
  showWords();
  buildFilters();
  show(state.view);
  refresh();
}

function listen() {
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) select("node", node);
    else if (edge !== undefined) select("edge", edge);
    else select(null);
  });
  network.on("doubleClick", ({ nodes: [node] }) => { if (node !== undefined) focusOn(node, 1); });
  network.on("afterDrawing", (canvas) => {
    drawSpotlight(canvas);
    drawLabels(canvas);
  });
  for (const end of ["Node", "Edge"]) {
    network.on(`hover${end}`, () => byId("network").classList.add("pointing"));
    network.on(`blur${end}`, () => byId("network").classList.remove("pointing"));
  }
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => { if (!event.target.closest("#export")) byId("export").open = false; });
  window.addEventListener("popstate", () => {
    readAddress();
    redraw();
    fit();
  });
  darkness.addEventListener("change", redraw);
  const does = {
    "view-network": () => { show("network"); refresh(); },
    "view-table": () => { show("table"); refresh(); },
    language: () => { state.language = state.language === "ar" ? "en" : "ar"; redraw(); },
    theme: () => { state.theme = isDark() ? "light" : "dark"; redraw(); },
    "export-png": savePicture, "export-svg": saveDrawing, "export-csv": saveTable,
    "zoom-in": () => zoom(1.3), "zoom-out": () => zoom(1 / 1.3), "zoom-fit": () => fit(),
  };
  for (const [id, act] of Object.entries(does)) byId(id).addEventListener("click", act);
  let width = byId("network").clientWidth;
  new ResizeObserver(() => {
    const now = byId("network").clientWidth;
    if (now && now !== width) fit();
    width = now || width;
  }).observe(byId("network"));
}

if (window.innerWidth <= 760) byId("filters").open = false;
readAddress();
makeSearch(search, byId("suggestions"), found);
listen();
redraw();
fit(spotlight ? [...spotlight.nodes] : undefined);
