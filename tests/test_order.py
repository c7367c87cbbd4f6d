"""Rows in order in constant memory: as sorting them all at once would have them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.order import in_order

TEXTS = st.text(alphabet="اب\n\x1f☃z", max_size=3)
ROWS = st.lists(st.tuples(TEXTS, st.booleans(), TEXTS), max_size=40)


@given(ROWS, st.integers(1, 50))
def test_rows_come_in_order_each_once(rows: list[tuple[str, bool, str]], at_once: int) -> None:
    """Whatever fits into memory at once, the rows are those of a sorted set."""
    assert list(in_order(iter(rows), at_once)) == sorted(set(rows))


@given(st.lists(TEXTS), st.integers(1, 5))
def test_lines_come_in_order_each_once(lines: list[str], at_once: int) -> None:
    """Texts go the same way as rows."""
    assert list(in_order(lines, at_once)) == sorted(set(lines))


def test_many_rows_are_read_back_in_parts() -> None:
    """Runs longer than what is read of them at a time lose nothing."""
    numbers = [f"{number * 7919 % 10007:05}" for number in range(10007)]
    assert list(in_order(iter(numbers), 5000)) == sorted(numbers)
