"""What `check` finds: all that is wrong with a project, what only printing shows included."""

from collections.abc import Callable, Iterable
from pathlib import Path

from studygen.anki.search_query import parse
from studygen.cards.note import Note
from studygen.checks import rules as checks
from studygen.checks.rule import CardRule, FileRule, explanation, name_of
from studygen.documents.sheets.registry import SHEETS, SheetKind, options_of
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.sheet import NothingToPrintError, SheetInput
from studygen.documents.sheets.typst_compiler import compile_pdf, compile_sheet
from studygen.knowledge.questions import Image
from studygen.problems import FaultyFilesError, Problem
from studygen.project.explain_search import deck_problems, found_by
from studygen.project.project import Project, check_wording, load
from studygen.wording import counted


def check(root: Path, where: str = "") -> tuple[tuple[Problem, ...], str]:
    """Return what is wrong with a project, sorted by place, and what is in it if it could be read.

    Args:
        root: the project's folder.
        where: leaves out what is wrong with the cards of other notes than this search finds; faults of whole
            files stay, and so does what keeps the project from being read.

    Raises:
        StudygenError: nothing matches.
    """
    search = parse(where)  # a fault of it is told before any of the files
    try:
        project = load(root)
    except FaultyFilesError as error:
        return error.problems, ""
    notes = found_by(project, search)
    entries = project.knowledge.by_id if search.is_blank else {note.entry.id for note in notes}
    cards = sum(len(note.cards) for note in notes)
    held = (
        f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}, {counted(len(notes), 'note')}, "
        f"{counted(cards, 'card')}, {counted(len(project.decks), 'deck')}: "
    )
    problems = [
        *project.warnings,
        *project.reshaped.values(),
        *check_wording(project, _concerning(project, notes)),
        *deck_problems(project, project.decks),
    ]
    return tuple(sorted([*problems, *sheet_problems(project), *picture_problems(project)])), held


def _concerning(project: Project, notes: Iterable[Note]) -> Callable[[str], bool]:
    """Return what tells whether a full id is of one of these notes, of its entry, or of no entry at all."""
    all_notes = {note.id for note in project.notes}
    ids = {note.id for note in notes}
    entries = {note.entry.id for note in notes}

    def concerns(full_id: str) -> bool:
        entry = full_id.partition("/")[0]
        if entry not in project.knowledge.by_id:
            return True
        return full_id in ids if entry != full_id and full_id in all_notes else entry in entries

    return concerns


def _sheet_problems(project: Project) -> tuple[Problem, ...]:
    """Find what is wrong with a project's own templates of sheets, by printing a few notes with each."""
    own = own_templates(project.root, "sheets")
    if not own or not project.notes:
        return ()
    few = SheetInput(title=project.spec.name, notes=_some_of_each(project.notes), knowledge=project.knowledge)
    tried = [*((kind, few) for kind in SHEETS), *_unusual(few, own)]
    folders = template_folders(project.root, "sheets")
    found: list[Problem] = []
    for kind, given in tried:
        try:
            for source in render(kind, given, folders):
                compile_sheet(source)
        except FaultyFilesError as error:
            found += error.problems
        except NothingToPrintError:
            continue  # nothing of the kind is in this project
    return tuple(dict.fromkeys(found))


# What templates do, or whole ones, that nothing but these options uses; a layout has a part in all of it.
_UNUSUAL: tuple[tuple[SheetKind, dict[str, Any], frozenset[str]], ...] = (
    ("cards", {"alignment": True}, frozenset(("cards-alignment.typ", "layout.typ"))),
    ("cards", {"flip": "fold"}, frozenset(("cards.typ", "layout.typ"))),
    ("guide", {"booklet": True}, frozenset(("booklet.typ", "guide.typ", "layout.typ"))),
    ("quiz", {"versions": 2}, frozenset(("document.typ", "quiz.typ", "quiz-key.typ"))),
)


def _unusual(few: SheetInput, own: Path) -> Iterator[tuple[SheetKind, SheetInput]]:
    """Yield what else is to be printed for the sake of a project's own templates."""
    names = {file.name for file in own.iterdir()}
    for kind, options, templates in _UNUSUAL:
        if not names.isdisjoint(templates):
            yield kind, replace(few, options=options_of(kind, **options))


_SOME = 4


def _some_of_each(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return the first notes of each kind of entry."""
    by_kind: dict[str, list[Note]] = {}
    for note in notes:
        by_kind.setdefault(note.entry.kind, []).append(note)
    return tuple(note for some in by_kind.values() for note in some[:_SOME])


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
