"""The output folder of a build: written whole or not at all, changed article by article, and finished where it was cut off.

`keys` names what a reading depends on, `journal` holds what is read before a build is done, `lines` finds it again, `archive` knows which articles
a folder has and how they join, `manifest` how its files were built, `writing` writes them, `commits` puts new files into the place of old
ones, and `builds` composes them.
"""

from kg.output.builds import ReadAll, Report, build, change, unfinished
from kg.output.commits import complete
from kg.output.journal import Note, Noted, noting
from kg.output.manifest import OUTPUTS, Options
from kg.output.writing import Progress, silent

__all__ = [
    "OUTPUTS",
    "Note",
    "Noted",
    "Options",
    "Progress",
    "ReadAll",
    "Report",
    "build",
    "change",
    "complete",
    "noting",
    "silent",
    "unfinished",
]
