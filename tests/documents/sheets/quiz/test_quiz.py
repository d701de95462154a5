"""The quiz: what is asked, that no answer is right by chance, and that the key answers all of it."""

import io
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pdfplumber
import pytest
from drawn_entries import a_date
from sheet_tools import (
    NEW_PLAN,
    PLAN,
    SHIPPED,
    compiled,
    note_type,
    question,
    sheet_input,
    term,
    text_of,
    words,
)

from studygen.cards.note import Card, Note
from studygen.documents.sheets.blanks import Names
from studygen.documents.sheets.quiz import matching, multiple_choice, quiz
from studygen.documents.sheets.quiz.quiz import QuizOptions
from studygen.documents.sheets.quiz.similarity import may_both_be_right
from studygen.documents.sheets.registry import Options
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.sheet import SheetInput
from studygen.knowledge.kinds.date import Date
from studygen.knowledge.kinds.term import Term
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.markdown import to_plain


def quiz_of(given: SheetInput, seed: int, **counts: int) -> quiz.Quiz:
    """A quiz of these sorts of questions alone."""
    options = {"choice": 0, "matching": 0, "blanks": 0, "ordering": 0, "written": 0} | counts
    return quiz.draw(given.notes, given.knowledge, seed, QuizOptions.model_validate(options))


def test_the_same_seed_gives_the_same_quiz():
    given = {seed: sheet_input(words(40), seed=seed) for seed in (1, 2)}
    first, again, other = (
        [source.main for source in render("quiz", given[seed], [SHIPPED])] for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_new_note_leaves_the_quiz_much_as_it_was():
    entries = words(40)
    before = {item.note for item in quiz_of(sheet_input(entries), 1, choice=12, written=8).choice}
    after = {item.note for item in quiz_of(sheet_input([*entries, NEW_PLAN]), 1, choice=12, written=8).choice}
    assert len(before & after) >= 11


@pytest.mark.parametrize("seed", range(5))
def test_the_key_answers_the_quiz(seed):
    asked, key = compiled("quiz", sheet_input(words(30), seed=seed, choice=5, matching=0, written=2))
    drawn = quiz_of(sheet_input(words(30)), seed, choice=5, written=2)
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
    drawn = quiz_of(sheet_input(words(10)), 0, choice=20, written=20)
    assert sorted(item.note for item in (*drawn.choice, *drawn.written)) == [f"w{n}" for n in range(10)]
    assert [item.number for item in (*drawn.choice, *drawn.written)] == list(range(1, 11))


def test_no_question_has_two_right_answers():
    entries = [
        *(term(f"same{n}", f"Same{n}", "One meaning.") for n in range(3)),
        term("inside", "Inside", "There is one meaning in this."),
        term("case", "Case", "ONE **meaning**"),
        *(term(f"other{n}", f"Other {n}", f"Meaning of {n * 'm'}{n}") for n in range(6)),
    ]
    for seed in range(30):
        for item in quiz_of(sheet_input(entries), seed, choice=20, written=0).choice:
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
        for item in quiz_of(sheet_input(entries), seed, choice=20, written=0).choice:
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
    assert quiz_of(sheet_input(dates[:4]), 0, choice=9, written=0).choice == ()
    close = [date.id for date in dates[:4]]
    texts = [*close, *(f"when {key}" for key in close)]
    for seed in range(20):
        for item in quiz_of(sheet_input(dates), seed, choice=20, written=0).choice:
            if item.note in close:
                assert sum(choice in texts for choice in item.choices) == 1


@pytest.mark.parametrize("seed", range(5))
def test_an_answer_is_offered_as_a_wrong_one_twice_and_then_no_more(seed):
    """Else whoever reads would know by the third time that it is none."""
    notes = [question(number, f"What is number {number}?", f"A{number}") for number in range(4)]
    drawn = quiz_of(sheet_input([note.entry for note in notes], notes), seed, choice=4, written=4)
    offered = Counter(choice for item in drawn.choice for choice in item.choices if choice != item.answer)
    assert len(drawn.choice) == 2  # with all others; a third one would have to offer some of them again
    assert max(offered.values()) == 2
    assert len(drawn.written) == 2  # what cannot be asked for with choices is asked for in writing


def test_wrong_answers_are_about_the_same_topic_where_there_are_enough():
    entries = [
        *(term(f"e{n}", f"Econ {n}", f"money {n}", ("topic::economy",)) for n in range(4)),
        *(term(f"p{n}", f"Pow {n}", f"power {n}", ("topic::power",)) for n in range(40)),
    ]
    for item in quiz_of(sheet_input(entries), 3, choice=44, written=0).choice:
        if item.note.startswith("e"):
            assert len({choice.split()[0] for choice in item.choices}) == 1


def test_answers_to_other_sorts_of_questions_are_no_choices():
    notes = [
        *(question(n, f"Why is {n} so?", f"Because of reason {n}.") for n in range(5)),
        *(question(n, f"Which year is {n}?", f"The year 190{n}.") for n in range(10, 15)),
    ]
    for item in quiz_of(sheet_input([note.entry for note in notes], notes), 0, choice=20, written=0).choice:
        assert len({choice.split()[0] for choice in item.choices}) == 1


def test_too_few_answers_make_a_written_question():
    drawn = quiz_of(sheet_input(words(3)), 0, choice=12, written=8)
    assert (len(drawn.choice), len(drawn.written)) == (0, 3)


# --- the other sorts of questions

PLACES = ("Avalon", "Brigadoon", "Camelot", "Dilmun", "Erewhon", "Flatland", "Gondor", "Hyperborea")
NUMBERED = ("first", "next", "third", "old", "late", "last")


def places() -> SheetInput:
    """Eight terms, each of which one sentence of a text names, and six dates."""
    sentences = [f"In those days the people of {name} held that soviets were of no use." for name in PLACES]
    text = "\n\n".join(sentences)
    terms = [
        Term(
            term=name.lower(),
            name=name,
            meaning=f"Where they grow {index * 'very '}tall trees, number {index}.",
            voice="author",
            passages=(sentence,),
        )
        for index, (name, sentence) in enumerate(zip(PLACES, sentences, strict=True))
    ]
    dates = [
        Date.model_validate(
            {
                "date": f"d{year}",
                "when": {"text": f"in {year}", "sort": str(year), "precision": "year"},
                "event": f"The {word} king is crowned",
                "voice": "fact",
                "passages": [sentences[0]],
            }
        )
        for year, word in zip(
            range(1801, 1807), ("first", "next", "third", "old", "late", "last"), strict=True
        )
    ]
    given = sheet_input([*terms, *dates], text=text)
    return replace(given, options=Options.model_validate({"quiz": {"versions": 4}}))


def test_names_are_matched_with_meanings_of_which_one_is_left_over():
    matched = quiz_of(places(), 3, matching=6).matching
    assert len(matched) == 6
    assert len({item.letter for item in matched}) == 6
    assert all(len(item.choices) == 7 for item in matched)
    titles = {entry.id: entry.title for note in places().notes for entry in note.entries}
    assert all(titles[item.note] == item.question for item in matched)


def test_names_are_weighed_against_few_others(monkeypatch):
    weighed = []

    def counting(*notes):
        weighed.append(notes)
        return may_both_be_right(*notes)

    monkeypatch.setattr(matching, "may_both_be_right", counting)
    assert len(quiz_of(sheet_input(words(300)), 0, matching=6).matching) == 6
    assert len(weighed) < 300


def test_dates_that_nothing_tells_apart_are_not_weighed_for_ever(monkeypatch):
    weighed = []

    def counting(*notes):
        weighed.append(notes)
        return may_both_be_right(*notes)

    monkeypatch.setattr(multiple_choice, "may_both_be_right", counting)
    monkeypatch.setattr(multiple_choice, "_MOST_COMPARED", 5_000)
    later = [a_date(f"date-{number}", after=("date-0",), event=f"Event {number}") for number in range(1, 301)]
    dates = [date.model_copy(update={"passages": (PLAN,)}) for date in (a_date("date-0", "1917"), *later)]
    drawn = quiz_of(sheet_input(dates), 0, choice=5, written=2)
    assert 5_000 < len(weighed) < 6_000
    assert (drawn.choice, len(drawn.written)) == ((), 7)


def test_no_meaning_fits_two_names_or_gives_one_away():
    same = [term(f"s{n}", f"Same{n}", "One meaning for all") for n in range(5)]
    told_by_name = [term(f"o{n}", f"Orchard{n}", f"An orchard{n} of its own kind") for n in range(5)]
    assert quiz_of(sheet_input([*same, *told_by_name]), 0, matching=6).matching == ()


def test_a_blank_hides_the_name_wherever_the_sentence_has_it():
    titles = {entry.id: entry.title for note in places().notes for entry in note.entries}
    for item in quiz_of(places(), 1, blanks=6).blanks:
        assert item.sentence
        shown = "".join(piece for piece in item.sentence.pieces if isinstance(piece, str))
        assert item.answer == titles[item.note]
        assert item.answer not in shown


def test_names_in_a_row_are_no_blanks():
    names = Names([term("a", "Avalon", "x"), term("b", "Camelot", "x"), term("c", "Dilmun", "x")])
    assert list(names.found("They went to Avalon, Camelot and the sea.")) == []
    assert list(names.found("From Avalon they never went to Dilmun.")) == ["avalon", "dilmun"]


def test_of_two_names_that_begin_alike_the_longer_is_hidden():
    names = Names([term("a", "the Old Avalon", "x"), term("b", "Old", "x")])
    (found,) = names.found("It was the Old Avalon that sank.").values()
    assert found.words == "Old Avalon"


@pytest.mark.parametrize(
    ("name", "sentence", "found"),
    [
        ("Große Straße", "Die große Straße war leer.", "große Straße"),
        ("İstanbul", "They went to İstanbul.", "İstanbul"),
        ("İstanbul", "They went to istanbul.", None),
    ],
)
def test_names_are_found_in_letters_of_every_language(name, sentence, found):
    hidden = Names([term("a", name, "x")]).found(sentence)
    assert [one.words for one in hidden.values()] == ([found] if found else [])


def test_a_name_keeps_the_article_within_it():
    names = Names([term("a", "power over the people", "x")])
    assert list(names.found("He had power over the people then.")) == ["power over the people"]


@pytest.mark.parametrize("seed", range(5))
def test_events_have_one_order(seed):
    (events,) = quiz_of(places(), seed, ordering=3).ordering
    years = [item.answer for item, _ in events.in_order]
    assert years == sorted(years)
    assert len(events.items) == 6
    assert [item.answer for item in events.items] != years or seed  # mixed


def test_events_whose_order_is_not_certain_are_not_asked_for():
    dates = [a_date(f"d{n}", "1917", event=f"Event {n}") for n in range(6)]
    assert quiz_of(sheet_input(dates, text="An x."), 0, ordering=1).ordering == ()
    chain = [
        a_date("a", "1917", event="One"),
        a_date("b", after=("a",), event="Two"),
        a_date("c", after=("b",)),
    ]
    (events,) = quiz_of(sheet_input(chain, text="An x."), 0, ordering=1).ordering
    assert [item.note for item, _ in events.in_order] == ["a", "b", "c"]


def chain(*texts: str, passage: str = PLAN, shuffled: int = 0, key: str = "plan") -> SheetInput:
    """The steps of a list, each a note of its own, and the note of their entry."""
    steps = [{"id": f"s{number}", "text": text, "passages": [passage]} for number, text in enumerate(texts)]
    listing = {"id": "made", "ask": "How was *it* made?", "steps": steps, "note": "As they tell."}
    entry = term(key, "Plan", "A plan.", questions=[listing])
    given = sheet_input([entry])
    notes = [
        Note(
            id=f"{key}/made/s{number}",
            type=note_type("cloze"),
            entry=entry,
            fields=(),
            tags=(),
            cards=(
                Card(0, f"s{number}", f"How was it made? {' '.join(texts[:number])} […]", text, "A. Writer"),
            ),
            speaker="A. Writer",
            citations=given.knowledge.sources[0].cite((passage,)),
            remark="As they tell.",
            path=("questions", 0, "steps", number),
        )
        for number, text in enumerate(texts)
    ]
    return replace(given, notes=(*given.notes, *notes[shuffled:], *notes[:shuffled]))


@pytest.mark.parametrize("seed", range(5))
def test_steps_of_a_list_are_put_into_order(seed):
    given = chain("They met.", "They quarrelled.", "They made it.", shuffled=seed % 3)
    (steps,) = quiz_of(given, seed, ordering=2).ordering
    assert steps.ask == "How was *it* made?"
    assert [item.question for item, _ in steps.in_order] == ["They met.", "They quarrelled.", "They made it."]
    asked, key = compiled("quiz", replace(given, seed=seed))
    assert "How was it made? A They" in re.sub(r"\s+", " ", text_of(asked))
    told = text_of(key)
    assert told.count(f"¶2 “{PLAN}”") >= 3
    assert told.count("As they tell.") == 1
    assert "()" not in told


def test_a_long_list_is_asked_for_in_part_and_no_question_tells_its_order():
    given = chain(*(f"They {word}." for word in PLACES))
    drawn = quiz_of(given, 0, ordering=3, choice=9, written=9)
    (steps,) = drawn.ordering
    assert len(steps.items) == 6
    assert [item.question for item, _ in steps.in_order] == sorted(item.question for item in steps.items)
    assert [item.note for item in (*drawn.choice, *drawn.written)] == ["plan"]


@pytest.mark.parametrize(
    "texts",
    [
        ("They met.", "They parted."),
        ("They met.", "They parted.", "They *met*!", "They wept."),
        ("Again.", "Again.", "Again.", "Again."),
    ],
)
def test_steps_that_read_the_same_are_not_asked_for(texts):
    assert quiz_of(chain(*texts), 0, ordering=1).ordering == ()


def test_members_of_a_set_have_no_order():
    given = chain("One.", "Two.", "Three.")
    members = tuple(
        replace(note, path=(*note.path[:2], "members", *note.path[3:])) if note.path else note
        for note in given.notes
    )
    assert quiz_of(replace(given, notes=members), 0, ordering=1).ordering == ()


def test_events_and_steps_come_by_turns():
    events, steps = places(), chain("They met.", "They quarrelled.", "They made it.")
    sources = (*events.knowledge.sources, *steps.knowledge.sources)
    both = replace(events, notes=(*events.notes, *steps.notes), knowledge=Knowledge(sources))
    sorts = set()
    for seed in range(9):
        first, second = (bool(each.ask) for each in quiz_of(both, seed, ordering=2).ordering)
        assert first != second
        sorts.add(first)
    assert len(sorts) == 2


def test_long_steps_are_continued_on_the_next_page():
    texts = [" ".join(f"w{number}x{word}" for word in range(400)) for number in range(6)]
    asked, _ = compiled("quiz", chain(*texts))
    assert all(text.split()[-1] in text_of(asked) for text in texts)


def test_each_version_asks_the_same_in_another_order_and_has_its_key():
    documents = compiled("quiz", places())
    names = [source.name for source in render("quiz", places(), [SHIPPED])]
    assert names == [f"quiz-{letter}{key}" for letter in "abcd" for key in ("", "-key")]
    base = quiz.draw(places().notes, places().knowledge, 0, QuizOptions())
    made = [quiz.version(base, 0, letter) for letter in "ABCD"]
    asked = [sorted(item.note for item in each.items) for each in made]
    assert all(each == asked[0] for each in asked)
    assert len({tuple(item.note for item in each.items) for each in made}) == 4
    for version, sheet, key in zip(made, documents[::2], documents[1::2], strict=True):
        assert f"PRACTICE QUIZ {version.version}" in text_of(sheet).replace(
            "P R AC T I C E Q U I Z", "PRACTICE QUIZ"
        )
        glance = re.sub(r"\s+", " ", text_of(key))
        for item in (*version.choice, *version.matching):
            assert f"{item.number} {item.letter}" in glance
        for events in version.ordering:
            assert f"{events.number} {'–'.join(letter for _, letter in events.in_order)}" in glance
        for item in version.blanks:
            assert item.answer in glance


def test_points_are_added_up():
    given = places()
    sheet = compiled("quiz", replace(given, options=Options()))[0]
    drawn = quiz.draw(given.notes, given.knowledge, 0, QuizOptions())
    total = len(drawn.choice) + len(drawn.matching) + len(drawn.blanks) + 2 * len(drawn.written)
    total += sum(each.count for each in drawn.ordering)
    assert f"/ {total}" in text_of(sheet)


@pytest.mark.parametrize("paper", ["a4", pytest.param("a5", marks=pytest.mark.thorough)])
def test_no_text_lies_on_the_rings_around_letters(paper):
    given = replace(places(), paper=paper)
    for document in compiled("quiz", given):
        with pdfplumber.open(io.BytesIO(document.pdf)) as opened:
            for page in opened.pages:
                rings = [curve for curve in page.curves if 11 < curve["width"] < 13 > curve["height"] > 11]
                for ring in rings:
                    on_it = [
                        char
                        for char in page.chars
                        if char["x1"] > ring["x0"] and char["x0"] < ring["x1"] + 1
                        and char["bottom"] > ring["top"] + 2 and char["top"] < ring["bottom"] - 2
                    ]  # fmt: skip
                    assert [char["text"] for char in on_it if char["text"] not in "ABCDEFGH "] == []
