"use strict";

// What is visible, as a file: the picture on the canvas, a drawing of the whole, and a table.

function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  link.click();
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// ---- PNG: the picture as it stands on the screen ---------------------------------------------------------------

function savePicture() {
  const shown = byId("network").querySelector("canvas");
  const copy = element("canvas", { width: shown.width, height: shown.height });
  const pen = copy.getContext("2d");
  pen.fillStyle = cssColour("--paper");
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(shown, 0, 0);
  copy.toBlob((blob) => save("graph.png", blob), "image/png");
}

// ---- CSV -------------------------------------------------------------------------------------------------------

// A table program would run a cell that begins as a formula does.
const harmless = (text) => (/^[\s\u200e\u200f\u061c\u2066-\u2069]*[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const csvCell = (text) => `"${harmless(String(text)).replace(/"/g, '""')}"`;

function csvRow(edge) {
  const { evidence, status } = edge.kg;
  const articles = evidence.map(articleOf);
  const distinct = (list) => [...new Set(list.filter(Boolean))].join(" | ");
  return [
    nodeName(edge.from), relationName(edge), nodeName(edge.to),
    spoken(edge).map(([role, value]) => `${role}: ${value}`).join(" | "),
    word(`status.${status}`), distinct(articles.map(({ day }) => day)), percentOf(confidenceOf(edge)),
    distinct(articles.map(({ title }) => title)), distinct(evidence.map(({ sentence }) => page.sentences[sentence])),
  ];
}

function saveTable() {
  const columns = ["subject", "relation", "object", "qualifiers", "status", "date", "confidence", "article", "quote"];
  const lines = [columns.map((column) => word(`column.${column}`)), ...sortedEdges().map(csvRow)];
  const text = lines.map((line) => line.map(csvCell).join(",")).join("\r\n");
  save("graph.csv", new Blob([`\ufeff${text}\r\n`], { type: "text/csv;charset=utf-8" }));
}

// ---- SVG: the whole of what is visible, where the canvas has it --------------------------------------------------

function svgLabel(x, y, text, size, colour, halo) {
  const lines = text.split("\n");
  return drawn("g", {
    "font-family": FACE.replace(/"/g, "'"), "font-size": size, fill: colour, stroke: halo, "stroke-width": halo ? 3 : undefined,
    "stroke-linejoin": "round", "paint-order": "stroke", "text-anchor": "middle",
  }, ...lines.map((line, number) =>
    drawn("text", { x, y: y + (number - (lines.length - 1) / 2) * size * LINE_HEIGHT, dy: "0.35em", direction: rightToLeft(line) ? "rtl" : "ltr" }, line)));
}

// The control point of vis-network's curvedCW and curvedCCW.
function control({ x, y }, { x: endX, y: endY }, bend) {
  const length = Math.hypot(endX - x, endY - y) * (0.5 + Math.abs(bend) / 2);
  const angle = Math.atan2(y - endY, endX - x) + (0.5 + bend / 2) * Math.PI;
  return { x: x + length * Math.sin(angle), y: y + length * Math.cos(angle) };
}

function boxOf(node) {
  const lines = pick(node.kg.lines).split("\n");
  const width = Math.max(...lines.map((line) => line.length)) * 7.5 + 14;
  const height = lines.length * 14 * LINE_HEIGHT + 10;
  return { lines: lines.length, width, height };
}

// How far from the middle of a node the arrows that come from a direction end.
function reach(node, right, down) {
  if (SHAPES[node.kg.type] !== "box") return node.size + 2;
  const { width, height } = boxOf(node);
  return Math.min(width / 2 / Math.max(Math.abs(right), 1e-6), height / 2 / Math.max(Math.abs(down), 1e-6)) + 2;
}

function svgEdge(edge) {
  const { bend, drop, status } = edge.kg;
  const [start, end] = [placed(nodes.get(edge.from)), placed(nodes.get(edge.to))];
  const colour = isSelected("edge", edge.id) ? cssColour("--accent") : edgeColour(edge);
  const looped = edge.from === edge.to;
  const via = looped ? { x: start.x, y: start.y - 3 * start.size } : control(start, end, bend);
  const before = looped ? via : bend === 0 ? start : via;
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [right, down] = [(end.x - before.x) / length, (end.y - before.y) / length];
  const gap = reach(end, right, down);
  const [tipX, tipY] = [end.x - right * gap, end.y - down * gap];
  const at = (back, aside) => `${(tipX - right * back - down * aside).toFixed(1)},${(tipY - down * back + right * aside).toFixed(1)}`;
  const line = looped
    ? `M${start.x - start.size},${start.y} C${start.x - 2 * start.size},${via.y} ${start.x + 2 * start.size},${via.y} ${at(4, 0)}`
    : bend === 0 ? `M${start.x},${start.y} L${at(4, 0)}` : `M${start.x},${start.y} Q${via.x.toFixed(1)},${via.y.toFixed(1)} ${at(4, 0)}`;
  const middle = looped ? { x: via.x, y: (start.y + via.y) / 2 }
    : bend === 0 ? { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }
      : { x: start.x / 4 + via.x / 2 + end.x / 4, y: start.y / 4 + via.y / 2 + end.y / 4 };
  return drawn("g", { opacity: spotlight === null || spotlight.edges.has(edge.id) ? undefined : 1 - VEIL },
    drawn("path", { d: line, fill: "none", stroke: colour, "stroke-width": 1.6, "stroke-dasharray": (dashes(status) || []).join(" ") || undefined }),
    drawn("polygon", { points: `${at(0, 0)} ${at(10, 4)} ${at(10, -4)}`, fill: colour }),
    ...(isNamed(edge) ? [svgLabel(middle.x, middle.y + drop, edgeLabel(edge), CAPTION_SIZE, cssColour(captionColour(edge)), cssColour("--paper"))] : []));
}

function svgShape(node) {
  const shape = SHAPES[node.kg.type] || "ring";
  const colour = typeColour(node.kg.type);
  const { x, y, size } = node;
  if (shape === "dot") return drawn("circle", { cx: x, cy: y, r: size, fill: colour });
  if (shape === "ring") return drawn("circle", { cx: x, cy: y, r: size, fill: cssColour("--panel"), stroke: colour, "stroke-width": 3 });
  if (shape === "box") {
    const { width, height } = boxOf(node);
    return drawn("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: 5, fill: cssColour("--panel"), stroke: colour });
  }
  const points = OUTLINES[shape].split(" ").map((point) => point.split(",").map((part) => (Number(part) - 8) * size / 7));
  return drawn("polygon", { points: points.map(([right, down]) => `${(x + right).toFixed(1)},${(y + down).toFixed(1)}`).join(" "), fill: colour });
}

function svgNode(node) {
  const boxed = SHAPES[node.kg.type] === "box";
  const { lines } = boxOf(node);
  const below = node.size + 8 + lines * 14 * LINE_HEIGHT / 2;
  return drawn("g", { opacity: spotlight === null || spotlight.nodes.has(node.id) ? undefined : 1 - VEIL }, svgShape(node),
    svgLabel(node.x, boxed ? node.y : node.y + below, pick(node.kg.lines), 14, cssColour("--ink"), boxed ? undefined : cssColour("--paper")));
}

const placed = (node) => ({ ...node, ...placeOf(node.id) });

function svgDrawing() {
  const shown = data.nodes.filter((node) => current.nodes.has(node.id)).map(placed);
  const margin = 130;
  const side = (key, least) => least(...shown.map((node) => node[key]), ...(shown.length ? [] : [0]));
  const [left, top] = [side("x", Math.min) - margin, side("y", Math.min) - margin];
  const [width, height] = [side("x", Math.max) + margin - left, side("y", Math.max) + margin - top];
  return drawn("svg", { viewBox: `${left} ${top} ${width} ${height}`, width, height },
    drawn("title", {}, document.title),
    drawn("rect", { x: left, y: top, width, height, fill: cssColour("--paper") }),
    ...data.edges.filter((edge) => current.edges.has(edge.id)).map(svgEdge), ...shown.map(svgNode));
}

function saveDrawing() {
  const text = new XMLSerializer().serializeToString(svgDrawing());
  save("graph.svg", new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`], { type: "image/svg+xml" }));
}
