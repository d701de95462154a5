"""Choosing a deck's notes by ticking tags in the terminal.

questionary is imported where it asks: it takes a tenth of a second, and most decks are made without it.
"""

import shlex
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from shutil import get_terminal_size

from studygen.anki.identities import DECK_NAME_RULE, is_deck_name
from studygen.anki.search_query import Search, parse
from studygen.anki.search_terms import tag_term
from studygen.knowledge.text.tags import SEPARATOR, in_order, is_under
from studygen.problems import StudygenError
from studygen.project import deck_names, tag_tree
from studygen.project.project import Project
from studygen.project.tag_tree import tag_table
from studygen.wording import counted, printable, printable_line

_BESIDE = 6  # columns of the pointer and the box


@dataclass(frozen=True, slots=True)
class Asked:
    """What was chosen: a search, and the name of the deck that it selects."""

    where: str
    name: str


def refuse_without_terminal() -> None:
    """Refuse to ask where nobody could answer.

    Raises:
        StudygenError: standard input or output is not a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise StudygenError(
            "--interactive asks in a terminal, and this is none; say which notes with --where,"
            " such as --where tag:importance::core"
        )


def ask(project: Project, where: str, name: str | None) -> Asked:
    """Ask for tags that select something, and then for the deck's name.

    Args:
        project: whose tags are offered.
        where: restricts what is offered and selected.
        name: of the deck; asked for if None.

    Raises:
        KeyboardInterrupt: it was broken off.
    """
    wanted = project.search(search_of(_ask_tags(project, where), where))
    notes = project.matching(wanted)
    cards = sum(len(note.cards) for note in notes)
    _say(f"  --where {quoted(wanted.expression)}: {counted(len(notes), 'note')}, {counted(cards, 'card')}")
    return Asked(wanted.expression, name or _ask_name(project, wanted))


def search_of(ticked: Iterable[str], where: str = "") -> str:
    """Return the search for tags of which those below the same highest one are alternatives to each other.

    `topic::economy`, `topic::power` and `person::stalin` are either topic, of Stalin.
    """
    groups: dict[str, list[str]] = {}
    for tag in in_order(ticked):
        group = groups.setdefault(tag.partition(SEPARATOR)[0], [])
        if not any(is_under(tag, other) for other in group):  # a tag finds those below it
            group.append(tag)
    alternatives = [" or ".join(map(tag_term, group)) for group in groups.values()]
    given = [where.strip()] if where.strip() else []
    parts = [*given, *alternatives]
    if len(parts) == 1:
        return parts[0]
    return " ".join(f"({part})" if parse(part).kind == "any" else part for part in parts)


def command(**options: object) -> str:
    """Return the command line that makes the same deck; options without a value are left out."""
    words = [f"--{option} {quoted(str(value))}" for option, value in options.items() if value]
    return " ".join(["studygen deck", *words])


def quoted(word: str) -> str:
    """Return a word as the shell of this system takes it."""
    if sys.platform == "win32":
        return subprocess.list2cmdline([word])
    return shlex.quote(word)


def _say(text: str) -> None:
    import questionary

    questionary.print(printable(text))  # where the questions are


def _ask_tags(project: Project, where: str) -> list[str]:
    import questionary

    # A filtered list is no tree any more, so that names are shown in full.
    rows = tag_table(project, where)
    titles = tag_tree.lines(rows, get_terminal_size().columns - _BESIDE, full_names=True)
    choices = [
        questionary.Choice(printable_line(title), tag, description=printable_line(meaning) or None)
        for title, (tag, _, meaning) in zip(titles, rows, strict=True)
    ]
    answer: list[str] = questionary.checkbox(
        "Which tags?",
        choices,
        instruction="(space ticks, typing filters, Enter goes on, Ctrl-C breaks off)",
        validate=lambda ticked: _fault(project, search_of(ticked, where), ticked) or True,
        use_search_filter=True,
        use_jk_keys=False,  # they filter
    ).unsafe_ask()
    return answer


def _fault(project: Project, where: str, ticked: Sequence[str]) -> str | None:
    """Say why nothing can be made of the tags that were ticked; None if something can."""
    if not ticked:
        return "Tick at least one tag with the space bar."
    if project.select(where):
        return None
    return f"No note has these together: {where}"


def _ask_name(project: Project, search: Search) -> str:
    import questionary

    answer: str = questionary.text(
        "The deck's name in Anki?",
        default=deck_names.deck_name(project.spec.name, search, project.vocabulary),
        validate=lambda given: is_deck_name(given) or f"No deck can be named so: {DECK_NAME_RULE}.",
    ).unsafe_ask()
    return answer
