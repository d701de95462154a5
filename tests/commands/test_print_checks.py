"""`check` tries a project's own templates out: those of sheets and those of pages."""

from pathlib import Path

import pytest
from repository import ROOT
from small_project import write_project

from studygen.commands.check import check


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("page/coverage.html", "<p>\n[[ nothing ]]", ":2:1: 'nothing' is undefined [template-error]"),
        ("page/preview.html", "[% if %]", ":1:1: "),
        ("page/study.js", "let old = 1;", ":1:1: the page's other scripts know this one as studygen.study"),
        ("page/timeline.svg", "[[ timeline.rows[0].date ]]", ":1:1: "),
        ("sheets/glossary.typ", "\n#nothing", ":2:"),
        ("sheets/document.typ", "{{ nothing }}", ":1:1: 'nothing' is undefined [template-error]"),
    ],
)
def test_a_fault_in_a_template_of_one_s_own_is_told(tmp_path: Path, name: str, text: str, said: str) -> None:
    problems, _ = check(write_project(tmp_path, {f"templates/{name}": text}))
    (told,) = {str(problem) for problem in problems if problem.rule == "template-error"}
    assert told.startswith(f"{tmp_path}/templates/{name}{said}")


def test_templates_that_are_copied_as_they_are_have_no_fault(tmp_path: Path) -> None:
    names = ("page/coverage.html", "page/preview.css", "page/study.js", "sheets/glossary.typ")
    changes = {f"templates/{name}": (ROOT / "templates" / name).read_text(encoding="utf-8") for name in names}
    problems, _ = check(write_project(tmp_path, {**changes}))
    assert [problem for problem in problems if problem.severity == "error"] == []
