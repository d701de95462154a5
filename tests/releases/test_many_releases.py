"""Whatever authors change and learners do, in whatever order: an import never costs a learner anything.

Hypothesis draws a history: an author edits, retags, removes, renames, brings back, restyles, makes drafts and
releases, also on two branches that are merged; a learner imports releases, old or new, studies, and changes
notes.
What an import must do is worked out from what is in the packages, without the lock.

    STUDYGEN_HISTORIES=2000 python3 run.py test --all tests/releases/test_many_releases.py

tries more than is usual.
"""

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from anki.collection import Collection
from anki_tools import import_package, query
from hypothesis import HealthCheck, Phase, event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from learner import APRIL, quiet
from packed import Contents, PackedNote, PackedType, contents, packed_note, packed_type
from repository import ROOT
from small_project import NAMESPACE, write_project
from thoroughness import examples, is_thorough

from studygen.commands import build
from studygen.commands.deck import build_deck, deck_of
from studygen.commands.release import publish
from studygen.problems import FaultyFilesError
from studygen.project import project
from studygen.releases import lock_file
from studygen.releases.lock_file import merge_lock

pytestmark = pytest.mark.long

HISTORIES = int(os.environ.get("STUDYGEN_HISTORIES", "0"))
START = APRIL - 300 * 86_400
SYNCED = 7  # an update sequence number; what an import touches has -1
IDS = ("ant", "bee", "cow", "elk", "fox")
TAGS = ("topic::mats", "topic::property", "topic::property::theft")
SOME = "tag:topic::property or tag:person::dog"
HARMLESS = (
    "Database rebuilt",
    "Added last review time",
)  # as Anki does of itself for cards that were forgotten
BLANK = re.compile(r"\{\{c(?P<number>\d+)::the (?P<name>cat|mat|dog)\}\}")
LABELS = ("cat", "mat", "dog", "who")
REFUSALS = (
    "retired-id",
    "changed-origin",
    "changed-note-type",
    "claimed-id",
    "lost-reviews",
    "forgotten-was",
)
FRONT = (ROOT / "templates/cards/front.html").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Term:
    """A term with all that hangs on it, as an author has it; numbers stand for wordings."""

    key: int  # which tells it from all others, whatever it is called
    id: str
    was: tuple[str, ...] = ()
    words: int = 0
    tags: tuple[str, ...] = ()
    cards: tuple[str, ...] = ("meaning", "name")
    is_typed: bool = False
    asked: str = "owner"
    asked_was: tuple[str, ...] = ()
    answer: int = 0
    blanks: tuple[str, ...] = ()
    labels: int = 0  # which of them are on the blanks
    steps: tuple[str, ...] = ()

    def full_ids(self) -> dict[str, str]:
        """Return the full ids of its notes, by what they are."""
        ids = {"": self.id, "asked": f"{self.id}/{self.asked}"}
        ids |= {"blanks": f"{self.id}/blanks"} if self.blanks else {}
        return ids | {step: f"{self.id}/story/{step}" for step in self.steps}

    def written(self) -> dict[str, Any]:
        """Return the term as an entry."""
        passages = ["The cat sat on the mat."]
        questions: list[dict[str, Any]] = [
            {
                "id": self.asked,
                "was": list(self.asked_was),
                "ask": "Whose is it?",
                "answer": f"Of {self.answer}.",
            }
        ]
        if self.blanks:
            labels = {name: LABELS[(at + self.labels) % len(LABELS)] for at, name in enumerate(LABELS)}
            words = " and ".join(f"{{{{{labels[name]}::the {name}}}}}" for name in self.blanks)
            questions.append({"id": "blanks", "cloze": f"{self.answer} lies on {words}."})
        if self.steps:
            steps = [
                {"id": step, "text": f"The {step} of {self.words}.", "passages": passages}
                for step in self.steps
            ]
            questions.append({"id": "story", "ask": "What happened?", "steps": steps})
        for question in questions:
            if "steps" not in question:
                question["passages"] = passages
        return {
            "term": self.id,
            "was": list(self.was),
            "name": f"the {self.id}",
            "meaning": f"What {self.words} is.",
            "voice": "author",
            "passages": passages,
            "tags": list(self.tags),
            "cards": list(self.cards),
            "typed": self.is_typed,
            "questions": questions,
        }


@dataclass(frozen=True)
class Knowledge:
    """All that an author can change."""

    terms: list[Term] = field(default_factory=list)  # the only part that changes in its place
    styles: int = 0
    front: int = 0
    name: str = "Mats"
    deck: str = "Mats"

    def files(self) -> dict[str, str | None]:
        """Return the files of the project."""
        anchor = Term(0, "anchor", tags=("person::dog",))
        terms = [term.written() for term in (anchor, *self.terms)]
        return {
            "studygen.yaml": f"name: {self.name}\nnamespace: {NAMESPACE}\ntag-root: mats\n",
            "source/terms.yaml": json.dumps(terms),
            "source/figures.yaml": None,
            "source/dates.yaml": None,
            "source/arguments.yaml": None,
            "decks/all.yaml": f"deck: {self.deck}\n",
            "decks/theft.yaml": None,
            "decks/some.yaml": f'deck: {self.deck}::Some\nwhere: "{SOME}"\n',
            "templates/cards/cards.css": f".card {{order: {self.styles}}}",
            "templates/cards/front.html": f"{FRONT}<!-- {self.front} -->",
        }


def some(*texts: str, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Return some of the texts, in any order; none if it would be less than the least."""
    drawn = st.lists(st.sampled_from(texts), unique=True)
    return drawn.map(lambda chosen: tuple(chosen) if len(chosen) >= least else ())


# What an author does, and with what values, which are few, so that things become what they were before.
TO_TERMS: dict[str, st.SearchStrategy[Any]] = {
    "words": st.integers(0, 3),
    "answer": st.integers(0, 3),
    "tags": some(*TAGS),
    "cards": st.sampled_from((("meaning",), ("name",), ("meaning", "name"))),
    "is_typed": st.booleans(),
    "blanks": some("cat", "mat", "dog"),
    "labels": st.integers(0, 3),
    "steps": some("sitting", "taking", "going", least=2),
}
TO_ALL: dict[str, st.SearchStrategy[Any]] = {
    "styles": st.integers(0, 3),
    "front": st.integers(0, 3),
    "name": st.sampled_from(("Mats", "Rugs")),
    "deck": st.sampled_from(("Mats", "Rugs")),
}
OTHERS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "add": {"id": st.sampled_from(IDS), "words": st.integers(0, 3)},
    "bring back": {"words": st.integers(0, 3)},
    "remove": {},
    "rename": {"id": st.sampled_from(IDS), "tells": st.booleans()},
    "rename question": {"asked": st.sampled_from(("owner", "whose", "keeper"))},
}
Latest = dict[object, tuple[object, int]]  # of notes and types: content, and since which release
Change = tuple[int, str, dict[str, Any]]  # which term, what is done, and with what values
CHANGES = st.one_of(
    st.tuples(st.integers(0, 9), st.just(what), st.fixed_dictionaries(values))
    for what, values in (
        *(("reword", {key: value}) for key, value in TO_TERMS.items()),
        *(("restyle", {key: value}) for key, value in TO_ALL.items()),
        *OTHERS.items(),
    )
)
SECONDS = st.sampled_from((1, 60, 86_400))


def merged(base: Knowledge, ours: Knowledge, theirs: Knowledge) -> Knowledge:
    """Return what two branches made of the same: of what both changed, ours, but with the blanks of both."""
    before = {term.key: term for term in base.terms}
    their_terms = {term.key: term for term in theirs.terms}
    found = []
    for term in ours.terms:
        was, other = before.get(term.key), their_terms.get(term.key)
        if was and other and term == was:
            found.append(other)
        elif was and other and other != was:
            found.append(replace(term, blanks=tuple(dict.fromkeys((*term.blanks, *other.blanks)))))
        elif other or not was or term != was:
            found.append(term)
    taken = {each for term in found for each in (term.id, *term.was)}
    found += [term for key, term in their_terms.items() if key not in before and term.id not in taken]
    ids: set[str] = set()
    for term in [*found]:
        if term.id in ids:
            found.remove(term)
        ids.add(term.id)
    changed = {key: getattr(theirs, key) for key in TO_ALL if getattr(ours, key) == getattr(base, key)}
    return replace(ours, terms=found, **changed)


@dataclass(frozen=True)
class Release:
    """What was built; `versions` has the release that last changed each of its notes and note types."""

    time: int
    packages: dict[str, Path]
    contents: dict[str, Contents]
    versions: dict[object, int]


class LearnersNote(NamedTuple):
    """A note that a learner has, and what tells whether it was touched."""

    packed: PackedNote
    mod: int
    usn: int


@dataclass(frozen=True)
class Seen:
    """All that a learner has: notes by guid, note types and cards by id."""

    notes: dict[str, LearnersNote]
    types: dict[int, PackedType]
    cards: dict[int, list[Any]]
    places: set[tuple[str, int]]  # guids and places of cards
    reviews: list[list[Any]]
    is_to_sync_all: bool


@dataclass
class Had:
    """Which release a learner has a note from, and when they last changed it themselves."""

    version: int
    changed_at: int | None = None


class ManyReleases(RuleBasedStateMachine):
    """An author and a learner."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="many-releases-"))
        self.started = int(time.time())
        self.clock = START
        self.knowledge = Knowledge()
        self.built = Knowledge()
        self.may_be_refused = False
        self.unretire = False
        self.releases: list[Release] = []
        self.latest: Latest = {}
        self.had: dict[str, Had] = {}
        self.had_types: dict[int, int] = {}
        self.guids: dict[tuple[int, str], str] = {}
        self.blanks: dict[tuple[str, str], str] = {}
        self.numbers: dict[tuple[str, str], str] = {}
        self.places: dict[str, set[int]] = {}
        self.hidden: set[int] = set()  # releases of branches that the learner does not get
        self.removed: list[Term] = []
        self.keys = count(1)
        self.reviews = 0
        self.col = Collection(str(self.folder / "learner.anki2"))

    def teardown(self) -> None:
        """Let Anki look for damage, and clean up."""
        said, _ = self.col.fix_integrity()
        self.col.close()
        shutil.rmtree(self.folder)
        assert [line for line in said.splitlines() if not line.startswith(HARMLESS)] == []

    @initialize(terms=st.integers(1, 4), seconds=st.integers(1, 5))
    def begin(self, terms: int, seconds: int) -> None:
        """Publish something, and have it imported."""
        self.knowledge.terms.extend(Term(next(self.keys), name, tags=(TAGS[0],)) for name in IDS[:terms])
        self.release([], seconds, "all")
        self.take(0, "all", seconds)

    # The author

    def write(self, at: int, what: str, values: dict[str, Any]) -> None:
        """Change something about one of the terms, or about all that there is."""
        terms = self.knowledge.terms
        match what:
            case "add":
                if values["id"] not in {term.id for term in terms}:
                    terms.append(Term(next(self.keys), **values))
                    self.may_be_refused = True
            case "bring back" if self.removed:
                term = replace(self.removed[at % len(self.removed)], **values)
                if term.id not in {each.id for each in terms}:
                    terms.append(term)
                    self.may_be_refused = self.unretire = True
            case "restyle":
                self.knowledge = replace(self.knowledge, **values)
            case _ if terms:
                self.change_term(at % len(terms), what, values)

    def change_term(self, at: int, what: str, values: dict[str, Any]) -> None:
        """Change one of the terms."""
        term = self.knowledge.terms[at]
        match what:
            case "remove":
                self.removed.append(self.knowledge.terms.pop(at))
            case "rename" if values["id"] not in {each.id for each in self.knowledge.terms}:
                # Whoever forgets to say which one it was has another one, unless it was renamed before.
                was = (*term.was, term.id) if values["tells"] else term.was
                key = term.key if was else next(self.keys)
                self.knowledge.terms[at] = replace(term, key=key, id=values["id"], was=was)
                self.may_be_refused = True
            case "rename question" if values["asked"] not in (term.asked, *term.asked_was):
                was = (*term.asked_was, term.asked)
                self.knowledge.terms[at] = replace(term, asked=values["asked"], asked_was=was)
            case "reword":
                self.knowledge.terms[at] = replace(term, **values)
                # Blanks and steps may have been gone, and come back in other words.
                self.may_be_refused |= bool({"blanks", "labels", "steps"} & set(values))

    @rule(
        changes=st.lists(CHANGES, max_size=4),
        seconds=SECONDS,
        which=st.sampled_from(("all", "all", "some", "own", "draft")),
    )
    def release(self, changes: list[Change], seconds: int, which: str) -> None:
        """Change things, and release all decks, or draft some, or one's own; or take it back if refused."""
        for change in changes:
            self.write(*change)
        self.build(seconds, which)

    def build(self, seconds: int, which: str = "all", *, is_hidden: bool = False) -> bool:
        """Release what there is, or make a draft, and tell whether that was done; else it is taken back."""
        self.clock += seconds
        write_project(self.folder, self.knowledge.files())
        lock = self.lock
        if self.unretire and lock.exists():
            lock.write_text(lock.read_text(encoding="utf-8").replace(" gone\n", "\n"), encoding="utf-8")
        number = len(list(self.folder.glob("made-*")))
        before = lock_file.read_lock(lock)
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("SOURCE_DATE_EPOCH", str(self.clock))
            try:
                loaded = project.load(self.folder)
                made = self.folder / f"made-{number}"
                if which == "own":
                    chosen = deck_of(loaded, SOME, "Mats::Own", "", "text", 0)
                    made.mkdir()
                    build_deck(loaded, chosen, made / "own.apkg", quiet)
                elif which == "all":
                    said = publish(loaded, None, made, quiet, anyway=True).remarks
                else:
                    build.build_all(loaded, ["some"] if which == "some" else (), made, quiet)
            except FaultyFilesError as error:
                if not self.may_be_refused or any(each.rule not in REFUSALS for each in error.problems):
                    raise
                event("refused")
                self.knowledge = replace(self.built, terms=[*self.built.terms])
                self.may_be_refused = self.unretire = False
                return False
        self.unretire = False
        if which != "all":
            after = lock_file.read_lock(lock)
            assert replace(after, drafts={}, draft_types={}) == replace(before, drafts={}, draft_types={})
            return True
        self.may_be_refused = False
        self.built = replace(self.knowledge, terms=[*self.knowledge.terms])
        packages = {file.stem: file for file in made.glob("*.apkg")}
        self.publish(packages, said, is_hidden=is_hidden)
        return True

    @property
    def lock(self) -> Path:
        """Return the lock."""
        return self.folder / "studygen.lock"

    @rule(
        ours=st.lists(CHANGES, max_size=3),
        theirs=st.lists(CHANGES, min_size=1, max_size=3),
        seconds=SECONDS,
        takes=st.booleans(),
    )
    def merge(self, ours: list[Change], theirs: list[Change], seconds: int, takes: bool) -> None:
        """Change and build the same on two branches, of which learners get one, and make them one again."""
        base, base_latest, base_lock = self.built, dict(self.latest), self.lock.read_bytes()
        self.knowledge = replace(base, terms=[*base.terms])
        self.release(ours, seconds, "all")
        if takes:
            self.take(0, "all", 1)
        our_latest, our_lock, mine = self.latest, self.lock.read_bytes(), self.built
        self.latest, self.built = base_latest, base
        self.lock.write_bytes(base_lock)
        self.knowledge = replace(base, terms=[*base.terms])
        for change in theirs:
            self.write(*change)
        is_built = self.build(seconds, is_hidden=True)
        their_latest, their_lock, yours = self.latest, self.lock.read_bytes(), self.built
        self.latest, self.built = our_latest, mine
        self.knowledge = replace(mine, terms=[*mine.terms])
        self.lock.write_bytes(our_lock)
        if is_built:
            self.lock.write_bytes(our_lock + their_lock)
            merge_lock(self.lock)
            self.latest = self.later(our_latest, their_latest)
            self.knowledge = merged(base, mine, yours)
            self.may_be_refused = True
            if self.build(seconds):
                event("merged")
                return
        self.lock.write_bytes(our_lock)
        self.latest = our_latest

    def later(self, ours: Latest, theirs: Latest) -> Latest:
        """Return what was changed last, by notes and note types."""
        return {
            key: max(
                (side[key] for side in (ours, theirs) if key in side),
                key=lambda known: self.releases[known[1]].time,
            )
            for key in {**ours, **theirs}
        }

    def publish(self, packages: dict[str, Path], said: Iterable[str], *, is_hidden: bool) -> None:
        """Note what is in a release, and since when."""
        number = len(self.releases)
        found = {name: contents(file) for name, file in packages.items()}
        if is_hidden:
            self.hidden.add(number)
        else:
            self.see_what_is_lost(max(found.values(), key=lambda each: len(each.notes)), said)
        versions: dict[object, int] = {}
        called = {
            full_id: (term.key, what)
            for term in self.knowledge.terms
            for what, full_id in term.full_ids().items()
        }
        for guid, note in max(found.values(), key=lambda each: len(each.notes)).notes.items():
            if thing := called.get(note.fields.rpartition("\x1f")[2]):
                assert self.guids.setdefault(thing, guid) == guid
            for blank in () if is_hidden else BLANK.finditer(note.fields):
                number_of, name_of = (guid, blank["name"]), (guid, blank["number"])
                assert self.blanks.setdefault(name_of, blank["name"]) == blank["name"]
                assert self.numbers.setdefault(number_of, blank["number"]) == blank["number"]
        for each in found.values():
            for key, content in (each.notes | each.types).items():
                before, since = self.latest.get(key, (None, number))
                versions[key] = since if content == before else number
                self.latest[key] = content, versions[key]
        self.releases.append(Release(self.clock, packages, found, versions))

    def see_what_is_lost(self, now: Contents, said: Iterable[str]) -> None:
        """See that cards that are gone are told, and that nothing comes under a new id unsaid."""
        lost = [guid for guid, places in now.cards.items() if self.places.get(guid, set()) - places]
        assert not lost or any("gone from" in line for line in said)
        here = {full_id for term in self.knowledge.terms for full_id in term.full_ids().values()} | {"anchor"}
        known = {
            (note.type, note.tags, note.fields.rpartition("\x1f")[0]): note.fields.rpartition("\x1f")[2]
            for note, _ in self.latest.values()
            if isinstance(note, PackedNote)
        }
        for guid, note in now.notes.items():
            rest = note.fields.rpartition("\x1f")[0]
            if guid not in self.places:
                assert known.get((note.type, note.tags, rest), "anchor") in here
        self.places |= now.cards

    # The learner

    @rule(
        back=st.sampled_from((0, 0, 0, 1, 2, 5)),
        deck=st.sampled_from(("all", "some")),
        seconds=st.integers(1, 5),
    )
    def take(self, back: int, deck: str, seconds: int) -> None:
        """Import the latest release, or an older one."""
        given = [each for number, each in enumerate(self.releases) if number not in self.hidden]
        chosen = given[max(0, len(given) - 1 - back)]
        deck = deck if deck in chosen.packages else next(iter(chosen.packages))
        self.clock += seconds
        for table in ("notes", "cards"):
            self.execute(f"update {table} set usn = {SYNCED}")  # noqa: S608  # names from the line above
        self.execute("update col set ls = scm")
        before = self.seen()
        import_package(self.col, chosen.packages[deck])
        self.restamp()
        self.col.close()
        self.col.reopen()  # since Anki keeps note types in memory
        self.col.models._clear_cache()
        after = self.seen()
        found = chosen.contents[deck]
        assert {number: after.cards.get(number) for number in before.cards} == before.cards
        assert after.reviews == before.reviews
        assert not after.is_to_sync_all
        expected = {**before.notes, **dict.fromkeys(filter(self.is_to_arrive(chosen), found.notes))}
        for guid, was in expected.items():
            note = after.notes[guid]
            if was:
                assert note == was
            else:
                event("a note arrives")
                assert note.packed == found.notes[guid]
                assert {(guid, place) for place in found.cards[guid]} <= after.places
                self.had[guid] = Had(chosen.versions[guid])
        for key, packed in found.types.items():
            is_newer = chosen.versions[key] > self.had_types.get(key, -1)
            assert after.types[key] == (packed if is_newer else before.types[key])
            self.had_types[key] = max(chosen.versions[key], self.had_types.get(key, -1))

    def is_to_arrive(self, chosen: Release) -> Callable[[str], bool]:
        """Return what tells whether a note comes: if it is newer than the learner's as they changed it."""

        def is_newer(guid: str) -> bool:
            had, version = self.had.get(guid), chosen.versions[guid]
            if had is None:
                return True
            return version > had.version and (had.changed_at or 0) < self.releases[version].time

        return is_newer

    @rule(
        at=st.integers(0, 99),
        do=st.sampled_from(("review", "flag", "suspend", "unsuspend", "bury", "due", "forget")),
        seconds=st.integers(1, 5),
    )
    def study(self, at: int, do: str, seconds: int) -> None:
        """Do something with a card."""
        self.clock += seconds
        number = sorted(self.col.find_cards(""))[at % self.col.card_count()]
        scheduler = self.col.sched
        match do:
            case "review":
                self.col.decks.select(self.col.get_card(number).did)
                if card := scheduler.getCard():
                    scheduler.answerCard(card, 1 + at % 4)
            case "flag":
                self.col.set_user_flag_for_cards(at % 8, [number])
            case "suspend":
                scheduler.suspend_cards([number])
            case "unsuspend":
                scheduler.unsuspend_cards([number])
            case "bury":
                scheduler.bury_cards([number])
            case "due":
                scheduler.set_due_date([number], str(at))
            case "forget":
                scheduler.schedule_cards_as_new([number])
        self.restamp()

    @rule(changes=st.lists(CHANGES, max_size=4), seconds=SECONDS)
    def release_and_take(self, changes: list[Change], seconds: int) -> None:
        """Change things, build all decks, and have the whole imported."""
        self.release(changes, seconds, "all")
        self.take(0, "all", seconds)

    @rule(at=st.integers(0, 99), tag=st.sampled_from(("", "mine", "marked")), seconds=st.integers(1, 5))
    def change(self, at: int, tag: str, seconds: int) -> None:
        """Write something into a note, or tag it."""
        self.clock += seconds
        number = sorted(self.col.find_notes(""))[at % self.col.note_count()]
        note = self.col.get_note(number)
        if tag:
            note.add_tag(tag)
        else:
            note["Note"] = f"Mine at {self.clock}."
        self.col.update_note(note)
        self.restamp()
        self.had[note.guid].changed_at = self.clock

    # What always holds

    @invariant()
    def nothing_is_there_twice(self) -> None:
        """See that all notes and all note types are there once."""
        guids = query(self.col, "select guid from notes")
        assert len(guids) == len({guid for (guid,) in guids})
        assert not query(self.col, "select name from notetypes where name like '%+'")

    @invariant()
    def reviews_only_become_more(self) -> None:
        """See that no review is lost."""
        ((reviews,),) = query(self.col, "select count() from revlog")
        assert reviews >= self.reviews
        self.reviews = reviews

    # Helpers

    def execute(self, sql: str, *values: object) -> None:
        """Change the learner's database."""
        assert self.col.db
        self.col.db.execute(sql, *values)

    def restamp(self) -> None:
        """Let what Anki dates with the present have been done at the time of this history."""
        self.execute("update notes set mod = ? where mod >= ?", self.clock, self.started)
        self.execute("update notetypes set mtime_secs = ? where mtime_secs >= ?", self.clock, self.started)

    def seen(self) -> Seen:
        """Return all that the learner has."""
        notes = query(self.col, "select guid, mid, tags, flds, mod, usn from notes")
        places = query(self.col, "select guid, ord from cards join notes on nid = notes.id")
        return Seen(
            {guid: LearnersNote(packed_note(*packed), mod, usn) for guid, *packed, mod, usn in notes},
            {each["id"]: packed_type(each) for each in self.col.models.all()},
            {row[0]: row for row in query(self.col, "select * from cards")},
            {(guid, place) for guid, place in places},
            query(self.col, "select * from revlog"),
            query(self.col, "select scm > ls from col") == [[1]],
        )


TestManyReleases = ManyReleases.TestCase
TestManyReleases.settings = examples(
    HISTORIES or 3,
    HISTORIES or 50,
    stateful_step_count=40 if is_thorough() else 25,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
)
