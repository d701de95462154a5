"""What screen readers are told of a sheet: headings, lists, tables, pictures, and all words in order."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdf
import pytest
from pdf_tools import Tag, structure
from sheet_tools import ADA, BELA, ENTRIES, PLAN, TEXT, VOTES, compiled, sheet_input, squeezed, term, words

from studygen.documents.sheets.quiz.quiz import LETTERS, Quiz
from studygen.documents.sheets.quiz.quiz import content as quiz_content
from studygen.documents.sheets.registry import SheetKind
from studygen.documents.sheets.sheet import SheetInput
from studygen.knowledge.kinds.argument import Argument
from studygen.knowledge.kinds.date import Date
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.figure import Figure
from studygen.knowledge.text.markdown import to_plain

INLINE = ("Em", "Link", "Quote", "Span", "Strong")
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
WRITTEN = ("name", "aliases", "meaning", "who", "text", "claim", "conclusion", "event", "note", "passages")


def a_date(year: int) -> Date:
    when = {"text": f"in {year}", "sort": str(year), "precision": "year"}
    event = (
        f"The king is crowned for the {year - 1900}th time, though nobody knows who he is or where he was."
    )
    made = {"date": f"crowned-{year}", "when": when, "event": event, "voice": "ada", "passages": [PLAN]}
    return Date.model_validate(made | {"note": "He was *late*."})


BELA_HERSELF = Figure(
    figure="bela", name="Bela", who="She who wants votes.", voice="fact", passages=(BELA,), note="Not *here*."
)
RULE = term("rule", "Rule", "What Ada does alone.").model_copy(update={"voice": "bela"})
SLAVES = Argument.model_validate(
    {
        "argument": "slaves",
        "claim": "Slaves are *not* free",
        "voice": "bela",
        "premises": [
            {"text": "Slaves have no vote.", "passages": [BELA]},
            {"text": "Nobody is free without one.", "passages": [BELA]},
        ],
        "conclusion": "So they are not.",
        "passages": [BELA],
        "relations": {"objects-to": ["votes"]},
        "note": "It is short.",
    }
)
MATTER = (*ENTRIES, BELA_HERSELF, RULE, SLAVES, *map(a_date, range(1901, 1905)), *words(16))


@dataclass(frozen=True)
class Read:
    """A document, as bytes and as it is read."""

    pdf: bytes
    tree: Tag

    @property
    def blocks(self) -> list[str]:
        """What is read in one go: paragraphs, headings, labels."""
        return [line.strip() for line in self.tree.text.split("\n") if line.strip()]


@cache
def given() -> SheetInput:
    return sheet_input(MATTER)


@cache
def documents(kind: SheetKind) -> tuple[Read, ...]:
    return tuple(Read(document.pdf, structure(document.pdf)) for document in compiled(kind, given()))


DOCUMENTS: dict[str, tuple[SheetKind, int]] = {
    "arguments": ("arguments", 0),
    "cards": ("cards", 0),
    "glossary": ("glossary", 0),
    "guide": ("guide", 0),
    "people": ("people", 0),
    "quiz": ("quiz", 0),
    "quiz-key": ("quiz", 1),
    "reader": ("reader", 0),
    "timeline": ("timeline", 0),
    "worksheet": ("worksheet", 0),
    "worksheet-key": ("worksheet", 1),
}
every = pytest.mark.parametrize("name", DOCUMENTS)


def read(name: str) -> Read:
    kind, number = DOCUMENTS[name]
    return documents(kind)[number]


# --- what the parts of a document are


@every
def test_the_document_has_a_language_and_a_title_that_is_shown(name: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(read(name).pdf))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert str(reader.metadata.title).endswith(": Some #Words")


@every
def test_headings_begin_with_the_first_level_and_skip_none(name: str) -> None:
    headings = read(name).tree.all(*HEADINGS)
    levels = [int(heading.kind[1]) for heading in headings]
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))
    assert all(heading.text.strip() for heading in headings)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "arguments",
            ["2 arguments", "The party ruled by right", "Slaves are not free", "How the arguments"],
        ),
        ("cards", ["Cards 1–8 · fronts", "Cards 1–8 · backs", "Cards 9–16 · fronts"]),
        ("glossary", ["Terms and figures", "Ada", "Bela", "New Plan", "Rule", "Word0000x"]),
        ("people", ["From A to Z", "Ada", "Bela", "Who speaks of whom"]),
        ("quiz", ["Choose one answer", "Match each name", "Fill in", "Number in", "Answer in a few"]),
        ("quiz-key", ["Choose one answer", "Match each name", "Fill in", "Number in", "Answer in a"]),
        ("reader", ["The Essay", "Index"]),
        ("timeline", ["1901–1921"]),
        ("worksheet", ["¶1", "¶2"]),
    ],
)
def test_headings_are_those_that_are_seen(name: str, expected: list[str]) -> None:
    titles = [heading.text.strip() for heading in read(name).tree.all(*HEADINGS)]
    found = [title for title in titles if any(title.startswith(each) for each in expected)]
    assert len(found) >= len(expected)
    assert all(title.startswith(each) for title, each in zip(found, expected, strict=False))


@every
def test_no_text_runs_into_that_of_another_block(name: str) -> None:
    for tag in read(name).tree.all("Document", "Div", "LBody", "Sect"):
        loose = [part if isinstance(part, str) else part.text for part in tag.parts if is_inline(part)]
        assert loose == []


def is_inline(part: Tag | str) -> bool:
    return isinstance(part, str) or part.kind in INLINE


@every
def test_lists_consist_of_items_with_labels(name: str) -> None:
    for one in read(name).tree.all("L"):
        assert {part.kind for part in one.parts if isinstance(part, Tag)} <= {"L", "LI"}
    for item in read(name).tree.all("LI"):
        label, body = (part for part in item.parts if isinstance(part, Tag))
        assert (label.kind, body.kind) == ("Lbl", "LBody")
        assert label.text.strip()
        assert body.text.strip()


def test_questions_are_lists_with_the_answers_to_choose_from_as_lists_in_them() -> None:
    drawn = quiz()
    lists = [one for one in read("quiz").tree.all("L") if one.all("L")[1:]]
    labels = [[label.text.strip() for label in one.all("Lbl")] for one in lists]
    (events,) = drawn.ordering
    assert labels == [
        *([f"{item.number}.", "A", "B", "C", "D"] for item in drawn.choice),
        [f"{events.number}.", *LETTERS[: events.count]],
    ]
    numbers = [label.text.strip() for label in read("quiz").tree.all("Lbl") if label.text.strip()[-1] == "."]
    asked = [*drawn.choice, *drawn.matching, *drawn.blanks, events, *drawn.written]
    assert numbers == [f"{item.number}." for item in asked]


def test_premises_are_a_list() -> None:
    lists = read("arguments").tree.all("L")
    premises = [[body.text.strip().split("\n")[0] for body in one.all("LBody")] for one in lists]
    assert ["Slaves have no vote.", "Nobody is free without one."] in premises


def test_the_table_of_who_speaks_of_whom_has_a_row_of_heads() -> None:
    (table,) = read("people").tree.all("Table")
    head, *rows = table.all("TR")
    assert [cell.text.strip() for cell in head.all("TH", "TD")] == ["of", "Bela"]
    assert [cell.kind for cell in head.all("TH", "TD")] == ["TH", "TH"]
    assert [[cell.text.strip() for cell in row.all("TD")] for row in rows] == [["Ada", "¶2"]]
    assert not read("glossary").tree.all("Table")


@every
def test_pictures_have_descriptions(name: str) -> None:
    assert all(figure.alt and figure.alt.strip() for figure in read(name).tree.all("Figure", "Formula"))


def test_what_the_lines_of_the_map_show_is_told() -> None:
    (drawn,) = read("arguments").tree.all("Figure")
    assert drawn.alt == "“Slaves are not free” objects to “The party ruled by right”."


@pytest.mark.parametrize("name", ["worksheet", "quiz"])
def test_blanks_are_told(name: str) -> None:
    text = " ".join(read(name).blocks)
    assert re.search(r"After the revolution of 1917 the party of 1?\[blank\] ruled", text)


# --- all of it, in order


def written(entries: Iterable[Entry], *keys: str) -> Iterator[str]:
    """Yield the words of those fields of entries, of their parts too."""

    def of(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, each in value.items():
                if isinstance(each, str):
                    yield from [to_plain(each)] if key in keys else []
                elif key in keys and isinstance(each, list) and all(isinstance(one, str) for one in each):
                    yield from map(to_plain, each)
                elif key != "relations":
                    yield from of(each)
        elif isinstance(value, list):
            for each in value:
                yield from of(each)

    for entry in entries:
        yield from of(entry.model_dump(mode="json"))


def quiz() -> Quiz:
    made: Quiz = quiz_content(given()).values["quiz"]
    return made


def kept(*kinds: type[Entry]) -> list[Entry]:
    return [entry for entry in MATTER if isinstance(entry, kinds)]


def must_be_complete(name: str, expected: Iterable[str]) -> None:
    text = squeezed(" ".join(read(name).blocks))
    missing = [words for words in expected if squeezed(words) not in text]
    assert missing == []


def must_be_read_in_order(name: str, expected: Sequence[str]) -> None:
    text = squeezed(" ".join(read(name).blocks))
    at = 0
    for each in expected:
        found = text.find(squeezed(each), at)
        assert found >= 0, f"{each!r} is not read after what should stand before it"
        at = found + len(squeezed(each))


def test_the_glossary_is_complete_and_read_column_by_column() -> None:
    must_be_complete("glossary", written(MATTER, *WRITTEN))
    with pdfplumber.open(io.BytesIO(read("glossary").pdf)) as pdf:
        seen = [
            ((page.page_number, word["x0"] > page.width / 2, word["top"]), word["text"])
            for page in pdf.pages
            for word in page.extract_words()
            if re.fullmatch(r"Word\d+x", word["text"])
        ]
    titles = [heading.text.strip() for heading in read("glossary").tree.all("H2")]
    assert len(seen) == 16
    assert [text for _, text in sorted(seen)] == [title for title in titles if title.startswith("Word")]
    assert len({column for (_, column, _), _ in seen}) == 2
    must_be_read_in_order(
        "glossary", ["New Plan", "also N.P.", "A plan made in 1921", "¶2", PLAN, "see also"]
    )
    must_be_read_in_order(
        "glossary", ["Slaves are not free", "because", "Slaves have", "therefore", "So they"]
    )


def test_who_is_who_is_complete_and_in_order() -> None:
    must_be_complete("people", written(kept(Figure), *WRITTEN[:-1]))
    must_be_read_in_order(
        "people",
        ["Ada", "Head of the ruling party.", "holds", "Soviets are useless.", "fact", "Her party ruled."],
    )


def test_the_timeline_is_complete_and_in_the_order_of_time() -> None:
    must_be_complete("timeline", written(kept(Date), *WRITTEN[:-1]))
    blocks = read("timeline").blocks
    for year in range(1901, 1905):
        at = blocks.index(f"in {year}")
        assert blocks[at + 1].startswith(f"The king is crowned for the {year - 1900}th time, though nobody")
        assert blocks[at + 1].endswith("or where he was.")  # as one paragraph, on however many lines
        assert blocks[at + 2] == "Ada, as told · ¶2 — He was late."
    must_be_read_in_order("timeline", [f"in {year}" for year in (1901, 1902, 1903, 1904, 1921)])


def test_arguments_are_complete_and_read_from_premises_to_reply() -> None:
    must_be_complete("arguments", written(kept(Argument), *WRITTEN))
    premise, objection, reply = VOTES.premises[0], VOTES.objection, VOTES.reply
    assert objection
    assert reply
    must_be_read_in_order(
        "arguments",
        [VOTES.claim, premise.text, VOTES.conclusion, ADA, objection.text, BELA, reply.text],
    )
    must_be_read_in_order("arguments", ["1", "Slaves have no vote.", BELA, "2", "Nobody is free", "So they"])


def test_questions_are_read_before_their_choices_and_all_are_there() -> None:
    drawn = quiz()
    for item in drawn.choice:
        asked = [f"{item.number}.", to_plain(item.question)]
        must_be_read_in_order("quiz", [*asked, *(to_plain(choice) for choice in item.choices)])
    must_be_complete("quiz", (to_plain(item.question) for item in (*drawn.matching, *drawn.written)))
    matched = [f"{item.number}. {to_plain(item.question)}" for item in drawn.matching]
    must_be_read_in_order("quiz", [*matched, *(to_plain(choice) for choice in drawn.matching[0].choices)])
    must_be_read_in_order("quiz", [to_plain(item.question) for item in drawn.ordering[0].items])


def test_the_key_gives_each_answer_after_its_question() -> None:
    drawn = quiz()
    items = (*drawn.choice, *drawn.matching, *drawn.written)
    for item in items:
        must_be_read_in_order(
            "quiz-key", [f"{item.number}.", to_plain(item.question), to_plain(item.answer), "¶"]
        )
    must_be_complete("quiz-key", (to_plain(item.answer) for item in drawn.items))
    must_be_complete("quiz-key", (to_plain(item.remark) for item in drawn.items if item.remark))
    assert "at a glance" in read("quiz-key").blocks[4]
    assert f" {drawn.choice[0].number} {drawn.choice[0].letter} " in read("quiz-key").blocks[4]


def test_cards_are_read_one_after_the_other() -> None:
    cards = [card for note in given().notes for card in note.cards[: 2 if note.type.key == "argument" else 1]]
    text = read("cards").blocks
    for side in ("question", "answer"):
        sides = [to_plain(getattr(card, side)) for card in cards]
        found = [block for block in text if block in sides]
        assert [block for block in found if sides.count(block) == 1] == [
            each for each in sides if sides.count(each) == 1
        ]
        assert set(found) == set(sides)


def test_the_text_is_read_without_interruption() -> None:
    blocks = read("reader").blocks
    for number, paragraph in enumerate(TEXT.strip().split("\n\n"), start=1):
        assert squeezed(f"¶{number} {paragraph}") in map(squeezed, blocks)
    index = "".join(blocks[blocks.index("Index") :])
    assert all(squeezed(to_plain(entry.title)) in squeezed(index) for entry in MATTER)


def test_the_worksheet_and_its_key_are_read_in_the_order_of_the_text() -> None:
    sentences = [
        "After the revolution of 1917",
        "held that “soviets” were of no use.",
        "objected that nobody",
    ]
    must_be_read_in_order(
        "worksheet", ["words to fill in", "Ada Bela New Plan", *sentences, "was made, since"]
    )
    must_be_read_in_order("worksheet-key", [sentences[0], "Ada ruled", "1 Ada", sentences[1], "2 Ada"])
    must_be_complete(
        "worksheet-key", [" ".join(TEXT.split()[:10]), "Ada held that “soviets” were of no use."]
    )
    assert "Ada Bela New Plan" in read("worksheet").blocks  # not run together


def test_the_guide_is_complete_and_ends_with_the_keys() -> None:
    must_be_complete("guide", written(MATTER, *WRITTEN))
    chapters = [heading.text.strip() for heading in read("guide").tree.all("H1")]
    assert chapters == [
        *("Contents", "Reader", "Who’s who", "Timeline", "Arguments", "Glossary"),
        *("Worksheet", "Practice quiz", "Worksheet key", "Answer key"),
    ]
    must_be_read_in_order("guide", ["Contents", TEXT[:60], "Head of the", "in 1901", PLAN])
