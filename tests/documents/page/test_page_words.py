"""Words on the page find cards by what is said on them, apart from the search that a deck is made of."""

import random
import re
from dataclasses import replace
from itertools import product

import pytest
from page_tools import Opened, card, count_of, look_for, page_of
from playwright.sync_api import Page, expect

from studygen.cards.note import Card, Note
from studygen.knowledge.text.markdown import to_plain
from studygen.project.project import Project

# Words alone


# What is looked for, in what, and which stretches are marked; None if it is not found.
MARKED: list[tuple[str, str, list[str] | None]] = [
    ("cat", "The Cat sat; two cats, a concatenation", ["Cat", "cat"]),
    ("*cat", "The Cat sat; a concatenation", ["Cat", "cat"]),
    ("war", "afterwards", None),
    ("17", "In 1917", None),
    ("economie", "l’économie", ["économie"]),
    ("*", "The cat sat.", []),
    ("cat sat", "He sat. The cat too.", ["sat", "cat"]),
    ('"cat sat"', "He sat. The cat too.", None),
    ("“cat  sat”", "The cat\nsat.", ["cat\nsat"]),
    ('"cat s', "The cat sat.", ["cat s"]),
    ("dog", "The cat sat.", None),
    ("cat dog", "The cat sat.", None),
    ("", "The cat sat.", []),
    (" ´ ", "The cat sat.", []),
    ("russia's", "Russia’s own", ["Russia’s"]),
    ("well-known", "well‑known", ["well‑known"]),
    ("cafe", "Café, CAFE\u0301S", ["Café", "CAFE\u0301"]),
    ("CAFÉ", "cafe", ["cafe"]),
    ("strasse", "Straße", ["Straße"]),
    ("straße", "STRASSE", ["STRASSE"]),
    ("istanbul", "İstanbul, ıstanbul", ["İstanbul", "ıstanbul"]),
    ("lodz soren", "Łódź, Søren", ["Łódź", "Søren"]),
    ("find", "ﬁnd", ["ﬁnd"]),
    ("κοσμος", "μικρόκοσμος", None),
    ("σοφος", "ΣΟΦΌΣ σοφός", ["ΣΟΦΌΣ", "σοφός"]),
    ("елка", "Ёлка", ["Ёлка"]),
    ("שלום", "שָׁלוֹם", ["שָׁלוֹם"]),
    ("كتاب", "الكِتَاب", ["كِتَاب"]),
    ("الاقتصاد", "ألاقتصاد", ["ألاقتصاد"]),
    ("经济", "新经济政策", ["经济"]),
    ("한", "한국", ["한"]),
    ("कि", "की", None),
    ("が", "か", None),
    ("𝔸b", "x𝔸B", None),
    ("*𝔸b", "x𝔸B", ["𝔸B"]),
    ("cooperate", "co\u00adoperate", ["co\u00adoperate"]),
    (".*", "a.*b", [".*"]),
]


def test_words_are_found_whatever_their_case_accents_and_script(asked: Page) -> None:
    found = asked.evaluate(
        """cases => cases.map(([looked, text]) => {
            const { read, folded, has, places } = studygen.words;
            const phrases = read(looked);
            if (!has(folded(text), phrases)) return null;
            return places(text, phrases).map(([from, to]) => text.slice(from, to));
        })""",
        MARKED,
    )
    assert [(*case[:2], marked) for case, marked in zip(MARKED, found, strict=True)] == MARKED


PIECES = (
    "a",
    "É",
    "e\u0301",
    "ß",
    "ΣΣ",
    "ς ",
    " ",
    "\n ",
    "ﬁ",
    "İ",
    "ł",
    "’",
    "한",
    "が",
    "𝔸",
    "كِ",
    "\u00ad",
    "½",
)


def test_what_is_found_is_marked(asked: Page) -> None:
    chance = random.Random(9)  # noqa: S311  # the same texts each time
    texts = ["".join(chance.choices(PIECES, k=9)) for _ in range(300)]
    texts += ["".join(pair) for pair in product(PIECES, repeat=2)]
    faulty = asked.evaluate(
        """texts => texts.filter(text => {
            const { folded, places } = studygen.words;
            const whole = folded(text);
            for (let from = 0; from < whole.length; from++) {
                const phrase = whole.slice(from, from + 2).trim();
                if (phrase && !places(text, [`*${phrase}`]).length) return true;
            }
        })""",
        texts,
    )
    assert faulty == []


# On the page


def said(note: Note, each: Card) -> str:
    names = [name for entry in note.entries for name in entry.names]
    remark = [note.remark] if note.remark else []
    texts = [each.speaker or "", *map(to_plain, (each.question, each.answer, *names, *remark))]
    return "\n".join([*texts, *(citation.words for citation in note.citations)]).casefold()


def count_with(notes: tuple[Note, ...], word: str) -> int:
    begins = re.compile(rf"\b{word}")
    return sum(bool(begins.search(said(note, each))) for note in notes for each in note.cards)


def test_words_find_cards_by_what_is_said_on_them(opened: Opened, essay: Project, essay_page: str) -> None:
    shown = opened(essay_page)
    shown.fill("#words", "Partocracy")
    number = count_with(essay.notes, "partocracy")
    assert 3 < number < 60
    assert shown.inner_text("#found").endswith(f"{number} cards of {count_of(essay.notes)}")
    assert shown.locator("#list button").count() == number
    marks = shown.locator("#list mark").all()
    cut = (
        "each => each.getBoundingClientRect().bottom > each.parentElement.getBoundingClientRect().bottom + 1"
    )
    assert not any(each.evaluate(cut) for each in marks)
    for row in shown.locator("#list button").all():
        assert [each.casefold() for each in row.locator("mark").all_inner_texts()][:1] == ["partocracy"]
    shown.reload()
    shown.wait_for_selector("html[data-ready]")
    assert shown.input_value("#words") == "Partocracy"
    assert shown.locator("#list button").count() == number


def test_words_look_among_what_the_search_finds(opened: Opened, essay: Project, essay_page: str) -> None:
    shown = opened(essay_page)
    look_for(shown, "tag:country::cuba")
    shown.fill("#words", "stalin")
    number = count_with(essay.select("tag:country::cuba"), "stalin")
    assert shown.locator("#list button").count() == number
    shown.fill("#words", "lenin's letters")
    others = count_of(essay.select("tag:country::cuba"))
    assert shown.inner_text("#found").startswith(f"None of these {others} cards has these words; ")
    shown.click("text=Look at all")
    assert shown.input_value("#search") == ""
    assert "cards of" in shown.inner_text("#found")
    shown.fill("#words", "xyzzy")
    assert shown.inner_text("#found") == "No card has these words."
    assert shown.is_disabled("#study")


def test_the_deck_is_made_of_the_search_alone(opened: Opened, essay: Project, essay_page: str) -> None:
    shown = opened(essay_page)
    look_for(shown, "tag:country::cuba")
    shown.fill("#words", "castro")
    notes = essay.select("tag:country::cuba")
    assert 0 < shown.locator("#list button").count() < count_of(notes)
    shown.click("#ask-recipe")
    assert shown.inner_text("#recipe-holds") == (
        f"{len(notes)} notes, {count_of(notes)} cards. The words that you are looking for are no part of it."
    )
    assert "--where 'tag:country::cuba' " in (shown.text_content("#command") or "")


def test_a_search_for_tags_is_led_to_its_own_box(opened: Opened, essay: Project, essay_page: str) -> None:
    shown = opened(essay_page)
    shown.fill("#words", "-tag:country::cuba")
    shown.click("text=Search there")
    assert (shown.input_value("#words"), shown.input_value("#search")) == ("", "-tag:country::cuba")
    assert (
        shown.locator("#place").inner_text().endswith(f" of {count_of(essay.select('-tag:country::cuba'))}")
    )


PAINTED = """() => [...(CSS.highlights.get("found") ?? [])].map(range => range.toString())"""


def test_words_are_marked_on_the_card_and_not_while_studying(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    shown.fill("#words", "“immortal science” oxymoron")
    shown.keyboard.press("Enter")
    shown.keyboard.press("Space")
    assert shown.inner_text("#flip") == "Show question"
    painted = card(shown).evaluate(PAINTED)
    assert {"immortal science", "oxymoron"} <= {each.casefold() for each in painted}
    shown.keyboard.press("s")
    shown.keyboard.press("Enter")
    assert shown.is_visible("#progress")
    assert card(shown).evaluate(PAINTED) == []


def test_the_page_stays_where_it_is_while_words_are_typed(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page, viewport={"width": 780, "height": 700})
    shown.click("#words")
    for letter in "castro":
        shown.keyboard.type(letter)
        assert shown.evaluate("scrollY") == 0
    marked = shown.locator("#list [aria-current]")
    expect(marked).to_be_in_viewport()


# Many cards


@pytest.mark.thorough
def test_words_are_found_at_once_on_three_thousand_cards(opened: Opened, essay: Project) -> None:
    many = tuple(replace(note, id=f"{note.id}-{copy}") for copy in range(13) for note in essay.notes)
    assert count_of(many) > 3_000
    shown = opened(page_of(essay, notes=many))
    took = shown.evaluate(
        """words => words.map(word => {
            const box = document.getElementById("words");
            box.value = word;
            const before = performance.now();
            box.dispatchEvent(new Event("input"));
            document.body.offsetHeight;
            return performance.now() - before;
        })""",
        ["s", "st", "sta", "stal", "stali", "stalin", "stalin “the soviet union”", ""],
    )
    first, *others = took
    assert first < 500
    assert sorted(others)[3] < 100  # of seven, so that pauses of a busy machine do not count
    expect(shown.locator("#list li").nth(50)).to_be_attached()
