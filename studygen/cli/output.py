"""What commands say: results on standard output, everything else on standard error.

Names, texts and messages of others stand in nearly all of it, so that whatever would steer a terminal is
replaced here.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from studygen.wording import counted, listed, printable, without_middle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studygen.commands.outputs import Progress, Written
    from studygen.problems import Problem

_FEW = 5  # problems that one sees at a glance


class _Closed(StringIO):
    """Standard output that was closed before the command began."""

    def write(self, _text: str) -> int:
        """Tell that nothing can be written."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def replace_closed_streams() -> None:
    """Let what is written to closed streams be told, or be lost where there is nowhere to tell it."""
    sys.stdout = sys.stdout or _Closed()
    sys.stderr = sys.stderr or StringIO()


def print_result(text: str, *, is_styled: bool = False) -> None:
    """Print what was asked for; what has colours of our own is known to have no other marks."""
    print(text if is_styled else printable(text))  # noqa: T201  # this is where results are printed


def say(message: object) -> None:
    """Tell whoever runs the command something, beside its results."""
    with _nowhere_else_to_tell():
        print(printable(str(message)), file=sys.stderr)  # noqa: T201  # standard output is left to what scripts read


@contextmanager
def _nowhere_else_to_tell() -> Iterator[None]:
    """Go on where standard error takes nothing, but for a reader who has enough of it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError:
        sys.stderr = StringIO()  # or Python would try again at its end


def say_written(written: "list[Written]") -> None:
    """Tell what was written, in columns, and what there is to say about it."""
    width = max(len(str(file.path)) for file in written)
    for file in written:
        say(f"{file.path!s:<{width}}  {file.holds}")
    for file in written:
        for warning in file.warnings:
            say(f"{file.path}: warning: {without_middle(warning)}")


def print_problems(problems: "Sequence[Problem]", *, every: bool = False) -> None:
    """Print problems as the result that was asked for; of many of a kind a few, unless `every` is given."""
    _write_problems(problems, sys.stdout, every=every)


def say_problems(problems: "Sequence[Problem]") -> None:
    """Tell problems beside the results of a command, of many of a kind a few."""
    with _nowhere_else_to_tell():
        _write_problems(problems, sys.stderr, every=False)


def _write_problems(problems: "Sequence[Problem]", stream: TextIO, *, every: bool) -> None:
    """Write problems: a line each, or on a terminal as people read them."""
    if not problems:
        return
    from studygen.commands.problem_groups import grouped

    told = sorted(problems) if every else grouped(problems)
    if stream.isatty() or os.environ.get("FORCE_COLOR"):
        from studygen.cli.terminal_problems import show

        show(told, stream)
    else:
        lines = (printable(str(each)) for each in told)
        print("\n".join(lines), file=stream)  # results are printed here, too


def counted_faults(problems: "Sequence[Problem]") -> str:
    """Return `2 errors, 1 warning` or the like, and how many each rule found, if there are many."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    said = ", ".join(
        counted(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number
    )
    if len(problems) <= _FEW:
        return said or "no faults"
    from studygen.commands.problem_groups import counts_by_rule

    return f"{said}: {listed(f'{number:,} {rule}' for rule, number in counts_by_rule(problems).items())}"


def open_in_browser(path: Path) -> None:
    """Show a page or a PDF in the browser, which every computer has."""
    import webbrowser  # 10 ms, and few commands open anything

    if not webbrowser.open(path.resolve().as_uri()):
        say(f"studygen: no browser could be started here; open {path} in one")


@contextmanager
def progress_bar(doing: str) -> "Iterator[Progress]":
    """Show a bar of what is done, on a terminal and when it takes long."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _all: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda what, done, total: bar.update(
            task, description=escape(printable(what)), completed=done, total=total
        )
