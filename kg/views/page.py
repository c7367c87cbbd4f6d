"""Write the explorer: one HTML page that holds the network, its evidence and its program, and asks no network for anything."""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from heapq import nsmallest
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg.views.assets import EXPLORER, LOOK, asset, inline, policy
from kg.views.marking import marked
from kg.views.network import (
    FIGURE,
    entity_words,
    object_node,
    relation_words,
    to_networkx,
    type_words,
    words_of_name,
)
from kg.views.wording import Words, date_words, interface_words, qualifier_words, words_of
from kg.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    import networkx
    from jinja2 import Environment

    from kg.graph import Draft, Graph
    from kg.graph.excerpts import Overview
    from kg.model import Evidence, Statement
    from kg.views.layout import Box

Language = Literal["ar", "en"]

# Beyond so many neither the eye nor the browser keeps up.
MOST_NODES = 1000
DEFAULT_TOP = MOST_NODES
# They take about five megabytes of the page.
MOST_STATEMENTS = 5000
# With so many statements the page takes about two megabytes, which every save of a notebook writes.
NOTEBOOK_STATEMENTS = 1000
# Up to so many edges fit on a screen with their labels; in larger networks only those of the selection are labelled.
LABELLED_EDGES = 70
LINE_LETTERS = 20
LINES = 3
# Sizes of letters and heights of lines in pixels, those of drawing.js.
NAME_SIZE, NAME_LINE = 14, 19
CAPTION_SIZE, CAPTION_LINE = 12, 15

# Brackets that a line parts are drawn the wrong way round, so short ones stay whole: رافد (Rafid Tech).
_UNBROKEN = re.compile(rf"\([^()]{{1,{LINE_LETTERS}}}\)|«[^«»]{{1,{LINE_LETTERS}}}»|\S+")

VIS_FOLDER = "templates/lib/vis-9.1.2"
# They share one scope and run in this order.
SCRIPTS = (
    "data.js",
    "state.js",
    "elements.js",
    "drawing.js",
    "labels.js",
    "details.js",
    "filters.js",
    "search.js",
    "table.js",
    "exports.js",
    "explorer.js",
)


def to_html(
    graph: Graph | Draft, *, title: str = "", language: Language = "ar", top: int = DEFAULT_TOP, served: bool = False
) -> str:
    """Return the explorer as one page that makes no request; larger graphs show their best connected nodes.

    At most 1,000 nodes and 5,000 statements between them are drawn, whatever `top` says. A page that is served leads to those of its site.
    """
    from pyvis.network import Network

    whole = graph.overview()
    nodes = _best_connected(graph, whole, min(top, MOST_NODES), MOST_STATEMENTS)
    shown = _part(graph, whole, nodes)
    network = to_networkx(shown, statuses=None)
    network.remove_nodes_from([node for node in network if node not in nodes])
    statements = [item for item in shown.statements() if network.has_edge(item.subject, object_node(item), item.id)]
    net = Network(directed=True, cdn_resources="in_line", heading=title)
    net.options = {"physics": {"enabled": False}}
    _add_nodes(net, shown, network, statements)
    sentences = _add_edges(net, shown, statements)
    page = {
        **_page_data(shown, network, statements, language),
        "totals": [whole.entities, whole.statements, whole.articles],
        "sentences": sentences,
        "cut": [len(nodes), len(whole.degrees)] if len(nodes) < len(whole.degrees) else [],
        "served": served,
        "title": title,
    }
    net.templateEnv = _environment(page, language)
    net.path = "explorer.html.j2"
    return str(net.generate_html())


def write_html(
    graph: Graph | Draft, path: Path, *, title: str = "", language: Language = "ar", top: int = DEFAULT_TOP
) -> None:
    """Write the explorer to a file."""
    replace_file(path, to_html(graph, title=title, language=language, top=top).encode())


def notebook_bundle(
    graph: Graph, height: int = 620, *, language: Language = "ar", top: int = DEFAULT_TOP
) -> dict[str, str]:
    """Return what a notebook shows for a graph: the page in a sandboxed frame under a caption, and plain text.

    The caption stands outside the frame because an untrusted notebook, or one on a code host, drops frames silently. Of a large
    graph so few nodes are drawn that the notebook's file stays small.
    """
    page = to_html(graph, language=language, top=_top_for_notebook(graph, top))
    whole = graph.overview()
    counts = {
        "caption.entities": whole.entities,
        "caption.statements": whole.statements,
        "caption.articles": whole.articles,
    }
    said = [words_of(key, str(count)) for key, count in counts.items()]
    caption = " · ".join(getattr(words, language) for words in said)
    hint = getattr(words_of("notebook.hint"), language)
    direction = "rtl" if language == "ar" else "ltr"
    frame = (
        f'<iframe srcdoc="{html.escape(page)}" sandbox="allow-scripts allow-downloads" title="{html.escape(caption)}" '
        f'width="100%" height="{int(height)}" style="border:0"></iframe>'
    )
    return {
        "text/html": f'<p dir="{direction}" style="text-align:start">{html.escape(caption)}<br><small>{html.escape(hint)}</small></p>{frame}',
        "text/plain": " · ".join(words.en for words in said),
    }


def _top_for_notebook(graph: Graph, top: int) -> int:
    """Return how many nodes to draw so that at most NOTEBOOK_STATEMENTS join them."""
    return len(_best_connected(graph, graph.overview(), min(top, MOST_NODES), NOTEBOOK_STATEMENTS))


def marks(evidence: Evidence) -> list[tuple[int, int, str]]:
    """Return the marked stretches of a quote as offsets into it in UTF-16 units, as JavaScript counts them."""
    found = []
    start = 0
    for text, role in marked(evidence):
        end = start + len(text.encode("utf-16-le")) // 2
        if role:
            found.append((start, end, role))
        start = end
    return found


def wrapped(name: str) -> str:
    """Return a name in lines short enough to stand under its node, the last with an ellipsis if it is cut."""
    lines: list[str] = [""]
    for word in _UNBROKEN.findall(name):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LINE_LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1]} …"]
    return "\n".join(line if len(line) <= 2 * LINE_LETTERS else f"{line[: 2 * LINE_LETTERS]}…" for line in lines)


def _best_connected(graph: Graph | Draft, whole: Overview, top: int, most_statements: int) -> frozenset[str]:
    """Return as many nodes as are asked for, the best connected first, and no more than so many statements join; but one always."""
    ranked = nsmallest(max(top, 0), whole.degrees, key=lambda node: (-whole.degrees[node], node))
    if whole.statements > most_statements:
        fitting = takewhile(lambda joined: joined <= most_statements, graph.statements_among(whole, ranked))
        ranked = ranked[: max(1, sum(1 for _ in fitting))]
    return frozenset(ranked)


def _part(graph: Graph | Draft, whole: Overview, nodes: frozenset[str]) -> Graph:
    """Return as much of a graph as there is to show, with what contradicts it: of a large one the rest is never read."""
    # A figure may be shown without the thing that it is said of; what contradicts it are other figures.
    return graph.excerpt(nodes - whole.bearers.keys(), {whole.bearers[node] for node in nodes & whole.bearers.keys()})


def _add_nodes(net: Any, graph: Graph, network: networkx.MultiDiGraph, statements: Sequence[Statement]) -> None:
    from kg.views.layout import place

    written = {entity.id: entity.names for entity in graph.entities()}
    sizes = {node: min(9 + 4 * math.sqrt(network.degree(node)), 30) for node in network}
    boxes = {node: _node_box(data, sizes[node]) for node, data in network.nodes(data=True)}
    centres = place(network, boxes, _captions(graph, statements))
    for node in sorted(network):
        data = network.nodes[node]
        x, y = centres[node]
        net.add_node(
            node,
            label=data["label"],
            x=x,
            y=y,
            size=round(sizes[node], 1),
            kg={
                "ar": data["label_ar"],
                "en": data["label_en"],
                "lines": [wrapped(data["label_ar"]), wrapped(data["label_en"])],
                "names": list(written.get(node, ())),
                "type": data["type"],
            },
        )


def _add_edges(net: Any, graph: Graph, statements: Sequence[Statement]) -> list[str]:
    """Add an edge for each statement and return the sentences, which the edges name by their number."""
    names = entity_words(graph)
    quotes = dict.fromkeys(item.quote for statement in statements for item in statement.evidence)
    numbers = {quote: number for number, quote in enumerate(quotes)}
    curves = _curves(statements, {node["id"]: (node["x"], node["y"]) for node in net.nodes})
    disputed = graph.contradictions()
    for statement in statements:
        net.add_edge(
            statement.subject,
            object_node(statement),
            id=statement.id,
            kg={
                "bend": curves[statement.id][0],
                "disputes": disputed.get(statement.id, []),
                "drop": curves[statement.id][1],
                "evidence": [_evidence(item, numbers[item.quote], names) for item in statement.evidence],
                "note": _note(statement),
                "qualifiers": [[*role, *value] for role, value in qualifier_words(statement, names)],
                "relation": statement.relation,
                "status": statement.status,
            },
        )
    return list(quotes)


def _evidence(evidence: Evidence, sentence: int, names: Mapping[str, Words]) -> dict[str, object]:
    return {
        "article": evidence.article,
        "marks": marks(evidence),
        "score": evidence.score,
        "sentence": sentence,
        "speaker": list(names.get(evidence.speaker, (evidence.speaker, evidence.speaker))),
        "where": evidence.where,
    }


def _curves(statements: Iterable[Statement], centres: Mapping[str, tuple[int, int]]) -> dict[str, tuple[float, int]]:
    """Return how each edge bends to the right of its direction and how far its label drops, so that parallel ones part."""
    from kg.views.layout import Curve, bends, label_drops

    curves: dict[str, tuple[float, int]] = {}
    for (start, end), parallel in _parallel(statements).items():
        there, back = (centres[start], centres[end]), (centres[end], centres[start])
        drawn = [
            Curve(*there, bend) if item.subject == start else Curve(*back, -bend)
            for item, bend in zip(parallel, bends(*there, len(parallel)), strict=True)
        ]
        drops = label_drops(drawn, [_caption_height(statement) for statement in parallel])
        for statement, curve, drop in zip(parallel, drawn, drops, strict=True):
            curves[statement.id] = (round(curve.roundness, 3), round(drop))
    return curves


def _parallel(statements: Iterable[Statement]) -> dict[tuple[str, str], list[Statement]]:
    pairs: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        start, end = sorted((statement.subject, object_node(statement)))
        pairs.setdefault((start, end), []).append(statement)
    return pairs


def _caption_height(statement: Statement) -> float:
    return (2 if _note(statement) else 1) * CAPTION_LINE + 4.0


def _note(statement: Statement) -> list[str]:
    """Return the figure that stands on the edge itself: an amount, else a share."""
    from kg.model import Quantity
    from kg.views.wording import quantity_words

    qualifiers = dict(statement.qualifiers)
    amount, percent = qualifiers.get("amount"), qualifiers.get("percent")
    if isinstance(amount, Quantity):
        return list(quantity_words(amount))
    if isinstance(percent, float | int):
        return list(quantity_words(Quantity(percent, "percent")))
    return []


def _node_box(data: Mapping[str, Any], size: float) -> Box:
    from kg.views.layout import Box, text_width

    lines = [line for name in (data["label_ar"], data["label_en"]) for line in wrapped(name).split("\n")]
    count = max(wrapped(data["label_ar"]).count("\n"), wrapped(data["label_en"]).count("\n")) + 1
    width = max(text_width(line, NAME_SIZE) for line in lines)
    if data["type"] == FIGURE:
        return Box(width + 16, count * NAME_LINE + 12, (count * NAME_LINE + 12) / 2)
    return Box(max(width, 2 * size), 2 * size + count * NAME_LINE + 6, size)


def _captions(graph: Graph, statements: Sequence[Statement]) -> dict[frozenset[str], Box]:
    """Return the room that the labels between each two nodes take; none in networks too large to label."""
    from kg.views.layout import Box, text_width

    if len(statements) > LABELLED_EDGES:
        return {}
    relations = relation_words(graph)
    room: dict[frozenset[str], Box] = {}
    for (start, end), parallel in _parallel(statements).items():
        if start != end:
            labels = [relations.get(item.relation) or words_of_name(item.relation) for item in parallel]
            lines = [line for words in (*labels, *map(_note, parallel)) for line in words]
            height = sum(_caption_height(item) for item in parallel)
            room[frozenset((start, end))] = Box(max(text_width(line, CAPTION_SIZE) for line in lines), height, 0)
    return room


def _page_data(
    graph: Graph, network: networkx.MultiDiGraph, statements: Sequence[Statement], language: Language
) -> dict[str, Any]:
    types = type_words(graph) | {FIGURE: words_of(f"type.{FIGURE}")}
    relations = relation_words(graph)
    cited = {item.article for statement in statements for item in statement.evidence}
    counted = Counter(data["type"] for _, data in network.nodes(data=True))
    return {
        "articles": {
            article.id: {
                "date": list(date_words(article.published or "")),
                "day": article.published or "",
                "publisher": article.publisher or "",
                "title": article.title or "",
                "url": article.url or "",
            }
            for article in graph.articles()
            if article.id in cited
        },
        "labelledEdges": LABELLED_EDGES,
        "language": language,
        "relations": {
            name: list(relations.get(name) or words_of_name(name))
            for name in sorted({statement.relation for statement in statements})
        },
        "types": [
            [name, *(types.get(name) or words_of_name(name)), count]
            for name, count in sorted(counted.items(), key=lambda item: (item[0] == FIGURE, -item[1], item[0]))
        ],
        "words": {key: list(words) for key, words in interface_words().items()},
    }


def _environment(page: Mapping[str, Any], language: Language) -> Environment:
    from jinja2 import Environment, FileSystemLoader

    vis_script, vis_style = asset(_vis_file("vis-network.min.js")), asset(_vis_file("vis-network.css"))
    scripts = [vis_script, *(asset(EXPLORER / name) for name in SCRIPTS)]
    styles = [vis_style, asset(LOOK), asset(EXPLORER / "explorer.css")]
    environment = Environment(loader=FileSystemLoader(EXPLORER), autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    environment.globals.update(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        page=page,
        policy=policy(scripts, styles),
        scripts=[inline(script) for script in scripts],
        styles=[inline(style) for style in styles],
        words={key: getattr(words, language) for key, words in interface_words().items()},
    )
    return environment


def _vis_file(name: str) -> Path:
    import pyvis

    return Path(str(pyvis.__file__)).parent / VIS_FOLDER / name
