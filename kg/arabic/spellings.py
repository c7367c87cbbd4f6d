"""How newspapers spell a foreign name's g: غوغل in Beirut, جوجل in Cairo."""

from __future__ import annotations

import re

_HARD = "جغ"
_SHORTEST = 6
"""Letters from which another spelling is no other word: براغ of Prague, but براج, and غينيا, but جينيا."""
_LATIN = re.compile(r"gg|g|j")
_SILENT = re.compile(r"gh(?=[^aeiou]|$)")
_SOFT = re.compile(r"[eiy]")
_ARABIC = re.compile("[جغ]")


def spellings(arabic: str, latin: str) -> tuple[str, ...]:
    """Return the other spellings of an Arabic name whose Latin one has a g, or nothing where the letters don't match."""
    # المجر of Hungary is no transliteration, and المقر no Hungary.
    if arabic.isascii() or len(arabic) < _SHORTEST or arabic.startswith("ال"):
        return ()
    spoken = _SILENT.sub("", latin.casefold())
    sounds = [(match.group(), _SOFT.match(spoken, match.end()) is not None) for match in _LATIN.finditer(spoken)]
    places = [match.start() for match in _ARABIC.finditer(arabic)]
    if not sounds or len(sounds) != len(places):
        return ()
    # جنرال of General has no غ; but فولكس فاغن has, so its g is hard before e.
    hard = [
        at
        for (letter, soft), at in zip(sounds, places, strict=True)
        if letter != "j" and (not soft or arabic[at] == "غ")
    ]
    found = ("".join(letter if at in hard else own for at, own in enumerate(arabic)) for letter in _HARD)
    return tuple(spelling for spelling in dict.fromkeys(found) if hard and spelling != arabic)
