"use strict";

// Parts of the page. Text only ever enters as text nodes.

const SHAPES = {
  Company: "dot", Organization: "square", Person: "triangle", Product: "diamond", Platform: "diamond", Place: "triangleDown",
  Facility: "hexagon", Event: "star", Group: "ring", Figure: "box",
};
const OUTLINES = {
  square: "2,2 14,2 14,14 2,14", triangle: "8,1 15,14 1,14", diamond: "8,0 16,8 8,16 0,8",
  triangleDown: "1,2 15,2 8,15", hexagon: "4,1 12,1 16,8 12,15 4,15 0,8", box: "0,4 16,4 16,12 0,12",
  star: "8,0 10.2,5.6 16,6 11.6,9.8 13,15.6 8,12.4 3,15.6 4.4,9.8 0,6 5.8,5.6",
};

const byId = (id) => document.getElementById(id);

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const isolate = (text) => element("bdi", {}, text);
const button = (text, onclick, attributes = {}) => element("button", { type: "button", onclick, ...attributes }, text);

function drawn(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
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

function stroke(colour, pattern) {
  return drawn("svg", { viewBox: "0 0 30 10", class: "stroke", "aria-hidden": "true" },
    drawn("line", { x1: 1, y1: 5, x2: 29, y2: 5, stroke: colour, "stroke-width": 2.5, "stroke-dasharray": (pattern || []).join(" ") }));
}

const statusBadge = (status) =>
  element("span", { class: `badge ${status === "asserted" ? "asserted" : GONE.includes(status) ? "gone" : "pending"}` }, word(`status.${status}`));

// Warnings that belong to a statement: it is contradicted, or only a headline says so.
const warnings = (edge) => [
  ...(edge.kg.disputes.length ? [element("span", { class: "badge disputed" }, word("badge.disputed"))] : []),
  ...(onlyHeadlines(edge) ? [element("span", { class: "badge" }, word("badge.headline"))] : []),
];

// ---- colours ---------------------------------------------------------------------------------------------------

const palette = new Map();

function cssColour(variable) {
  if (!palette.has(variable)) palette.set(variable, getComputedStyle(document.documentElement).getPropertyValue(variable).trim());
  return palette.get(variable);
}

const typeColour = (type) => cssColour(`--type-${SHAPES[type] ? type.toLowerCase() : "other"}`);
const statusColour = (status) => cssColour(status === "asserted" ? "--edge" : GONE.includes(status) ? "--gone" : "--pending");
const edgeColour = (edge) => (edge.kg.disputes.length ? cssColour("--dispute") : statusColour(edge.kg.status));
const dashes = (status) => (status === "asserted" ? false : GONE.includes(status) ? [2, 5] : [9, 6]);

function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  palette.clear();
}
