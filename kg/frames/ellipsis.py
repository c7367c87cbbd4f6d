"""Shares that are told without all their words: the verb, or what they are shares of, stands before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.frames.arguments import Claim
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, Scene
from kg.frames.words import Word
from kg.model import Mention, Quantity
from kg.ontology import Frame

_ADJACENT = 12
"""Characters between the name of what is held whole and the share that و joins to it: » وعلى نحو 40%."""


class Gap(NamedTuple):
    """Hold a share that و joins to one before it, and what it is a share of: و21% من مدار."""

    share: Mention
    held: Phrase


def gaps(scene: Scene) -> Iterator[Gap]:
    """Yield the shares after the first of تملك سدير 44% من رتاج، و21% من مدار، و9% في سنابل."""
    for position in scene.gaps:
        share, held = scene.constituents[position + 1 : position + 3]
        if isinstance(share, Phrase) and isinstance(held, Phrase) and share.head.mention is not None:
            named = next((phrase for phrase in held.nested() if phrase.entities), None)
            if named is not None:
                yield Gap(share.head.mention, named)


def gapped(scene: Scene, claims: Sequence[Claim], stakes: Collection[str]) -> Iterator[Claim]:
    """Yield what the claim before says of the share that و joins to its own, or to the whole of something: سنابل و40% من مدار.

    `stakes` are the relations that may be of a share.
    """
    for gap in gaps(scene):
        start = gap.share.span.start
        before = [
            claim
            for claim in claims
            if claim.object_span.end <= start
            and (
                "percent" in claim.qualifiers
                or (claim.relation in stakes and start - claim.object_span.end <= _ADJACENT)
            )
        ]
        if before and gap.share.quantity is not None:
            told = max(before, key=lambda claim: (claim.object_span, claim.score))
            for entity in gap.held.entities:
                if entity not in (told.subject, told.object):
                    yield replace(
                        told, object=entity, object_span=gap.held.head.span, qualifiers={"percent": gap.share.quantity.value}
                    )  # fmt: skip


def holders(scene: Scene, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield who else holds a share of the same thing: سنابل المملوكة بنسبة 60% لرتاج و40% لمدار."""
    windows = zip(
        scene.constituents, scene.constituents[1:], scene.constituents[2:], scene.constituents[3:], strict=False
    )
    told = [claim for claim in claims if claim.relation == "owns" and "percent" in claim.qualifiers]
    for first, joint, share, held in windows if told else ():
        listed = (
            isinstance(joint, Word) and joint.text in ("و", "،") and isinstance(share, Phrase) and share.is_percentage
        )
        if not (listed and isinstance(first, Phrase) and isinstance(held, Phrase)):
            continue
        before = next(
            (claim for claim in reversed(told) if first.preposition == "ل" and claim.subject in first.entities), None
        )
        mention = share.head.mention if isinstance(share, Phrase) else None
        if before is None or held.preposition != "ل" or mention is None or mention.quantity is None:
            continue
        for entity in held.entities:
            if entity not in (before.subject, before.object):
                further = replace(
                    before, subject=entity, subject_span=held.head.span, qualifiers={"percent": mention.quantity.value}
                )
                told.append(further)
                yield further


def further_holders(scene: Scene, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield who else holds how much, where only the first has a verb: تملك سنابل 51% من رتاج، ومدار 30%، وبنك الساحل 19%."""
    told = [claim for claim in claims if claim.relation in ("owns", "acquires") and "percent" in claim.qualifiers]
    for index, joint in enumerate(scene.constituents[:-2] if told else ()):
        holder, share = scene.constituents[index + 1 : index + 3]
        if not (
            isinstance(joint, Word) and joint.norm == "و" and isinstance(holder, Phrase) and isinstance(share, Phrase)
        ):
            continue
        part = next((inner.head.mention for inner in share.nested() if inner.is_percentage), None)
        if holder.preposition or not holder.entities or holder.coordinated or part is None or part.quantity is None:
            continue
        before = [
            claim for claim in told if claim.object_span < holder.head.span and claim.subject_span < holder.head.span
        ]
        between = scene.constituents[_place(scene, before[-1]) + 1 : index] if before else ()
        if not before or any(isinstance(c, Word) and c.kind in ("verb", "relative") for c in between):
            continue
        after = scene.constituents[index + 3] if index + 3 < len(scene.constituents) else None
        other = isinstance(after, Phrase) and after.preposition in ("من", "في") and bool(after.entities)
        for entity in holder.entities:
            if entity not in (before[-1].subject, before[-1].object) and not other:
                further = replace(
                    before[-1],
                    subject=entity,
                    subject_span=holder.head.span,
                    qualifiers={"percent": part.quantity.value},
                )
                told.append(further)
                yield further


def _place(scene: Scene, claim: Claim) -> int:
    """Return where the verb of a claim stands, or the last thing that it names."""
    last = max(
        claim.trigger, claim.object_span, claim.subject_span if claim.subject_span > claim.trigger else claim.trigger
    )
    return max(
        (i for i, c in enumerate(scene.constituents) if isinstance(c, Phrase) and c.head.span <= last), default=0
    )


def bracketed(scene: Scene, claims: Sequence[Claim]) -> None:
    """Give each holder the share in brackets after his name: تتوزع ملكية سنابل بين رتاج (60%) ومدار (40%)."""
    for claim in claims:
        if claim.relation != "owns" or "percent" in claim.qualifiers or claim.subject_span < claim.trigger:
            continue
        place = next((i for i, word in enumerate(scene.words) if word.span == claim.subject_span), len(scene.words))
        after = scene.words[place + 1 : place + 4]
        share = after[1].mention if [word.text for word in after[::2]] == ["(", ")"] else None
        if share is not None and share.type == "Percent" and share.quantity is not None:
            claim.qualifiers["percent"] = share.quantity.value


def shared(
    predicates: Sequence[Predicate],
    claims: Sequence[Claim],
    frames: Mapping[tuple[str, str], Sequence[Frame]],
    rest: Collection[str],
) -> Iterator[Claim]:
    """Yield the share of what was named before: تملك سدير 65% من رتاج، فيما يملك صندوق الأمان 35%، وتملك مدار الحصة الباقية."""
    read = {claim.trigger for claim in claims}
    for predicate in predicates:
        agent = predicate.agent
        told = _share(predicate, rest)
        if told is None or agent is None or predicate.kind != "verb" or predicate.word.span in read:
            continue
        held = {frame.relation for lemma in predicate.word.lemmas for frame in frames.get(("verb", lemma), ())}
        before = [
            claim
            for claim in claims
            if claim.relation in held and "percent" in claim.qualifiers and claim.trigger < predicate.word.span
        ]
        if predicate.understood or not before:
            continue
        for entity in agent.entities:
            if entity not in (before[-1].subject, before[-1].object):
                yield replace(
                    before[-1], subject=entity, subject_span=agent.head.span, trigger=predicate.word.span, governors=predicate.governors,
                    qualifiers=told,
                )  # fmt: skip


def _share(predicate: Predicate, rest: Collection[str]) -> dict[str, str | float | Quantity] | None:
    """Return the percentage that a verb has as its object, nothing of one that is only the rest, None where it has no share."""
    patient = predicate.patient
    if patient is None:
        return None
    mention = patient.head.mention
    if mention is not None:
        share = mention.quantity if mention.type == "Percent" else None
        return {"percent": share.value} if share is not None else None
    described = any(adjective.lemma in rest for adjective in patient.adjectives)
    return {} if described and not patient.entities and patient.genitive is None else None
