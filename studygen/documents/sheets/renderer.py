"""Rendering sheets: the Typst that each is made of.

What a sheet shows, its own module says; how it looks is in templates/sheets/: a Jinja template for the body
of each document and one for what stands around it, and beside them plain Typst (`defaults.typ`, `theme.typ`,
`layout.typ`) and whatever pictures a project adds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from studygen.cards.note import Note
from studygen.documents.sheets.guide import GuideOptions
from studygen.documents.sheets.options import PagePaper
from studygen.documents.sheets.registry import SHEETS, SheetKind
from studygen.documents.sheets.sheet import Document, NothingToPrintError, Sheet, SheetInput
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.media import FOLDER
from studygen.knowledge.text.markdown import escape_typst
from studygen.problems import FaultyFilesError, Place
from studygen.templating import Trace, read_trace, template_problem, typst_environment

MAIN = "main.typ"  # what Typst knows a document as
THEME = "theme.typ"  # in which values stand that are to be different
DEFAULTS = "defaults.typ"  # in which all of them stand
SHIPPED_DEFAULTS = f"shipped/{DEFAULTS}"  # what Typst knows it as

# What Typst can import, read or show. Files of other kinds that lie beside the templates are none of ours.
_FILES = frozenset(
    ".typ .png .jpg .jpeg .gif .webp .svg .pdf .txt .csv .json .yaml .toml .xml .bib".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class SheetSource:
    """A document in Typst; the last two tell about faults, in terms of what the user wrote."""

    name: str  # of the document: glossary, quiz, quiz-key, quiz-b
    main: str
    files: Mapping[str, bytes]
    inputs: Mapping[str, str]  # what plain Typst files are told: whether to print in colour, and so on
    fonts: tuple[Path, ...]  # folders that have some
    imposed_on: PagePaper | None  # if it is to be a booklet: the paper of its sheets, which is folded
    locate: Callable[[str, int, int], Place | None] = field(compare=False, repr=False)
    holders: Callable[[str], tuple[str, ...]] = field(compare=False, repr=False)


def render(kind: SheetKind, given: SheetInput, folders: Sequence[Path]) -> tuple[SheetSource, ...]:
    """Make the documents of a sheet with the templates in `folders`, the first of which has precedence.

    Raises:
        FaultyFilesError: a template has a fault.
        NothingToPrintError: there is nothing to print, or not in the way that was asked for.
    """
    if not given.notes:
        raise NothingToPrintError("there is nothing to print: no notes are selected")
    environment = typst_environment(folders)  # one, which compiles what several documents share once
    sheet = SHEETS[kind]
    made = tuple(_made(sheet, given, folders, environment))
    if kind == "guide" and given.options.of(GuideOptions).booklet:
        on_halves = replace(given, paper=_HALVES[given.paper])
        made += tuple(
            replace(source, name=f"{kind}-booklet", imposed_on=given.paper)
            for source in _made(sheet, on_halves, folders, environment)
        )
    return made


_HALVES: Mapping[PagePaper, PagePaper] = {"a4": "a5", "us-letter": "us-statement"}


def _made(
    sheet: Sheet, given: SheetInput, folders: Sequence[Path], environment: Environment
) -> Iterator[SheetSource]:
    content = sheet.content(given)
    values = {**_common(given), **content.values, "places": content.places}
    inputs = {
        "colour": str(given.options.is_in_colour(sheet.name)).lower(),
        "paper": given.paper,
        "language": str(values["language"]),
    }
    paths = _beside(folders)
    fonts = tuple(folder for folder in folders if any(map(_is_font, folder.rglob("*"))))
    files = {name: path.read_bytes() for name, path in paths.items()}
    files |= {f"{FOLDER}/{one.name}": one.file.read() for one in content.pictures}
    pictures = frozenset(one.name for one in content.pictures)
    for document in content.documents or (Document(sheet.name, sheet.name),):
        around = {
            "body": document.body,
            "suffix": document.suffix,
            "facts": content.facts,
            "titled": content.titled,
        }
        own = {**values, **around, **document.values}
        main = _rendered(environment, document.frame, own)
        locate = _locator(folders, document.frame, own, main, paths, pictures, given.knowledge)
        yield SheetSource(document.name, main, files, inputs, fonts, None, locate, _holders(given.notes))


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
    }


def _beside(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the files that Typst may reach, by the names that templates know them under."""
    found = {
        path.relative_to(folder).as_posix(): path
        for folder in reversed(folders)
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _FILES and path.is_file()
    }
    return found | {SHIPPED_DEFAULTS: folders[-1] / DEFAULTS}


def _is_font(path: Path) -> bool:
    return path.suffix.lower() in (".otf", ".ttc", ".ttf")


def _rendered(environment: Environment, name: str, values: Mapping[str, Any]) -> str:
    try:
        return environment.get_template(f"{name}.typ").render(values)
    except Exception as error:  # a template runs whatever its author wrote
        problem = template_problem(error)
        if problem is None:
            raise
        raise FaultyFilesError((problem,)) from error


def _locator(
    folders: Sequence[Path],
    name: str,
    values: Mapping[str, Any],
    main: str,
    paths: Mapping[str, Path],
    pictures: Set[str],
    knowledge: Knowledge,
) -> Callable[[str, int, int], Place | None]:
    """Return what tells where something in Typst was written: in a template, beside it, or in an entry."""

    @cache
    def trace() -> Trace:
        return read_trace(_rendered(typst_environment(folders, traced=True), name, values))

    @cache
    def places() -> dict[str, Place]:
        """Return where the pictures of the sheet were named, by their names, as such and in Typst."""
        named = {
            source.media[medium.file].name: entry.place(*path, "file")
            for source, entry in knowledge.entries()
            for path, medium in entry.all_media
        }
        found = {name: place for name, place in named.items() if name in pictures}
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
