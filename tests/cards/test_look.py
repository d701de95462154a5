"""Every card as people see it: in a real browser, in the page of Anki's programs, on computers and phones."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import hard_project
import pytest
from anki.collection import Collection
from anki_frame import LARGE_TYPE, MODES, NARROW, Mode, page, shown
from anki_tools import cards, import_package, open_collection, rendered
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Route
from repository import HELPERS

from studygen.commands import build
from studygen.project import project

AUDIT = (HELPERS / "card_audit.js").read_text(encoding="utf-8")
SITE = "http://anki.test/"  # answered by the test itself; nothing leaves the machine
EVERYWHERE = (*MODES, NARROW, *LARGE_TYPE)
DESKTOP, DARK, ANDROID = MODES[:3]
ENTER = """(mode) => {
  document.documentElement.className = mode.html;
  document.documentElement.style.fontSize = mode.root_size;
  document.body.className = mode.body;
}"""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card, as Anki has put it together."""

    of: str  # the note's id, the card's name, and the side's
    kind: str
    html: str


@dataclass(frozen=True, slots=True)
class Deck:
    """All sides of the cards of a collection, their css, and the folder that their pictures are in."""

    sides: tuple[Side, ...]
    css: str
    media: Path


class Window:
    """A window in which sides of a deck are shown; it answers requests for media and remembers all others."""

    def __init__(self, opened: Page, deck: Deck) -> None:
        self.page, self.deck = opened, deck
        self.astray: list[str] = []  # requests for what is not there, or not ours to ask for
        self._html = ""
        opened.route("**/*", self._answer)

    def show(self, side: str, mode: Mode = DESKTOP) -> None:
        """Show one side, as a page of its own."""
        self._html = page(side, self.deck.css, mode)
        self.page.set_viewport_size({"width": mode.width, "height": mode.height})
        self.page.goto(SITE)

    def lay_out(self, sides: Iterable[Side]) -> None:
        """Hand over the sides that `complaints` shall be about."""
        self.show("")
        # The css stays in front of #qa rather than in it: the same order, and read once.
        self.page.add_style_tag(content=self.deck.css)
        self.page.evaluate(
            f"(sides) => {{ {AUDIT}; globalThis.audit = (words) => audit(sides, words) }}",
            list(map(asdict, sides)),
        )

    def complaints(self, mode: Mode, *, markup_is_words: bool = False) -> list[str]:
        """Show each side, and return what a careful reader would complain about."""
        self.astray.clear()
        self.page.set_viewport_size({"width": mode.width, "height": mode.height})
        self.page.evaluate(ENTER, asdict(mode) | {"html": mode.html_class, "body": mode.body_class})
        return [*self.page.evaluate("(words) => globalThis.audit(words)", markup_is_words), *self.astray]

    def _answer(self, route: Route, request: Request) -> None:
        name = request.url.removeprefix(SITE)
        if request.url == SITE:
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        elif not request.url.startswith(SITE):
            self.astray.append(f"asked for: {request.url}")
            route.abort()
        elif (self.deck.media / name).is_file():
            route.fulfill(path=self.deck.media / name)
        else:
            self.astray.append(f"missing: {name}")
            route.fulfill(status=404)


@contextmanager
def window(browser: Browser, deck: Deck, **options: Any) -> Iterator[Window]:
    """Open a window, and close it afterwards."""
    opened = browser.new_page(**options)
    try:
        yield Window(opened, deck)
    finally:
        opened.close()


def deck_of(col: Collection) -> Deck:
    """Return all the sides of a collection, as the reviewer shows them."""
    sides = []
    css = set()
    for card in cards(col):
        note = card.note()
        css.add(card.note_type()["css"])
        kind = str(card.note_type()["name"]).rpartition(" ")[2]
        question, answer = rendered(card)
        compared = col.compare_answer(note["Spelling"], "spelt amiss") if "Spelling" in note else ""  # type: ignore[attr-defined]
        called = f"{note['Id']} {card.template()['name']}"
        sides.append(Side(f"{called} front", kind, shown(question)))
        sides.append(Side(f"{called} back", kind, shown(answer, comparison=compared)))
    (style,) = css
    return Deck(tuple(sides), style, Path(col.media.dir()))


@pytest.fixture(scope="module")
def shipped(whole_essay: Collection) -> Deck:
    return deck_of(whole_essay)


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deck]:
    """The deck of a project with content that a layout would rather not meet."""
    root = tmp_path_factory.mktemp("hard")
    build.build_all(project.load(hard_project.write(root)), ("all",), root, lambda *_: None)
    with open_collection(root / "learner.anki2") as col:
        import_package(col, root / "all.apkg")
        hard_project.fill_media(col)
        yield deck_of(col)


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


@pytest.mark.parametrize("mode", EVERYWHERE, ids=str)
def test_every_card_of_the_essay_can_be_read_on_every_screen(essay_window: Window, mode: Mode) -> None:
    assert essay_window.complaints(mode) == []


@pytest.mark.parametrize(
    "mode",
    [
        mode if mode in (DESKTOP, DARK, ANDROID) else pytest.param(mode, marks=pytest.mark.thorough)
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
            opened.show(side.html, mode)
            found = Axe().run(opened.page)
            assert found.violations_count == 0, (side.of, found.generate_report())


def test_a_scan_finds_no_barrier_in_a_hint_a_box_to_type_into_a_picture_and_a_comparison(
    browser: Browser, hard: Deck
) -> None:
    by_name = {side.of: side for side in hard.sides}
    with window(browser, hard) as opened:
        for name in ("term-url Name front", "term-url Name back"):
            assert "typeans" in by_name[name].html
            opened.show(by_name[name].html, DARK)
            found = Axe().run(opened.page)
            assert found.violations_count == 0, (name, found.generate_report())


def test_question_hint_and_answer_are_there_without_scripts(browser: Browser, hard: Deck) -> None:
    by_name = {side.of: side for side in hard.sides}
    with window(browser, hard, java_script_enabled=False) as opened:
        opened.show(by_name["term-hebrew Meaning front"].html, ANDROID)
        hint = opened.page.locator(".hint > div")
        assert hard_project.HARD["hebrew"][:30] in opened.page.locator(".question").inner_text()
        assert not hint.is_visible()
        opened.page.locator("summary", has_text="Hint").click()
        assert hint.is_visible()
        opened.show(by_name["term-hebrew Meaning back"].html, ANDROID)
        assert hard_project.HARD["hebrew"][:30] in opened.page.locator(".answer").inner_text()


def test_nothing_jumps_when_the_card_is_turned(browser: Browser, shipped: Deck) -> None:
    """The question stands where it stood, and so does the sentence whose blank is filled."""
    fronts, backs = one_of_each_kind(shipped, "front"), {side.of: side for side in shipped.sides}
    with window(browser, shipped) as opened:
        for front in fronts:
            opened.show(front.html)
            before = opened.page.locator(".question").bounding_box()
            opened.show(backs[front.of.replace("front", "back")].html)
            after = opened.page.locator(".question").bounding_box()
            assert before
            assert after
            assert (after["x"], after["y"]) == (before["x"], before["y"]), front.of


def test_the_card_s_own_colours_hold_in_the_dark(browser: Browser, shipped: Deck) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    colours = []
    with window(browser, shipped) as opened:
        for mode in (DESKTOP, DARK):
            opened.show(shipped.sides[0].html, mode)
            colours.append(opened.page.evaluate(paper))
    assert colours == ["rgb(253, 252, 249)", "rgb(26, 27, 31)"]


def test_a_card_in_a_script_from_right_to_left_begins_on_the_right(browser: Browser, hard: Deck) -> None:
    by_name = {side.of: side for side in hard.sides}
    with window(browser, hard) as opened:
        opened.show(by_name["term-arabic/asked Question back"].html)
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
        "#answer",
        ".answer",
        ".attribution",
        ".passage",
        ".note",
        ".see",
        ".source",
        ".tags",
    ]
    with window(browser, shipped) as opened:
        opened.show(side.html)
        tops = [opened.page.locator(block).bounding_box() for block in blocks]
        size = "(name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize)"
        loudest_first = (".question", ".answer", ".passage", ".tags")
        sizes = [opened.page.evaluate(size, name) for name in loudest_first]
    heights = [box["y"] for box in tops if box]
    assert len(heights) == len(blocks)
    assert heights == sorted(heights)
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4
