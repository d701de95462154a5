"""Every card as people see it: in a real browser, in the page of Anki's programs, on computers and phones."""

from collections.abc import Iterator

import hard_project
import pytest
from anki.collection import Collection
from anki_frame import LARGE_TYPE, MODES, NARROW, OLD_DROID, Mode
from axe_playwright_python.sync_playwright import Axe
from card_windows import Deck, Side, Window, deck_of, window
from playwright.sync_api import Browser

EVERYWHERE = (*MODES, NARROW, OLD_DROID, *LARGE_TYPE)
DESKTOP, DARK, ANDROID = MODES[:3]


@pytest.fixture(scope="module")
def essay_window(browser: Browser, shipped: Deck) -> Iterator[Window]:
    with window(browser, shipped) as opened:
        opened.lay_out(shipped.sides)
        yield opened


@pytest.fixture(scope="module")
def hard_window(browser: Browser, hard: Deck) -> Iterator[Window]:
    with window(browser, hard) as opened:
        opened.lay_out(hard.sides)
        yield opened


@pytest.fixture(scope="module")
def any_window(browser: Browser, shipped: Deck) -> Iterator[Window]:
    with window(browser, shipped) as opened:
        yield opened


@pytest.mark.parametrize(
    "mode",
    [
        mode if mode in (DESKTOP, OLD_DROID) else pytest.param(mode, marks=pytest.mark.thorough)
        for mode in EVERYWHERE
    ],
    ids=str,
)
def test_every_card_of_the_essay_can_be_read_on_every_screen(essay_window: Window, mode: Mode) -> None:
    assert essay_window.complaints(mode) == []


@pytest.mark.parametrize(
    "mode",
    [
        mode if mode in (DESKTOP, OLD_DROID) else pytest.param(mode, marks=pytest.mark.thorough)
        for mode in EVERYWHERE
    ],
    ids=str,
)
def test_hard_content_can_be_read_on_every_screen(hard_window: Window, mode: Mode) -> None:
    assert hard_window.complaints(mode, markup_is_words=True) == []


CUT_OFF = "width: 5em; overflow: hidden; white-space: nowrap"
LOW = "display: block; min-height: 0; line-height: 1"
FAULTS = {
    "<p style='width: 2000px'>wide</p>": "the page scrolls sideways",
    f"<p style='{CUT_OFF}'>cut off on the right</p>": "wider than its box: p",
    "<p style='height: 1em; overflow: auto hidden'>two<br>lines</p>": "cut off below: p",
    "<p style='text-indent: -3em'>to the left</p>": "text runs out of the column: to the left",
    "<p style='color: #8a8a8a; background: white'>pale</p>": "contrast 3.45: pale",
    "<div style='background: #000c'><p style='color: #333'>ink in the dark</p></div>": "contrast 1.",
    "<p>{{Name}}</p>": "raw markup {{: {{Name}}",
    "<p>a **b</p>": "raw markup **: a **b",
    "<p>&lt;b></p>": "raw markup <b: <b>",
    "<img src=none.png alt=''>": "no image: none.png",
    "<img src=no-more.png alt=''>": "missing: no-more.png",
    "<img src=http://example.org/x.png alt=''>": "asked for: http://example.org/x.png",
    f"<details><summary style='{LOW}'>x</summary></details>": "too small for a finger",
}


@pytest.mark.parametrize(("side", "complaint"), FAULTS.items(), ids=FAULTS.values())
def test_a_reader_would_complain(any_window: Window, side: str, complaint: str) -> None:
    any_window.lay_out([Side("a", "Term", f"<main>{side}</main>")])
    found = any_window.complaints(DESKTOP)
    assert any(line.removeprefix("a: ").startswith(complaint) for line in found), found


def one_of_each_kind(deck: Deck, end: str) -> list[Side]:
    """Return the longest front or back of each note type."""
    by_length = sorted(
        (side for side in deck.sides if side.of.endswith(end)), key=lambda side: len(side.html)
    )
    return list({side.kind: side for side in by_length}.values())


@pytest.mark.parametrize(
    ("end", "mode"),
    [
        ("front", DESKTOP),
        ("back", DARK),
        pytest.param("front", DARK, marks=pytest.mark.thorough),
        pytest.param("back", DESKTOP, marks=pytest.mark.thorough),
    ],
    ids=str,
)
def test_a_scan_for_barriers_finds_none(browser: Browser, shipped: Deck, end: str, mode: Mode) -> None:
    sides = one_of_each_kind(shipped, end)
    assert len(sides) == 6
    with window(browser, shipped) as opened:
        for side in sides:
            opened.show(side, mode)
            found = Axe().run(opened.page)
            assert found.violations_count == 0, (side.of, found.generate_report())


def test_a_scan_finds_no_barrier_in_a_hint_a_box_to_type_into_a_picture_and_a_comparison(
    browser: Browser, hard: Deck
) -> None:
    by_name = {side.of: side for side in hard.sides}
    with window(browser, hard) as opened:
        for name in ("term-url Name front", "term-url Name back"):
            assert "[[type:" in by_name[name].html
            opened.show(by_name[name], DARK)
            found = Axe().run(opened.page)
            assert found.violations_count == 0, (name, found.generate_report())


def test_question_hint_and_answer_are_there_without_scripts(browser: Browser, hard: Deck) -> None:
    by_name = {side.of: side for side in hard.sides}
    with window(browser, hard, java_script_enabled=False) as opened:
        opened.show(by_name["term-hebrew Meaning front"], ANDROID)
        hint = opened.page.locator(".hint > div")
        assert hard_project.HARD["hebrew"][:30] in opened.page.locator(".question").inner_text()
        assert not hint.is_visible()
        opened.page.locator("summary", has_text="Hint").click()
        assert hint.is_visible()
        opened.show(by_name["term-hebrew Meaning back"], ANDROID)
        assert hard_project.HARD["hebrew"][:30] in opened.page.locator(".answer").inner_text()


def test_nothing_jumps_when_the_card_is_turned(browser: Browser, shipped: Deck) -> None:
    """The question stands where it stood, and so does the sentence whose blank is filled."""
    fronts, backs = one_of_each_kind(shipped, "front"), {side.of: side for side in shipped.sides}
    with window(browser, shipped) as opened:
        for front in fronts:
            opened.show(front)
            before = opened.page.locator(".question").bounding_box()
            opened.show(backs[front.of.replace("front", "back")])
            after = opened.page.locator(".question").bounding_box()
            assert before
            assert after
            assert (after["x"], after["y"]) == (before["x"], before["y"]), front.of


def test_the_card_s_own_colours_hold_in_the_dark(browser: Browser, shipped: Deck) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    colours = []
    with window(browser, shipped) as opened:
        for mode in (DESKTOP, DARK):
            opened.show(shipped.sides[0], mode)
            colours.append(opened.page.evaluate(paper))
    assert colours == ["rgb(253, 252, 249)", "rgb(26, 27, 31)"]


def test_a_card_in_a_script_from_right_to_left_begins_on_the_right(browser: Browser, hard: Deck) -> None:
    by_name = {side.of: side for side in hard.sides}
    with window(browser, hard) as opened:
        opened.show(by_name["term-arabic/asked Question back"])
        main = opened.page.locator("main").bounding_box()
        rule = opened.page.locator("hr#answer").bounding_box()
        label = opened.page.locator(".kind bdi").first.bounding_box()
        assert main
        assert rule
        assert label
        middle = main["x"] + main["width"] / 2
        assert rule["x"] > middle
        assert label["x"] > middle


def test_the_blocks_of_a_back_come_in_the_order_of_their_weight(browser: Browser, shipped: Deck) -> None:
    side = next(side for side in shipped.sides if side.of == "feldman-model Name back")
    blocks = [
        ".kind",
        ".question",
        ".told",
        ".answer",
        ".attribution",
        ".passage",
        ".note",
        ".see",
        ".source",
        ".tags",
    ]
    with window(browser, shipped) as opened:
        opened.show(side)
        tops = [opened.page.locator(block).bounding_box() for block in blocks]
    heights = [box["y"] for box in tops if box]
    assert len(heights) == len(blocks)
    assert heights == sorted(heights)


LOUDNESS = """(names) => names.map((name) => {
  const style = getComputedStyle(document.querySelector(name));
  return [parseFloat(style.fontSize), style.color];
})"""


def test_of_a_back_the_answer_is_seen_first(browser: Browser, shipped: Deck) -> None:
    """It has the ink; the question is as large as it was, but quiet, and all that is added is smaller."""
    side = next(side for side in shipped.sides if side.of == "trotsky Who back")
    names = [".question", ".answer", ".more", ".passage", ".tags"]
    with window(browser, shipped) as opened:
        opened.show(side)
        question, answer, *quiet = opened.page.evaluate(LOUDNESS, names)
    sizes = [size for size, _ in (answer, *quiet)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[1] * 1.25
    assert {colour for _, colour in (question, *quiet)} == {"rgb(90, 96, 112)"}
    assert answer[1] == "rgb(29, 31, 36)"


def is_seen(opened: Window, selector: str) -> bool:
    """Tell whether there is such an element, and people see it."""
    return opened.page.locator(selector).first.is_visible()


@pytest.mark.parametrize("mode", [DESKTOP, ANDROID, OLD_DROID], ids=str)
def test_a_label_for_a_box_is_shown_only_where_the_box_is(browser: Browser, hard: Deck, mode: Mode) -> None:
    front = next(side for side in hard.sides if side.of == "term-url Name front")
    with window(browser, hard) as opened:
        opened.show(front, mode)
        assert "type:Spelling" in front.html
        assert is_seen(opened, ".typed .label") == is_seen(opened, "input") == (mode == DESKTOP)
        assert "...." not in opened.page.inner_text("main")


@pytest.mark.parametrize(
    ("mode", "typed", "compared"),
    [
        (DESKTOP, "", False),
        (DESKTOP, "partocracy", False),
        (DESKTOP, "partokracy", True),
        pytest.param(OLD_DROID, "", False, marks=pytest.mark.thorough),
        pytest.param(OLD_DROID, "partocracy", False, marks=pytest.mark.thorough),
        (OLD_DROID, "partokracy", True),
    ],
    ids=str,
)
def test_the_answer_to_be_typed_is_shown_once(
    browser: Browser, whole_essay: Collection, mode: Mode, typed: str, compared: bool
) -> None:
    deck = deck_of(whole_essay, typed=typed)
    back = next(side for side in deck.sides if side.of == "partocracy Name back")
    with window(browser, deck) as opened:
        opened.show(back, mode)
        assert is_seen(opened, "#typeans") == compared
        assert is_seen(opened, ".answer") != compared
        told = opened.page.inner_text(".told").lower()
        decorated = opened.page.locator(".answer").evaluate("it => getComputedStyle(it).textDecorationLine")
        assert told.count("partocracy") == 1
        assert (decorated == "underline") == (typed == "partocracy")
