"""A project with content that a layout would rather not meet: endless words, lists, formulas, tags."""

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from anki.collection import Collection
from small_project import write_project

LONG_WORD = "Donaudampfschifffahrt" * 15
MATH = "+".join(f"x_{{{number}}}^{{2}}" for number in range(60))
HARD = {
    "long-word": LONG_WORD,
    "url": f"https://example.org/{'a-very-long-path/' * 20}?q={'x' * 100}",
    "long-text": " ".join(
        f"Sentence {number} has words, **bold** and *slanted* ones." for number in range(250)
    ),
    "hebrew": "השפה העברית נכתבת מימין לשמאל, וכך גם הקלפים האלה. " * 8,
    "arabic": "تُكتب اللغة العربية من اليمين إلى اليسار (1917) وكذلك هذه البطاقات. " * 8,
    "chinese": "這些卡片應當在任何屏幕上都能閱讀而不會超出邊緣" * 12,
    "emoji": "👩‍👩‍👧‍👦🇺🇳🧑🏽‍🚀" * 40,
    "math": f"It is ${MATH}$ in the line, and then\n\n$${MATH}$$",
    "lists": "\n".join(f"{'  ' * depth}- level {depth} of {'deep ' * 12}" for depth in range(9)),
    "quotes": "".join(f"{'> ' * depth}quoted {depth} times {'over ' * 12}\n" for depth in range(1, 9)),
    "angles": "if a < b & c > d then &amp; stays, and <script>alert(1)</script> is words",
}
TAGS = [f"topic::{'deeply::' * (number % 5)}tag-number-{number}" for number in range(40)]
PARAGRAPHS = {
    name: " ".join(text.replace("*", "").replace("$", "").replace("> ", "").split())
    for name, text in HARD.items()
}
SOURCE = {
    "title": f"A Title of {LONG_WORD}",
    "author": "A. Pet",
    "text": "text.txt",
    "voices": {"author": {"name": "A. Pet"}, "dog": {"name": f"the dog of {LONG_WORD}"}},
    "tags": dict.fromkeys(TAGS, "One of forty."),
}

Fields = Mapping[str, Any]


def write(root: Path) -> Path:
    """Write the project, with entries of every kind that say each of the hard texts wherever they can."""
    entries: dict[str, list[Fields]] = {"terms": [], "figures": [], "dates": [], "arguments": []}
    for name, text in HARD.items():
        for kind, entry in _entries(name, text).items():
            entries[kind].append(entry)
    files = {f"source/{kind}.yaml": _yaml(of_kind) for kind, of_kind in entries.items()}
    files |= {"source/text.txt": "\n\n".join(PARAGRAPHS.values()), "source/source.yaml": _yaml(SOURCE)}
    return write_project(root, {**files, "decks/all.yaml": "deck: Hard\n"})


def _yaml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # which is YAML


def _entries(name: str, text: str) -> dict[str, Fields]:
    """Return an entry of each kind about a text; only a meaning and a claim are as long as can be."""
    some = text if name != "long-text" else text.partition(" Sentence 12 ")[0]
    line = some if "\n" not in some else f"A {'very ' * 30} long name"
    cited = dict.fromkeys((name, "long-word", "url", "arabic"))
    passages = {"passages": [" ".join(PARAGRAPHS[one].split()[:150]) for one in cited]}
    part = {"text": some, "voice": "author"} | passages
    see = [f"term-{other}" for other in HARD if other != name]
    shared = {"voice": "dog", "note": some, "hint": some, "tags": TAGS, "see": see} | passages
    aliases = [f"{line} {number}" for number in range(3)]
    blanks = f"Known {{{{one::{line}}}}} and {{{{two::{line}::{line}}}}}."
    questions = [
        {"id": "asked", "ask": some, "answer": some} | passages,
        {"id": "hidden", "cloze": blanks} | passages,
    ]
    when = {"text": line, "sort": "1917", "precision": "year"}
    arguing = {"premises": [part] * 3, "conclusion": some, "objection": part, "reply": part}
    term = {"term": f"term-{name}", "name": line, "aliases": aliases, "meaning": text, "questions": questions}
    figure = {"figure": f"figure-{name}", "name": line, "who": some, "stances": [part, part], "facts": [part]}
    date = {"date": f"date-{name}", "when": when, "event": some}
    argument = {"argument": f"argument-{name}", "claim": text} | arguing
    return {
        "terms": term | shared,
        "figures": figure | shared | {"cards": ["who"]},
        "dates": date | shared | {"cards": ["when"]},
        "arguments": argument | shared | {"cards": ["reasons", "reply"]},
    }


def fill_media(col: Collection) -> None:
    """Fill the fields for pictures, sound and typing, on every note of a collection."""
    (Path(col.media.dir()) / "wide.png").write_bytes(_picture(4000, 60))
    (Path(col.media.dir()) / "high.png").write_bytes(_picture(300, 900))
    caption = f"<figcaption>{LONG_WORD} · {HARD['hebrew']}</figcaption>"
    for note_id in col.find_notes(""):
        note = col.get_note(note_id)
        names = note.keys()
        note["Image"] = f'<figure class="image"><img src="wide.png" alt="A line">{caption}</figure>'
        note["Audio"] = "[sound:none.mp3]"
        for name in names:
            if name.endswith(" image"):
                note[name] = '<figure><img src="high.png" alt="A bar"></figure>'
        for name in {"Spelling", "Unlike"}.intersection(names):
            note[name] = note["Name"] if "Name" in names else LONG_WORD
        col.update_note(note)


def _picture(width: int, height: int) -> bytes:
    """Return a black PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes((width + 7) // 8 + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
