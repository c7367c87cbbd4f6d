"""Qualifiers and evidence as JSON, for formats whose cells and attributes hold one text each: nothing is lost in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.facts import ArticleRecord
    from kg.model import Evidence, Span, Statement


def qualifiers_json(statement: Statement) -> str:
    """Return the qualifiers by role, nothing where there are none; a role that has several values has a list of them."""
    values: dict[str, list[object]] = {}
    for role, value in statement.qualifiers:
        values.setdefault(role, []).append(_plain(value))
    return _json({role: own if len(own) > 1 else own[0] for role, own in values.items()}) if values else ""


def evidence_json(statement: Statement, articles: Mapping[str, ArticleRecord]) -> str:
    """Return every sentence with its offsets, its rule, and the title, day and address of its article."""
    return _json([_sentence(item, articles.get(item.article)) for item in statement.evidence])


def _sentence(evidence: Evidence, article: ArticleRecord | None) -> dict[str, object]:
    spans = {"subject": evidence.subject_span, "object": evidence.object_span, "trigger": evidence.trigger_span}
    told = {"title": article.title, "published": article.published, "url": article.url} if article else {}
    return {
        "article": evidence.article,
        **{key: value for key, value in told.items() if value},
        "quote": evidence.quote,
        **_offsets(evidence.span),
        **{role: _offsets(span) for role, span in spans.items() if span is not None},
        "where": evidence.where,
        **({"speaker": evidence.speaker} if evidence.speaker else {}),
        "rule": evidence.rule,
        "score": evidence.score,
    }


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _plain(value: str | float | Quantity) -> object:
    if isinstance(value, Quantity):
        return {"value": value.value, "currency": value.unit, "bound": value.bound}
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
