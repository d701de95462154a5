"""`studygen import` makes entries of cards that somebody has: a project that builds, and an honest list."""

from pathlib import Path
from typing import Any

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_tools import import_package, open_collection
from command_line import contents, run
from media_files import SVG, mp3

from studygen.knowledge.yaml.loader import load_entries

COUNTRIES = (
    "Country,Capital,Flag,Region\nFrance,Paris,flags/fr.svg,Europe\nBosnia and Herzegovina,Sarajevo,,Europe\n"
    "Peru,Lima,flags/pe.svg,South America\n"
)
QUIZLET = "der Hund\tthe dog\n물\twater\n\nthe cat\tder Kater\nWas ist los?\tWhat is up?\n"
ANKI = """#separator:tab
#html:true
#guid column:1
#tags column:4
a1\tmito<b>chondrion</b>\tpower<br>house \\(E=mc^2\\)\tbio::cell week&1
a2\tWhat is a <i>cell</i>?\t"a ""thing"" of<br>lines"\tbio
a3\t{{c1::Paris::city}} is the capital of {{c2::France}}\t\tgeo
"""
NOTES = "# Bio\nQ: What is a cell?\nA: The smallest unit.\n\nThe {{c1::wall}} of {{c2::plants}} is rigid.\n"


@pytest.fixture
def lists(tmp_path: Path, small: Path) -> Path:
    """A folder with lists, outside the project that one works in."""
    assert small
    folder = tmp_path / "lists"
    (folder / "flags").mkdir(parents=True)
    (folder / "flags/fr.svg").write_bytes(SVG)
    for name, text in {
        "countries.csv": COUNTRIES,
        "quizlet.txt": QUIZLET,
        "anki.txt": ANKI,
        "bio.md": NOTES,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def entries(file: str) -> dict[str, dict[str, Any]]:
    """Return the entries of a file, which is without fault, by their ids."""
    loaded = load_entries(Path(file).read_text(encoding="utf-8"), Path(file))
    assert [each for each in loaded.problems if each.severity == "error"] == []
    return {entry.id: entry.model_dump() for entry in loaded.entries}


@pytest.mark.parametrize("name", ["countries.csv", "quizlet.txt", "anki.txt", "bio.md"])
def test_a_list_becomes_entries_of_a_project_without_error_and_again_changes_nothing(
    small: Path, lists: Path, name: str
) -> None:
    made = run("import", lists / name)
    assert made.exit_code == 0, made.stderr
    assert "Next: `studygen check`" in made.stderr
    checked = run("check")
    assert checked.exit_code == 0, checked.stdout
    before = contents(small)
    assert run("import", lists / name).exit_code == 0
    assert contents(small) == before


def test_columns_are_known_by_their_names_and_shown(lists: Path) -> None:
    told = run("import", lists / "countries.csv").stderr
    assert "1 'Country' is term, 2 'Capital' is meaning, 3 'Flag' is image, 4 'Region' is note" in told
    found = entries("source/countries/entries.yaml")
    assert list(found) == ["france", "bosnia-and-herzegovina", "peru"]
    assert found["france"]["meaning"] == "Paris"
    assert found["france"]["note"] == "Region: Europe"


def test_what_is_missing_is_told_and_not_made_up(small: Path, lists: Path) -> None:
    told = run("import", lists / "countries.csv").stderr
    assert "there is no file flags/pe.svg" in told
    assert "1 × `alt`" in told
    assert "1 × `licence`" in told
    assert "say under `author` who made the list" in told
    assert (small / "source/countries/media/fr.svg").read_bytes() == SVG
    assert "???" in (small / "source/countries/entries.yaml").read_text(encoding="utf-8")
    assert "stands for something still to be written" in run("check").stdout


def test_licence_and_author_can_be_said_at_once(lists: Path) -> None:
    told = run(
        "import", lists / "countries.csv", "--licence", "Public domain", "--author", "A. Mapper"
    ).stderr
    assert "licence" not in told
    assert "author" not in told
    assert 'author: "A. Mapper"' in Path("source/countries/source.yaml").read_text(encoding="utf-8")


def test_a_word_of_the_text_gets_a_passage_and_the_others_their_line_of_the_list(lists: Path) -> None:
    told = run("import", lists / "quizlet.txt").stderr
    assert entries("source/quizlet.yaml")["the-cat"]["passages"] == ("The cat sat on the",)
    assert entries("source/quizlet/entries.yaml")["water"]["passages"] == ("물 – water",)
    assert "1 term found in the text" in told
    assert "3 cards not found in it" in told


def test_columns_can_be_named(lists: Path) -> None:
    run("import", lists / "countries.csv", "--columns", "meaning,term,-,tags")
    found = entries("source/countries/entries.yaml")
    assert found["paris"]["meaning"] == "France"
    assert found["lima"]["tags"] == ("South", "America")
    wrong = run("import", lists / "countries.csv", "--columns", "termm")
    assert wrong.exit_code == 2
    assert "did you mean term?" in wrong.stderr


def test_html_and_formulas_become_light_markdown(lists: Path) -> None:
    run("import", lists / "anki.txt")
    found = entries("source/anki/entries.yaml")
    assert found["mitochondrion"]["name"] == "mito**chondrion**"
    assert found["mitochondrion"]["meaning"] == "power\nhouse $E=mc^2$"
    assert found["mitochondrion"]["tags"] == ("bio::cell", "week-1")
    asked = found["anki"]["questions"]
    assert asked[0]["ask"] == "What is a *cell*?"
    assert asked[1]["cloze"] == "{{paris::Paris::city}} is the capital of {{france::France}}"


def test_what_was_written_into_an_entry_stays_when_the_list_is_renewed(lists: Path) -> None:
    run("import", lists / "countries.csv")
    file = Path("source/countries/entries.yaml")
    text = file.read_text(encoding="utf-8").replace('"??? not described yet"', "Three stripes")
    file.write_text(text.replace("- term: peru\n", "- term: peru\n  hint: Llamas.\n"), encoding="utf-8")
    table = lists / "countries.csv"
    table.write_text(
        COUNTRIES.replace("Lima,", "Lima (on the coast),") + "Chad,N’Djamena,,Africa\n", encoding="utf-8"
    )
    run("import", table)
    found = entries(str(file))
    assert list(found) == ["france", "bosnia-and-herzegovina", "peru", "chad"]
    assert found["peru"]["meaning"] == "Lima (on the coast)"
    assert found["peru"]["hint"] == "Llamas."
    assert "Three stripes" in file.read_text(encoding="utf-8")
    assert run("check").exit_code == 0


def test_a_word_that_is_no_longer_in_the_list_is_kept_and_told(lists: Path) -> None:
    run("import", lists / "quizlet.txt")
    (lists / "quizlet.txt").write_text("물\twater\n", encoding="utf-8")
    told = run("import", lists / "quizlet.txt").stderr
    assert "kept, though not in the list any more" in told
    assert "der-hund" in entries("source/quizlet/entries.yaml")
    assert run("check").exit_code == 0


def test_a_word_that_the_project_has_already_is_not_doubled(lists: Path) -> None:
    (lists / "more.csv").write_text("term,meaning\nmat,a thing\nrug,another\nlamp,light\n", encoding="utf-8")
    told = run("import", lists / "more.csv").stderr
    assert "the project has these words already: “mat”, “rug”" in told
    assert list(entries("source/more/entries.yaml")) == ["lamp"]


@pytest.mark.usefixtures("small")
def test_a_package_is_read_with_its_pictures_and_sounds(tmp_path: Path) -> None:
    (tmp_path / "red.svg").write_bytes(SVG)
    (tmp_path / "say.mp3").write_bytes(mp3())
    with open_collection(tmp_path / "c.anki2") as col:
        for name in ("red.svg", "say.mp3"):
            col.media.add_file(str(tmp_path / name))
        note = col.new_note(col.models.by_name("Basic"))
        note.fields = ["rosso [sound:say.mp3]", 'red<br><img src="red.svg" alt="a red thing"> \\(x\\)']
        col.add_note(note, col.decks.id("Colours"))
        col.export_anki_package(
            out_path=str(tmp_path / "colours.apkg"),
            options=ExportAnkiPackageOptions(with_media=True),
            limit=None,
        )
    made = run("import", tmp_path / "colours.apkg")
    assert made.exit_code == 0, made.stderr
    found = entries("source/colours/entries.yaml")["rosso"]
    assert found["meaning"] == "red\n$x$"
    assert found["image"]["alt"] == "a red thing"
    assert found["listen"]["meaning"]["file"] == "say.mp3"
    assert run("build").exit_code == 0


def test_what_learners_have_of_the_old_deck_stays_as_it_is_beside_the_new_one(
    tmp_path: Path, lists: Path
) -> None:
    run("import", lists / "countries.csv")
    assert run("build").exit_code == 0
    with open_collection(tmp_path / "learner.anki2") as col:
        note = col.new_note(col.models.by_name("Basic"))
        note.fields = ["France", "Paris"]
        col.add_note(note, col.decks.id("Old"))
        (card,) = note.cards()
        col.sched.set_due_date([card.id], "30")
        before = col.get_card(card.id)
        counts = import_package(col, Path("build/all.apkg"))
        assert counts.new == col.note_count() - 1
        after = col.get_card(card.id)
        assert (after.due, after.ivl, after.mod) == (before.due, before.ivl, before.mod)


def test_a_dry_run_writes_nothing_and_shows_entries(small: Path, lists: Path) -> None:
    before = contents(small)
    shown = run("import", lists / "countries.csv", "--dry-run")
    assert "- term: france" in shown.stdout
    assert contents(small) == before


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("none.csv", None, "there is no file"),
        ("a.xlsx", "x", "is of no kind that is read"),
        ("a.md", "# only prose\n", "there are no cards in"),
        ("a.csv", "one\ntwo\n", "nothing on its back"),
    ],
)
def test_a_file_without_cards_is_told(lists: Path, name: str, text: str | None, said: str) -> None:
    if text is not None:
        (lists / name).write_text(text, encoding="utf-8")
    result = run("import", lists / name)
    assert result.exit_code == 2
    assert said in result.stderr
