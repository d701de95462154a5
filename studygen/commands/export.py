"""Cards and quizzes for other programs."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Literal

from studygen.cards.note import Note
from studygen.commands.quiz_formats import as_gift, as_moodle_xml
from studygen.documents.sheets.quiz.quiz import QuizOptions, draw
from studygen.knowledge.kinds.traits import Named
from studygen.knowledge.questions import Cloze
from studygen.knowledge.text import blanks
from studygen.knowledge.text.markdown import to_html, to_plain
from studygen.problems import StudygenError
from studygen.project.project import Project
from studygen.project.search import find_notes, read_search

Format = Literal["csv", "quizlet", "anki", "moodle", "gift"]
ENDINGS: dict[str, str] = {
    "csv": ".csv",
    "quizlet": ".txt",
    "anki": ".txt",
    "moodle": ".xml",
    "gift": ".gift",
}
_COLUMNS = ("term", "meaning", "question", "answer", "cloze", "aliases", "hint", "note", "tags")


@dataclass(frozen=True)
class Exported:
    """Notes as another program reads them, and how many of their pictures and recordings are not in it."""

    text: str
    media: int


def exported(project: Project, wanted: Format, where: str, seed: int) -> Exported:
    """Return the notes that a search finds as another program reads them.

    Raises:
        StudygenError: nothing matches, or there is nothing to ask.
    """
    notes = find_notes(project, read_search(project, where))
    return Exported(_text(project, notes, wanted, seed), len({name for note in notes for name in note.files}))


def _text(project: Project, notes: Sequence[Note], wanted: Format, seed: int) -> str:
    match wanted:
        case "csv":
            return _as_csv(notes)
        case "quizlet":
            return _as_quizlet(notes)
        case "anki":
            return _as_anki_text(notes)
    quiz = draw(notes, project.knowledge, seed, QuizOptions())
    if not quiz.count:
        raise StudygenError("there is nothing to ask: none of the selected notes has cards")
    return as_gift(quiz) if wanted == "gift" else as_moodle_xml(quiz)


def _as_csv(notes: Iterable[Note]) -> str:
    """Return a table that `import` reads again, in light Markdown."""
    written = StringIO(newline="")
    writer = csv.DictWriter(written, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for note in notes:
        beside = {"note": note.remark or "", "tags": " ".join(_own_tags(note))}
        writer.writerows({**beside, **row} for row in _rows(note))
    return written.getvalue()


def _rows(note: Note) -> Iterator[dict[str, str]]:
    entry = note.entry
    if note.id == entry.id and isinstance(entry, Named):
        more = {"aliases": "; ".join(entry.aliases), "hint": entry.hint or ""}
        yield {"term": entry.name, "meaning": entry.gist, **more}
    elif (sentence := _cloze(note)) is not None:
        yield {"cloze": sentence}
    else:
        yield from ({"question": card.question, "answer": card.answer} for card in note.cards)


def _as_quizlet(notes: Iterable[Note]) -> str:
    """Return a card a line, a tab between its sides, in plain words."""
    lines = []
    for note in notes:
        if note.id == note.entry.id and isinstance(note.entry, Named):
            sides = [(note.entry.name, note.entry.gist)]
        else:
            sides = [(card.question, card.answer) for card in note.cards]
        lines += ["\t".join(" ".join(to_plain(side).split()) for side in both) for both in sides]
    return "".join(f"{line}\n" for line in lines)


def _as_anki_text(notes: Sequence[Note]) -> str:
    """Return Anki's text, in HTML, with the note types that every collection has."""
    written = StringIO(newline="")
    written.write("#separator:tab\n#html:true\n#notetype column:1\n#tags column:4\n")
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    for note in notes:
        tags = " ".join(note.anki_tags)
        remark = to_html(note.remark) if note.remark else ""
        for row in _rows(note):
            if "cloze" in row:
                writer.writerow(("Cloze", to_html(row["cloze"]), remark, tags))
                continue
            front, back = (
                row.get("term") or row.get("question", ""),
                row.get("meaning") or row.get("answer", ""),
            )
            answer = "<br><br>".join(filter(None, (to_html(back), remark)))
            writer.writerow(("Basic", to_html(front), answer, tags))
    return written.getvalue()


def _cloze(note: Note) -> str | None:
    """Return the sentence of a note with Anki's blanks in it, light Markdown; None if it has none."""
    match note.path:
        case ("questions", int(number)):
            asked = note.entry.questions[number]
            if isinstance(asked, Cloze):
                return _with_numbers(asked.cloze)
    return None


def _with_numbers(sentence: str) -> str:
    numbers = {name: at for at, name in enumerate(blanks.names(sentence), start=1)}
    written, at = "", 0
    for blank in blanks.blanks(sentence):
        hint = f"::{blank.hint}" if blank.hint else ""
        written += f"{sentence[at : blank.start]}{{{{c{numbers[blank.name]}::{blank.hidden}{hint}}}}}"
        at = blank.end
    return written + sentence[at:]


def _own_tags(note: Note) -> list[str]:
    """Return the tags that somebody has written, without those that come by themselves."""
    return [tag for tag in note.tags if not tag.startswith(("kind::", "paragraph::"))]
