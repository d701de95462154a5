"""ambiguous-date: a "today" or "later" that does not say as of when.

Why: cards are kept for years. "Today" was true when the text was written, "later" when one had just read what
came before; on a card, neither is a date.
Source: Wozniak, "Twenty rules of formulating knowledge", 19 (date stamping). English only. "Today", "now",
"recently" and "ten years ago" need a year beside them, or a word on the time of writing. "Later", "at that
time" and "in the early years" need a year, or what they are measured by: "after the war", "the early years of
the party", "Newton's last days".
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.card_words import on_side, sides, unquoted
from studygen.checks.question_words import unattributed
from studygen.checks.rule import Hit
from studygen.checks.trigger_words import triggers

_NOT_WHOSE = r"(?<!\bhis\ )(?<!\bher\ )(?<!\bits\ )(?<!\btheir\ )(?<!['’]s\ )(?<!s['’]\ )"
_NOW = re.compile(
    rf"""\b(?:
      today | nowadays | currently | presently | {_NOT_WHOSE}(?<!\bthe\ )(?<!\ba\ )recently
    | lately | of\ late | (?<!\bof\ )these\ days | to\ this\ day
    | now(?!\ and\ (?:again|then)\b|\ that\b) | at\ present | to\ date
    | at\ the\ moment(?!\ (?:before|of|that|when)\b)
    | in\ recent\ (?:decades|months|times|weeks|years)
    | (?<!thousand\ )(?<!million\ )(?<!billion\ )(?<!many\ )(?<!long\ )
      (?:centuries|decades|months|weeks|years)\ ago
    | {_NOT_WHOSE}(?<!\bthe\ )(?:this|last|next)\ (?:century|decade|month|week|year)(?!\ of\b)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_THEN = re.compile(
    rf"""\b(?:
      (?P<later>(?<!\bor\ ){_NOT_WHOSE}(?:earlier|later)(?!\ (?:days|decades|months|weeks|years)\b)
      | afterwards? | subsequently | (?<!\bas\ )(?<!\bhow\ )soon(?!-))
    | at\ the\ time(?=\W*(?:$|[,.;?])) | (?:at|by|before|during|until)\ th(?:is|at)\ (?:point|time)
    | {_NOT_WHOSE}(?:early|later?|latter|first|last|final|following|coming|next|previous)
      \ (?:days|decades|months|weeks|years)(?!\ (?:after|before|in|of|under)\b)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TIMES = triggers(
    "afterward afterwards ago century currently date day days decade decades earlier late lately later"
    " moment month months now nowadays point present presently recent recently soon subsequently time today"
    " week weeks year years"
)
_YEAR = re.compile(r"\b[12]?\d{3}s?\b|\b\d\d?(?:st|nd|rd|th)[- ]century\b|\b(?:AD|BC|CE|BCE)\b")
_WRITING = re.compile(r"\bas of\b|\btime of writing\b|\bw(?:as|ere) written\b|['’]s (?:own )?(?:day|time)\b")
_MEASURE = re.compile(
    r"\b(?:after|before|between|by|during|following|once|since|than|under|until|when|while)\b"
    r"(?! th(?:at|is) (?:point|time)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[\w)”’][,;:.?!]|\b(?:and|but|that|though|who|which)\b")


def ambiguous_date(all_cards: AllCards) -> Iterator[Hit]:
    """Find words for a time that tell it only to who knows when they were written, or what came before."""
    told: set[tuple[str, str]] = set()
    for card, side, said in sides(all_cards):
        if card.source.spec.language != "en" or not _TIMES.are_in(said):
            continue
        if not (_NOW.search(said) or _THEN.search(said)):
            continue
        around = f"{card.question} {said}" if side == "answer" else said
        for found in ambiguous(*(unattributed(text, card.source) for text in (said, around))):
            if (card.note.id, found.lower()) not in told:
                told.add((card.note.id, found.lower()))
                message = f"“{found}” does not say when; give the year, or what it comes before or after"
                yield on_side(card, side, message)


def ambiguous(text: str, around: str) -> Iterator[str]:
    """Yield the words of a text for a time of which nothing `around` says what it is measured by."""
    if _YEAR.search(around):
        return
    text = unquoted(text)
    if not _WRITING.search(around):
        yield from (now[0] for now in _NOW.finditer(text))
    if not _MEASURE.search(around):
        for then in _THEN.finditer(text):
            if not (then["later"] and _CLAUSE.search(text, 0, then.start())):
                yield then[0]
