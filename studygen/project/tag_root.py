"""The root of a project's tags, below which they stand in Anki, and tags that would be taken for it."""

from collections.abc import Iterator

from studygen.knowledge.derived_tags import HIGHEST
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.tags import ancestors, root_fault
from studygen.problems import Place, Problem
from studygen.project.settings import ProjectSpec
from studygen.wording import counted


def clashes(spec: ProjectSpec, knowledge: Knowledge) -> Iterator[Problem]:
    """Find a root that cannot be one, and own tags that a search could not tell from it."""
    root = spec.root
    if not root or root_fault(root):  # of one that is written, this has been told
        message = f"no root for tags follows from the name {spec.name!r}; write one: `tag-root: my-text`"
        yield Problem(spec.root_place, message, "bad-tag")
    elif root.casefold() in HIGHEST:
        message = f"tags that come by themselves stand below {root!r}; write another root: {_other(root)}"
        yield Problem(spec.root_place, message, "clashing-tag")
    elif places := list(_places(root, knowledge)):
        message = (
            f"tags stand below {root!r} in Anki, and are written without it; leave it out at {places[0]}"
            f"{_and_elsewhere(len(places) - 1)}, or, if this is another thing, write {_other(root)}"
        )
        yield Problem(spec.root_place, message, "clashing-tag")


def _places(root: str, knowledge: Knowledge) -> Iterator[Place]:
    """Yield where tags are written that begin as the root does."""
    for source in knowledge.sources:
        yield from (source.spec.place("tags", tag) for tag in source.spec.tags if _begins(tag, root))
    for _, entry in knowledge.entries():
        yield from (entry.place(*path) for path, tag in entry.tagged if _begins(tag, root))


def _begins(tag: str, root: str) -> bool:
    return ancestors(tag)[0].casefold() == root.casefold()


def _other(root: str) -> str:
    return f"`tag-root: {root}-text`"


def _and_elsewhere(count: int) -> str:
    return f" and in {counted(count, 'other place')}" if count else ""
