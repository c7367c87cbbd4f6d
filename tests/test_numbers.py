from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.arabic.numbers import FoundQuantity, find_quantities, load_currencies
from kg.model import OntologyError

CURRENCIES = load_currencies(Path(__file__).parents[1] / "ontology" / "lexicon" / "currencies.tsv")


def only(text: str) -> FoundQuantity:
    found = find_quantities(text, CURRENCIES)
    assert len(found) == 1, (text, found)
    return found[0]


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("قرض من 40 مليون دولار للمصنع", "40 مليون دولار", 40e6, "USD"),
        ("قرض من 4.1 مليار دولار للمصنع", "4.1 مليار دولار", 4_100_000_000, "USD"),
        ("بلغت التكلفة 90 دولارا", "90 دولارا", 90, "USD"),
        ("بلغت التكلفة 90 دولاراً", "90 دولاراً", 90, "USD"),
        ("سدد 7 دولارات", "7 دولارات", 7, "USD"),
        ("سدد 30 دولار أمريكي", "30 دولار أمريكي", 30, "USD"),
        ("سدد 30 دولارا أميركيا", "30 دولارا أميركيا", 30, "USD"),
        ("سدد 30 دولارا كنديا", "30 دولارا كنديا", 30, "CAD"),
        ("سدد 30 دولار هونغ كونغ", "30 دولار هونغ كونغ", 30, "HKD"),
        ("سدد 6 ملايين ريال قطري", "6 ملايين ريال قطري", 6e6, "QAR"),
        ("سدد 6 ملايين ريال عُماني", "6 ملايين ريال عُماني", 6e6, "OMR"),
        ("سدد 11 مليون درهم مغربي", "11 مليون درهم مغربي", 11e6, "MAD"),
        ("سدد 3 ملايين جنيه إسترليني", "3 ملايين جنيه إسترليني", 3e6, "GBP"),
        ("سدد 3 ملايين جنيه مصري", "3 ملايين جنيه مصري", 3e6, "EGP"),
        ("سدد 3 ملايين دينار كويتي", "3 ملايين دينار كويتي", 3e6, "KWD"),
        ("سدد 8 آلاف ليرة سورية", "8 آلاف ليرة سورية", 8000, "SYP"),
        ("سدد 8 ملايين يورو", "8 ملايين يورو", 8e6, "EUR"),
        ("سدد 8 مليارات ين", "8 مليارات ين", 8e9, "JPY"),
        ("سدد 8 مليارات وون", "8 مليارات وون", 8e9, "KRW"),
        ("سدد 8 مليارات روبية هندية", "8 مليارات روبية هندية", 8e9, "INR"),
        ("سدد 8 مليارات كرونة دنماركية", "8 مليارات كرونة دنماركية", 8e9, "DKK"),
        ("سدد 8 مليارات فرنك سويسري", "8 مليارات فرنك سويسري", 8e9, "CHF"),
        ("سدد 4 مليارات من الدولارات", "4 مليارات من الدولارات", 4e9, "USD"),
        ("سدد 4 ملايين بالدولار الأميركي", "4 ملايين بالدولار الأميركي", 4e6, "USD"),
        ("سعره $25 اليوم", "$25", 25, "USD"),
        ("جمعت $5.5bn", "$5.5bn", 5.5e9, "USD"),
        ("بمبلغ 100$ مليون", "100$ مليون", 1e8, "USD"),
        ("سعره 25$ اليوم", "25$", 25, "USD"),
        ("جمعت US$ 3 million", "US$ 3 million", 3e6, "USD"),
        ("سدد 40€", "40€", 40, "EUR"),
        ("سدد USD 700 ثم", "USD 700", 700, "USD"),
        ("سدد 700 AED ثم", "700 AED", 700, "AED"),
        ("سعره 5 ر.س فقط", "5 ر.س", 5, "SAR"),
    ],
)
def test_money(text: str, written: str, value: float, unit: str) -> None:
    """Money is read in any currency, inflection and notation, and its span is the number with its unit."""
    found = only(text)
    assert (found.kind, text[found.span.start : found.span.end]) == ("money", written)
    assert (found.quantity.value, found.quantity.unit, found.assumed) == (value, unit, False)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("مليار جنيه", "EGP"),
        ("مليار ريال", "SAR"),
        ("مليار درهم", "AED"),
        ("مليار دينار", "KWD"),
        ("مليار ليرة", "TRY"),
    ],
)
def test_assumed_currency(text: str, unit: str) -> None:
    """A noun that several countries use has a likely currency, and says that it is only assumed."""
    found = only(text)
    assert (found.quantity.value, found.quantity.unit, found.assumed) == (1e9, unit, True)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("13.75 مليار", 13.75e9),
        ("13,75 مليار", 13.75e9),
        ("13،75 مليار", 13.75e9),
        ("١٣٫٧٥ مليار", 13.75e9),
        ("۱۳ مليار", 13e9),
        ("1.325 مليار", 1.325e9),
        ("1,200", 1200),
        ("1٬200", 1200),
        ("10.500", 10500),
        ("0.305", 0.305),
        ("1.200.000", 1_200_000),
        ("1,200,000.5", 1_200_000.5),
        ("1.200.000,5", 1_200_000.5),
        ("10 000", 10000),
        ("4ر1 مليار", 1.4e9),
        ("٧٥ر١٣ مليار", 13.75e9),
        ("6. 1 مليون", 1.6e6),
        ("35 مليوناً", None),
        ("ثلاثة مليارات", 3e9),
        ("خمسة عشر مليون", 15e6),
        ("مئة", 100),
        ("مائتي", 200),
        ("ثلاثمائة ألف", 300e3),
        ("ثلاث مئة ألف", 300e3),
        ("خمسة وعشرين مليون", 25e6),
        ("مئة وخمسة وعشرين ألف", 125e3),
        ("سبعين مليون", 70e6),
        ("أحد عشر مليون", 11e6),
        ("ألف", 1000),
        ("ألفي", 2000),
        ("ألفا", 2000),
        ("مليونا", 2e6),
        ("ملياري", 2e9),
        ("مليار", 1e9),
        ("نصف مليار", 0.5e9),
        ("ربع مليون", 0.25e6),
        ("ثلاثة أرباع المليار", 0.75e9),
        ("مليار ونصف المليار", 1.5e9),
        ("مليار ونصف", 1.5e9),
        ("ثلاثة ونصف مليار", 3.5e9),
        ("مليار و200 مليون", 1.2e9),
        ("5 ملايين و200 ألف", 5.2e6),
        ("ثلاثة آلاف وخمسمئة", 3500),
        ("مئة ألف مليار", 1e14),
        ("2 تريليون", 2e12),
        ("أربعمائة (400) ألف", 400e3),
    ],
)
def test_values(number: str, value: float | None) -> None:
    """Digits with any separators and number words have their value; a number alone without a unit is no money."""
    found = find_quantities(f"سدد {number} دولار" if value else number, CURRENCIES)
    assert [one.quantity.value for one in found] == ([pytest.approx(value)] if value else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("نمو 20%", 20),
        ("نمو ٪20", 20),
        ("نمو ٢٠٪", 20),
        ("نمو 20 في المائة", 20),
        ("نمو 20 في المئة", 20),
        ("نمو 20 بالمائة", 20),
        ("نمو 20 بالمئة", 20),
        ("نمو عشرين في المئة", 20),
        ("نمو 3,125%", 3.125),
        ("نمو 7ر6 بالمائة", 6.7),
        ("حصة تبلغ 72. 4 في المائة", 4.72),
        ("تغير -5%", -5),
    ],
)
def test_percent(text: str, value: float) -> None:
    """Percentages are read with the sign on either side and in words."""
    found = only(text)
    assert (found.kind, found.quantity.value, found.quantity.unit) == ("percent", value, "percent")


@pytest.mark.parametrize("text", ["خفضها إلى النصف", "نصف الشركة", "ربع الأرباح", "زادت الضعف"])
def test_no_percent(text: str) -> None:
    """A half in words is no percentage."""
    assert find_quantities(text, CURRENCIES) == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("دفع 5 ملايين دولار", "exact"),
        ("أرباح قدرها 5 ملايين دولار", "exact"),
        ("وصلت قيمتها إلى 5 ملايين دولار", "exact"),
        ("لتصل إلى 5 ملايين دولار", "exact"),
        ("حوالي 5 ملايين دولار", "approx"),
        ("حوالى 5 ملايين دولار", "approx"),
        ("بنحو 5 ملايين دولار", "approx"),
        ("قرابة 5 ملايين دولار", "approx"),
        ("ما يقارب 5 ملايين دولار", "approx"),
        ("ما يقرب من 5 ملايين دولار", "approx"),
        ("زهاء 5 ملايين دولار", "approx"),
        ("في حدود 5 ملايين دولار", "approx"),
        ("5 ملايين دولار تقريبا", "approx"),
        ("5 ملايين دولار تقريباً", "approx"),
        ("بمبلغ يقدر بـ5 ملايين دولار", "approx"),
        ("كلفة مقدرة بمليون دولار", "approx"),
        ("ما لا يقل عن 5 ملايين دولار", "at-least"),
        ("بما لا يقل عن مبلغ 5 ملايين دولار", "at-least"),
        ("أكثر من 5 ملايين دولار", "at-least"),
        ("بأكثر من 5 ملايين دولار", "at-least"),
        ("5 ملايين دولار على الأقل", "at-least"),
        ("5 ملايين دولار سنويا على الأقل", "at-least"),
        ("يزيد على 5 ملايين دولار", "at-least"),
        ("تتجاوز 5 ملايين دولار", "at-least"),
        ("تجاوزت قيمتها 5 ملايين دولار", "at-least"),
        ("تفوق 5 ملايين دولار", "at-least"),
        ("يتخطى 5 ملايين دولار", "at-least"),
        ("تصل إلى 5 ملايين دولار", "at-most"),
        ("بقيمة تصل إلى 5 ملايين دولار", "at-most"),
        ("تصل قيمته إلى 5 ملايين دولار", "at-most"),
        ("ما يصل إلى 5 ملايين دولار", "at-most"),
        ("حتى 5 ملايين دولار", "at-most"),
        ("أقل من 5 ملايين دولار", "at-most"),
        ("لا يتجاوز 5 ملايين دولار", "at-most"),
        ("لم تتجاوز 5 ملايين دولار", "at-most"),
        ("لا يزيد على 5 ملايين دولار", "at-most"),
        ("5 ملايين دولار على الأكثر", "at-most"),
        ("5 ملايين دولار كحد أقصى", "at-most"),
    ],
)
def test_bounds(text: str, bound: str) -> None:
    """Words before and after a figure say how exact it is, and stay outside its span."""
    found = only(text)
    assert found.quantity.bound == bound
    assert text[found.span.start : found.span.end] in ("5 ملايين دولار", "مليون دولار")


@pytest.mark.parametrize(
    ("text", "written", "low", "high"),
    [
        ("بين 5 و7 مليارات دولار", "5 و7 مليارات دولار", 5e9, 7e9),
        ("ما بين 900 مليون ومليار دولار", "900 مليون ومليار دولار", 900e6, 1e9),
        ("من 3 إلى 5 ملايين دولار", "3 إلى 5 ملايين دولار", 3e6, 5e6),
        ("8-10 مدارس", "8-10", 8, 10),
        ("خمسة أو ستة ملايين يوان", "خمسة أو ستة ملايين يوان", 5e6, 6e6),
        ("تتراوح من $5 إلى $7", "$5 إلى $7", 5, 7),
        ("بين $5 و$7", "$5 و$7", 5, 7),
        ("بين 20% و30%", "20% و30%", 20, 30),
        ("تتراوح من 5 ملايين دولار إلى 7 ملايين دولار", "5 ملايين دولار إلى 7 ملايين دولار", 5e6, 7e6),
    ],
)
def test_ranges(text: str, written: str, low: float, high: float) -> None:
    """A range has its lower end as value and as bound, and its upper end beside it."""
    found = only(text)
    assert text[found.span.start : found.span.end] == written
    assert (found.quantity.value, found.range_high, found.quantity.bound) == (low, high, "at-least")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ارتفعت الإيرادات من 5 مليارات دولار إلى 7 مليارات دولار", [5e9, 7e9]),
        ("ارتفعت الإيرادات من 5 مليارات دولار إلى 7 مليارات.", [5e9, 7e9]),
        ("تراجعت حصتها من 20% إلى 10%", [20, 10]),
        ("دفع 20 و30 مليون ريال على التوالي", [20e6, 30e6]),
        ("باعت بـ5 ملايين دولار و7 ملايين دولار", [5e6, 7e6]),
        ("خسرت 3% إلى 41.5 دولارا", [3, 41.5]),
        ("4$5$", [4, 5]),
    ],
)
def test_two_figures(text: str, values: list[float]) -> None:
    """A change from one figure to another, and a list, are two figures."""
    found = find_quantities(text, CURRENCIES)
    assert [one.quantity.value for one in found] == values
    assert all(one.range_high is None for one in found)


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("تسريح 7800 موظف", 7800, "موظف"),
        ("تسريح 18 ألف عامل", 18000, "عامل"),
        ("تسريح ١٢٠٠ عامل", 1200, "عامل"),
        ("تسريح 2500 من العاملين", 2500, "العاملين"),
        ("توظيف خمسة مهندسين", 5, "مهندسين"),
        ("توظيف مليوني عامل", 2e6, "عامل"),
    ],
)
def test_counted(text: str, value: float, noun: str) -> None:
    """A bare number is found before the noun that it counts, and tells where the noun begins."""
    found = only(text)
    assert (found.kind, found.quantity.value, found.quantity.unit) == ("number", value, "")
    assert found.counted_start == text.index(noun)


def test_counted_before() -> None:
    """After عدد the number stands alone, and its noun stands before it."""
    found = only("قد يصل عددهم إلى 2500.")
    assert (found.quantity.value, found.quantity.bound, found.counted_start) == (2500, "at-most", None)


@pytest.mark.parametrize(
    "text",
    [
        "عشرات المليارات من الدولارات",
        "بضعة ملايين دولار",
        "مئات الملايين من الدولارات",
        "آلاف الموظفين",
        "في عام 2015 أعلنت الشركة",
        "في 2015 أعلنت الشركة",
        "يوم 20 أكتوبر المقبل",
        "يوم 9/7/2015 وقعت",
        "الساعة 11:02 صباحا",
        "فاز الفريق 3-1 أمس",
        "شبكة G4 الجديدة",
        "برنامج Office 365 الجديد",
        "القمر عاموس-6 الجديد",
        "هاتف 0223456789 للاستفسار",
        "المادة 20 تنص",
        "منذ 15 عاما",
        "الإصدار 1.2.3.4 متاح",
        "20 رمضان 1436",
    ],
)
def test_no_figure(text: str) -> None:
    """Vague numbers, dates, times, scores, names with digits, and durations give nothing."""
    assert find_quantities(text, CURRENCIES) == ()


@pytest.mark.parametrize(
    "text", ["وبـ49 مليون دولار", "بمليار دولار", "بِمِليار دولار", "إلى600 مليون دولار", "لخمسة ملايين دولار"]
)
def test_proclitics(text: str) -> None:
    """Proclitics stay outside the span."""
    found = only(text)
    assert text[found.span.start : found.span.end].split()[0] in ("49", "مليار", "مِليار", "600", "خمسة")


def test_wrong_table(tmp_path: Path) -> None:
    """A row without all its cells is named."""
    path = tmp_path / "currencies.tsv"
    path.write_text("code\tsingular\nUSD\tدولار\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="USD"):
        load_currencies(path)


WORDS = (
    "5 20 2015 1.200 1,5 4ر1 مليار مليون ملايين ألف آلاف و وخمسين ونصف نصف خمسة عشر مئة دولار ريال قطري % ٪ في المائة بين إلى من - / . ، $ US$ USD ر.س عدد موظف "
    "أكثر حتى ( ) \n ـ و200 بمليار الـ5 بـ"
)
PIECES = st.lists(st.sampled_from(WORDS.split(" ")), max_size=30).map(" ".join)
TEXTS = st.text() | PIECES | st.text(alphabet="0123456789٠١٢٫٬.,ر%٪$-/: ملياردوون\n")


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_spans(text: str) -> None:
    """Whatever the text, spans lie within it, hold something, are sorted and don't overlap."""
    end = 0
    for found in find_quantities(text, CURRENCIES):
        assert end <= found.span.start < found.span.end <= len(text)
        assert text[found.span.start : found.span.end].strip()
        assert found.range_high is None or found.range_high > found.quantity.value
        end = found.span.end


@settings(deadline=None, max_examples=100)
@given(PIECES)
def test_lines(text: str) -> None:
    """Lines don't look at each other: a text of several lines has the figures of each."""
    line = text.replace("\n", " ")
    assert len(find_quantities("\n".join([line] * 40), CURRENCIES)) == 40 * len(find_quantities(line, CURRENCIES))
