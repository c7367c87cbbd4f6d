"""Which things of several articles are one: ids, names taken apart, how likely two of them are of one thing, and what to ask a person."""

from kg.identity.contexts import Context, ContextReader
from kg.identity.ids import Identifier
from kg.identity.likeness import AUTOMATIC, PROPOSED, Likeness, names_alike
from kg.identity.names import Name, NameReader
from kg.identity.namesakes import Namesake, namesakes
from kg.identity.profiles import Profile, Profiles
from kg.identity.proposals import Proposal, proposals
from kg.identity.renaming import loops, renamed

__all__ = [
    "AUTOMATIC",
    "PROPOSED",
    "Context",
    "ContextReader",
    "Identifier",
    "Likeness",
    "Name",
    "NameReader",
    "Namesake",
    "Profile",
    "Profiles",
    "Proposal",
    "loops",
    "names_alike",
    "namesakes",
    "proposals",
    "renamed",
]
