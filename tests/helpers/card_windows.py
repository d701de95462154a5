"""Windows in which the cards of a collection are shown as Anki's programs show them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from anki.collection import Collection
from anki_frame import MODES, Mode, page, shown
from anki_tools import cards, rendered
from playwright.sync_api import Browser, Page, Request, Route
from repository import HELPERS

AUDIT = (HELPERS / "card_audit.js").read_text(encoding="utf-8")
TURN = (HELPERS / "card_turn.js").read_text(encoding="utf-8")
SITE = "http://anki.test/"  # answered by the test itself; nothing leaves the machine
DESKTOP = MODES[0]
ENTER = """(mode) => {
  document.documentElement.className = mode.html;
  document.documentElement.style.fontSize = mode.root_size;
  document.body.className = mode.body;
  document.body.style.zoom = mode.zoom;
}"""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card, as Anki has put it together."""

    of: str  # the note's id, the card's name, and the side's
    kind: str
    html: str
    comparison: str = ""  # of what was typed, on a back

    def shown(self, mode: Mode) -> str:
        """Return the side as a program shows it."""
        return shown(self.html, mode, comparison=self.comparison)


@dataclass(frozen=True, slots=True)
class Deck:
    """All sides of the cards of a collection, their css, and the folder that their pictures are in."""

    sides: tuple[Side, ...]
    css: str
    media: Path

    @property
    def fronts(self) -> list[Side]:
        """The sides that ask."""
        return [side for side in self.sides if side.of.endswith("front")]

    @property
    def backs(self) -> list[Side]:
        """The sides that answer, of the same cards in the same order."""
        return [side for side in self.sides if side.of.endswith("back")]


class Window:
    """A window in which sides of a deck are shown; it answers requests for media and remembers all others."""

    def __init__(self, opened: Page, deck: Deck) -> None:
        self.page, self.deck = opened, deck
        self.astray: list[str] = []  # requests for what is not there, or not ours to ask for
        self._html = ""
        self._sides: list[Side] = []
        self._laid_out: str | None = None  # the program whose page it is that the sides were handed over to
        opened.route("**/*", self._answer)

    def show(self, side: Side | None, mode: Mode = DESKTOP) -> None:
        """Show one side, as a page of its own; or what a side could be put into."""
        self._html = page(side.shown(mode) if side else "", self.deck.css, mode)
        self.page.set_viewport_size({"width": mode.width, "height": mode.height})
        self.page.goto(SITE)

    def lay_out(self, sides: Iterable[Side]) -> None:
        """Hand over the sides that `complaints` shall be about."""
        self._sides, self._laid_out = list(sides), None

    def complaints(self, mode: Mode, *, markup_is_words: bool = False) -> list[str]:
        """Show each side, and return what a careful reader would complain about."""
        if self._laid_out != mode.program:
            self._lay_out(mode)
        self.astray.clear()
        self.page.set_viewport_size({"width": mode.width, "height": mode.height})
        self.page.evaluate(ENTER, asdict(mode) | {"html": mode.html_class, "body": mode.body_class})
        return [*self.page.evaluate("(words) => globalThis.audit(words)", markup_is_words), *self.astray]

    def turned(self, backs: Iterable[Side], mode: Mode) -> list[str]:
        """Turn each card, and return what a learner would complain about who wants to see what was asked."""
        self.show(None, mode)
        self._laid_out = None
        # The css stays in front of the card rather than in it: the same order, and read once.
        self.page.add_style_tag(content=self.deck.css)
        sides = [{"of": side.of, "html": side.shown(mode)} for side in backs]
        answered = {"sides": sides, "isPage": mode.program == "old AnkiDroid"}
        found = self.page.evaluate(
            f"(turned) => {{ {TURN}; return turns(turned.sides, turned.isPage) }}", answered
        )
        return list(found)

    def _lay_out(self, mode: Mode) -> None:
        self.show(None, mode)
        self._laid_out = mode.program
        self.page.add_style_tag(content=self.deck.css)
        self.page.evaluate(
            f"(sides) => {{ {AUDIT}; globalThis.audit = (words) => audit(sides, words) }}",
            [asdict(side) | {"html": side.shown(mode)} for side in self._sides],
        )

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


def deck_of(col: Collection, *, typed: str = "spelt amiss") -> Deck:
    """Return all the sides of a collection, as the reviewer shows them when this was typed."""
    sides = []
    css = set()
    for card in cards(col):
        note = card.note()
        css.add(card.note_type()["css"])
        kind = str(card.note_type()["name"]).rpartition(" ")[2]
        question, answer = rendered(card)
        compared = col.compare_answer(note["Spelling"], typed) if "Spelling" in note else ""  # type: ignore[attr-defined]
        called = f"{note['Id']} {card.template()['name']}"
        sides.append(Side(f"{called} front", kind, question))
        sides.append(Side(f"{called} back", kind, answer, compared))
    (style,) = css
    return Deck(tuple(sides), style, Path(col.media.dir()))
