"""Dates and arguments for tests of drawings, made without files."""

from pathlib import Path
from typing import Any

from studygen.knowledge.base import Part
from studygen.knowledge.kinds.argument import Argument
from studygen.knowledge.kinds.date import Date
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.source import Source as Spec
from studygen.knowledge.text.document import Document
from studygen.knowledge.when import When

WORDS = (
    "the",
    "revolution",
    "of",
    "crowds",
    "against",
    "a",
    "king",
    "whose",
    "ministers",
    "had",
    "no",
    "bread",
)
RELATIONS = ("supports", "objects_to", "answers", "explains", "contrasts_with", "illustrates", "follows_from")


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


def many_arguments(count: int) -> list[Argument]:
    """Return arguments most of which bear on one or two of those shortly before."""
    made = []
    for n in range(count):
        relations: dict[str, tuple[str, ...]] = {}
        if n % 7:
            relations[RELATIONS[n * 5 % 7]] = (f"a{n - 1 - n * 13 % min(n, 11)}",)
            if n % 3 == 0:
                relations["supports"] = (f"a{n * 31 % n}",)
        made.append(an_argument(f"a{n}", words(3 + n % 11, n), **relations))
    return made
