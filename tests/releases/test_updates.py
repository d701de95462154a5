"""What an update does to someone who studies already, and what is refused because it would cost them."""

import re
import time
from pathlib import Path

import pytest
from anki.cards import CardId
from anki.collection import Collection
from anki.errors import BackendError
from anki_tools import ImportCounts, full_ids, import_package, note_of, note_type, open_collection
from learner import APRIL, JULY, JUNE, MAY, draft, quiet, release, scheduling, studied
from lock_files import sealed
from repository import ROOT
from small_project import FILES, NAMESPACE, replaced, write_project

from studygen.commands import build, check
from studygen.problems import FaultyFilesError
from studygen.project import project
from studygen.releases.planner import ReleaseOptions

TERM_TYPE = (ROOT / "templates/cards/term/note-type.yaml").read_text(encoding="utf-8")
QUESTION_TYPE = (ROOT / "templates/cards/question/note-type.yaml").read_text(encoding="utf-8")
ALWAYS = 1  # ImportAnkiPackageUpdateCondition, whose names the anki package keeps to itself
ALLOWED = ReleaseOptions(allow_notetype_change=True)
TOMCAT = replaced("source/terms.yaml", "What the cat sat", "What the tomcat sat")


def note_types(old: str, new: str) -> dict[str, str | None]:
    """Return a project's own note type of terms, which differs from the shipped one in one place."""
    assert TERM_TYPE.count(old) >= 1
    return {"templates/cards/term/note-type.yaml": TERM_TYPE.replace(old, new, 1)}


LAST = "  - Id\n"
NAME = "  - Name\n  - Meaning\n"
MEANING = "  - {name: Meaning, question: Meaning question, answer: Meaning}\n"
ASKED = "  - {name: Name, question: Name question, answer: Name, typed: Spelling}\n"
EXTRA = "  - {name: Extra, question: Extra question, answer: Extra answer}\n"
MERGE_ONCE, MERGE, NOTES_ONCE, NOTHING = "Once is enough", "at every import", "this once", "need do nothing"
CHANGES = [
    ("the field 'Title' is new", MERGE_ONCE, note_types(LAST, f"{LAST}  - Title\n")),
    ("the field 'Title' is new", MERGE, note_types(NAME, "  - Name\n  - Title\n  - Meaning\n")),
    ("the field 'Unlike' is gone", MERGE, note_types("  - Unlike\n", "")),
    ("the fields come in another order", MERGE, note_types(NAME, "  - Meaning\n  - Name\n")),
    ("the field 'Unlike' is called 'Title'", NOTHING, note_types("  - Unlike\n", "  - Title\n")),
    ("the card 'Extra' is gone", MERGE, note_types(MEANING + ASKED + EXTRA, MEANING + ASKED)),
    ("the cards come in another order", MERGE, note_types(MEANING + ASKED, ASKED + MEANING)),
    ("it is sorted by 'Meaning', not by 'Name'", NOTES_ONCE, note_types("sort: Name", "sort: Meaning")),
]  # fmt: skip
IDS = [f"{change[0]}, {change[1]}" for change in CHANGES]


def write(root: Path, changes: dict[str, str | None] | None = None) -> Path:
    """Write the small project, with changes, and nothing to print, which takes time."""
    return write_project(root, {"decks/all.yaml": "deck: Mats\n", **(changes or {})})


def contents(folder: Path) -> dict[Path, bytes]:
    """Return the files of a folder."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def by_name(col: Collection) -> dict[tuple[object, str], list[object]]:
    """Return what Anki remembers of each card, by note and the card's name, whichever place it has."""
    col.models._clear_cache()
    return {
        (row[1], col.get_card(CardId(number)).template()["name"]): [*row[2:3], *row[4:]]
        for number, row in scheduling(col).items()
    }


def meanings(col: Collection) -> str:
    """Return the fields of the note `mat`, in one text."""
    return "\n".join(note_of(col, "mat").fields)


@pytest.mark.parametrize(("what", "change"), [(each[0], each[2]) for each in CHANGES], ids=IDS)
def test_a_frozen_note_type_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, change: dict[str, str | None]
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    before = contents(tmp_path)
    write(tmp_path, change)
    with pytest.raises(FaultyFilesError, match=re.escape(f"'Mats Term' otherwise: {what}. ")) as caught:
        release(tmp_path, MAY, monkeypatch)
    assert str(caught.value).startswith(f"{tmp_path}/templates/cards/term/note-type.yaml:")
    assert str(caught.value).endswith("--allow-notetype-change [changed-note-type]")
    (problem,) = [found for found in check.check(tmp_path)[0] if found.rule == "changed-note-type"]
    assert problem.message in str(caught.value)
    lines = (tmp_path / "templates/cards/term/note-type.yaml").read_text(encoding="utf-8").splitlines()
    at = problem.place.line - 1
    said = lines[at] if "sorted" in what else lines[at - 1]  # of a list, its first item has the place
    assert said == {"fie": "fields:", "car": "cards:"}.get(what[4:7], "sort: Meaning")
    (tmp_path / "templates/cards/term/note-type.yaml").unlink()
    assert contents(tmp_path) == before


@pytest.mark.parametrize(("what", "choice", "change"), CHANGES, ids=IDS)
def test_a_change_that_is_let_through_reaches_learners_as_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    choice: str,
    change: dict[str, str | None],
) -> None:
    package = tmp_path / "build/all.apkg"
    release(write(tmp_path), APRIL, monkeypatch)
    chosen = {
        MERGE_ONCE: {"merge_notetypes": True, "update_notes": ALWAYS},
        MERGE: {"merge_notetypes": True, "update_notes": ALWAYS},
        NOTES_ONCE: {"update_notes": ALWAYS},
        NOTHING: {},
    }[choice]
    for name in ("careful", "careless"):
        with open_collection(tmp_path / f"{name}.anki2") as col:
            import_package(col, package)
            studied(col)
    write(tmp_path, {**change, **TOMCAT})
    (remark,) = [line for line in release(tmp_path, MAY, monkeypatch, ALLOWED) if "'Mats Term'" in line]
    assert f"has changed: {what}" in remark
    assert choice in remark
    assert ("Merge note types" in remark) == ("merge_notetypes" in chosen)
    assert ("Update notes: Always" in remark) == ("update_notes" in chosen)
    if choice != NOTHING:
        with open_collection(tmp_path / "careless.anki2") as col:
            import_package(col, package)
            assert "tomcat" not in meanings(col)
    with open_collection(tmp_path / "careful.anki2") as col:
        before = by_name(col)
        import_package(col, package, **chosen)
        assert "tomcat" in meanings(col)
        assert by_name(col) == before
    # Afterwards it is as it was before, unless learners must choose again.
    write(tmp_path, {**change, **replaced("source/terms.yaml", "What the cat sat", "What lions sat")})
    now = int(time.time())
    release(tmp_path, now - 100, monkeypatch)
    with open_collection(tmp_path / "careful.anki2") as col:
        assert col.db
        col.db.execute("update notes set mod = ?", now - 200)  # as if they had been imported then
        import_package(col, package)
        assert ("lions" in meanings(col)) == (choice != MERGE)
        import_package(col, package, **chosen)
        assert "lions" in meanings(col)
        assert by_name(col) == before
        assert col.note_count() == 6


def test_nothing_helps_when_an_ordinary_note_type_becomes_a_cloze(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    first = (tmp_path / "build/all.apkg").rename(tmp_path / "first.apkg")
    asked = "Who owned the mat, according to A. Pet?"
    ask = replaced("source/terms.yaml", asked, '"{{c1::Who}} owned it?"')
    as_cloze = QUESTION_TYPE.replace("sort: Question\n", "sort: Question\ncloze: true\n").replace(EXTRA, "")
    front = {"templates/cards/question/front.html": "{{cloze:Question}}"}
    write(tmp_path, {"templates/cards/question/note-type.yaml": as_cloze, **front, **ask})
    line = as_cloze.splitlines().index("cloze: true") + 1
    expected = rf":{line}:8: .* it is a cloze now and was an ordinary one, the card 'Extra' is gone\."
    with pytest.raises(FaultyFilesError, match=expected):
        release(tmp_path, MAY, monkeypatch)
    (remark,) = [line for line in release(tmp_path, MAY, monkeypatch, ALLOWED) if "Mats Question" in line]
    assert "learners' notes of this type stay as they are for good" in remark
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, first)
        with pytest.raises(BackendError, match="cannot be merged with regular note types"):
            import_package(col, tmp_path / "build/all.apkg", merge_notetypes=True, update_notes=ALWAYS)
        assert import_package(col, tmp_path / "build/all.apkg").conflicting == 1


def test_ids_of_fields_and_cards_are_given_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ids() -> dict[str, int]:
        shape = project.load(tmp_path).note_types["term"].shape
        return {slot.name: slot.id for slot in (*shape.fields, *shape.cards)}

    release(write(tmp_path), APRIL, monkeypatch)
    first = ids()
    write(tmp_path, note_types("  - Unlike\n", "  - Title\n"))
    release(tmp_path, MAY, monkeypatch, ALLOWED)
    renamed = ids()
    assert renamed["Title"] == first["Unlike"]
    release(tmp_path, JUNE, monkeypatch)  # which no longer is a change
    added = note_types("  - Unlike\n", "  - Title\n")["templates/cards/term/note-type.yaml"] or ""
    added = added.replace("  - Extra answer\n", "  - Extra answer\n  - Unlike\n", 1)
    write(tmp_path, {"templates/cards/term/note-type.yaml": added})
    release(tmp_path, JULY, monkeypatch, ALLOWED)
    assert ids()["Title"] == first["Unlike"]
    assert len(set(ids().values())) == len(ids())


def test_looks_sides_and_names_of_note_types_may_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        before = studied(col)
        write(
            tmp_path,
            {
                **replaced("studygen.yaml", "name: Mats", "name: Rugs\ntag-root: mats"),
                "templates/cards/front.html": "[% if kind == 'cloze' %]{{cloze:Text}}[% else %]"
                "{{#[[ card.question ]]}}{{[[ card.question ]]}}{{/[[ card.question ]]}}[% endif %]",
                "templates/cards/cards.css": ".card {color: teal}",
            },
        )
        release(tmp_path, MAY, monkeypatch)
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(duplicate=6)
        assert scheduling(col) == before
    with open_collection(tmp_path / "learner.anki2") as col:
        assert note_type(col, "Rugs Term")["css"] == ".card {color: teal}"
        assert "Mats Term" not in {each.name for each in col.models.all_names_and_ids()}


def test_what_may_be_chosen_is_called_so_in_anki(tmp_path: Path) -> None:
    with open_collection(tmp_path / "x.anki2") as col:
        tr = col.tr
        words = (tr.importing_updates(), tr.importing_merge_notetypes(), tr.importing_update_notes())
        choices = (tr.importing_update_always(),)
    assert (*words, *choices) == ("Updates", "Merge note types", "Update notes", "Always")


# What is gone, and what is back

LAST_TERM = {"source/more.yaml": """\
- term: basket
  name: basket
  meaning: What dogs have.
  voice: cat
  passages: ["dogs have baskets"]
  questions:
    - id: owner
      ask: Who has baskets, according to the cat?
      answer: Dogs.
      passages: ["dogs have baskets"]
"""}  # fmt: skip
OTHER_BASKET = {
    "source/more.yaml": (LAST_TERM["source/more.yaml"]).replace("What dogs have.", "A vessel of wicker.")
}


def told(lines: list[str], words: str) -> list[str]:
    """Return the remarks with these words in them."""
    return [line for line in lines if words in line]


def test_what_is_gone_is_told_once_with_a_search_that_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path, {**LAST_TERM, "studygen.yaml": NAMED}), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        before = studied(col)
        write(tmp_path, {"source/more.yaml": None, "studygen.yaml": NAMED})
        (remark,) = told(release(tmp_path, MAY, monkeypatch), "gone")
        assert remark.startswith("2 notes of earlier releases are gone; learners keep them.")
        import_package(col, tmp_path / "build/all.apkg")
        assert scheduling(col) == before
        search = remark.partition("browser: ")[2]
        found = [col.get_note(number)["Id"] for number in col.find_notes(search)]
        assert sorted(found) == ["basket", "basket/owner"]
    assert not told(release(tmp_path, JUNE, monkeypatch), "gone")
    lines = (tmp_path / "studygen.lock").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if re.match(r"note basket\S* .* gone$", line)]) == 2


NAMED = f'name: "A _star_ * of \\"mats\\": all"\nnamespace: {NAMESPACE}\n'


def test_what_comes_back_is_the_note_that_learners_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path, LAST_TERM), APRIL, monkeypatch)
    release(write(tmp_path, {"source/more.yaml": None}), MAY, monkeypatch)
    write(tmp_path, OTHER_BASKET)
    with pytest.raises(FaultyFilesError, match=r"more\.yaml:1:9: a note 'basket' was in an .*\[retired-id\]"):
        release(tmp_path, JUNE, monkeypatch)
    assert not told(release(write(tmp_path, LAST_TERM), JUNE, monkeypatch), "gone")
    locked = project.load(tmp_path).lock.notes["basket"]
    assert (locked.mod, locked.is_gone) == (APRIL, False)


def test_a_note_that_comes_back_changed_is_let_in_by_its_line_in_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path, LAST_TERM), APRIL, monkeypatch)
    release(write(tmp_path, {"source/more.yaml": None}), MAY, monkeypatch)
    lock = tmp_path / "studygen.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace(" gone\n", "\n"), encoding="utf-8")
    release(write(tmp_path, OTHER_BASKET), JUNE, monkeypatch)
    assert project.load(tmp_path).lock.notes["basket"].mod == JUNE


def test_a_retired_id_is_not_used_by_a_renaming_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path, LAST_TERM), APRIL, monkeypatch)
    without = {"source/more.yaml": None}
    release(write(tmp_path, without), MAY, monkeypatch)
    renamed = replaced("source/figures.yaml", "- figure: dog", "- figure: basket\n  was: [dog]")
    with pytest.raises(FaultyFilesError, match="'basket' was published as a note of its own"):
        release(write(tmp_path, {**without, **renamed, **seeing("basket")}), JUNE, monkeypatch)


# Renamed


def seeing(other: str) -> dict[str, str | None]:
    """Let the mat lead on to another entry than the dog."""
    return replaced("source/terms.yaml", "see: [dog]", f"see: [{other}]")


STORY = """\
    - id: story
      ask: What happened to the mat, according to A. Pet?
      steps:
        - {id: sitting, text: The cat sat on it., passages: [The cat sat on the mat]}
        - {id: taking, text: The dog took it., passages: [the dog took the mat]}
  unlike: [dog]
"""
TERMS = FILES["source/terms.yaml"] + STORY
RENAMED = (
    TERMS.replace("- term: mat\n", "- term: rug\n  was: [mat]\n")
    .replace("    - id: owner\n", "    - id: whose\n      was: [owner]\n")
    .replace("    - id: blanks\n", "    - id: gaps\n      was: [blanks]\n")
    .replace("    - id: story\n", "    - id: tale\n      was: [story]\n")
    .replace("{id: sitting,", "{id: resting, was: [sitting],")
)


def test_renamed_notes_stay_those_that_learners_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release(write(tmp_path, {"source/terms.yaml": TERMS}), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(new=9)
        before = studied(col)
        numbers = {ids: number for number, ids in notes_by_id(col)}
        assert not told(
            release(write(tmp_path, {"source/terms.yaml": RENAMED}), MAY, monkeypatch), "are gone"
        )
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(updated=6, duplicate=3)
        assert scheduling(col) == before
        now = {
            "mat": "rug",
            "mat/owner": "rug/whose",
            "mat/blanks": "rug/gaps",
            "mat/story/sitting": "rug/tale/resting",
            "mat/story/taking": "rug/tale/taking",
            "dog/vs/mat": "dog/vs/rug",
        }
        assert notes_by_id(col) == sorted((numbers[old], now.get(old, old)) for old in numbers)
        # A deck of a choice of one's own knows them as well, and a build of the same changes nothing.
        lock = (tmp_path / "studygen.lock").read_bytes()
        draft(tmp_path, JUNE, monkeypatch)
        assert (tmp_path / "studygen.lock").read_bytes() == lock
        twice = RENAMED.replace("- term: rug\n  was: [mat]", "- term: carpet\n  was: [mat, rug]")
        release(write(tmp_path, {"source/terms.yaml": twice}), JUNE, monkeypatch)
        col.db.execute("update notes set mod = ?", MAY)  # type: ignore[union-attr]  # it is open
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(updated=6, duplicate=3)
        assert scheduling(col) == before


def notes_by_id(col: Collection) -> list[tuple[int, str]]:
    """Return the number of each note, and its full id."""
    return sorted(full_ids(col).items())


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (RENAMED, RENAMED.replace("  was: [mat]\n", ""), "'rug' was 'mat' when it was first published"),
        (
            RENAMED,
            RENAMED.replace("- term: rug\n  was: [mat]", "- term: carpet\n  was: [rug]"),
            "'carpet' was 'mat' when it was first published",
        ),
        (
            TERMS,
            TERMS.replace("  was: [mat]\n", "").replace("- term: mat\n", "- term: mat\n  was: [rug]\n"),
            "'mat' was published as a note of its own, which learners have, and cannot become what 'rug' was",
        ),
    ],
)
def test_a_renaming_that_would_double_what_learners_have_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, second: str, expected: str
) -> None:
    release(write(tmp_path, {"source/terms.yaml": first}), APRIL, monkeypatch)
    with pytest.raises(FaultyFilesError, match=re.escape(expected)):
        release(write(tmp_path, {"source/terms.yaml": second}), MAY, monkeypatch)


OWNER = FILES["source/terms.yaml"][
    FILES["source/terms.yaml"].index("    - id: owner") : FILES["source/terms.yaml"].index("    - id: blanks")
]
BLANKS = FILES["source/terms.yaml"][FILES["source/terms.yaml"].index("    - id: blanks") :]


def moved(was: str, entry: str = "mat") -> dict[str, str | None]:
    """Let the dog have the questions of the mat."""
    asked = (OWNER + BLANKS).replace("    - id: owner\n", f"    - id: owner\n      was: [{was}]\n")
    asked = asked.replace("    - id: blanks\n", f"    - id: gaps\n      was: [{entry}/blanks]\n")
    dog = FILES["source/figures.yaml"] + "  questions:\n" + asked.replace("A. Pet?", "A. Pet, of all?")
    mat = FILES["source/terms.yaml"].replace(f"  questions:\n{OWNER}{BLANKS}", "")
    return {"source/terms.yaml": mat, "source/figures.yaml": dog}


def test_a_question_that_moves_to_another_entry_stays_the_one_that_learners_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        before = studied(col)
        assert release(write(tmp_path, moved("mat/owner")), MAY, monkeypatch) == []
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(updated=2, duplicate=4)
        assert scheduling(col) == before
        assert {str(full_id) for _, full_id in notes_by_id(col)} >= {"dog/owner", "dog/gaps"}
    lines = (tmp_path / "studygen.lock").read_text(encoding="utf-8").splitlines()
    assert any(re.fullmatch(r"note mat/owner question \S+ \d+ 0 \S+ now dog/owner", line) for line in lines)
    numbers = {tuple(line.split()[1:4]) for line in lines if line.startswith("blank ")}
    assert numbers == {("mat/blanks", "who", "1"), ("mat/blanks", "where", "2")}
    lock = (tmp_path / "studygen.lock").read_bytes()
    assert draft(tmp_path, JUNE, monkeypatch) == []
    assert (tmp_path / "studygen.lock").read_bytes() == lock


def test_a_question_of_a_renamed_entry_moves_under_its_first_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    renamed = replaced("source/terms.yaml", "- term: mat\n", "- term: rug\n  was: [mat]\n")
    release(write(tmp_path, renamed), MAY, monkeypatch)
    files = moved("rug/owner")
    files["source/terms.yaml"] = str(files["source/terms.yaml"]).replace("mat\n", "rug\n  was: [mat]\n", 1)
    expected = r"figures\.yaml:\S+ 'dog/owner' was 'mat/owner' when it was first published"
    with pytest.raises(FaultyFilesError, match=expected):
        release(write(tmp_path, files), JUNE, monkeypatch)
    files["source/figures.yaml"] = str(files["source/figures.yaml"]).replace("[rug/owner]", "[mat/owner]")
    assert release(write(tmp_path, files), JUNE, monkeypatch) == []


def test_a_note_that_comes_under_a_new_id_without_was_is_no_silent_doubling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    without = {
        name: str(text).replace("      was: [mat/owner]\n", "") for name, text in moved("mat/owner").items()
    }
    expected = r"'dog/owner' says nearly what 'mat/owner' said, .*`studygen rename mat/owner dog/owner`"
    with pytest.raises(FaultyFilesError, match=expected):
        release(write(tmp_path, without), MAY, monkeypatch)


def test_a_reference_to_an_old_id_is_told_the_new_one(tmp_path: Path) -> None:
    renamed = replaced("source/figures.yaml", "- figure: dog", "- figure: hound\n  was: [dog]")
    with pytest.raises(FaultyFilesError, match="no entry 'dog': it was renamed to 'hound', which is what to"):
        project.load(write(tmp_path, renamed))


# Decks


def test_a_renamed_deck_takes_what_is_new_unless_learners_rename_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    for name in ("renamed", "kept"):
        with open_collection(tmp_path / f"{name}.anki2") as col:
            import_package(col, tmp_path / "build/all.apkg")
            studied(col)
    write(tmp_path, {"decks/all.yaml": "deck: Rugs\n", **LAST_TERM})
    (remark,) = told(release(tmp_path, MAY, monkeypatch), "is called 'Rugs' now")
    assert remark.startswith("The deck 'Mats' is called 'Rugs' now. Whoever has it keeps the cards in 'Mats'")
    with open_collection(tmp_path / "kept.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        assert (len(col.find_cards("deck:Mats")), len(col.find_cards("deck:Rugs"))) == (12, 3)
    with open_collection(tmp_path / "renamed.anki2") as col:
        number = col.decks.id_for_name("Mats")
        assert number
        col.decks.rename(number, "Rugs")
        import_package(col, tmp_path / "build/all.apkg")
        assert len(col.find_cards("deck:Rugs")) == 15
    assert not told(release(tmp_path, JUNE, monkeypatch), "is called")


ALL, THEFT = "deck: Mats\n", 'deck: Mats::Theft\nwhere: "tag:topic::property::theft"\n'
NO_THEFT = 'deck: Mats\nwhere: "-tag:topic::property::theft"\n'
DOGS = 'deck: Mats::Theft\nwhere: "tag:person::dog"\n'
LEFT = "Notes left decks; whoever has them keeps their cards where they are:\n  "
SHARED = "Decks share notes; Anki leaves a card in the deck that is imported first:\n  "


def decks(all_: str | None = ALL, theft: str | None = THEFT, **others: str) -> dict[str, str | None]:
    """Return the specifications of decks."""
    files = {"all": all_, "theft": theft, **others}
    return {f"decks/{name}.yaml": text for name, text in files.items()}


def test_a_moved_note_is_told_once_and_its_cards_stay_as_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path, decks(theft=None)), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        before = studied(col)
        write(tmp_path, decks(NO_THEFT))
        (remark,) = release(tmp_path, MAY, monkeypatch)
        assert remark == LEFT + "'Mats', for 'Mats::Theft': 2 notes (dog, theft)"
        for name in ("all", "theft"):
            import_package(col, tmp_path / f"build/{name}.apkg")
        assert scheduling(col) == before
        assert len(col.find_cards('"deck:Mats" -"deck:Mats::*"')) == len(before)
    lock = (tmp_path / "studygen.lock").read_bytes()
    assert draft(tmp_path, JUNE, monkeypatch) == []
    assert (tmp_path / "studygen.lock").read_bytes() == lock


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (decks(), decks(theft=None), ["'Mats::Theft', still in 'Mats': 2 notes (dog, theft)"]),
        (decks(), decks(theft=DOGS), ["'Mats::Theft', still in 'Mats': 1 note (theft)"]),
        (decks(theft=None), decks(NO_THEFT, None), ["'Mats', now in no deck: 2 notes (dog, theft)"]),
        (decks(), decks(f"{ALL}limit: 1\n", None), [
            "'Mats', now in no deck: 5 notes (belonging, dog, mat/blanks, mat/owner, theft)",
            "'Mats::Theft', now in no deck: 2 notes (dog, theft)",
        ]),
        (decks(theft=None), decks(None, None, every=ALL), []),
        (decks(theft=None), decks("deck: Rugs\n", None), []),
        (decks(NO_THEFT), decks(), []),
    ],
)  # fmt: skip
def test_what_left_a_deck_is_told_with_where_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    first: dict[str, str | None],
    second: dict[str, str | None],
    expected: list[str],
) -> None:
    release(write(tmp_path, first), APRIL, monkeypatch)
    write(tmp_path, second | {"decks/every.yaml": second.get("decks/every.yaml")})
    remarks = told(release(tmp_path, MAY, monkeypatch), "left decks")
    assert remarks == [LEFT + "\n  ".join(expected)] * bool(expected)
    assert not told(release(tmp_path, JUNE, monkeypatch), "left decks")


def test_a_build_of_one_deck_tells_of_that_deck_and_knows_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built(name: str, where: str = "") -> list[str]:
        return build.build_all(project.load(tmp_path), [name], None, quiet, where)[1][:-1]

    release(write(tmp_path, decks(theft=None)), APRIL, monkeypatch)
    lock = (tmp_path / "studygen.lock").read_bytes()
    write(tmp_path, decks(NO_THEFT))
    assert built("theft") == []
    assert built("all", "tag:topic::mats") == []  # which is no change of the deck
    assert built("all") == [LEFT + "'Mats', for 'Mats::Theft': 2 notes (dog, theft)"]
    assert (tmp_path / "studygen.lock").read_bytes() == lock  # of drafts, nobody has anything


def test_a_deck_whose_file_has_another_name_is_the_same_deck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path, decks()), APRIL, monkeypatch)
    write(tmp_path, decks(None, every=ALL))
    assert draft(tmp_path, MAY, monkeypatch) == []
    assert release(tmp_path, MAY, monkeypatch) == []
    assert "deck every Mats\n" in (tmp_path / "studygen.lock").read_text(encoding="utf-8")


def test_decks_that_overlap_are_told_when_that_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = release(write(tmp_path, decks()), APRIL, monkeypatch)
    assert told(first, "share") == [
        SHARED + "Mats: 2 of its 6 notes are in other decks as well\n"
        "  Mats::Theft: all of its 2 notes are in 'Mats' as well, after which it brings nothing new"
    ]
    assert release(tmp_path, MAY, monkeypatch) == []
    write(tmp_path, decks(mats='deck: Cats\nwhere: "tag:topic::mats"\n'))
    assert release(tmp_path, JUNE, monkeypatch) == [
        SHARED + "Mats: 5 of its 6 notes are in other decks as well\n"
        "  Cats: all of its 3 notes are in 'Mats' as well, after which it brings nothing new"
    ]
    write(tmp_path, decks(None, cats='deck: Cats\nwhere: "tag:topic::mats"\n') | {"decks/mats.yaml": None})
    assert not told(release(tmp_path, JULY, monkeypatch), "share")


def test_few_moves_are_listed_and_the_others_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"d{number}": f"deck: D{number}\n" for number in range(14)}
    release(write(tmp_path, decks(None, None, **many)), APRIL, monkeypatch)
    for name in many:
        (tmp_path / f"decks/{name}.yaml").unlink()
    (remark,) = told(release(write(tmp_path, decks(theft=None)), MAY, monkeypatch), "left decks")
    lines = remark.splitlines()
    assert len(lines) == 12
    assert lines[1] == "  'D0', for 'Mats': 6 notes (belonging, dog, mat, mat/blanks, mat/owner, theft)"
    assert lines[-1] == "  and 4 more of this kind"


def test_a_lock_that_does_not_know_what_decks_have_says_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path, decks(theft=None)), APRIL, monkeypatch)
    file = tmp_path / "studygen.lock"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    text = sealed("".join(line for line in lines if not line.startswith("in ")))
    file.write_text(text, encoding="utf-8")
    assert release(write(tmp_path, decks(NO_THEFT, None)), MAY, monkeypatch) == []
