"""orphan-entry: an argument that bears on no other, or a term that no other entry uses.

Why: what hangs together with nothing is forgotten first. An argument is for or against something, and a
term is worth a card because something else is said with it.
Source: Wozniak, "Twenty rules", 1 and 2 (understand the whole before its parts); this project. A warning,
where at least half of the arguments, or of the terms, do hang together: a list of words is none the worse for
words that nothing ties. The names of terms are found by their stems.
"""

from collections.abc import Iterator, Sequence

from studygen.checks.card_texts import AllCards
from studygen.checks.entry_names import all_words, names
from studygen.checks.rule import Hit, on_entry
from studygen.checks.stems import stems
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Arguing, Defined
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.document import without_article


def orphan_entry(all_cards: AllCards) -> Iterator[Hit]:
    """Find arguments without a relation, and terms without a mention, where there are others to relate to."""
    entries = [entry for _, entry in all_cards.knowledge.entries()]
    arguments = [entry for entry in entries if isinstance(entry, Arguing)]
    related = {
        party
        for entry in arguments
        for others in entry.relations.values()
        for other in others
        for party in (entry.id, other)
    }
    for entry in _few(arguments, related):
        message = "no relation ties this argument to another; say under `relations` what it bears on, and how"
        yield on_entry(entry, message)
    used = _referred_to(all_cards.knowledge) | _mentioned(all_cards.knowledge)
    for term in _few([entry for entry in entries if isinstance(entry, Defined)], used):
        message = (
            f"no other entry refers to {term.title!r} or uses the word; name it in the `see` of the"
            " entries that it helps to understand, or leave it out"
        )
        yield on_entry(term, message)


def _few(entries: Sequence[Entry], tied: set[str]) -> list[Entry]:
    """Return the entries that nothing ties to others, if they are the exception."""
    alone = [entry for entry in entries if entry.id not in tied]
    return alone if 2 * len(alone) <= len(entries) else []


def _referred_to(knowledge: Knowledge) -> set[str]:
    return {other for _, entry in knowledge.entries() for _, other in entry.references}


def _mentioned(knowledge: Knowledge) -> set[str]:
    """Return the terms whose name, or another name of the same, occurs in what another entry says."""
    named: dict[tuple[str, ...], set[str]] = {}  # the terms that are called so, by the stems of the name
    for source, entry in knowledge.entries():
        for name in names(entry) if isinstance(entry, Defined) else ():
            if wanted := tuple(stems(without_article(name), source.spec.language)):
                named.setdefault(wanted, set()).add(entry.id)
    lengths = sorted({len(wanted) for wanted in named})
    found: set[str] = set()
    for source, entry in knowledge.entries():
        for text in all_words(entry).split("\n"):
            said = tuple(stems(text, source.spec.language))
            for at in range(len(said)):
                for length in lengths:
                    found |= named.get(said[at : at + length], set()) - {entry.id}
    return found
