"""Reading a project's files, and collecting what is wrong with all of them."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from studygen.knowledge.base import FACT, Record
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import SOURCE_FILE, YAML, Knowledge, Source
from studygen.knowledge.media import FOLDER as MEDIA
from studygen.knowledge.media import MediaFolder
from studygen.knowledge.source import Source as SourceSpec
from studygen.knowledge.text.document import Document
from studygen.knowledge.text.tags import tag_fault
from studygen.knowledge.yaml.loader import LoadedEntries, load_entries, load_record, read_text
from studygen.problems import FaultyFilesError, Place, Problem, StudygenError
from studygen.project.settings import DeckFile, DeckSpec

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class FileReader:
    """Reads files and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def text(self, file: Path) -> str | None:
        """Return the text of a file; None if it has a fault."""
        try:
            text, problems = read_text(file)
        except OSError as error:
            raise StudygenError(f"cannot read {file}: {error.strerror}") from error
        self.problems += problems
        return text

    def record(self, shape: type[R], file: Path) -> R | None:
        """Return what a YAML file says; None if it has a fault."""
        text = self.text(file)
        if text is None:
            return None
        record, problems = load_record(shape, text, file)
        self.problems += problems
        return record

    def entries(self, file: Path) -> LoadedEntries:
        """Return the entries of a file, as far as it can be read."""
        text = self.text(file)
        if text is None:
            return LoadedEntries((), (), frozenset(), is_whole=False)
        loaded = load_entries(text, file)
        self.problems += loaded.problems
        return loaded

    def faults_of(self, work: Callable[[], T]) -> T | None:
        """Return what comes of some work; None if it finds files with faults, which are collected."""
        try:
            return work()
        except FaultyFilesError as error:
            self.problems += error.problems
            return None

    def stop_at_errors(self) -> None:
        """Go on only if what was read has no errors.

        Raises:
            FaultyFilesError: it has; all problems are listed.
        """
        if any(problem.severity == "error" for problem in self.problems):
            raise FaultyFilesError(tuple(sorted(self.problems)))


def read_knowledge(folder: Path, reader: FileReader) -> Knowledge:
    """Read every source: `folder` itself and each folder in it that has a source.yaml."""
    files = sorted([*folder.glob(SOURCE_FILE), *folder.glob(f"*/{SOURCE_FILE}")])
    if not files:
        message = f"there is no {SOURCE_FILE}, which names the text; write {folder / SOURCE_FILE}"
        reader.problems.append(Problem(Place(folder), message, "missing-file"))
    sources = []
    ids: set[str] = set()
    is_whole = True
    for file in files:
        spec = reader.record(SourceSpec, file)
        document = _document(spec, file, reader) if spec else None
        entries: list[Entry] = []
        are_sound = True
        for entry_file in sorted(file.parent.glob("*")):
            if entry_file.suffix in YAML and entry_file.name != SOURCE_FILE:
                loaded = reader.entries(entry_file)
                entries += loaded.entries
                ids |= loaded.ids
                is_whole &= loaded.is_whole
                are_sound &= loaded.is_whole and all(each.severity != "error" for each in loaded.problems)
        entries = list(_with_voices(entries, spec, reader))
        media = _media(file.parent / MEDIA, entries, reader, are_all=are_sound)
        if spec and document:
            name = "" if file.parent == folder else file.parent.name
            if name and (fault := tag_fault(name)):
                message = f"{name!r} cannot be part of a tag, as paragraph::{name}::1: {fault}"
                reader.problems.append(Problem(Place(file.parent), message, "bad-tag"))
            sources.append(Source(file, spec, document, tuple(entries), name, media.files))
    return Knowledge(tuple(sources), frozenset(ids), is_whole)


def _with_voices(entries: Iterable[Entry], spec: SourceSpec | None, reader: FileReader) -> Iterator[Entry]:
    """Yield entries, each with a voice: its own, or that of its source; that there is none is told."""
    of_all = (spec and spec.voice) or ""
    for entry in entries:
        # Nothing is said of a voice that is there and was found at fault, or of a source that has faults.
        if spec and not entry.voice and not of_all and entry.place("voice") == entry.place():
            message = (
                f"`voice` is missing: who says it, one of {', '.join((*spec.voices, FACT))}; or give"
                f" {SOURCE_FILE} a `voice` for all entries that name none"
            )
            reader.problems.append(Problem(entry.place(entry.kind), message, "missing-key"))
        yield entry if entry.voice else entry.model_copy(update={"voice": of_all or FACT})


def _media(folder: Path, entries: list[Entry], reader: FileReader, *, are_all: bool) -> MediaFolder:
    """Read the media of entries; that nothing uses a file is known only if these are all of the entries."""
    media = MediaFolder(folder)
    for entry in entries:
        for path, medium in entry.all_media:
            media.use(medium, entry.place(*path, "file"))
    reader.problems += [*media.problems, *media.unread_folders()]
    if are_all and not media.problems:  # else one of the files may be meant
        reader.problems += media.unused()
    return media


def _document(spec: SourceSpec, file: Path, reader: FileReader) -> Document | None:
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


def read_decks(folder: Path, reader: FileReader) -> Iterator[DeckFile]:
    """Read every deck specification."""
    for file in sorted(folder.glob("*")):
        spec = None if file.suffix not in YAML else reader.record(DeckSpec, file)
        if spec:
            yield DeckFile(file, spec)
