"""Searches that find nothing: which part of one is to blame, and what may have been meant."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import chain, combinations

from studygen.anki.search_query import Search, SearchError
from studygen.anki.search_terms import tag_term
from studygen.knowledge.text.tags import SEPARATOR, ancestors, rooted, without_zeros
from studygen.project.project import Project
from studygen.wording import counted, resembling

_SUGGESTED = 3  # tags, at most
_ALIKE = 0.75  # as far as that, other words are suggested
_LISTS = "`studygen tags` lists the tags"


def with_terms_meant(project: Project, error: SearchError) -> SearchError:
    """Suggest for a bare word what is called like it."""
    if not error.word:
        return error
    root = project.spec.root if error.has_root else ""
    meant = _tags_meant(project, error.word, root) or _note_types_meant(project, error.word)
    return error.with_remedy(f"did you mean {' or '.join(meant)}?" if meant else _LISTS)


def nothing_found(project: Project, search: Search) -> str:
    """Say which part of a search keeps it from finding anything, and what might have been meant."""
    if not project.notes:
        return f"the project has no notes; write entries into {project.root / 'source'}"
    found = reasons(project, search)
    hint = [] if any("?" in reason for reason in found) else [_LISTS]
    return "; ".join([f"no note matches {search.expression!r}", *found, *hint])


def reasons(project: Project, search: Search) -> list[str]:
    """Say why a search, or a part of one, finds nothing."""
    if search.kind == "any":
        return list(dict.fromkeys(reason for part in search.parts for reason in reasons(project, part)))
    if search.kind == "all":
        empty = [part for part in search.parts if not _matching(project, part)]
        if not empty:
            return [_conflict(project, search.parts)]
        return list(dict.fromkeys(reason for part in empty for reason in reasons(project, part)))
    if search.kind == "not":
        return [f"{search.text} leaves nothing, since every note is found by {search.parts[0].text}"]
    return [f"{search.text} by itself matches nothing{_meant(project, search)}"]


def _matching(project: Project, *searches: Search) -> frozenset[str]:
    """Return the ids of the notes that all of the searches find."""
    return frozenset(
        note.id
        for note in project.notes
        if all(search.matches(note.anki_tags, note.type.name) for search in searches)
    )


def _conflict(project: Project, parts: Sequence[Search]) -> str:
    """Say which of the parts, each of which finds something, find nothing together: as few as can be."""
    for first, second in combinations(parts, 2):
        if not _matching(project, first, second):
            return _clash(project, first, second)
    needed = list(parts)
    for part in parts:
        others = [other for other in needed if other is not part]
        if not _matching(project, *others):
            needed = others
    *some, last = [part.text for part in needed]
    return f"any two of them match something together, but {', '.join(some)} and {last} do not"


def _clash(project: Project, first: Search, second: Search) -> str:
    """Say how two parts exclude each other."""
    if first.kind == "not" and second.kind != "not":
        first, second = second, first
    if first.kind == "not":
        return f"{first.text} and {second.text} leave nothing together: every note is found by one of them"
    held = counted(len(_matching(project, first)), "note")
    if second.kind == "not":
        return f"{second.text} leaves nothing of the {held} that {first.text} matches"
    others = counted(len(_matching(project, second)), "note")
    return f"{first.text} matches {held} and {second.text} {others}, but none matches both"


def _meant(project: Project, term: Search) -> str:
    if term.kind == "note":
        meant = _note_types_meant(project, term.value)
    else:
        meant = _tags_meant(project, term.value, project.spec.root if term.has_root else "")
    if meant:
        return f", did you mean {' or '.join(meant)}?"
    if term.kind == "note":
        return f"; there are {', '.join(_note_types(project))}"
    vocabulary = [tag for source in project.knowledge.sources for tag in source.spec.tags]
    if any(term.matches([rooted(project.spec.root, tag)], "") for tag in vocabulary):
        return ", since no note bears that tag yet"
    return ", since every note has tags" if term.value == "none" else ""


def _note_types(project: Project) -> list[str]:
    """Return the names of the note types that there are notes of."""
    return list(dict.fromkeys(note.type.name for note in project.notes))


def _note_types_meant(project: Project, value: str) -> list[str]:
    types = _note_types(project)
    value = value.strip("*")
    if any(name.casefold().endswith(f" {value.casefold()}") for name in types):
        return _finding(project, [f"note:*{value}"])
    lasts = [name.rpartition(" ")[2] for name in types]
    if close := _resembling(value.rpartition(" ")[2].capitalize(), lasts)[:1]:
        return _finding(project, [f"note:*{close[0]}"])
    return _finding(project, [f'"note:{name}"' for name in _resembling(value, types)[:1]])


def _tags_meant(project: Project, value: str, root: str = "") -> list[str]:
    """Return terms for the tags that end in a value, the commonest first, or else that resemble it."""
    every = [{above for tag in note.tags for above in ancestors(tag)} for note in project.notes]
    known = [tag for tag, _ in Counter(sorted(chain.from_iterable(every))).most_common()]
    value = value.strip("*").casefold()
    below = [tag for tag in known if without_zeros(tag) == without_zeros(value)]
    below += [tag for tag in known if tag.casefold().endswith(f"{SEPARATOR}{value}")]
    if not below:
        lasts = {tag.rpartition(SEPARATOR)[2] for tag in known}
        close = _resembling(value.rpartition(SEPARATOR)[2], sorted(lasts))
        below = _resembling(value, known)
        below += [tag for last in close for tag in known if tag.rpartition(SEPARATOR)[2] == last]
    meant = [tag_term(rooted(root, tag)) for tag in dict.fromkeys(below)]
    return _finding(project, meant)[:_SUGGESTED]


def _finding(project: Project, terms: Iterable[str]) -> list[str]:
    """Return those of the terms that find something: no other is worth a suggestion."""
    found = []
    for term in terms:
        with suppress(SearchError):
            found += [term] if project.select(term) else []
    return found


def _resembling(word: str, known: Iterable[str]) -> list[str]:
    return resembling(word, known, _SUGGESTED, _ALIKE)
