"""The command line: one thin command a verb. Data goes to stdout, messages to stderr; 0 is well, 1 wrong data, 2 wrong use."""

from kg.cli.articles import build, read
from kg.cli.curation import review, same
from kg.cli.program import main
from kg.cli.questions import query
from kg.cli.reading import evaluate, train
from kg.cli.showing import export, serve, view
from kg.cli.trust import check, conflicts, diff

for verb in (build, read, query, view, serve, export, conflicts, diff, check, same, review, evaluate, train):
    main.add_command(verb)

__all__ = ["main"]
