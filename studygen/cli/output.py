"""What commands say: results on standard output, everything else on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from studygen.problems import Problem

if TYPE_CHECKING:
    from studygen.commands.written import Progress, Written


def print_result(text: str) -> None:
    """Print what was asked for."""
    print(text)  # noqa: T201  # this is where results are printed


def say(message: object) -> None:
    """Tell whoever runs the command something, beside its results."""
    print(message, file=sys.stderr)  # noqa: T201  # standard output is left to what scripts read


def say_written(written: "list[Written]") -> None:
    """Tell what was written, in columns, and what there is to say about it."""
    width = max(len(str(file.path)) for file in written)
    for file in written:
        say(f"{file.path!s:<{width}}  {file.holds}")
    for file in written:
        for warning in file.warnings:
            say(f"{file.path}: warning: {warning}")


def counted_faults(problems: tuple[Problem, ...]) -> str:
    """Return `2 errors, 1 warning` or the like."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    said = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    return ", ".join(said) or "no faults"


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
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
