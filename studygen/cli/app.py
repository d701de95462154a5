"""The command line: the commands, and how they end.

Options are read in the modules of this folder, and everything else is called. What takes long to import is
imported where it is used, so that the help is there at once.
"""

import atexit
import gc
import sys
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from studygen import __version__
from studygen.cli.build import build
from studygen.cli.check import check
from studygen.cli.coverage import coverage
from studygen.cli.deck import deck
from studygen.cli.demo import demo
from studygen.cli.export import export
from studygen.cli.find import find
from studygen.cli.import_ import import_
from studygen.cli.init import init
from studygen.cli.lock import lock
from studygen.cli.output import counted_faults, print_result, replace_closed_streams, say, say_problems
from studygen.cli.packages import diff, inspect
from studygen.cli.preview import preview
from studygen.cli.release import release
from studygen.cli.rename import rename
from studygen.cli.schema import schema
from studygen.cli.sheet import SheetCommand, sheet
from studygen.cli.tags import tags
from studygen.problems import FaultyFilesError, StudygenError

_CANNOT_GO_ON = 2
_PIPE_CLOSED = 128 + 13  # as shells tell a program that SIGPIPE has ended


class _Commands(TyperGroup):
    """The commands, where every fault ends as a message on standard error and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return self._invoke_and_tell_faults(ctx)
        except BrokenPipeError:
            # Whoever read has enough, as `head` has: to a shell, it ends as if by the signal for that.
            sys.stdout = sys.stderr = None
            raise typer.Exit(_PIPE_CLOSED) from None

    def _invoke_and_tell_faults(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except FaultyFilesError as error:
            say_problems(error.problems)
            say(counted_faults(error.problems))
            code = 1
        except StudygenError as error:
            say(f"studygen: {error}")
            code = _CANNOT_GO_ON
        except BrokenPipeError:
            raise
        except OSError as error:
            code = _told(error)
        except KeyboardInterrupt:
            say("studygen: interrupted; files that were not finished are as they were before")
            code = _CANNOT_GO_ON
        raise typer.Exit(code)


def _told(error: OSError) -> int:
    """Tell what cannot be read or written, and return the exit code for that."""
    what = error.filename or "to standard output"  # what else is written has messages of its own
    say(f"studygen: cannot read or write {what}: {error.strerror}")
    sys.stdout = None  # or Python would try again and complain
    return _CANNOT_GO_ON


_HELP_TOO = {"help_option_names": ["-h", "--help"]}

# Typer's help with Rich would take twice the time to start.
app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings=_HELP_TOO,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print_result(f"studygen {__version__}")
        raise typer.Exit


@app.callback()
def studygen(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
    follow: Annotated[
        bool,
        typer.Option(
            "--follow-links",
            help="Let symbolic links lead out of the project, to read and to write. Only if it is yours.",
        ),
    ] = False,
) -> None:
    """Make Anki decks and printed study sheets from a text and a knowledge base about it.

    Run it in the folder of a project, or name one with --project. `studygen demo` makes one to look at.

    \b
    Examples:
      studygen build
      studygen deck --where "tag:kind::term" --output terms.apkg
      studygen sheet quiz --where "tag:paragraph::04" --seed 7
      studygen check
      studygen release

    Exit codes: 0 fine; 1 faults in the project's files; 2 it cannot go on.
    """
    del version
    if follow:
        from studygen.files import follow_links

        follow_links()


# In the order in which the help lists them.
for command in (
    init, demo, import_, export, find,
    build, deck, sheet, preview, check, coverage, tags, release, rename, lock, schema, inspect, diff,
):  # fmt: skip
    app.command(cls=SheetCommand if command is sheet else None, context_settings=_HELP_TOO)(command)


def main() -> None:
    """Run the command line."""
    # A command needs what it makes until it ends. To look for what it does not need, again and again, and
    # once more at the end, would be a tenth of the time that a sheet takes.
    gc.disable()
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a character shows its number
            stream.reconfigure(errors="backslashreplace")
    replace_closed_streams()
    try:
        app()
    except OSError as error:  # of the help and the version, which are printed before any command
        raise SystemExit(_told(error)) from None
