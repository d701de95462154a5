"""`studygen export` writes cards that `import` reads again, and quizzes that Moodle reads."""

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from anki.import_export_pb2 import ImportCsvRequest
from anki_tools import open_collection
from command_line import run
from media_files import png

pytestmark = pytest.mark.usefixtures("small")


def test_a_table_is_what_import_reads_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = run("export", "csv", "--output", tmp_path / "mats.csv")
    assert made.exit_code == 0, made.stderr
    run("init", "--folder", tmp_path / "other", "--yes")
    monkeypatch.chdir(tmp_path / "other")
    assert run("import", tmp_path / "mats.csv").exit_code == 0
    assert run("check").exit_code == 0
    assert run("export", "csv", "--output", tmp_path / "again.csv").exit_code == 0

    def rows(name: str) -> set[tuple[str, ...]]:
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            return {tuple(row.values()) for row in csv.DictReader(file)}

    assert rows("mats.csv") <= rows("again.csv")
    assert any("{{c1::cat::animal}}" in value for row in rows("mats.csv") for value in row)


def test_quizlet_has_a_card_a_line() -> None:
    assert run("export", "quizlet", "--where", "tag:kind::term").exit_code == 0
    lines = Path("build/quizlet.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "mat\tWhat the cat sat on."
    assert all(line.count("\t") == 1 for line in lines)


def test_anki_itself_reads_its_text(tmp_path: Path) -> None:
    assert run("export", "anki").exit_code == 0
    path = str(Path("build/anki.txt").resolve())
    with open_collection(tmp_path / "learner.anki2") as col:
        metadata = col.get_csv_metadata(path=path, delimiter=None)
        col.import_csv(ImportCsvRequest(path=path, metadata=metadata))
        (note,) = (col.get_note(each) for each in col.find_notes("note:Cloze"))
        assert note["Text"].startswith("What lies there for the {{c1::cat::animal}}")
        assert "mats::topic::mats" in note.tags
        assert col.find_notes('note:Basic Front:mat Back:"*sat on*"')


def test_a_quiz_is_moodles_xml() -> None:
    assert run("export", "moodle").exit_code == 0
    root = ElementTree.parse("build/moodle.xml").getroot()  # noqa: S314  # it was just written
    assert root.tag == "quiz"
    assert len(root) > 0
    for question in root:
        assert question.get("type") in ("multichoice", "matching", "shortanswer", "essay")
        assert question.findtext("name/text")
        assert question.findtext("questiontext/text")


def test_signs_that_mean_something_in_gift_are_escaped() -> None:
    entries = Path("source/terms.yaml")
    text = entries.read_text(encoding="utf-8").replace("answer: The cat.", "answer: 'Cat = {1} ~ #2: x'")
    entries.write_text(text, encoding="utf-8")
    assert run("export", "gift").exit_code == 0
    gift = Path("build/gift.gift").read_text(encoding="utf-8")
    assert r"Cat \= \{1\} \~ \#2\: x" in gift
    for question in filter(None, gift.split("\n\n")):
        bare = re.sub(r"\\.", "", question)
        assert bare.count("{") == bare.count("}") == 1


@pytest.mark.parametrize("wanted", ["csv", "quizlet", "anki", "moodle", "gift"])
def test_pictures_that_stay_behind_are_told(wanted: str) -> None:
    assert "pictures" not in run("export", wanted).stderr
    Path("source/media").mkdir(exist_ok=True)
    Path("source/media/cat.png").write_bytes(png())
    entries = Path("source/terms.yaml")
    text = entries.read_text(encoding="utf-8").rstrip()
    picture = "\n\n- term: picture\n  name: picture\n  meaning: On the mat.\n  voice: fact\n"
    more = "  passages: The cat sat on the mat\n  image: {file: cat.png, alt: A cat, licence: CC0}\n"
    entries.write_text(text + picture + more, encoding="utf-8")
    made = run("export", wanted)
    assert made.exit_code == 0, made.stderr
    assert "the pictures and recordings of these notes (1 file) are not in it" in made.stderr


def test_an_unknown_format_is_told() -> None:
    result = run("export", "quizlett")
    assert result.exit_code == 2
    assert "did you mean quizlet?" in result.stderr
