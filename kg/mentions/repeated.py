"""Names that the article itself teaches: what it names with a cue somewhere, repeats, lists beside names, or calls by nationality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.arabic.folding import fold, fold_name
from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues
from kg.mentions.known import NameIndex
from kg.mentions.written import folded_words, mention, stem_parts, with_number, written_words
from kg.model import Article, Mention, Sentence, Token
from kg.ontology import KnownName

_TEACHERS = frozenset({"quote", "cue", "latin", "person", "known"})
_GUESS = 0.6
"""Score of a name that only its strangeness gives away."""


def again(article: Article, sentences: Sequence[Sentence], found: Sequence[Mention], cues: Cues) -> Iterator[Mention]:
    """Find the further places of names that stand somewhere with a cue or in quotes; surnames of persons too."""
    index = NameIndex(_learnt(found, cues))
    for sentence in sentences:
        tokens = sentence.tokens
        if not any(map(index.begins_at, tokens)):
            continue
        words = written_words(tokens)
        parts = folded_words(article, sentence, words)
        for position, word in enumerate(words):
            own = stem_parts(tokens, word.stem, word.last)
            hit = index.longest(parts, position, own) if own and tokens[word.stem].kind != "mark" else None
            if hit:
                before = tokens[word.stem - 1] if word.stem else None
                head = cues.head(before) if before is not None and hit[1].type == "Person" else None
                if head is not None and head.type == "Company" and before is not None and not is_definite(before):
                    # مجموعة فلان is the company of a person, not himself.
                    continue
                yield mention(article, tokens, word.stem, words[position + hit[0] - 1].last, hit[1].type, "again")


def _learnt(found: Sequence[Mention], cues: Cues) -> Iterator[KnownName]:
    for taught in found:
        stranger = taught.finder == "unknown" and taught.type == "Person"
        if not (stranger or taught.finder in _TEACHERS) or taught.finder in ("figure", "date"):
            continue
        if cues.ontology.ambiguous_names.get(fold_name(taught.text)) == "place":
            continue
        words = taught.text.split()
        surname = words[-1]
        surnames: tuple[str, ...] = ()
        founder = taught.type == "Company" and len(words) == 2 and fold(words[0]) in cues.given_names
        if founder and taught.entities:
            surnames = (surname,)  # هارتمان of فيليب هارتمان
        if taught.type == "Person" and len(words) > 1 and len(surname) > 3:
            # عبدالإله نقلي is النقلي too, and the other way round.
            surnames = (surname, surname.removeprefix("ال") if surname.startswith("ال") else f"ال{surname}")
        short = (*surnames, *_without_noun(taught, cues))
        yield KnownName(taught.entities[0] if taught.entities else taught.text, taught.type, taught.text, "", short)


def _without_noun(taught: Mention, cues: Cues) -> tuple[str, ...]:
    """Return a name without the definite noun that only says what it is: الوطنية للزجاج of الشركة الوطنية للزجاج."""
    noun, *rest = taught.text.split()
    head = cues.heads.get(fold(noun).removeprefix("ال")) if fold(noun).startswith("ال") else None
    described = head is not None and head.type == "Company" and cues.beside(head)
    return (" ".join(rest),) if described and len(rest) > 1 else ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Hold a run of unknown words."""

    sentence: Sentence
    first: int
    last: int
    name: str


def unknown(article: Article, sentences: Sequence[Sentence], found: Sequence[Mention], cues: Cues) -> Iterator[Mention]:
    """Find runs of unknown words that the article repeats, that a nationality or a head stands beside, or that are listed with names."""
    runs = list(_runs(article, sentences, found, cues))
    counts = Counter(run.name for run in runs)
    names = {m.span.start: m for m in found if m.finder not in ("figure", "date")}
    ends = {m.span.end: m for m in names.values()}
    for run in runs:
        tokens = run.sentence.tokens
        if run.first and cues.agrees(tokens[run.first], tokens[run.first - 1]):
            continue
        if (field := _field_end(tokens, run, cues)) is not None:
            yield mention(article, tokens, run.first, field, "Company", "unknown")
            continue
        if run.first == run.last and cues.ordinary(tokens[run.first]):
            # شركة البتروكيماويات السعودية: what a company does.
            continue
        between = tokens[run.first - 1] if run.first > 1 else None
        passed = between is not None and (cues.nationality(between) or between.text in ("»", "”"))
        told = passed and tokens[run.first - 2].span.end in ends
        # شركة أبل الأمريكية نصرا، شركة «ياهو» أكتون براين: the noun has its name already.
        head = None if told else cues.head_before(tokens, run.first)
        beside = run.last + 1 < len(tokens) and cues.nationality(tokens[run.last + 1])
        numbered = tokens[run.last].kind == "number"
        type_name = "Product" if numbered else cues.type_of(head, tokens, run.first, run.last)
        type_name = "Place" if _is_seat(tokens, run) else type_name
        type_name = "Person" if _holds_office(tokens, run, cues) else type_name
        if tokens[run.last].norm in cues.words("company-word"):
            owner = ends.get(tokens[run.first - 1].span.end) if run.first else None
            if owner is not None and owner.type == "Company" and " " not in owner.text:
                # سوني إنترأكتيف إنترتينمنت is a company of its own.
                first = next(i for i in range(run.first) if tokens[i].span.start == owner.span.start)
                yield mention(article, tokens, first, run.last, "Company", "unknown")
                continue
            if run.first == run.last and run.first and _called(tokens[run.first - 1], cues):
                # بداية كابيتال
                run = replace(run, first=run.first - 1)
            type_name = "Company" if run.last > run.first else type_name
        type_name = type_name or ("Person" if _family_named(tokens, run) else "")
        if _is_name(
            run, counts[run.name] > 1 or bool(beside) or bool(type_name), head is not None and head.type != "Person"
        ):
            named = mention(article, tokens, run.first, run.last, type_name, "unknown")
        elif other := _listed(tokens, run, names, ends):
            named = mention(article, tokens, run.first, run.last, other.type, "unknown")
        else:
            continue
        ends[named.span.end] = named
        yield replace(named, score=_GUESS)


def _runs(article: Article, sentences: Sequence[Sentence], found: Sequence[Mention], cues: Cues) -> Iterator[_Run]:
    taken = {position for named in found for position in range(named.span.start, named.span.end)}
    for sentence in sentences:
        tokens = sentence.tokens
        index = 0
        while index < len(tokens):
            last = index
            while (
                last < len(tokens)
                and (cues.unknown(tokens[last]) or cues.spelled(tokens, last))
                and tokens[last].span.start not in taken
            ):
                last += 1
            if index < last <= index + 5:
                last = with_number(tokens, last)
                text = article.text[tokens[index].span.start : tokens[last - 1].span.end]
                yield _Run(sentence, index, last - 1, fold_name(text))
            index = max(last, index + 1)


def _field_end(tokens: Sequence[Token], run: _Run, cues: Cues) -> int | None:
    """Return the last word of what a strange company is for, where no noun says that it is one: لدى العيوني للتجارة والمقاولات."""
    before = tokens[run.first - 1] if run.first else None
    described = before is not None and before.kind == "word" and not _leads(before)
    end = run.last
    while end + 2 < len(tokens) and tokens[end + 1].text == ("ل" if end == run.last else "و"):
        trade = tokens[end + 2]
        if not (is_definite(trade) and cues.industry(trade)):
            break
        end += 2
    return None if described or end == run.last else end


def _called(token: Token, cues: Cues) -> bool:
    """Tell whether an ordinary noun may be what a company is called before a word of companies."""
    noun = token.kind == "word" and any(a.kind in ("noun", "verbal-noun") for a in token.analyses[:1])
    other = is_definite(token) or cues.head(token) or cues.role(token) or cues.nationality(token)
    return noun and not other and not any(a.kind in ("preposition", "particle") for a in token.analyses)


def _leads(token: Token) -> bool:
    """Tell whether a word is a verb or a preposition, after which a noun phrase begins."""
    return any(analysis.kind in ("verb", "preposition", "particle") for analysis in token.analyses[:1])


def _is_seat(tokens: Sequence[Token], run: _Run) -> bool:
    """Tell whether the words before or after a run say that it is a place: ومقرها بيتربورو، بيتربورو بولاية نيو هامبشاير."""
    before = [token.norm for token in tokens[max(run.first - 2, 0) : run.first]]
    after = [token.norm for token in tokens[run.last + 1 : run.last + 3]]
    seat = len(before) == 2 and before[0] == "مقر" and before[1] in ("ه", "ها", "هما")
    return seat or (len(after) == 2 and after[0] in ("ب", "في") and after[1] in ("ولايه", "مقاطعه", "محافظه"))


def _holds_office(tokens: Sequence[Token], run: _Run, cues: Cues) -> bool:
    """Tell whether a run of two words stands after an office and a noun for its company: المتحدث باسم الشركة تاي تريبيت."""
    place = run.first - 1
    if run.last == run.first or place < 2 or not is_definite(tokens[place]) or cues.head(tokens[place]) is None:
        return False
    office = place - (2 if tokens[place - 1].norm in ("ل", "باسم") else 1)
    return any(cues.role(token) for token in tokens[max(0, office - 1) : office + 1])


def _family_named(tokens: Sequence[Token], run: _Run) -> bool:
    """Tell whether the run is a name and a family name that no list has: شما العريمي."""
    return 1 <= run.last - run.first <= 2 and is_definite(tokens[run.last]) and not is_definite(tokens[run.first])


def _is_name(run: _Run, supported: bool, headed: bool) -> bool:
    tokens = run.sentence.tokens
    # An unknown word with the article is mostly an adjective or a noun that the lexicon lacks.
    before = tokens[run.first - 1] if run.first else None
    headed = headed and before is not None and before.kind == "word" and not is_definite(before)
    if len(run.name) < 3 or (is_definite(tokens[run.first]) and not headed):
        return False
    return supported or run.last > run.first


def _listed(tokens: Sequence[Token], run: _Run, names: dict[int, Mention], ends: dict[int, Mention]) -> Mention | None:
    """Return the name that و joins to the run: سنابل ورتاج وسدير."""
    first = tokens[run.first]
    if len(run.name) < 3 or is_definite(first):
        return None
    before = ends.get(tokens[run.first - 2].span.end) if run.first > 1 and tokens[run.first - 1].text == "و" else None
    after = None
    if run.last + 2 < len(tokens) and tokens[run.last + 1].text == "و":
        after = names.get(tokens[run.last + 2].span.start)
    # تسلا وتراهن: a verb that the lexicon lacks; names before it and after it tell it from one.
    if first.norm.startswith(("ي", "ت", "س")) and not (before and after):
        return None
    return before or after
