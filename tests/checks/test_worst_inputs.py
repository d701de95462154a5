"""However long a text of one word, mark or sign is, rules about wording take it in seconds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT
from small_project import write_project

pytestmark = [pytest.mark.long, pytest.mark.thorough]

_SECONDS = 60  # for what takes ten on an idle machine
_LONGEST = 14_000  # characters of a field
ENTRY = """\
- term: term-{number}
  name: term {number}
  meaning: {text}
  voice: author
  passages: ["The cat sat on the mat."]
  questions:
    - {{id: asked, ask: {text}, answer: "Answer {number}.", passages: ["The cat sat on the mat."]}}
    - {{id: hidden, cloze: {cloze}, passages: ["The cat sat on the mat."]}}
"""
REPEATED = (
    *("a", "A", "1", "這", "e\u0301", "a ", "Aa ", "a, ", "a,", "a. ", "a; ", "a: ", "a? ", "a! ", "a-"),
    *("a'", "(a ", "“", "“a” ", "— ", "…", "1.", "1917 ", "a\n", "- a\n", "or ", "either a or ", "and, "),
    *("a, and ", "an a, ", "who ", "which is ", "not ", "he ", "it is ", "the X ", "perhaps ", "because "),
    *("three ", "the author says "),
)  # fmt: skip


def test_a_text_of_one_thing_is_checked_in_seconds(tmp_path: Path) -> None:
    texts = [each * (_LONGEST // len(each)) for each in REPEATED]
    entries = [
        ENTRY.format(
            number=number,
            text=json.dumps(text, ensure_ascii=False),
            cloze=json.dumps(text.rstrip() + " {{blank::word}}", ensure_ascii=False),
        )
        for number, text in enumerate(texts)
    ]
    left_out = dict.fromkeys(f"source/{kind}.yaml" for kind in ("figures", "dates", "arguments"))
    write_project(tmp_path, {**left_out, "source/terms.yaml": "".join(entries), "decks/theft.yaml": None})
    result = subprocess.run(
        [sys.executable, "-m", "studygen", "check"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert result.stderr.startswith(f"{len(texts)} entries, ")
