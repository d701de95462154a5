"""Tags: hierarchical names such as `topic::economy`, kept as strings.

In Anki all tags of a project stand below its root, as in `essay::topic::economy`, lest they mix with those of
other decks. Wherever they are written, they do without it.
"""

import re
from collections.abc import Iterable
from unicodedata import category, normalize

SEPARATOR = "::"
_LONGEST = 250  # characters
_LONGEST_ROOT = 30  # characters, of one that is drawn from a name

# Anki's search or its cards give these a meaning of their own, as searches do to `_`, which is escaped there.
_RESERVED = '*\\"():<>&'


def is_under(tag: str, parent: str) -> bool:
    """Tell whether `tag` is `parent` or stands below it."""
    return tag == parent or tag.startswith(parent + SEPARATOR)


def ancestors(tag: str) -> tuple[str, ...]:
    """Return the tags above and including `tag`, the highest first: a::b gives a, a::b."""
    parts = tag.split(SEPARATOR)
    return tuple(SEPARATOR.join(parts[: depth + 1]) for depth in range(len(parts)))


def rooted(root: str, tag: str) -> str:
    """Return a tag as it is in Anki."""
    return f"{root}{SEPARATOR}{tag}" if root else tag


def root_from(name: str) -> str:
    """Return the root that a project of this name has if it says nothing else: short, in small letters."""
    words = normalize("NFC", re.sub("['’]", "", name).lower())
    spaced = "".join(each if category(each)[0] in "LNM" else " " for each in words).split()
    root = "-".join(spaced)
    if len(root) <= _LONGEST_ROOT:
        return root
    return root[: _LONGEST_ROOT + 1].rpartition("-")[0] or root[:_LONGEST_ROOT]


def without_zeros(tag: str) -> str:
    """Return a tag in small letters and without the zeros by which its numbers sort."""
    return SEPARATOR.join(part.lstrip("0") for part in tag.casefold().split(SEPARATOR))


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
        if character == ":":
            return (
                f"a tag has no ':' but in '::' before one below it; write {'::'.join(re.split(':+', tag))!r}"
            )
        if character in _RESERVED:
            return f"a tag has no {character!r}: it means something to Anki; write a hyphen"
        if not character.isprintable():
            return f"a tag has no unprintable characters, and this one has {character!r}"
    return _odd_tag(tag)


def root_fault(root: str) -> str | None:
    """Tell what is wrong with the root of a project's tags; None if nothing is."""
    if SEPARATOR in root:
        return f"a root is one word, without {SEPARATOR!r}; write {root.replace(SEPARATOR, '-')!r}"
    return tag_fault(root)


def _odd_tag(tag: str) -> str | None:
    if tag.casefold() == "none":
        return "the tag 'none' cannot be searched for: to Anki it means notes without tags"
    if tag.startswith("-"):
        return "a tag does not start with '-', which means 'not' in a search"
    return None
