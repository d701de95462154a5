"""How `studygen deck` and `studygen check` grow with a project, beside a bare script for genanki.

Each entry comes with a paragraph of the text, and makes two notes of three cards: a term with its meaning,
and a question. The words are the essay's and coined ones, drawn so that the vocabulary grows as that of real
texts does (Simon's process, Heaps' law): most words have been said before, and there are always new ones.
The script has genanki make a package of the same notes, which are finished in a file of JSON.

Each run has a process of its own, and the three take turns, so that what else the machine does falls on all.
Told is the processor time of the process, the start of Python and imports included.
"""

import argparse
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 3_000, 10_000, 30_000)
SENTENCES, WORDS = 4, 10  # of a paragraph, of a sentence
NEW_WORDS = 6, -0.45  # after n words, one in n ** 0.45 / 6 is new
SYLLABLES = [f"{first}{second}" for first in "bdfgklmnprstvz" for second in "aeiou"]


class Run(NamedTuple):
    """What a process took."""

    seconds: float
    memory: float  # in bytes, at its peak


def main() -> None:
    """Compare the three at each size, or be the bare script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--entries", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--package", type=Path, default=ROOT, help="the folder of the studygen to measure")
    parser.add_argument("--only", choices=COMMANDS, action="append", help="leave the others out")
    parser.add_argument("--bare", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        write_with_genanki(*options.bare)
    else:
        for line in report(options.entries, options.runs, options.package, options.only or [*COMMANDS]):
            print(line, flush=True)


def report(sizes: list[int], runs: int, package: Path, names: list[str]) -> Iterator[str]:
    """Measure all sizes, and yield the table as it comes to be."""
    yield (
        f"median of {runs} runs; genanki {version('genanki')}, Python {platform.python_version()},"
        f" load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )
    yield ""
    yield "| entries | command | seconds | ms an entry | / genanki | peak memory |"
    yield "|---|---|---|---|---|---|"
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="studygen-size-") as folder:
            write_project(Path(folder), size)
            taken: dict[str, list[Run]] = {name: [] for name in names}
            for _ in range(runs):
                for name in names:
                    Path(folder, "studygen.lock").unlink(missing_ok=True)
                    taken[name].append(measured(COMMANDS[name], Path(folder), package))
        bare = median(run.seconds for run in taken.get("genanki", ())) if "genanki" in taken else None
        for name, found in taken.items():
            seconds, memory = (median(run[at] for run in found) for at in range(2))
            ratio = f"{seconds / bare:.1f}" if bare else ""
            yield (
                f"| {size:,} | {name} | {seconds:.2f} | {seconds / size * 1000:.3f} | {ratio} |"
                f" {memory / 1e6:.0f} MB |"
            )


COMMANDS = {
    "genanki": [str(Path(__file__).absolute()), "--bare", "{folder}/notes.json", "{folder}/bare.apkg"],
    "deck": ["-m", "studygen", "deck", "--project", "{folder}", "--output", "{folder}/deck.apkg"],
    "check": ["-m", "studygen", "check", "--project", "{folder}"],
}


def measured(command: list[str], folder: Path, package: Path) -> Run:
    """Run a command of Python's, and return what it took."""
    command = [sys.executable, *(word.replace("{folder}", str(folder)) for word in command)]
    environment = os.environ | {"PYTHONPATH": str(package), "TMPDIR": str(folder)}
    with (folder / "told.txt").open("wb") as told:
        process = subprocess.Popen(command, cwd=package, env=environment, stdout=told, stderr=told)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:  # 1 tells of faults, as there are in sentences drawn by chance
        raise SystemExit(f"{' '.join(command)}: {(folder / 'told.txt').read_text(encoding='utf-8')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def write_project(folder: Path, size: int) -> None:
    """Write a project of so many entries, and the same notes for the bare script."""
    entries = list(islice(draw(), size))
    source = folder / "source"
    source.mkdir()
    write = {
        folder / "studygen.yaml": {"name": "Benchmark", "namespace": "cd17eca3-46eb-457c-90b7-38890733f145"},
        source / "source.yaml": {
            "title": "A Long Text",
            "author": "A. Writer",
            "text": "text.txt",
            "voices": {"writer": {"name": "A. Writer", "about": "Whoever wrote this."}},
        },
    }
    for file, content in write.items():
        file.write_text(json.dumps(content), encoding="utf-8")  # which is YAML as well
    text = "\n\n".join(entry["paragraph"] for entry in entries)
    source.joinpath("text.txt").write_text(f"{text}\n", encoding="utf-8")
    source.joinpath("terms.yaml").write_text("\n".join(map(as_yaml, entries)), encoding="utf-8")
    notes = [note for entry in entries for note in as_notes(entry)]
    folder.joinpath("notes.json").write_text(json.dumps(notes), encoding="utf-8")


Entry = dict[str, Any]


def draw() -> Iterator[Entry]:
    """Draw entries, each with its paragraph, always the same ones."""
    chance = random.Random(0)  # noqa: S311  # the same entries every time
    words = said(chance)
    for number in count():
        sentences = [list(islice(words, WORDS)) for _ in range(SENTENCES)]
        name = f"{coined(number)}r {coined(7 * number)}n".title()
        sentences[1][7:8] = [f"“{name}”"]
        paragraph = " ".join(begun(f"{' '.join(sentence)}.") for sentence in sentences)
        entry: Entry = {
            "id": f"term-{number:06}",
            "name": name,
            "paragraph": paragraph,
            "meaning": told(chance, sentences[1][:6], words),
            "passages": [" ".join(sentences[1][1:]), begun(" ".join(sentences[2][:8]))],
            "tags": [f"topic::number-{number % 20}"],
            "ask": f"What did **{name}** do to the {next(words)} of the {next(words)}?",
            "answer": told(chance, sentences[3][1:6], words),
            "quoted": " ".join(sentences[3][1:9]),
        }
        if number % 3 == 0:
            entry["note"] = told(chance, sentences[2], words)
            entry["see"] = [f"term-{chance.randrange(number):06}"] if number else []
        yield entry


def told(chance: random.Random, sentence: list[str], words: Iterator[str]) -> str:
    """Return what a sentence says, in other words."""
    mixed = [*sentence, *islice(words, 2)]
    chance.shuffle(mixed)
    return begun(f"{' '.join(mixed)}.")


def begun(sentence: str) -> str:
    """Return a sentence with a capital."""
    return sentence[0].upper() + sentence[1:]


def said(chance: random.Random) -> Iterator[str]:
    """Yield words as they are said: most of them again, some for the first time."""
    essay = (ROOT / "source/essay.txt").read_text(encoding="utf-8").lower()
    known = re.findall(r"[a-z]+", essay)
    numbers = count(len(SYLLABLES))
    factor, power = NEW_WORDS
    while True:
        is_new = chance.random() < factor * len(known) ** power
        known.append(coined(next(numbers)) if is_new else chance.choice(known))
        yield known[-1]


def coined(number: int) -> str:
    """Return a word that nobody has said."""
    rest, last = divmod(number, len(SYLLABLES))
    return (coined(rest) if rest else "") + SYLLABLES[last]


def as_yaml(entry: Entry) -> str:
    """Return an entry as an editor would write it."""
    more = "".join(f"  {key}: {entry[key]}\n" for key in ("note",) if key in entry)
    more += f"  see: [{', '.join(entry['see'])}]\n" if entry.get("see") else ""
    return f"""\
- term: {entry["id"]}
  name: {entry["name"]}
  meaning: {entry["meaning"]}
  voice: writer
  passages:
    - "{entry["passages"][0]}"
    - "{entry["passages"][1]}"
{more}  tags: [{", ".join(entry["tags"])}]
  questions:
    - id: what
      ask: "{entry["ask"]}"
      answer: {entry["answer"]}
      passages: ["{entry["quoted"]}"]
"""


def as_notes(entry: Entry) -> Iterator[dict[str, Any]]:
    """Yield the notes of an entry as a script would have them: finished."""
    passages = "".join(f"<blockquote>{words}</blockquote>" for words in entry["passages"])
    source = "A. Writer: A Long Text"
    yield {
        "model": "term",
        "fields": [entry["id"], entry["name"], entry["meaning"], passages, entry.get("note", ""), source],
        "tags": entry["tags"],
    }
    passage = f"<blockquote>{entry['quoted']}</blockquote>"
    yield {
        "model": "question",
        "fields": [f"{entry['id']}/what", entry["ask"], entry["answer"], passage, "", source],
        "tags": entry["tags"],
    }


def write_with_genanki(notes: Path, package: Path) -> None:
    """Make a package of notes in a file of JSON, as genanki's documentation shows it."""
    import genanki

    fields = [{"name": name} for name in ("Id", "Question", "Answer", "Passage", "Note", "Source")]
    there = {
        "name": "There",
        "qfmt": "{{Question}}",
        "afmt": "{{Answer}}<p>{{Passage}}</p>{{Note}}{{Source}}",
    }
    back = {"name": "Back", "qfmt": "{{Answer}}", "afmt": "{{Question}}<p>{{Passage}}</p>{{Note}}{{Source}}"}
    models = {
        "term": genanki.Model(1, "Term", fields=fields, templates=[there, back]),
        "question": genanki.Model(2, "Question", fields=fields, templates=[there]),
    }
    deck = genanki.Deck(3, "Benchmark")
    for note in json.loads(notes.read_text(encoding="utf-8")):
        model = models[note["model"]]
        deck.add_note(genanki.Note(model, note["fields"], tags=note["tags"], guid=note["fields"][0]))
    genanki.Package(deck).write_to_file(str(package))


if __name__ == "__main__":
    main()
