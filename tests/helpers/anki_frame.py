"""The pages that Anki's programs show a card in, as far as they bear on looks.

Written from what Anki 26.9 does to a card on a computer, and AnkiDroid 2.25 on phones.

* Of Anki, body is the card: `card card1`, in the dark `nightMode night_mode`, with the platform's name
  beside them. It keeps its own distance from the window's edge, breaks long words, and has letters of
  15 px. In the dark, Anki's colours for it weigh more than a rule for `.card` alone. Elements count their
  width without padding;
* the side, with the note type's css in front of it, is put into `#qa`, whose direction is its first word's;
  when all pictures are there, `#answer` is scrolled to the top of the window;
* images are no wider than the column and no higher than the window, and a rule is a thin grey line;
* a box to type into has the field's font (20 px Arial) in its own style; the comparison is coloured by Anki.
* AnkiDroid's new study screen is Anki's page, with `mobile android` at html, but its box is outside the page;
* its older one has a page of its own: the css stands in the head, the side in `#content`, which keeps its
  distance from the window's edge, dots are where elsewhere the box is, and the page is opened at `#answer`;
* both enlarge a card by the body's `zoom`. No program gives its page a language.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

Program = Literal["Anki", "AnkiDroid", "old AnkiDroid"]


@dataclass(frozen=True, slots=True)
class Mode:
    """A window that a card is shown in."""

    name: str
    width: int
    height: int
    html: str = ""
    body: str = "isLin"
    dark: bool = False
    root_size: str = "100%"  # of the reader's letters
    program: Program = "Anki"
    zoom: float = 1

    def __str__(self) -> str:
        """Name the mode, as tests do."""
        enlarged = f"-zoomed-{self.zoom}" if self.zoom != 1 else ""
        return f"{self.name}{'-dark' * self.dark}{'-large' * (self.root_size != '100%')}{enlarged}"

    @property
    def html_class(self) -> str:
        """The class of the html element."""
        return f"{self.html} night-mode" if self.dark else self.html

    @property
    def body_class(self) -> str:
        """The class of the body, which is the card."""
        return f"card card1 {self.body}" + (" nightMode night_mode" if self.dark else "")


_DROID = Mode("android", 360, 760, "mobile android linux chrome js", "", program="AnkiDroid")
_LIGHT = (
    Mode("desktop", 900, 700),
    _DROID,
    Mode("iphone", 390, 844, "mobile iphone", ""),
)
MODES = tuple(replace(mode, dark=dark) for mode in _LIGHT for dark in (False, True))
OLD_DROID = Mode("old-android", 360, 640, "mobile android linux js", "chrome", program="old AnkiDroid")
NARROW = replace(OLD_DROID, name="narrow", width=320)
LARGE_TYPE = tuple(replace(mode, root_size="200%") for mode in _LIGHT)
FIRST_WINDOW = Mode(
    "first-window", 668, 446
)  # what Anki's window, as it opens first, has left for the answer

_CSS = """
* { box-sizing: content-box; }
html { --canvas: #f5f5f5; --fg: #020202; }
html.night-mode { --canvas: #2c2c2c; --fg: #fcfcfc; }
body { margin: 20px; font-size: 15px; overflow-wrap: break-word; }
body { color: var(--fg); background: var(--canvas); }
body.nightMode { background-color: var(--canvas); color: var(--fg); }
hr { height: 1px; margin: 1em 0; border: none; background-color: #737373; }
img { max-width: 100%; max-height: 95vh; }
li { text-align: start; }
#typeans { width: 100%; box-sizing: border-box; line-height: 1.75; }
code#typeans { white-space: pre-wrap; }
.typeGood { background: #afa; color: black; }
.typeBad { background: #faa; color: black; }
.typeMissed { background: #ccc; color: black; }
.replay-button { display: inline-flex; margin: 3px; vertical-align: middle; }
.replay-button svg { width: 40px; height: 40px; }
.replay-button svg circle { fill: #fff; stroke: #414141; }
.replay-button svg path { fill: #414141; }
"""

_OLD_DROID_CSS = """
body { margin: 0; padding: 0; overflow-wrap: break-word; }
body.night_mode { color: white; background-color: black; }
#content { margin: 0.5em; }
.chrome img { max-width: 100%; max-height: 90%; }
li { text-align: start; }
#typeans { width: 100%; box-sizing: border-box; font-family: "Noto Sans Mono"; }
code#typeans { white-space: pre-wrap; }
.typePrompt { color: magenta; }
.typeGood { background-color: #0f0; }
.typeBad { background-color: #f00; }
.typeMissed { background-color: #ccc; }
.night_mode .typeGood { background-color: #508040; }
.night_mode .typeBad { background-color: #905050; }
.replay-button { text-decoration: none; }
.replay-button svg { min-width: 32px; min-height: 32px; }
"""

_TYPED = re.compile(r"\[\[type:[^\]]+\]\]")
_PLAYED = re.compile(r"\[anki:play:[qa]:\d+\]")
_BOX = "<center><input type=text id=typeans style=\"font-family: 'Arial'; font-size: 20px;\"></center>"
_BOXES: dict[Program, str] = {
    "Anki": _BOX,
    "AnkiDroid": "",
    "old AnkiDroid": '<span id="typeans" class="typePrompt">........</span>',
}
_BUTTON = (
    '<a class="replay-button soundLink" href="#" aria-label="play"><svg viewBox="0 0 64 64">'
    '<circle cx="32" cy="32" r="29"/><path d="M56.5 32 20 52V12z"/></svg></a>'
)


def page(side: str, css: str, mode: Mode) -> str:
    """Return the whole page with one side of a card in it, and the note type's css in front of that."""
    zoom = f"zoom: {mode.zoom}" if mode.zoom != 1 else ""
    if mode.program == "old AnkiDroid":
        head, body = (
            f"<style>{_OLD_DROID_CSS}</style><style>{css}</style>",
            f'<div id="content" dir="auto">{side}</div>',
        )
    else:
        head, body = f"<style>{_CSS}</style>", f'<div id="qa" dir="auto"><style>{css}</style>{side}</div>'
    # Anki gives its page no language; a title and a language of its own keep that out of a scan of the card.
    return (
        f'<!doctype html><html lang="en" class="{mode.html_class}" style="font-size: {mode.root_size}">'
        f"<head><meta charset=utf-8><title>Card</title>{head}</head>"
        f'<body class="{mode.body_class}" style="{zoom}">{body}</body></html>'
    )


def shown(side: str, mode: Mode = FIRST_WINDOW, *, comparison: str = "") -> str:
    """Return a side as Anki shows it: with a box to type into, or the comparison, and buttons that play."""
    side = _PLAYED.sub(lambda _: _BUTTON, side)
    if comparison and mode.program == "Anki":
        comparison = f"<div style=\"font-family: 'Arial'; font-size: 20px\">{comparison}</div>"
    return _TYPED.sub(lambda _: comparison or _BOXES[mode.program], side)
