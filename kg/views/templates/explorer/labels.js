"use strict";

// Names of nodes and captions of edges on the canvas: vis-network would draw them as small as the network, and over one another.

const LEAST_NAME = 12; // pixels on the screen, like all sizes and places here
const LEAST_CAPTION = 10;
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]; // where on its edge a caption may stand, the middle first

const touch = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
const within = (one, other) => one.left >= other.left && one.right <= other.right && one.top >= other.top && one.bottom <= other.bottom;
const boxAt = (x, top, width, height) => ({ x, left: x - width / 2, right: x + width / 2, top, bottom: top + height });

const isFigure = (node) => node.kg.type === "Figure";

function shapeOnScreen({ id, size, kg }, scale) {
  const { x, y } = network.canvasToDOM(placeOf(id));
  const { width, height } = kg.type === "Figure" ? network.body.nodes[id].shape : { width: 2 * size, height: 2 * size };
  return { id, y, ...boxAt(x, y - height * scale / 2, width * scale, height * scale) };
}

function measured(canvas, text, size) {
  canvas.font = `${size}px ${FACE}`;
  const lines = text.split("\n").map(isolated);
  return { lines, size, width: Math.max(...lines.map((line) => canvas.measureText(line).width)) + 6, height: lines.length * size * LINE_HEIGHT };
}

// The best connected nodes have their names first, the others where there is room: under the node, above it, or at a side. At
// the border of the canvas a name moves inward. The layout leaves room for all of them where they are no larger than it reckoned with.
// A figure stands in its box, where vis-network writes it while its letters can be read; else over the box, where names leave room.
function namesOnScreen(canvas, shown, shapes, scale) {
  const size = Math.max(LEAST_NAME, NAME_SIZE * scale);
  const crowded = size > NAME_SIZE * scale;
  const screen = { left: 0, right: canvas.canvas.clientWidth, top: 0, bottom: canvas.canvas.clientHeight };
  const names = [];
  shown.forEach((node, number) => {
    const shape = shapes[number];
    const figure = isFigure(node);
    if ((figure && NAME_SIZE * scale >= LEGIBLE) || !touch(shape, screen)) return;
    const name = measured(canvas, crowded ? pick(node.kg.lines).split("\n")[0] : pick(node.kg.lines), size);
    const { width, height } = name;
    const open = (box) => !names.some((other) => touch(box, other)) && !shapes.some((other) => other !== shape && touch(box, other));
    const inward = Math.max(screen.left + width / 2, Math.min(shape.x, screen.right - width / 2));
    const boxes = [
      ...(figure ? [boxAt(shape.x, shape.y - height / 2, width, height)] : []),
      boxAt(inward, shape.bottom + 4, width, height), boxAt(inward, shape.top - height - 4, width, height),
      boxAt(shape.right + width / 2 + 3, shape.y - height / 2, width, height), boxAt(shape.left - width / 2 - 3, shape.y - height / 2, width, height),
    ];
    const box = crowded ? boxes.find((one) => within(one, screen) && open(one)) : boxes[0];
    if (box) names.push({ ...name, ...box, colour: "--ink", ...(figure && { ground: "--paper" }) });
  });
  return names;
}

// A caption stands on its edge, where it covers no name, no node and no other caption; on a small scale it may have to go.
function captionsOnScreen(canvas, names, shapes, scale) {
  const size = Math.max(LEAST_CAPTION, CAPTION_SIZE * scale);
  const crowded = size > CAPTION_SIZE * scale;
  const captions = [];
  for (const edge of data.edges) {
    const line = network.body.edges[edge.id];
    if (!current.edges.has(edge.id) || !isNamed(edge) || !line || !line.connected) continue;
    const caption = measured(canvas, edgeLabel(edge), size);
    const boxes = ALONG.map((share) => {
      const { x, y } = network.canvasToDOM(line.edgeType.getPoint(share));
      return boxAt(x, y - caption.height / 2, caption.width, caption.height);
    });
    const box = boxes.find((one) => ![...names, ...shapes, ...captions].some((other) => touch(one, other)))
      || (crowded ? undefined : boxes.find((one) => !captions.some((other) => touch(one, other))) || boxes[0]);
    if (box) captions.push({ ...caption, ...box, colour: captionColour(edge), ground: "--paper" });
  }
  return captions;
}

function labelsOnScreen(canvas) {
  const scale = network.getScale();
  const shown = data.nodes.filter((node) => (spotlight ? spotlight.nodes : current.nodes).has(node.id))
    .sort((one, other) => isFigure(one) - isFigure(other) || other.size - one.size || (one.id < other.id ? -1 : 1));
  const shapes = shown.map((node) => shapeOnScreen(node, scale));
  const names = namesOnScreen(canvas, shown, shapes, scale);
  return [...captionsOnScreen(canvas, names, shapes, scale), ...names];
}

function drawLabels(canvas) {
  canvas.save();
  const ratio = canvas.canvas.width / canvas.canvas.clientWidth;
  canvas.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(canvas, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 4, strokeStyle: cssColour("--paper") });
  for (const { lines, size, x, left, top, width, height, colour, ground } of labelsOnScreen(canvas)) {
    if (ground) {
      canvas.fillStyle = cssColour(ground);
      canvas.fillRect(left, top, width, height);
    }
    canvas.font = `${size}px ${FACE}`;
    canvas.fillStyle = cssColour(colour);
    lines.forEach((line, row) => {
      const y = top + (row + 0.5) * size * LINE_HEIGHT;
      canvas.strokeText(line, x, y);
      canvas.fillText(line, x, y);
    });
  }
  canvas.restore();
}
