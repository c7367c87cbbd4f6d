"""Frozen dataclasses for what each article makes by the thousand: words, tokens, spans, arguments."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(*, frozen, slots, order=False):
        """Return the decorator of a dataclass whose fields the type checker alone keeps from being set.

        A dataclass that is frozen at run time sets each field by a call of its own, which the time of reading shows.
        """
        return dataclasses.dataclass(slots=slots, order=order, unsafe_hash=frozen)
