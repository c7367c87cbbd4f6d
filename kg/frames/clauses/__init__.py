"""Constituents -> clauses: each verb with its subject, its objects, and the clause that governs it."""

from kg.frames.clauses.agreement import agreeing
from kg.frames.clauses.model import Clause, Opening
from kg.frames.clauses.reader import ClauseReader

__all__ = ["Clause", "ClauseReader", "Opening", "agreeing"]
