"""Predicates -> claims: who and what fills the places of the frames that know them."""

from kg.frames.arguments.matcher import FrameMatcher
from kg.frames.arguments.model import Claim

__all__ = ["Claim", "FrameMatcher"]
