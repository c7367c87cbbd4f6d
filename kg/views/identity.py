"""Proposals -> a table that a person fills in: who may be the same as whom, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.identity import AUTOMATIC
from kg.views.exports.tables import table_to_fill_in
from kg.views.wording import TEMPLATES, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.identity import Profile, Profiles, Proposal

COLUMNS = (
    *("decision", "score", "guess", "left", "right", "left_names", "right_names", "kinds", "reason", "reason_ar"),
    *("left_articles", "right_articles", "left_quote", "right_quote", "by", "why"),
)
"""decision, by and why are for the person who decides."""

_NAMES, _ARTICLES = 4, 3


def same_table(
    profiles: Profiles,
    proposals: Iterable[Proposal],
    decided: Sequence[Mapping[str, str]] = (),
    *,
    automatic: bool = False,
    written_as: Callable[[str], str] = str,
) -> str:
    """Return the table of proposals as TSV, after the rows that were decided before, which stay as they are.

    `automatic` fills in what scores as high as names that need no person's word, by kg, with the reason under «why». `written_as` gives
    the id by which a row names a thing.
    """
    rows = [*decided, *(_row(profiles, proposal, written_as, automatic=automatic) for proposal in proposals)]
    return table_to_fill_in(COLUMNS, rows)


def _row(
    profiles: Profiles, proposal: Proposal, written_as: Callable[[str], str], *, automatic: bool
) -> dict[str, str]:
    reasons = [words_in(TEMPLATES / "identity.tsv")[f"reason.{reason}"] for reason in proposal.reasons]
    told = "; ".join(reason.en for reason in reasons)
    row = {
        "score": f"{proposal.score:.3f}",
        "guess": f"{proposal.guess}?",
        "kinds": " | ".join(sorted(profiles.of[proposal.left].types | profiles.of[proposal.right].types)),
        "reason": told,
        "reason_ar": "؛ ".join(reason.ar for reason in reasons),
    }
    sides = (("left", proposal.left, proposal.articles[0]), ("right", proposal.right, proposal.articles[1]))
    for side, name, article in sides:
        profile = profiles.of[name]
        written = written_as(name)
        row[side] = f"{written.partition('@')[0]}@{article}" if article else written
        row[f"{side}_names"] = " | ".join(_shown(profile))
        row[f"{side}_articles"] = article or " | ".join(sorted(profile.articles)[:_ARTICLES])
        row[f"{side}_quote"] = " ".join(_quote(profile, article).split())
    if automatic and proposal.guess == "same" and proposal.score >= AUTOMATIC:
        row |= {"decision": "same", "by": "kg", "why": told}
    return row


def _shown(profile: Profile) -> list[str]:
    return sorted(profile.names, key=lambda name: (-profile.names[name], name))[:_NAMES]


def _quote(profile: Profile, article: str) -> str:
    return profile.quotes.get(article or min(profile.quotes, default=""), "")
