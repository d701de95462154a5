"""Every card as people see it: in a real browser, in the page of Anki's programs, on a computer and on phones."""

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection
from anki_frame import LARGE_TYPE, MODES, NARROW, Mode, page, shown
from anki_tools import cards, import_package, open_collection, rendered
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Route
from small_project import write_project

from studygen import build, project

AUDIT = (Path(__file__).parent / "card_audit.js").read_text(encoding="utf-8")
SITE = "http://anki.test/"  # answered by the test itself; nothing leaves the machine
EVERYWHERE = (*MODES, NARROW, *LARGE_TYPE)
DARK = MODES[1]


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

    def __init__(self, opened: Page, deck: Deck, mode: Mode) -> None:
        self.page, self.deck, self.mode = opened, deck, mode
        self.asked: list[str] = []
        self.missing: list[str] = []
        self._html = ""
        opened.route("**/*", self._answer)

    def show(self, side: str) -> None:
        """Show one side, as a page of its own."""
        self._html = page(side, self.deck.css, self.mode)
        self.page.goto(SITE)

    def complaints(self, sides: tuple[Side, ...]) -> list[str]:
        """Show each side, and return what a careful reader would complain about."""
        self.show("")
        # The css stays in front of #qa rather than in it: the same order, and read once.
        self.page.add_style_tag(content=self.deck.css)
        self.page.evaluate("document.getElementById('qa').replaceChildren()")
        found = self.page.evaluate(f"(sides) => {{ {AUDIT}; return audit(sides) }}", [s.html for s in sides])
        return [
            *(f"{sides[number].of}: {what}" for number, what in found),
            *(f"missing: {url}" for url in self.missing),
            *(f"asked for: {url}" for url in self.asked),
        ]

    def _answer(self, route: Route, request: Request) -> None:
        name = request.url.removeprefix(SITE)
        if request.url == SITE:
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        elif not request.url.startswith(SITE):
            self.asked.append(request.url)
            route.abort()
        elif (self.deck.media / name).is_file():
            route.fulfill(path=self.deck.media / name)
        else:
            self.missing.append(name)
            route.fulfill(status=404)


def window(browser: Browser, deck: Deck, mode: Mode, **options: Any) -> Window:
    """Open a window of the mode's size."""
    size = {"width": mode.width, "height": mode.height}
    return Window(browser.new_page(viewport=size, **options), deck, mode)


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


# Content that a layout would rather not meet

LONG_WORD = "Donaudampfschifffahrt" * 15
MATH = "+".join(f"x_{{{number}}}^{{2}}" for number in range(60))
HARD = {
    "long-word": LONG_WORD,
    "url": f"https://example.org/{'a-very-long-path/' * 20}?q={'x' * 100}",
    "long-text": "Words and more words, and **bold** and *slanted* ones. " * 220,
    "hebrew": "השפה העברית נכתבת מימין לשמאל, וכך גם הקלפים האלה. " * 8,
    "arabic": "تُكتب اللغة العربية من اليمين إلى اليسار (1917) وكذلك هذه البطاقات. " * 8,
    "chinese": "這些卡片應當在任何屏幕上都能閱讀而不會超出邊緣" * 12,
    "emoji": "👩‍👩‍👧‍👦🇺🇳🧑🏽‍🚀" * 40,  # noqa: RUF001
    "math": f"It is ${MATH}$ in the line, and then\n\n$${MATH}$$",
    "lists": "\n".join(f"{'  ' * depth}- level {depth} of {'deep ' * 12}" for depth in range(9)),
    "quotes": "".join(f"{'> ' * depth}quoted {depth} times {'over ' * 12}\n" for depth in range(1, 9)),
    "angles": "if a < b & c > d then &amp; stays, and <script>alert(1)</script> is words",
}
TAGS = [f"topic::{'deeply::' * (number % 5)}tag-number-{number}" for number in range(40)]
TEXT = "\n\n".join(" ".join(text.replace("*", "").replace("$", "").replace("> ", "").split()) for text in HARD.values())
SOURCE = {
    "title": f"A Title of {LONG_WORD}",
    "author": "A. Pet",
    "text": "text.txt",
    "voices": {"author": {"name": "A. Pet"}, "dog": {"name": f"the dog of {LONG_WORD}"}},
    "tags": dict.fromkeys(TAGS, "One of forty."),
}
PASSAGES = [paragraph[:900] if paragraph.startswith("Words") else paragraph for paragraph in TEXT.split("\n\n")]


def hard_entries() -> dict[str, list[dict[str, Any]]]:
    """Return entries of every kind that say each of the hard texts wherever they can."""
    found: dict[str, list[dict[str, Any]]] = {"terms": [], "figures": [], "dates": [], "arguments": []}
    for name, text in HARD.items():
        line = " ".join(text.split())[:700] if name not in ("math", "lists", "quotes") else f"{name} {'name ' * 30}"
        shared = {
            "voice": "dog", "passages": PASSAGES, "note": text, "hint": text, "tags": TAGS,
            "see": [f"term-{other}" for other in HARD if other != name],
        }  # fmt: skip
        part = {"text": text, "voice": "author", "passages": PASSAGES[:3]}
        found["terms"].append({
            "term": f"term-{name}", "name": line, "aliases": [f"{line} {number}" for number in range(3)], "meaning": text,
            "questions": [
                {"id": "asked", "ask": text, "answer": text, "hint": text, "note": text, "passages": PASSAGES},
                {"id": "hidden", "cloze": f"Known {{{{one::{line}}}}} and {{{{two::{line}::{line}}}}}.", "passages": PASSAGES},
            ],
        } | shared)  # fmt: skip
        found["figures"].append({
            "figure": f"figure-{name}", "name": line, "who": text, "stances": [part, part], "facts": [part],
        } | shared)  # fmt: skip
        found["dates"].append({
            "date": f"date-{name}", "when": {"text": line, "sort": "1917", "precision": "year"}, "event": text,
        } | shared)  # fmt: skip
        found["arguments"].append({
            "argument": f"argument-{name}", "claim": text, "premises": [part] * 3, "conclusion": text,
            "example": part, "concession": part, "objection": part, "reply": part,
        } | shared)  # fmt: skip
    return found


def picture(width: int, height: int) -> bytes:
    """Return a black PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes((width + 7) // 8 + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def with_media(col: Collection) -> None:
    """Fill the fields for pictures, sound and typing, on every note."""
    (Path(col.media.dir()) / "wide.png").write_bytes(picture(4000, 60))
    caption = f"<figcaption>{LONG_WORD} · {HARD['hebrew']}</figcaption>"
    for note_id in col.find_notes(""):
        note = col.get_note(note_id)
        note["Image"] = f'<figure class="image"><img src="wide.png" alt="A line">{caption}</figure>'
        note["Audio"] = "[sound:none.mp3]"
        for name in {"Spelling", "Unlike"} & set(note.keys()):  # noqa: SIM118 # a note is no mapping
            note[name] = note["Name"] if "Name" in note else LONG_WORD
        col.update_note(note)


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deck]:
    """The deck of a project with content that a layout would rather not meet."""
    root = tmp_path_factory.mktemp("hard")
    files = {f"source/{name}.yaml": json.dumps(entries, ensure_ascii=False) for name, entries in hard_entries().items()}
    files |= {"source/text.txt": TEXT, "source/source.yaml": json.dumps(SOURCE, ensure_ascii=False)}
    loaded = project.load(write_project(root, dict(files)))
    build.build_all(loaded, ("all",), root, lambda *_: None)
    with open_collection(root / "learner.anki2") as col:
        import_package(col, root / "all.apkg")
        with_media(col)
        yield deck_of(col)


@pytest.mark.parametrize("mode", EVERYWHERE, ids=str)
def test_every_card_of_the_essay_can_be_read_on_every_screen(
    browser: Browser, shipped: Deck, mode: Mode
) -> None:
    assert window(browser, shipped, mode).complaints(shipped.sides) == []


@pytest.mark.parametrize("mode", EVERYWHERE, ids=str)
def test_hard_content_can_be_read_on_every_screen(browser: Browser, hard: Deck, mode: Mode) -> None:
    assert window(browser, hard, mode).complaints(hard.sides) == []
