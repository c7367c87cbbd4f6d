"""What a text says of a deal that it names again belongs to the purchase told before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.examples import article_of
from kg.model import Article, Paragraph, Quantity, Reading, Span

Read = Callable[[Article], Reading]
BOUGHT = "اشترت مجموعة النخيل شركة رتاج. "

WORTHS = (
    ("وبلغت قيمة الصفقة 300 مليون ريال.", Quantity(3e8, "SAR")),
    ("وتقدر الصفقة بنحو 300 مليون ريال.", Quantity(3e8, "SAR", "approx")),
    ("وقال محلل إن الصفقة البالغة قيمتها 300 مليون ريال ستغير السوق.", Quantity(3e8, "SAR")),
    ("ولم تتجاوز قيمة صفقة الاستحواذ 300 مليون ريال.", Quantity(3e8, "SAR", "at-most")),
    ("وارتفع سهم المجموعة بعد الصفقة 5 ريالات.", None),
    ("وستمول المجموعة الصفقة بقرض قيمته 300 مليون ريال.", None),
    ("وتبلغ قيمة صفقة مماثلة 300 مليون ريال.", None),
    ("وبلغت قيمة الصفقات في السوق 300 مليون ريال.", None),
    ("وبلغت قيمة صفقة سنابل 300 مليون ريال.", None),
)
DATES = (
    ("ومن المتوقع إتمام الصفقة في الربع الأول من 2026.", "2026-Q1"),
    ("وستكتمل الصفقة في يونيو 2026.", "2026-06"),
    ("وأعلن عن الصفقة في مايو 2025.", "2025-05"),
    ("وتراجعت الأسهم بعد الصفقة في مايو 2025.", None),
)
HELD = (
    ("وانهارت الصفقة.", "ended"),
    ("وألغت المجموعة الصفقة.", "ended"),
    ("وتحتاج الصفقة إلى موافقة المساهمين.", "planned"),
    ("ومن المتوقع إتمام الصفقة في 2026.", "planned"),
    ("وأثارت الصفقة جدلا.", "asserted"),
    ("وستكون الصفقة الأكبر في تاريخها.", "asserted"),
    ("وكانت الصفقة الأكبر في تاريخها.", "asserted"),
    ("ولم تكشف المجموعة عن تفاصيل الصفقة.", "asserted"),
    ("وإذا انهارت الصفقة تراجعت الأسهم.", "asserted"),
)


def bought(read: Read, text: str) -> tuple[dict[str, object], str]:
    """Return the details and the status of the one purchase that a text tells of."""
    (statement,) = [s for s in read(article_of(text)).statements if s.relation == "acquires"]
    return dict(statement.qualifiers), statement.status


@pytest.mark.parametrize(("more", "worth"), WORTHS)
def test_worth_of_a_deal(read: Read, more: str, worth: Quantity | None) -> None:
    """A sum is a deal's where the words between say what it is worth."""
    assert bought(read, BOUGHT + more)[0].get("amount") == worth


@pytest.mark.parametrize(("more", "date"), DATES)
def test_date_of_a_deal(read: Read, more: str, date: str | None) -> None:
    """A date is a deal's where it is made, told or done then."""
    assert bought(read, BOUGHT + more)[0].get("date") == date


@pytest.mark.parametrize(("more", "status"), HELD)
def test_what_becomes_of_a_deal(read: Read, more: str, status: str) -> None:
    """A deal that is still to be done is planned, one that came to nothing is over."""
    assert bought(read, BOUGHT + more)[1] == status


def test_headline_adds_what_the_body_leaves_out(read: Read) -> None:
    """What only the headline tells of a deal is of the deal that the body tells."""
    title, body = "شركة «رتاج» تشتري شركة «سنابل» بمليار ريال", "اشترت شركة «رتاج» شركة «سنابل»."
    text = f"{title}\n\n{body}"
    parts = (Paragraph(Span(0, len(title)), "title"), Paragraph(Span(len(title) + 2, len(text)), "body"))
    (statement,) = read(Article("a", text, parts, title=title)).statements
    assert dict(statement.qualifiers)["amount"] == Quantity(1e9, "SAR")
    assert {evidence.where for evidence in statement.evidence} == {"title", "body"}
