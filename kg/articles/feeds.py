"""Read the articles of an RSS or Atom file as it lies on disk: nothing is fetched, and no entity of its own is expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING, BinaryIO

from lxml import etree

from kg.articles.layout import ParseDate
from kg.articles.pages import text_of_markup
from kg.articles.records import Record, record_of
from kg.model import ArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

_ITEMS = frozenset(("item", "entry"))
_FEEDS = frozenset(("rss", "feed", "RDF", "channel"))
_ITEM_BEGIN = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)[\s/>]")
_ITEM_END = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?(?:item|entry)\s*>")
_AMPERSAND = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:([A-Za-z][A-Za-z0-9]*);|(?!#))", re.DOTALL)
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_LINE = re.compile(r",? line \d+(?:, column \d+)?")
_LONGEST_TAG = 100
_STEP_BYTES = 1 << 16
_NAMESPACES = {
    "": "rss",
    "http://purl.org/rss/1.0/": "rss",
    "http://my.netscape.com/rdf/simple/0.9/": "rss",
    "http://backend.userland.com/rss2": "rss",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_TEXT = ("content:encoded", "atom:content", "rss:description", "atom:summary")
_PUBLISHED = ("rss:pubDate", "dc:date", "atom:published", "atom:issued", "atom:updated")
_AUTHOR_OF_ADDRESS = re.compile(r"\S+@\S+\s*(?:\((.*)\))?")


def read_feed(stream: BinaryIO, limit_bytes: int, parse_date: ParseDate) -> Iterator[Record]:
    """Read the items one at a time; one that is no well-formed XML is a problem with its line, and those after it are read.

    An item has the id that its feed gives it, and the feed's title as its publisher. Raises ArticleError where the file is no feed.
    """
    pieces = _pieces(stream, limit_bytes)
    feed = _Feed(next(pieces).data)
    if not feed.head.strip():
        raise ArticleError("is empty")
    yield from feed.read(_Piece(b"", cut=False), parse_date)
    for piece in pieces:
        yield from feed.read(piece, parse_date)
    yield from feed.rest()


@dataclass(frozen=True, slots=True)
class _Piece:
    data: bytes
    cut: bool
    """Whether the end tag of an item stands at its end."""
    problem: str = ""


class _Feed:
    """Read each item with a parser of its own, which is given what stands above all items first: libxml2 reads badly behind an error."""

    def __init__(self, head: bytes) -> None:
        self.head = head
        self._number = 0
        self._publisher = ""
        self._line = 1 + head.count(b"\n")
        """That of the piece which comes next."""
        self._parser: etree.XMLPullParser | None = None
        self._begun = self._line
        """The line at which the parser has left the head."""
        self._inside = self._passing = False
        """Whether an item has begun, and whether its end is looked for because it is broken."""

    def read(self, piece: _Piece, parse_date: ParseDate) -> Iterator[Record]:
        """Yield the items that end in a piece of the feed."""
        if self._passing:
            self._passing = not piece.cut
        elif piece.problem:
            self._passing = True
            yield self._problem(piece.problem, self._line)
        else:
            try:
                parser = self._parser = self._parser or self._new_parser()
                parser.feed(_repaired(piece.data))
                for event, element in parser.read_events():
                    yield from self._seen(event, element, parse_date)
            except etree.XMLSyntaxError as error:
                if not self._number and not piece.data:
                    raise ArticleError(f"is no XML that can be read: {_told(error)}") from error
                line = self._begun + error.position[0] - 1 - self.head.count(b"\n")
                self._passing = not piece.cut
                yield self._problem(f"is no well-formed XML: {_told(error)}", line)
        self._line += piece.data.count(b"\n")

    def rest(self) -> Iterator[Record]:
        """Say what is wrong with the end of the feed."""
        if self._inside:
            yield self._problem("breaks off: its end is missing", self._line)
        elif self._parser is not None:
            try:
                self._parser.close()
            except etree.XMLSyntaxError as error:
                yield Record(f":{self._line}", 0, problem=f"is no well-formed XML at its end: {_told(error)}")

    def _new_parser(self) -> etree.XMLPullParser:
        self._begun = self._line
        parser = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        parser.feed(self.head)
        return parser

    def _seen(self, event: str, element: _Element, parse_date: ParseDate) -> Iterator[Record]:
        name = _name(element)
        if element.getparent() is None and event == "start" and name not in _FEEDS:
            raise ArticleError(f"is XML, but no RSS or Atom: its outermost element is «{name}»")
        if name in _ITEMS:
            self._inside = event == "start"
            if not self._inside:
                self._parser = None
                yield self._whole(element, parse_date)
                element.clear()
        elif event == "end" and name == "title" and _name(element.getparent()) in _FEEDS:
            self._publisher = self._publisher or " ".join(_text(element).split())

    def _problem(self, problem: str, line: int) -> Record:
        self._number += 1
        self._parser, self._inside = None, False
        return Record(f", article {self._number} in line {line}", self._number, problem=problem)

    def _whole(self, element: _Element, parse_date: ParseDate) -> Record:
        self._number += 1
        line = self._begun + (element.sourceline or 1) - 1 - self.head.count(b"\n")
        where = f", article {self._number} in line {line}"
        told = _children(element)
        text = next((text for key in _TEXT if (text := _plain(told.get(key)))), "")
        if not text.strip():
            return Record(where, self._number, problem="has neither content nor a summary")
        known = {
            "id": _first(told, ("rss:guid", "atom:id")),
            "title": " ".join(_plain(told.get("rss:title"), told.get("atom:title")).split()),
            "text": text,
            "published": _first(told, _PUBLISHED),
            "publisher": self._publisher,
            "url": _link(element, told),
            "author": _author(told),
        }
        return record_of(known.items(), where, self._number, parse_date)


def _pieces(stream: BinaryIO, limit_bytes: int) -> Iterator[_Piece]:
    """Cut a feed in front of its first item, and behind each of its items."""
    left, begun, length = b"", False, 0
    while data := stream.read(_STEP_BYTES):
        left += data
        if not begun:
            first = _ITEM_BEGIN.search(left)
            if first is None:
                if len(left) > limit_bytes:
                    raise ArticleError(f"is over the limit of {limit_bytes:,} bytes before its first article")
                continue
            yield _Piece(left[: first.start()], cut=False)
            left, begun = left[first.start() :], True
        begin = 0
        for found in _ITEM_END.finditer(left):
            yield _Piece(left[begin : found.end()], cut=True)
            begin, length = found.end(), 0
        # The end tag of an item, or the name of a character, may go on in what comes next.
        last = max(begin, len(left) - _LONGEST_TAG)
        cut = max(left.rfind(b"<", last), left.rfind(b"&", last))
        cut = cut if cut >= 0 else len(left)
        length += cut - begin
        problem = f"is over the limit of {limit_bytes:,} bytes" if length > limit_bytes else ""
        yield _Piece(left[begin:cut], cut=False, problem=problem)
        left = left[cut:]
    yield _Piece(left, cut=False)


def _told(error: etree.XMLSyntaxError) -> str:
    """Return what is wrong without the lines, which count in what the parser was given."""
    return _LINE.sub("", error.msg or "nothing stands in it")


def _repaired(data: bytes) -> bytes:
    """Write what feeds write without declaring it as XML has it: the names of characters that only HTML has (&nbsp;), and a bare &."""
    return _AMPERSAND.sub(_repair, data)


def _repair(found: re.Match[bytes]) -> bytes:
    if found[0] == b"&":
        return b"&amp;"
    name = found[1].decode("ascii") if found[1] else ""
    characters = "" if name in _OF_XML else html5.get(f"{name};", "")
    return "".join(f"&#{ord(character)};" for character in characters).encode("ascii") or found[0]


def _children(element: _Element) -> dict[str, _Element]:
    """Return the first child of each name that holds something."""
    found: dict[str, _Element] = {}
    for child in element:
        if isinstance(child.tag, str):
            namespace = etree.QName(child).namespace or ""
            if namespace in _NAMESPACES and (len(child) or (child.text or "").strip()):
                found.setdefault(f"{_NAMESPACES[namespace]}:{_name(child)}", child)
    return found


def _first(told: Mapping[str, _Element], keys: tuple[str, ...]) -> str:
    return next((_text(told[key]).strip() for key in keys if key in told), "")


def _plain(*elements: _Element | None) -> str:
    """Return the text of the first element that is there, without the markup that feeds write into it."""
    element = next((element for element in elements if element is not None), None)
    if element is None:
        return ""
    kind = element.get("type", "text" if (etree.QName(element).namespace or "").endswith("Atom") else "html")
    if any(isinstance(child.tag, str) for child in element):  # XHTML, or HTML that was not escaped
        return text_of_markup(etree.tostring(element, encoding="unicode", with_tail=False))
    return _text(element) if kind in ("text", "text/plain") else text_of_markup(_text(element))


def _link(element: _Element, told: Mapping[str, _Element]) -> str:
    """Return where an item was published: RSS writes it as text, Atom as an attribute."""
    if "rss:link" in told:
        return _text(told["rss:link"]).strip()
    links = [child for child in element if _name(child) == "link" and child.get("href")]
    chosen = [link for link in links if link.get("rel", "alternate") == "alternate"] or links
    return (chosen[0].get("href") or "").strip() if chosen else ""


def _author(told: Mapping[str, _Element]) -> str:
    """Return the name of an item's author; RSS has an address, with the name in brackets behind it."""
    if "dc:creator" in told:
        return _text(told["dc:creator"]).strip()
    if "atom:author" in told:
        return next((_text(child).strip() for child in told["atom:author"] if _name(child) == "name"), "")
    name = _first(told, ("rss:author",))
    address = _AUTHOR_OF_ADDRESS.fullmatch(name)
    return (address[1] or "") if address else name


def _name(element: _Element | None) -> str:
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""


def _text(element: _Element) -> str:
    """Return the text of an element and what is in it; an entity that the file declares stays as it is written (&owner;)."""
    parts = [element.text or ""]
    for child in element:
        if child.tag is etree.Entity:
            parts.append(child.text or "")
        elif isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
