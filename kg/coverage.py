"""Article -> coverage: for each sentence the statements that it gave, or why it gave none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.frames import Claim, Page
from kg.model import (
    Article,
    Coverage,
    Mention,
    Paragraph,
    Passage,
    PassageOutcome,
    Shortfall,
    Span,
    Statement,
)
from kg.reader import Reader, Stages

_READ = ("title", "body")
_TELLING = ("outdone", "not-yet", "guess", "itself", "unresolved", "other-kind", "unnamed", "missing")
"""What a shortfall's cause tells of its sentence, the most first."""


def cover(article: Article, reader: Reader) -> Coverage:
    """Read an article and account for each of its sentences, and for each line that is none of the news."""
    stages = reader.stages(article)
    given = _by_sentence(stages.reading.statements)
    named = _mentions(stages.mentions, stages.pages)
    passages = [
        *(_set_aside(paragraph) for paragraph in article.paragraphs if paragraph.kind not in _READ),
        *(
            _passage(page, given[page.sentence.span], named[page.sentence.span], stages, reader)
            for page in stages.pages
        ),
    ]
    return Coverage(stages.reading, tuple(sorted(passages, key=lambda passage: passage.span)))


def _set_aside(paragraph: Paragraph) -> Passage:
    return Passage(paragraph.span, paragraph.kind, "set-aside", paragraph.reason or paragraph.kind)


def _by_sentence(statements: Iterable[Statement]) -> Mapping[Span, tuple[Statement, ...]]:
    found: dict[Span, tuple[Statement, ...]] = defaultdict(tuple)
    for statement in statements:
        for span in dict.fromkeys(evidence.span for evidence in statement.evidence):
            found[span] += (statement,)
    return found


def _mentions(mentions: Iterable[Mention], pages: Sequence[Page]) -> Mapping[Span, tuple[Mention, ...]]:
    """Return the mentions of each sentence; both are in the order of the text, and no sentences overlap."""
    found: dict[Span, tuple[Mention, ...]] = defaultdict(tuple)
    waiting = iter(sorted(mentions, key=lambda mention: mention.span))
    mention = next(waiting, None)
    for page in pages:
        while mention is not None and mention.span.start < page.sentence.span.end:
            found[page.sentence.span] += (mention,)
            mention = next(waiting, None)
    return found


def _passage(
    page: Page, statements: tuple[Statement, ...], mentions: tuple[Mention, ...], stages: Stages, reader: Reader
) -> Passage:
    judged = [(claim, reader.refusal(claim, stages.types)) for claim in page.claims]
    accepted = [claim for claim, cause in judged if cause is None]
    refused = [Shortfall(cause, claim.relation, claim.trigger) for claim, cause in judged if cause is not None]
    shortfalls = _shortfalls(page, accepted, refused, stages, reader)
    outcome: PassageOutcome = "no-predicate"
    if statements:
        outcome = "read"
    elif accepted:
        outcome = "told-elsewhere"
    elif not mentions and not any(shortfall.cause == "unresolved" for shortfall in shortfalls):
        outcome, shortfalls = "nothing-named", ()
    elif shortfalls:
        outcome = "fell-short"
    return Passage(page.sentence.span, page.sentence.kind, outcome, "", statements, mentions, shortfalls)


def _shortfalls(
    page: Page, accepted: Sequence[Claim], refused: Sequence[Shortfall], stages: Stages, reader: Reader
) -> tuple[Shortfall, ...]:
    """Return why the predicates of a sentence and its claims gave no statement, those first that tell most."""
    said = {(claim.relation, frozenset((claim.subject, str(claim.object)))) for claim in page.claims}
    outdone = [c for c in page.given_up if (c.relation, frozenset((c.subject, str(c.object)))) not in said]
    dropped = [*refused, *(Shortfall("outdone", claim.relation, claim.trigger) for claim in outdone)]
    told = frozenset((claim.trigger, claim.relation) for claim in (*page.claims, *page.given_up))
    # What a word tells already leaves nothing to be told by another frame that knows it.
    taken = {claim.trigger for claim in accepted}
    short = reader.frames.shortfalls(page.scene, page.predicates, stages.types, told)
    found = [*dropped, *(shortfall for shortfall in short if shortfall.trigger not in taken)]
    return tuple(sorted(dict.fromkeys(found), key=lambda s: (_TELLING.index(s.cause), s.trigger, s.relation)))
