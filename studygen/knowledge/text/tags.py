"""Tags: hierarchical names such as `topic::economy`, kept as strings."""

from collections.abc import Iterable
from unicodedata import normalize

SEPARATOR = "::"
_LONGEST = 250  # characters

# Anki's search or its cards give these a meaning of their own.
_RESERVED = '_*\\"():<>&'


def is_under(tag: str, parent: str) -> bool:
    """Tell whether `tag` is `parent` or stands below it."""
    return tag == parent or tag.startswith(parent + SEPARATOR)


def ancestors(tag: str) -> tuple[str, ...]:
    """Return the tags above and including `tag`, the highest first: a::b gives a, a::b."""
    parts = tag.split(SEPARATOR)
    return tuple(SEPARATOR.join(parts[: depth + 1]) for depth in range(len(parts)))


def in_order(tags: Iterable[str]) -> list[str]:
    """Return tags sorted, each before those below it, and numbers by their values: ¶2 comes before ¶10."""
    return sorted(tags, key=lambda tag: [_sort_key(part) for part in tag.split(SEPARATOR)])


def _sort_key(part: str) -> tuple[bool, int, str, str]:
    if not (part.isascii() and part.isdigit()):
        return True, 0, part, part
    digits = part.lstrip("0")  # not their value: Python reads no number of thousands of digits
    return False, len(digits), digits, part


def tag_fault(tag: str) -> str | None:
    """Tell what is wrong with a tag and what would be right; None if nothing is."""
    if normalize("NFC", tag) != tag:
        return "a tag is in Unicode's composed form (NFC), into which Anki turns it; type it anew"
    if len(tag) > _LONGEST:
        return f"a tag has at most {_LONGEST} characters, and this one {len(tag):,}; shorten it"
    if any(character.isspace() for character in tag):
        return f"a tag has no white space; write {'-'.join(tag.split())!r}"
    parts = tag.split(SEPARATOR)
    if not all(parts):
        return "a tag has a word on each side of '::'"
    for character in "".join(parts):
        if character in _RESERVED:
            return f"a tag has no {character!r}: it means something to Anki; write a hyphen"
        if not character.isprintable():
            return f"a tag has no unprintable characters, and this one has {character!r}"
    return _odd_tag(tag)


def _odd_tag(tag: str) -> str | None:
    if tag.casefold() == "none":
        return "the tag 'none' cannot be searched for: to Anki it means notes without tags"
    if tag.startswith("-"):
        return "a tag does not start with '-', which means 'not' in a search"
    return None
