"""What `check` and `coverage` tell: faults and rules as text, for editors and for CI, and what is cited."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from studygen import checks
from studygen.checks.rule import CardRule, FileRule, explanation, name_of
from studygen.coverage import Paragraph, coverage, share, to_html
from studygen.files import write_bytes
from studygen.pdf import compile_sheet
from studygen.problems import FaultyFilesError, Problem, counted
from studygen.project import (
    Project,
    check_wording,
    load,
    output_file,
    own_templates,
    template_folders,
)
from studygen.sheets import SHEETS, SheetInput, render
from studygen.unmatched import deck_problems

Format = Literal["text", "json", "github"]


def check(root: Path) -> tuple[tuple[Problem, ...], str]:
    """Return all that is wrong with a project, sorted by place, and what is in it if it could be read."""
    try:
        project = load(root)
    except FaultyFilesError as error:
        return error.problems, ""
    entries = sum(len(source.entries) for source in project.knowledge.sources)
    cards = sum(len(note.cards) for note in project.notes)
    held = (
        f"{entries} {'entry' if entries == 1 else 'entries'}, {counted(len(project.notes), 'note')}, "
        f"{counted(cards, 'card')}, {counted(len(project.decks), 'deck')}: "
    )
    problems = [*project.warnings, *check_wording(project), *deck_problems(project, project.decks)]
    return tuple(sorted([*problems, *_sheet_problems(project)])), held


def _sheet_problems(project: Project) -> tuple[Problem, ...]:
    """Find what is wrong with a project's own templates of sheets, by printing a few notes with each."""
    if not own_templates(project.root, "sheets") or not project.notes:
        return ()
    folders = template_folders(project.root, "sheets")
    few = SheetInput(title=project.spec.name, notes=project.notes[:8], knowledge=project.knowledge)
    found: list[Problem] = []
    for kind in SHEETS:
        try:
            for source in render(kind, few, folders):
                compile_sheet(source)
        except FaultyFilesError as error:
            found += error.problems
    return tuple(dict.fromkeys(found))


def rules() -> dict[str, str]:
    """Return every rule with its explanation, whose first line is what the rule finds."""
    every: list[FileRule | CardRule] = [*checks.FILE_RULES, *checks.CARD_RULES]
    return dict(sorted((name_of(rule), explanation(rule)) for rule in every))


def written(problems: Sequence[Problem], shape: Format) -> str:
    """Return problems as lines to read, as JSON, or as GitHub's workflow commands."""
    if shape == "json":
        return json.dumps([_record(problem) for problem in problems], indent=2, ensure_ascii=False)
    return "\n".join(map(_annotation if shape == "github" else str, problems))


def _record(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.place.file.as_posix(),
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": problem.severity,
        "rule": problem.rule,
        "message": problem.message,
    }


def _annotation(problem: Problem) -> str:
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    place = problem.place
    where = f"file={_property(place.file.as_posix())},line={place.line},col={place.column}"
    return f"::{problem.severity} {where},title={problem.rule}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def coverage_table(project: Project) -> str:
    """Return a line for each sentence with the entries that cite it, and one for each paragraph and text."""
    sources = project.knowledge.sources
    return "\n".join(line for source in sources for line in _lines(source.spec.title, coverage(source)))


def _lines(title: str, paragraphs: tuple[Paragraph, ...]) -> Iterable[str]:
    for paragraph in paragraphs:
        cited, all_ = share((paragraph,))
        yield f"¶{paragraph.number}  {cited} of {all_} sentences"
        for sentence in paragraph.sentences:
            entries = ", ".join(entry.id for entry in sentence.entries)
            yield f"  {sentence.name:<6} {entries or f'not cited: {sentence.excused or sentence.words}'}"
    cited, all_ = share(paragraphs)
    yield f"{title}: {cited} of {all_} sentences are cited ({cited / all_:.0%})"


def write_coverage(project: Project, path: Path) -> list[Path]:
    """Write a page for each text of a project; those after the first are named after their folders.

    Raises:
        FaultyFilesError: the template has a fault.
        StudygenError: the file is no page, or cannot be written.
    """
    path = output_file(project, path, ".html")
    folders = template_folders(project.root, "page")
    first, *others = project.knowledge.sources
    pages = {path: first} | {path.with_stem(f"{path.stem}-{each.name}"): each for each in others}
    for file, source in pages.items():
        write_bytes(file, to_html(source, folders).encode())
    return list(pages)
