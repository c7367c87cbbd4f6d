"""What whoever serves a graph may choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.graph.confined import MEMORY


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold the limits that every query is under, and how the site presents itself."""

    timeout: float = 20.0
    """Seconds that a query may take."""
    limit: int = 10_000
    """Rows, or triples, that an answer may have."""
    processes: int = 2
    """Queries that run at the same time, each in a process with a copy of the graph."""
    memory: int = MEMORY
    """Bytes that a query may take beside the graph."""
    patience: float = 2.0
    """Seconds that a query waits for a free process before it is turned away."""
    largest_request: int = 256 << 10
    """Bytes that a request may have."""
    shown: int = 500
    """Rows that the page of questions shows."""
    title: str = ""
    language: Literal["ar", "en"] = "ar"
    """Language for those whose browser asks for neither Arabic nor English."""
    allowed_origin: str = "*"
    """Whose pages may ask the endpoint from a browser; empty for nobody's but its own."""
