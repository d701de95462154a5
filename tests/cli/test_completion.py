"""What a shell is offered to complete, asked as shells ask."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT

SCRIPT = "import sys; sys.argv[0] = 'studygen'; from studygen.cli.app import main; main()"


def offered(folder: Path, words: str) -> list[str]:
    """Return what is offered for the last of the words, in a folder."""
    asked = {
        "_STUDYGEN_COMPLETE": "complete_bash",
        "COMP_WORDS": f"studygen {words}",
        "COMP_CWORD": str(len(f"studygen {words}".split(" ")) - 1),
    }
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | asked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stderr == ""
    return result.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ch", ["check"]),
        ("build ", ["all", "theft"]),
        ("build all ", ["theft"]),
        ("sheet g", ["glossary", "guide"]),
        ("rename mat/", ["mat/blanks", "mat/owner"]),
        ("deck --where tag:topic::p", ["tag:topic::property", "tag:topic::property::theft"]),
        ("check --where (tag:kind::d", ["(tag:kind::date"]),
        ("check --exp", ["--explain"]),
    ],
)
def test_a_shell_is_offered_what_there_is(small: Path, words: str, expected: list[str]) -> None:
    assert offered(small, words) == expected


def test_a_faulty_project_and_none_are_no_reason_to_complain(small: Path, tmp_path: Path) -> None:
    (small / "source/terms.yaml").write_text("- term: [")
    assert offered(small, "rename do") == ["dog"]
    (tmp_path / "empty").mkdir()
    assert offered(tmp_path / "empty", "build ") == []
