"""Sheets are read back from the PDF: what is printed, where it stands, and that it stays the same."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest

from studygen import quiz
from studygen.chronology import in_order
from studygen.glossary import glossary
from studygen.knowledge import Knowledge, Source
from studygen.markup import to_plain
from studygen.model import Argument, Date, Entry, Figure, Term
from studygen.notes import Card, Note
from studygen.notetypes import NoteType
from studygen.pdf import Compiled, compile_sheet
from studygen.problems import FaultyFilesError, StudygenError
from studygen.settings import Source as SourceSpec
from studygen.sheet_choices import told
from studygen.sheet_input import SheetInput
from studygen.sheet_options import Options
from studygen.sheets import SHEETS, render
from studygen.text import Document

SHIPPED = Path(__file__).parents[1] / "templates" / "sheets"
SIZES = {"a4": (595.276, 841.89), "us-letter": (612, 792)}

TEXT = """\
After the revolution of 1917 the party of Ada ruled. Ada held that “soviets” were of no use.

Bela objected that nobody is free without a vote. In 1921 the New Plan was made, since the war was over.
"""
ADA, BELA, PLAN = "the party of Ada ruled", "nobody is free without a vote", "In 1921 the New Plan was made"
SOVIETS = "“soviets” were of no use"

NEW_PLAN = Term(
    term="new-plan",
    name="New *Plan*",
    aliases=("N.P.",),
    meaning="A plan made in **1921**.",
    voice="author",
    passages=(PLAN,),
    note="It is known by another name.",
    see=("ada", "votes"),
    tags=("topic::economy",),
)
ADA_HERSELF = Figure.model_validate(
    {
        "figure": "ada",
        "name": "Ada",
        "who": "Head of the ruling party.",
        "voice": "fact",
        "passages": [ADA],
        "stances": [{"text": "Soviets are useless.", "voice": "ada", "passages": [SOVIETS]}],
        "facts": [{"text": "Her party ruled.", "passages": [ADA]}],
    }
)
PLAN_MADE = Date.model_validate(
    {
        "date": "plan-made",
        "when": {"text": "in 1921", "sort": "1921", "precision": "year"},
        "event": "Somebody makes the New Plan.",
        "voice": "author",
        "passages": [PLAN],
    }
)
VOTES = Argument.model_validate(
    {
        "argument": "votes",
        "claim": "The party ruled by right",
        "voice": "ada",
        "premises": [{"text": "It had made the revolution.", "passages": ["After the revolution of 1917"]}],
        "conclusion": "So her party was to rule.",
        "passages": [ADA],
        "objection": {"text": "Without votes, all are slaves.", "voice": "bela", "passages": [BELA]},
        "reply": {"text": "Votes change nothing.", "passages": [SOVIETS]},
        "relations": {"explains": ["plan-made"]},
    }
)
ENTRIES = (NEW_PLAN, ADA_HERSELF, PLAN_MADE, VOTES)


def sheet_input(entries: Sequence[Entry], notes: Sequence[Note] = (), **options: Any) -> SheetInput:
    spec = SourceSpec.model_validate(
        {
            "title": "The Essay",
            "author": "A. Writer",
            "text": "essay.txt",
            "voices": {
                "author": {"name": "A. Writer"},
                "ada": {"name": "Ada, as told"},
                "bela": {"name": "Bela"},
            },
        }
    )
    source = Source(Path("source.yaml"), spec, Document(TEXT), tuple(entries))
    knowledge = Knowledge((source,))
    made = tuple(notes) or tuple(entry_note(entry, source) for entry in entries)
    chosen: dict[str, dict[str, Any]] = {"cards": {}, "quiz": {}}
    for kind, keys in (("cards", ("grid", "flip", "right", "down")), ("quiz", ("choice", "written"))):
        chosen[kind] = {key: options.pop(key) for key in keys if key in options}
    given = {"title": "Some #Words", "notes": made, "knowledge": knowledge, "options": Options(**chosen)}
    return SheetInput(**given | options)


def entry_note(entry: Entry, source: Source) -> Note:
    match entry:
        case Term():
            cards = (
                ("Meaning", f"What is {entry.name}?", entry.meaning),
                ("Name", entry.meaning, entry.name),
            )
        case Figure():
            cards = (("Who", f"Who is {entry.name}?", entry.who), ("Name", entry.who, entry.name))
        case Date():
            cards = (
                ("When", f"When: {entry.event}", entry.when.text),
                ("Event", f"What came {entry.when.text}?", entry.event),
            )
        case Argument():
            cards = (
                ("Conclusion", f"What follows in {entry.claim}?", entry.conclusion),
                ("Reply", "And then?", "Nothing."),
            )
    return Note(
        id=entry.id,
        type=note_type(entry.kind),
        entry=entry,
        fields=(),
        tags=entry.tags,
        cards=tuple(Card(number, *card, source.speaker(entry.voice)) for number, card in enumerate(cards)),
        speaker=source.speaker(entry.voice),
        citations=source.cite(entry.passages),
        remark=entry.note,
    )


def note_type(key: str) -> NoteType:
    return NoteType(key=key, name=key, id=1, fields=(), templates=(), css="")


def question(number: int, ask: str, answer: str, tags: tuple[str, ...] = ()) -> Note:
    """A hand-written question, each of an entry of its own."""
    entry = term(f"t{number}", f"T{number}", "x", tags)
    return Note(
        f"t{number}/q",
        note_type("question"),
        entry,
        (),
        tags,
        (Card(0, "Question", ask, answer),),
        None,
        (),
        None,
    )


def term(key: str, name: str, meaning: str, tags: tuple[str, ...] = (), **more: Any) -> Term:
    return Term(term=key, name=name, meaning=meaning, voice="author", passages=(PLAN,), tags=tags, **more)


def words(number: int) -> list[Term]:
    """So many terms, no two of which mean the same."""
    return [
        term(f"w{index}", f"Word{index:04}x", f"Meaning {index:04} of some length, to fill lines.")
        for index in range(number)
    ]


def compiled(kind: Any, given: SheetInput, *folders: Path) -> list[Compiled]:
    return [compile_sheet(source) for source in render(kind, given, (*folders, SHIPPED))]


def text_of(document: Compiled) -> str:
    """All words of a PDF, those divided at the end of a line put together again."""
    pages = pypdf.PdfReader(io.BytesIO(document.pdf)).pages
    text = "\n".join(page.extract_text() for page in pages)
    return re.sub(r"\s+", " ", re.sub(r"(\w)-\n(?=[a-z])", r"\1", text))


# --- the glossary


def test_the_glossary_shows_all_that_is_known_of_an_entry():
    (document,) = compiled("glossary", sheet_input(ENTRIES))
    text = text_of(document)
    for expected in (
        "Some #Words",
        "A. Writer: The Essay",
        "New Plan also N.P. A plan made in 1921. — A. Writer",
        f"¶2 “{PLAN}”",
        "editor’s note It is known by another name.",
        "see also Ada · The party ruled by right",
        "Ada Head of the ruling party. ¶1",
        "holds Soviets are useless. — Ada, as told",
        f"¶1 “{SOVIETS}”",
        "fact Her party ruled.",
        "in 1921",
        "Somebody makes the New Plan. — A. Writer",
        "The party ruled by right — Ada, as told",
        "because It had made the revolution. ¶1 “After the revolution of 1917”",
        "therefore So her party was to rule.",
        "objection Without votes, all are slaves. — Bela",
        "reply Votes change nothing.",
        "explains Somebody makes the New Plan.",
        "Page 1 of 1",
    ):
        assert expected.casefold() in text.casefold()
    assert document.warnings == ()


def test_a_fact_is_nobody_s_word():
    (document,) = compiled("glossary", sheet_input([ADA_HERSELF]))
    assert text_of(document).count("—") == 1  # her stance has a voice of its own


def test_references_are_links_where_the_entry_is_on_the_sheet():
    given = sheet_input(ENTRIES)
    some = tuple(note for note in given.notes if note.id in ("new-plan", "ada"))
    (document,) = compiled("glossary", SheetInput(title="T", notes=some, knowledge=given.knowledge))
    assert "The party ruled by right" in text_of(document)
    links = pypdf.PdfReader(io.BytesIO(document.pdf)).pages[0].get("/Annots", [])
    assert len(links) == 1


def test_headwords_are_sorted_by_their_letters():
    names = ["Zebra", "“artificial” word", "Éclair", "echo", "*Das* Kapital", "eclipse"]
    entries = [term(f"t{index}", name, "x") for index, name in enumerate(names)]
    items = glossary(sheet_input(entries).notes, sheet_input(entries).knowledge).words
    assert [to_plain(item.title) for item in items] == [
        "“artificial” word", "Das Kapital", "echo", "Éclair", "eclipse", "Zebra",
    ]  # fmt: skip


def test_relative_dates_stand_beside_what_they_are_relative_to():
    def date(key: str, sort: str | None, **more: Any) -> Date:
        when = {"text": key, "sort": sort, "precision": "year" if sort else "relative"}
        return Date.model_validate(
            {"date": key, "when": when, "event": key, "voice": "fact", "passages": [PLAN]} | more
        )

    dates = [
        date("thaw", None, after=["death"]),
        date("later-thaw", None, after=["death"]),
        date("death", "1953"),
        date("war", "1941-06"),
        date("plan", None, before=["war"]),
        date("echo", None, after=["plan"], before=["war"]),
        date("elsewhen", None, after=["nowhere"]),
    ]
    assert [each.id for each in in_order(dates)] == [
        "plan", "echo", "war", "death", "thaw", "later-thaw", "elsewhen",
    ]  # fmt: skip


def test_an_entry_is_shown_once_however_many_of_its_notes_are_selected():
    given = sheet_input([NEW_PLAN])
    asked = Note(
        "new-plan/why",
        note_type("question"),
        NEW_PLAN,
        (),
        (),
        (Card(0, "Q", "Why?", "So."),),
        None,
        (),
        None,
    )
    (document,) = compiled("glossary", sheet_input([NEW_PLAN], (*given.notes, asked)))
    assert text_of(document).count("A plan made in 1921.") == 1


@pytest.mark.parametrize("number", [1, 2, 3, 30, 75, 300])
def test_columns_end_at_about_the_same_height(number):
    (document,) = compiled("glossary", sheet_input(words(number)))
    assert document.warnings == ()
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        heads = [
            word for page in pdf.pages for word in page.extract_words() if word["text"].startswith("Word")
        ]
        page = pdf.pages[-1]
        columns = (page.crop((0, 0, page.width / 2, 780)), page.crop((page.width / 2, 0, page.width, 780)))
        bottoms = [max((word["bottom"] for word in column.extract_words()), default=0) for column in columns]
    assert len(heads) == number
    if number > 1:
        assert abs(bottoms[0] - bottoms[1]) < 80  # the height of an entry


HOSTILE = (
    '#panic() #read("/etc/passwd") #eval("1")',
    "]] [[ } { )) ((",
    "$x costs $5 \\\\ or \\\\n",
    "= no heading - no list + no number / no: term",
    "@ref <label> // comment /* more */ ~ -- --- ...",
    "{{ jinja }} {% if %} {# hush #} &amp; <b>no html</b>",
    "“quotes” \"straight\" 'single' `raw` ```",
    "Ελληνικά, кириллица, ½ × 3 ≈ 1½ № 5 — 10 %",
    "https://example.org/a?b=c&d=#e",
)


OF_TERMS = ("cards", "glossary", "quiz")  # what shows terms; other kinds have tests of their own


def test_hostile_texts_are_printed_as_they_are():
    entries = [term(f"t{index}", text, f"A {text}", note=f"B {text}") for index, text in enumerate(HOSTILE)]
    for kind in OF_TERMS:
        for document in compiled(kind, sheet_input(entries, description=HOSTILE[0])):
            text = text_of(document)
            assert document.accessible
            for hostile in HOSTILE:
                assert squeezed(to_plain(hostile)) in squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def test_long_words_stay_in_their_column():
    given = sheet_input([term("t", "x" * 150, "y" * 400 + " https://a.example/" + "z/" * 150)])
    for kind in OF_TERMS:
        for document in compiled(kind, given):
            with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
                for page in pdf.pages:
                    assert max(char["x1"] for char in page.chars if char["text"] in "xyz/") < page.width - 25


LONG = " ".join(f"w{number}x" for number in range(2000))


@pytest.mark.parametrize(
    "entry",
    [
        term("t", "Long", LONG),
        term("t", LONG, "Long"),
        NEW_PLAN.model_copy(update={"note": LONG}),
        PLAN_MADE.model_copy(update={"event": LONG}),
        VOTES.model_copy(update={"claim": LONG}),
        VOTES.model_copy(update={"conclusion": LONG}),
    ],
)
def test_an_entry_longer_than_a_page_is_continued(entry):
    (document,) = compiled("glossary", sheet_input([entry, ADA_HERSELF]))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        found = {
            word["text"]
            for page in pdf.pages
            for word in page.extract_words()
            if word["bottom"] < page.height - 50
        }
    assert found.issuperset(f"w{number}x" for number in range(2000))


# --- the cards


Anchor = tuple[float, float]


def numbers(page: Any) -> dict[int, Anchor]:
    """The middle of each card's number, by the number."""
    digits = [char for char in page.chars if abs(char["size"] - 7) < 0.01 and char["text"].isdigit()]
    runs: list[list[Any]] = []
    for char in digits:
        last = runs[-1][-1] if runs else None
        if last and last["top"] == char["top"] and abs(last["x0"] - char["x0"]) < 6:
            runs[-1].append(char)
        else:
            runs.append([char])
    return {
        int("".join(char["text"] for char in run)): (
            (min(char["x0"] for char in run) + max(char["x1"] for char in run)) / 2,
            (run[0]["top"] + run[0]["bottom"]) / 2,
        )
        for run in runs
    }


@pytest.mark.parametrize(
    ("grid", "flip", "paper"),
    [
        *product(("2x4", "1x3", "3x5"), ("long", "short"), SIZES),
        ("4x8", "short", "a4"),
        ("1x1", "long", "a4"),
    ],
)
def test_backs_meet_their_fronts(grid, flip, paper):
    entries = words(int(grid[0]) * int(grid[2]) + 1)  # the last sheet holds one card
    (document,) = compiled("cards", sheet_input(entries, grid=grid, flip=flip, paper=paper))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        width, height = SIZES[paper]
        met = 0
        for front, back in zip(pdf.pages[::2], pdf.pages[1::2], strict=True):
            fronts, backs = numbers(front), numbers(back)
            assert fronts.keys() == backs.keys()
            for number, (x, y) in backs.items():
                through = (width - x, y) if flip == "long" else (x, height - y)
                assert through == pytest.approx(fronts[number], abs=0.01)
                met += 1
    assert met == len(entries)


@pytest.mark.parametrize("flip", ["long", "short"])
def test_a_card_is_turned_over_like_any_other(flip):
    """Its back is upright when the sheet is turned over the long edge, whichever edge the printer takes."""
    (document,) = compiled("cards", sheet_input(words(3), flip=flip))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        turned = {char["matrix"][0] < 0 for char in pdf.pages[1].chars if char["size"] > 12}
    assert turned == {flip == "short"}


def test_backs_are_shifted_as_asked():
    plain, shifted = (
        compiled("cards", sheet_input(words(3), right=right, down=down))[0]
        for right, down in ((0, 0), (1.5, -2))
    )
    with pdfplumber.open(io.BytesIO(plain.pdf)) as one, pdfplumber.open(io.BytesIO(shifted.pdf)) as other:
        assert numbers(one.pages[0]) == numbers(other.pages[0])
        for number, (x, y) in numbers(one.pages[1]).items():
            moved = x + 1.5 * 72 / 25.4, y - 2 * 72 / 25.4
            assert numbers(other.pages[1])[number] == pytest.approx(moved, abs=0.01)


def test_only_fronts_have_lines_to_cut_along():
    (document,) = compiled("cards", sheet_input(words(9)))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        drawn = [len(page.lines) + len(page.curves) for page in pdf.pages]
    assert drawn == [3 + 5, 0, 3 + 2, 0]


def test_a_card_has_answer_speaker_and_paragraph_on_its_back():
    (document,) = compiled("cards", sheet_input([NEW_PLAN]))
    front, back = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.pdf)).pages)
    assert "What is New Plan?" in front
    assert "A. Writer · ¶2" in " ".join(back.split())
    assert "A plan made in 1921." in back
    assert "A plan" not in front


def test_paper_can_be_turned_so_one_direction_is_printed():
    (document,) = compiled("cards", sheet_input([NEW_PLAN, PLAN_MADE, VOTES]))
    assert "Cards 1–4 · fronts" in text_of(document)  # of the argument, both cards


def test_text_shrinks_to_fit_and_what_does_not_fit_is_reported():
    entries = [
        term("short", "Short", "x"),
        term("longer", "Longer", "word " * 90),
        term("much-too-long", "Long", "word " * 500),
    ]
    (document,) = compiled("cards", sheet_input(entries, paper="us-letter"))
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith("card 3 (much-too-long): the answer is too long")
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        sizes = {round(char["size"]) for char in pdf.pages[1].chars if char["text"] == "w"}
    assert sizes == {7, 11}


def test_a_word_too_wide_for_its_card_makes_the_text_smaller():
    (document,) = compiled("cards", sheet_input([term("t", "Wide", "q" * 20)], grid="4x2"))
    assert document.warnings == ()
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        wide = [char for char in pdf.pages[1].chars if char["text"] == "q" and char["size"] < 13]
    assert len(wide) == 20
    assert max(char["x1"] for char in wide) - min(char["x0"] for char in wide) < (210 - 18) / 4 * 72 / 25.4


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("grid=5x4", "--set: 5x4 cards cannot be cut out; a grid has 1 to 4 columns and 1 to 8 rows"),
        ("grid=2x9", "--set: 2x9 cards cannot be cut out"),
        ("grid=0x4", "--set: '0x4' cannot be `grid`: Columns and rows of cards on a page, such as 2x4."),
        ("flip=sideways", "--set: 'sideways' is not one of long or short"),
        ("gird=2x4", "--set: `gird` is not a key here; did you mean grid?"),
        ("grid", "'grid' says nothing; write OPTION=VALUE, such as colour=true"),
        ("right=wide", "--set: `right` is a number such as 1.5, not 'wide'"),
        ("right=.inf", "--set: `right` is a number such as 1.5, not '.inf'"),
        ("colour=perhaps", "--set: `colour` is true or false, not the text 'perhaps'"),
    ],
)
def test_what_a_sheet_cannot_be_told_is_refused(choice, message):
    with pytest.raises(StudygenError) as error:
        told("cards", [choice])
    assert str(error.value).startswith(message)


def test_what_a_sheet_is_told_is_read_as_yaml():
    options = told("cards", ["grid=3x5", "right=0.5", "down=-1", "colour=false"]).cards
    assert (options.columns, options.rows, options.colour) == (3, 5, False)
    assert (options.right, options.down) == (0.5, -1)


# --- the quiz


def test_the_same_seed_gives_the_same_quiz():
    given = {seed: sheet_input(words(40), seed=seed) for seed in (1, 2)}
    first, again, other = (
        [source.main for source in render("quiz", given[seed], [SHIPPED])] for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_new_note_leaves_the_quiz_much_as_it_was():
    entries = words(40)
    before = {item.note.id for item in quiz.draw(sheet_input(entries).notes, 1, 12, 8).choice}
    after = {item.note.id for item in quiz.draw(sheet_input([*entries, NEW_PLAN]).notes, 1, 12, 8).choice}
    assert len(before & after) >= 11


@pytest.mark.parametrize("seed", range(5))
def test_the_key_answers_the_quiz(seed):
    asked, key = compiled("quiz", sheet_input(words(30), seed=seed, choice=5, written=2))
    drawn = quiz.draw(sheet_input(words(30)).notes, seed, 5, 2)
    questions, answers = text_of(asked), text_of(key)
    assert "7 questions drawn from 30 notes" in questions
    for item in drawn.choice:
        assert re.search(
            rf"{item.number}\. {re.escape(item.question)}.*? {item.letter} {re.escape(item.answer)}",
            questions,
        )
        assert re.search(
            rf"{item.number}\. {re.escape(item.question)} {item.letter} {re.escape(item.answer)} —", answers
        )
    for item in drawn.written:
        assert item.question in questions
        assert item.answer not in questions.partition("Answer in a few words")[2]
        assert f"{item.number}. {item.question} {item.answer} — A. Writer ¶2 “{PLAN}”" in answers


def test_each_note_is_asked_for_once_at_most():
    drawn = quiz.draw(sheet_input(words(10)).notes, 0, 20, 20)
    assert sorted(item.note.id for item in (*drawn.choice, *drawn.written)) == [f"w{n}" for n in range(10)]
    assert [item.number for item in (*drawn.choice, *drawn.written)] == list(range(1, 11))


def test_no_question_has_two_right_answers():
    entries = [
        *(term(f"same{n}", f"Same{n}", "One meaning.") for n in range(3)),
        term("inside", "Inside", "There is one meaning in this."),
        term("case", "Case", "ONE **meaning**"),
        *(term(f"other{n}", f"Other {n}", f"Meaning of {n * 'm'}{n}") for n in range(6)),
    ]
    for seed in range(30):
        for item in quiz.draw(sheet_input(entries).notes, seed, 20, 0).choice:
            choices = [re.sub(r"\W+", " ", to_plain(choice)).strip().casefold() for choice in item.choices]
            assert len(choices) == 4
            assert not [(a, b) for a in choices for b in choices if a is not b and a in b]
            assert item.choices["ABCD".index(item.letter)] == item.answer


def test_entries_that_belong_together_are_not_mistaken_for_each_other():
    entries = [
        term("a", "Aaa", "first", see=("b",)),
        term("b", "Bbb", "second"),
        term("c", "Ccc", "third", aliases=("DDD",)),
        term("d", "ddd", "fourth"),
        *(term(f"e{n}", f"Eee{n}", f"more {n}") for n in range(3)),
    ]
    close = ({"first", "second"}, {"third", "fourth"}, {"Aaa", "Bbb"}, {"Ccc", "ddd"})
    for seed in range(30):
        for item in quiz.draw(sheet_input(entries).notes, seed, 20, 0).choice:
            for pair in close:
                assert not (item.answer in pair and pair <= set(item.choices))


def test_dates_of_the_same_time_are_not_mistaken_for_each_other():
    def date(key: str, sort: str | None, precision: str, **more: Any) -> Date:
        when = {"text": f"when {key}", "sort": sort, "precision": precision}
        return Date.model_validate(
            {"date": key, "when": when | more, "event": key, "voice": "fact", "passages": [PLAN]}
            | ({} if sort else {"after": ["purge"]})
        )

    dates = [
        date("purge", "1936", "period", until="1938"),
        date("thirties", "1930", "decade"),
        date("century", "1901", "century"),
        date("some-time-later", None, "relative"),
        *(date(f"year-{year}", str(year), "year") for year in range(1801, 1807)),
    ]
    assert quiz.draw(sheet_input(dates[:4]).notes, 0, 9, 0).choice == ()
    close = [date.id for date in dates[:4]]
    texts = [*close, *(f"when {key}" for key in close)]
    for seed in range(20):
        for item in quiz.draw(sheet_input(dates).notes, seed, 20, 0).choice:
            if item.note.id in close:
                assert sum(choice in texts for choice in item.choices) == 1


def test_wrong_answers_are_about_the_same_topic_where_there_are_enough():
    entries = [
        *(term(f"e{n}", f"Econ {n}", f"money {n}", ("topic::economy",)) for n in range(4)),
        *(term(f"p{n}", f"Pow {n}", f"power {n}", ("topic::power",)) for n in range(40)),
    ]
    for item in quiz.draw(sheet_input(entries).notes, 3, 44, 0).choice:
        if item.note.id.startswith("e"):
            assert len({choice.split()[0] for choice in item.choices}) == 1


def test_answers_to_other_sorts_of_questions_are_no_choices():
    notes = [
        *(question(n, f"Why is {n} so?", f"Because of reason {n}.") for n in range(5)),
        *(question(n, f"Which year is {n}?", f"The year 190{n}.") for n in range(10, 15)),
    ]
    for item in quiz.draw(sheet_input([note.entry for note in notes], notes).notes, 0, 20, 0).choice:
        assert len({choice.split()[0] for choice in item.choices}) == 1


def test_too_few_answers_make_a_written_question():
    drawn = quiz.draw(sheet_input(words(3)).notes, 0, 12, 8)
    assert (len(drawn.choice), len(drawn.written)) == (0, 3)


# --- all sheets


@pytest.mark.parametrize(("kind", "paper"), list(product(SHEETS, SIZES)))
def test_every_document_is_accessible_and_tells_about_itself(kind, paper):
    given = sheet_input([*ENTRIES, *words(30)], paper=paper)
    for source, document in zip(render(kind, given, [SHIPPED]), compiled(kind, given), strict=True):
        assert document.warnings == ()
        assert document.accessible
        assert b"<pdfuaid:part>1</pdfuaid:part>" in document.pdf
        reader = pypdf.PdfReader(io.BytesIO(document.pdf))
        catalog = reader.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in catalog
        assert catalog["/Lang"] == "en"
        assert reader.metadata
        assert reader.metadata.title
        assert reader.metadata.title.endswith(": Some #Words")
        assert reader.metadata.author == "A. Writer"
        assert reader.metadata.creation_date is None
        assert reader.outline
        assert len(reader.pages) == document.pages
        for number, page in enumerate(reader.pages, start=1):
            assert page.mediabox[2:] == pytest.approx(SIZES[paper], abs=0.01)
            assert f"Page {number} of {document.pages}" in page.extract_text()
        assert source.name in SHEETS[kind].documents


def test_a_sheet_is_in_the_language_of_its_text():
    given = sheet_input([term("t", "Wort", "Bundesverfassungsgerichtsentscheidung " * 9)])
    source = given.knowledge.sources[0]
    german = replace(source, spec=source.spec.model_copy(update={"language": "de"}))
    (document,) = compiled("glossary", replace(given, knowledge=Knowledge((german,))))
    reader = pypdf.PdfReader(io.BytesIO(document.pdf))
    assert reader.trailer["/Root"]["/Lang"] == "de"
    broken = re.findall(r"(\w+)-\n", reader.pages[0].extract_text().replace("\u00ad", "-"))
    assert broken
    assert all("Bundesverfassungsgerichtsentscheidung".startswith(part) for part in broken)


@pytest.mark.parametrize("kind", SHEETS)
def test_black_and_white_is_without_colour(kind):
    given = sheet_input(ENTRIES)
    grey = replace(given, options=told(kind, ["colour=false"]))
    for each, expected in ((given, True), (grey, False)):
        with pdfplumber.open(io.BytesIO(compiled(kind, each)[0].pdf)) as pdf:
            drawn = [one for page in pdf.pages for one in (*page.chars, *page.rects, *page.lines)]
            values = {one[key] for one in drawn for key in ("non_stroking_color", "stroking_color")}
            coloured = {value for value in values if isinstance(value, tuple) and len(set(value)) > 1}
            assert bool(coloured) == expected


def test_headings_are_bookmarks():
    (document,) = compiled("glossary", sheet_input(ENTRIES))
    outline = pypdf.PdfReader(io.BytesIO(document.pdf)).outline
    flat = [
        [str(item.title) for item in part] if isinstance(part, list) else str(part.title)  # type: ignore[attr-defined]  # the outline nests
        for part in outline
    ]
    assert flat == [
        "Terms and figures", ["Ada", "New Plan"],
        "Dates", ["Somebody makes the New Plan."],
        "Arguments", ["The party ruled by right"],
    ]  # fmt: skip


@pytest.mark.parametrize("kind", SHEETS)
def test_the_same_notes_give_the_same_bytes(kind):
    given = sheet_input([*ENTRIES, *words(20)])
    assert [document.pdf for document in compiled(kind, given)] == [
        document.pdf for document in compiled(kind, given)
    ]


@pytest.mark.parametrize("kind", SHEETS)
def test_nothing_is_not_printed(kind):
    with pytest.raises(StudygenError, match="nothing to print"):
        render(kind, SheetInput(title="T", notes=(), knowledge=sheet_input(ENTRIES).knowledge), [SHIPPED])


def test_a_project_changes_one_file_and_keeps_the_others(tmp_path):
    theme = (SHIPPED / "theme.typ").read_text(encoding="utf-8")
    (tmp_path / "theme.typ").write_text(theme.replace('"Glossary"', '"Lexicon"'), encoding="utf-8")
    (document,) = compiled("glossary", sheet_input(ENTRIES), tmp_path)
    assert pypdf.PdfReader(io.BytesIO(document.pdf)).metadata.title == "Lexicon: Some #Words"  # type: ignore[union-attr]  # it has some


def test_templates_may_show_pictures_that_lie_beside_them(tmp_path):
    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    (tmp_path / "glossary.typ").write_text(
        '#set document(title: "{{ title }}", date: none)\n= Hi\n#image("art/dot.svg", alt: "a dot")\n'
    )
    (document,) = compiled("glossary", sheet_input(ENTRIES), tmp_path)
    assert document.pages == 1


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("glossary.typ", "\n{{ nobody }}", "glossary.typ:2:1: 'nobody' is undefined"),
        ("glossary.typ", "\n\n{% for %}", "glossary.typ:3:1: Expected an expression"),
        ("glossary.typ", '{% include "../secret" %}', "glossary.typ:1:1: there is no template '../secret'"),
        (
            "glossary.typ",
            "{{ title }}\n{% for n in range(9) %}\n{{ n }}\n\n#oops {{ n }}\n{% endfor %}",
            "glossary.typ:5:1: unknown variable: oops",
        ),
        (
            "glossary.typ",
            '{{ title }}\n#read("/etc/passwd")',
            "glossary.typ:2:1: a template reads only files",
        ),
        ("layout.typ", "\n#let f = ]", "layout.typ:2:10: unexpected closing bracket"),
        (
            "macros.jinja",
            "{% macro about() %}\n(title: #)\n{% endmacro %}",
            "macros.jinja' (imported on line 2",
        ),
    ],
)
def test_a_fault_in_a_template_is_told_with_file_and_line(tmp_path, file, text, expected):
    (tmp_path / file).write_text(text)
    with pytest.raises(FaultyFilesError) as caught:
        compiled("glossary", sheet_input(ENTRIES), tmp_path)
    assert expected in str(caught.value)


def test_a_character_without_a_font_is_named_with_its_entries():
    entries = [term("plain", "Plain", "x"), term("strange", "Strange", "a \U0001f9ff here"), *words(2)]
    (document,) = compiled("glossary", sheet_input(entries))
    assert not document.accessible
    assert [warning.split(":")[0] for warning in document.warnings] == ["no font has \U0001f9ff (in strange)"]


def test_sheets_are_listed_in_order():
    assert list(SHEETS) == sorted(SHEETS)
