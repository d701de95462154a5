"""Single terms of a search: what a value with its wildcards and escapes finds.

The rules are Anki's, the odd ones included.
"""

import re
from collections.abc import Callable

from studygen.knowledge.text.tags import SEPARATOR

# Of a note's tags, as Anki stores them (` a b::c `, or nothing at all), and its note type's name.
Test = Callable[[str, str], bool]

NONE = "none"  # the value that finds notes without tags
CHARACTER = re.compile(r"\\?.")  # of a value, with the backslash that escapes it


def tag_term(tag: str) -> str:
    """Return the term that finds this tag and those below it."""
    return f"tag:{_literally(tag)}"


# The root, which all tags of a project stand below


def begins_with(value: str, root: str) -> bool:
    """Tell whether a value of `tag:` asks for the root itself, or for tags below it."""
    return _beginning(root).match(value) is not None


def below(value: str, root: str) -> str:
    """Return a value less the root, if it begins with that; of the root itself, any tag below it."""
    if not (found := _beginning(root).match(value)):
        return value
    return re.sub(r"\A(?:\\?:){2}", "", value[found.end() :]) or "*"


def put_in(root: str, value: str) -> str:
    """Return a value that asks for the same below the root. Notes without tags are asked for as ever."""
    return value if value == NONE else f"{_literally(root)}{SEPARATOR}{value}"


def _literally(tag: str) -> str:
    return tag.replace("_", r"\_")  # the one wildcard that may be part of a tag


def _beginning(root: str) -> re.Pattern[str]:
    letters = "".join(rf"\\?{_either_case(character)}" for character in root)
    return re.compile(rf"{letters}(?=\\?:|\*|\Z)", re.IGNORECASE)


# What is found


def _has_tag(value: str) -> Test:
    """Return the test of `tag:` with a value."""
    if value == NONE:
        return lambda tags, _: not tags
    if value == "*":
        return lambda *_: True  # notes without tags too; tag:** asks for one
    if " " in value:
        return lambda *_: False  # or `a b` would be found across two tags
    find = re.compile(f" {_pattern(value, '[^ ]')}(?:::| )", re.IGNORECASE).search
    return lambda tags, _: find(tags) is not None


def _has_note_type(value: str) -> Test:
    """Return the test of `note:` with a value."""
    characters = CHARACTER.findall(value)
    if "*" in characters or "_" in characters:
        fits = re.compile(_pattern(value, "."), re.IGNORECASE).fullmatch
        return lambda _, note_type: fits(note_type) is not None
    # Anki compares whole names by a collation, not by a regular expression: this way ß is ss.
    name = "".join(character[-1] for character in characters).casefold()
    return lambda _, note_type: note_type.casefold() == name


def _pattern(value: str, any_character: str) -> str:
    """Return the regular expression of a value with Anki's wildcards and escapes."""
    pieces = [""]
    for character in CHARACTER.findall(value):
        if character == "*":
            pieces.append("")
        else:
            pieces[-1] += any_character if character == "_" else _either_case(character[-1])
    first, *others = pieces
    if not others:
        return first
    # What stands between two stars is taken where it comes first, for good: backtracking would take ages.
    between = "".join(f"(?>{any_character}*?{piece})" for piece in others[:-1])
    return f"{first}{between}{any_character}*{others[-1]}"


def _either_case(character: str) -> str:
    """Return the regular expression of a character; Python alone takes the Turkish İ and ı for an i."""
    if character in "iI":
        return "(?-i:[iI])"
    return f"(?-i:{character})" if character in "İı" else re.escape(character)


TESTS: dict[str, Callable[[str], Test]] = {"tag": _has_tag, "note": _has_note_type}
