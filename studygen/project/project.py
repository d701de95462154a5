"""Projects: finding one, reading all of it, and telling every fault in one run."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from studygen import bundled
from studygen.anki.notetypes import NoteType
from studygen.anki.search_query import Search, parse
from studygen.cards.composer import compose
from studygen.cards.note import Note
from studygen.cards.templates import CardTemplates
from studygen.checks.card_texts import all_cards
from studygen.checks.runner import check_cards, check_files
from studygen.knowledge.base import Record
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import SOURCE_FILE, YAML, Knowledge, Source
from studygen.knowledge.media import FOLDER as MEDIA
from studygen.knowledge.media import MediaFolder
from studygen.knowledge.source import Source as SourceSpec
from studygen.knowledge.text.document import Document
from studygen.knowledge.text.tags import tag_fault
from studygen.knowledge.yaml.loader import load_entries, load_record, read_text
from studygen.problems import FaultyFilesError, Place, Problem, StudygenError
from studygen.project import deck_names, file_checks
from studygen.project.settings import DeckFile, DeckSpec, ProjectSpec
from studygen.releases import lock_checks, note_type_changes
from studygen.releases.lock import Lock
from studygen.releases.lock_file import read_lock
from studygen.releases.publication import Publication

PROJECT_FILE, LOCK_FILE = "studygen.yaml", "studygen.lock"

R = TypeVar("R", bound=Record)
T = TypeVar("T")


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
    reshaped: Mapping[str, Problem]  # what is no longer as learners have it, by the key of the note type

    @property
    def is_installed(self) -> bool:
        """Whether this is the shipped project inside an installed package, which is never written to."""
        return bundled.is_installed() and self.root == bundled.folder()

    @property
    def lock_file(self) -> Path:
        """Where the lock is kept."""
        return self.root / LOCK_FILE

    @cached_property
    def vocabulary(self) -> deck_names.Vocabulary:
        """The words that its tags and note types are called by."""
        return deck_names.vocabulary(self.spec.name, self.knowledge, self.note_types.values())

    @property
    def publication(self) -> Publication:
        """What releases are planned from."""
        return Publication(
            self.spec.name,
            self.spec.namespace,
            self.spec.place("namespace"),
            self.notes,
            self.note_types,
            {deck.name: deck.spec.deck for deck in self.decks},
            self.lock,
            self.lock_file,
            self.reshaped,
        )

    def select(self, expression: str) -> tuple[Note, ...]:
        """Return the notes that Anki would find with the same words.

        Raises:
            SearchError: the expression has a fault.
        """
        return self.matching(parse(expression))

    def matching(self, search: Search) -> tuple[Note, ...]:
        """Return the notes that a search matches, none if there are none."""
        return tuple(note for note in self.notes if search.matches(note.tags, note.type.name))


def find(folder: Path | None) -> Path:
    """Return the project to work on: `folder` if given, else the one around here, else the shipped one.

    Raises:
        StudygenError: `folder` is not a project, or this folder is half of one.
    """
    if folder is not None:
        if not folder.is_dir():
            raise StudygenError(f"there is no folder {folder}")
        if not (folder / PROJECT_FILE).is_file():
            raise StudygenError(f"{folder} is not a project: it has no {PROJECT_FILE}")
        return folder
    here = Path.cwd()
    if (
        here != bundled.folder()
        and not (here / PROJECT_FILE).is_file()
        and (here / "source" / SOURCE_FILE).is_file()
    ):
        raise StudygenError(
            f"this folder has source/{SOURCE_FILE} but no {PROJECT_FILE}, which makes it a project; write one"
        )
    for candidate in (here, *here.parents):
        if (candidate / PROJECT_FILE).is_file():
            # Relative paths make messages short.
            return Path() if candidate == here else candidate
    return bundled.folder()


def output_file(project: Project, path: Path, ending: str) -> Path:
    """Return `path`, which is to be written.

    Raises:
        StudygenError: it would be taken for something else, or lies among the files of the project.
    """
    if path.suffix.lower() != ending and not path.is_dir():
        raise StudygenError(f"{path} is not the name of such a file; call it {path.name}{ending}")
    inside = [project.root / part for part in ("source", "decks", "templates")]
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in inside):
        raise StudygenError(f"{path} lies among the project's own files; choose another place")
    return path


def own_templates(root: Path, kind: str) -> Path | None:
    """Return the folder of a project's own templates; None if it has none, or is the shipped one."""
    own = root / "templates" / kind
    return own if own.is_dir() and not own.samefile(bundled.folder() / "templates" / kind) else None


def template_folders(root: Path, kind: str) -> tuple[Path, ...]:
    """Return where templates of a kind (cards, sheets) are looked for, the project before the shipped one."""
    return (root / "templates" / kind, bundled.folder() / "templates" / kind)


def load(root: Path, instead: Lock | None = None) -> Project:
    """Read and check a project.

    Args:
        root: its folder.
        instead: a lock to go by instead of that in the folder, which is not read then.

    Raises:
        FaultyFilesError: some of its files have faults; all are listed.
        StudygenError: a file cannot be read.
    """
    reader = _Reader()
    spec = reader.record(ProjectSpec, root / PROJECT_FILE)
    knowledge = _knowledge(root / "source", reader)
    decks = tuple(_decks(root / "decks", reader))
    reader.problems += file_checks.repeated_decks(decks)
    templates = reader.faults_of(lambda: CardTemplates(template_folders(root, "cards")))
    locked = instead or reader.faults_of(lambda: read_lock(root / LOCK_FILE))
    reader.problems += check_files(knowledge)
    note_types = None
    if spec and templates:
        note_types = reader.faults_of(lambda: templates.note_types(spec.namespace, spec.name))
    reader.stop_at_errors()
    # mypy cannot know that a value is missing only after an error.
    if spec is None or templates is None or note_types is None or locked is None:
        raise StudygenError(f"{root} could not be read")
    for key, was in locked.note_types.items():
        if key in note_types:
            note_types[key] = note_type_changes.with_lasting_ids(note_types[key], was.shape)
    notes = compose(knowledge, templates, note_types, locked.blanks)
    reader.problems += [
        *file_checks.unread(root),
        *lock_checks.moved_namespace(spec.namespace, locked, spec.place("namespace")),
        *lock_checks.retyped(notes, locked),
        *lock_checks.returned(notes, locked),
        *lock_checks.misnamed(notes, locked),
    ]
    if own_templates(root, "cards"):
        reader.problems += file_checks.blank_cards(notes)
    reader.stop_at_errors()
    return Project(
        root,
        spec,
        knowledge,
        decks,
        note_types,
        notes,
        locked,
        warnings=tuple(sorted(reader.problems)),
        reshaped=dict(lock_checks.reshaped(note_types, locked, templates.place)),
    )


def check_wording(project: Project, concerns: Callable[[str], bool] = lambda _: True) -> tuple[Problem, ...]:
    """Find what is wrong with the cards of a sound project, as learners would see them.

    Args:
        project: all of whose cards are looked at, since some are wrong beside others only.
        concerns: whether what is found about the entry or question with this full id is wanted.
    """
    return check_cards(all_cards(project.knowledge, project.notes), concerns)


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
        for entry_file in sorted(file.parent.glob("*")):
            if (
                entry_file.suffix in YAML
                and entry_file.name != SOURCE_FILE
                and (text := reader.text(entry_file)) is not None
            ):
                loaded = load_entries(text, entry_file)
                entries += loaded.entries
                ids |= loaded.ids
                reader.problems += loaded.problems
        media = _media(file.parent / MEDIA, entries, reader)
        if spec and document:
            name = "" if file.parent == folder else file.parent.name
            if name and (fault := tag_fault(name)):
                message = f"{name!r} cannot be part of a tag, as paragraph::{name}::1: {fault}"
                reader.problems.append(Problem(Place(file.parent), message, "bad-tag"))
            sources.append(Source(file, spec, document, tuple(entries), name, media.files))
    return Knowledge(tuple(sources), frozenset(ids))


def _media(folder: Path, entries: list[Entry], reader: _Reader) -> MediaFolder:
    media = MediaFolder(folder)
    for entry in entries:
        for path, medium in entry.all_media:
            media.use(medium, entry.place(*path, "file"))
    reader.problems += [*media.problems, *media.unused()]
    return media


def _document(spec: SourceSpec, file: Path, reader: _Reader) -> Document | None:
    text_file = file.parent / spec.text
    if Path(spec.text).name != spec.text or not text_file.is_file():
        message = f"there is no file {spec.text!r} beside {SOURCE_FILE}"
        reader.problems.append(Problem(spec.place("text"), message, "missing-file"))
        return None
    text = reader.text(text_file)
    if text is not None and not text.strip():
        reader.problems.append(Problem(Place(text_file, 1, 1), "the text is empty", "empty-file"))
        return None
    return Document(text, spec.language) if text is not None else None


def _decks(folder: Path, reader: _Reader) -> Iterator[DeckFile]:
    for file in sorted(folder.glob("*")):
        spec = None if file.suffix not in YAML else reader.record(DeckSpec, file)
        if spec:
            yield DeckFile(file, spec)
