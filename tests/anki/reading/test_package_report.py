"""What is in a package is shown, whoever made it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from anki_tools import cards, import_package, open_collection, rendered
from command_line import run
from package_files import exported, with_json
from small_project import write_project

from studygen.anki import html_text
from studygen.anki.reading import apkg_reader, package_report, terminal_text
from studygen.anki.reading.apkg_reader import read_package
from studygen.anki.reading.package import Package, PackageCard, PackageNote
from studygen.anki.search_query import SearchError
from studygen.commands import build
from studygen.problems import StudygenError
from studygen.project import project


@pytest.fixture
def mats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of the small project."""
    monkeypatch.chdir(write_project(tmp_path))
    build.build_all(project.load(tmp_path), ["all"], None, lambda *_: None)
    return tmp_path / "build" / "all.apkg"


def test_every_part_of_a_package_is_shown(mats: Path) -> None:
    result = run("inspect", mats)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0] == f"{mats}: 6 notes, 12 cards, 1 deck (collection.anki2)"
    assert "  Mats  (12 cards)" in lines
    assert "    All <of> it." in lines
    assert "  Mats Term  (1 note)" in lines
    assert "    cards: Meaning, Name, Extra" in lines
    start = lines.index("  mat  (Mats Term)")
    assert lines[start + 1] == "    tags: mats::kind::term mats::paragraph::01 mats::topic::mats"
    assert "      A  mat" in lines[start:]
    assert any(line.startswith("    Cloze 1") for line in lines)


@pytest.mark.parametrize("legacy", [True, False])
def test_a_package_of_anki_is_shown_with_pictures_sounds_and_decks(tmp_path: Path, legacy: bool) -> None:
    path = exported(tmp_path, legacy=legacy)
    lines = run("inspect", path).stdout.splitlines()
    assert "3 notes, 6 cards, 1 deck, 1 file of media" in lines[0]
    assert "  a cat é.png  (1 kB)" in lines
    assert "  Paws have claws.  (Cloze)" in lines
    assert "      Q  cat [picture a cat é.png]" in lines
    start = lines.index("    Cloze 3")
    assert lines[start + 1 : start + 4] == [
        "      Q  Paws have [sharp].",
        "      A  Paws have claws.",
        "         most",
    ]


def test_sides_are_those_of_anki(tmp_path: Path) -> None:
    path = exported(tmp_path / "from", legacy=False)
    package = read_package(path)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, path)
        for note in package.notes:
            for card in note.cards:
                (real,) = [
                    each for each in cards(col) if each.note().guid == note.guid and each.ord == card.ordinal
                ]
                question, answer = rendered(real)
                shown = package_report.shown(note, card, package_report.Effort(package))
                pictured = question.replace('<img src="a cat é.png">', "[picture a cat é.png]")
                assert shown.question == html_text.to_text(pictured)
                assert shown.answer.split("\n")[-1] == terminal_text.words(answer).split("\n")[-1]


def test_notes_can_be_searched_and_left_out(mats: Path) -> None:
    found = run("inspect", mats, "-w", "note:*Term").stdout
    assert ": 1 note, 2 cards" in found
    assert "mat  (Mats Term)" in found
    assert "dog  (" not in found
    summary = run("inspect", mats, "--summary").stdout
    assert "6 notes, 12 cards" in summary
    assert "\nNotes" not in summary
    result = run("inspect", mats, "-w", "tag:nothing")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"studygen: no note of {mats} matches 'tag:nothing'\n"
    with pytest.raises(SearchError):
        package_report.chosen(read_package(mats), "tag:")


def test_json_has_everything(mats: Path) -> None:
    told = json.loads(run("inspect", mats, "--format", "json").stdout)
    assert told["counts"] == {"notes": 6, "cards": 12, "media": 0}
    assert told["container"] == "collection.anki2"
    note = told["notes"][0]
    assert note["name"] == note["fields"]["Id"]
    assert {"name", "deck", "question", "answer"} == set(note["cards"][0])
    (term,) = [each for each in told["note_types"] if each["name"] == "Mats Term"]
    assert term["notes"] == 1
    assert term["cards"][0]["name"] == "Meaning"
    assert "notes" not in json.loads(run("inspect", mats, "--format", "json", "--summary").stdout)


def changed(package: Package, **values: str) -> tuple[PackageNote, PackageCard]:
    """Return a note whose first card has other sides."""
    note = package.notes[0]
    template = replace(note.type.templates[0], **values)
    return replace(note, type=replace(note.type, templates=(template,))), note.cards[0]


def test_what_cannot_be_rendered_says_why(tmp_path: Path) -> None:
    package = read_package(exported(tmp_path, legacy=True))
    effort = package_report.Effort(package)
    for front, fault in (
        ("{{tts en_US:Front}}", "filter 'tts en_US' is not supported"),
        ("{{Frnt}}", "no such field; did you mean Front?"),
        (
            "{{#Front}}" * 20_000 + "{{Front}}" + "{{/Front}}" * 20_000,
            "its sections are nested more than 100 deep",
        ),
        ("[latex]x[/latex]{{Front}}", "[latex] is not supported"),
    ):
        assert fault in package_report.shown(*changed(package, front=front), effort).fault
    note, card = package.notes[0], package.notes[0].cards[0]
    long = package_report.shown(replace(note, fields=("x" * 300_000, "")), card, effort)
    assert "longer than 200,000 characters" in long.fault
    missing = package_report.shown(note, PackageCard(7, ""), effort)
    assert (missing.name, "has no card 8" in missing.fault) == ("card 8", True)


def test_a_small_package_does_not_make_a_lot_of_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = exported(tmp_path, legacy=True)
    package = read_package(path)
    note, card = package.notes[0], package.notes[0].cards[0]
    effort = package_report.Effort(package)
    assert effort.left == 5_000_000 + 10 * path.stat().st_size
    endless = package_report.shown(*changed(package, front="{{Front}}" + "{{Front}}" * 60_000), effort)
    assert "a side of it would be longer than 1,000,000 characters" in endless.fault
    assert not package_report.shown(note, card, effort).fault
    effort.left = 3
    late = package_report.shown(note, card, effort)
    assert late.fault == "the cards before it were too long for a package of this size"
    monkeypatch.setattr(apkg_reader, "_MOST_CHARACTERS", 30)
    monkeypatch.setattr(apkg_reader, "_MOST_BY_BYTE", 0)
    with pytest.raises(StudygenError, match="its notes hold more than 30 characters, which is too much"):
        read_package(path)


def test_nothing_that_steers_a_terminal_gets_through(tmp_path: Path) -> None:
    path = exported(tmp_path, legacy=True)
    evil = "\x1b]0;title\x07\x9b31m\u202ename"
    with_json(path, "decks", lambda decks: {key: deck | {"desc": evil} for key, deck in decks.items()})
    for words in ((), ("--format", "json")):
        out = run("inspect", path, *words).stdout
        assert not set(out) & set("\x1b\x07\x9b\u202e")
        assert "name" in out
    told = json.loads(run("inspect", path, "--format", "json").stdout)
    assert told["decks"][0]["description"] == evil


def with_names(path: Path, behind: str) -> None:
    """Put words behind the names of decks, note types, fields and cards."""

    def renamed(thing: dict[str, object]) -> dict[str, object]:
        return thing | {"name": f"{thing['name']}{behind}"}

    def model(thing: dict[str, object]) -> dict[str, object]:
        parts = {key: [renamed(part) for part in thing[key]] for key in ("flds", "tmpls")}  # type: ignore[attr-defined]  # lists
        return renamed(thing) | parts

    with_json(path, "decks", lambda decks: {key: renamed(deck) for key, deck in decks.items()})
    with_json(path, "models", lambda models: {key: model(each) for key, each in models.items()})


def test_names_with_line_breaks_pass_for_nothing_else(tmp_path: Path) -> None:
    old = exported(tmp_path, legacy=True)
    new = tmp_path / "other.apkg"
    new.write_bytes(old.read_bytes())
    with_names(new, "\nMedia\n  fake")
    for words in (("inspect", new), ("diff", old, new), ("diff", new, old)):
        lines = run(*words).stdout.splitlines()
        assert lines.count("Media") == (words[0] == "inspect")
        assert any("\ufffdMedia\ufffd  fake" in line for line in lines)


def test_lines_fit_a_terminal(mats: Path) -> None:
    shown = package_report.to_text(read_package(mats), width=60)
    assert max(map(len, shown.splitlines()[1:])) <= 60
    assert "\n            Relations" in shown or "\n            " in shown


def test_a_format_that_is_none_is_refused_before_anything_is_read() -> None:
    result = run("inspect", "nothing.apkg", "--format", "jsn")
    assert (result.exit_code, result.stderr) == (
        2,
        "studygen: there is no format 'jsn'; did you mean json?\n",
    )


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a <b>b</b>", "a b"),
        ("1 &lt; 2", "1 < 2"),
        ("two\nlines", "two lines"),
        ('<img alt="a &quot;cat&quot;" src="x.png">', '[picture a "cat"]'),
        ("<IMG SRC=x.png>", "[picture x.png]"),
        ("<img>", "[picture ]"),
        ('<img alt="&lt;b&gt;">', "[picture <b>]"),
        ("[sound:a b.mp3]", "[sound a b.mp3]"),
        ("x[0] [sound:]", "x[0] [sound:]"),
    ],
)
def test_words_of_html(html: str, words: str) -> None:
    assert terminal_text.words(html) == words
