"""How commands start and end, whatever they do: what they say and where, their exit codes, and their help."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import contents, run
from repository import ROOT

from studygen.checks.explanations import explanations
from studygen.cli.app import app


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are closed as on Unix")
@pytest.mark.parametrize(
    "words",
    [
        ["tags"],
        pytest.param(["check", "--rules"], marks=pytest.mark.thorough),
        pytest.param(["schema"], marks=pytest.mark.thorough),
        ["check", "--project", "none"],
    ],
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


@pytest.mark.parametrize(
    "words",
    [
        ("build",),
        ("check",),
        ("coverage",),
        ("deck",),
        ("lock", "--merged"),
        ("preview",),
        ("release",),
        ("rename", "a", "b"),
        ("sheet", "glossary"),
        ("tags",),
    ],
    ids=lambda words: words[0],
)
def test_outside_of_any_project_a_command_says_what_to_do_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (tmp_path / "article.txt").write_text("A text without a project.")
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no project here" in result.stderr
    assert "--project" in result.stderr
    assert "`studygen demo`" in result.stderr
    assert "`studygen init " in result.stderr
    assert list(contents(tmp_path)) == ["article.txt"]


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


# What the shipped essay is about, and what its tags are.
OF_THE_ESSAY = re.compile(
    r"Stalin|Lenin|Trotsk|Soviet|DMSG|Blanqui|\bNEP\b|topic::economy|person::", re.IGNORECASE
)


def test_nothing_that_is_told_of_anybody_s_project_is_about_the_essay(small: Path) -> None:
    commands = {command.callback.__name__ for command in app.registered_commands if command.callback}
    told = {f"{command} --help": run(command, "--help").output for command in commands - {"demo"}}
    told |= {"--help": run("-h").output, **explanations()}
    told |= {f"schema {kind}": run("schema", kind).output for kind in ("entries", "source", "deck")}
    assert run("preview", "--no-open").exit_code == 0
    told["page"] = (small / "build/preview.html").read_text(encoding="utf-8")
    assert {where: found[0] for where, text in told.items() if (found := OF_THE_ESSAY.search(text))} == {}
