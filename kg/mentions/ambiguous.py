"""Known names that are ordinary words too (زين، كريم، نون، Signal): which of them the words around make names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.arabic.folding import fold, fold_name
from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues
from kg.mentions.written import OPENING, QUOTES
from kg.model import Mention, Sentence, Token
from kg.ontology import Head

_AFTER_SPEECH = ("preposition", "particle")


def certain(
    found: Iterable[tuple[Sentence, Sequence[Mention]]], cues: Cues
) -> Iterator[tuple[Sentence, list[Mention]]]:
    """Keep the known names that are no ordinary words here: by a cue, or because the article names the thing plainly too."""
    weighed = [(sentence, [(m, _plain(sentence.tokens, m, cues)) for m in mentions]) for sentence, mentions in found]
    named = {m.entities for _, mentions in weighed for m, plain in mentions if plain}
    for sentence, mentions in weighed:
        yield (
            sentence,
            [
                m
                for m, plain in mentions
                if plain or (m.entities in named and (_once(m, cues) or _acts(sentence.tokens, m, cues)))
            ],
        )


def _once(mention: Mention, cues: Cues) -> bool:
    """Tell whether one cue in the article is enough: for زين it is, but after شركة مصدر a مصدر may still be a source."""
    return cues.ontology.ambiguous_names.get(fold_name(mention.text)) == "article" and not mention.text.isascii()


def _acts(tokens: Sequence[Token], mention: Mention, cues: Cues) -> bool:
    """Tell whether a word that is named elsewhere in the article does here what only a company does: اشترت اتصالات، رئيس اتصالات."""
    first = next(i for i, token in enumerate(tokens) if token.span.start == mention.span.start)
    if not first or mention.text.isascii() or is_definite(tokens[first]):
        return False
    before = tokens[first - 1]
    return cues.trades(before) or (cues.role(before) and not is_definite(before))


def _plain(tokens: Sequence[Token], mention: Mention, cues: Cues) -> bool:
    norm = fold_name(mention.text)
    if norm not in cues.ontology.ambiguous_names:
        return not _of_any_country(tokens, mention, cues)
    if mention.text.isascii():
        return not mention.text.islower()
    first = next(i for i, token in enumerate(tokens) if token.span.start == mention.span.start)
    last = next(i for i in range(first, len(tokens)) if tokens[i].span.end == mention.span.end)
    return (
        _quoted(tokens, first, last)
        or _glossed(tokens, last, mention, cues)
        or _headed(tokens, first, last, mention, cues)
        or _of_country(tokens, first, last, mention, cues)
        or _announces(tokens, first, last, cues)
    )


def _of_any_country(tokens: Sequence[Token], mention: Mention, cues: Cues) -> bool:
    """Tell whether an indefinite adjective of a country makes a name with its noun any company: شركة معادن مصرية."""
    noun, *rest = mention.text.split()
    if not rest or mention.type != "Company" or fold(noun) not in cues.heads:
        return False
    after = next((token for token in tokens if token.span.start > mention.span.end), None)
    return after is not None and not is_definite(after) and cues.nationality(after) is not None


def _quoted(tokens: Sequence[Token], first: int, last: int) -> bool:
    if not first or last + 1 >= len(tokens):
        return False
    opening = tokens[first - 1].text
    return opening in QUOTES and tokens[last + 1].text == OPENING.get(opening)


def _glossed(tokens: Sequence[Token], last: int, mention: Mention, cues: Cues) -> bool:
    """Tell whether the Latin name stands after the Arabic one: زين (Zain)."""
    latin = next((token for token in tokens[last + 1 : last + 3] if token.kind == "latin"), None)
    known = cues.ontology.name_of.get(mention.entities[0])
    forms = {fold_name(form).split()[0] for form in (known.en, *known.aliases)} if known else set()
    return latin is not None and fold(latin.text) in forms


def _headed(tokens: Sequence[Token], first: int, last: int, mention: Mention, cues: Cues) -> bool:
    """Tell whether a head noun or an office makes it a name: شركة زين, but not خدمة نون النسوة nor شركات نمو."""
    if mention.type == "Person":
        return cues.beside_role(tokens, first, last) or (first > 0 and tokens[first - 1].norm in cues.honorifics)
    head = _head_right_before(tokens, first, cues)
    if head is None:
        return False
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    governs = (
        after is not None
        and is_definite(after)
        and any(a.kind == "noun" for a in after.analyses[:1])
        and not is_definite(tokens[last])
    )
    organised = ("Organization",)
    ontology = cues.ontology
    # شركة اتصالات إماراتية: of whatever name.
    described = after is not None and not is_definite(after) and cues.nationality(after) is not None
    fits = ontology.is_a(head.type, (mention.type,)) or (
        ontology.is_a(head.type, organised) and ontology.is_a(mention.type, organised)
    )
    return fits and not (governs or described)


def _head_right_before(tokens: Sequence[Token], first: int, cues: Cues) -> Head | None:
    """Return the singular head noun that the name is the genitive of: شركة زين, but not تلقت الشركة طلبات."""
    before = first - 1
    while before >= 0 and tokens[before].text in QUOTES:
        before -= 1
    if before < 0 or is_definite(tokens[before]):
        return None
    many = bool(tokens[before].analyses) and all(a.number == "p" for a in tokens[before].analyses)
    return None if many else cues.head(tokens[before])


def _of_country(tokens: Sequence[Token], first: int, last: int, mention: Mention, cues: Cues) -> bool:
    """Tell whether an adjective of a country disagrees with the word and so belongs to the company: نون الإماراتية."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None or mention.type != "Company" or is_definite(tokens[first]) or not is_definite(after):
        return False
    masculine = not tokens[last].norm.endswith(("ه", "ات"))
    return masculine and after.norm.endswith("ه") and cues.nationality(after) is not None


def _announces(tokens: Sequence[Token], first: int, last: int, cues: Cues) -> bool:
    """Tell whether the word is the subject of a verb that only agrees with a company: أعلنت زين عن."""
    if not first or is_definite(tokens[first]) or tokens[last].norm.endswith(("ه", "ات")):
        return False
    speech = cues.words("announcing")
    said = any(
        a.kind == "verb" and a.gender == "f" and a.number == "s" and fold(a.lemma) in speech
        for a in tokens[first - 1].analyses[:1]
    )
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    goes_on = after is not None and (
        after.kind == "proclitic" or any(a.kind in _AFTER_SPEECH for a in after.analyses[:1])
    )
    return said and goes_on
