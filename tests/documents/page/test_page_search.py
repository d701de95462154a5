"""Searching on the page: what studygen itself finds and refuses."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
import search_cases
from page_tools import Opened, count_of, look_for, page_of
from playwright.sync_api import Page, expect
from search_cases import (
    COLLECTION_CASES,
    FAULT_CASES,
    JOINED_CASES,
    NOTE_TYPE_CASES,
    REASON_CASES,
    ROOT,
    ROOTED_CASES,
    ROOTED_NOTES,
    TAG_CASES,
    WORD,
    WORD_CASES,
    mistyped,
)

from studygen.anki.search_query import SearchError
from studygen.project.explain_search import reasons
from studygen.project.project import Project
from studygen.project.search import read_search

# Searching


def answers(
    shown: Page, expressions: Sequence[str], notes: Sequence[search_cases.Note], root: str = ""
) -> list[Any]:
    return list(
        shown.evaluate(
            """([expressions, notes, root]) => expressions.map(expression => {
                const { parse, searchable, SearchError } = studygen.search;
                try {
                    const { test } = parse(expression, root);
                    const found = notes.filter(note => test(searchable(note.tags, note.note_type)));
                    return found.map(note => note.id);
                } catch (error) {
                    if (!(error instanceof SearchError)) throw error;
                    return {message: error.message, position: error.position};
                }
            })""",
            [list(expressions), [note._asdict() for note in notes], root],
        )
    )


def ours(expression: str, notes: Sequence[search_cases.Note], root: str = "") -> Any:
    try:
        return search_cases.we_find(expression, notes, root)
    except SearchError as error:
        return {"message": error.message, "position": error.position}


def test_the_case_file_holds_in_the_browser(opened: Opened, small: Project) -> None:
    notes, cases = search_cases.read_cases()
    shown = opened(page_of(small))
    found = answers(shown, [case.search for case in cases], notes)
    assert [search_cases.Case(case.search, ids) for case, ids in zip(cases, found, strict=True)] == cases


def test_what_python_is_tested_with_is_the_same_in_the_browser(opened: Opened, small: Project) -> None:
    shown = opened(page_of(small))
    for tag, expression, matches in TAG_CASES:
        assert bool(answers(shown, [expression], [search_cases.Note(1, [tag], "x")])[0]) is matches, (
            expression
        )
    for name, expression, matches in NOTE_TYPE_CASES:
        assert bool(answers(shown, [expression], [search_cases.Note(1, [], name)])[0]) is matches, expression
    for tags, expression, matches in JOINED_CASES:
        found = answers(shown, [expression], [search_cases.Note(1, tags, "Essay term")])
        assert bool(found[0]) is matches, expression
    refused = FAULT_CASES
    expected = [{"message": message, "position": position} for _, position, message in refused]
    assert answers(shown, [expression for expression, *_ in refused], []) == expected
    collection = COLLECTION_CASES
    assert answers(shown, collection, []) == [ours(each, []) for each in collection]
    assert answers(shown, ["tag:" + "*a" * 40 + "*b"], [search_cases.Note(1, ["a" * 2000], "x")]) == [[]]


def test_the_root_of_tags_may_be_left_out_in_the_browser_too(opened: Opened, small: Project) -> None:
    shown = opened(page_of(small))
    searches = [search for search, _ in ROOTED_CASES]
    expected = [ours(search, ROOTED_NOTES, ROOT) for search in searches]
    assert answers(shown, searches, ROOTED_NOTES, ROOT) == expected
    in_anki = shown.evaluate(
        """([expressions, root]) => expressions.map(expression => {
            const { inAnki, parse } = studygen.search;
            return inAnki(expression, parse(expression, root), root);
        })""",
        [searches, ROOT],
    )
    assert [written.split() for written in in_anki] == [written.split() for _, written in ROOTED_CASES]


def drawn_expressions(essay: Project, number: int) -> Iterator[str]:
    """Expressions about the essay's tags, sound ones and faulty ones."""
    chance = random.Random(7)  # noqa: S311  # the same expressions each time
    tags = sorted({tag for note in essay.notes for tag in (*note.tags, *note.tags, *note.anki_tags)})
    names = sorted({note.type.name for note in essay.notes})

    def term() -> str:
        key, value = chance.choice([("tag", chance.choice(tags)), ("note", chance.choice(names))])
        for _ in range(chance.randrange(3)):
            at = chance.randrange(len(value) + 1)
            value = value[:at] + chance.choice(["*", "_", "", "::"]) + value[at + chance.randrange(4) :]
        value = chance.choice([str, str.upper, str.title])(value)
        shape = chance.choice(['{}:"{}"', '"{}:{}"', "{}:{}"]) if " " not in value else '{}:"{}"'
        return chance.choice(["", "", "", "-"]) + shape.format(key, value)

    for index in range(number):
        whole = term()
        for _ in range(chance.randrange(4)):
            joint = chance.choice(["{} {}", "{} or {}", "{} and {}", "({}) {}", "-({}) OR {}", "{1} -({0})"])
            whole = joint.format(whole, term())
        if index % 4 == 0:
            at = chance.randrange(len(whole))
            whole = (
                whole[:at] + chance.choice(['"', "(", ")", "-", "\\", " ", "é", "𝔸 x", ":"]) + whole[at + 1 :]
            )
        yield whole


def test_drawn_expressions_find_the_same_in_the_browser(opened: Opened, essay: Project) -> None:
    notes = [
        search_cases.Note(index, list(note.anki_tags), note.type.name)
        for index, note in enumerate(essay.notes)
    ]
    root = essay.spec.root
    expressions = [*drawn_expressions(essay, 700), *map("".join, drawn_pieces(400))]
    expected = [ours(expression, notes, root) for expression in expressions]
    assert sum(isinstance(each, list) and 0 < len(each) < len(notes) for each in expected) > 200
    assert sum(isinstance(each, dict) for each in expected) > 100
    shown = opened(page_of(essay))
    found = answers(shown, expressions, notes, root)
    differing = [row for row in zip(expressions, found, expected, strict=True) if row[1] != row[2]]
    assert differing == []


def drawn_pieces(number: int) -> Iterator[list[str]]:
    chance = random.Random(8)  # noqa: S311  # the same expressions each time
    for _ in range(number):
        yield chance.choices(search_cases.PIECES, k=chance.randrange(1, 10))


def test_a_search_chooses_the_notes_that_studygen_finds(
    opened: Opened, essay: Project, essay_page: str
) -> None:
    shown = opened(essay_page)
    notes = essay.select("tag:person::stalin -tag:topic::economy")
    count = count_of(notes)
    assert look_for(shown, "tag:person::stalin -tag:topic::economy") == (
        f"{len(notes)} notes, {count} cards of {count_of(essay.notes)}"
    )
    assert shown.inner_text("#place") == f"1 of {count}"
    assert "No note is found" in look_for(shown, "tag:nothing")
    assert shown.is_disabled("#study")
    assert look_for(shown, "") == f"{len(essay.notes)} notes, {count_of(essay.notes)} cards"


def test_a_faulty_search_is_told_with_its_place_and_changes_nothing(
    opened: Opened, essay: Project, essay_page: str
) -> None:
    shown = opened(essay_page)
    before = look_for(shown, "tag:person::stalin")
    assert look_for(shown, "tag:person::stalin economy") == before
    with pytest.raises(SearchError) as caught:
        read_search(essay, "tag:person::stalin economy")
    message = f"{caught.value.message} (character {caught.value.position + 1})"
    assert shown.inner_text("#fault p >> nth=0") == message
    assert shown.inner_text("#fault mark") == "e"
    assert shown.get_attribute("#search", "aria-invalid") == "true"
    look_for(shown, "tag:person::stalin")
    assert shown.inner_text("#fault") == ""


EXPLAINED = """searches => searches.map(expression => {
    const { data, meant, search } = studygen;
    try {
        const parsed = search.parse(expression, data.root);
        return data.notes.some(parsed.test) ? [] : meant.reasons(data, { expression, parsed });
    } catch (error) {
        if (!(error instanceof search.SearchError)) throw error;
        return [meant.fault(data, error)];
    }
})"""
OTHER_REMEDY = "write tag: or note: before a name"  # of a word like none that there is


def test_what_keeps_a_search_from_finding_anything_is_said_as_in_the_terminal(
    opened: Opened, small: Project
) -> None:
    shown = opened(page_of(small))
    searches = [search for search, _ in (*REASON_CASES, *WORD_CASES)]
    faults = [[f"{WORD}; {remedy or OTHER_REMEDY}"] for _, remedy in WORD_CASES]
    assert shown.evaluate(EXPLAINED, searches) == [*(reasons for _, reasons in REASON_CASES), *faults]
    assert look_for(shown, "tag:dog") == (
        "No note is found: tag:dog by itself matches nothing, did you mean tag:person::dog?"
    )


def explained(loaded: Project, expression: str) -> list[str]:
    try:
        search = read_search(loaded, expression)
    except SearchError as error:
        return [error.message.replace("`studygen tags` lists the tags", OTHER_REMEDY)]
    return [] if loaded.matching(search) else reasons(loaded, search)


def test_mistyped_searches_are_explained_as_in_the_terminal(
    opened: Opened, essay: Project, essay_page: str
) -> None:
    tags = {tag for note in essay.notes for tag in note.tags}
    searches = [*mistyped(tags, {note.type.name for note in essay.notes}, 300)]
    expected = [explained(essay, search) for search in searches]
    assert sum("did you mean" in "".join(each) for each in expected) > 100
    found = opened(essay_page).evaluate(EXPLAINED, searches)
    differing = [row for row in zip(searches, found, expected, strict=True) if row[1] != row[2]]
    assert differing == []


def test_a_bare_word_can_be_looked_for_on_the_cards(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    look_for(shown, "tag:topic trotsky")
    assert "did you mean tag:person::trotsky?" in shown.inner_text("#fault")
    shown.click("text=Find “trotsky” on the cards")
    assert (shown.input_value("#search"), shown.input_value("#words")) == ("tag:topic", "trotsky")
    assert shown.inner_text("#fault") == ""
    assert shown.locator("#list mark").count() > 5


@pytest.mark.parametrize("where", ["", "note:*Date", "tag:country"])
def test_the_example_is_of_the_page_s_own_tags_and_finds_something(
    opened: Opened, essay: Project, where: str
) -> None:
    shown = opened(page_of(essay, where))
    example = shown.get_attribute("#search", "placeholder") or ""
    assert example.startswith("tag:")
    assert essay.select(f"({where}) ({example})" if where else example)
    assert look_for(shown, example).endswith(f"of {count_of(essay.select(where))}")


# Many cards


@pytest.mark.thorough
def test_ten_thousand_cards_are_searched_at_once(opened: Opened, essay: Project) -> None:
    many = tuple(
        replace(note, id=f"{note.id}-{copy}", tags=(*note.tags, f"copy::number-{copy}"))
        for copy in range(46)
        for note in essay.notes
    )
    assert count_of(many) > 10_000
    html = page_of(essay, notes=many)
    shown = opened(html)
    assert shown.locator("#list li").count() < 200
    took = shown.evaluate(
        """(values) => {
            const box = document.getElementById("search");
            const times = [];
            for (const value of values) {
                box.value = value;
                const before = performance.now();
                box.dispatchEvent(new Event("input"));
                document.body.offsetHeight;
                times.push(performance.now() - before);
            }
            return times;
        }""",
        [
            "tag:person::stalin -tag:topic::economy*",
            "tag:copy::number-4*",
            "note:*Argument or tag:topic::economy",
            "tag:topic trotski",
            "tag:copy::nomber-4",
            "",
        ],
    )
    assert sorted(took)[3] < 100  # of six, so that pauses of a busy machine do not count
    assert shown.locator("#list li").count() < 200
    shown.locator("#more").scroll_into_view_if_needed()
    expect(shown.locator("#list li").nth(100)).to_be_attached()
    at = int(shown.inner_text("#place").split(" of ")[0])
    for _ in range(30):
        shown.keyboard.press("j")
    assert shown.inner_text("#place") == f"{at + 30} of {count_of(many):,}"
