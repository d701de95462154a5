"""What entries are called, and the words that they consist of."""

from studygen.knowledge.base import Writing
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.text.markdown import to_plain
from studygen.knowledge.text_fields import texts


def names(entry: Entry) -> tuple[str, ...]:
    """Return all that an entry is called by, as plain words."""
    return tuple(map(to_plain, entry.names))


def all_words(entry: Entry) -> str:
    """Return all that an entry says, its questions and the editor's notes included, a text on each line."""
    said = (Writing.SAID, Writing.ASKED, Writing.ADDED)
    return "\n".join(each.text for each in texts(entry) if each.sort in said)


def own_words(entry: Entry) -> str:
    """Return what an entry itself says, without questions and notes, a text on each line."""
    return "\n".join(each.text for each in texts(entry) if each.sort is Writing.SAID)
