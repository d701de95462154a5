"""Whether a lock is whole: its last lines count the lines of each kind and have a hash of them.

A merge of two branches that have both changed lines of a kind is in conflict there, so that none is lost
unnoticed.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from studygen.wording import are, counted

SECTIONS = ("blank", "deck", "draft", "draft-type", "in", "note", "note-type", "release", "tag-root")
CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_PARTS = {"field": "note-type", "card": "note-type"}
_GONE = " gone"


def whole_lines(lines: Iterable[str]) -> Iterator[str]:
    """Return the lines that tell whether the others are all there."""
    for section, said in _sections(lines).items():
        yield f"whole {section} {len(said)} {_hash(said)}"


def fault(lines: Iterable[str], whole: Mapping[str, tuple[int, str]]) -> str | None:
    """Tell which lines are not as they were written; None if all are.

    Args:
        lines: what there is.
        whole: the number and the hash that each section should have.
    """
    for section, said in _sections(lines).items():
        if section not in whole:
            return f"the line `whole {section}` is missing here"
        count, digest = whole[section]
        if len(said) != count:
            are_here = f"there {are(len(said))} {len(said):,}"
            return f"there should be {counted(count, 'line')} `{section}` here, and {are_here}"
        if _hash(said) != digest:
            return f"the lines `{section}` are not those that were written here"
    return None


def section_of(line: str) -> str:
    """Return the section of a line: what it is about."""
    word = line.partition(" ")[0]
    return _PARTS.get(word, word)


def _sections(lines: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {section: [] for section in SECTIONS}
    for line in lines:
        if section_of(line) in found:
            found[section_of(line)].append(line)
    return found


def _hash(lines: Iterable[str]) -> str:
    # `gone` may be taken off a line by hand.
    text = "\n".join(sorted(line.removesuffix(_GONE) for line in lines))
    return blake2b(text.encode(), digest_size=8).hexdigest()
