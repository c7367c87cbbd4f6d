"""Arabic letters -> Latin letters, for readers and tools without Arabic."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.arabic.folding import drop_marks

if TYPE_CHECKING:
    from camel_tools.utils.charmap import CharMapper


@cache
def _mapper() -> CharMapper:
    from camel_tools.utils.charmap import CharMapper

    return CharMapper.builtin_mapper("ar2hsb")


def transliterate(text: str) -> str:
    """Return a text letter by letter in the scheme of Habash, Soudi and Buckwalter (2007): sdyr AlqAbDħ.

    It says nothing of the short vowels that the script leaves out, so it is no spelling that the company itself would use.
    """
    return str(_mapper().map_string(drop_marks(text)))
