"""Which figures and dates belong to which predicates."""

from __future__ import annotations

from functools import cache

import pytest

from kg.examples import article_of
from kg.frames.details import resolved_period
from kg.model import Quantity, Statement
from kg.reader import Reader


@cache
def reader() -> Reader:
    return Reader()


def stated(text: str, relation: str, published: str | None = None) -> list[Statement]:
    return [
        statement for statement in reader()(article_of(text, published)).statements if statement.relation == relation
    ]


@pytest.mark.parametrize(
    ("reference", "own", "prior", "compared", "period"),
    [
        ("same", "", "2022-Q2", False, "2022-Q2"),
        ("same", "2021", "2022-Q2", True, "2021-Q2"),
        ("same", "", "2024-Q1", True, "2023-Q1"),
        ("before", "", "2015", True, "2014"),
        ("same", "2023-Q1", "2024-Q2", False, "2023-Q1"),
        ("same", "2023", "", True, "2023"),
    ],
)
def test_resolved_period(reference: str, own: str, prior: str, compared: bool, period: str) -> None:
    """A period named by another one has its quarter or month, a year earlier where it is compared with."""
    assert resolved_period(reference, own, prior, compared=compared) == period


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("بلغت إيرادات شركة «لمسة» التونسية 12 مليون دينار.", "TND"),
        ("بلغت إيرادات شركة «لمسة» الأردنية 12 مليون دينار.", "JOD"),
        ("بلغت إيرادات شركة «لمسة» المغربية 12 مليون درهم.", "MAD"),
        ("بلغت إيرادات شركة «لمسة» القطرية 12 مليون دينار كويتي.", "KWD"),
        ("بلغت إيرادات شركة «لمسة» التونسية 12 مليون دولار.", "USD"),
    ],
)
def test_currency_of_a_bare_noun(text: str, currency: str) -> None:
    """A currency's bare noun is that of the country that the article names; one that is named in full stays."""
    (statement,) = stated(text, "reports-revenue")
    assert isinstance(statement.object, Quantity)
    assert statement.object.unit == currency


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("تتجاوز إيرادات شركة «لمسة» 5 ملايين دولار.", "at-least"),
        ("لا تتجاوز إيرادات شركة «لمسة» 5 ملايين دولار.", "at-most"),
        ("بلغت إيرادات شركة «لمسة» 5 ملايين دولار.", "exact"),
    ],
)
def test_bound_of_the_verb(text: str, bound: str) -> None:
    """A verb of exceeding bounds the figure behind its subject, and its negation denies nothing but that."""
    (statement,) = stated(text, "reports-revenue")
    assert isinstance(statement.object, Quantity)
    assert (statement.object.bound, statement.status) == (bound, "asserted")


def test_sum_in_brackets_is_the_same_sum() -> None:
    """A sum in brackets after another is no figure of its own."""
    (statement,) = stated("اشترت مجموعة النخيل شركة رتاج مقابل 10 ملايين يورو (11 مليون دولار).", "acquires")
    assert dict(statement.qualifiers)["amount"] == Quantity(10_000_000, "EUR")


def test_date_of_another_event_is_not_taken() -> None:
    """What happens after another event doesn't have that event's date."""
    (statement,) = stated("اشترت مجموعة النخيل شركة رتاج في 2020 بعد خروجها من السوق في 2015.", "acquires")
    assert dict(statement.qualifiers)["date"] == "2020"


def test_price_is_no_profit() -> None:
    """After the profit and another deal, مقابل leads to the price of that deal."""
    text = "أعلنت شركة سنابل أن أرباحها تراجعت 5% إلى 20 مليون دولار بعد استحواذها على شركة رتاج مقابل 100 مليون دولار."
    assert [statement.object for statement in stated(text, "reports-profit")] == [Quantity(20_000_000, "USD")]
    (bought,) = stated(text, "acquires")
    assert dict(bought.qualifiers) == {"amount": Quantity(100_000_000, "USD")}
