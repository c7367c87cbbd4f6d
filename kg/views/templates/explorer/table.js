"use strict";

// The table of what is visible, which is also the way in for those who see no canvas.

const FIRST_ROWS = 200;

const spoken = (edge) => edge.kg.qualifiers.map((pair) => [pick(pair.slice(0, 2)), pick(pair.slice(2))]);

// What each column shows of an edge (`cell`) and sorts by (`key`): text by the rules of the language, figures by size.
const COLUMNS = {
  subject: { key: (edge) => nodeName(edge.from), cell: (edge) => [tableLink("node", edge.from, nodeName(edge.from))] },
  relation: { key: relationName, cell: (edge) => [tableLink("edge", edge.id, relationName(edge)), ...warnings(edge).flatMap((badge) => [" ", badge])] },
  object: { key: (edge) => nodeName(edge.to), cell: (edge) => [tableLink("node", edge.to, nodeName(edge.to))] },
  qualifiers: {
    wide: true,
    key: (edge) => spoken(edge).flat().join(" "),
    cell: (edge) => spoken(edge).map(([role, value]) => element("div", {}, `${role}: `, isolate(value))),
  },
  status: { key: (edge) => STATUSES.indexOf(edge.kg.status), cell: (edge) => [statusBadge(edge.kg.status)] },
  date: { wide: true, key: (edge) => latestArticle(edge).day, cell: (edge) => [isolate(pick(latestArticle(edge).date))] },
  confidence: { wide: true, key: confidenceOf, cell: (edge) => [isolate(percentOf(confidenceOf(edge)))] },
  evidence: { wide: true, key: (edge) => edge.kg.evidence.length, cell: (edge) => [String(edge.kg.evidence.length)] },
};

const tableLink = (kind, id, text) => element("button", { type: "button", onclick: () => select(kind, id) }, isolate(text));

function sortedEdges() {
  const order = new Intl.Collator(state.language, { numeric: true });
  const compare = (one, other) => (typeof one === "number" ? one - other : order.compare(one, other));
  const rows = data.edges.filter((edge) => current.edges.has(edge.id)).map((edge) => ({
    edge,
    keys: [state.sort.column, "subject", "relation", "object"].map((column) => COLUMNS[column].key(edge)),
  }));
  const sign = state.sort.descending ? -1 : 1;
  rows.sort(({ keys: one }, { keys: other }) =>
    sign * compare(one[0], other[0]) || compare(one[1], other[1]) || compare(one[2], other[2]) || compare(one[3], other[3]));
  return rows.map(({ edge }) => edge);
}

function sortBy(column) {
  const again = state.sort.column === column;
  state.sort = { column, descending: again && !state.sort.descending };
  refresh();
  byId("table").querySelector(`[data-column="${column}"]`).focus();
}

function headCell([column, { wide }]) {
  const sorted = state.sort.column === column;
  const arrow = sorted ? (state.sort.descending ? " ↓" : " ↑") : "";
  return element("th", { scope: "col", class: wide ? "wide" : undefined, "aria-sort": sorted ? (state.sort.descending ? "descending" : "ascending") : undefined },
    element("button", { type: "button", "data-column": column, onclick: () => sortBy(column) }, word(`column.${column}`),
      element("span", { "aria-hidden": "true" }, arrow)));
}

const tableRow = (edge) =>
  element("tr", { class: isSelected("edge", edge.id) ? "chosen" : undefined },
    ...Object.values(COLUMNS).map(({ wide, cell }) => element("td", { class: wide ? "wide" : undefined }, ...cell(edge))));

function showTable() {
  const rows = sortedEdges();
  const body = element("tbody", {}, ...rows.slice(0, FIRST_ROWS).map(tableRow));
  const rest = rows.slice(FIRST_ROWS);
  const more = button(word("table.more", rest.length), () => {
    body.append(...rest.map(tableRow));
    more.remove();
  });
  const table = element("table", {}, element("caption", { class: "unseen" }, word("table.caption")),
    element("thead", {}, element("tr", {}, ...Object.entries(COLUMNS).map(headCell))), body);
  byId("table").replaceChildren(...(rows.length ? [table] : []), ...(rest.length ? [more] : []));
}
