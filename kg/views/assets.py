"""What pages are made of: scripts and styles that stand in the page itself, and the policy that lets a browser run no others."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from kg.views.wording import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from markupsafe import Markup

EXPLORER = TEMPLATES / "explorer"
LOOK = EXPLORER / "look.css"


class Asset(NamedTuple):
    """Hold the text of a script or a style with the hash that lets the browser run it."""

    text: str
    hash: str


def asset(path: Path) -> Asset:
    """Read a script or a style as it is to stand in a page."""
    # Browsers hash what they parse, with line ends as \n; a source map would be asked for by developer tools.
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"(?m)^//# sourceMappingURL=.*$", "", text)
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)
    return Asset(text, base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())


def policy(scripts: Iterable[Asset], styles: Iterable[Asset], *more: str) -> str:
    """Return a policy that forbids every request and every script and style but these; `more` allows what a page needs beside."""
    allowed_scripts = " ".join(f"'sha256-{script.hash}'" for script in scripts)
    allowed_styles = " ".join(f"'sha256-{style.hash}'" for style in styles)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed_scripts}",
            f"style-src {allowed_styles}",
            "img-src data:",
            "base-uri 'none'",
            *(more or ("form-action 'none'",)),
        )
    )


def inline(part: Asset) -> Markup:
    """Return a script or a style as a template may write it; only files of this package and of pyvis, no article's text."""
    from markupsafe import Markup

    return Markup(part.text)
