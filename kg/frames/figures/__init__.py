"""Figures -> the predicates whose object they are: `reading` finds them, `reach` how far from a predicate, `comparisons` those of earlier periods, `owners` whose they are."""

from kg.frames.figures.model import Figure, definite, figures_in, preposition_of
from kg.frames.figures.reading import FigureReader

__all__ = ["Figure", "FigureReader", "definite", "figures_in", "preposition_of"]
