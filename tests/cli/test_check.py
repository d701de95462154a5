"""`studygen check`: all faults of a project, or of some of its notes, as text and for other programs."""

import json
from pathlib import Path

import pytest
from command_line import run
from repository import ROOT
from small_project import replaced, write_project

from studygen.commands import check
from studygen.project.project import load


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
    summary = "4 entries, 6 notes, 12 cards, 2 decks: no faults"
    assert result.stderr == f"{summary}\nNext: `studygen build` makes the decks and sheets.\n"


def test_check_speaks_to_editors_and_to_github(small: Path) -> None:
    write_project(small, replaced("source/terms.yaml", "voice: author", "voice: autor"))
    (fault,) = json.loads(run("check", "--format", "json").stdout)["problems"]
    assert fault == {
        "file": "source/terms.yaml",
        "line": 5,
        "column": 10,
        "severity": "error",
        "rule": "unknown-voice",
        "entry": "mat",
        "key": "voice",
        "text": "autor",
        "nearest": "",
        "fix": "",
        "message": "there is no voice 'autor' in source/source.yaml; did you mean author?",
    }
    line = run("check", "--format", "github").stdout
    assert line.startswith(
        "::error file=source/terms.yaml,line=5,col=10,title=unknown-voice::there is no voice"
    )


TITLED = '#set document(title: "T")\n'


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


@pytest.mark.parametrize("name", ["tab", "in-no-deck", "[missing-key]", "lost-lock"])
def test_whatever_stands_in_brackets_is_explained(name: str) -> None:
    explained = run("check", "--explain", name).stdout
    assert explained.startswith(name.strip("[]"))
    assert "\nWhy: " in explained
    assert "\nDo: " in explained


def test_warnings_count_where_that_is_asked_for(small: Path) -> None:
    assert run("check", "--strict").exit_code == 0
    (small / "decks/theft.yaml").write_text("deck: Mats::Theft\nsheets: [people]\nwhere: tag:topic::mats\n")
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1


def test_many_faults_of_a_kind_are_told_by_a_few_and_counted(small: Path) -> None:
    entry = "- term: cup-{0}\n  name: cup {0}\n  meaning: It.\n  voice: cat\n  passages: [A cat sat down.]\n"
    (small / "source/more.yaml").write_text("".join(entry.format(number) for number in range(200)))
    few = run("check")
    assert "more.yaml: 195 more of these; `studygen check --all` tells all [unfound-passage]" in few.stdout
    assert few.stdout.count("[unfound-passage]") == 6
    assert "200 unfound-passage" in few.stderr
    assert run("check", "--all").stdout.count("[unfound-passage]") == 200
    assert len(json.loads(run("check", "--format", "json").stdout)["problems"]) >= 200
    assert run("build").stderr.count("[unfound-passage]") == 6


def test_a_fault_in_a_sheet_s_template_is_found_by_check(small: Path) -> None:
    write_project(small, {"templates/sheets/quiz.typ": "{{ nothing }}"})
    assert "templates/sheets/quiz.typ:1:1: 'nothing' is undefined" in run("check").stdout


@pytest.mark.parametrize(
    ("template", "text", "told"),
    [
        ("cards-alignment.typ", "\n{{ nothing }}", "cards-alignment.typ:2:1: 'nothing' is undefined"),
        pytest.param(
            "booklet.typ",
            "\n#oops",
            "booklet.typ:2:2: unknown variable: oops",
            marks=pytest.mark.thorough,  # what is missing in layout.typ is told of a booklet as well
        ),
        (
            "cards.typ",
            TITLED + '{% if flip == "fold" %}{{ x }}{% endif %}',
            "cards.typ:2:1: 'x' is undefined",
        ),
        pytest.param(
            "quiz-key.typ",
            TITLED + "{{ x if quiz.version else 1 }}",
            "quiz-key.typ:2:1: 'x' is undefined",
            marks=pytest.mark.thorough,
        ),
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


def test_check_tells_of_the_notes_asked_for_and_of_whole_files(small: Path) -> None:
    changes = replaced("source/figures.yaml", "The one that took", "He who took")
    changes |= replaced("source/terms.yaml", "Who owned the mat, according to A. Pet?", "Was it the cat's?")
    changes |= {"source/more.YAML": "x"}
    write_project(small, changes)
    everything = run("check").stdout.splitlines()
    assert any("terms.yaml" in line for line in everything)
    assert any("more.YAML" in line for line in everything)
    of_dog = run("check", "--where", "tag:person::dog")
    assert set(of_dog.stdout.splitlines()) == {line for line in everything if "terms.yaml" not in line}
    assert of_dog.stderr.startswith("1 entry, 1 note, ")
    of_mat = set(run("check", "-w", "tag:topic::property -tag:topic::property::theft").stdout.splitlines())
    assert any("[yes-no]" in line for line in of_mat)


def test_check_takes_a_step_of_a_list_for_its_entry_s(tmp_path: Path) -> None:
    loaded = load(write_project(tmp_path))
    (dog,) = loaded.select("tag:person::dog")

    def concerned(*full_ids: str) -> list[bool]:
        return [*map(check._concerning(loaded, (dog,)), full_ids)]

    assert concerned("dog", "dog/a-list-without-a-note", "text.txt") == [True] * 3
    assert concerned("mat", "mat/owner", "mat/a-list-without-a-note") == [False] * 3


def test_check_tells_what_keeps_a_project_from_being_read_in_any_case(small: Path) -> None:
    write_project(small, replaced("source/terms.yaml", "voice: author", "voice: autor"))
    assert "[unknown-voice]" in run("check", "--where", "tag:person::dog").stdout
    assert "    (tag:a\n" in run("check", "--where", "(tag:a").stderr  # a fault of the search comes first
