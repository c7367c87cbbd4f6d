"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = data.page;
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const linked = new Set(data.edges.flatMap((edge) => [edge.from, edge.to]));
  const darkness = window.matchMedia("(prefers-color-scheme: dark)");

  const STATUSES = ["asserted", "planned", "negotiating", "expected", "possible", "conditional", "denied", "ended"];
  const GONE = ["denied", "ended"];
  const SHAPES = {
    Company: "dot", Organization: "square", Person: "triangle", Product: "diamond", Place: "triangleDown",
    Facility: "hexagon", Event: "star", Group: "ring", Figure: "box",
  };
  const OUTLINES = {
    square: "2,2 14,2 14,14 2,14", triangle: "8,1 15,14 1,14", diamond: "8,0 16,8 8,16 0,8",
    triangleDown: "1,2 15,2 8,15", hexagon: "4,1 12,1 16,8 12,15 4,15 0,8", box: "0,4 16,4 16,12 0,12",
    star: "8,0 10.2,5.6 16,6 11.6,9.8 13,15.6 8,12.4 3,15.6 4.4,9.8 0,6 5.8,5.6",
  };
  const present = STATUSES.filter((status) => data.edges.some((edge) => edge.kg.status === status));

  const state = {
    language: page.language,
    hiddenTypes: new Set(),
    statuses: new Set(present.includes("asserted") ? ["asserted"] : present),
    isolates: data.edges.length === 0,
    selected: null, // {kind: "node" | "edge", id}
    view: "network",
  };

  // ---- words -------------------------------------------------------------------------------------------------

  const pick = (pair) => pair[state.language === "ar" ? 0 : 1];
  const word = (key, ...values) =>
    values.reduce((text, value, number) => text.replace(`{${number}}`, () => value), pick(page.words[key] || [key, key]));
  const nodeName = (id) => nodes.get(id).kg[state.language];
  const relationName = (edge) => pick(page.relations[edge.kg.relation]);
  const typeName = (name) => {
    const type = page.types.find((candidate) => candidate[0] === name);
    return type ? pick(type.slice(1, 3)) : name;
  };

  // A canvas has one base direction, and labels of the other would be drawn in the wrong order: each line is isolated.
  const isolated = (text) =>
    text.split("\n").map((line) => (/[\u0590-\u08ff\ufb1d-\ufefc]/.test(line) ? "\u2067" : "\u2066") + line + "\u2069").join("\n");

  // أ إ آ ؤ ئ fall apart into their letter and a mark, which is dropped with the vowel marks.
  const folded = (text) =>
    text.toLowerCase().normalize("NFKD").replace(/[\p{M}\p{Cf}ـء]/gu, "")
      .replace(/[ٱ]/g, "ا").replace(/[ىی]/g, "ي").replace(/ة/g, "ه").replace(/ک/g, "ك")
      .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
      .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
      .replace(/\s+/g, " ").trim();

  // ---- page elements: text only ever enters as text nodes ------------------------------------------------------

  const byId = (id) => document.getElementById(id);

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick" || name === "onchange") made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  const name = (text) => element("bdi", {}, text);

  function drawn(tag, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function swatch(type) {
    const shape = SHAPES[type] || "ring";
    const colour = typeColour(type);
    const svg = drawn("svg", { viewBox: "-1 -1 18 18", class: "swatch", "aria-hidden": "true" });
    if (shape === "dot") svg.append(drawn("circle", { cx: 8, cy: 8, r: 7, fill: colour }));
    else if (shape === "ring") svg.append(drawn("circle", { cx: 8, cy: 8, r: 6, fill: "none", stroke: colour, "stroke-width": 3 }));
    else if (shape === "box") svg.append(drawn("polygon", { points: OUTLINES.box, fill: "none", stroke: colour, "stroke-width": 1.5 }));
    else svg.append(drawn("polygon", { points: OUTLINES[shape], fill: colour }));
    return svg;
  }

  function stroke(status) {
    const svg = drawn("svg", { viewBox: "0 0 30 10", class: "stroke", "aria-hidden": "true" });
    svg.append(drawn("line", {
      x1: 1, y1: 5, x2: 29, y2: 5, stroke: statusColour(status), "stroke-width": 2.5,
      "stroke-dasharray": (dashes(status) || []).join(" "),
    }));
    return svg;
  }

  const badge = (status) =>
    element("span", { class: `badge ${status === "asserted" ? "asserted" : GONE.includes(status) ? "gone" : "pending"}` }, word(`status.${status}`));

  // ---- colours -----------------------------------------------------------------------------------------------

  const cssColour = (variable) => getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
  const typeColour = (type) => cssColour(`--type-${SHAPES[type] ? type.toLowerCase() : "other"}`);
  const statusColour = (status) => cssColour(status === "asserted" ? "--edge" : GONE.includes(status) ? "--gone" : "--pending");
  const dashes = (status) => (status === "asserted" ? false : GONE.includes(status) ? [2, 5] : [9, 6]);

  // ---- what is visible -----------------------------------------------------------------------------------------

  const typeShown = (id) => !state.hiddenTypes.has(nodes.get(id).kg.type);
  const selectedEdge = (edge) => state.selected !== null && state.selected.kind === "edge" && state.selected.id === edge.id;
  const edgeShown = (edge) => selectedEdge(edge) || (state.statuses.has(edge.kg.status) && typeShown(edge.from) && typeShown(edge.to));

  function visible() {
    const shownEdges = data.edges.filter(edgeShown);
    const ends = new Set(shownEdges.flatMap((edge) => [edge.from, edge.to]));
    const shownNodes = data.nodes.filter((node) => ends.has(node.id) || (state.isolates && !linked.has(node.id) && typeShown(node.id)));
    return { edges: new Set(shownEdges.map((edge) => edge.id)), nodes: new Set(shownNodes.map((node) => node.id)) };
  }

  function inFocus(shown) {
    const focus = { nodes: new Set(), edges: new Set() };
    const selected = state.selected;
    if (!selected) return null;
    if (selected.kind === "edge") focus.edges.add(selected.id);
    else {
      focus.nodes.add(selected.id);
      for (const edge of data.edges) {
        if (shown.edges.has(edge.id) && (edge.from === selected.id || edge.to === selected.id)) focus.edges.add(edge.id);
      }
    }
    for (const id of focus.edges) focus.nodes.add(edges.get(id).from).add(edges.get(id).to);
    return focus;
  }

  // ---- the network -------------------------------------------------------------------------------------------

  const FACE = cssColour("--font");
  const FADED = 0.18;
  const visNodes = new vis.DataSet();
  const visEdges = new vis.DataSet();
  const network = new vis.Network(byId("network"), { nodes: visNodes, edges: visEdges }, {
    ...JSON.parse(data.options),
    autoResize: true,
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, multiselect: false, selectConnectedEdges: false },
    nodes: { chosen: false, scaling: { label: { drawThreshold: 4 } } },
    edges: { chosen: false, arrows: { to: { enabled: true, scaleFactor: 0.6 } }, selectionWidth: 0, hoverWidth: 0 },
  });

  const translucent = (colour, faded) => (faded ? `${colour}2e` : colour);

  function nodeItem(node, focus) {
    const { type, lines } = node.kg;
    const shape = SHAPES[type] || "ring";
    const colour = typeColour(type);
    const faded = focus !== null && !focus.nodes.has(node.id);
    const chosen = state.selected !== null && state.selected.id === node.id;
    const hollow = shape === "ring" || shape === "box";
    return {
      id: node.id, x: node.x, y: node.y, size: node.size,
      shape: shape === "ring" ? "dot" : shape,
      label: isolated(pick(lines)),
      opacity: faded ? FADED : 1,
      borderWidth: chosen ? 4 : shape === "ring" ? 3 : 1,
      color: { background: hollow ? cssColour("--panel") : colour, border: chosen ? cssColour("--ink") : colour },
      shapeProperties: { borderRadius: 5 },
      margin: 6,
      font: {
        face: FACE, size: 14, color: translucent(cssColour("--ink"), faded),
        strokeWidth: shape === "box" ? 0 : 4, strokeColor: translucent(cssColour("--paper"), faded),
      },
    };
  }

  function edgeItem(edge, focus, labelled) {
    const { status, bend, drop, note } = edge.kg;
    const faded = focus !== null && !focus.edges.has(edge.id);
    const chosen = state.selected !== null && state.selected.id === edge.id;
    const named = (labelled && !faded) || (focus !== null && focus.edges.has(edge.id));
    const label = [relationName(edge), ...(note.length ? [pick(note)] : [])].join("\n");
    return {
      id: edge.id, from: edge.from, to: edge.to,
      label: named ? isolated(label) : " ",
      dashes: dashes(status),
      width: chosen ? 4 : focus !== null && !faded ? 2.4 : 1.6,
      color: { color: chosen ? cssColour("--accent") : statusColour(status), opacity: faded ? FADED : 1, inherit: false },
      smooth: bend === 0 ? false : { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) },
      font: {
        face: FACE, size: 12, color: cssColour(status === "asserted" ? "--quiet" : GONE.includes(status) ? "--quiet" : "--pending"),
        // vis-network leaves the background behind where a label is moved down, and draws it for empty labels too.
        background: named && drop === 0 ? cssColour("--paper") : "none", strokeWidth: 4, strokeColor: cssColour("--paper"), align: "horizontal", vadjust: drop,
      },
    };
  }

  const drawnItems = new Map();

  // Only what has changed is handed on: an update of every edge is slow in networks of thousands.
  function hand(dataset, items) {
    const wanted = new Set(items.map((item) => item.id));
    dataset.remove(dataset.getIds().filter((id) => !wanted.has(id)));
    const changed = items.filter((item) => {
      const written = JSON.stringify(item);
      const same = dataset.get(item.id) !== null && drawnItems.get(item.id) === written;
      drawnItems.set(item.id, written);
      return !same;
    });
    dataset.update(changed);
  }

  function drawNetwork() {
    const shown = visible();
    const focus = inFocus(shown);
    const labelled = shown.edges.size <= page.labelledEdges;
    hand(visNodes, data.nodes.filter((node) => shown.nodes.has(node.id)).map((node) => nodeItem(node, focus)));
    hand(visEdges, data.edges.filter((edge) => shown.edges.has(edge.id)).map((edge) => edgeItem(edge, focus, labelled)));
  }

  function fit() {
    const shown = [...visible().nodes];
    if (!shown.length) return;
    network.fit({ nodes: shown, maxZoomLevel: 1.1, minZoomLevel: 0.05 });
    // On a phone the whole network would be too small to read: begin at its best connected node.
    if (byId("network").clientWidth < 600 && network.getScale() < 0.5) {
      const central = shown.reduce((best, id) => (nodes.get(id).size > nodes.get(best).size ? id : best));
      network.moveTo({ position: { x: nodes.get(central).x, y: nodes.get(central).y }, scale: 0.6 });
    }
  }

  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });

  // ---- details -----------------------------------------------------------------------------------------------

  function statementRow(edge, from) {
    const outgoing = edge.from === from;
    const other = name(nodeName(outgoing ? edge.to : edge.from));
    const relation = element("span", { class: "relation" }, relationName(edge));
    return element("button", { type: "button", class: "row", onclick: () => select("edge", edge.id) },
      ...(outgoing ? [relation, " ", other] : [other, " ", relation]),
      ...(edge.kg.note.length ? [" · ", name(pick(edge.kg.note))] : []),
      ...(edge.kg.status === "asserted" ? [] : [" ", badge(edge.kg.status)]));
  }

  const closer = () =>
    element("button", { type: "button", class: "close", "aria-label": word("details.close"), onclick: () => select(null) }, "×");

  function nodeDetails(node) {
    const { names, type, ar, en } = node.kg;
    const others = [...new Set([ar, en, ...names])].filter((other) => other !== nodeName(node.id));
    const outgoing = data.edges.filter((edge) => edge.from === node.id);
    const incoming = data.edges.filter((edge) => edge.to === node.id && edge.from !== node.id);
    const section = (key, list) => (list.length ? [element("h3", {}, word(key)), ...list.map((edge) => statementRow(edge, node.id))] : []);
    return [
      element("div", { class: "head" }, element("h2", {}, name(nodeName(node.id))), closer()),
      element("p", { class: "quiet" }, swatch(type), " ", typeName(type)),
      ...(others.length ? [element("h3", {}, word("details.names")), element("p", {}, ...others.flatMap((other, number) => [number ? " · " : "", name(other)]))] : []),
      ...section("details.outgoing", outgoing),
      ...section("details.incoming", incoming),
      ...(outgoing.length + incoming.length ? [] : [element("p", { class: "quiet" }, word("details.none"))]),
    ];
  }

  function markedQuote(evidence) {
    const text = page.sentences[evidence.sentence];
    const pieces = [];
    let done = 0;
    for (const [start, end, role] of evidence.marks) {
      pieces.push(text.slice(done, start), element("mark", { class: role, title: word(`mark.${role}`) }, text.slice(start, end)));
      done = end;
    }
    return element("blockquote", { dir: "auto" }, ...pieces, text.slice(done));
  }

  function evidenceCard(evidence) {
    const article = page.articles[evidence.article] || { title: "", publisher: "", date: ["", ""], url: "" };
    const about = [article.publisher, pick(article.date)].filter(Boolean);
    const safe = /^https?:\/\//i.test(article.url);
    const percent = `${Math.round(evidence.score * 100)}%`;
    return element("div", { class: "evidence" },
      markedQuote(evidence),
      pick(evidence.speaker) ? element("p", { class: "quiet" }, `${word("evidence.speaker")}: `, name(pick(evidence.speaker))) : null,
      element("p", {}, safe
        ? element("a", { href: article.url, target: "_blank", rel: "noopener noreferrer", title: word("evidence.link") }, name(article.title || word("article.untitled")))
        : name(article.title || word("article.untitled"))),
      element("p", { class: "quiet" }, ...about.flatMap((part) => [name(part), " · "]), word("evidence.score"), " ", name(percent),
        evidence.where === "body" ? "" : ` · ${word(`evidence.where.${evidence.where}`)}`));
  }

  function edgeDetails(edge) {
    const { status, qualifiers, evidence } = edge.kg;
    const end = (id) =>
      element("button", { type: "button", onclick: () => select("node", id) }, swatch(nodes.get(id).kg.type), " ", name(nodeName(id)));
    const roles = [...new Set(evidence.flatMap((item) => item.marks.map((mark) => mark[2])))];
    return [
      element("div", { class: "head" }, badge(status), closer()),
      element("div", { class: "claim" }, end(edge.from), element("span", { class: "relation" }, relationName(edge)), end(edge.to)),
      qualifiers.length
        ? element("dl", {}, ...qualifiers.flatMap((pair) => [element("dt", {}, pick(pair.slice(0, 2))), element("dd", {}, name(pick(pair.slice(2))))]))
        : null,
      element("h3", {}, word("evidence.title")),
      roles.length
        ? element("p", { class: "key" }, word("evidence.marked"), ...["subject", "trigger", "object"].filter((role) => roles.includes(role))
          .map((role) => element("mark", { class: role }, word(`mark.${role}`))))
        : null,
      ...evidence.map(evidenceCard),
    ].filter((part) => part !== null);
  }

  function showDetails() {
    const { selected } = state;
    const details = byId("details");
    details.classList.toggle("open", selected !== null);
    if (!selected) details.replaceChildren(element("p", { class: "quiet" }, word("details.hint")));
    else details.replaceChildren(...(selected.kind === "node" ? nodeDetails(nodes.get(selected.id)) : edgeDetails(edges.get(selected.id))));
    details.scrollTop = 0;
    details.parentElement.scrollTop = 0;
  }

  function select(kind, id) {
    state.selected = kind ? { kind, id } : null;
    drawNetwork();
    showDetails();
  }

  // Bring an entity into view even where the filters hide it.
  function goTo(id) {
    const node = nodes.get(id);
    state.hiddenTypes.delete(node.kg.type);
    if (!linked.has(id)) state.isolates = true;
    else if (!visible().nodes.has(id)) {
      for (const edge of data.edges) {
        if (edge.from !== id && edge.to !== id) continue;
        state.statuses.add(edge.kg.status);
        state.hiddenTypes.delete(nodes.get(edge.from).kg.type);
        state.hiddenTypes.delete(nodes.get(edge.to).kg.type);
      }
    }
    select("node", id);
    refresh();
    const motion = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    // On a phone the details cover the lower half.
    const offset = { x: 0, y: byId("network").clientWidth < 600 ? -0.25 * byId("network").clientHeight : 0 };
    network.moveTo({ position: { x: node.x, y: node.y }, offset, scale: Math.max(network.getScale(), 0.8), animation: motion && { duration: 300 } });
  }

  // ---- filters -----------------------------------------------------------------------------------------------

  function choice(key, checked, picture, text, count, change) {
    const box = element("input", { type: "checkbox", "data-key": key, checked, onchange: (event) => { change(event.target.checked); refresh(); } });
    return element("label", { class: "choice" }, box, picture, element("span", {}, text), element("span", { class: "count" }, String(count)));
  }

  const flip = (set, item, on) => (on ? set.add(item) : set.delete(item));

  function showFilters() {
    const isolates = data.nodes.length - linked.size;
    const focused = document.activeElement && document.activeElement.dataset.key;
    byId("filters").replaceChildren(
      element("summary", {}, word("filter.title")),
      element("h3", {}, word("filter.types")),
      ...page.types.map(([type, , , count]) =>
        choice(`type ${type}`, !state.hiddenTypes.has(type), swatch(type), typeName(type), count, (on) => flip(state.hiddenTypes, type, !on))),
      ...(isolates ? [choice("isolates", state.isolates, "", word("filter.isolates"), isolates, (on) => { state.isolates = on; })] : []),
      element("h3", {}, word("filter.statuses")),
      ...present.map((status) =>
        choice(`status ${status}`, state.statuses.has(status), stroke(status), word(`status.${status}`),
          data.edges.filter((edge) => edge.kg.status === status).length, (on) => flip(state.statuses, status, on))),
      element("p", {}, element("button", { type: "button", onclick: showAll }, word("filter.all"))),
    );
    const again = [...byId("filters").querySelectorAll("input")].find((box) => box.dataset.key === focused);
    if (again) again.focus();
  }

  function showAll() {
    state.hiddenTypes.clear();
    present.forEach((status) => state.statuses.add(status));
    refresh();
    fit();
  }

  // ---- table -------------------------------------------------------------------------------------------------

  function tableRow(edge) {
    const link = (kind, id, text) => element("button", { type: "button", onclick: () => select(kind, id) }, name(text));
    const said = edge.kg.qualifiers.map((pair) => element("div", {}, `${pick(pair.slice(0, 2))}: `, name(pick(pair.slice(2)))));
    return element("tr", {},
      element("td", {}, link("node", edge.from, nodeName(edge.from))),
      element("td", {}, link("edge", edge.id, relationName(edge))),
      element("td", {}, link("node", edge.to, nodeName(edge.to))),
      element("td", { class: "wide" }, ...said),
      element("td", {}, badge(edge.kg.status)),
      element("td", { class: "wide" }, String(edge.kg.evidence.length)));
  }

  function showTable() {
    const shown = visible().edges;
    const order = new Intl.Collator(state.language);
    const rows = data.edges.filter((edge) => shown.has(edge.id))
      .sort((one, other) => order.compare(nodeName(one.from), nodeName(other.from)) || order.compare(relationName(one), relationName(other)));
    const columns = [["subject"], ["relation"], ["object"], ["qualifiers", "wide"], ["status"], ["evidence", "wide"]];
    byId("table").replaceChildren(element("table", {},
      element("thead", {}, element("tr", {}, ...columns.map(([key, hide]) => element("th", { scope: "col", class: hide }, word(`column.${key}`))))),
      element("tbody", {}, ...rows.map(tableRow))));
  }

  function show(view) {
    state.view = view;
    byId("network").hidden = view !== "network";
    byId("zoom").hidden = view !== "network";
    byId("table").hidden = view !== "table";
    byId("view-network").setAttribute("aria-pressed", view === "network");
    byId("view-table").setAttribute("aria-pressed", view === "table");
    if (view === "table") showTable();
  }

  // ---- search ------------------------------------------------------------------------------------------------

  const search = byId("search");
  const suggestions = byId("suggestions");
  const index = data.nodes.filter((node) => node.kg.type !== "Figure").map((node) => ({
    id: node.id,
    text: folded([node.kg.ar, node.kg.en, ...node.kg.names].join(" \n ")),
    first: [node.kg.ar, node.kg.en].map(folded),
    weight: node.size,
  }));

  function found(query) {
    const words = folded(query).split(" ").filter(Boolean);
    if (!words.length) return [];
    const rank = (entry) => (entry.first.some((text) => text.startsWith(words[0])) ? 0 : 1);
    return index.filter((entry) => words.every((part) => entry.text.includes(part)))
      .sort((one, other) => rank(one) - rank(other) || other.weight - one.weight || (one.id < other.id ? -1 : 1)).slice(0, 12);
  }

  function suggest() {
    const entries = found(search.value);
    suggestions.replaceChildren(...entries.map((entry, number) => {
      const option = element("li", { role: "option", id: `suggestion-${number}`, "aria-selected": number === 0 ? "true" : "false" },
        swatch(nodes.get(entry.id).kg.type), name(nodeName(entry.id)));
      option.dataset.node = entry.id;
      // A click would come after the blur that closes the list.
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(option); });
      return option;
    }));
    if (!entries.length && search.value.trim()) suggestions.append(element("li", { class: "quiet" }, word("search.none")));
    open(suggestions.children.length > 0);
    point(suggestions.querySelector("[data-node]"));
  }

  function open(shown) {
    suggestions.hidden = !shown;
    search.setAttribute("aria-expanded", String(shown));
  }

  function point(option) {
    for (const other of suggestions.children) other.setAttribute("aria-selected", String(other === option));
    if (option) {
      search.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else search.removeAttribute("aria-activedescendant");
  }

  function take(option) {
    search.value = "";
    open(false);
    search.blur();
    show("network");
    goTo(option.dataset.node);
  }

  function searchKey(event) {
    const options = [...suggestions.querySelectorAll("[data-node]")];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (options.length) point(options[(at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length]);
    } else if (event.key === "Enter" && options[at] && !suggestions.hidden) take(options[at]);
    else if (event.key === "Escape") {
      event.stopPropagation();
      search.value = "";
      open(false);
      search.blur();
    }
  }

  // ---- the whole page ----------------------------------------------------------------------------------------

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
    search.placeholder = word("search.label");
    search.setAttribute("aria-label", word("search.label"));
    byId("network").setAttribute("aria-label", word("canvas.label"));
    byId("cut").hidden = !page.cut.length;
    byId("cut").textContent = word("page.cut", ...page.cut);
    for (const key of ["in", "out", "fit"]) {
      byId(`zoom-${key}`).setAttribute("aria-label", word(`zoom.${key}`));
      byId(`zoom-${key}`).title = word(`zoom.${key}`);
    }
  }

  function refresh() {
    drawNetwork();
    showFilters();
    if (state.view === "table") showTable();
    byId("empty").hidden = visible().nodes.size > 0;
    byId("empty").textContent = word(data.nodes.length ? "empty.filtered" : "empty.graph");
  }

  function redraw() {
    showWords();
    showDetails();
    refresh();
  }

  function listen() {
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      if (node !== undefined) select("node", node);
      else if (edge !== undefined) select("edge", edge);
      else select(null);
    });
    for (const end of ["Node", "Edge"]) {
      network.on(`hover${end}`, () => byId("network").classList.add("pointing"));
      network.on(`blur${end}`, () => byId("network").classList.remove("pointing"));
    }
    search.addEventListener("input", suggest);
    search.addEventListener("keydown", searchKey);
    search.addEventListener("blur", () => open(false));
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input:not([type=checkbox])");
      if (event.key === "/" && !typing) {
        event.preventDefault();
        search.focus();
      } else if (event.key === "Escape") select(null);
    });
    byId("view-network").addEventListener("click", () => show("network"));
    byId("view-table").addEventListener("click", () => show("table"));
    byId("language").addEventListener("click", () => {
      state.language = state.language === "ar" ? "en" : "ar";
      redraw();
    });
    byId("zoom-in").addEventListener("click", () => zoom(1.3));
    byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
    byId("zoom-fit").addEventListener("click", fit);
    darkness.addEventListener("change", redraw);
    let width = byId("network").clientWidth;
    new ResizeObserver(() => {
      const now = byId("network").clientWidth;
      if (now && now !== width) fit();
      width = now || width;
    }).observe(byId("network"));
  }

  if (window.innerWidth <= 760) byId("filters").open = false;
  listen();
  redraw();
  fit();
})();
