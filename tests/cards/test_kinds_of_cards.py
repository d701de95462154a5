"""Kinds of cards beside plain questions: typed answers, chains and sets, pairs to tell apart, orders."""

import re
from pathlib import Path

import pytest
from anki.cards import Card
from anki.collection import Collection
from anki_tools import ImportCounts, cards, import_package, open_collection, query, rendered
from learner import APRIL, MAY
from small_project import FILES, replaced, write_project

from studygen.cards.note import Note
from studygen.commands import build
from studygen.commands.sheet import sheet_of
from studygen.problems import FaultyFilesError
from studygen.project import project

TERMS, DATES = "source/terms.yaml", "source/dates.yaml"
Changes = dict[str, str | None]

CHAIN = """\
    - id: story
      ask: What happened to the mat?
      steps:
        - {id: sitting, text: The cat sat on it., passages: ["The cat sat on the mat"]}
        - id: owning
          text: "It was the cat's, as in `std::mat<{{cat}}>`."
          passages: ["It was the cat's own mat"]
        - {id: taking, text: The dog took it., passages: ["the dog took the mat"]}
        - {id: saying, text: The dog said why., passages: ["said the dog"]}
      hint: It ends with words.
"""


def with_question(question: str) -> Changes:
    """Add a question to the term `mat`."""
    return {TERMS: FILES[TERMS] + question}


def of(root: Path, changes: Changes) -> dict[str, Note]:
    """Return the notes of the small project by their ids."""
    return {note.id: note for note in project.load(write_project(root, changes)).notes}


def release(root: Path, time: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Build the deck of all notes as at a time."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(time))
    build.build_all(project.load(root), ["all"], None, lambda *_: None)
    return root / "build/all.apkg"


def card_of(col: Collection, full_id: str, name: str = "") -> Card:
    """Return the only card of a note, or the one of a template."""
    found = [card for card in cards(col, f'"Id:{full_id}"') if not name or card.template()["name"] == name]
    (card,) = found
    return card


def faults(root: Path, changes: Changes) -> list[str]:
    """Return what is wrong with the small project after changes."""
    with pytest.raises(FaultyFilesError) as error:
        project.load(write_project(root, changes))
    return [str(problem).replace(f"{root}/", "") for problem in error.value.problems]


# Typed answers


def test_a_name_is_typed_and_compared_by_anki(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = replaced(TERMS, "  name: mat\n", "  name: “mat”\n  typed: true\n")
    package = release(write_project(tmp_path, changes), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        card = card_of(col, "mat", "Name")
        question, answer = rendered(card)
        assert question.count("[[type:Spelling]]") == answer.count("[[type:Spelling]]") == 1
        assert card.note()["Spelling"] == "mat"  # nobody types the quotation marks
        assert "typeBad" in col.compare_answer("mat", "met")
        assert "type:" not in rendered(card_of(col, "mat", "Meaning"))[0]
        assert "type:" not in rendered(card_of(col, "dog", "Name"))[0]


def test_that_an_answer_is_typed_from_now_on_costs_no_scheduling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = release(write_project(tmp_path), APRIL, monkeypatch)
    scheduling = "select id, ord, type, queue, due, ivl, reps from cards order by id"
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        col.sched.set_due_date([card.id for card in cards(col)], "5")
        before = query(col, scheduling)
        typed = "      answer: The cat.\n      typed: true\n"
        write_project(tmp_path, replaced(TERMS, "      answer: The cat.\n", typed))
        assert import_package(col, release(tmp_path, MAY, monkeypatch)).updated == 1
        assert query(col, scheduling) == before
        assert "[[type:Spelling]]" in rendered(card_of(col, "mat/owner"))[0]
        assert card_of(col, "mat/owner").note()["Spelling"] == "The cat"
        assert not col.get_empty_cards().notes


def test_what_is_typed_is_one_line(tmp_path: Path) -> None:
    changes = replaced(TERMS, "answer: The cat.", 'answer: "- the cat\\n- its owner"\n      typed: true')
    (fault,) = faults(tmp_path, changes)
    assert fault.startswith("source/terms.yaml:11:7: what is typed is one line, and `answer` is more")


def test_a_name_that_is_typed_is_one_line(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, replaced(TERMS, "  name: mat\n", '  name: "- mat"\n  typed: true\n'))
    assert fault.startswith("source/terms.yaml:1:3: what is typed is one line, and `name` is more")
    project.load(write_project(tmp_path, replaced(TERMS, "  name: mat\n", '  name: "- mat"\n')))


def test_typed_is_true_or_false(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, replaced(TERMS, "  name: mat\n", "  name: mat\n  typed: maybe\n"))
    assert fault == "source/terms.yaml:3:10: `typed` is true or false, not the text 'maybe' [wrong-type]"


# Chains and sets


def test_each_step_is_a_note_that_shows_two_before_and_covers_what_comes_later(tmp_path: Path) -> None:
    notes = of(tmp_path, with_question(CHAIN))
    asked = {key: note.cards[0].question.split("\n\n")[1] for key, note in notes.items() if "/story/" in key}
    assert list(asked) == [f"mat/story/{step}" for step in ("sitting", "owning", "taking", "saying")]
    assert asked["mat/story/sitting"] == "1. **[…]**\n2. …\n3. …\n4. …"
    assert asked["mat/story/saying"].startswith("1. …\n2. It was")
    assert asked["mat/story/saying"].endswith("3. The dog took it.\n4. **[…]**")
    assert notes["mat/story/taking"].cards[0].answer == "The dog took it."
    assert [citation.locator for citation in notes["mat/story/taking"].citations] == ["¶2"]
    assert "paragraph::02" in notes["mat/story/taking"].tags


def test_anki_makes_one_card_of_each_step_whatever_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = release(write_project(tmp_path, with_question(CHAIN)), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        question, answer = rendered(card_of(col, "mat/story/owning"))
        assert "What happened to the mat?" in question
        assert "It ends with words." in question
        assert "std:" not in question
        assert question.count("<li") == 4
        assert question.count("<li>…</li>") == 2
        assert "std:&#58;mat&lt;{&#123;cat}&#125;&gt;" in answer
        assert "std:&#58;mat" in rendered(card_of(col, "mat/story/taking"))[0]  # shown before the next step


@pytest.mark.parametrize(
    ("key", "note", "heading"),
    [
        ("steps", "mat/story/owning", "Step 2 of 4"),
        ("members", "mat/story/owning", "One of 4"),
        ("steps", "mat/blanks", "Fill the gap"),
    ],
)
def test_a_card_with_a_blank_says_what_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, note: str, heading: str
) -> None:
    package = release(
        write_project(tmp_path, with_question(CHAIN.replace("steps:", f"{key}:"))), APRIL, monkeypatch
    )
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        for side in rendered(cards(col, f'"Id:{note}"')[0]):
            assert f"<bdi>{heading}</bdi>" in side
            assert "Cloze" not in side


def test_every_side_says_first_who_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = release(write_project(tmp_path), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        for card in cards(col):
            speaker = card.note()["Speaker"]
            for side in rendered(card):
                found = re.search(r'<header class="heading">.*?</header>', side, re.DOTALL)
                assert found
                assert (f'<bdi class="by">{speaker}</bdi>' in found[0]) == bool(speaker)


def test_a_step_that_is_added_leaves_the_schedule_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = release(write_project(tmp_path, with_question(CHAIN)), APRIL, monkeypatch)
    scheduling = "select id, nid, type, queue, due, ivl, reps from cards order by id"
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        col.sched.set_due_date([card.id for card in cards(col)], "5")
        before = query(col, scheduling)
        step = '        - {id: barking, text: The dog barked., passages: ["Mats belong to dogs"]}\n'
        at = CHAIN.index("        - {id: taking")
        write_project(tmp_path, with_question(CHAIN[:at] + step + CHAIN[at:]))
        assert import_package(col, release(tmp_path, MAY, monkeypatch)).new == 1
        assert query(col, scheduling)[: len(before)] == before
        assert "The dog barked." in rendered(card_of(col, "mat/story/taking"))[0]


def test_of_a_set_all_other_members_are_shown(tmp_path: Path) -> None:
    notes = of(tmp_path, with_question(CHAIN.replace("steps:", "members:")))
    lines = notes["mat/story/taking"].cards[0].question.splitlines()[2:]
    assert [line[:7] for line in lines] == ["- The c", "- It wa", "- **[…]", "- The d"]
    text = dict(zip((field.name for field in notes["mat"].type.fields), notes["mat"].fields, strict=True))
    assert "<ul" not in text["Meaning"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("      hint:", "      members: []\n      hint:", "`members` is empty"),
        ("id: owning", "id: sitting", "the id 'sitting' is used twice in this list [repeated-id]"),
        ("The dog took it.", "The **dog took it.", "'**' is not closed"),
        ("the dog took the mat", "the dog took a mat", "[unfound-passage]"),
        ("id: story", "id: vs", "no question has the id 'vs'"),
        ("      ask: What happened to the mat?\n", "", "`ask` is missing: "),
    ],
)
def test_faults_of_lists(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in CHAIN
    found = faults(tmp_path, with_question(CHAIN.replace(old, new, 1)))
    assert any(expected in line and re.match(r"source/terms.yaml:\d+:\d+: ", line) for line in found), found


# Pairs to tell apart


def test_a_pair_is_one_note_whichever_names_the_other(tmp_path: Path) -> None:
    one = of(tmp_path / "1", replaced(TERMS, "  see: [dog]\n", "  unlike: [dog]\n"))
    two = of(tmp_path / "2", replaced("source/figures.yaml", "  tags:", "  unlike: [mat]\n  tags:"))
    both = replaced(TERMS, "  see: [dog]\n", "  unlike: [dog]\n") | replaced(
        "source/figures.yaml", "  tags:", "  unlike: [mat]\n  tags:"
    )
    pairs = [notes["dog/vs/mat"] for notes in (one, two, of(tmp_path / "3", both))]
    assert len({(note.fields, note.tags) for note in pairs}) == 1
    # By this id, what an entry allows holds for its pairs.
    assert {note.entry.full_id(note.path) for note in pairs} == {"dog/vs/mat"}
    (card,) = pairs[0].cards
    assert card.question == "How do **the dog** and **mat** differ, according to A. Pet?"
    assert card.answer == (
        "- **the dog**: The one that took something from the cat.\n- **mat**: What the cat sat on."
    )
    assert {"topic::mats", "person::dog", "kind::term", "kind::figure"} <= set(pairs[0].tags)
    unlike = [field.name for field in one["mat"].type.fields].index("Unlike")
    assert one["mat"].fields[unlike] == "the dog"


def test_the_difference_can_be_put_into_words(tmp_path: Path) -> None:
    worded = '  apart:\n    dog: {answer: One lies., passages: ["Mats belong to dogs"], voice: dog}\n  see:'
    changes = replaced(TERMS, "  see:", worded) | replaced(
        "source/figures.yaml", "  tags:", "  unlike: [mat]\n  tags:"
    )
    note = of(tmp_path, changes)["dog/vs/mat"]
    assert note.cards[0].answer == "One lies."
    assert note.speaker == "the dog"
    assert [citation.locator for citation in note.citations] == ["¶2"]


def test_a_pair_is_told_apart_once(tmp_path: Path) -> None:
    changes = replaced(
        TERMS, "  see:", '  apart: {dog: {answer: A., passages: ["the mat. It was"]}}\n  see:'
    ) | replaced(
        "source/figures.yaml", "  tags:", '  apart: {mat: {answer: B., passages: ["In 1917"]}}\n  tags:'
    )
    (fault,) = faults(tmp_path, changes)
    assert "tells these two apart already; keep one of the two [repeated-id]" in fault


def test_sheets_show_both_entries_of_a_pair(tmp_path: Path) -> None:
    changes: Changes = replaced(TERMS, "  see: [dog]\n", "  unlike: [dog]\n  cards: []\n")
    loaded = project.load(write_project(tmp_path, changes))
    given = sheet_of(loaded, "note:*Question tag:person::dog", None, None, 0, "long")
    assert [note.id for note in given.notes] == ["dog/vs/mat"]
    assert {entry.id for entry in given.notes[0].entries} == {"dog", "mat"}


# The order of events

ORDERED = (
    FILES[DATES].replace("  tags:", "  after: [b]\n  before: [d, c]\n  tags:")
    + """\
- date: b
  when: {text: "1900", sort: "1900", precision: year}
  event: Before it
  voice: fact
  passages: ["The cat sat on the mat"]
- date: c
  when: {text: "1950", sort: "1950", precision: year}
  event: After it
  voice: fact
  passages: ["nobody else's"]
  after: [b]
- date: d
  when: {text: afterwards, precision: relative}
  after: [c]
  event: At last
  voice: fact
  passages: ["said the dog"]
"""
)


def test_dates_are_asked_for_their_order_among_the_nearest_that_are_known(tmp_path: Path) -> None:
    notes = of(tmp_path, {DATES: ORDERED})
    asked = {note.id: card for note in notes.values() for card in note.cards if card.name == "Order"}
    assert set(asked) == {"theft", "c", "d"}
    assert asked["theft"].question == (
        "In which order did these come?\n\n- After it\n- Before it\n- The dog takes what is the cat’s"
    )
    assert (
        asked["theft"].answer
        == "1. Before it (1900)\n2. The dog takes what is the cat’s (1917)\n3. After it (1950)"
    )
    assert asked["d"].question == "Which of these came first?\n\n- After it\n- At last"
    assert asked["d"].answer == "1. After it (1950)\n2. At last"


NAMING_EACH_OTHER = (
    FILES[DATES].replace("  tags:", "  before: [b]\n  tags:")
    + """\
- date: b
  when: {text: "1950", sort: "1950", precision: year}
  event: After it
  voice: fact
  passages: ["The cat sat on the mat"]
  after: [theft]
"""
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", {"b"}),
        ("  before: [b]\n", "  before: [b]\n  cards: [when, order]\n", {"theft"}),
        ("  after: [theft]\n", "  after: [theft]\n  cards: [when]\n", {"theft"}),
    ],
)
def test_dates_that_name_each_other_are_asked_for_their_order_once(
    tmp_path: Path, old: str, new: str, expected: set[str]
) -> None:
    notes = of(tmp_path, {DATES: NAMING_EACH_OTHER.replace(old, new) if old else NAMING_EACH_OTHER})
    assert {note.id for note in notes.values() for card in note.cards if card.name == "Order"} == expected


def test_anki_asks_for_the_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = release(write_project(tmp_path, {DATES: ORDERED}), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, package) == ImportCounts(new=9)
        question, answer = rendered(card_of(col, "d", "Order"))
        assert re.search(r"<li>After it</li>\s*<li>At last</li>", question)
        shown = answer.partition('<hr id="answer">')[2]
        assert shown.index("After it") < shown.index("At last")
        assert "¶1" in shown  # where the text says the other


def test_what_a_date_comes_after_and_before_is_listed_in_its_order(tmp_path: Path) -> None:
    note = of(tmp_path, {DATES: ORDERED})["theft"]
    laid_out = note.fields[[field.name for field in note.type.fields].index("Order")]
    when = ' <span class="when">({})</span>'
    assert laid_out == (
        f'<dl class="order"><dt>After</dt><dd>Before it{when.format(1900)}</dd>'
        f"<dt>Before</dt><dd>After it{when.format(1950)}</dd><dd>At last</dd></dl>"
    )


def test_no_order_is_asked_for_without_a_neighbour(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, replaced(DATES, "  voice: fact\n", "  voice: fact\n  cards: [order]\n"))
    assert "`after` or `before` is missing: the card 'order' asks which came first" in fault


# Templates


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "passages.html",
            "a\n[[ nothing ]]",
            "passages.html:2:1: 'nothing' is undefined (while rendering 'belonging')",
        ),
        (
            "term/questions.yaml",
            "ask:\n  meaning: What?\n  name: '[[ entry.nmae ]]'\n",
            "term/questions.yaml:3:9: Term has no attribute 'nmae' (while rendering 'mat')",
        ),
        (
            "term/questions.yaml",
            "ask:\n  meaning: What?\n  name: Who?\n  naem: Who?\n",
            "term/questions.yaml:4:9: a term has no card 'naem' to word; did you mean name?",
        ),
        ("listing.html", "[[ items.x.y ]]", "(while rendering 'mat/story/sitting')"),
        ("statements.html", "[[ 1 / 0 ]]", "statements.html:1:1: ZeroDivisionError: division by zero (while"),
    ],
)
def test_a_template_error_names_file_line_and_what_was_rendered(
    tmp_path: Path, name: str, content: str, expected: str
) -> None:
    found = faults(tmp_path, with_question(CHAIN) | {f"templates/cards/{name}": content})
    assert any(expected in line for line in found), found


def test_one_part_is_overridden_by_a_file_of_its_name(tmp_path: Path) -> None:
    changes: Changes = {"templates/cards/passages.html": "[[ citations | length ]] passages"}
    note = of(tmp_path, changes)["mat"]
    assert note.fields[[field.name for field in note.type.fields].index("Passage")] == "1 passages"
