from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.arabic.dates import find_dates, load_calendar, parse_date_line
from kg.model import OntologyError

TIMEX = Path(__file__).parents[1].parent / "shared" / "data" / "timex" / "Corpus_test"


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("وقع في 20 أكتوبر 2023", "20 أكتوبر 2023", "2023-10-20"),
        ("وقع في 20 أكتوبر (تشرين الأول) 2023", "20 أكتوبر (تشرين الأول) 2023", "2023-10-20"),
        ("وقع في نوفمبر 2023", "نوفمبر 2023", "2023-11"),
        ("وقع في تشرين الثاني/نوفمبر 2023", "تشرين الثاني/نوفمبر 2023", "2023-11"),
        ("وقع في 3 كانون الثاني 2020", "3 كانون الثاني 2020", "2020-01-03"),
        ("وقع في 3 جانفي 2020", "3 جانفي 2020", "2020-01-03"),
        ("وقع في 3 فيفري 2020", "3 فيفري 2020", "2020-02-03"),
        ("وقع في 3 ماي 2020", "3 ماي 2020", "2020-05-03"),
        ("وقع في 3 جوان 2020", "3 جوان 2020", "2020-06-03"),
        ("وقع في 3 جويلية 2020", "3 جويلية 2020", "2020-07-03"),
        ("وقع في 3 أوت 2020", "3 أوت 2020", "2020-08-03"),
        ("وقع في 3 شباط 2020", "3 شباط 2020", "2020-02-03"),
        ("وقع في 3 إبريل 2020", "3 إبريل 2020", "2020-04-03"),
        ("وقع عام 2030", "عام 2030", "2030"),
        ("وقع سنة ٢٠١٣", "سنة ٢٠١٣", "2013"),
        ("وقع للعام 2013", "لعام 2013", "2013"),
        ("وقع في 2007 كذلك", "2007", "2007"),
        ("تأسست عام 1886", "عام 1886", "1886"),
        ("وقع يوم 9/7/2015", "يوم 9/7/2015", "2015-07-09"),
        ("وقع في 2015-07-21", "2015-07-21", "2015-07-21"),
        ("وقع في 21.07.2015", "21.07.2015", "2015-07-21"),
        ("وقع في 7/2015", "7/2015", "2015-07"),
        ("الثامن من مايو 2016", "الثامن من مايو 2016", "2016-05-08"),
        ("الحادي والعشرين من مايو 2016", "الحادي والعشرين من مايو 2016", "2016-05-21"),
        ("الأحد 20 أكتوبر 2024", "الأحد 20 أكتوبر 2024", "2024-10-20"),
        ("الربع الثالث من 2024", "الربع الثالث من 2024", "2024-Q3"),
        ("الربع الثالث من عام 2024", "الربع الثالث من عام 2024", "2024-Q3"),
        ("الربع الثالث لعام 2024", "الربع الثالث لعام 2024", "2024-Q3"),
        ("الربع الأخير من 2024", "الربع الأخير من 2024", "2024-Q4"),
        ("النصف الأول من 2024", "النصف الأول من 2024", "2024"),
        ("مطلع 2016", "مطلع 2016", "2016"),
        ("في منتصف عام 2015", "منتصف عام 2015", "2015"),
        ("في أواخر شهر مارس 2015", "أواخر شهر مارس 2015", "2015-03"),
        ("صيف 2015", "صيف 2015", "2015"),
        ("تأسست 2002م", "2002م", "2002"),
        ("اكتوبر ٢٠٢٣", "اكتوبر ٢٠٢٣", "2023-10"),
        ("فِي أُكتوبَر 2023", "أُكتوبَر 2023", "2023-10"),
    ],
)
def test_absolute(text: str, written: str, value: str) -> None:
    """A date that names its year is read without the article's date, in every system of months and notation."""
    (found,) = find_dates(text, None)
    assert (text[found.span.start : found.span.end], found.value, found.relative) == (written, value, False)


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("أعلنت أمس", "2015-07-23", "2015-07-22"),
        ("أعلنت بالأمس", "2015-07-01", "2015-06-30"),
        ("أعلنت أول أمس", "2015-07-23", "2015-07-21"),
        ("أعلنت أول من أمس", "2015-07-23", "2015-07-21"),
        ("أعلنت اليوم", "2015-07-23", "2015-07-23"),
        ("تعلن غدا", "2015-07-23", "2015-07-24"),
        ("تعلن بعد غد", "2015-07-23", "2015-07-25"),
        ("أعلنت اليوم الثلاثاء", "2017-04-04", "2017-04-04"),
        ("أعلنت أمس (السبت)", "2015-07-26", "2015-07-25"),
        ("أعلنت أمس السبت", "2015-07-27", "2015-07-25"),  # a reprint of the next day
        ("أعلنت يوم الأحد الماضي", "2024-10-23", "2024-10-20"),
        ("أعلنت الأحد الماضي", "2024-10-20", "2024-10-13"),
        ("تعلن الأحد المقبل", "2024-10-20", "2024-10-27"),
        ("أعلنت يوم الجمعة", "2015-08-02", "2015-07-31"),
        ("قالت الشركة يوم الجمعة", "2015-07-31", "2015-07-31"),
        ("من المقرر أن تعلن يوم الجمعة", "2015-08-02", "2015-08-07"),
        ("في نوفمبر الماضي", "2024-10-20", "2023-11"),
        ("في أكتوبر الماضي", "2024-10-20", "2023-10"),
        ("في مارس", "2024-10-20", "2024-03"),
        ("في نوفمبر", "2024-10-20", "2023-11"),
        ("في نوفمبر المقبل", "2024-10-20", "2024-11"),
        ("في مارس القادم", "2024-10-20", "2025-03"),
        ("من المقرر افتتاحه في ديسمبر", "2024-10-20", "2024-12"),
        ("8 يوليو (تموز) الحالي", "2015-07-23", "2015-07-08"),
        ("18 يوليو الجاري", "2015-07-23", "2015-07-18"),
        ("يوم 9 يوليو", "2015-07-23", "2015-07-09"),
        ("31 مارس من العام الماضي", "2015-12-24", "2014-03-31"),
        ("نوفمبر من العام الماضي", "2015-12-24", "2014-11"),
        ("هذا العام", "2024-10-20", "2024"),
        ("العام الماضي", "2024-10-20", "2023"),
        ("العام المنصرم", "2024-10-20", "2023"),
        ("العام المقبل", "2024-10-20", "2025"),
        ("خريف العام الماضي", "2024-10-20", "2023"),
        ("الصيف الماضي", "2024-10-20", "2024"),
        ("الشهر الماضي", "2024-01-20", "2023-12"),
        ("الشهر الجاري", "2024-01-20", "2024-01"),
        ("الشهر القادم", "2024-12-20", "2025-01"),
        ("الأسبوع الماضي", "2015-07-26", "2015-07"),
        ("الأسبوع الماضي", "2024-03-05", "2024"),
        ("الربع الماضي", "2024-02-05", "2023-Q4"),
        ("الربع الثاني من العام الحالي", "2015-08-02", "2015-Q2"),
        ("الربع الأول من العام الماضي", "2015-08-02", "2014-Q1"),
        ("خلال الربع الرابع", "2025-02-02", "2024-Q4"),
        ("بنهاية العام", "2015-08-02", "2015"),
        ("نهاية العام الجاري", "2015-08-02", "2015"),
        ("مطلع العام المقبل", "2015-08-02", "2016"),
        ("قبل عام", "2015-07-23", "2014"),
        ("قبل عامين", "2015-07-23", "2013"),
        ("قبل نحو خمس سنوات", "2015-07-23", "2010"),
        ("قبل 10 سنوات", "2015-07-23", "2005"),
        ("قبل ثلاثة أشهر", "2015-02-23", "2014-11"),
        ("قبل شهرين", "2015-02-23", "2014-12"),
        ("قبل ثلاثة أيام", "2015-02-23", "2015-02-20"),
        ("قبل أيام", "2015-02-23", "2015-02"),
        ("بعد مرور عام على الصفقة", "2025-07-19", "2024"),
        ("نشر قبل قليل", "2025-07-19", "2025-07-19"),
        ("العام الماضي", "2024", "2023"),
        ("الشهر الماضي", "2024-05", "2024-04"),
    ],
)
def test_relative(text: str, published: str, value: str) -> None:
    """A relative date is counted from the article's, and is left out without it."""
    (found,) = find_dates(text, published)
    assert (found.value, found.relative) == (value, True)
    assert find_dates(text, None) == ()


@pytest.mark.parametrize("text", ["أعلنت أمس", "يوم الجمعة", "في نوفمبر الماضي", "الشهر الماضي", "قبل ثلاثة أيام"])
def test_coarse_article_date(text: str) -> None:
    """An article of which only the year is known gives no months and days."""
    assert find_dates(text, "2024") == ()


@pytest.mark.parametrize(
    "text",
    [
        "الربع الأخير من العام المالي الماضي",
        "العام المالي الماضي",
        "بحلول نهاية العقد",
        "خلال عامين",
        "السنوات الماضية",
        "في الآونة الأخيرة",
        "5 شوال 1436 هـ",
        "عام 1436هـ",
        "الستينيات",
        "مليون برميل في اليوم",
        "في اليوم التالي",
        "مارس ضغوطا",
        "سيارة نيسان الجديدة",
        "الجمعة البيضاء",
        "وظف 2015 عاملا",
        "بلغ 2015 دولارا",
        "في 2000 متجر",
        "قبل عامين من ذلك",
        "أيام الأحد",
        "النسخة 10.12.13.14",
        "32/13/2015",
        "31 فبراير 2015",
        "",
    ],
)
def test_none(text: str) -> None:
    """Fiscal years without a number, decades, durations, Hijri dates, common words and days that don't exist give nothing."""
    assert find_dates(text, "2015-07-23") == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("وقع عام 2030", "date"),
        ("بحلول عام 2030", "until"),
        ("حتى 2030", "until"),
        ("حتى نهاية عام 2030", "until"),
        ("لغاية يونيو 2030", "until"),
        ("بنهاية 2030", "until"),
        ("بعد انتهاء العقد الحالي في عام 2030", "until"),
        ("المقرر لها عام 2030", "until"),
        ("منذ عام 2011", "from"),
        ("اعتبارا من يناير 2011", "from"),
        ("خلال عام 2024", "period"),
        ("الربع الثالث من 2024", "period"),
        ("في وقت سابق من عام 2024", "date"),
    ],
)
def test_roles(text: str, role: str) -> None:
    """The words before a date say whether it is an end, a beginning or a period."""
    (found,) = find_dates(text, None)
    assert found.role == role


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("موسم 2014-2015", "2014", "2015"),
        ("2014/2015", "2014", "2015"),
        ("من 2014 إلى 2016", "2014", "2016"),
        ("بين عامي 2010 و2015", "2010", "2015"),
        ("من 20 إلى 22 أكتوبر 2023", "2023-10-20", "2023-10-22"),
        ("20-22 أكتوبر 2023", "2023-10-20", "2023-10-22"),
        ("من 3 يناير إلى 5 مارس 2015", "2015-01-03", "2015-03-05"),
        ("بين يناير ومارس 2015", "2015-01", "2015-03"),
    ],
)
def test_ranges(text: str, first: str, last: str) -> None:
    """A range is a beginning and an end."""
    assert [(found.value, found.role) for found in find_dates(text, None)] == [(first, "from"), (last, "until")]


def test_afterwards() -> None:
    """A number of years afterwards is counted from the year before it in the text."""
    found = find_dates("افتتح سنة 2003 ثم بيع بعد ذلك بعامين", None)
    assert [one.value for one in found] == ["2003", "2005"]


def test_several_days() -> None:
    """Two days of one month are two dates."""
    found = find_dates("يومي 20 و21 أكتوبر 2023", None)
    assert [(one.value, one.role) for one in found] == [("2023-10-20", "date"), ("2023-10-21", "date")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20 أكتوبر 24", "2024-10-20"),
        ("11:02 ص, الأحد, 20 أكتوبر 24", "2024-10-20"),
        ("الأحد, 20 أكتوبر 24", "2024-10-20"),
        ("20 أكتوبر 99", "1999-10-20"),
        ("2015-07-21", "2015-07-21"),
        ("2015-07-21T11:02:33Z", "2015-07-21"),
        ("2015-07-21 11:02", "2015-07-21"),
        ("21/07/2015", "2015-07-21"),
        ("21/07/15", "2015-07-21"),
        ("٢١/٧/٢٠١٥", "2015-07-21"),
        ("21 تموز/يوليو 2015", "2015-07-21"),
        ("الثلاثاء 21 يوليو (تموز) 2015 م", "2015-07-21"),
        ("٢١ يوليو ٢٠١٥", "2015-07-21"),
        ("نشر في: 21 يوليو 2015 - 10:15 ص", "2015-07-21"),
        ("5 شوال 1436 هـ - 21 يوليو 2015 م", "2015-07-21"),
        ("October 20, 2024", "2024-10-20"),
        ("20 Oct 2024", "2024-10-20"),
        ("نوفمبر 2023", "2023-11"),
        ("5 شوال 1436", None),
        ("5 شوال 1436 هـ", None),
        ("2015", None),
        ("الأحد", None),
        ("11:02", None),
        ("", None),
        ("وقعت الشركة العقد يوم 9/7/2015", None),
        ("القاهرة في 21 يوليو 2015 أعلنت الشركة", None),
        ("31/02/2015", None),
        ("نمو 20% في أكتوبر 2023", None),
    ],
)
def test_date_line(text: str, value: str | None) -> None:
    """A line that holds a date and nothing else gives it; a sentence with a date, and a Hijri date, don't."""
    assert parse_date_line(text) == value


def test_wrong_table(tmp_path: Path) -> None:
    """A row without all its cells is named."""
    path = tmp_path / "calendar.tsv"
    path.write_text("kind\tvalue\nmonth\t1\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="month"):
        load_calendar(path)


WORDS = (
    "5 20 2015 1436 9/7/2015 2014-2015 أكتوبر تشرين الأول مارس آب شوال هـ م عام العام سنة عامي هذا الماضي المقبل الحالي المالي أمس اليوم غدا بعد غد الأحد يوم شهر "
    "مطلع نهاية بنهاية الربع الثالث الأخير النصف قبل منذ ثلاثة أشهر عامين أيام ذلك بعامين من إلى حتى بين في و و2015 ، ( ) - / . \n الصيف خلال المقرر"
)
PIECES = st.lists(st.sampled_from(WORDS.split(" ")), max_size=30).map(" ".join)
TEXTS = st.text() | PIECES | st.text(alphabet="0123456789٠١٢/-.:()مايوعام \n")
PUBLISHED = st.none() | st.dates().map(str) | st.sampled_from(["2024", "2024-05", "2024-02-30", "soon", ""])


@settings(deadline=None, max_examples=300)
@given(TEXTS, PUBLISHED)
def test_spans(text: str, published: str | None) -> None:
    """Whatever the text, spans lie within it, hold something, are sorted and don't overlap, and values are well formed."""
    end = 0
    for found in find_dates(text, published):
        assert end <= found.span.start < found.span.end <= len(text)
        assert text[found.span.start : found.span.end].strip()
        assert re.fullmatch(r"[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?", found.value)
        end = found.span.end
    parse_date_line(text)


@settings(deadline=None, max_examples=100)
@given(PIECES)
def test_absolute_alone(text: str) -> None:
    """What is found without the article's date doesn't change where the date is known."""
    absolute = [found for found in find_dates(text, None) if found.role == "date" and len(found.value) == 10]
    dated = find_dates(text, "2015-07-23")
    assert all(any(found.value == other.value for other in dated) for found in absolute)


def test_timex_recall() -> None:
    """Four of five time expressions with a calendar value are found in news marked by others."""
    if not TIMEX.is_dir():
        pytest.skip("the marked news isn't here")
    found = total = 0
    for path in sorted(TIMEX.glob("*.tml")):
        marked = path.read_text(encoding="utf-8")
        spans, text, last = [], "", 0
        for tag in re.finditer(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", marked, re.DOTALL):
            text += marked[last : tag.start()] + tag[2]
            last = tag.end()
            if 'type="DATE"' in tag[1] and re.search(r'value="[0-9]{4}(-[0-9]{2}){0,2}"', tag[1]):
                spans.append((len(text) - len(tag[2]), len(text)))
        dates = find_dates(text + marked[last:], "2015-12-24")
        total += len(spans)
        found += sum(any(date.span.start < end and start < date.span.end for date in dates) for start, end in spans)
    assert found / total > 0.8
