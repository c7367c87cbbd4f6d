"""Which things of several articles are one: ids, names taken apart, how likely two of them are of one thing, and what to ask a person."""

from kg.identity.ids import Identifier
from kg.identity.likeness import AUTOMATIC, PROPOSED, Likeness, names_alike
from kg.identity.names import Name, NameReader
from kg.identity.profiles import Profile, Profiles
from kg.identity.proposals import Proposal, proposals
from kg.identity.renaming import loops, renamed

__all__ = [
    "AUTOMATIC",
    "PROPOSED",
    "Identifier",
    "Likeness",
    "Name",
    "NameReader",
    "Profile",
    "Profiles",
    "Proposal",
    "loops",
    "names_alike",
    "proposals",
    "renamed",
]
