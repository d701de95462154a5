"""The page that Anki's programs show a card in, as far as it bears on looks.

Written from what Anki 26.9 does to a card on a computer, and from the classes set on phones:

* html has the classes `mobile` and `android`, `iphone` or `ipad` on phones, and nowhere a language;
* body is the card: `card card1`, in the dark `nightMode night_mode`, with the platform's name beside them. It
  keeps its own distance from the window's edge, breaks long words, and has letters of 15 px. In the dark,
  Anki's colours for it weigh more than a rule for `.card` alone. Elements count their width without padding;
* the side, with the note type's css in front of it, is put into `#qa`, whose direction is its first word's;
* images are no wider than the column and no higher than the window, and a rule is a thin grey line;
* a box to type into has the field's font (20 px Arial) in its own style; the comparison is coloured by Anki.
"""

import re
from dataclasses import dataclass, replace


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

    def __str__(self) -> str:
        """Name the mode, as tests do."""
        return f"{self.name}{'-dark' * self.dark}{'-large' * (self.root_size != '100%')}"

    @property
    def html_class(self) -> str:
        """The class of the html element."""
        return f"{self.html} night-mode" if self.dark else self.html

    @property
    def body_class(self) -> str:
        """The class of the body, which is the card."""
        return f"card card1 {self.body}" + (" nightMode night_mode" if self.dark else "")


_LIGHT = (
    Mode("desktop", 900, 700),
    Mode("android", 360, 760, "mobile android linux chrome js", ""),
    Mode("iphone", 390, 844, "mobile iphone", ""),
)
MODES = tuple(replace(mode, dark=dark) for mode in _LIGHT for dark in (False, True))
NARROW = Mode("narrow", 320, 640, "mobile android linux chrome js", "")
LARGE_TYPE = tuple(replace(mode, root_size="200%") for mode in _LIGHT)

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

_TYPED = re.compile(r"\[\[type:[^\]]+\]\]")
_PLAYED = re.compile(r"\[anki:play:[qa]:\d+\]")
_BOX = "<center><input type=text id=typeans style=\"font-family: 'Arial'; font-size: 20px;\"></center>"
_BUTTON = (
    '<a class="replay-button soundLink" href="#" aria-label="play"><svg viewBox="0 0 64 64">'
    '<circle cx="32" cy="32" r="29"/><path d="M56.5 32 20 52V12z"/></svg></a>'
)


def page(side: str, css: str, mode: Mode) -> str:
    """Return the whole page with one side of a card in it, and the note type's css in front of that."""
    # Anki gives its page no language; a title and a language of its own keep that out of a scan of the card.
    side = f"<style>{css}</style>{side}"
    return (
        f'<!doctype html><html lang="en" class="{mode.html_class}" style="font-size: {mode.root_size}">'
        f"<head><meta charset=utf-8><title>Card</title><style>{_CSS}</style></head>"
        f'<body class="{mode.body_class}"><div id="qa" dir="auto">{side}</div></body></html>'
    )


def shown(side: str, *, comparison: str = "") -> str:
    """Return a side as Anki shows it: with a box to type into, or the comparison, and buttons that play."""
    side = _PLAYED.sub(lambda _: _BUTTON, side)
    return _TYPED.sub(lambda _: comparison or _BOX, side)
