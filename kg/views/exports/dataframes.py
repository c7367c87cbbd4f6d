"""Tables of a graph as pandas DataFrames: dates are dates, figures are numbers, and what repeats is a category."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.views.exports.tables import COLUMNS, to_tables
from kg.views.network import flat_qualifiers

if TYPE_CHECKING:
    import pandas

    from kg.graph import Graph

DATES = frozenset(("published", "date", "until", "period"))
NUMBERS = frozenset(("value", "score", "belief", "percent", "change_percent"))
OFFSETS = frozenset(name for name in COLUMNS["evidence"] if name.endswith(("start", "end")))
CATEGORIES = frozenset(("type", "relation", "status", "unit", "bound", "where", "role", "publisher"))

_DAY = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?")


def to_dataframes(graph: Graph) -> dict[str, pandas.DataFrame]:
    """Return the tables of `to_tables` as DataFrames; raise ImportError where pandas isn't installed.

    The statements have a column for each qualifier beside them: `amount_value`, `amount_currency`, `amount_bound`, `percent`, `role`, `seller` …
    A date is the first day of what the text names, as datetime64; beside it `date_text` keeps it as precise as it is known (2024-Q3).
    """
    pandas = _pandas()
    frames = {name: pandas.DataFrame(rows, columns=list(COLUMNS[name])) for name, rows in to_tables(graph).items()}
    statements = graph.statements()
    flat = [flat_qualifiers(statement) for statement in statements]
    for role in sorted({role for row in flat for role in row} - set(COLUMNS["statements"])):
        frames["statements"][role] = [row.get(role, "") for row in flat]
    frames["entities"]["names"] = [entity.names for entity in graph.entities()]
    frames["statements"]["articles"] = [
        tuple(sorted({item.article for item in statement.evidence})) for statement in statements
    ]
    return {name: _typed(frame) for name, frame in frames.items()}


def _typed(frame: pandas.DataFrame) -> pandas.DataFrame:
    """Return a table whose columns have the types of what they hold; nothing stands where a cell was empty."""
    pandas = _pandas()
    columns: dict[str, Any] = {}
    for name in frame.columns:
        column = frame[name]
        if name in DATES:
            columns[name] = pandas.to_datetime(column.map(first_day), format="%Y-%m-%d", errors="coerce")
            columns[f"{name}_text"] = column.mask(column == "")
        elif name in NUMBERS or name.endswith("_value"):
            columns[name] = pandas.to_numeric(column, errors="coerce")
        elif name in OFFSETS:
            columns[name] = pandas.to_numeric(column, errors="coerce").astype("Int64")
        elif name in CATEGORIES or name.endswith(("_currency", "_bound")):
            columns[name] = column.mask(column == "").astype("category")
        elif name in ("names", "articles"):
            columns[name] = column
        else:
            columns[name] = column.mask(column == "")
    return pandas.DataFrame(columns, index=frame.index)


def first_day(date: object) -> str | None:
    """Return the first day of a year, a quarter, a month or a day as YYYY-MM-DD, None for what is no date."""
    found = _DAY.fullmatch(str(date))
    if found is None:
        return None
    month = 3 * int(found["quarter"]) - 2 if found["quarter"] else int(found["month"] or 1)
    return f"{found['year']}-{month:02}-{found['day'] or '01'}"


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise ImportError(
            "DataFrames need pandas, which kg doesn't bring: pip install pandas, or the extra kg[pandas]"
        ) from error
    return pandas
