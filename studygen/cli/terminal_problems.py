"""Problems on a terminal: in colour, with the line that each is about, a caret below it, and the remedy."""

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from studygen.commands.problem_groups import More
from studygen.knowledge.yaml.nodes import LINE_END
from studygen.problems import Place, Problem
from studygen.wording import printable, printable_line

_COLOURS = {"error": "bold red", "warning": "yellow"}
_LEAST_WIDTH = 20  # of what is quoted of a line


def show(problems: Iterable[Problem | More], stream: TextIO) -> None:
    """Write problems; without colour where NO_COLOR is set, or the terminal has none."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)
    lines = _Lines()
    for each in problems:
        if isinstance(each, More):
            console.print(Text(printable(str(each)), style="dim"))
            continue
        wrong, _, remedy = printable(each.message).partition("; ")
        told = Text.assemble(
            (printable_line(str(each.place)), "bold"),
            "  ",
            (f"{each.severity}: ", _COLOURS[each.severity]),
            wrong,
            (f"  [{each.rule}]", "dim"),
        )
        console.print(told)
        gutter = lines.show(each.place, console)
        if remedy:
            arrow = Text.assemble(("→ ", "bold green"), remedy)
            for line in arrow.wrap(console, max(_LEAST_WIDTH, console.width - gutter)):
                console.print(Text(" " * gutter) + line)
        console.print()


class _Lines:
    """The lines of files, each of which is read once."""

    def __init__(self) -> None:
        self._files: dict[Path, list[str]] = {}

    def show(self, place: Place, console: Console) -> int:
        """Write the line of a place with a caret below, if there is one; return how wide its margin is."""
        line = self._line(place)
        if line is None:
            return 2
        number = f"{place.line:>5} │ "
        start, shown = _window(line, place.column - 1, max(_LEAST_WIDTH, console.width - len(number) - 1))
        before = cell_len(shown[: place.column - 1 - start])
        console.print(Text.assemble((number, "dim"), shown), soft_wrap=True)
        console.print(Text.assemble((f"{'│':>7} ", "dim"), " " * before, ("^", "bold")), soft_wrap=True)
        return len(number)

    def _line(self, place: Place) -> str | None:
        if not place.line:
            return None
        if place.file not in self._files:
            try:
                text = place.file.read_bytes().decode("utf-8-sig", "replace")
            except OSError:
                text = ""
            self._files[place.file] = [printable_line(each).expandtabs(1) for each in LINE_END.split(text)]
        lines = self._files[place.file]
        return lines[place.line - 1] if place.line <= len(lines) else None


def _window(line: str, column: int, width: int) -> tuple[int, str]:
    """Return the part of a line that has a column in it and fits a width, and where it begins."""
    if cell_len(line) <= width:
        return 0, line
    start = max(0, column - width // 3)
    shown = ""
    for character in line[start:]:
        if cell_len(shown + character) > width:
            break
        shown += character
    return start, shown
