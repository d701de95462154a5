"""Whatever stands in a small project, commands on it end in seconds, and never in a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT
from small_project import write_project
from thoroughness import is_thorough

pytestmark = pytest.mark.long

_SECONDS = 60  # for what takes two to five on an idle machine
TERM = (
    '- term: mat\n  name: {name}\n  meaning: "{meaning}"\n  voice: author\n'
    '  passages: ["The cat sat on the mat."]\n{more}'
)
CLOZE = '  questions:\n    - id: q\n      cloze: "{}"\n      passages: ["The cat sat on the mat."]\n'
STEP = '        - {{id: s{}, text: step, passages: ["The cat sat on the mat."]}}\n'


def term(meaning: str = "x", name: str = "mat", more: str = "") -> str:
    return TERM.format(meaning=meaning, name=name, more=more)


HOSTILE = {
    "a long field": (term("ab " * 10_000), "`meaning` has 30,000 characters, and 15,000 are the most"),
    "a long name": (term(name="a" * 30_000), "`name` has 30,000 characters"),
    "a long tag": (term(more=f"  tags: ['topic::{'1' * 4301}']\n"), "a tag has at most 250 characters"),
    "a long id": (term().replace("term: mat", "term: " + "a" * 9_999), "has 9,999 characters, and 200 are"),
    "a name that steers a terminal": (term(name='"\\e[31mmat"'), "this one has '\\x1b'"),
    "a name that turns round": (term(name='"ma\\u202Et"'), "this one has '\\u202e'"),
    "many unknown keys": (
        term(more="".join(f"  key{number}: x\n" for number in range(15_000))),
        "there are 14,980 more faults in this",
    ),
    "many blanks": (
        term(more=CLOZE.format(" ".join(f"{{{{b{number}::w}}}}" for number in range(500)))),
        "it has 500 blanks, and 100 are the most",
    ),
    "many steps": (
        term(
            more="  questions:\n    - id: q\n      ask: Which?\n      steps:\n"
            + "".join(STEP.format(number) for number in range(500))
        ),
        "`steps` has more than 100 items",
    ),
    "a list as deep as can be": (term("- " * 7_000 + "x\\n- y"), "nested more than 20 deep"),
    "a quotation as deep as can be": (term("> " * 7_000 + "x\\n> y"), "nested more than 20 deep"),
    "many brackets": (term("[" * 4_000), ""),
    "many brackets in a formula": (
        term("$" + "\\\\left(" * 300 + "x" + "\\\\right)" * 300 + "$"),
        "",
    ),
    "many fractions": (
        term("$" + "\\\\frac{" * 300 + "x" + "}{y}" * 300 + "$"),
        "",
    ),
    "many roots": (
        term("$" + "\\\\sqrt{" * 1_500 + "}" * 1_500 + "$"),
        "",
    ),
    "many stars": (term("*a " * 4_500), "'*' is not closed"),
    "a box to type into": (term("Write [[type:Foo]] here."), ""),
    "a directive of Anki's": (term("[anki:tts lang=en_US]x[/anki:tts] [latex]x[/latex] [$]x[/$]"), ""),
}


# Formulas as deep as can be take long, and one of them shows that they come to an end.
LONG = {"many brackets", "many brackets in a formula", "many roots"}
LONG |= {"a directive of Anki's", "a box to type into"}


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        pytest.param(*case, id=name, marks=pytest.mark.thorough if name in LONG else ())
        for name, case in HOSTILE.items()
    ],
)
def test_entries(tmp_path: Path, entries: str, message: str) -> None:
    write_project(
        tmp_path,
        {
            "source/terms.yaml": entries,
            "source/figures.yaml": None,
            "source/dates.yaml": None,
            "source/arguments.yaml": None,
            "decks/theft.yaml": None,
            "decks/all.yaml": "deck: Mats\nsheets: [glossary, quiz, cards, worksheet, reader]\npage: true\n",
        },
    )
    said = ""
    # What is refused is refused before anything is done with it, the same by all commands.
    for command in ("check", "build", "coverage") if not message or is_thorough() else ("build",):
        result = subprocess.run(
            [sys.executable, "-m", "studygen", command],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "BROWSER": "true"},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        said += result.stdout + result.stderr
        assert result.returncode in (0, 1, 2), said[-2000:]
        assert "Traceback" not in said, said[-2000:]
    assert message in said
    assert max(map(len, said.splitlines())) < 2_000  # and nothing that is quoted hides the message
    assert not set(said) & set("\x1b\x9b\u202e")
