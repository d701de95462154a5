"""Projects: all that is known of one, once it is read and found without faults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from studygen.anki.notetypes import NoteType
from studygen.anki.search_query import Search, parse
from studygen.cards.card_words import ENGLISH
from studygen.cards.composer import compose
from studygen.cards.note import Note
from studygen.cards.templates import CardTemplates
from studygen.checks.card_texts import all_cards
from studygen.checks.runner import check_cards, check_files
from studygen.knowledge.knowledge_base import Knowledge
from studygen.problems import FaultyFilesError, Problem, StudygenError
from studygen.project import deck_names, file_checks, tag_root
from studygen.project.folders import LOCK_FILE, PROJECT_FILE, own_templates, template_folders
from studygen.project.reading import FileReader, read_decks, read_knowledge
from studygen.project.settings import DeckFile, ProjectSpec
from studygen.project.sound_entries import sound_entries
from studygen.project.symbolic_links import odd_files
from studygen.project.unread_files import unread
from studygen.releases import lock_checks, losses, note_type_changes, renamings
from studygen.releases.lock import Lock
from studygen.releases.lock_file import read_lock
from studygen.releases.publication import Publication


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
    losses: tuple[Problem, ...]  # what would cost learners reviews, and is hardly meant

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
            {deck.name: deck.spec.first for deck in self.decks},
            self.lock,
            self.lock_file,
            self.reshaped,
            self.losses,
            self.spec.root,
        )

    def search(self, expression: str) -> Search:
        """Read a search of the notes, with the root of their tags or without it.

        Raises:
            SearchError: the expression has a fault.
        """
        return parse(expression, self.spec.root)

    def select(self, expression: str) -> tuple[Note, ...]:
        """Return the notes that Anki would find with the same words.

        Raises:
            SearchError: the expression has a fault.
        """
        return self.matching(self.search(expression))

    def matching(self, search: Search) -> tuple[Note, ...]:
        """Return the notes that a search matches, none if there are none."""
        return tuple(note for note in self.notes if search.matches(note.anki_tags, note.type.name))


def load(root: Path, instead: Lock | None = None) -> Project:
    """Read and check a project.

    Args:
        root: its folder.
        instead: a lock to go by instead of that in the folder, which is not read then.

    Raises:
        FaultyFilesError: some of its files have faults; all are listed.
        StudygenError: a file cannot be read.
    """
    read = _read(root, instead)
    reader, knowledge, decks = read.reader, read.knowledge, read.decks
    reader.stop_at_errors()
    if (made := read.made) is None:  # mypy cannot know that a value is missing only after an error
        raise StudygenError(f"{root} could not be read")
    spec, templates, note_types, locked = made
    for key, was in locked.note_types.items():
        if key in note_types:
            note_types[key] = note_type_changes.with_lasting_ids(note_types[key], was.shape)
    notes, left_out = compose(knowledge, templates, note_types, locked.given(), spec.root)
    reader.problems += [
        *left_out,
        *unread(root, [source.file.parent / source.spec.text for source in knowledge.sources]),
        *lock_checks.moved_namespace(spec.namespace, locked, spec.place("namespace")),
        *lock_checks.moved_root(spec.root, locked, spec.root_place, is_chosen=spec.tag_root is not None),
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
        losses=(
            *renamings.forgotten_was(notes, locked, knowledge.by_id),
            *losses.replaced_blanks(notes, locked),
        ),
    )


class _Made(NamedTuple):
    """What notes are made with."""

    spec: ProjectSpec
    templates: CardTemplates
    note_types: dict[str, NoteType]
    locked: Lock


@dataclass(frozen=True)
class _Read:
    """The files of a project, and the faults that `reader` has collected of them."""

    reader: FileReader
    knowledge: Knowledge
    decks: tuple[DeckFile, ...]
    made: _Made | None  # None if one of these has faults


def _read(root: Path, instead: Lock | None = None) -> _Read:
    """Read a project's files and find what is wrong with what is written in them.

    Raises:
        FaultyFilesError: a file is none to be read.
        StudygenError: a file cannot be read.
    """
    if odd := tuple(odd_files(root)):  # before any of them is read
        raise FaultyFilesError(odd)
    reader = FileReader()
    spec = reader.record(ProjectSpec, root / PROJECT_FILE)
    knowledge = read_knowledge(root / "source", reader)
    decks = tuple(read_decks(root / "decks", reader))
    reader.problems += file_checks.repeated_decks(decks)
    reader.problems += file_checks.misplaced_decks(decks)
    folders, language = template_folders(root, "cards"), knowledge.language or ENGLISH
    templates = reader.faults_of(lambda: CardTemplates(folders, language))
    locked = instead or reader.faults_of(lambda: read_lock(root / LOCK_FILE))
    reader.problems += check_files(knowledge)
    note_types = None
    if spec and templates:
        note_types = reader.faults_of(lambda: templates.note_types(spec.namespace, spec.name))
        reader.problems += tag_root.clashes(spec, knowledge)
    if spec and locked:
        reader.problems += file_checks.copied_namespace(root, spec, knowledge, locked)
        reader.problems += renamings.gone_though_named(knowledge, locked)
    made = (
        _Made(spec, templates, note_types, locked) if spec and templates and note_types and locked else None
    )
    return _Read(reader, knowledge, decks, made)


def check_sound_entries(root: Path, where: str = "") -> tuple[Problem, ...]:
    """Find what is wrong with the cards of a faulty project's sound entries, as far as they can be made.

    Args:
        root: the project's folder, some of whose files have faults.
        where: leaves out what is wrong with the cards of other notes than this search finds.
    """
    try:
        read = _read(root)
        if read.made is None:
            return ()
        knowledge = sound_entries(read.knowledge, read.reader.problems)
        spec, templates, note_types, locked = read.made
        notes, _ = compose(knowledge, templates, note_types, locked.given(), spec.root)
    except StudygenError:
        return ()  # what else is wrong is told once what is told already has been mended
    search = parse(where, spec.root)
    ids = {note.id for note in notes if search.matches(note.anki_tags, note.type.name)}
    entries = {full_id.partition("/")[0] for full_id in ids}
    return check_cards(
        all_cards(knowledge, notes), lambda full_id: full_id in ids or full_id in entries, of_the_whole=False
    )


def check_wording(project: Project, concerns: Callable[[str], bool] = lambda _: True) -> tuple[Problem, ...]:
    """Find what is wrong with the cards of a sound project, as learners would see them.

    Args:
        project: all of whose cards are looked at, since some are wrong beside others only.
        concerns: whether what is found about the entry or question with this full id is wanted.
    """
    return check_cards(all_cards(project.knowledge, project.notes), concerns)
