"""How one page is looked at: by which address, in which language, with which links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlencode

from kg.views.wording import Words, interface_words, words_in

TEMPLATES = Path(__file__).parent / "templates"
Language = Literal["ar", "en"]


@cache
def site_words() -> Mapping[str, Words]:
    """Return the words of the site by their key, those of the explorer among them."""
    return {**interface_words(), **words_in(TEMPLATES / "strings.tsv")}


@dataclass(frozen=True, slots=True)
class View:
    """Hold the language of a page, its address, and whether the address itself chooses the language."""

    language: Language
    path: str = "/"
    fields: Sequence[tuple[str, str]] = ()
    chosen: bool = False
    title: str = ""
    alternates: Sequence[tuple[str, str]] = field(default=())

    @property
    def direction(self) -> str:
        """Return the direction in which the language is written."""
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def home(self) -> str:
        """Return the address of the explorer."""
        return f"/#lang={self.language}" if self.chosen else "/"

    @property
    def other(self) -> str:
        """Return the address of the same page in the other language."""
        fields = [(name, value) for name, value in self.fields if name != "lang"]
        return _address(self.path, [*fields, ("lang", "en" if self.language == "ar" else "ar")])

    def at(self, path: str, **fields: str) -> str:
        """Return the address of another page, in the language that this one's address chose."""
        return _address(path, [*fields.items(), *([("lang", self.language)] if self.chosen else ())], is_written=True)

    def say(self, words: Words) -> str:
        """Return words in the language of the page."""
        return words.told(self.language)

    def word(self, key: str, *values: object) -> str:
        """Return words of the interface with values filled in."""
        return self.say(site_words()[key]).format(*values)


def segment(name: str) -> str:
    """Return a name as a part of an address."""
    return quote(name, safe="")


def _address(path: str, fields: Sequence[tuple[str, str]], *, is_written: bool = False) -> str:
    written = path if is_written else quote(path)
    return f"{written}?{urlencode(fields)}" if fields else written
