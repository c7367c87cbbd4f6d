"""The program `kg`: one line for each error, silence for a closed pipe."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

import click

import kg
from kg.cli.output import fail, forget_stdout
from kg.model import KgError


class _Main(click.Group):
    """Turn errors into one line on stderr, a closed pipe into silence, and write UTF-8 whatever the terminal says."""

    def main(self, *args: Any, **extra: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        # docopt, which camel-tools brings, is compiled with these on first use.
        warnings.filterwarnings("ignore", "invalid escape sequence", SyntaxWarning)
        return super().main(*args, **extra)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            raise SystemExit(130) from None
        except BrokenPipeError:
            forget_stdout()
            raise SystemExit(0) from None
        except Exception as error:
            if context.params["debug"]:
                raise
            if isinstance(error, OSError) and error.filename is None:
                forget_stdout()
            fail(_said(error))


def _said(error: Exception) -> str:
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or 'writing'}: {error.strerror or error}"
    return f"the program failed: {type(error).__name__}: {error} (kg --debug … shows where; please report it)"


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kg.__version__, "-V", "--version", prog_name="kg")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Turn Arabic business news into a knowledge graph whose every edge shows the sentence that states it.

    \b
    Example:
      kg build articles/ -o out/
      kg query out/ "SELECT ?buyer ?bought { ?buyer kg:acquires ?bought }"
    """
    del debug
    # Sums on several cores differ in their last bits, and the processes of a build have a core each.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
