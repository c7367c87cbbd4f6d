"""Options and arguments that several verbs take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

STREAM = Path("-")

AnyFile = click.Path(path_type=Path)
AnyFileOrStream = click.Path(path_type=Path, allow_dash=True)


def language_option(default: str, about: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option --language, Arabic or English."""
    languages = click.Choice(("ar", "en"))
    return click.option("--language", type=languages, default=default, show_default=True, help=about)


processes_option = click.option(
    "-j", "--processes", type=click.IntRange(1, 256), help="Processes that read; one for each core, by default."
)
