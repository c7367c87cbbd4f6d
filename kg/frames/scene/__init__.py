"""A sentence's constituents and clauses -> predicates: each verb, verbal noun, participle and noun that a frame may know, with what stands around it."""

from kg.frames.scene.model import Governor, Predicate, Scene, lemmas_of
from kg.frames.scene.predicates import PredicateFinder

__all__ = ["Governor", "Predicate", "PredicateFinder", "Scene", "lemmas_of"]
