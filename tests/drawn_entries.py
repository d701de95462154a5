"""Dates and arguments for tests of drawings, made without files."""

from pathlib import Path
from typing import Any

from studygen.knowledge import Knowledge, Source
from studygen.model import Argument, Date, Entry, Part, When
from studygen.model import Source as Spec
from studygen.text import Document

WORDS = "the revolution of crowds against a king whose ministers had long ceased to believe in bread".split()


def words(count: int, start: int = 0) -> str:
    """Return a sentence of so many words, another one for each `start`."""
    return " ".join(WORDS[(start + 3 * at) % len(WORDS)] for at in range(count))


def a_date(
    key: str,
    sort: str | None = None,
    until: str | None = None,
    precision: str | None = None,
    before: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    event: str = "Something happens to the king",
) -> Date:
    """Return a date: a year if `sort` says one, a period if it has an end, else relative."""
    kind = precision or ("relative" if sort is None else "period" if until else "year")
    when = When.model_validate(
        {"text": sort or "at some time", "sort": sort, "until": until, "precision": kind}
    )
    links = {"before": before, "after": after if before or after or sort else ("nothing",)}
    return Date.model_validate(
        {"date": key, "when": when, "event": event, "voice": "fact", "passages": ("x",), **links}
    )


def an_argument(key: str, claim: str = "Bread is dear", **relations: Any) -> Argument:
    """Return an argument; `objects_to=("a",)` is a relation."""
    return Argument.model_validate(
        {
            "argument": key,
            "claim": claim,
            "premises": (Part(text="p", passages=("x",)),),
            "conclusion": "c",
            "voice": "fact",
            "passages": ("x",),
            "relations": {name.replace("_", "-"): others for name, others in relations.items()},
        }
    )


def knowledge_of(*entries: Entry) -> Knowledge:
    """Return a knowledge base of these entries."""
    spec = Spec(title="t", author="a", text="t.txt", voices={})
    return Knowledge((Source(Path("source.yaml"), spec, Document("Nothing."), entries),))
