"""Which things of several articles are one: what a reading says of things under other ids."""

from kg.identity.ids import Identifier
from kg.identity.renaming import loops, renamed

__all__ = ["Identifier", "loops", "renamed"]
