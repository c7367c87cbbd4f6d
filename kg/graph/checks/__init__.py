"""A graph -> what breaks the editorial rules of ontology/shapes.ttl, with messages in Arabic and English.

`constraints` makes queries of SHACL shapes, `shapes` runs them, `layers` and `quotes` look at what SHACL can't see, `report` holds what was found,
and `run` goes through them all.
"""

from kg.graph.checks.report import Report, Rule, Unchecked, Violation

__all__ = ["Report", "Rule", "Unchecked", "Violation"]
