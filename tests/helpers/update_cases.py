"""Every kind of change between two releases, as cases: what is built, what a learner does, and what to look for.

A case begins with release A of the small project, which a learner imports and studies. Then come release B, and
C and D if need be, each made of the same files with changes, and what the learner does with them. `tells` has, for
what there is to say of the outcome, how to see it in what the learner has; the first that fits is the cell of the
table in docs/anki-versions.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from anki_versions import Step
from learner import APRIL, JULY, JUNE, MAY
from lock_files import sealed
from media_files import png
from repository import ROOT
from small_project import FILES, NAMESPACE, OTHER_NAMESPACE

from studygen.cards.note import Card, Note
from studygen.project.project import Project

Changes = Mapping[str, str | bytes | None]  # what is in a file; None if it is not there

TIMES = {"A": APRIL, "B": MAY, "C": JUNE, "D": JULY}
DAY = 86_400
TERM_TYPE = (ROOT / "templates/cards/term/note-type.yaml").read_text(encoding="utf-8")
QUESTION_TYPE = (ROOT / "templates/cards/question/note-type.yaml").read_text(encoding="utf-8")
TERMS = FILES["source/terms.yaml"] + """\
    - id: story
      ask: What happened to the mat, according to A. Pet?
      steps:
        - {id: sitting, text: The cat sat on it., passages: [The cat sat on the mat]}
        - {id: taking, text: The dog took it., passages: [the dog took the mat]}
  image: {file: mat.png, alt: A mat, licence: CC0}
"""  # fmt: skip
BASE: Changes = FILES | {
    "source/terms.yaml": TERMS,
    "source/media/mat.png": png(),
    "decks/all.yaml": "deck: Mats\ndescription: All of it.\n",
}


@dataclass(frozen=True)
class Look:
    """What a learner has."""

    notes: dict[str, dict[str, Any]]  # by guid
    cards: dict[str, dict[str, Any]]  # by id
    reviews: list[list[Any]]
    types: dict[str, dict[str, Any]]  # by name
    decks: dict[str, str]  # descriptions by name
    media: list[str]
    empty: list[str]  # ids of cards
    new_a_day: dict[str, int]  # cards, by the name of the deck
    offered: dict[str, int]  # the options that Anki's dialog has set the next time, unlike at first
    is_to_sync_all: bool

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """The notes of the project by their full ids."""
        return {note["fields"]["Id"]: note for note in self.notes.values() if "Id" in note["fields"]}

    def has(self, words: str, note: str = "mat") -> bool:
        """Whether these words are in a note."""
        return words in "\n".join(self.by_id[note]["fields"].values())

    def cards_of(self, note: str) -> dict[str, dict[str, Any]]:
        """Return the cards of a note by id."""
        return {
            number: card
            for number, card in self.cards.items()
            if self.notes[card["note"]] is self.by_id[note]
        }

    def decks_of(self, note: str) -> set[str]:
        """Return the decks in which the cards of a note are."""
        return {card["deck"] for card in self.cards_of(note).values()}


def look(told: Mapping[str, Any]) -> Look:
    """Read what is told of the step `look`."""
    names = {"full sync": "is_to_sync_all", "new a day": "new_a_day"}
    return Look(**{names.get(name, name): had for name, had in told.items()})


@dataclass(frozen=True)
class Release:
    """What a release is made of, where it differs from release A of most cases."""

    files: Changes = field(default_factory=dict)
    lock: Callable[[str], str] = lambda text: text  # what is written into it by hand; nothing if it is lost
    work: Callable[[Project], Project] = lambda project: project  # what a coming studygen does
    allow_notetype_change: bool = False


def imports(release: str, deck: str = "all", days: int = 10, **options: object) -> Step:
    """Import a release so many days after it was made."""
    at = TIMES[release] + days * DAY
    return {"do": "import_package", "at": at, "package": f"{release}/{deck}.apkg", "options": options}


def does(what: str, at: int, **details: str | int) -> Step:
    """Do what has a name in `anki_script`."""
    return {"do": what, "at": at, **details}


LOOKS = does("look", 0)
BY_THE_WAY = (imports("A"), does("study", APRIL + 12 * DAY), LOOKS)


@dataclass(frozen=True)
class Case:
    """One kind of change; `section` is the heading that it stands below in the table."""

    section: str
    what: str
    tells: Mapping[str, Callable[[Look], bool]]
    releases: tuple[Release, ...]  # from B on
    first: Release = Release()
    start: tuple[Step, ...] = BY_THE_WAY
    then: tuple[Step, ...] = (imports("B"),)
    overwrites: bool = False  # whether what the learner chose updates notes that did not change, too
    doubles: bool = False  # whether what the learner did makes a second note type of one


def swapped(name: str, *pairs: tuple[str, str]) -> Changes:
    """Return the change of stretches of a file, which must be there."""
    text = BASE[name]
    assert isinstance(text, str)
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {name: text}


def terms(*pairs: tuple[str, str]) -> Changes:
    """Return a change of the terms."""
    return swapped("source/terms.yaml", *pairs)


def meaning(who: str) -> Release:
    """Return a release in which the meaning of the mat is another."""
    return Release(terms(("What the cat sat", f"What the {who} sat")))


ARRIVES = "arrives"
UNCHANGED = Release()
TOMCAT = meaning("tomcat")
BASKET = {"source/more.yaml": """\
- term: basket
  name: basket
  meaning: What dogs have.
  voice: cat
  passages: ["dogs have baskets"]
"""}  # fmt: skip
OTHER_BASKET = {"source/more.yaml": BASKET["source/more.yaml"].replace("What dogs have", "What no dog wants")}


def arrives(section: str, what: str, files: Changes, seen: Callable[[Look], bool], **more: Any) -> Case:
    """Return the case of a change that is there after an import or is not."""
    return Case(section, what, {ARRIVES: seen}, (Release(files),), **more)


# What a release brings

NOTES = "Notes"
STAYS_EMPTY = "arrives; the old card is empty"
STEP = "{id: taking, text: The dog took it., passages: [the dog took the mat]}\n"
OWNING = "{id: owning, text: It was the cat’s., passages: [It was the cat’s own mat]}\n"
RENAMED = terms(
    ("- term: mat\n", "- term: carpet\n  was: [mat]\n"),
    ("- id: owner\n", "- id: whose\n      was: [owner]\n"),
    ("- {id: sitting,", "- {id: resting, was: [sitting],"),
)
RENAMED_IDS = {"carpet", "carpet/whose", "carpet/blanks", "carpet/story/resting", "carpet/story/taking"}


def with_extra(project: Project) -> Project:
    """Return a project in which the mat has its spare card."""

    def extended(note: Note) -> Note:
        if note.id != "mat":
            return note
        names = [each.name for each in note.type.fields]
        values = dict(zip(names, note.fields, strict=True))
        values |= {"Extra question": "Anything else?", "Extra answer": "No."}
        place = [each.name for each in note.type.templates].index("Extra")
        extra = Card(place, "extra", "Anything else?", "No.", note.speaker)
        return replace(note, fields=tuple(values.values()), cards=(*note.cards, extra))

    return replace(project, notes=tuple(extended(note) for note in project.notes))


def unretired(lock: str) -> str:
    """Take the word `gone` off all lines of a lock."""
    return lock.replace(" gone\n", "\n")


CASES = [
    arrives(
        NOTES, "another text", TOMCAT.files,
        lambda now: now.has("tomcat"),
    ),
    arrives(
        NOTES, "other tags", terms(("tags: [topic::mats]", "tags: [topic::property]")),
        lambda now: "mats::topic::property" in now.by_id["mat"]["tags"] and "mats::topic::mats" not in now.by_id["mat"]["tags"],
    ),
    arrives(
        NOTES, "a sentence with blanks in other words", terms(("What lies there", "What is lying there")),
        lambda now: now.has("is lying", "mat/blanks"),
    ),
    arrives(
        NOTES, "one more blank in it", terms(("What lies there", "What {{how::lies}} there")),
        lambda now: len(now.cards_of("mat/blanks")) == 3,
    ),
    arrives(
        NOTES, "one more step in a chain", terms((STEP, f"{OWNING}        - {STEP}")),
        lambda now: len(now.cards_of("mat/story/owning")) == 1 and now.has("the cat’s", "mat/story/taking"),
    ),
    arrives(
        NOTES, "a new note", BASKET,
        lambda now: len(now.cards_of("basket")) == 2,
    ),
    arrives(
        NOTES, "one more card of a note (`cards`)", {},
        lambda now: len(now.cards_of("mat")) == 2,
        first=Release(terms(("  voice: author\n", "  voice: author\n  cards: [meaning]\n"))),
    ),
    Case(
        NOTES, "the spare card `Extra`, put to use",
        {ARRIVES: lambda now: len(now.cards_of("mat")) == 3},
        (Release(work=with_extra),),
    ),
    arrives(
        NOTES, "an answer that is to be typed now", terms(("  voice: author\n", "  voice: author\n  typed: true\n")),
        lambda now: now.by_id["mat"]["fields"]["Spelling"] == "mat",
    ),
    arrives(
        NOTES, "another picture of the same name", {"source/media/mat.png": png(grey=30)},
        lambda now: len([name for name in now.media if name in now.by_id["mat"]["fields"]["Image"]]) == 1
        and len(now.media) == 2,
    ),
    arrives(
        NOTES, "other ids, the old ones under `was`", RENAMED,
        lambda now: set(now.by_id) >= RENAMED_IDS and "mat" not in now.by_id,
    ),
    Case(
        NOTES, "a blank less",
        {STAYS_EMPTY: lambda now: not now.has("c1", "mat/blanks") and len(now.empty) == 1},
        (Release(terms(("{{who::cat::animal}}", "cat"))),),
    ),
    Case(
        NOTES, "a card of a note less (`cards`)",
        {STAYS_EMPTY: lambda now: len(now.cards_of("mat")) == 2 and len(now.empty) == 1},
        (Release(terms(("  voice: author\n", "  voice: author\n  cards: [meaning]\n"))),),
    ),
    Case(
        NOTES, "a note less",
        {"yours": lambda now: "theft" in now.by_id},
        (Release({"source/dates.yaml": None}),),
    ),
    Case(
        NOTES, "a note that was gone and is back, as it was",
        {"yours": lambda now: now.has("What dogs have", "basket")},
        (UNCHANGED, Release(BASKET)), Release(BASKET),
        then=(imports("B"), imports("C")),
    ),
    Case(
        NOTES, "a note that was gone and is back, changed",
        {ARRIVES: lambda now: now.has("no dog wants", "basket")},
        (UNCHANGED, Release(OTHER_BASKET, lock=unretired)), Release(BASKET),
        then=(imports("B"), imports("C")),
    ),
    Case(
        NOTES, "nothing new",
        {"untouched": lambda now: now.has("What the cat sat")},
        (UNCHANGED,),
    ),
    Case(
        NOTES, "a change, when you left the release before out",
        {ARRIVES: lambda now: now.has("lion") and "basket" in now.by_id},
        (Release(BASKET), Release({**BASKET, **meaning("lion").files})),
        then=(imports("C"),),
    ),
    Case(
        NOTES, "nothing but what is older than yours",
        {"the newer one": lambda now: now.has("tomcat")},
        (TOMCAT,),
        then=(imports("B"), imports("A", days=60)),
    ),
]  # fmt: skip

LOOK = "Looks"
CASES += [
    arrives(
        LOOK, "other styles (`cards.css`)", {"templates/cards/cards.css": ".card {color: teal}"},
        lambda now: now.types["Mats Term"]["css"] == ".card {color: teal}",
    ),
    arrives(
        LOOK, "other sides (`front.html`)",
        {"templates/cards/front.html": "[% if kind == 'cloze' %]{{cloze:Text}}[% else %]{{#[[ card.question ]]}}"
         "<i>{{[[ card.question ]]}}</i>{{/[[ card.question ]]}}[% endif %]"},
        lambda now: "<i>" in now.types["Mats Term"]["fronts"][0],
    ),
    arrives(
        LOOK, "fields described or folded otherwise (`fields.yaml`)",
        {"templates/cards/fields.yaml": "fields:\n  Name: {description: The word, folded: true, searched: false}\n",
         **TOMCAT.files},
        lambda now: now.types["Mats Term"]["editor"][0] == ["The word", True, True]
        and now.types["Mats Term"]["editor"][1] == ["", False, False] and now.has("tomcat"),
    ),
    arrives(
        LOOK, "another name of the note types", swapped("studygen.yaml", ("name: Mats", "name: Rugs\ntag-root: mats")),
        lambda now: "Rugs Term" in now.types and "Mats Term" not in now.types,
    ),
]  # fmt: skip

DECKS = "Decks"
OLD_DECK = "cards stay"
NOT_DOG = {
    "decks/all.yaml": 'deck: Mats\nwhere: "-tag:person::dog"\n',
    "decks/theft.yaml": None,
    "decks/dogs.yaml": 'deck: Dogs\nwhere: "tag:person::dog"\n',
}
BOTH = (imports("A", "dogs"), *BY_THE_WAY)
CASES += [
    arrives(
        DECKS, "another description", swapped("decks/all.yaml", ("All of it.", "All of them.")),
        lambda now: "<p>All of them.</p>" in now.decks["Mats"],
    ),
    Case(
        DECKS, "another name",
        {"new cards only": lambda now:
         now.decks_of("mat") == {"Mats"} and now.decks_of("basket") == {"Rugs"}},
        (Release({"decks/all.yaml": "deck: Rugs\n", **BASKET}),),
    ),
    Case(
        DECKS, "another name, when you rename yours first",
        {"one deck": lambda now:
         now.decks_of("mat") == now.decks_of("basket") == {"Rugs"} and "Mats" not in now.decks},
        (Release({"decks/all.yaml": "deck: Rugs\n", **BASKET}),),
        then=(does("rename_deck", MAY, old="Mats", new="Rugs"), imports("B")),
    ),
    Case(
        DECKS, "a note in another deck",
        {OLD_DECK: lambda now: now.decks_of("mat") == {"Mats"} and "mats::person::dog" in now.by_id["mat"]["tags"]},
        (Release({**NOT_DOG, **terms(("tags: [topic::mats]", "tags: [person::dog]"))}),),
        Release(NOT_DOG), BOTH, (imports("B", "dogs"), imports("B")),
    ),
    Case(
        DECKS, "a note in two decks",
        {"in the first deck": lambda now:
         now.decks_of("dog") == {"Mats::Theft"} and now.has("stole", "dog")},
        (Release(swapped("source/figures.yaml", ("that took", "that stole"))),),
        start=(imports("A", "theft"), *BY_THE_WAY), then=(imports("B"), imports("B", "theft")),
    ),
]  # fmt: skip

# What a learner has done

YOURS = "What you did"
ALWAYS = 1  # ImportAnkiPackageUpdateCondition, whose names the anki package keeps to itself
MERGE = {"merge_notetypes": True, "update_notes": ALWAYS}
RELEASES = "the release’s"
EDITED: Mapping[str, Callable[[Look], bool]] = {
    RELEASES: lambda now: now.has("tomcat") and not now.has("mine"),
    "yours": lambda now: now.has("mine") and not now.has("tomcat"),
}
TAGGED: Mapping[str, Callable[[Look], bool]] = {
    "the release’s, your tags go": lambda now: now.has("tomcat") and "mine" not in now.by_id["mat"]["tags"],
    "yours": lambda now: not now.has("tomcat") and "mine" in now.by_id["mat"]["tags"],
}
LIONS: Mapping[str, Callable[[Look], bool]] = {
    ARRIVES: lambda now: now.has("lion"),
    "passed over": lambda now: now.has("tomcat"),
}
BEFORE, AFTER = MAY - DAY, MAY + DAY


def edits(at: int) -> Step:
    """Edit the note of the mat."""
    return does("edit", at, note="mat", field="Note", text="This is mine.")


CASES += [
    Case(
        YOURS, "you edited a note, then a release changes it", EDITED, (TOMCAT,), then=(edits(BEFORE), imports("B")),
    ),
    Case(
        YOURS, "a release changes a note, you edit yours, then you import that release", EDITED, (TOMCAT,),
        then=(edits(AFTER), imports("B")),
    ),
    Case(
        YOURS, "the same, and the next release changes the note again", EDITED, (TOMCAT, meaning("old tomcat")),
        then=(edits(AFTER), imports("B"), imports("C")),
    ),
    Case(
        YOURS, "that release, imported with *Update notes: Always*",
        {"the release’s, in all notes": lambda now:
         EDITED[RELEASES](now) and not now.has("My own words", "belonging")},
        (TOMCAT,), then=(edits(AFTER), imports("B", update_notes=ALWAYS)), overwrites=True,
    ),
    Case(
        YOURS, "the same, and at the next import",
        {"*Always* is set": lambda now: now.offered == {"update_notes": ALWAYS}},
        (TOMCAT,), then=(edits(AFTER), imports("B", update_notes=ALWAYS)), overwrites=True,
    ),
    Case(
        YOURS, "you edited a note that no release changes",
        {"yours": lambda now: now.has("mine")}, (Release(BASKET),), then=(edits(BEFORE), imports("B")),
    ),
    Case(
        YOURS, "you tagged or marked a note, then a release changes it", TAGGED, (TOMCAT,),
        then=(does("tag", BEFORE, note="mat", tag="mine"), imports("B")),
    ),
    Case(
        YOURS, "a release changes a note, you tag or mark yours, then you import that release",
        TAGGED, (TOMCAT,), then=(does("tag", AFTER, note="mat", tag="mine"), imports("B")),
    ),
    Case(
        YOURS, "you tagged or marked a note that no release changes",
        {"yours": lambda now: "mine" in now.by_id["mat"]["tags"]}, (Release(BASKET),),
        then=(does("tag", BEFORE, note="mat", tag="mine"), imports("B")),
    ),
    Case(
        YOURS, "you import a release when the next one is made already, then that one",
        LIONS, (TOMCAT, meaning("lion")),
        then=(imports("B", days=35), imports("C", days=20)),
    ),
    Case(
        YOURS, "that one, with *Update notes: Always*",
        LIONS, (TOMCAT, meaning("lion")),
        then=(imports("B", days=35), imports("C", days=20, update_notes=ALWAYS)), overwrites=True,
    ),
    Case(
        YOURS, "the same, with other styles instead of another text",
        {ARRIVES: lambda now: "lime" in now.types["Mats Term"]["css"],
         "passed over": lambda now: "teal" in now.types["Mats Term"]["css"]},
        (Release({"templates/cards/cards.css": "i {color: teal}"}),
         Release({"templates/cards/cards.css": "i {color: lime}"})),
        then=(imports("B", days=35), imports("C", days=20)),
    ),
    Case(
        YOURS, "the release after it, which does not change that note again",
        LIONS, (TOMCAT, meaning("lion"), Release({**meaning("lion").files, **BASKET})),
        then=(imports("B", days=35), imports("C", days=20), imports("D")),
    ),
    Case(
        YOURS, "the release after it, which does change that note again",
        LIONS, (TOMCAT, meaning("lion"), meaning("old lion")),
        then=(imports("B", days=35), imports("C", days=20), imports("D")),
    ),
]  # fmt: skip

# What a learner has made their own

OWN = "What you made your own"
TERM = "Mats Term"
OTHER_STYLES = Release({"templates/cards/cards.css": ".card {color: teal}"})
OWN_STYLES = does("write_css", BEFORE, note_type=TERM, css=".card {color: plum}")
OWN_FIELD = does("add_field", BEFORE, note_type=TERM, name="Mine")
FIELD_TAKEN_AWAY = does("remove_field", MAY + 20 * DAY, note_type=TERM, name="Mine")
OWN_CARD = does("add_card", BEFORE, note_type=TERM, name="Mine")
LEFT_BEHIND: Mapping[str, Callable[[Look], bool]] = {
    ARRIVES: lambda now: now.has("lion"),
    "updates end; new notes bring a second note type": lambda now:
        not now.has("tomcat") and now.by_id["basket"]["type"] != now.by_id["mat"]["type"],
    "updates end": lambda now: not now.has("tomcat"),
}  # fmt: skip
TWICE = (Release({**TOMCAT.files, **BASKET}), Release({**meaning("lion").files, **BASKET}))


def owned(step: Step) -> tuple[Step, ...]:
    """Return how a case starts with a learner who did something besides studying."""
    *studied, looks = BY_THE_WAY
    return (*studied, step, looks)


CASES += [
    Case(
        OWN, "you added a field to a note type, then releases change its notes", LEFT_BEHIND, TWICE,
        start=owned(OWN_FIELD), then=(imports("B"), imports("C")), doubles=True,
    ),
    Case(
        OWN, "the same, with *Merge note types* and *Update notes: Always* each time", LEFT_BEHIND, TWICE,
        start=owned(OWN_FIELD), then=(imports("B", **MERGE), imports("C", **MERGE)),
        overwrites=True, doubles=True,
    ),
    Case(
        OWN, "what you wrote into that field, in the note that changed",
        {"yours": lambda now: now.has("lion") and now.has("words"),
         "goes": lambda now: now.has("lion") and "Mine" in now.by_id["mat"]["fields"]},
        TWICE,
        start=owned(OWN_FIELD),
        then=(does("edit", BEFORE, note="mat", field="Mine", text="words"),
              imports("B", **MERGE), imports("C", **MERGE)),
        overwrites=True, doubles=True,
    ),
    Case(
        OWN, "you took that field away before the first of these releases", LEFT_BEHIND, TWICE,
        start=owned(OWN_FIELD), then=(FIELD_TAKEN_AWAY, imports("B"), imports("C")),
    ),
    Case(
        OWN, "you took that field away after the first of these releases", LEFT_BEHIND, TWICE,
        start=owned(OWN_FIELD), then=(imports("B"), FIELD_TAKEN_AWAY, imports("C")), doubles=True,
    ),
    Case(
        OWN, "you added a card to a note type, then releases change its notes", LEFT_BEHIND, TWICE,
        start=owned(OWN_CARD), then=(imports("B"), imports("C")), doubles=True,
    ),
    Case(
        OWN, "you wrote other styles, then a release changes notes, but no styles",
        {"yours": lambda now: "plum" in now.types[TERM]["css"] and now.has("tomcat")}, (TOMCAT,),
        start=owned(OWN_STYLES),
    ),
    Case(
        OWN, "you wrote other styles, then a release has new ones",
        {RELEASES: lambda now: "teal" in now.types[TERM]["css"]}, (OTHER_STYLES,),
        start=owned(OWN_STYLES),
    ),
    Case(
        OWN, "you chose options for the deck",
        {"yours": lambda now: now.new_a_day["Mats"] == 7 and now.has("tomcat")}, (TOMCAT,),
        start=owned(does("choose_options", BEFORE, deck="Mats", new_a_day=7)),
    ),
    Case(
        OWN, "you moved cards to a deck of your own, then a release changes their note",
        {OLD_DECK: lambda now: now.decks_of("mat") == {"Mine"} and now.has("tomcat")}, (TOMCAT,),
        start=owned(does("move", BEFORE, note="mat", deck="Mine")),
    ),
    Case(
        OWN, "you deleted a note",
        {"comes back, as new": lambda now: "dog" in now.by_id}, (TOMCAT,),
        start=owned(does("delete", BEFORE, note="dog")),
    ),
]  # fmt: skip


# What is refused at build time


@dataclass(frozen=True)
class Reshaping:
    """A change of a note type that is refused, and what learners choose if it is let through all the same."""

    what: str
    message: str
    files: Changes
    options: Mapping[str, bool | int]
    note: str = "mat"  # in which something else changes, too
    said: Callable[[str], Changes] = lambda who: meaning(who).files
    first: Changes = field(default_factory=dict)

    @property
    def careless(self) -> Case:
        """The case of a learner who chooses nothing."""
        return self._case(imports("B"), LOOKS, imports("C"))

    @property
    def careful(self) -> Case:
        """The case of a learner who chooses what they are told to, and at the next import first nothing."""
        chosen = (imports("B", **self.options), LOOKS, imports("C"), LOOKS)
        return self._case(*chosen, imports("C", days=12, **self.options))

    def _case(self, *then: Step) -> Case:
        releases = [
            Release({**self.said(who), **self.files}, allow_notetype_change=True)
            for who in ("tomcat", "lion")
        ]
        return Case("", self.what, {}, tuple(releases), Release(self.first), then=then)


def types(*pairs: tuple[str, str]) -> Changes:
    """Return the change of stretches of the note type of terms."""
    text = TERM_TYPE
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {"templates/cards/term/note-type.yaml": text}


LAST = "  - Id\n"
NAME = "  - Name\n  - Meaning\n"
MEANING = "  - {name: Meaning, question: Meaning question, answer: Meaning}\n"
ASKED = "  - {name: Name, question: Name question, answer: Name, typed: Spelling}\n"
EXTRA = "  - {name: Extra, question: Extra question, answer: Extra answer}\n"
ASK = "Who owned the mat, according to A. Pet?"
AS_CLOZE = QUESTION_TYPE.replace("sort: Question\n", "sort: Question\ncloze: true\n").replace(EXTRA, "")
RESHAPINGS = [
    Reshaping("a field called otherwise", "the field 'Unlike' is called 'Title'",
              types(("  - Unlike\n", "  - Title\n")), {}),
    Reshaping("sorted by another field", "it is sorted by 'Meaning', not by 'Name'",
              types(("sort: Name", "sort: Meaning")), {"update_notes": ALWAYS}),
    Reshaping("a field added at the end", "the field 'Title' is new",
              types((LAST, f"{LAST}  - Title\n")), MERGE),
    Reshaping("a card added at the end", "the card 'Extra' is new", types((NAME, NAME)), MERGE,
              first=types((MEANING + ASKED + EXTRA, MEANING + ASKED))),
    Reshaping("a field added elsewhere", "the field 'Title' is new",
              types((NAME, "  - Name\n  - Title\n  - Meaning\n")), MERGE),
    Reshaping("a field less", "the field 'Unlike' is gone", types(("  - Unlike\n", "")), MERGE),
    Reshaping("fields in another order", "the fields come in another order",
              types((NAME, "  - Meaning\n  - Name\n")), MERGE),
    Reshaping("a card less", "the card 'Extra' is gone", types((MEANING + ASKED + EXTRA, MEANING + ASKED)),
              MERGE),
    Reshaping("cards in another order", "the cards come in another order",
              types((MEANING + ASKED, ASKED + MEANING)), MERGE),
    Reshaping("an ordinary type made a cloze", "it is a cloze now and was an ordinary one",
              {"templates/cards/question/note-type.yaml": AS_CLOZE,
               "templates/cards/question/front.html": "{{cloze:Question}}"}, MERGE,
              "mat/owner", lambda who: terms((ASK, f'"{{{{c1::Who}}}}, {who}?"'))),
]  # fmt: skip


def without(*starts: str) -> Callable[[str], str]:
    """Return what takes the lines that start so out of a lock."""
    return lambda lock: sealed(
        "".join(line for line in lock.splitlines(keepends=True) if not line.startswith(starts))
    )


# What would come of some of it if it were not refused.
FOREIGN = swapped("studygen.yaml", (NAMESPACE, OTHER_NAMESPACE))
AS_A_FIGURE = terms(("- term: mat", "- figure: mat"), ("  meaning:", "  who:"))
DOUBLED = Case("", "another `namespace`", {}, (Release(FOREIGN, lock=lambda _: ""),))
STUCK = Case(
    "", "a term that becomes a figure", {}, (Release({**AS_A_FIGURE}, lock=without("note mat term")),)
)

# What is wrong, the way out, and the releases, of which the last one is refused.
REFUSED: Mapping[str, tuple[str, str, tuple[Changes, ...]]] = {
    "another `namespace`": (
        f"the namespace was {NAMESPACE!r}", "write that one again",
        ({}, FOREIGN),
    ),
    "a term that becomes a figure": (
        "'mat' was published as a note of the type 'term' and is 'figure' now", "give it another id",
        ({}, AS_A_FIGURE),
    ),
    "a question that becomes a sentence with blanks": (
        "'mat/owner' was published as a note of the type 'question' and is 'cloze' now", "give it another id",
        ({}, terms((f"ask: {ASK}\n      answer: The cat.\n", 'cloze: "The {{who::cat}} owned it."\n'))),
    ),
    "another note under an id that is gone": (
        "a note 'basket' was in an earlier release", "give another thing another id", (BASKET, {}, OTHER_BASKET),
    ),
    "a second renaming that forgets the first id": (
        "'rug' was 'mat' when it was first published", "let `was` begin with it",
        (
            terms(("- term: mat\n", "- term: carpet\n  was: [mat]\n")),
            terms(("- term: mat\n", "- term: rug\n  was: [carpet]\n")),
        ),
    ),
    "a card of another name": (
        "a term has no card 'Spare'", "it has Meaning, Name, Extra",
        ({}, types((EXTRA, EXTRA.replace("name: Extra", "name: Spare")))),
    ),
}  # fmt: skip
