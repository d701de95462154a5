"""Every rule fires on the lines that its case file marks, and on no others.

A case file, `rules/NAME.yaml`, is a text, a line `---`, and entries about it. What must not fire comes
first; a line on which the rule must find something ends with two spaces and `# error: NAME` or
`# warning: NAME`; on a line of the text, that means that source.yaml has a fault. A first line
`loaded: […]` or `coverage: …` is source.yaml's and not the text's. What cases show and play is in `MEDIA`
(rule_cases.py).

What the rule says of each is in `rules/NAME.txt`, to be read by people; this writes it anew:

    python3 run.py test tests/checks --rewrite
"""

import re
from pathlib import Path

import pytest
from repository import ROOT
from rule_cases import ENTRIES, found
from small_project import FILES, replaced, write_project

from studygen.checks import rules as checks
from studygen.checks.rule import explanation, name_of
from studygen.problems import Problem
from studygen.project import project

FOLDER = Path(__file__).parent / "rules"
RULES = {name_of(rule): rule for rule in (*checks.FILE_RULES, *checks.CARD_RULES)}


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_fires_where_it_must_and_nowhere_else(tmp_path: Path, name: str) -> None:
    case = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    lines = case.split("\n")
    marks = (re.search(rf"  # (error|warning): {name}$", line) for line in lines)
    marked = {(number, mark[1]) for number, mark in enumerate(marks, start=1) if mark}
    first_entry_line = lines.index("---") + 2
    problems = found(tmp_path, case)
    hits = [problem for problem in problems if problem.rule == name]
    of_entries = {(hit.place.line, hit.severity) for hit in hits if hit.place.file == tmp_path / ENTRIES}
    of_source = {hit.severity for hit in hits if hit.place.file != tmp_path / ENTRIES}
    assert of_entries == {(number, severity) for number, severity in marked if number >= first_entry_line}
    assert of_source == {severity for number, severity in marked if number < first_entry_line}
    assert marked
    broken = {problem.rule for problem in problems} & {name_of(rule) for rule in checks.FILE_RULES}
    assert broken <= {name, "stray-tag"}, problems
    entries = [number for number, line in enumerate(lines, 1) if re.match(r"- (term|figure|date|arg)", line)]
    assert not of_entries or any(number < min(of_entries)[0] for number in entries[:-1]), (
        "see above: what comes first"
    )


OF_ENGLISH = sorted(name for name, rule in RULES.items() if "English" in explanation(rule))


@pytest.mark.parametrize("name", OF_ENGLISH)
def test_what_is_known_of_english_is_not_applied_to_other_languages(tmp_path: Path, name: str) -> None:
    case = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    english, spanish = (
        {hit.place.line for hit in found(tmp_path / language, case, language) if hit.rule == name}
        for language in ("en", "es")
    )
    assert spanish < english
    is_english_only = ". English only." in " ".join(explanation(RULES[name]).split())
    assert not spanish or not is_english_only


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_says_what_is_wrong_and_what_would_be_right(
    tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    case = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    hits = sorted(problem for problem in found(tmp_path, case) if problem.rule == name)
    said = "\n".join(_said(hit, tmp_path) for hit in hits)
    file = FOLDER / f"{name}.txt"
    if request.config.getoption("rewrite"):
        file.write_text(said, encoding="utf-8")
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    assert before == said, "if this is right, write it anew: python3 run.py test tests/checks --rewrite"


def _said(hit: Problem, root: Path) -> str:
    """Return what is said, below the line of which it is said, so that the cases before it may change."""
    line = hit.place.file.read_text(encoding="utf-8").splitlines()[hit.place.line - 1]
    without_mark = line.partition("  # ")[0].strip()
    said = str(hit).removeprefix(f"{hit.place}: ").replace(f"{root}/", "")
    return f"{without_mark}\n    column {hit.place.column}: {said}\n"


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_says_what_it_finds_why_and_after_whom(name: str) -> None:
    said = explanation(RULES[name])
    assert said.startswith(f"{name}: ")
    assert "\nWhy: " in said
    assert "\nSource: " in said


def test_every_case_file_has_its_rule() -> None:
    for ending in ("yaml", "txt"):
        assert {file.stem for file in FOLDER.glob(f"*.{ending}")} == set(RULES)


@pytest.mark.parametrize(
    ("allow", "expected"),
    [
        ("{two-questions: It has two.}", []),
        (
            "{yes-no: Why not.}",
            ["source/terms.yaml:13:23: warning: yes-no finds nothing here; remove this [idle-allowance]"],
        ),
        (
            "{yes-noo: x}",
            ["'yes-noo' cannot be allowed: it is no rule; did you mean yes-no? [idle-allowance]"],
        ),
        ("{bad-cloze: x}", ["'bad-cloze' cannot be allowed: it is broken in any case"]),
    ],
)
def test_what_is_allowed_without_need_is_told(tmp_path: Path, allow: str, expected: list[str]) -> None:
    question = "Who owned the mat, according to A. Pet? And who took it?"
    changes = replaced(
        "source/terms.yaml",
        "ask: Who owned the mat, according to A. Pet?",
        f"ask: {question}\n      allow: {allow}",
    )
    problems = project.check_wording(project.load(write_project(tmp_path, changes)))
    said = [
        str(problem).replace(f"{tmp_path}/", "") for problem in problems if problem.rule == "idle-allowance"
    ]
    assert len(said) == len(expected)
    assert all(words in line for words, line in zip(expected, said, strict=True)), said
    assert ("two-questions" in allow) != any(problem.rule == "two-questions" for problem in problems)


def test_rules_are_listed_in_order() -> None:
    for rules in (checks.FILE_RULES, checks.CARD_RULES):
        names = [name_of(rule) for rule in rules]
        assert names == sorted(names)


BACK = (ROOT / "templates/cards/back.html").read_text(encoding="utf-8")
COVERED = FILES["source/source.yaml"] + "coverage: "
SEVERITIES = {"orphan-entry": "warning", "unattributed-claim": "error", "uncovered": "warning"}
ASIDE = " ".join(f"Nobody cites what was said at {hour} that day." for hour in range(1, 13))
ASIDES = {"source/text.txt": f"{FILES['source/text.txt']}\n{ASIDE}\n"}
LONGER = {"source/text.txt": FILES["source/text.txt"] + "\nNobody cites this. Nor this.\n"}


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("unattributed-claim", {}, []),
        (
            "unattributed-claim",
            {
                "templates/cards/back.html": BACK.replace("{{Speaker}}", ""),
                "templates/cards/heading.html": "<h1>[[ name ]]</h1>",
                "source/arguments.yaml": None,
            },
            [
                "the back does not name the speaker, here 'A. Pet' (2 such cards of the kind Mats Cloze)",
                "1 such cards of the kind Mats Figure Name)",
                "1 such cards of the kind Mats Figure Who)",
                "1 such cards of the kind Mats Question Question)",
                "1 such cards of the kind Mats Term Meaning)",
                "1 such cards of the kind Mats Term Name)",
            ],
        ),
        ("orphan-entry", {}, []),  # its only argument has none to be related to
        ("uncovered", LONGER, []),  # nobody asked for it
        ("uncovered", {**LONGER, "source/source.yaml": COVERED + "66%"}, []),
        (
            "uncovered",
            {**LONGER, "source/source.yaml": COVERED + "0.7"},
            ["4 of 6 sentences", "no entry cites ¶3"],
        ),
        (
            "uncovered",
            {**LONGER, "source/source.yaml": COVERED + "all\nuncited: {Nobody … Nor: Asides.}"},
            [],
        ),
        (
            "uncovered",
            {
                **LONGER,
                "source/source.yaml": COVERED + "85 %\nuncited: {Nor this: An aside., The cat sat: Cited.}",
            },
            ["this is cited", "4 of 5 sentences", "no entry cites ¶3"],
        ),
        (
            "uncovered",
            {**ASIDES, "source/source.yaml": COVERED + "85 %"},
            [
                "'Nobody cites what was said at', 'Nobody",
                "no entry cites ¶3 (“Nobody cites what was said at 1 that…”)",
            ],
        ),
    ],
)
def test_a_rule_finds_what_no_case_file_can_show(
    tmp_path: Path, name: str, changes: dict[str, str | None], expected: list[str]
) -> None:
    problems = project.check_wording(project.load(write_project(tmp_path, changes)))
    hits = [problem for problem in problems if problem.rule == name]
    messages = sorted(hit.message for hit in hits)
    assert len(messages) == len(expected), messages
    assert {hit.severity for hit in hits} <= {SEVERITIES[name]}
    for words in expected:
        assert any(words in message for message in messages), messages


def test_a_sentence_about_a_tag_that_comes_by_itself_otherwise_is_told(tmp_path: Path) -> None:
    sentences = "".join(f"  {tag}: So.\n" for tag in ("paragraph::2", "paragraph::02", "kind", "kind::terms"))
    changes = {"source/source.yaml": FILES["source/source.yaml"] + sentences}
    warnings = project.load(write_project(tmp_path, changes)).warnings
    said = [str(each).partition("source.yaml:")[2] for each in warnings]
    comes, does = "come by themselves, and", "does not; did you mean"
    assert said == [
        f"13:17: warning: tags below 'paragraph' {comes} 'paragraph::2' {does} paragraph::02? [stray-tag]",
        f"16:16: warning: tags below 'kind' {comes} 'kind::terms' {does} kind::term? [stray-tag]",
    ]
