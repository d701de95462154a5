"""Print a glossary of 10,000 entries with studygen and with WeasyPrint, and compare time and memory.

Each run has a process of its own, and the two printers take turns. Both get the same entries in memory (a
name, what it means, a passage, for every third a note and a reference) and make a tagged PDF in two columns
with bookmarks, links and page numbers behind them; timed is the way from there to the finished file, with the
imports.

WeasyPrint needs Pango, which pip does not install (Debian: libpango-1.0-0, libpangoft2-1.0-0,
libharfbuzz-subset0).
"""

import argparse
import html
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]

Record = tuple[str, str, str, str | None, int | None]  # name, meaning, passage, note, number of another one


def main() -> None:
    """Compare the two printers, or be one of their processes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--pairs", type=int, default=1)
    parser.add_argument("--child", choices=PRINTERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measure(options.child, options.entries)))
    else:
        print(report(options.entries, options.pairs))


def report(entries: int, pairs: int) -> str:
    """Run the printers in turns, and lay out the medians and the ratio of each pair."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in PRINTERS}
    for _ in range(pairs):
        for name, results in runs.items():
            command = [sys.executable, __file__, "--child", name, "--entries", str(entries)]
            results.append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    versions = (
        f"WeasyPrint {version('weasyprint')}, typst {version('typst')}, Python {platform.python_version()}"
    )
    lines = [
        f"{entries:,} entries, {pairs} pairs of runs; {versions}",
        "",
        "| printer | seconds | peak memory | pages |",
        "|---|---|---|---|",
    ]
    for name, results in runs.items():
        seconds, memory, pages = (
            median(run[key] for run in results) for key in ("seconds", "memory", "pages")
        )
        lines.append(f"| {name} | {seconds:.1f} | {memory / 1e9:.2f} GB | {pages:.0f} |")
    ratios = [
        ours["seconds"] / theirs["seconds"]
        for theirs, ours in zip(runs["weasyprint"], runs["studygen"], strict=True)
    ]
    lines.append(f"\nstudygen / WeasyPrint: {', '.join(f'{ratio:.3f}' for ratio in ratios)} of the time")
    return "\n".join(lines)


def measure(name: str, entries: int) -> dict[str, float]:
    """Print the glossary once."""
    records = list(draw(entries))
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        pages = PRINTERS[name](records, Path(folder, "out.pdf"))
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": seconds, "memory": memory, "pages": pages}


def draw(number: int) -> list[Record]:
    """Draw entries from the words of the essay, always the same."""
    chance = random.Random(number)  # noqa: S311  # the same entries every time
    words = (ROOT / "source/essay.txt").read_text(encoding="utf-8").split()

    def sentence(length: int) -> str:
        at = chance.randrange(len(words) - length)
        return " ".join(words[at : at + length])

    records: list[Record] = []
    for index in range(number):
        more = index % 3 == 0
        other = chance.randrange(number) if more else None
        records.append(
            (f"Name {index:05}", sentence(14), sentence(18), sentence(12) if more else None, other)
        )
    return records


def with_studygen(records: list[Record], path: Path) -> int:
    """Print with studygen, from entries on."""
    from studygen.anki.notetypes import NoteType
    from studygen.cards.note import Note
    from studygen.documents.sheets.renderer import render
    from studygen.documents.sheets.sheet import SheetInput
    from studygen.documents.sheets.typst_compiler import compile_sheet
    from studygen.knowledge.kinds.term import Term
    from studygen.knowledge.knowledge_base import Knowledge, Source
    from studygen.knowledge.source import Source as Spec
    from studygen.knowledge.text.document import Document

    text = "\n\n".join(f"{index:05} {passage}" for index, (_, _, passage, _, _) in enumerate(records))
    spec = Spec.model_validate(
        {"title": "The Essay", "author": "A. Writer", "text": "x.txt", "voices": {"a": {"name": "A. Writer"}}}
    )
    terms = [
        Term(
            term=f"t{index}",
            name=name,
            meaning=meaning,
            voice="a",
            passages=(f"{index:05} {passage}",),
            note=note,
            see=() if other is None else (f"t{other}",),
        )
        for index, (name, meaning, passage, note, other) in enumerate(records)
    ]
    source = Source(Path("source.yaml"), spec, Document(text), tuple(terms))
    kind = NoteType(key="term", name="term", id=1, fields=(), templates=(), css="")
    notes = tuple(
        Note(
            id=term.id, type=kind, entry=term, fields=(), tags=(), cards=(), speaker=None,
            citations=source.cite(term.passages), remark=term.note,
        )
        for term in terms
    )  # fmt: skip
    given = SheetInput(title="Benchmark", notes=notes, knowledge=Knowledge((source,)))
    (sheet,) = render("glossary", given, [ROOT / "templates/sheets"])
    compiled = compile_sheet(sheet)
    path.write_bytes(compiled.pdf)
    return compiled.pages


STYLE = """
@page { size: A4; margin: 22mm 20mm 20mm }
@page { @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font: 10pt/1.3 "Libertinus Serif", serif; columns: 2; column-gap: 8mm }
body { text-align: justify; hyphens: auto } section { break-inside: avoid; margin-bottom: 5mm }
h2 { font-size: 10.6pt; margin: 0 0 1mm; bookmark-level: 1 }
p { margin: 0 0 1mm } .small { font-size: 8.4pt; color: #5c5853 } .note { background: #f6f1e7; padding: 2mm }
a { color: #8c2f23 } a::after { content: " (p. " target-counter(attr(href), page) ")" }
"""


def with_weasyprint(records: list[Record], path: Path) -> int:
    """Print with WeasyPrint, from the same entries on."""
    import weasyprint

    parts = [f'<html lang="en"><head><title>Benchmark</title><style>{STYLE}</style></head><body>']
    for index, (name, meaning, passage, note, other) in enumerate(records):
        parts.append(
            f'<section><h2 id="t{index}">{name}</h2><p>{html.escape(meaning)} — A. Writer</p>'
            f'<p class="small">¶{index + 1} “{html.escape(passage)}”</p>'
        )
        if note:
            parts.append(f'<p class="small note">Editor’s note {html.escape(note)}</p>')
        if other is not None:
            parts.append(f'<p class="small">See also <a href="#t{other}">{records[other][0]}</a></p>')
        parts.append("</section>")
    document = weasyprint.HTML(string="".join([*parts, "</body></html>"])).render(pdf_variant="pdf/ua-1")
    document.write_pdf(path)
    return len(document.pages)


PRINTERS = {"weasyprint": with_weasyprint, "studygen": with_studygen}

if __name__ == "__main__":
    main()
