"""How many false cards the rules about truth find, and how many true ones they find fault with.

Each folder of tests/checks/truth/ has a text, faithful entries about it, and what makes them false if it is
put in the place of something in them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit, name_of
from studygen.checks.rules import CARD_RULES
from studygen.checks.rules.dropped_not import dropped_not
from studygen.checks.turning_words import TURNING_WORDS
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.source import Source as SourceSpec
from studygen.knowledge.text.document import Document, passage_fault
from studygen.knowledge.yaml.loader import load_entries, load_record

FOLDER = Path(__file__).parents[1] / "checks" / "truth"
RULES = {name_of(rule): rule for rule in CARD_RULES}


@dataclass(frozen=True)
class Measured:
    """What a rule makes of a text: the false cards that it misses, and what it finds in true ones."""

    false: int
    missed: tuple[str, ...]
    found_in_true: tuple[str, ...]


def texts() -> list[str]:
    """Return the names of the folders."""
    return sorted(each.name for each in FOLDER.iterdir() if each.is_dir())


def measure(name: str, rule: str) -> Measured:
    """Measure one rule on one text."""
    written = (FOLDER / name / "entries.yaml").read_text(encoding="utf-8")
    true = _hits(name, written, rule)
    changes = yaml.safe_load((FOLDER / name / "false.yaml").read_text(encoding="utf-8"))[rule]
    missed = [new for old, new in changes if not _new(_hits(name, _changed(written, old, new), rule), true)]
    return Measured(len(changes), tuple(missed), tuple(each.message for each in true))


def without_negations(name: str) -> Iterator[str]:
    """Yield passages of a text that leave out a negation, and nothing else."""
    _, document = _text(name)
    words = TURNING_WORDS[document.language]
    for span in (sentence for sentences in document.sentences for sentence in sentences):
        sentence = document.words(span)
        for found in words.negations.finditer(sentence):
            before, behind = sentence[: found.start()].strip(), sentence[found.end() :].strip()
            passage = f"{before} […] {behind}"
            if not passage_fault(passage) and len(document.locate(passage)) == 1:
                yield passage


def refused(name: str, passage: str) -> bool:
    """Tell whether a passage is found to leave out a negation."""
    entry = f"- term: x\n  name: x\n  meaning: x\n  voice: fact\n  passages: [{json.dumps(passage)}]\n"
    return bool(list(dropped_not(_knowledge(name, entry))))


def _changed(written: str, old: str, new: str) -> str:
    assert written.count(old) >= 1, old
    return written.replace(old, new, 1)


def _new(hits: list[Hit], true: list[Hit]) -> bool:
    return len(hits) > len(true)


def _hits(name: str, written: str, rule: str) -> list[Hit]:
    return list(RULES[rule](AllCards(_knowledge(name, written), ())))


def _knowledge(name: str, written: str) -> Knowledge:
    spec, document = _text(name)
    loaded = load_entries(written, FOLDER / name / "entries.yaml")
    assert not loaded.problems, loaded.problems
    for entry in loaded.entries:
        for _, passage in entry.quoted:
            assert len(document.locate(passage)) == 1, passage
    source = Source(FOLDER / name / "source.yaml", spec, document, loaded.entries)
    return Knowledge((source,), loaded.ids)


@cache
def _text(name: str) -> tuple[SourceSpec, Document]:
    file = FOLDER / name / "source.yaml"
    spec, problems = load_record(SourceSpec, file.read_text(encoding="utf-8"), file)
    assert spec, problems
    return spec, Document((FOLDER / name / "text.txt").read_text(encoding="utf-8"), spec.language)
