"""Printed sheets: which kinds there are, and the Typst that each is made of.

`SHEETS` says what a kind shows; how it looks is in templates/sheets/: a Jinja template for each document, and
beside them plain Typst (`theme.typ`, `layout.typ`) and whatever pictures a project adds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from studygen import cut_outs, glossary, guide, people, quiz, reading, reasoning, time_chart
from studygen.knowledge import Knowledge
from studygen.markup import escape_typst
from studygen.media import FOLDER
from studygen.notes import Note
from studygen.problems import FaultyFilesError, Place
from studygen.sheet_input import NothingToPrintError, SheetInput
from studygen.sheet_options import SheetKind
from studygen.templating import Trace, read_trace, template_fault, typst_environment

MAIN = "main.typ"  # what Typst knows a document as

# What Typst can import, read or show. Files of other kinds that lie beside the templates are none of ours.
_FILES = frozenset(
    ".typ .png .jpg .jpeg .gif .webp .svg .pdf .txt .csv .json .yaml .toml .xml .bib".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class SheetSource:
    """A document in Typst; the last two tell about faults, in terms of what the user wrote."""

    name: str  # of the document: glossary, quiz, quiz-key, cards
    main: str
    files: Mapping[str, bytes]
    inputs: Mapping[str, str]  # what plain Typst files are told: whether to print in colour
    locate: Callable[[str, int, int], Place | None] = field(compare=False, repr=False)
    holders: Callable[[str], tuple[str, ...]] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet: what it is for, the documents it consists of, and what their templates are given."""

    about: str
    documents: tuple[str, ...]
    view: Callable[[SheetInput], dict[str, Any]]  # the pictures that they show among it, under `pictures`


def render(kind: SheetKind, given: SheetInput, folders: Sequence[Path]) -> tuple[SheetSource, ...]:
    """Make the documents of a sheet with the templates in `folders`, the first of which has precedence.

    Raises:
        FaultyFilesError: a template has a fault.
        NothingToPrintError: there is nothing to print, or not in the way that was asked for.
    """
    if not given.notes:
        raise NothingToPrintError("there is nothing to print: no notes are selected")
    sheet = SHEETS[kind]
    values = _common(given) | sheet.view(given)
    inputs = {"colour": str(getattr(given.options, kind).colour).lower()}
    paths = _beside(folders)
    files = {name: path.read_bytes() for name, path in paths.items()}
    files |= {f"{FOLDER}/{one.name}": one.file.read() for one in values["pictures"]}
    sources = []
    for name in sheet.documents:
        main = _rendered(folders, name, values)
        locate = _locator(folders, name, values, main, paths, given.knowledge)
        sources.append(SheetSource(name, main, files, inputs, locate, _holders(given.notes)))
    return tuple(sources)


def _common(given: SheetInput) -> dict[str, Any]:
    """Return what every template is given."""
    sources = given.sources
    return {
        "title": given.title,
        "description": given.description,
        "authors": tuple(dict.fromkeys(source.spec.author for source in sources)),
        "source": "; ".join(f"{source.spec.author}: {source.spec.title}" for source in sources),
        "language": sources[0].spec.language if sources else "en",
        "paper": given.paper,
        "pictures": (),
    }


SHEETS: Mapping[SheetKind, Sheet] = {
    "arguments": Sheet("arguments with their reasons, and a map of all", ("arguments",), reasoning.view),
    "cards": Sheet("question cards to print on both sides and cut out", ("cards",), cut_outs.view),
    "glossary": Sheet("terms and figures from A to Z, dates, and arguments", ("glossary",), glossary.view),
    "guide": Sheet("all of it as one booklet, with contents and index", ("guide",), guide.view),
    "people": Sheet("who's who, and who speaks of whom", ("people",), people.view),
    "quiz": Sheet("a practice quiz, and its key as a document of its own", ("quiz", "quiz-key"), quiz.view),
    "reader": Sheet(
        "the text with numbered lines, entries in the margin, an index", ("reader",), reading.view
    ),
    "timeline": Sheet("dates down an axis, to scale where they have years", ("timeline",), time_chart.view),
}


def _beside(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the files that Typst may reach, by the names that templates know them under."""
    return {
        path.relative_to(folder).as_posix(): path
        for folder in reversed(folders)
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _FILES and path.is_file()
    }


def _rendered(folders: Sequence[Path], name: str, values: Mapping[str, Any], *, traced: bool = False) -> str:
    environment = typst_environment(folders, traced=traced)
    try:
        return environment.get_template(f"{name}.typ").render(values)
    except Exception as error:  # a template runs whatever its author wrote
        problem = template_fault(error)
        if problem is None:
            raise
        raise FaultyFilesError((problem,)) from error


def _locator(
    folders: Sequence[Path],
    name: str,
    values: Mapping[str, Any],
    main: str,
    paths: Mapping[str, Path],
    knowledge: Knowledge,
) -> Callable[[str, int, int], Place | None]:
    """Return what tells where something in Typst was written: in a template, beside it, or in an entry."""

    @cache
    def trace() -> Trace:
        return read_trace(_rendered(folders, name, values, traced=True))

    @cache
    def places() -> dict[str, Place]:
        """Return where the pictures of the sheet were named, by their names, as such and in Typst."""
        shown = {one.name for one in values["pictures"]}
        named = {
            source.media[medium.file].name: entry.place(*path, "file")
            for source, entry in knowledge.entries()
            for path, medium in entry.all_media
        }
        found = {name: place for name, place in named.items() if name in shown}
        return found | {escape_typst(name): place for name, place in found.items()}

    def locate(file: str, line: int, column: int) -> Place | None:
        if file in paths:
            return Place(paths[file], line, column)
        at_fault = main.split("\n")[line - 1] if file == MAIN else file
        for picture, place in places().items():
            if picture in at_fault:
                return place
        # Tracing is trusted only where it left the document as it was.
        return trace().place(line, column) if trace().text == main else None

    return locate


def _holders(notes: tuple[Note, ...]) -> Callable[[str], tuple[str, ...]]:
    def holders(character: str) -> tuple[str, ...]:
        """Return the ids of the entries in which the character stands."""
        held = {entry.id: entry for note in notes for entry in note.entries}
        return tuple(key for key, entry in held.items() if character in entry.model_dump_json())

    return holders
