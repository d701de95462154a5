"""The commands as their user runs them: what they write, what they say and where, and how they end."""

import json
import os
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import media_files
import pypdf
import pytest
from repository import ROOT
from small_project import replaced, write_project
from typer.testing import CliRunner, Result

from studygen.cli.app import app

ALL_FILES = {
    "all.apkg",
    "all-glossary.pdf",
    "all-quiz.pdf",
    "all-quiz-key.pdf",
    "all-cards.pdf",
    "theft.apkg",
}


def run(*words: object) -> Result:
    """Run studygen in this process."""
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, and the working folder in it."""
    monkeypatch.chdir(write_project(tmp_path / "small"))
    return tmp_path / "small"


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_build_writes_every_deck_and_sheet_and_tells_what_is_in_them(small: Path) -> None:
    result = run("build")
    assert result.exit_code == 0, result.output
    assert set(contents(small / "build")) == ALL_FILES
    assert result.stdout == ""
    assert re.search(r"build/all\.apkg +6 notes, 12 cards\n", result.stderr)
    assert re.search(r"build/all-quiz-key\.pdf +1 page\n", result.stderr)
    assert "Mats::Theft: 2 of its 2 notes are in other decks as well" in result.stderr


def test_a_second_build_changes_no_byte(small: Path) -> None:
    run("build")
    before = contents(small)
    assert run("build").exit_code == 0
    assert contents(small) == before


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are closed as on Unix")
@pytest.mark.parametrize(
    "words", [["tags"], ["check", "--rules"], ["schema"], ["check", "--project", "none"]]
)
@pytest.mark.parametrize("both", [True, False])
def test_whoever_reads_no_further_ends_a_command_quietly(small: Path, words: list[str], both: bool) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as `head` does when it has enough
    try:
        result = subprocess.run(
            [sys.executable, "-X", "dev", "-W", "ignore", "-m", "studygen", *words],
            stdout=writing,
            stderr=writing if both else subprocess.PIPE,
            text=True,
            check=False,
            cwd=small,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    finally:
        os.close(writing)
    is_written = both or words[-1] != "none"  # what is wrong goes to standard error, which is read
    assert result.returncode == (141 if is_written else 2)
    assert bool(result.stderr) == (not is_written)


@pytest.mark.usefixtures("small")
def test_build_can_be_told_which_decks_and_where(tmp_path: Path) -> None:
    assert run("build", "theft", "-o", tmp_path / "out").exit_code == 0
    assert set(contents(tmp_path / "out")) == {"theft.apkg"}
    result = run("build", "thefd")
    assert (result.exit_code, result.stderr) == (
        2,
        "studygen: there is no deck specification 'thefd'; did you mean theft?\n",
    )


@pytest.mark.usefixtures("small")
def test_deck_makes_a_package_of_what_a_search_finds() -> None:
    result = run("deck", "--where", "tag:topic::property -tag:person", "--output", "x.apkg")
    assert result.exit_code == 0, result.output
    assert result.stderr.startswith("x.apkg  3 notes, 6 cards\nstudygen.lock is new; commit it.")
    result = run("deck", "--where", "tag:topic::property -tag:person", "--output", "x.apkg")
    assert result.stderr == "x.apkg  3 notes, 6 cards\n"


def test_deck_names_itself_after_the_search(small: Path) -> None:
    assert run("deck", "-w", "tag:person::dog").exit_code == 0
    assert (small / "build" / "dog.apkg").is_file()


@pytest.mark.parametrize("kind", ["glossary", "cards"])
def test_sheet_prints_what_a_search_finds(small: Path, kind: str) -> None:
    result = run("sheet", kind, "-w", "tag:topic::property", "--paper", "us-letter")
    assert result.exit_code == 0, result.output
    assert re.fullmatch(rf"build/{kind}\.pdf  \d pages?\n", result.stderr)
    assert (small / "build" / f"{kind}.pdf").read_bytes().startswith(b"%PDF")


def test_a_quiz_comes_with_its_key(small: Path) -> None:
    assert run("sheet", "quiz", "-o", "mine.pdf", "--seed", "3").exit_code == 0
    assert (small / "mine.pdf").is_file()
    assert (small / "mine-key.pdf").is_file()


def test_check_lists_faults_on_standard_output(small: Path) -> None:
    write_project(small, replaced("source/terms.yaml", "voice: author", "voice: autor"))
    result = run("check")
    assert result.exit_code == 1
    expected = (
        "source/terms.yaml:5:10: there is no voice 'autor' in source/source.yaml; did you mean author? "
    )
    assert result.stdout == f"{expected}[unknown-voice]\n"
    assert result.stderr == "1 error\n"


@pytest.mark.usefixtures("small")
def test_check_of_a_sound_project_tells_what_is_in_it() -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "4 entries, 6 notes, 12 cards, 2 decks: no faults\n"


def test_check_speaks_to_editors_and_to_github(small: Path) -> None:
    write_project(small, replaced("source/terms.yaml", "voice: author", "voice: autor"))
    (fault,) = json.loads(run("check", "--format", "json").stdout)
    assert fault == {
        "file": "source/terms.yaml",
        "line": 5,
        "column": 10,
        "severity": "error",
        "rule": "unknown-voice",
        "message": "there is no voice 'autor' in source/source.yaml; did you mean author?",
    }
    line = run("check", "--format", "github").stdout
    assert line.startswith(
        "::error file=source/terms.yaml,line=5,col=10,title=unknown-voice::there is no voice"
    )


def test_check_lists_its_rules_and_explains_each() -> None:
    lines = run("check", "--rules").stdout.splitlines()
    assert len(lines) > 30
    for line in lines:
        name = line.partition(":")[0]
        explained = run("check", "--explain", name).stdout
        assert explained.startswith(line)
        assert "\nWhy: " in explained
        assert "\nSource: " in explained
    assert "did you mean yes-no?" in run("check", "--explain", "yes-noo").stderr


def test_a_deck_of_nothing_stops_its_own_build_and_nothing_else(small: Path) -> None:
    write_project(small, replaced("decks/theft.yaml", "tag:topic::property::theft", "tag:thefts"))
    assert run("tags").exit_code == 0
    assert run("build", "all").exit_code == 0
    for words in (("build",), ("check",)):
        result = run(*words)
        assert result.exit_code == 1
        assert "decks/theft.yaml:2:8: no note matches 'tag:thefts'" in result.output


def test_a_fault_in_a_sheet_s_template_is_found_by_check(small: Path) -> None:
    write_project(small, {"templates/sheets/quiz.typ": "{{ nothing }}"})
    assert "templates/sheets/quiz.typ:1:1: 'nothing' is undefined" in run("check").stdout


TITLED = '#set document(title: "T")\n'


@pytest.mark.parametrize(
    ("template", "text", "told"),
    [
        ("cards-alignment.typ", "\n{{ nothing }}", "cards-alignment.typ:2:1: 'nothing' is undefined"),
        ("booklet.typ", "\n#oops", "booklet.typ:2:2: unknown variable: oops"),
        (
            "cards.typ",
            TITLED + '{% if flip == "fold" %}{{ x }}{% endif %}',
            "cards.typ:2:1: 'x' is undefined",
        ),
        ("quiz-key.typ", TITLED + "{{ x if quiz.version else 1 }}", "quiz-key.typ:2:1: 'x' is undefined"),
        ("layout.typ", None, "booklet.typ:3:23: unresolved import"),
    ],
)
def test_check_tries_templates_that_the_usual_options_never_use(
    small: Path, template: str, text: str | None, told: str
) -> None:
    if text is None:
        shipped = (ROOT / "templates/sheets" / template).read_text(encoding="utf-8")
        text = shipped.replace("#let right-to-left", "#let from-the-right").replace(
            "right-to-left.contains", "from-the-right.contains"
        )
    write_project(small, {f"templates/sheets/{template}": text})
    lines = [line for line in run("check").stdout.splitlines() if "template-error" in line]
    assert len(lines) == 1
    assert told in lines[0]


def test_a_folder_with_sources_and_no_project_file_is_not_taken_for_none(
    small: Path,
) -> None:
    (small / "studygen.yaml").rename(small / "studygen.yml")
    result = run("build")
    assert result.exit_code == 2
    assert "has source/source.yaml but no studygen.yaml" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has this device")
def test_output_that_cannot_be_written_is_told(small: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "studygen", "tags"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=small,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    assert (result.returncode, result.stderr) == (
        2,
        "studygen: cannot read or write to standard output: No space left on device\n",
    )


@pytest.mark.usefixtures("small")
def test_schema_describes_what_may_be_written() -> None:
    schema = json.loads(run("schema").stdout)
    assert {"Term", "Figure", "Date", "Argument"} <= set(schema["$defs"])
    assert json.loads(run("schema", "deck").stdout)["required"] == ["deck"]


def test_outside_of_any_project_the_shipped_essay_is_used_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("tags")
    assert result.exit_code == 0
    assert "revolutions-abroad" in result.stdout
    assert (
        result.stderr == "studygen: there is no project here, so this is the essay that studygen ships with\n"
    )


def test_a_project_is_found_from_a_folder_inside_it(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small / "source")
    assert "4 entries" in run("check").stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("check", "--project", "nowhere"), "there is no folder nowhere"),
        (("check", "--project", "source"), "source is not a project: it has no studygen.yaml"),
        (("sheet", "glosary"), "there is no sheet 'glosary'; did you mean glossary?"),
        (("sheet", "cards", "--set", "flip=sideways"), "--set: 'sideways' is not one of long, short or fold"),
        (("sheet", "cards", "--paper", "a5"), "there is no paper 'a5'; there are a4, us-letter"),
        (("deck", "--where", "tag:nothing tag:topic"), "tag:nothing by itself matches nothing"),
        (("deck", "--where", "(tag:a"), "    (tag:a\n"),
        (("deck", "--name", "a::"), "'a::' cannot be a deck's name"),
        (("deck", "--order", "tex"), "there is no order 'tex'; did you mean text?"),
        (("deck", "--output", "."), "cannot write .: it is a folder"),
        (
            ("deck", "--output", "source/terms.yaml"),
            "source/terms.yaml is not the name of such a file; call it",
        ),
        (("deck", "--output", "source/x.apkg"), "source/x.apkg lies among the project's own files"),
        (("sheet", "quiz", "--output", "quiz.apkg"), "call it quiz.apkg.pdf"),
        (("deck", "--where", "tag:dog"), "tag:dog by itself matches nothing, did you mean tag:person::dog?"),
        (("deck", "--where", "note:Term"), "did you mean note:*Term?"),
        (("deck", "--output", "studygen.yaml/x.apkg"), "a folder in this path is a file"),
        (("sheet", "cards", "--output", "studygen.yaml/x.pdf"), "a folder in this path is a file"),
        (("schema", "nothing"), "there is no schema 'nothing'"),
        (("inspect", "nothing.apkg"), "cannot read nothing.apkg: No such file or directory"),
        (("inspect", "source"), "cannot read source: Is a directory"),
        (("inspect", "studygen.yaml"), "studygen.yaml is no Anki package, which is a zip archive"),
        (("diff", "nothing.apkg"), "cannot read nothing.apkg: No such file or directory"),
        (
            ("diff", "nothing.apkg", "--format", "html"),
            "there is no format 'html'; there are text, json, markdown",
        ),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_2(
    small: Path, words: tuple[str, ...], message: str
) -> None:
    before = contents(small)
    result = run(*words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""
    after = contents(small)
    after.pop("studygen.lock", None)  # is brought up to date before a package is written
    assert after == before


def test_a_fault_in_any_template_leaves_earlier_output_as_it_was(small: Path) -> None:
    run("build")
    before = contents(small / "build")
    write_project(
        small,
        {
            "templates/sheets/glossary.typ": "{{ nothing }}",
            **replaced("source/terms.yaml", "What the", "The"),
        },
    )
    result = run("build")
    assert result.exit_code == 1
    assert "templates/sheets/glossary.typ:1:1: 'nothing' is undefined [template-error]" in result.stderr
    assert contents(small / "build") == before


def test_locked_writes_nothing_unless_the_lock_is_up_to_date(small: Path) -> None:
    for words in (("build", "--locked"), ("deck", "--locked", "-o", "x.apkg")):
        before = contents(small)
        result = run(*words)
        assert result.exit_code == 1
        assert "studygen.lock: --locked: this is not up to date" in result.stderr
        assert contents(small) == before
    run("build")
    lock = (small / "studygen.lock").read_bytes()
    assert run("build", "--locked").exit_code == 0
    assert run("deck", "--locked", "-w", "tag:person::dog", "-o", "x.apkg").exit_code == 0
    assert (small / "studygen.lock").read_bytes() == lock


def test_a_new_lock_is_told(small: Path) -> None:
    assert "studygen.lock is new; commit it. If decks of this project were published" in run("build").stderr
    assert "is new" not in run("build").stderr
    (small / "studygen.lock").unlink()
    assert "studygen.lock is new" in run("build", "theft").stderr


def test_a_changed_note_type_can_be_let_through(small: Path) -> None:
    run("build", "theft")
    for kind in ("term", "figure"):
        name = f"templates/cards/{kind}/note-type.yaml"
        note_type = (ROOT / name).read_text(encoding="utf-8")
        write_project(small, {name: note_type.replace("  - Unlike\n", "")})
    assert run("build", "theft").exit_code == 1
    for words in (("build", "theft"), ("deck", "-w", "tag:person::dog")):
        result = run(*words, "--allow-notetype-change")
        assert result.exit_code == 0, result.output
    assert "'Mats Figure' has changed: the field 'Unlike' is gone. Learners must" not in result.stderr
    assert run("build", "theft").exit_code == 0


@pytest.mark.usefixtures("small")
def test_a_time_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ("soon", "0", str(int(time.time()) + 10_000)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        result = run("deck", "-o", "x.apkg")
        assert result.exit_code == 2
        assert "SOURCE_DATE_EPOCH" in result.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals are sent as on Unix")
def test_ctrl_c_leaves_earlier_output_as_it_was(small: Path) -> None:
    run("deck", "-o", "x.apkg")
    before = (small / "x.apkg").read_bytes()
    script = (
        "import studygen.anki.apkg_writer as a, os, signal\n"
        # What was started in the background, as these tests may be, has Ctrl-C ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "a._write_archive = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "from studygen.cli.app import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, "deck", "-o", "x.apkg"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "interrupted" in result.stderr
    assert "Traceback" not in result.stderr
    assert (small / "x.apkg").read_bytes() == before


@pytest.mark.parametrize(
    "command",
    sorted(command.callback.__name__ for command in app.registered_commands if command.callback),
)
def test_every_command_has_help_with_examples_and_stands_in_the_readme(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"studygen {command}" in result.stdout.partition("Examples:")[2]
    assert f"studygen {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (
            ["--help"],
            "pydantic jinja2 yaml typst genanki nupunkt rich sqlite3 questionary prompt_toolkit",
        ),
        (["sheet", "glossary"], "genanki asyncio snowballstemmer questionary prompt_toolkit"),
    ],
)
def test_a_command_loads_nothing_heavy_that_it_does_not_need(words: list[str], heavy: str) -> None:
    script = (
        "import sys\nfrom studygen.cli.app import app\n"
        f"try: app({words})\nexcept SystemExit as end: assert not end.code\n"
        f"print(sorted(set({heavy!r}.split()) & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_a_sheet_is_opened_and_its_pages_come_as_pictures(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(shown.append(address)))
    assert run("sheet", "cards", "--png", "--preview", "-o", "mine.pdf").exit_code == 0
    assert shown == [(small / "mine.pdf").resolve().as_uri()]
    pictures = sorted(small.glob("mine-*.png"))
    assert [picture.name for picture in pictures] == [f"mine-{page}.png" for page in range(1, 5)]
    for picture in pictures:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == (1191, 1684)  # A4 at 144 dots per inch


def test_pages_of_a_longer_sheet_do_not_stay_beside_those_of_a_shorter_one(small: Path) -> None:
    def pictures() -> list[str]:
        return sorted(file.name for file in small.glob("*.png"))

    one_a_page = ("sheet", "cards", "--png", "-o", "mine.pdf", "--set")
    assert run(*one_a_page, "grid=1x1").exit_code == 0
    long = pictures()
    assert long[:2] == ["mine-01.png", "mine-02.png"]
    # What is called like a page and is none of ours, and what is a page of another sheet.
    others = [
        "mine-10x.png",
        "mine-99.png",
        "mine-a-5.png",
        "mine.pdf-7.png",
        "minne-5.png",
        "mine-5.PNG.png",
    ]
    page = (small / "mine-01.png").read_bytes()
    for name in others:
        (small / name).write_bytes(media_files.png() if name == "mine-99.png" else page)
    (small / "mine-77.png").mkdir()
    result = run(*one_a_page, "grid=2x4")
    assert result.exit_code == 0, result.stderr
    kept = [f"mine-{number}.png" for number in range(1, 5)]
    assert pictures() == sorted([*others, "mine-77.png", *kept])
    assert all(f"{name}  removed: of an earlier sheet" in result.stderr for name in long)
    # Without pictures, nothing is known of them.
    assert run("sheet", "cards", "-o", "mine.pdf", "--limit", "1").exit_code == 0
    assert set(kept) < set(pictures())
    assert run("sheet", "cards", "--png", "-o", "mine.pdf", "--limit", "1").exit_code == 0
    assert [name for name in pictures() if name in kept] == kept[:2]


def test_a_specification_names_its_sheets(small: Path) -> None:
    write_project(small, {"decks/all.yaml": "deck: Mats\ntitle: Whose mat?\nsheets: [glossary]\n"})
    assert run("build", "all").exit_code == 0
    title = pypdf.PdfReader(small / "build/all-glossary.pdf").metadata
    assert title
    assert title.title == "Glossary: Whose mat?"
