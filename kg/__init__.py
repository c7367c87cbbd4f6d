"""Arabic business news in, a knowledge graph out: every edge with the sentence that states it.

    import kg
    graph = kg.build("seeds/")
    graph.query("SELECT ?buyer ?bought { ?buyer kg:acquires ?bought }")

What takes its time to load is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, explain, load, read

__all__ = ["Graph", "build", "explain", "load", "read"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the interface when it is first used: `import kg` alone costs nothing."""
    if name in __all__:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
