"""What a new author is told of the likeliest mistakes: where it is, in plain words, and what to do.

`likely-mistakes.txt` has what is said of each, to be read by people; this writes it anew:

    python3 run.py test tests/cli/test_likely_mistakes.py --rewrite
"""

import re
from pathlib import Path

import pytest
from command_line import run
from small_project import FILES, write_project

SAID = Path(__file__).with_name("likely-mistakes.txt")
ENTRY = """\
- term: cup
  name: cup
  meaning: A small bowl for the cat.
  voice: author
  passages: ["The cat sat on the mat."]
"""
SOURCE = FILES["source/source.yaml"]
QUESTION = '  questions:\n    - id: q\n      {}\n      passages: ["The cat sat on the mat."]\n'
DATE = (
    "- date: d\n  when: {}\n  event: It is taken.\n  voice: fact\n"
    '  passages: ["In 1917 the dog took the mat"]\n'
)
NO_TEXT = b"PK\x03\x04\x14\x00\x06\x00\xff\xfe"

Changes = dict[str, str | bytes]


def entry(old: str = "", new: str = "", more: str = "") -> Changes:
    """Return an entry in which something is written otherwise, or in which there is more."""
    assert old in ENTRY
    return {"source/more.yaml": ENTRY.replace(old, new, 1) + more}


def source(old: str, new: str) -> Changes:
    """Return source.yaml in which something is written otherwise."""
    assert old in SOURCE
    return {"source/source.yaml": SOURCE.replace(old, new, 1)}


def deck(text: str) -> Changes:
    """Return a deck specification."""
    return {"decks/theft.yaml": text}


MISTAKES: dict[str, Changes] = {
    "a line indented too far": entry("  name: cup", "    name: cup"),
    "a line indented too little": entry("  meaning:", " meaning:"),
    "a tab": entry("  name: cup", "\tname: cup"),
    "no colon": entry("name: cup", "name cup"),
    "no space behind a colon": entry("name: cup", "name:cup"),
    "no space behind a dash": entry("- term: cup", "-term: cup"),
    "a colon in a text": entry("A small bowl", "What it is: a small bowl"),
    "a number sign in a text": entry("A small bowl", "The song # 1"),
    "a text that begins with a star": entry("A small bowl", "*Very* small bowl"),
    "a text that begins with a bracket": entry("A small bowl", "[sic] bowl"),
    "a text that begins with a brace": entry("A small bowl for the cat.", "{a set}"),
    "a text that begins with an at": entry("A small bowl", "@home bowl"),
    "a text that begins with a word in quotes": entry("A small bowl", '"Small" bowl'),
    "a quote that is not closed": entry("A small bowl", '"A small bowl'),
    "quotes within quotes": entry('"The cat sat on the mat."', '"The "cat" sat on the mat."'),
    "curly quotes around a passage": entry('"The cat sat on the mat."', "“The cat sat on the mat.”"),
    "curly quotes around a name": entry("name: cup", "name: “cup”"),
    "a key twice": entry("  name: cup\n", "  name: cup\n  name: mug\n"),
    "a key in capitals": entry("  name: cup", "  Name: cup"),
    "a key in the plural": entry("  meaning:", "  meanings:"),
    "a key in the singular": entry(more="  tag: topic::mats\n"),
    "a key in another language": entry("  meaning:", "  bedeutung:"),
    "a key mistyped": entry("  meaning:", "  meanning:"),
    "no meaning": entry("  meaning: A small bowl for the cat.\n"),
    "no passages": entry('  passages: ["The cat sat on the mat."]\n'),
    "no name": entry("name: cup", "name:"),
    "a kind that is none": entry("- term: cup", "- word: cup"),
    "a kind in the plural": entry("- term: cup", "- terms: cup"),
    "a kind that is not first": entry("- term: cup\n  name: cup", "- name: cup\n  term: cup"),
    "an entry without a dash": {"source/more.yaml": "term: cup\nname: cup\n"},
    "an id with a space": entry("term: cup", "term: tea cup"),
    "an id in capitals": entry("term: cup", "term: Cup"),
    "an id in other letters": entry("term: cup", "term: чашка"),
    "an id that is taken": entry("term: cup", "term: mat"),
    "a speaker who is not introduced": entry("voice: author", "voice: teacher"),
    "no speaker": entry("  voice: author\n"),
    "a passage with another word": entry("The cat sat on", "The cat slept on"),
    "a passage in other words": entry("The cat sat on the mat.", "A feline rested upon some carpet."),
    "a passage with another letter": entry("The cat sat", "the cat sat"),
    "a passage with a straight dash": entry(
        "The cat sat on the mat.", "“Mats belong to dogs - ” said the dog"
    ),
    "a passage over two paragraphs": entry("The cat sat on the mat.", "nobody else’s. In 1917 the dog"),
    "a passage that stands there twice": entry("The cat sat on the mat.", "the mat"),
    "a reference to nothing": entry(more="  see: [matt]\n"),
    "references with commas": entry(more="  see: mat, dog\n"),
    "a tag with a space": entry(more="  tags: [topic mats]\n"),
    "a tag with one colon": entry(more="  tags: [topic:mats]\n"),
    "a tag mistyped": entry(more="  tags: [topic::matts]\n"),
    "a date in words": {"source/more.yaml": DATE.format("the seventh of May")},
    "a date with the day first": {"source/more.yaml": DATE.format("{text: 7 May 1917, sort: 07/05/1917}")},
    "a date that never was": {"source/more.yaml": DATE.format("1917-02-30")},
    "a question without an answer": entry(more=QUESTION.format("ask: What is a cup?")),
    "a question without an id": entry(more=QUESTION.replace("- id: q\n      ", "- ").format("ask: What?")),
    "a sentence without a blank": entry(more=QUESTION.format("cloze: The cat sat on a cup.")),
    "a blank without a name": entry(more=QUESTION.format('cloze: "The {{cat}} sat."')),
    "a blank that is not closed": entry(more=QUESTION.format('cloze: "The {{who::cat} sat."')),
    "a blank without quotes": entry(more=QUESTION.format("cloze: {{who::cat}} sat there.")),
    "a picture that is not there": entry(more="  image: {file: cup.png, alt: A cup, licence: CC0}\n"),
    "a picture by its name alone": entry(more="  image: cup.png\n"),
    "a picture by its path": entry(more="  image: {file: /tmp/cup.png, alt: A cup, licence: CC0}\n"),
    "an American licence": entry(more="  image: {file: cup.png, alt: A cup, license: CC0}\n"),
    "typed that is neither": entry(more="  typed: perhaps\n"),
    "bold that is not closed": entry("A small bowl", "A **small bowl"),
    "a formula that is not closed": entry("A small bowl", r"A $\frac{a}{b$ bowl"),
    "a formula as Anki has it": entry("A small bowl", r"A \(x^2\) bowl"),
    "a table": entry("A small bowl for the cat.", '"| a | b |\\n|---|---|\\n| 1 | 2 |"'),
    "a text file that is not there": source("text: text.txt", "text: text.doc"),
    "a text of a word processor": {"source/text.txt": NO_TEXT},
    "entries in Latin-1": {"source/more.yaml": ENTRY.replace("bowl", "café").encode("latin-1")},
    "entries in UTF-16": {"source/more.yaml": ENTRY.encode("utf-16")},
    "an empty file": {"source/more.yaml": ""},
    "a language that is none": source("voices:", "language: klingon\nvoices:"),
    "no speakers": {"source/source.yaml": SOURCE.partition("voices:")[0]},
    "no namespace": {"studygen.yaml": "name: Mats\n"},
    "a namespace made up": {"studygen.yaml": "name: Mats\nnamespace: my-project\n"},
    "a deck without a name": deck("where: tag:topic::mats\n"),
    "a deck that finds nothing": deck("deck: X\nwhere: tag:topic::matts\n"),
    "a parenthesis that is not closed": deck('deck: X\nwhere: "(tag:a"\n'),
    "a word alone as a search": deck("deck: X\nwhere: mats\n"),
    "a sheet mistyped": deck("deck: X\nsheets: [glosary]\n"),
    "sheets with commas": deck("deck: X\nsheets: glossary, quiz\n"),
    "a sheet of which there is nothing": deck("deck: X\nwhere: tag:topic::mats\nsheets: [timeline]\n"),
    "a number in words": deck("deck: X\nsample: ten\n"),
    "entries beside the folders": {"more.yaml": ENTRY},
    "an ending too many": {"source/more.yaml.txt": ENTRY},
    "studygen.yml": {"studygen.yml": FILES["studygen.yaml"]},
}
# What the made-up entry is told besides, which is not what these mistakes are about.
_BESIDES = re.compile(
    r"\[(?:answer-leak|in-no-deck|invented-words|orphan-entry|unsupported-answer|near-duplicate)\]$"
)
_DRAWN = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def told(root: Path, changes: Changes) -> list[str]:
    """Return what `check` says of a project with a mistake in it."""
    write_project(root)
    for name, content in changes.items():
        data = content if isinstance(content, bytes) else content.encode()
        (root / name).write_bytes(data)
    result = run("check", "--all", "--project", root)
    lines = result.stdout.replace(f"{root}/", "").splitlines() or [result.stderr.splitlines()[0]]
    return [_DRAWN.sub("…", line) for line in lines if not _BESIDES.search(line)]


def test_each_is_told_at_its_place_with_what_to_do(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    said = ""
    for number, (mistake, changes) in enumerate(MISTAKES.items()):
        lines = told(tmp_path / str(number), changes)
        assert lines, f"nothing is said of {mistake}"
        said += f"{mistake}\n" + "".join(f"    {line}\n" for line in lines) + "\n"
    before = SAID.read_text(encoding="utf-8") if SAID.exists() else ""
    if request.config.getoption("rewrite"):
        SAID.write_text(said, encoding="utf-8", newline="\n")
        return
    assert said == before, "if this is right, write it anew with --rewrite"


def test_no_mistake_is_told_in_the_words_of_a_parser() -> None:
    jargon = re.compile(
        r"block mapping|flow sequence|indicator|simple key|parsing|pydantic|Traceback|NoneType"
    )
    assert [line for line in SAID.read_text(encoding="utf-8").splitlines() if jargon.search(line)] == []
    assert len(MISTAKES) >= 50
