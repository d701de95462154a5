"""Builds what the cases of `update_cases` need, has versions of Anki go through them, and reads what came."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from anki_versions import Scenario, Step, played
from learner import quiet
from packed import PackedNote, contents
from update_cases import BASE, LOOKS, TIMES, Case, Changes, Look, Release, look

from studygen.commands.release import publish
from studygen.project import project
from studygen.releases.planner import ReleaseOptions


class Made(NamedTuple):
    """A case whose releases are built: the folder of each, by its letter."""

    case: Case
    folders: dict[str, Path]

    @property
    def scenario(self) -> Scenario:
        """What a learner does, with the packages that there are."""
        case = self.case
        start, then = ([self._at_hand(step) for step in steps] for steps in (case.start, case.then))
        return start, [*then, LOOKS]

    def _at_hand(self, step: Step) -> Step:
        if "package" not in step:
            return step
        letter, _, name = step["package"].partition("/")
        return {**step, "package": str(self.folders[letter] / name)}

    @property
    def imported(self) -> list[Path]:
        """The packages that are imported, in this order."""
        return [Path(step["package"]) for steps in self.scenario for step in steps if "package" in step]


class Outcome(NamedTuple):
    """What came of a case in one version: what the learner had, and what they were told of each import."""

    made: Made
    looks: list[Look]
    imports: list[Any]

    @property
    def cell(self) -> str:
        """What the table says of it."""
        for told in self.imports:
            if isinstance(told, str):
                return told
        fits = [words for words, seen in self.made.case.tells.items() if seen(self.looks[-1])]
        return fits[0] if fits else "something else"

    @property
    def faults(self) -> list[str]:
        """What an update must never do, and did."""
        before, after = self.looks[0], self.looks[-1]
        case = self.made.case
        renamed = {step["old"]: step["new"] for step in case.then if step["do"] == "rename_deck"}
        overwritten = () if case.overwrites else touched(self)
        return [*lost(before, after, renamed), *overwritten, *(() if case.doubles else odd(after))]


def make(cases: Iterable[Case], folder: Path) -> list[Made]:
    """Build the releases of cases; those that begin with the same ones have them in common."""
    roots: dict[str, Path] = {}
    found = []
    for case in cases:
        folders: dict[str, Path] = {}
        history = ""
        before: Path | None = None
        for letter, made in zip("ABCD", (case.first, *case.releases), strict=False):
            history += repr(made)
            if history not in roots:
                root = roots[history] = folder / str(len(roots))
                if before:
                    shutil.copytree(before, root)
                release(root, letter, made)
            before = roots[history]
            folders[letter] = before / letter
        found.append(Made(case, folders))
    return found


def release(root: Path, letter: str, made: Release) -> Path:
    """Publish a release, and return the folder that they are in."""
    write(root, made.files)
    file = root / "studygen.lock"
    if file.exists():
        if text := made.lock(file.read_text(encoding="utf-8")):
            file.write_text(text, encoding="utf-8")
        else:
            file.unlink()
            shutil.rmtree(root / "releases")
    options = ReleaseOptions(allow_notetype_change=made.allow_notetype_change)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", str(TIMES[letter]))
        publish(made.work(project.load(root)), None, root / letter, quiet, options, anyway=True)
    return root / letter


def write(root: Path, changes: Changes) -> None:
    """Write the project of the cases, with changes."""
    shutil.rmtree(root / "templates", ignore_errors=True)
    for name, content in {**BASE, "source/more.yaml": None, "decks/dogs.yaml": None, **changes}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())


def measured(version: Path, made: Sequence[Made]) -> list[Outcome]:
    """Have the version in a folder go through built cases."""
    outcomes = []
    for case, told in zip(made, played(version, [each.scenario for each in made]), strict=True):
        steps = [step["do"] for each in case.scenario for step in each]
        looks = [look(said) for do, said in zip(steps, told, strict=True) if do == "look"]
        imports = [said for do, said in zip(steps, told, strict=True) if do == "import_package"]
        outcomes.append(Outcome(case, looks, imports))
    return outcomes


def lost(before: Look, after: Look, renamed: Mapping[str, str]) -> Iterable[str]:
    """Tell what is no longer known of cards and reviews; `renamed` has new names of decks by the old ones."""
    for number, card in before.cards.items():
        expected = {**card, "deck": renamed.get(card["deck"], card["deck"])}
        if after.cards.get(number) != expected:
            yield f"the card {number} was {expected} and is {after.cards.get(number)}"
    if after.reviews != before.reviews:
        yield "the log of reviews is another"


def unscheduled(before: Look, after: Look) -> Iterable[str]:
    """Tell what is no longer known of cards, wherever they stand in their note type now, and of reviews."""

    def placeless(looked: Look) -> Look:
        cards = {number: {**card, "ord": 0, "usn": 0} for number, card in looked.cards.items()}
        return replace(looked, cards=cards)

    return lost(placeless(before), placeless(after), {})


def touched(outcome: Outcome) -> Iterable[str]:
    """Tell which notes were touched though nothing about them changed in what was imported."""
    before, after = outcome.looks[0], outcome.looks[-1]
    versions: dict[str, set[PackedNote]] = {}
    for package in outcome.made.imported:
        for guid, packed in contents(package).notes.items():
            versions.setdefault(guid, set()).add(packed)
    by_hand = {step["note"] for step in outcome.made.case.then if "note" in step}
    for guid, note in before.notes.items():
        did_change = len(versions.get(guid, ())) > 1 or note["fields"].get("Id") in by_hand
        if after.notes.get(guid, {}) != note and not did_change:
            yield f"the note {note} was touched, and is {after.notes.get(guid)}"


def odd(after: Look) -> Iterable[str]:
    """Tell what no import should leave behind."""
    ids = [note["fields"]["Id"] for note in after.notes.values() if "Id" in note["fields"]]
    yield from {f"{note} is there twice" for note in ids if ids.count(note) > 1}
    yield from {f"there is a note type {name}" for name in after.types if name.endswith("+")}
    if after.is_to_sync_all:
        yield "the next sync is a full one"


def reach(careless: Outcome, careful: Outcome, note: str) -> str:
    """Tell how two releases with a change of a note type reach learners."""

    def arrived(outcome: Outcome, at: int, word: str) -> bool:
        return outcome.looks[at].has(word, note)

    if arrived(careless, 1, "tomcat") and arrived(careless, 2, "lion"):
        return "by itself"
    if arrived(careful, 1, "tomcat") and arrived(careful, 2, "lion"):
        return "if chosen, once"
    if arrived(careful, 1, "tomcat") and arrived(careful, 3, "lion"):
        return "if chosen, every time"
    return "not at all"
