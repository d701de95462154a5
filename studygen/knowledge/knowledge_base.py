"""What is known: texts, the entries about them, and which of these make a deck."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from studygen.knowledge.base import FACT
from studygen.knowledge.base import Path as KeyPath
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.media import Attached, MediaFile
from studygen.knowledge.questions import Audio, Image
from studygen.knowledge.source import Source as SourceSpec
from studygen.knowledge.text.document import Citation, Document

SOURCE_FILE = "source.yaml"
YAML = (".yaml", ".yml")  # the endings of files that are read


@dataclass(frozen=True)
class Source:
    """A text and the entries about it; `file` is its source.yaml."""

    file: Path
    spec: SourceSpec
    document: Document
    entries: tuple[Entry, ...]
    name: str = ""  # of its folder below source/; "" for source/ itself
    media: Mapping[str, MediaFile] = field(default_factory=dict)  # by name in the YAML

    def speaker(self, voice: str) -> str | None:
        """Return how cards name whoever has this voice; None for plain fact."""
        return None if voice == FACT else self.spec.voices[voice].name

    def cite(self, passages: tuple[str, ...]) -> tuple[Citation, ...]:
        """Return where the passages stand, all of which have been checked to stand somewhere."""
        return tuple(self.document.locate(passage)[0] for passage in passages)

    def about(self, voice: str) -> str | None:
        """Return who has this voice, light Markdown; None if nothing is said of it."""
        return None if voice == FACT else self.spec.voices[voice].about

    def attached(self, media: Iterable[tuple[KeyPath, Image | Audio]]) -> tuple[Attached, ...]:
        """Return media of what makes notes with their files, all of which were found."""
        return tuple(Attached(medium, self.media[medium.file]) for _, medium in media)


@dataclass(frozen=True)
class Knowledge:
    """All that a project knows. `ids` includes those of entries that had to be left out for their faults.

    If it is not whole, there are files that could not be read, with nobody knows which entries.
    """

    sources: tuple[Source, ...]
    ids: frozenset[str] = field(default=frozenset())
    is_whole: bool = True

    def entries(self) -> Iterator[tuple[Source, Entry]]:
        """Yield every entry with the source that it belongs to."""
        for source in self.sources:
            for entry in source.entries:
                yield source, entry

    def may_have(self, entry_id: str) -> bool:
        """Tell whether there is such an entry, or may be one that could not be read."""
        return not self.is_whole or entry_id in self.by_id or entry_id in self.ids

    @property
    def language(self) -> str | None:
        """The language of all its texts; None if they have several."""
        languages = {source.spec.language_tag for source in self.sources}
        return languages.pop() if len(languages) == 1 else None

    @cached_property
    def source_of(self) -> dict[str, Source]:
        """The source of each entry, by the entry's id."""
        return {entry.id: source for source, entry in self.entries()}

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The entries by their ids."""
        return {entry.id: entry for _, entry in self.entries()}
