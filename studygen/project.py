"""Projects: finding one, reading all of it, and telling every fault in one run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from studygen import lock, search, shipped
from studygen.card_templates import CardTemplates
from studygen.checks import check
from studygen.knowledge import Knowledge, Source
from studygen.load import load_entries, load_record, read_text
from studygen.lock import Lock
from studygen.model import DeckSpec, Entry, ProjectSpec, Record
from studygen.model import Source as SourceSpec
from studygen.notes import Note, compose
from studygen.notetypes import NoteType
from studygen.problems import FaultyFilesError, Place, Problem, StudygenError
from studygen.text import Document

PROJECT_FILE, LOCK_FILE, SOURCE_FILE = "studygen.yaml", "studygen.lock", "source.yaml"

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class DeckFile:
    """A deck specification and the file that it was read from."""

    file: Path
    spec: DeckSpec

    @property
    def name(self) -> str:
        """What the files made of it are called."""
        return self.file.stem


@dataclass(frozen=True)
class Project:
    """A project without faults, with all of its notes in the order of the text."""

    root: Path
    spec: ProjectSpec
    knowledge: Knowledge
    decks: tuple[DeckFile, ...]
    note_types: dict[str, NoteType]
    notes: tuple[Note, ...]
    lock: Lock
    warnings: tuple[Problem, ...]

    @property
    def is_installed(self) -> bool:
        """Whether this is the shipped project inside an installed package, which is never written to."""
        return shipped.is_installed() and self.root == shipped.folder()

    @property
    def lock_file(self) -> Path:
        """Where the lock is kept."""
        return self.root / LOCK_FILE

    def select(self, expression: str) -> tuple[Note, ...]:
        """Return the notes that Anki would find with the same words.

        Raises:
            SearchError: the expression has a fault.
        """
        wanted = search.parse(expression)
        return tuple(note for note in self.notes if wanted.matches(note.tags, note.type.name))


def find(folder: Path | None) -> Path:
    """Return the project to work on: `folder` if given, else the one around here, else the shipped one.

    Raises:
        StudygenError: `folder` is not a project.
    """
    if folder is not None:
        if not folder.is_dir():
            raise StudygenError(f"there is no folder {folder}")
        if not (folder / PROJECT_FILE).is_file():
            raise StudygenError(f"{folder} is not a project: it has no {PROJECT_FILE}")
        return folder
    here = Path.cwd()
    for candidate in (here, *here.parents):
        if (candidate / PROJECT_FILE).is_file():
            # Relative paths make messages short.
            return Path() if candidate == here else candidate
    return shipped.folder()


def template_folders(root: Path, kind: str) -> tuple[Path, ...]:
    """Return where templates of a kind (cards, sheets) are looked for, the project before the shipped one."""
    return (root / "templates" / kind, shipped.folder() / "templates" / kind)


def load(root: Path) -> Project:
    """Read and check a project.

    Raises:
        FaultyFilesError: some of its files have faults; all are listed.
        StudygenError: a file cannot be read.
    """
    reader = _Reader()
    spec = reader.record(ProjectSpec, root / PROJECT_FILE)
    knowledge = _knowledge(root / "source", reader)
    decks = tuple(_decks(root / "decks", reader))
    templates = reader.faults_of(lambda: CardTemplates(template_folders(root, "cards")))
    locked = reader.faults_of(lambda: _lock(root / LOCK_FILE))
    reader.problems += check(knowledge)
    note_types = None
    if spec and templates:
        note_types = reader.faults_of(lambda: templates.note_types(spec.namespace, spec.name))
    reader.stop_at_errors()
    # mypy cannot know that a value is missing only after an error.
    if spec is None or templates is None or note_types is None or locked is None:
        raise StudygenError(f"{root} could not be read")
    notes = compose(knowledge, templates, note_types, locked.blanks)
    project = Project(root, spec, knowledge, decks, note_types, notes, locked, tuple(sorted(reader.problems)))
    reader.problems += _deck_problems(project)
    reader.stop_at_errors()
    return project


class _Reader:
    """Reads files and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def text(self, file: Path) -> str | None:
        try:
            text, problems = read_text(file)
        except OSError as error:
            raise StudygenError(f"cannot read {file}: {error.strerror}") from error
        self.problems += problems
        return text

    def record(self, shape: type[R], file: Path) -> R | None:
        text = self.text(file)
        if text is None:
            return None
        record, problems = load_record(shape, text, file)
        self.problems += problems
        return record

    def faults_of(self, work: Callable[[], T]) -> T | None:
        try:
            return work()
        except FaultyFilesError as error:
            self.problems += error.problems
            return None

    def stop_at_errors(self) -> None:
        if any(problem.severity == "error" for problem in self.problems):
            raise FaultyFilesError(tuple(sorted(self.problems)))


def _lock(file: Path) -> Lock:
    if not file.is_file():
        return Lock()
    text, problems = read_text(file)
    if text is None:
        raise FaultyFilesError(tuple(problems))
    return lock.parse(text, file)


def _knowledge(folder: Path, reader: _Reader) -> Knowledge:
    """Read every source: `folder` itself and each folder in it that has a source.yaml."""
    files = sorted([*folder.glob(SOURCE_FILE), *folder.glob(f"*/{SOURCE_FILE}")])
    if not files:
        message = f"there is no {SOURCE_FILE}, which names the text; write {folder / SOURCE_FILE}"
        reader.problems.append(Problem(Place(folder), message, "missing-file"))
    sources = []
    ids: set[str] = set()
    for file in files:
        spec = reader.record(SourceSpec, file)
        document = _document(spec, file, reader) if spec else None
        entries: list[Entry] = []
        for entry_file in sorted(file.parent.glob("*.y*ml")):
            if entry_file.name != SOURCE_FILE and (text := reader.text(entry_file)) is not None:
                loaded = load_entries(text, entry_file)
                entries += loaded.entries
                ids |= loaded.ids
                reader.problems += loaded.problems
        if spec and document:
            sources.append(Source(file, spec, document, tuple(entries)))
    return Knowledge(tuple(sources), frozenset(ids))


def _document(spec: SourceSpec, file: Path, reader: _Reader) -> Document | None:
    text_file = file.parent / spec.text
    if not text_file.is_file():
        message = f"there is no file {spec.text!r} beside {SOURCE_FILE}"
        reader.problems.append(Problem(spec.place("text"), message, "missing-file"))
        return None
    text = reader.text(text_file)
    if text is not None and not text.strip():
        reader.problems.append(Problem(Place(text_file, 1, 1), "the text is empty", "empty-file"))
        return None
    return Document(text) if text is not None else None


def _decks(folder: Path, reader: _Reader) -> Iterator[DeckFile]:
    for file in sorted(folder.glob("*.y*ml")):
        spec = reader.record(DeckSpec, file)
        if spec:
            yield DeckFile(file, spec)


def _deck_problems(project: Project) -> Iterator[Problem]:
    """Find deck specifications whose search has a fault or finds nothing."""
    for deck in project.decks:
        try:
            found = project.select(deck.spec.where)
        except search.SearchError as error:
            where = deck.spec.place("where")
            message = f"{error.message}, at character {error.position + 1} of {deck.spec.where!r}"
            yield Problem(where, message, "bad-search")
            continue
        if not found:
            message = f"no note matches {deck.spec.where!r}; `studygen tags` lists the tags"
            yield Problem(deck.spec.place("where"), message, "empty-deck")
