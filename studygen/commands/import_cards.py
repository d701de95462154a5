"""Cards that somebody has already, as entries of a project."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import normalize

from studygen.commands.init import guessed_language
from studygen.files import exclusive_access, replace_files
from studygen.knowledge.kinds import keys_in_order
from studygen.knowledge.kinds.term import Term
from studygen.knowledge.kinds.traits import Named
from studygen.knowledge.knowledge_base import SOURCE_FILE, Knowledge, Source
from studygen.knowledge.media import FOLDER as MEDIA
from studygen.knowledge.media import media_fault
from studygen.knowledge.text.document import Document
from studygen.knowledge.text.markdown import to_plain
from studygen.knowledge.text.unique_passage import unique_passage
from studygen.knowledge.yaml import nodes
from studygen.knowledge.yaml.scalars import double_quoted
from studygen.knowledge.yaml.spelling import id_from
from studygen.knowledge.yaml.writing import as_yaml
from studygen.lists import columns as of_columns
from studygen.lists import entries as made
from studygen.lists.card_list import CardList, CardTable
from studygen.lists.cards import NOT_SAID, FoundCard, FoundMedium, Telling, cards_of
from studygen.lists.reading import read_cards
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project.reading import FileReader, read_knowledge
from studygen.wording import are, counted, listed

_SHORTEST = 3  # letters of a word that is looked for in a text
_TOLD = 5


@dataclass
class Imported:
    """What came of a file of cards; `files` are to be written."""

    files: dict[Path, bytes] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)
    sample: str = ""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What is said of a list beside its file."""

    columns: str = ""
    output: Path | None = None
    author: str = ""
    language: str = ""
    licence: str = ""
    ask: str = ""  # how meanings are asked for, {} standing for the term


def import_cards(root: Path, file: Path, options: ImportOptions, *, dry_run: bool = False) -> Imported:
    """Make entries of a file of cards, or renew those that were made of it before.

    Args:
        root: the project's folder.
        file: a table, a text export, a package, or a file or a folder of notes in Markdown.
        options: what is said of it.
        dry_run: whether to write nothing.

    Raises:
        FaultyFilesError: a file of the project that is to be renewed cannot be read.
        StudygenError: the file cannot be read, or there are no cards in it.
    """
    found = read_cards(file)
    with exclusive_access(root):
        importing = _Import(root, file, found, options)
        importing.run()
        if not dry_run:
            replace_files(importing.done.files)
    return importing.done


class _Import:
    """The work of an import."""

    def __init__(self, root: Path, file: Path, found: CardList, options: ImportOptions) -> None:
        self.file, self.found, self.options = file, found, options
        name = (options.output or file).stem
        self.name = id_from(name) or "cards"
        self.folder = root / "source" / self.name
        self.done = Imported(said=list(found.remarks))
        self.telling = Telling()
        self.knowledge: Knowledge = read_knowledge(root / "source", FileReader())
        # In a list that was imported, nobody speaks; it is no text to find words in.
        self.sources = [each for each in self.knowledge.sources if each.spec.voices]
        self.placed: dict[Path, list[made.Record]] = defaultdict(list)  # entries with a passage of a text
        self.missing_media: list[str] = []
        self.earlier = {path: _records(path) for path in self._own_files()}
        self.homes = {
            made.key(record.get("name", "")): path
            for path, records in self.earlier.items()
            for record in records
        }

    def run(self) -> None:
        """Make the files, and what there is to say of them."""
        cards = self._told_apart([card for table in self.found.tables for card in self._cards(table)])
        if not cards:
            raise StudygenError(
                f"no card of {self.file} can be taken over:\n  " + "\n  ".join(self.telling.left_out)
            )
        own = {file.resolve() for file in self.earlier}
        others = [entry for _, entry in self.knowledge.entries() if entry.place().file.resolve() not in own]
        ids = made.Ids({entry.id for entry in others})
        for record in (each for records in self.earlier.values() for each in records):
            ids.taken.add(made.id_of(record))
            if "questions" not in record or "cards" not in record:
                ids.known.setdefault(made.key(record.get("name", "")), []).append(made.id_of(record))
        named = {made.key(name) for entry in others if isinstance(entry, Named) for name in entry.names}
        there = [card for card in cards if card.form == "pair" and made.key(card.front) in named]
        if there:
            words = listed((f"“{card.front}”" for card in there), _TOLD)
            self.done.said.append(f"left out, for the project has these words already: {words}")
        cards = [card for card in cards if card.form != "pair" or made.key(card.front) not in named]
        rest = []
        for card in cards:
            place = self._place_in_text(card)
            if place is None:
                rest.append(card)
                continue
            source, passage = place
            entry = self._term(card, ids, passage, source.file.parent)
            self._add(self.placed[self._placed_file(source)], entry)
        self._write_list(rest, ids)
        for path, records in self.placed.items():
            self._write_entries(path, records)
        self._tell(len(cards), len(rest))

    def _cards(self, table: CardTable) -> list[FoundCard]:
        roles: tuple[str, ...] | str = of_columns.recognised(table)
        if self.options.columns:
            roles = of_columns.named(self.options.columns, table)
        if isinstance(roles, str):
            raise StudygenError(f"--columns: {roles}")
        names = [f"{at} {name!r}" if name else str(at) for at, name in enumerate(table.columns, start=1)]
        shown = ", ".join(
            f"{name} {'left out' if role == of_columns.NOTHING else f'is {role}'}"
            for name, role in zip(names, roles, strict=True)
        )
        self.done.said.append(f"{counted(len(table.rows), 'row')}; column {shown}")
        return list(cards_of(table, roles, self.telling, self.options.licence))

    def _told_apart(self, cards: list[FoundCard]) -> list[FoundCard]:
        once = {(made.key(card.front), made.key(card.back)): card for card in reversed(cards)}
        self.telling.double = len(cards) - len(once)
        return list(reversed(once.values()))

    def _own_files(self) -> list[Path]:
        files = [
            self.folder / "entries.yaml",
            *map(self._placed_file, self.sources),
        ]
        return [file for file in files if file.is_file()]

    def _place_in_text(self, card: FoundCard) -> tuple[Source, str] | None:
        """Return the text that has a word, and the passage with it."""
        word = to_plain(card.front)
        if card.form != "pair" or (len(word) < _SHORTEST and word.isascii()):
            return None
        home = self.homes.get(made.key(card.front))
        for source in self.sources:
            passage = unique_passage(source.document, word)
            # An entry stays in its file, whatever has become of the text.
            if home == self._placed_file(source) or (passage and home is None):
                return source, passage or ""
        return None

    def _placed_file(self, source: Source) -> Path:
        return source.file.parent / f"{self.name}.yaml"

    def _term(self, card: FoundCard, ids: made.Ids, passage: str, folder: Path) -> made.Record:
        entry = made.term_of(card, ids.of(card.front, card.back), passage, self._medium_of(folder))
        ask = self.options.ask
        return {**entry, "ask": {"meaning": ask.replace("{}", card.front)}} if ask else entry

    def _add(self, records: list[made.Record], record: made.Record) -> None:
        # One without a passage has one already, which it keeps.
        if fault := made.fault_of({**record, "passages": record.get("passages", "-")}, self.file):
            self.telling.left_out.append(f"“{record['name']}”: {fault}")
        else:
            records.append(record)

    def _write_list(self, cards: list[FoundCard], ids: made.Ids) -> None:
        """Write what no text has as a text of its own, which is the list itself."""
        file, entries_file = self.file.name, self.folder / "entries.yaml"
        if not cards and entries_file not in self.earlier:
            return
        title = self.file.stem.replace("_", " ").replace("-", " ").strip() or file
        language = self.options.language or guessed_language(tuple(map(made.line_of, cards)))
        lines = made.unique_lines(f"{title} ({file})", cards, language)
        place = self._medium_of(self.folder)
        records: list[made.Record] = []
        groups: dict[str, list[made.Record]] = defaultdict(list)
        holders = {each["name"]: each for each in self.earlier.get(entries_file, ()) if "questions" in each}
        inner: dict[str, made.Ids] = {}
        for card, line in zip(cards, lines[1:], strict=True):
            if card.form == "pair":
                self._add(records, self._term(card, ids, line, self.folder))
                continue
            group = card.group or title
            if group not in inner:
                inner[group] = made.question_ids(holders.get(group, {}))
            question_id = inner[group].of(made.asked(card.front), card.back)
            question = made.question_of(card, question_id, line, place)
            if fault := made.fault_of(made.container("x", "x", file, line, [question]), self.file):
                self.telling.left_out.append(f"“{card.front[:40]}”: {fault}")
            else:
                groups[group].append(question)
        for group, questions in groups.items():
            entry_id = made.id_of(holders[group]) if group in holders else ids.of(group)
            records.append(made.container(entry_id, group, file, lines[0], questions))
        kept = self._write_entries(entries_file, records)
        document = Document("\n\n".join(lines), language)
        lines += [line for line in dict.fromkeys(kept) if not document.locate(line)]
        self.done.files[self.folder / "text.txt"] = ("\n\n".join(lines) + "\n").encode()
        if not (self.folder / SOURCE_FILE).exists():
            self._write_source(title, language)

    def _write_source(self, title: str, language: str) -> None:
        path = self.folder / SOURCE_FILE
        author = self.options.author or f"{NOT_SAID} not named yet"
        said = _SOURCE.format(title=double_quoted(title), author=double_quoted(author), language=language)
        self.done.files[path] = said.encode()
        if not self.options.author:
            self.done.to_do.append(f"{path}: say under `author` who made the list")

    def _write_entries(self, path: Path, records: list[made.Record]) -> list[str]:
        """Write entries, with what has been written into those that were there before.

        Returns:
            The passages of those that are no longer in the list.
        """
        before = {made.id_of(each): each for each in self.earlier.get(path, ())}
        written: list[made.Record] = []
        kept: list[str] = []
        for record in records:
            earlier = before.pop(record["term"], {})
            # Of a list that is its own text, a passage is the line as it is now.
            if path.parent == self.folder:
                earlier = {name: value for name, value in earlier.items() if name != "passages"}
            both, gone = made.renewed(record, earlier)
            kept += [passage for each in gone for passage in made.passages_of(each)]
            written.append(made.in_order(both, keys_in_order(Term)))
        written += before.values()
        kept += [passage for each in before.values() for passage in made.passages_of(each)]
        if before:
            words = listed((f"“{each.get('name', '')}”" for each in before.values()), _TOLD)
            self.done.said.append(f"{path}: kept, though not in the list any more: {words}")
        self.done.files[path] = (_HEAD.format(file=self.file.name) + as_yaml(written)).encode()
        self.done.sample = self.done.sample or as_yaml(written[:3])
        asked = sum(len(each.get("questions", ())) for each in written)
        terms = sum("cards" not in each for each in written)
        counts = [counted(terms, "term")] * bool(terms) + [counted(asked, "question")] * bool(asked)
        self.done.said.append(f"{path}: {' and '.join(counts)}")
        return kept

    def _medium_of(self, folder: Path) -> made.PlaceMedium:
        mine = {
            medium.get("file")
            for path, records in self.earlier.items()
            if path.parent == folder
            for medium in _media_in(records)
        }

        def place(medium: FoundMedium) -> str | None:
            if medium.name.startswith(("http://", "https://", "data:")):
                self.missing_media.append(f"{medium.name[:60]} is not on this computer")
                return None
            data = self.found.media(medium.name)
            name = normalize("NFC", medium.name.replace("\\", "/").rpartition("/")[2]).lstrip(".")
            if data is None or not name:
                self.missing_media.append(f"there is no file {medium.name}")
                return None
            if fault := media_fault(name, data, is_image=medium.is_image):
                self.missing_media.append(f"{name} {fault}")
                return None
            target = folder / MEDIA / name
            is_other = target.is_file() and name not in mine and target.read_bytes() != data
            if is_other and folder != self.folder:
                target = folder / MEDIA / f"{self.name}-{name}"
            self.done.files[target] = data
            return target.name

        return place

    def _tell(self, all_cards: int, without: int) -> None:
        said = self.done.said
        if self.sources and all_cards > without:
            found = counted(all_cards - without, "term")
            said.append(f"{found} found in the text, each with a passage; read whether that says so")
        if self.sources and without:
            where = self.folder / "text.txt"
            cards = counted(without, "card")
            said.append(f"{cards} not found in it: each rests on its own line of the list, {where}")
        if double := self.telling.double:
            said.append(f"{counted(double, 'card')} left out that {are(double)} in the list twice")
        if self.telling.lost:
            lost = ", ".join(f"{what} ({number:,})" for what, number in self.telling.lost.most_common())
            said.append(f"lost, for light Markdown has no such thing: {lost}")
        self.done.to_do += [*_first(self.telling.left_out, "cards"), *_first(self.missing_media, "files")]
        self.done.to_do += self._waiting()

    def _waiting(self) -> Iterator[str]:
        """Yield what is to be said of pictures and recordings."""
        texts = [data.decode() for path, data in self.done.files.items() if path.suffix == ".yaml"]
        marked = (f'{key}: "{NOT_SAID}' for key in ("alt", "licence"))
        without_alt, without_licence = (sum(text.count(mark) for text in texts) for mark in marked)
        shown = sum(text.count(f': "{NOT_SAID} {word}') for text in texts for word in ("What", "See"))
        if shown:
            yield f"{shown:,} × a question or an answer that is only seen or heard: put it into words"
        if without_alt:
            yield f"{without_alt:,} × `alt` of pictures and recordings: say what is to be seen or heard"
        if without_licence:
            terms = "on what terms they may be passed on; of all at once, --licence says it"
            yield f"{without_licence:,} × `licence`: {terms}"


def _first(things: list[str], what: str) -> Iterator[str]:
    yield from things[:_TOLD]
    if len(things) > _TOLD:
        yield f"… and {len(things) - _TOLD:,} more {what} left out"


def _records(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a file as they are written.

    Raises:
        FaultyFilesError: it cannot be read.
    """
    root, problems = nodes.parse(path.read_bytes().decode("utf-8-sig"), path)
    if root is None:
        raise FaultyFilesError(tuple(problems))
    found = nodes.plain(root)
    return [each for each in found if isinstance(each, dict) and each] if isinstance(found, list) else []


def _media_in(value: object) -> list[Mapping[str, Any]]:
    """Return the pictures and recordings in records, however deep."""
    if isinstance(value, dict):
        own = [value] if "file" in value else []
        return [*own, *(each for inner in value.values() for each in _media_in(inner))]
    return [each for inner in value for each in _media_in(inner)] if isinstance(value, list) else []


_SOURCE = """\
title: {title}
author: {author}
# The list itself, a line for each card, so that cards can say where they come from.
text: text.txt
language: {language}
voices: {{}}
voice: fact
"""
_HEAD = """\
# Made of {file} by `studygen import`, which renews it when it is run again: names, meanings, questions and
# answers are those of the list then; whatever else you write into an entry stays. Comments do not.

"""
