"""Records are dataclasses that the type checker alone keeps frozen."""

from __future__ import annotations

import pytest

from kg.records import record


@record(frozen=True, slots=True, order=True)
class Stretch:
    """Hold where something starts and ends."""

    start: int
    end: int


def test_records_of_the_same_fields_are_one_key() -> None:
    assert {Stretch(1, 2): "one"}[Stretch(1, 2)] == "one"
    assert Stretch(1, 2) != Stretch(1, 3)


def test_records_are_ordered_by_their_fields() -> None:
    assert sorted([Stretch(2, 3), Stretch(1, 9), Stretch(1, 2)]) == [Stretch(1, 2), Stretch(1, 9), Stretch(2, 3)]


def test_a_record_has_its_fields_and_no_others() -> None:
    with pytest.raises(AttributeError):
        Stretch(1, 2).middle = 1  # type: ignore[attr-defined]
