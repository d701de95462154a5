"""The page on which cards are chosen and studied in a browser: one file that needs nothing else.

All that the page shows is data in it, compressed, which its own script reads; nothing of a project's YAML is
ever part of the page's markup. How it looks and works is in templates/page/, from preview.html on.
"""

import base64
import gzip
import hashlib
import html
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateSyntaxError
from markupsafe import Markup

from studygen.anki import html_text
from studygen.anki.card_renderer import render
from studygen.cards.note import Card, Note
from studygen.cards.selection import Order
from studygen.documents.drawing.svg import argument_map_svg, timeline_svg
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.text.document import Span
from studygen.knowledge.text.markdown import to_html, to_plain
from studygen.templating import guarded, html_environment

# The page's scripts, each after those that it needs; docs/templates.md says how they know each other.
SCRIPTS = (
    "signal.js",
    "dom.js",
    # what searches, studying, decks and cards are, without the page
    "alike.js",
    "terms.js",
    "search.js",
    "ticks.js",
    "study.js",
    "recipe.js",
    "typed.js",
    "cards.js",
    # what the page holds, and what of it is chosen and up
    "data.js",
    "memory.js",
    "selection.js",
    "lineup.js",
    # the parts of the page
    "stage.js",
    "views.js",
    "searchbox.js",
    "tags.js",
    "list.js",
    "text.js",
    "drawings.js",
    "sitting.js",
    "building.js",
    "paper.js",
    "theme.js",
    "keys.js",
    "gestures.js",
    "preview.js",
)
# Written out, since Python asks the computer that it runs on.
_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".flac": "audio/flac",
}
_DIGEST = 16  # characters that tell one page from another where the browser remembers a sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInput:
    """What a page shows, and what would select the same notes for a deck."""

    title: str
    deck: str  # the deck that the cards are in
    notes: tuple[Note, ...]  # those to choose from, in order
    knowledge: Knowledge
    description: str = ""
    where: str = ""
    order: Order = "text"
    seed: int = 0
    sample: int | None = None  # how many notes were drawn of those found, if not all
    limit: int | None = None  # how many were taken in the end


def to_page(given: PageInput, folders: Sequence[Path]) -> str:
    """Return the page.

    Raises:
        FaultyFilesError: a template has a fault.
    """
    environment = html_environment(folders, autoescape=True)

    def file(name: str) -> Markup:
        return Markup(_source(environment, name)[0])  # noqa: S704  # from templates

    def page() -> str:
        scripts = tuple(Markup(_script(environment, name)) for name in SCRIPTS)  # noqa: S704  # likewise
        data = packed(page_data(given))
        context = {
            "title": given.title,
            "description": given.description,
            "policy": _policy(scripts),
            "style": file("preview.css"),
            "frame": file("frame.css"),
            "scripts": scripts,
            "data": data,
            "timeline": Markup(timeline_svg(given.knowledge, folders)),  # noqa: S704  # a drawing of ours
            "arguments": Markup(argument_map_svg(given.knowledge, folders)),  # noqa: S704  # likewise
        }
        return environment.get_template("preview.html").render(context)

    return guarded(page)


def _source(environment: Environment, name: str) -> tuple[str, str | None]:
    """Return what is in a template, as it is, and where the template lies."""
    assert environment.loader  # noqa: S101  # for mypy: html_environment sets one
    text, file, _ = environment.loader.get_source(environment, name)
    return text, file


def _script(environment: Environment, name: str) -> str:
    """Return one of the page's scripts; the others would look in vain for one that does not give its name."""
    text, file = _source(environment, name)
    module = f"studygen.{name.removesuffix('.js')}"
    if f"{module} = " not in text:
        message = f"the page's other scripts know this one as {module}, which it does not set"
        raise TemplateSyntaxError(f"{message}; begin from the shipped {name}", 1, name, file)
    return text


def packed(data: Mapping[str, Any]) -> str:
    """Return data as the page holds it: compressed JSON in letters and digits, the same for the same data."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    compressed = gzip.compress(text.encode("utf-8", "replace"), mtime=0)
    # The tenth byte tells the system, and not in the same way on all Pythons; 255 is an unknown one.
    return _base64(compressed[:9] + b"\xff" + compressed[10:])


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _policy(scripts: Iterable[str]) -> str:
    """Return what a browser may do for the page: run its own scripts, and never touch the network."""
    hashes = (hashlib.sha256(script.encode()).digest() for script in scripts)
    allowed = " ".join(f"'sha256-{_base64(each)}'" for each in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:;"
        " media-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def page_data(given: PageInput) -> dict[str, Any]:
    """Return all that the page shows, as JSON; notes refer to types, entries and texts by index."""
    types = {note.type.key: note.type for note in given.notes}
    entries = {entry.id: entry for note in given.notes for entry in note.entries}
    type_index = {key: index for index, key in enumerate(types)}
    entry_index = {key: index for index, key in enumerate(entries)}
    data: dict[str, Any] = {
        "title": given.title,
        "deck": given.deck,
        "where": given.where,
        "order": given.order,
        "seed": given.seed,
        "sample": given.sample,
        "limit": given.limit,
        "types": [{"name": each.name, "css": each.css} for each in types.values()],
        "entries": [
            {"id": each.id, "kind": each.kind, "title": to_plain(each.title)} for each in entries.values()
        ],
        "tags": _meanings(given.knowledge),
        "texts": list(_texts(given)),
        "notes": [
            {
                "id": note.id,
                "type": type_index[note.type.key],
                "entries": [entry_index[entry.id] for entry in note.entries],
                "tags": note.tags,
                "quotes": [[citation.locator, citation.words] for citation in note.citations],
                "cards": [_card(note, card, given.deck) for card in note.cards],
            }
            for note in given.notes
        ],
        "media": _media(given.notes),
    }
    digest = hashlib.sha256(json.dumps(data).encode()).hexdigest()
    return {"id": digest[:_DIGEST], **data}


def _media(notes: Iterable[Note]) -> dict[str, str]:
    """Return the pictures and recordings of notes as addresses that hold them whole, by their names."""
    files = {each.name: each.file for note in notes for each in note.media}
    return {
        name: f"data:{_MEDIA_TYPES[file.path.suffix.lower()]};base64,{_base64(file.read())}"
        for name, file in sorted(files.items())
    }


def _meanings(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return the tag vocabulary in the order in which its author wrote it."""
    return [(tag, text) for source in knowledge.sources for tag, text in source.spec.tags.items()]


# Cards

_SOUND = re.compile(r"\[sound:([^\]]+)\]")
_KEPT_SOUND = re.compile("\ue000([^\ue001]*)\ue001")
_HINT_SCRIPT = re.compile(r'\nonclick="this\.style\.display=[^"]*"')  # the page unfolds hints itself
_TYPED = re.compile(r"\[\[type:(cloze:)?([^\]]+)\]\]")


def _card(note: Note, card: Card, deck: str) -> dict[str, Any]:
    """Return a card: its two sides as in Anki, and its question and answer for lists and for paper."""
    # Anki numbers the sounds of a side; a page has to know their names.
    fields = [_SOUND.sub("\ue000\\1\ue001", text) for text in note.fields]
    sides = render(note.type, fields, note.tags, card.ordinal, deck)
    found: dict[str, Any] = {
        "name": card.name,
        "ordinal": card.ordinal,
        "front": _shown(sides.question),
        "back": _shown(sides.answer),
        "question": with_math(to_html(card.question)),
        "answer": with_math(to_html(card.answer)),
        "speaker": card.speaker or "",
    }
    if marks := {*_TYPED.findall(sides.question), *_TYPED.findall(sides.answer)}:
        found["typed"] = {f"{cloze}{name}": _expected(note, card, cloze, name) for cloze, name in marks}
    return found


def _shown(side: str) -> str:
    return with_math(_HINT_SCRIPT.sub("", _KEPT_SOUND.sub(_sound_button, side)))


def _sound_button(mark: re.Match[str]) -> str:
    name = html.escape(html.unescape(mark[1]))
    return f'<span class="replay-button" data-sound="{name}"></span>'


def _expected(note: Note, card: Card, cloze: str, name: str) -> str:
    """Return the words that a learner is to type."""
    if cloze:
        return to_plain(card.answer)
    named = {each.name: text for each, text in zip(note.type.fields, note.fields, strict=True)}
    return html_text.to_text(named[name])


# Formulas

_MATH = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


def with_math(markup: str) -> str:
    r"""Draw the formulas between \( and \), or \[ and \]; one that cannot be read stays as it is written."""
    return _MATH.sub(lambda found: _drawn(found[1] or found[2], bool(found[2])) or found[0], markup)


@lru_cache(maxsize=4096)
def _drawn(escaped: str, display: bool) -> str | None:
    from latex2mathml.converter import convert  # 40 ms, and few projects have formulas

    latex = html.unescape(escaped)
    try:
        drawn = convert(latex, display="block" if display else "inline")
    except Exception:  # noqa: BLE001  # it has no exception of its own: an unknown formula raises whatever it meets
        return None
    return None if "\\" in html_text.to_text(drawn) else drawn


# Texts


def _texts(given: PageInput) -> Iterator[dict[str, Any]]:
    """Yield the texts with their paragraphs cut into stretches: words, and the notes that cite them."""
    source_of = given.knowledge.source_of
    cited: dict[Path, dict[int, list[tuple[Span, int]]]] = {}
    for index, note in enumerate(given.notes):
        source = source_of[note.entry.id]
        if any(source_of[entry.id] is not source for entry in note.entries):
            continue  # of a pair across two texts, nobody knows any more which words are from which
        for citation in note.citations:
            spans = cited.setdefault(source.file, {}).setdefault(citation.paragraph, [])
            spans += [(span, index) for span in citation.spans]
    for source in given.knowledge.sources:
        by_paragraph = cited.get(source.file, {})
        yield {
            "title": source.spec.title,
            "author": source.spec.author,
            "language": source.spec.language,
            "paragraphs": [
                list(_stretches(source, paragraph, by_paragraph.get(number, [])))
                for number, paragraph in enumerate(source.document.paragraphs, start=1)
            ],
        }


def _stretches(
    source: Source, paragraph: Span, cited: list[tuple[Span, int]]
) -> Iterator[tuple[str, list[int]]]:
    """Cut a paragraph wherever a citation begins or ends."""
    edges = {paragraph.start, paragraph.end, *(at for span, _ in cited for at in (span.start, span.end))}
    cuts = sorted(edges)
    citing: list[set[int]] = [set() for _ in cuts]
    for span, note in cited:
        for index in range(bisect_left(cuts, span.start), bisect_left(cuts, span.end)):
            citing[index].add(note)
    for (start, end), notes in zip(pairwise(cuts), citing, strict=False):
        yield source.document.text[start:end], sorted(notes)
