"""Place the nodes of a network on a plane, in pixels, so that names and edge labels stay readable."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Points: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.intp]

GAP = 10.0
# Edge lengths, and how much wider than high a layout is drawn before its boxes part: names are wide, and so are screens.
SHAPES = tuple((length, stretch) for length in (80.0, 100.0, 120.0, 140.0) for stretch in (1.0, 1.3, 1.6, 2.0))
PLAIN_SHAPE = (150.0, 1.5)
ROUNDS = 500
# Boxes look for others around them every so many rounds, as far as they may come meanwhile.
LOOK_AROUND = 8
NEAR = 60.0
COMPONENT_GAP = 50.0
PARALLEL_GAP = 28.0
MOST_BENT = 0.7
ASPECT = 1.25
TRIED_SEEDS = 10
TRIED_NODES = 120
# Larger components start from a tree, as the springs of networkx take seconds, and from 500 nodes on need scipy.
SPRUNG_NODES = 300


class Box(NamedTuple):
    """Hold the size of what is drawn for a node, and how far it reaches above the node's centre."""

    width: float
    height: float
    rise: float


class Curve(NamedTuple):
    """Hold the ends of an edge and how far it bends to the right of its direction."""

    start: tuple[int, int]
    end: tuple[int, int]
    roundness: float


class Block(NamedTuple):
    """Hold the nodes of one component with their centres, the block's corner at the origin."""

    nodes: tuple[str, ...]
    points: Points
    width: float
    height: float


def place(
    network: nx.MultiDiGraph, boxes: Mapping[str, Box], captions: Mapping[frozenset[str], Box]
) -> dict[str, tuple[int, int]]:
    """Return the centre of each node; captions are the labels between two nodes, and may be empty."""
    plain: Any = nx.Graph()
    plain.add_nodes_from(sorted(network))
    plain.add_edges_from(sorted((start, end) for start, end in network.edges() if start != end))
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda part: (-len(part), part))
    blocks = [_block(plain.subgraph(part), boxes, captions) for part in parts if len(part) > 1]
    alone = [_single(part[0], boxes[part[0]]) for part in parts if len(part) == 1]
    linked, height = _pack(blocks)
    # Names without statements stand in rows of their own under the rest, because the page hides them at first.
    rows, _ = _pack(alone)
    placed = {node: (round(x), round(y)) for node, (x, y) in linked.items()}
    return placed | {node: (round(x), round(y + height + COMPONENT_GAP)) for node, (x, y) in rows.items()}


def bends(start: tuple[int, int], end: tuple[int, int], count: int) -> list[float]:
    """Return the roundness, to the right of the direction, of parallel edges that lie evenly beside one another."""
    # The control point of vis-network lies off the middle by about 0.78 of roundness times length, the curve by half of it.
    step = PARALLEL_GAP / (0.39 * max(math.dist(start, end), 1.0))
    middle = (count - 1) / 2
    step = min(step, MOST_BENT / middle) if middle else step
    return [(number - middle) * step for number in range(count)]


def text_width(text: str, size: float) -> float:
    """Return about how wide text is in a common font of this size, Arabic letters narrower than Latin ones."""
    return size * sum(0.45 if "\u0600" <= letter <= "\u06ff" or letter == " " else 0.54 for letter in text)


def label_drops(curves: Sequence[Curve], heights: Sequence[float]) -> list[float]:
    """Return how far down to move the labels of parallel edges from the middle of their curves, so that they stack."""
    middles = [_middle(curve) for curve in curves]
    stacked: dict[int, float] = {}
    lowest = -math.inf
    for number in sorted(range(len(curves)), key=lambda number: (middles[number], number)):
        stacked[number] = max(middles[number], lowest + heights[number] / 2)
        lowest = stacked[number] + heights[number] / 2
    excess = sum(stacked[number] - middle for number, middle in enumerate(middles)) / len(curves)
    return [stacked[number] - middle - excess for number, middle in enumerate(middles)]


def _middle(curve: Curve) -> float:
    """Return the height of the middle of a curve as vis-network draws curvedCW and curvedCCW."""
    (x, y), (end_x, end_y), roundness = curve
    if roundness == 0:
        return (y + end_y) / 2
    angle = math.atan2(y - end_y, end_x - x) + (0.5 + roundness / 2) * math.pi
    control = y + (0.5 + abs(roundness) / 2) * math.dist((x, y), (end_x, end_y)) * math.cos(angle)
    return (y + end_y) / 4 + control / 2


def _block(part: nx.Graph, boxes: Mapping[str, Box], captions: Mapping[frozenset[str], Box]) -> Block:
    nodes = tuple(sorted(part))
    index = {node: number for number, node in enumerate(nodes)}
    pairs = sorted((index[min(edge)], index[max(edge)]) for edge in part.edges())
    links = [(start, end, captions.get(frozenset((nodes[start], nodes[end])))) for start, end in pairs]
    turned = _turned(_best_points(part, nodes, pairs))
    drawn = [boxes[node] for node in nodes]
    shapes = SHAPES if len(nodes) <= TRIED_NODES else (PLAIN_SHAPE,)
    tried = [_separated(turned * np.array([length * stretch, length]), drawn, links) for length, stretch in shapes]
    found = [(_cornered(nodes, points, boxes), clashes) for points, clashes in tried]
    if len(found) == 1:
        return found[0][0]
    return min(found, key=lambda one: _cost(one[0], pairs, one[1]))[0]


def _cost(block: Block, pairs: list[tuple[int, int]], clashes: int) -> float:
    """Return the size at which a block fills the screen, more for each clash of boxes, of edges, or of both."""
    tangled = clashes + _crossings(block.points, pairs) + _covered(block.points, pairs, near=25.0)
    return max(block.width / ASPECT, block.height) * (1 + 0.07 * tangled)


def _single(node: str, box: Box) -> Block:
    return _cornered((node,), np.zeros((1, 2)), {node: box})


def _cornered(nodes: tuple[str, ...], points: Points, boxes: Mapping[str, Box]) -> Block:
    half = np.array([boxes[node].width / 2 for node in nodes])
    rise = np.array([boxes[node].rise for node in nodes])
    fall = np.array([boxes[node].height for node in nodes]) - rise
    left, top = (points[:, 0] - half).min(), (points[:, 1] - rise).min()
    width, height = (points[:, 0] + half).max() - left, (points[:, 1] + fall).max() - top
    return Block(nodes, points - np.array([left, top]), float(width), float(height))


def _best_points(part: nx.Graph, nodes: Sequence[str], pairs: list[tuple[int, int]]) -> Points:
    """Return the layout with the fewest edges over one another and over nodes among those of several seeds."""
    distances = _distances(len(nodes), pairs)
    if len(nodes) > SPRUNG_NODES:
        return _stressed(_fanned(part, nodes), distances, rounds=60)
    if len(nodes) > TRIED_NODES:
        return _stressed(_sprung(part, nodes, 0), distances)
    tried = [_stressed(_sprung(part, nodes, seed), distances) for seed in range(TRIED_SEEDS)]
    return min(tried, key=lambda points: _crossings(points, pairs) + _covered(points, pairs))


def _sprung(part: nx.Graph, nodes: Sequence[str], seed: int) -> Points:
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted(part.edges()))
    found = nx.spring_layout(ordered, seed=seed)
    return np.array([found[node] for node in nodes]) * math.sqrt(len(nodes)) / 2


def _fanned(part: nx.Graph, nodes: Sequence[str]) -> Points:
    """Return a breadth-first tree in rings around the best connected node, each branch in a sector of its leaves' size."""
    root = min(nodes, key=lambda node: (-part.degree(node), node))
    branches: dict[str, list[str]] = {node: [] for node in nodes}
    order = [root]
    seen = {root}
    for node in order:
        branches[node] = sorted(set(part[node]) - seen)
        seen.update(branches[node])
        order.extend(branches[node])
    leaves: dict[str, int] = {}
    for node in reversed(order):
        leaves[node] = sum(leaves[branch] for branch in branches[node]) or 1
    sectors = {root: (0.0, math.tau, 0)}
    for node in order:
        start, width, depth = sectors[node]
        for branch in branches[node]:
            share = width * leaves[branch] / leaves[node]
            sectors[branch] = (start, share, depth + 1)
            start += share
    middles = {node: (start + width / 2, depth) for node, (start, width, depth) in sectors.items()}
    rings = [middles[node] for node in nodes]
    return np.array([(depth * math.cos(angle), depth * math.sin(angle)) for angle, depth in rings])


def _distances(count: int, pairs: list[tuple[int, int]]) -> Points:
    """Return the lengths of the shortest paths between all nodes, walking from all of them at once."""
    linked = np.zeros((count, count), dtype=np.float32)
    for start, end in pairs:
        linked[start, end] = linked[end, start] = 1
    reached = np.eye(count, dtype=bool)
    frontier, lengths, steps = reached.astype(np.float32), np.zeros((count, count)), 0
    while frontier.any():
        steps += 1
        fresh = (frontier @ linked > 0) & ~reached
        lengths[fresh] = steps
        reached |= fresh
        frontier = fresh.astype(np.float32)
    return lengths


def _stressed(points: Points, distances: Points, rounds: int = 120) -> Points:
    """Draw nodes to their distance in the graph by stress majorization (Gansner, Koren and North, 2004)."""
    weights: Points = np.maximum(distances, 1) ** -2.0
    np.fill_diagonal(weights, 0)
    total: Points = weights.sum(axis=1)
    wanted: Points = weights * distances
    across, down = points[:, 0].copy(), points[:, 1].copy()
    for _ in range(rounds):
        right, below = across[:, None] - across, down[:, None] - down
        pull: Points = wanted / np.sqrt(np.maximum(right * right + below * below, 1e-12))
        across = (np.einsum("ij,j->i", weights, across) + np.einsum("ij,ij->i", pull, right)) / total
        down = (np.einsum("ij,j->i", weights, down) + np.einsum("ij,ij->i", pull, below)) / total
    return np.column_stack([across, down])


def _crossings(points: Points, pairs: list[tuple[int, int]]) -> int:
    ends = np.array(pairs)
    start, end = points[ends[:, 0]], points[ends[:, 1]]

    def side(a: Points, b: Points, c: Points) -> Points:
        turned = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
        return np.asarray(np.sign(turned))

    from_here = side(start[:, None], end[:, None], start[None]) * side(start[:, None], end[:, None], end[None]) < 0
    shared = (ends[:, None, :, None] == ends[None, :, None, :]).any(axis=(2, 3))
    return int((from_here & from_here.T & ~shared).sum()) // 2


def _covered(points: Points, pairs: list[tuple[int, int]], near: float = 0.25) -> int:
    """Count how often an edge passes over a node that is not its own."""
    ends = np.array(pairs)
    start = points[ends[:, 0]][:, None]
    along = points[ends[:, 1]][:, None] - start
    reach = points[None] - start
    share = (reach * along).sum(axis=2) / np.maximum((along**2).sum(axis=2), 1e-9)
    missed = reach - np.clip(share, 0, 1)[..., None] * along
    foreign = ~(ends[:, :, None] == np.arange(len(points))).any(axis=1)
    return int(((np.hypot(missed[..., 0], missed[..., 1]) < near) & foreign).sum())


def _turned(points: Points) -> Points:
    """Turn the longest extent to the horizontal, as screens are wide."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    long = axes[:, 1]
    # The sign of an eigenvector is arbitrary and may differ between machines.
    long = long if tuple(long) > (0.0, 0.0) else -long
    return np.asarray(centred @ np.array([[long[0], -long[1]], [long[1], long[0]]]))


def _separated(
    points: Points, boxes: Sequence[Box], links: Sequence[tuple[int, int, Box | None]]
) -> tuple[Points, int]:
    """Push overlapping boxes apart and count those that still clash; a label hands its push on to both of its nodes."""
    labelled = [(start, end, box) for start, end, box in links if box is not None]
    starts = np.array([start for start, _, _ in labelled], dtype=int)
    ends = np.array([end for _, end, _ in labelled], dtype=int)
    sizes = np.array([(box.width, box.height) for box in [*boxes, *(box for _, _, box in labelled)]]) / 2 + GAP / 2
    lift = np.array([(0.0, box.height / 2 - box.rise) for box in boxes])
    count = len(boxes)
    points = points.copy()
    for number in range(ROUNDS):
        centres = np.vstack([points + lift, (points[starts] + points[ends]) / 2])
        if number % LOOK_AROUND == 0:
            near = _near(centres, sizes)
        push = _pushes(centres, sizes, near)
        if number % LOOK_AROUND == 0 and np.abs(push).max() < 0.5:
            break
        moved = push[:count]
        np.add.at(moved, starts, push[count:])
        np.add.at(moved, ends, push[count:])
        points += np.clip(moved, -20, 20)
    return points, int((np.abs(push) > GAP / 2).any(axis=1).sum())


def _near(centres: Points, sizes: Points) -> tuple[Indices, Indices]:
    """Return the pairs of boxes that overlap or may do so before the next look around."""
    (across, down), (width, height) = centres.T, sizes.T + NEAR / 2
    close = np.abs(across[:, None] - across) < width[:, None] + width
    close &= np.abs(down[:, None] - down) < height[:, None] + height
    first, second = np.nonzero(np.triu(close, 1))
    return first, second


def _pushes(centres: Points, sizes: Points, near: tuple[Indices, Indices]) -> Points:
    """Return how far each box moves out of the others that it overlaps, along the axis of the smaller overlap."""
    first, second = near
    apart = centres[first] - centres[second]
    overlap = sizes[first] + sizes[second] - np.abs(apart)
    overlapping = (overlap > 0).all(axis=1, keepdims=True)
    # Two boxes on one point part by their order.
    direction = np.where(apart == 0, -1.0, np.sign(apart))
    smaller = overlap == overlap.min(axis=1, keepdims=True)
    push = np.where(overlapping & smaller, direction * overlap * 0.5, 0.0)
    count = len(centres)
    summed = [np.bincount(first, axis, count) - np.bincount(second, axis, count) for axis in push.T]
    return np.column_stack(summed)


def _pack(blocks: Sequence[Block]) -> tuple[dict[str, tuple[float, float]], float]:
    """Set blocks in centred rows, largest first, so that they fill a screen; return the centres and the height."""
    widest = max((block.width for block in blocks), default=0.0)
    area = sum((block.width + COMPONENT_GAP) * (block.height + COMPONENT_GAP) for block in blocks)
    limits = [max(widest, math.sqrt(area * ASPECT) * share) for share in (1.0, 1.15, 1.3, 1.5)]
    rows = min((_rows(blocks, limit) for limit in limits), key=lambda rows: max(_width(rows) / ASPECT, _height(rows)))
    placed: dict[str, tuple[float, float]] = {}
    top = 0.0
    for row in rows:
        left = -_width([row]) / 2
        for block in row:
            above = top + (row[0].height - block.height) / 2
            for node, (x, y) in zip(block.nodes, block.points.tolist(), strict=True):
                placed[node] = (left + x, above + y)
            left += block.width + COMPONENT_GAP
        top += row[0].height + COMPONENT_GAP
    return placed, _height(rows)


def _rows(blocks: Sequence[Block], limit: float) -> list[list[Block]]:
    rows: list[list[Block]] = []
    room = 0.0
    for block in sorted(blocks, key=lambda block: (-block.height, block.nodes)):
        if not rows or block.width > room:
            rows.append([])
            room = limit
        rows[-1].append(block)
        room -= block.width + COMPONENT_GAP
    return rows


def _width(rows: list[list[Block]]) -> float:
    return max((sum(block.width + COMPONENT_GAP for block in row) - COMPONENT_GAP for row in rows), default=0.0)


def _height(rows: list[list[Block]]) -> float:
    return sum(row[0].height + COMPONENT_GAP for row in rows) - COMPONENT_GAP if rows else 0.0
