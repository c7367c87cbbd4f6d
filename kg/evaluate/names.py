"""Under which spellings two names of one entity meet."""

from __future__ import annotations

_LETTERS = dict(zip("أإآىةؤئگڤپچ", "ااايهويكفبج", strict=True))
_DROPPED = "ـ\u200e\u200f" + "".join(map(chr, (*range(0x64B, 0x653), *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_MARKS = "\"'“”«»‘’()[]{}.,،:؛!؟?…/\\|-"
_FOLD = str.maketrans({**_LETTERS, **dict.fromkeys(_DROPPED, None), **dict.fromkeys(_MARKS, " ")})
# What stands before a name without being part of it, as folded: شركة رتاج, The Company.
_HEAD_WORDS = """
    شركه شركتي شركتا مجموعه مؤسسه موسسه بنك مصرف منصه موقع تطبيق خدمه شبكه وكاله
    السيد الدكتور د المهندس م الاستاذ اللواء inc corp company the
"""
_HEADS = frozenset(_HEAD_WORDS.split())


def fold_name(text: str) -> str:
    """Return a name without what writers vary: hamzas, ta marbuta, vowel marks, case, punctuation, spacing."""
    return " ".join(text.translate(_FOLD).casefold().split())


def name_keys(name: str) -> tuple[str, ...]:
    """Return the distinct spellings under which a name is looked up: folded, without its head word, without spaces."""
    full = fold_name(name)
    words = full.split()
    while len(words) > 1 and (words[0] in _HEADS or words[0].removeprefix("ال") in _HEADS):
        del words[0]
    bare = " ".join(words)
    return tuple(dict.fromkeys(form for form in (full, full.replace(" ", ""), bare, bare.replace(" ", "")) if form))
