"""An analyst's questions, asked with the queries that ship with kg: of the three first articles, and of those retold in seeds/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.model import Article, Reading
from kg.ontology import ontology_folder

Read = Callable[[Article], Reading]

ROOT = Path(__file__).parents[1]
FIRST = ROOT.parent / "shared" / "gold" / "seeds"
RETOLD = [
    ROOT / "seeds" / f"{name}.txt"
    for name in ("01-strained-partnership", "02-access-to-technology", "03-revenue-share")
]
PAIR = {"e:microsoft", "e:openai"}
BILLION = 1_000_000_000


class Corpus:
    """Hold three articles on the same affairs: the strained partnership, the talks, the revenue share."""

    def __init__(self, paths: list[Path]) -> None:
        self.graph = kg.build(paths, processes=1)
        self.strained, self.talks, self.share = (kg.read(path).article for path in paths)
        self.texts = {f"a:{article.id}": article.text for article in (self.strained, self.talks, self.share)}

    def ask(self, template: str, **values: str) -> list[dict[str, object]]:
        """Return the rows of a query that ships with kg."""
        result = self.graph.query(
            (ontology_folder() / "queries" / f"{template}.rq").read_text(encoding="utf-8"), **values
        )
        return [dict(zip(result.columns, row, strict=True)) for row in result]


@pytest.fixture(scope="module", params=["first", "retold"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    if request.param == "retold":
        return Corpus(RETOLD)
    if not FIRST.is_dir():
        pytest.skip("the articles that the project started from aren't beside this checkout")
    return Corpus(sorted(FIRST.glob("*.txt")))


def test_money_from_one_to_another_is_a_timeline(corpus: Corpus) -> None:
    """Question 1: 13 billion in the dated article, about 13.75 billion in the undated one: two claims, not a sum."""
    rows = [row for row in corpus.ask("money-flows") if (row["from"], row["to"]) == ("e:microsoft", "e:openai")]
    found = {
        (row["amount"], row["currency"], row["bound"], row["status"], row["published"], row["article"]) for row in rows
    }
    strained, talks = corpus.strained, corpus.talks
    assert found == {
        (13 * BILLION, "USD", "exact", "kg:asserted", strained.published, f"a:{strained.id}"),
        (13.75 * BILLION, "USD", "approx", "kg:asserted", None, f"a:{talks.id}"),
    }


def test_a_lower_bound_stays_a_lower_bound(corpus: Corpus) -> None:
    """Question 1, other money: at least 650 million for the staff of Inflection, which nobody calls a takeover."""
    rows = [row for row in corpus.ask("money-flows") if row["to"] == "e:inflection-ai"]
    assert {(row["from"], row["relation"], row["amount"], row["bound"]) for row in rows} == {
        ("e:microsoft", "kg:hires-from", 650_000_000, "at-least")
    }


def test_open_deals_are_those_that_are_not_closed(corpus: Corpus) -> None:
    """Question 2: the talks between Microsoft and OpenAI, and the money that SoftBank announced, are open."""
    rows = corpus.ask("open-deals")
    talks = [row for row in rows if row["relation"] == "kg:negotiates-with" and {row["subject"], row["object"]} == PAIR]
    assert {row["status"] for row in talks} == {"kg:negotiating"}
    assert f"a:{corpus.talks.id}" in {row["article"] for row in talks}
    announced = [row for row in rows if (row["subject"], row["object"]) == ("e:softbank", "e:openai")]
    assert announced
    assert {row["relation"] for row in announced} <= {"kg:finances", "kg:invests-in"}
    assert {row["status"] for row in announced} == {"kg:planned"}


def test_open_deals_as_of_a_day_leave_out_later_articles(corpus: Corpus) -> None:
    """Question 2, as of a day before all dated articles: only the undated article is still counted."""
    articles = {row["article"] for row in corpus.ask("open-deals", day="2000-01-01")}
    assert f"a:{corpus.talks.id}" in articles
    assert f"a:{corpus.strained.id}" not in articles


def test_a_headline_makes_no_deal(corpus: Corpus) -> None:
    """The headline that has Microsoft take hold of OpenAI's technology puts no acquisition among what is asserted."""
    assert not corpus.graph.query("ASK { e:microsoft kg:acquires ?anything }")


def test_revenue_share_has_a_direction_and_two_figures(corpus: Corpus) -> None:
    """Question 5: OpenAI pays Microsoft 20% until 2030; 10% at the end of the contract is expected, not asserted."""
    rows = corpus.ask("revenue-shares")
    assert {(row["payer"], row["receiver"]) for row in rows} == {("e:openai", "e:microsoft")}
    figures = {(row["percent"], row["until"], row["status"]) for row in rows}
    assert (20, "2030", "kg:asserted") in figures
    assert all(status in ("kg:expected", "kg:planned") for percent, _, status in figures if percent == 10)


def test_partners_can_be_rivals(corpus: Corpus) -> None:
    """Question 8: Microsoft and OpenAI are asserted to be partners and competitors at once."""
    rows = corpus.ask("partners-and-rivals")
    assert [(row["one"], row["other"]) for row in rows] == [("e:microsoft", "e:openai")]


def test_conditions_are_told_with_their_sentence(corpus: Corpus) -> None:
    """Question 9: what SoftBank announced hangs on the restructuring by the end of the year, as its sentence says."""
    rows = [row for row in corpus.ask("conditions") if (row["subject"], row["object"]) == ("e:softbank", "e:openai")]
    assert rows
    assert all("العام" in str(row["quote"]) for row in rows)


def test_one_company_has_many_names(corpus: Corpus) -> None:
    """Question 14: the Latin and the Arabic spellings of OpenAI are one entity, each with the articles that use it."""
    names = {row["name"] for row in corpus.ask("names", entity="e:openai")}
    assert {"OpenAI", "Open AI", "أوبن أيه آي"} <= names
    assert len([row for row in corpus.ask("names") if row["name"] in names and row["entity"] != "e:openai"]) == 0


def test_names_are_found_at_their_offsets(corpus: Corpus) -> None:
    """Question 14: the offsets of a company lead to its name, or to words that stand for it, in every article."""
    rows = corpus.ask("places-in-text", entity="e:openai")
    assert {row["article"] for row in rows} == set(corpus.texts)
    for row in rows:
        text = corpus.texts[str(row["article"])]
        found = text[int(str(row["start"])) : int(str(row["end"]))]
        assert found == found.strip() != ""
    written = {corpus.texts[str(row["article"])][int(str(row["start"])) : int(str(row["end"]))] for row in rows}
    assert {"OpenAI", "أوبن أيه آي"} <= written
