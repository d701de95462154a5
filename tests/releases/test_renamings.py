"""A new id whose words are those of one that is gone is told as a renaming, and other things are not."""

import re
from pathlib import Path

import pytest
from command_line import run
from learner import APRIL, MAY, draft, release
from lock_files import sealed
from small_project import FILES, replaced, write_project

from studygen.commands import check
from studygen.problems import FaultyFilesError, Problem

TERMS, FIGURES, DATES = "source/terms.yaml", "source/figures.yaml", "source/dates.yaml"
BASKET = """\
- term: basket
  name: basket
  meaning: What dogs have.
  voice: cat
  passages: ["dogs have baskets"]
"""
RENAMED = re.compile(r"`studygen rename (\S+) (\S+)`")
NO_SHEETS: dict[str, str | None] = {"decks/all.yaml": "deck: Mats\n"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, released."""
    release(write_project(tmp_path, NO_SHEETS), APRIL, monkeypatch)
    return tmp_path


def told(root: Path, changes: dict[str, str | None]) -> list[Problem]:
    """Return what `check` says of renamings after changes of files."""
    found = check.check(write_project(root, NO_SHEETS | changes))[0]
    return [problem for problem in found if problem.rule == "forgotten-was"]


def changed(name: str, *pairs: tuple[str, str]) -> dict[str, str | None]:
    """Return the change of several stretches of a file."""
    text = FILES[name]
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return {name: text}


@pytest.mark.parametrize(
    ("changes", "severity", "expected"),
    [
        (changed(TERMS, ("- term: mat", "- term: carpet")), "error", ["mat", "carpet"]),
        (
            changed(TERMS, ("- term: mat\n  name: mat", "- term: carpet\n  name: carpet")),
            "error",
            ["mat", "carpet"],
        ),
        (
            changed(TERMS, ("- term: mat", "- term: carpet"), ("the cat sat on.", "a cat sat on, once.")),
            "error",
            ["mat", "carpet"],
        ),
        (
            changed(
                TERMS, ("- id: owner", "- id: whose"), ("tags: [topic::property]", "tags: [topic::mats]")
            ),
            "error",
            ["mat/owner", "mat/whose"],
        ),
        (
            changed(TERMS, ("- id: blanks", "- id: gaps"), ("What lies there", "What lay there")),
            "warning",
            ["mat/blanks", "mat/gaps"],
        ),
        (changed(DATES, ("theft", "robbery")), "error", ["theft", "robbery"]),
    ],
)
def test_a_renaming_is_told_with_both_ids(
    root: Path, changes: dict[str, str | None], severity: str, expected: list[str]
) -> None:
    found = [problem for problem in told(root, changes) if problem.severity == severity]
    assert [*RENAMED.findall(found[0].message)[0]] == expected
    assert {RENAMED.findall(problem.message)[0] for problem in told(root, changes)} <= {
        (*expected,),
        ("mat/owner", "carpet/owner"),
        ("mat/blanks", "carpet/blanks"),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {DATES: None, TERMS: FILES[TERMS] + BASKET},
        # Another question about the same passage.
        replaced(
            TERMS,
            "- id: owner\n      ask: Who owned the mat, according to A. Pet?\n      answer: The cat.",
            "- id: lack\n      ask: What did nobody else own, in A. Pet’s words?\n      answer: That mat.",
        ),
        # Another term with the same kind of question.
        {TERMS: BASKET, FIGURES: FILES[FIGURES]},
    ],
)
def test_what_is_another_thing_is_not_told(root: Path, changes: dict[str, str | None]) -> None:
    assert told(root, {"source/arguments.yaml": FILES["source/arguments.yaml"]} | changes) == []


def test_what_is_said_to_be_another_thing_is_let_through(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = changed(TERMS, ("- term: mat\n  name: mat", "- term: carpet\n  name: carpet"))
    assert told(root, other) != []
    allow = "  allow: {forgotten-was: Carpets have a pile.}\n  see:"
    allowed: dict[str, str | None] = {TERMS: str(other[TERMS]).replace("  see:", allow)}
    assert told(root, allowed) == []
    rules = {problem.rule for problem in check.check(root)[0]}
    release(root, MAY, monkeypatch)
    assert {problem.rule for problem in check.check(root)[0]} == rules
    assert not rules & {"idle-allowance", "forgotten-was"}


def test_drafts_say_what_a_release_refuses(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alike = changed(TERMS, ("- id: blanks", "- id: gaps"), ("What lies there", "What lay there"))
    write_project(root, alike)
    before = (root / "studygen.lock").read_bytes()
    with pytest.raises(FaultyFilesError, match=r"`studygen rename mat/blanks mat/gaps`"):
        release(root, MAY, monkeypatch)
    assert (root / "studygen.lock").read_bytes() == before
    assert ("mat/blanks", "mat/gaps") in RENAMED.findall("\n".join(draft(root, MAY, monkeypatch)))


def test_what_is_advised_settles_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The advice is followed until there is none; then learners keep everything, by the ids it had first."""
    pairs = (("- term: mat", "- term: carpet"), ("- id: owner", "- id: whose"), ("sat on.", "lay on."))
    write_project(root, changed(TERMS, *pairs) | changed(FIGURES, ("- figure: dog", "- figure: hound")))
    for _ in range(10):
        result = run("check", "--project", root)
        advice = RENAMED.search(result.stdout)
        if advice is None:
            break
        assert run("rename", *advice.groups(), "--project", root).exit_code == 0
    assert check.check(root)[0] == ()
    remarks = release(root, MAY, monkeypatch)
    assert [line for line in remarks if "gone" in line] == []
    lines = (root / "studygen.lock").read_text(encoding="utf-8").splitlines()
    notes = dict(re.findall(r"^note (\S+) .*? now (\S+)$", "\n".join(lines), re.MULTILINE))
    assert notes == {
        "dog": "hound",
        "mat": "carpet",
        "mat/owner": "carpet/whose",
        "mat/blanks": "carpet/blanks",
    }


def test_a_lock_without_words_tells_of_what_is_the_same(root: Path) -> None:
    """As one whose note was given a line by hand."""
    lock = (root / "studygen.lock").read_text(encoding="utf-8")
    lines = (re.sub(r"^(note mat term \S+ \d+ \S+) \S+$", r"\1 -", line) for line in lock.splitlines())
    (root / "studygen.lock").write_text(sealed("".join(f"{line}\n" for line in lines)), encoding="utf-8")
    (problem,) = told(root, changed(TERMS, ("- term: mat", "- term: carpet")))
    assert problem.severity == "error"


def test_what_many_notes_say_makes_no_two_of_them_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a vocabulary, one word may go and another come."""

    def asking(words: list[str]) -> dict[str, str | None]:
        asked = "".join(
            f"    - id: {word}\n      ask: What is the German for the English “{word}”, in capitals?\n"
            f"      answer: It is {word[::-1].upper()}, said with a long vowel.\n"
            '      passages: ["The cat sat on the mat"]\n'
            for word in words
        )
        return {TERMS: FILES[TERMS] + asked}

    words = ["house", "mouse", "tree", "river", "stone", "cloud", "bread", "knife"]
    release(write_project(tmp_path, NO_SHEETS | asking(words)), APRIL, monkeypatch)
    assert told(tmp_path, asking([*words[1:], "window"])) == []


def test_an_entry_that_others_name_is_told_before_anything_else_can_be(root: Path) -> None:
    """What names it leads nowhere, so that no notes can be made which could be compared."""
    hound = changed(FIGURES, ("- figure: dog", "- figure: hound"))
    (problem,) = told(root, hound)
    assert problem.message == (
        "'dog' was published and is gone; if it has another id now (hound), run `studygen rename dog hound`,"
        " which changes this as well"
    )
    assert problem.place.line == 8
    two = str(hound[FIGURES]) + FILES[FIGURES].replace("- figure: dog", "- figure: fox")
    (problem,) = told(root, {FIGURES: two})
    assert "(hound, fox), run `studygen rename dog NEW`" in problem.message
    assert told(root, {FIGURES: None, DATES: None} | changed(TERMS, ("  see: [dog]\n", ""))) == []


def test_one_advice_is_enough_for_an_entry_with_all_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry under a new id, reworded, with a question of its own and others that name it."""
    before = changed(TERMS, ("see: [dog]", "see: [dog]\n  unlike: [dog]"))
    release(write_project(tmp_path, NO_SHEETS | before), APRIL, monkeypatch)
    after = changed(
        TERMS,
        ("see: [dog]", "see: [dog]\n  unlike: [dog]"),
        ("- term: mat", "- term: carpet"),
        ("What the cat sat on.", "That the cat sat on."),
    )
    advice = {RENAMED.findall(problem.message)[0] for problem in told(tmp_path, after)}
    assert advice == {("mat", "carpet")}
    assert run("rename", "mat", "carpet", "--project", tmp_path).exit_code == 0
    assert told(tmp_path, {TERMS: (tmp_path / TERMS).read_text(encoding="utf-8")}) == []


@pytest.mark.parametrize("left", ["", "  was: [rug]\n"])
def test_a_first_id_that_was_taken_out_of_was_is_told_once_and_comes_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    for old, new in (("mat", "rug"), ("rug", "carpet")):
        assert run("rename", old, new, "--project", root).exit_code == 0
        release(root, MAY, monkeypatch)
    terms = (root / TERMS).read_text(encoding="utf-8")
    assert "  was: [mat, rug]\n" in terms
    (root / TERMS).write_text(terms.replace("  was: [mat, rug]\n", left), encoding="utf-8")
    result = run("check", "--project", root)
    assert result.stderr == "1 error\n"
    assert result.stdout.startswith(f"{root}/source/terms.yaml:1:9: 'carpet' was 'mat' when it was first")
    advice = RENAMED.findall(result.stdout)
    assert run("rename", *advice[0], "--project", root).exit_code == 0
    assert not [problem for problem in check.check(root)[0] if problem.severity == "error"]
