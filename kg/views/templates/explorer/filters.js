"use strict";

// The panel of filters, which is also the legend. It is built once for each language and then only counted anew.

const flip = (set, item, on) => (on ? set.add(item) : set.delete(item));
const tallies = []; // {box, checked, count}: how each choice stands

function choice(picture, text, checked, count, change) {
  const box = element("input", { type: "checkbox", onchange: () => { change(box.checked); refresh(); } });
  const tally = element("span", { class: "count" });
  tallies.push({ box, tally, checked, count });
  return element("label", { class: "choice" }, box, picture, element("span", {}, text), tally);
}

function group(key, choices, all) {
  const title = element("h3", { id: `filter-${key}` }, word(`filter.${key}`));
  const both = all && choices.length > 2
    ? [element("span", { class: "both" }, button(word("filter.every"), () => { all(true); refresh(); }, { class: "link" }), " ",
      button(word("filter.none"), () => { all(false); refresh(); }, { class: "link" }))]
    : [];
  return [element("div", { class: "group", role: "group", "aria-labelledby": `filter-${key}` },
    element("div", { class: "head" }, title, ...both), element("div", { class: choices.length > 12 ? "long" : "choices" }, ...choices))];
}

function typeChoices() {
  const isolates = data.nodes.filter((node) => isolatedNode(node.id));
  return group("types", [
    ...page.types.map(([type, , , total]) =>
      choice(swatch(type), typeName(type), () => !state.hiddenTypes.has(type), (counts) => shareOf(counts.types[type] || 0, total),
        (on) => flip(state.hiddenTypes, type, !on))),
    ...(isolates.length
      ? [choice("", word("filter.isolates"), () => state.isolates, () => isolates.length, (on) => { state.isolates = on; })]
      : []),
  ], (on) => page.types.forEach(([type]) => flip(state.hiddenTypes, type, !on)));
}

function relationChoices() {
  const often = (relation) => data.edges.filter((edge) => edge.kg.relation === relation).length;
  const order = new Intl.Collator(state.language);
  const relations = Object.keys(page.relations).map((relation) => [relation, often(relation)])
    .sort(([one, times], [other, otherTimes]) => otherTimes - times || order.compare(pick(page.relations[one]), pick(page.relations[other])));
  return group("relations", relations.map(([relation, total]) =>
    choice("", pick(page.relations[relation]), () => !state.hiddenRelations.has(relation), (counts) => shareOf(counts.relations[relation] || 0, total),
      (on) => flip(state.hiddenRelations, relation, !on))),
  (on) => relations.forEach(([relation]) => flip(state.hiddenRelations, relation, !on)));
}

function statusChoices() {
  return group("statuses", statusesPresent.map((status) =>
    choice(stroke(statusColour(status), dashes(status)), word(`status.${status}`), () => state.statuses.has(status),
      (counts) => shareOf(counts.statuses[status] || 0, data.edges.filter((edge) => edge.kg.status === status).length),
      (on) => flip(state.statuses, status, on))));
}

function field(key, input) {
  return element("label", { class: "field" }, element("span", {}, word(`filter.${key}`)), input);
}

function dayField(key) {
  const days = articlesByDay.map(([, { day }]) => day).filter((day) => day.length === 10);
  const input = element("input", { type: "date", id: `filter-${key}`, min: days[0], max: days[days.length - 1], onchange: () => { state[key] = input.value; refresh(); } });
  return field(key, input);
}

function articleField() {
  const title = (article) => [pick(article.date), article.title || word("article.untitled")].filter(Boolean).join(" · ");
  const input = element("select", { id: "filter-article", onchange: () => { state.article = input.value; refresh(); } },
    element("option", { value: "" }, word("filter.article.any")),
    ...articlesByDay.map(([id, article]) => element("option", { value: id }, title(article))));
  return field("article", input);
}

function confidenceField() {
  const input = element("input", { type: "range", id: "filter-confidence", min: 0, max: 100, step: 5, oninput: () => { state.confidence = Number(input.value); refresh(); } });
  return element("label", { class: "field" },
    element("span", { class: "head" }, word("filter.confidence"), element("bdi", { id: "confidence-value", dir: "ltr" })), input);
}

function evidenceChoices() {
  const some = (test) => data.edges.filter(test).length;
  const scores = new Set(data.edges.flatMap((edge) => edge.kg.evidence.map((evidence) => evidence.score)));
  const dated = articlesByDay.some(([, { day }]) => day);
  const disputed = some((edge) => edge.kg.disputes.length > 0);
  const headlines = some(onlyHeadlines);
  return group("evidence", [
    ...(articlesByDay.length > 1 ? [articleField()] : []),
    ...(dated && articlesByDay.length > 1 ? [element("div", { class: "period" }, dayField("since"), dayField("until"))] : []),
    ...(scores.size > 1 ? [confidenceField()] : []),
    ...(disputed ? [choice(stroke(cssColour("--dispute")), word("filter.disputed"), () => state.disputed, () => disputed, (on) => { state.disputed = on; })] : []),
    ...(headlines ? [choice("", word("filter.headlines"), () => state.withoutHeadlines, () => headlines, (on) => { state.withoutHeadlines = on; })] : []),
  ]);
}

const entityCount = data.nodes.filter((node) => node.kg.type !== "Figure").length;
const shareOf = (count, total) => (count === total ? String(total) : `${count}/${total}`);

function buildFilters() {
  tallies.length = 0;
  byId("filters").replaceChildren(
    element("summary", {}, element("h2", {}, word("filter.title"))),
    element("p", { id: "shown", class: "quiet", role: "status" }),
    ...typeChoices(),
    ...(data.edges.length ? [...relationChoices(), ...statusChoices(), ...evidenceChoices()] : []),
    element("p", { class: "actions" }, button(word("filter.all"), showAll), button(word("filter.reset"), reset)),
  );
}

// How many there would be of each with the other filters as they are; only edges with both ends visible count.
function counted() {
  const counts = { types: {}, relations: {}, statuses: {} };
  const add = (table, key) => { table[key] = (table[key] || 0) + 1; };
  for (const edge of data.edges) {
    if (passes(edge, "relations")) add(counts.relations, edge.kg.relation);
    if (passes(edge, "statuses")) add(counts.statuses, edge.kg.status);
  }
  for (const id of current.nodes) add(counts.types, nodes.get(id).kg.type);
  return counts;
}

function countFilters() {
  const counts = counted();
  for (const { box, tally, checked, count } of tallies) {
    box.checked = checked();
    tally.textContent = String(count(counts));
    box.closest("label").classList.toggle("none", tally.textContent.startsWith("0"));
  }
  for (const key of ["article", "since", "until", "confidence"]) if (byId(`filter-${key}`)) byId(`filter-${key}`).value = state[key];
  if (byId("confidence-value")) byId("confidence-value").textContent = `≥ ${state.confidence}%`;
  const entities = [...current.nodes].filter((id) => nodes.get(id).kg.type !== "Figure").length;
  byId("shown").textContent = word("filter.shown", shareOf(entities, entityCount), shareOf(current.edges.size, data.edges.length));
}

function showAll() {
  Object.assign(state, unfiltered(), { statuses: new Set(statusesPresent) });
  refresh();
  fit();
}

function reset() {
  Object.assign(state, unfiltered());
  refresh();
  fit();
}
