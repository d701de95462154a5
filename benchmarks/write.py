"""Write 100,000 notes of two cards each with genanki and with studygen, and compare time, memory and size.

Each run has a process of its own, and the two writers take turns, so that what else the machine does falls on
both. Both start from the same notes, held in memory as tuples; timed is the way from there to the finished
file, without the imports.
"""

import argparse
import json
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
NOW = 1_700_000_000
FIELDS = ("Id", "Question", "Answer", "Passage", "Source", "Note")
SIDES = (("Question", "{{Question}}", "{{Answer}}<p>{{Passage}}"), ("Answer", "{{Answer}}", "{{Question}}"))

Content = list[tuple[tuple[str, ...], tuple[str, ...]]]


def main() -> None:
    """Compare the two writers, or be one of their processes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--child", choices=WRITERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measure(options.child, options.notes)))
    else:
        print(report(options.notes, options.pairs))


def report(notes: int, pairs: int) -> str:
    """Run the writers in turns, and lay out the medians and the medians of the ratios of each pair."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in WRITERS}
    for _ in range(pairs):
        for name, results in runs.items():
            command = [sys.executable, __file__, "--child", name, "--notes", str(notes)]
            results.append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    versions = (
        f"genanki {version('genanki')}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    lines = [
        f"{notes:,} notes, {2 * notes:,} cards, {pairs} pairs of runs; {versions}",
        "",
        "| writer | seconds | peak memory | file |",
        "|---|---|---|---|",
    ]
    for name, results in runs.items():
        seconds, memory, size = (median(run[key] for run in results) for key in ("seconds", "memory", "size"))
        lines.append(f"| {name} | {seconds:.2f} | {memory / 1e6:.0f} MB | {size / 1e6:.1f} MB |")
    ratios = {
        key: [ours[key] / theirs[key] for theirs, ours in zip(runs["genanki"], runs["studygen"], strict=True)]
        for key in ("seconds", "memory", "size")
    }
    lines.append("| ratio | " + " | ".join(f"{median(values):.2f}" for values in ratios.values()) + " |")
    spread = ratios["seconds"]
    lines += ["", f"The ratios of the seconds lie between {min(spread):.2f} and {max(spread):.2f}."]
    return "\n".join(lines)


def measure(name: str, notes: int) -> dict[str, float]:
    """Write one package in this process."""
    import resource  # not on Windows

    content = make_content(notes)
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder  # genanki leaves its database there
        path = Path(folder, "deck.apkg")
        seconds = WRITERS[name](path, content)
        size = path.stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "memory": memory if sys.platform == "darwin" else memory * 1024, "size": size}


def make_content(notes: int) -> Content:
    """Draw notes from the words of the essay, the same ones each time."""
    words = (ROOT / "source" / "essay.txt").read_text(encoding="utf-8").split()
    draw = random.Random(0)  # noqa: S311 - not for secrets

    def text(length: int) -> str:
        return " ".join(draw.choices(words, k=length)).replace("&", "&amp;").replace("<", "&lt;")

    return [
        (
            (f"entry-{number}", text(9) + "?", text(12), f"<i>{text(20)}</i>", f"¶{number % 10 + 1}", ""),
            ("topic::economy", f"person::number-{number % 50}"),
        )
        for number in range(notes)
    ]


def write_with_genanki(path: Path, content: Content) -> float:
    """Write as genanki's documentation shows it."""
    import genanki

    start = time.perf_counter()
    model = genanki.Model(
        1,
        "Benchmark",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": name, "qfmt": front, "afmt": back} for name, front, back in SIDES],
    )
    deck = genanki.Deck(2, "Benchmark")
    for fields, tags in content:
        deck.add_note(genanki.Note(model, list(fields), tags=list(tags), guid=fields[0]))
    genanki.Package(deck).write_to_file(str(path))
    return time.perf_counter() - start


def write_with_studygen(path: Path, content: Content) -> float:
    """Write the same notes with the package's own writer."""
    sys.path.insert(0, str(ROOT))
    from studygen.anki.apkg_writer import Deck, NoteRow, write_package
    from studygen.anki.notetypes import CardTemplate, Field, NoteType

    start = time.perf_counter()
    note_type = NoteType(
        "benchmark",
        "Benchmark",
        1,
        tuple(Field(name, number) for number, name in enumerate(FIELDS)),
        tuple(CardTemplate(name, number, front, back) for number, (name, front, back) in enumerate(SIDES)),
        "",
    )
    rows = (NoteRow(fields[0], note_type, NOW, fields, tags, (0, 1)) for fields, tags in content)
    write_package(path, Deck("Benchmark", 2), rows, {1: NOW})
    return time.perf_counter() - start


WRITERS = {"genanki": write_with_genanki, "studygen": write_with_studygen}

if __name__ == "__main__":
    main()
