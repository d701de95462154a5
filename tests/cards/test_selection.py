"""Choosing which notes a command works on, from the command line, a specification or by ticking tags."""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from small_project import replaced, write_project
from typer.testing import CliRunner, Result

from studygen.anki.search_query import SearchError, parse
from studygen.cards.note import Note
from studygen.cards.selection import chosen, sampled
from studygen.cli import pick_tags
from studygen.cli.app import app
from studygen.cli.pick_tags import search_of
from studygen.commands import check
from studygen.commands.deck import deck_of
from studygen.commands.sheet import sheet_of
from studygen.project import tag_tree
from studygen.project.explain_search import nothing_found
from studygen.project.project import Project, load
from studygen.project.search import find_notes, read_search
from studygen.project.tag_tree import tag_table


def run(*words: object) -> Result:
    """Run studygen in this process."""
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, and the working folder in it."""
    monkeypatch.chdir(write_project(tmp_path / "small"))
    return tmp_path / "small"


def made(folder: Path) -> set[str]:
    """Return the names of the files in a folder."""
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


# Samples and limits


def drawn(notes: Sequence[Note], number: int, seed: int) -> list[str]:
    """Return the ids of a sample."""
    return [note.id for note in sampled(notes, number, seed)]


def test_the_same_seed_draws_the_same_notes_and_another_one_others(essay: Project) -> None:
    assert len(drawn(essay.notes, 20, 1)) == 20
    assert drawn(essay.notes, 20, 1) == drawn(essay.notes[::-1], 20, 1)[::-1]
    assert drawn(essay.notes, 20, 1) != drawn(essay.notes, 20, 2)


def test_a_larger_sample_holds_the_smaller_ones_and_keeps_their_order(essay: Project) -> None:
    every = [note.id for note in essay.notes]
    samples = [drawn(essay.notes, number, 7) for number in range(1, len(every) + 5)]
    for smaller, larger in pairwise(samples):
        assert set(smaller) <= set(larger)
    assert samples[-1] == every
    assert samples[30] == sorted(samples[30], key=every.index)


def test_each_note_is_drawn_as_often_as_any_other(essay: Project) -> None:
    times = Counter(name for seed in range(2000) for name in drawn(essay.notes[:10], 3, seed))
    assert len(times) == 10
    assert all(500 < number < 700 for number in times.values())  # 600 is expected, give or take 20


def test_a_note_that_is_added_takes_the_place_of_one_other_at_most(essay: Project) -> None:
    for seed in range(20):
        before, after = drawn(essay.notes[1:], 20, seed), drawn(essay.notes, 20, seed)
        assert len(set(before) - set(after)) <= 1


def test_the_limit_takes_the_first_in_their_order(essay: Project) -> None:
    assert chosen(essay.notes, "text", 0, None, 3) == essay.notes[:3]
    assert chosen(essay.notes, "kind", 0, None, 3) == chosen(essay.notes, "kind", 0, None, None)[:3]
    both = [note.id for note in chosen(essay.notes, "shuffled", 5, 10, 4)]
    assert len(both) == 4
    assert set(both) <= set(drawn(essay.notes, 10, 5))


@pytest.mark.usefixtures("small")
def test_deck_and_sheet_take_a_part_of_what_is_found() -> None:
    assert run("deck", "--sample", "2", "--seed", "1").stderr.startswith("build/mats-sample-2.apkg  2 notes")
    assert run("deck", "--limit", "1", "-o", "x.apkg").stderr.startswith("x.apkg  1 note, ")
    for words in (("--order", "kind"), ("--sample", "3"), ("--limit", "2")):
        result = run("sheet", "cards", *words)
        assert result.exit_code == 0, result.output


def test_a_deck_and_a_sheet_say_which_part_they_are(tmp_path: Path) -> None:
    loaded = load(write_project(tmp_path))
    deck = deck_of(loaded, "", None, "", "text", 4, sample=3, limit=2)
    assert deck.description == "From “The Mat”. 3 of 6 notes, drawn at random (seed 4). The first 2 of 3."
    sheet = sheet_of(loaded, "tag:person::dog", None, None, 0, "long", order="kind", sample=100)
    assert sheet.description == "Selected: Dog."
    assert sheet_of(loaded, "", None, None, 0, "long", limit=2).description == "The first 2 of 6."


def test_sheets_come_in_the_order_asked_for(tmp_path: Path) -> None:
    loaded = load(write_project(tmp_path))
    kinds = [note.entry.kind for note in sheet_of(loaded, "", None, None, 0, "long", order="kind").notes]
    assert kinds == sorted(kinds, key=["term", "figure", "date", "argument"].index)


def test_a_specification_can_ask_for_a_sample(small: Path) -> None:
    (small / "decks/few.yaml").write_text("deck: Few\nsample: 3\nseed: 2\nlimit: 2\n")
    assert "build/few.apkg  2 notes" in run("build", "few").stderr


@pytest.mark.parametrize("key", ["sample", "limit"])
@pytest.mark.parametrize("number", [0, -3])
def test_less_than_one_note_is_refused(small: Path, key: str, number: int) -> None:
    for command in (("deck",), ("sheet", "quiz")):
        result = run(*command, f"--{key}", number)
        assert (result.exit_code, result.stderr) == (
            2,
            f"studygen: --{key} is 1 or more, not {number}; leave it out for all notes\n",
        )
    (small / "decks/few.yaml").write_text(f"deck: Few\n{key}: {number}\n")
    assert run("build").stderr.startswith(
        f"decks/few.yaml:2:{len(key) + 3}: `{key}` is 1 or more, not {number}; leave the key out for all"
    )


# --where


def test_build_restricts_each_deck_and_tells_which_are_skipped(small: Path) -> None:
    result = run("build", "--where", "tag:topic::mats")
    assert result.exit_code == 0, result.output
    assert "the deck theft is skipped, since 'tag:topic::mats' finds none of its notes" in result.stderr
    assert re.search(r"build/all\.apkg +3 notes", result.stderr)
    assert "theft.apkg" not in made(small / "build")


def test_a_restricted_build_never_brings_in_what_the_whole_one_leaves_out(small: Path) -> None:
    (small / "decks/few.yaml").write_text("deck: Few\nlimit: 2\n")
    assert not any("person::dog" in note.tags for note in load(small).notes[:2])
    result = run("build", "few", "--where", "tag:person::dog or tag:topic::mats")
    assert re.search(r"few\.apkg +2 notes", result.stderr), result.output
    result = run("build", "few", "--where", "tag:person::dog")
    assert "no deck would be left" in result.stderr


def test_a_build_that_leaves_no_deck_is_refused_and_writes_nothing(small: Path) -> None:
    result = run("build", "theft", "--where", "tag:topic::mats")
    assert (result.exit_code, result.stderr) == (
        2,
        "studygen: no deck would be left: 'tag:topic::mats' finds no note that is in theft\n",
    )
    assert made(small / "build") == set()
    assert "did you mean tag:person::dog?" in run("build", "--where", "tag:dog").stderr


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


def test_coverage_counts_the_entries_of_the_notes_asked_for(small: Path) -> None:
    lines = run("coverage", "--where", "note:*Date").stdout.splitlines()
    assert "  2.1    theft" in lines
    assert lines[-1] == "The Mat: 1 of 4 sentences are cited by what 'note:*Date' finds (25%)"
    run("coverage", "--where", "note:*Date", "-o", "c.html")
    page = (small / "c.html").read_text(encoding="utf-8")
    assert "by the entries that <code>note:*Date</code> finds, which alone count here" in page
    assert "(term)" not in page


# Tags


@pytest.mark.usefixtures("small")
def test_tags_are_a_tree_with_counts_that_include_what_is_below() -> None:
    lines = run("tags").stdout.splitlines()
    assert lines[-4:] == [
        "topic       6",
        "  mats      3  What lies on the floor.",
        "  property  4  Whose it is.",
        "    theft   2  Whose it is not.",
    ]


@pytest.mark.usefixtures("small")
def test_tags_can_be_listed_for_scripts() -> None:
    lines = run("tags", "--flat", "--where", "tag:person::dog").stdout.splitlines()
    assert "topic::property::theft" in lines
    assert "topic::mats" not in lines


@pytest.mark.usefixtures("small")
def test_tags_of_nothing_are_told() -> None:
    result = run("tags", "--where", "tag:thefd")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean tag:topic::property::theft?" in result.stderr


def test_paragraphs_come_in_the_order_of_their_numbers(essay: Project) -> None:
    tags = [tag for tag, _, _ in tag_table(essay, "")]
    assert tags[tags.index("paragraph::9") + 1 :][:2] == ["paragraph::10", "paragraph::11"]


@pytest.mark.parametrize(("width", "shown"), [(80, "…"), (50, "…"), (40, "0")])
def test_a_line_of_tags_fits_the_terminal(essay: Project, width: int, shown: str) -> None:
    lines = tag_tree.lines(tag_table(essay, ""), width)
    assert max(map(len, lines)) <= width
    assert any(line.endswith(shown) for line in lines)
    assert not any(re.search(r"[\s,;:]…$", line) for line in lines)


def test_meanings_are_whole_where_no_terminal_is(essay: Project) -> None:
    rows = tag_table(essay, "")
    for line, (_, _, meaning) in zip(tag_tree.lines(rows), rows, strict=True):
        assert line.endswith(meaning)


# Searches that find nothing


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("tag:dog", "; tag:dog by itself matches nothing, did you mean tag:person::dog?"),
        ("tag:property", "did you mean tag:topic::property?"),
        ("tag:property::theft", "did you mean tag:topic::property::theft?"),
        ("tag:thefd", "did you mean tag:topic::property::theft?"),
        ("tag:topic::mat", "did you mean tag:topic::mats?"),
        ("note:Term", "did you mean note:*Term?"),
        ("note:argumnt", "did you mean note:*Argument?"),
        ("note:xyz", "note:xyz by itself matches nothing; there are Mats Term, Mats Figure, "),
        ("tag:none", "tag:none by itself matches nothing, since every note has tags"),
        ("tag:xyz tag:topic", "; tag:xyz by itself matches nothing; `studygen tags` lists the tags"),
        ("tag:topic (tag:xyz or tag:qqq)", "; tag:xyz by itself matches nothing; tag:qqq by itself"),
        (
            "tag:person::dog tag:topic::mats",
            "; tag:person::dog matches 1 note and tag:topic::mats 3 notes, but none matches both",
        ),
        (
            "tag:kind tag:person::dog (tag:topic::mats or tag:kind::date) tag:topic",
            "; tag:person::dog matches 1 note and (tag:topic::mats or tag:kind::date) 4 notes, but none",
        ),
        ("tag:topic::mats -tag:topic", "; -tag:topic leaves nothing"),
        (
            "tag:topic::mats -tag:kind::term",
            "; -tag:kind::term leaves nothing of the 3 notes that ",
        ),
        (
            "-tag:kind::term tag:topic::mats",
            "; -tag:kind::term leaves nothing of the 3 notes that ",
        ),
        ("-(tag:kind or tag:xyz)", "leaves nothing, since every note is found by (tag:kind or tag:xyz)"),
        ("-tag:paragraph::1 -tag:paragraph::2", "leave nothing together: every note is found by one of them"),
        (
            "tag:kind -tag:kind::date -tag:kind::term -tag:kind::argument -tag:kind::figure",
            "but -tag:kind::date, -tag:kind::term, -tag:kind::argument and -tag:kind::figure do not",
        ),
    ],
)
def test_what_keeps_a_search_from_finding_anything_is_said(tmp_path: Path, search: str, said: str) -> None:
    loaded = load(write_project(tmp_path))
    assert not loaded.select(search)
    assert said in nothing_found(loaded, parse(search))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Stalin", "did you mean tag:person::stalin or tag:period::stalin?\n    Stalin\n    ^"),
        ("stalni", "did you mean tag:person::stalin or tag:period::stalin?"),
        ("topic", "did you mean tag:topic?"),
        ("xyz", "did you mean tag:xyz?"),
        ('"two words"', 'did you mean note:"two words"?'),
    ],
)
def test_a_bare_word_is_answered_with_tags_that_there_are(essay: Project, word: str, meant: str) -> None:
    with pytest.raises(SearchError, match=re.escape(meant)):
        find_notes(essay, read_search(essay, word))


def test_what_excludes_nothing_is_not_to_blame(essay: Project) -> None:
    said = nothing_found(essay, parse("tag:topic -tag:xyz tag:qqq"))
    assert said == (
        "no note matches 'tag:topic -tag:xyz tag:qqq'; tag:qqq by itself matches nothing;"
        " `studygen tags` lists the tags"
    )


# Ticking tags


@pytest.mark.parametrize(
    ("ticked", "search"),
    [
        (["topic::a"], "tag:topic::a"),
        (["topic::b", "topic::a"], "tag:topic::a or tag:topic::b"),
        (["person::x", "topic::a"], "tag:person::x tag:topic::a"),
        (["topic::a", "person::x", "topic::b"], "tag:person::x (tag:topic::a or tag:topic::b)"),
        (["topic", "topic::a"], "tag:topic"),
    ],
)
def test_ticks_below_the_same_tag_are_alternatives(ticked: list[str], search: str) -> None:
    assert search_of(ticked) == search


def test_ticks_are_restricted_by_a_search() -> None:
    assert search_of(["a::b"], "tag:x or tag:y") == "(tag:x or tag:y) tag:a::b"
    assert search_of(["a::b", "a::c"], "-tag:x") == "-tag:x (tag:a::b or tag:a::c)"


SPACE, ENTER, BACK, CTRL_C, CLEAR = " ", "\r", "\x7f", "\x03", "\x15"


@contextmanager
def keys(monkeypatch: pytest.MonkeyPatch, text: str) -> Iterator[PipeInput]:
    """Press keys in a terminal that shows nothing."""
    monkeypatch.setattr(pick_tags, "refuse_without_terminal", lambda: None)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(text)
        yield pipe


def test_ticked_tags_make_a_deck_and_the_command_that_makes_it_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keys(monkeypatch, "dog" + SPACE + ENTER + ENTER):
        result = run("deck", "--interactive", "--seed", "3")
    assert result.exit_code == 0, result.output
    assert "build/dog.apkg  1 note, 2 cards\n" in result.stderr
    (again,) = re.findall(r"^The same again: studygen (.*)$", result.stderr, re.MULTILINE)
    assert again == "deck --where tag:person::dog --name Mats::Dog --seed 3"
    before = (small / "build/dog.apkg").read_bytes()
    assert run(*again.split()).exit_code == 0
    assert (small / "build/dog.apkg").read_bytes() == before


@pytest.mark.usefixtures("small")
def test_the_name_can_be_typed_and_an_impossible_one_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = CLEAR + "Mine::" + ENTER + "Own" + ENTER
    with keys(monkeypatch, "theft" + SPACE + ENTER + typed):
        result = run("deck", "-i", "-o", "x.apkg")
    assert "--name Mine::Own --output x.apkg" in result.stderr


@pytest.mark.usefixtures("small")
def test_enter_goes_on_only_when_the_ticks_find_something(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = ENTER
    too_much = "dog" + SPACE + BACK * 3 + "::mats" + SPACE + ENTER
    without_mats = SPACE + ENTER
    with keys(monkeypatch, nothing + too_much + without_mats + ENTER):
        result = run("deck", "-i", "-o", "x.apkg")
    assert "--where tag:person::dog --name" in result.stderr


def test_ctrl_c_writes_nothing(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for pressed in (CTRL_C, "dog" + SPACE + ENTER + CTRL_C):
        with keys(monkeypatch, pressed):
            result = run("deck", "--interactive")
        assert result.exit_code == 2
        assert "interrupted; files that were not finished are as they were before" in result.stderr
    assert made(small / "build") == set()
    assert not (small / "studygen.lock").exists()


@pytest.mark.usefixtures("small")
def test_nobody_is_asked_where_there_is_no_terminal() -> None:
    result = run("deck", "--interactive")
    assert result.exit_code == 2
    assert "--interactive asks in a terminal, and this is none; say which notes with --where" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="words are quoted as on Unix")
def test_the_command_is_quoted_for_the_shell() -> None:
    assert pick_tags.command(where="tag:a (tag:b)", name="It's", sample=None, limit=2) == (
        "studygen deck --where 'tag:a (tag:b)' --name 'It'\"'\"'s' --limit 2"
    )
