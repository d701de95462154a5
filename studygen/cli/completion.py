"""What a shell offers to complete: decks, sheets, tags and ids of the project at hand.

A shell waits for each answer, so that files are read and not checked; where anything is wrong, nothing is
offered.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studygen.problems import StudygenError

if TYPE_CHECKING:
    from studygen.knowledge.knowledge_base import Knowledge

Completions = Callable[
    [Any, str], list[str]
]  # of the command as far as it is written, and of a word's beginning


def _offered(find: Callable[[Path, Any], Iterator[str]]) -> Completions:
    """Return what offers those of the found words that begin as what was typed does."""

    def offer(ctx: Any, incomplete: str) -> list[str]:
        from studygen.project.folders import find as find_project

        with suppress(StudygenError, OSError):
            root = find_project(Path(ctx.params["project"]) if ctx.params.get("project") else None)
            return sorted({word for word in find(root, ctx.params) if word.startswith(incomplete)})
        return []

    return offer


def _decks(root: Path, params: Any) -> Iterator[str]:
    from studygen.knowledge.knowledge_base import YAML

    named = params.get("decks") or ()
    yield from (
        file.stem for file in (root / "decks").glob("*") if file.suffix in YAML and file.stem not in named
    )


def _ids(root: Path, _params: Any) -> Iterator[str]:
    for _, entry in _knowledge(root).entries():
        yield entry.id
        yield from (entry.full_id(path) for path, _ in entry.asked)


def _terms(root: Path, _params: Any) -> Iterator[str]:
    """Yield a term of a search for each tag."""
    from studygen.knowledge.derived_tags import every
    from studygen.knowledge.text.tags import SEPARATOR

    knowledge = _knowledge(root)
    tags = {*every(knowledge), *(tag for source in knowledge.sources for tag in source.spec.tags)}
    tags |= {tag for _, entry in knowledge.entries() for _, tag in entry.tagged}
    for tag in tags:
        parts = tag.split(SEPARATOR)
        yield from (f"tag:{SEPARATOR.join(parts[:depth])}" for depth in range(1, len(parts) + 1))


def _knowledge(root: Path) -> "Knowledge":
    from studygen.project.reading import FileReader, read_knowledge

    return read_knowledge(root / "source", FileReader())


def offer_sheets(incomplete: str) -> list[str]:
    """Offer the kinds of sheets."""
    from studygen.documents.sheets.registry import SHEETS

    return [name for name in SHEETS if name.startswith(incomplete)]


def offer_search(ctx: Any, incomplete: str) -> list[str]:
    """Offer terms for the tags of the project in place of the last term of a search."""
    last = incomplete.rpartition(" ")[2].lstrip("-(")
    before = incomplete.removesuffix(last)
    return [f"{before}{term}" for term in _offered(_terms)(ctx, last)]


offer_decks = _offered(_decks)
offer_ids = _offered(_ids)
