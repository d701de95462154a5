"""What a selection is called: a search in words for whoever studies the deck or reads the sheet.

`tag:topic::economy -tag:person::trotsky` is "Economy without Trotsky". Names depend on the search, on the
text and on the vocabulary in source.yaml only, so that new entries rename no deck that learners have.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import groupby

from studygen.anki.notetypes import NoteType
from studygen.anki.search_query import Search
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.tags import SEPARATOR, ancestors

ALL = "All"
_LONGEST = 80  # characters of each part of a deck's name
_UNFIT = re.compile(r"[:\x00-\x1f\x7f\s]+")  # for such a part
_ESCAPED = re.compile(r"\\(.)")
_STAR = re.compile(r"(?<!\\)(?:\\\\)*\*")


@dataclass(frozen=True)
class Vocabulary:
    """The words that tags and note types are called by.

    `meanings` holds the tags with a sentence each, in the order of source.yaml; `note_types` their names
    without the project's; `prose` what shows how words are written.
    """

    meanings: Mapping[str, str]
    note_types: Mapping[str, str]
    prose: str = ""

    @cached_property
    def tags(self) -> dict[str, str]:
        """The known tags, the highest ones included, by their folded forms."""
        return {above.casefold(): above for tag in self.meanings for above in ancestors(tag)}

    @cached_property
    def first_called(self) -> dict[str, str]:
        """The first tag of each title, which goes by it alone: a later twin changes no deck's name."""
        first: dict[str, str] = {}
        for tag in self.meanings:
            first.setdefault(_last_words(tag, self).casefold(), tag)
        return first

    def spelled(self, word: str, meaning: str = "") -> str:
        """Return a word of a tag as the text writes it most often: stalin is Stalin, nep is NEP."""
        written = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", self.prose, re.IGNORECASE)
        if found := Counter(each[0] for each in written):
            return found.most_common(1)[0][0]
        return word.upper() if len(word) > 1 and word.casefold() in _initials(meaning) else word


def vocabulary(project: str, knowledge: Knowledge, note_types: Iterable[NoteType]) -> Vocabulary:
    """Return the words that a project of that name has for its tags and note types."""
    meanings = {tag: text for source in knowledge.sources for tag, text in source.spec.tags.items()}
    texts = [source.document.text for source in knowledge.sources]
    named = {each.name: each.name.removeprefix(project).strip() for each in note_types}
    return Vocabulary(meanings, named, "\n".join([*texts, *meanings.values()]))


def phrase(search: Search, known: Vocabulary) -> str:
    """Return a search in at most 80 characters of words, without any that a deck's name cannot have."""
    words = _phrase(_simple(search), known)
    text = _UNFIT.sub(" ", words).strip() or ALL
    if len(text) <= _LONGEST:
        return text
    # What sets two long searches apart may be what is cut off.
    mark = blake2b(text.encode(), digest_size=2).hexdigest()
    kept = text[: _LONGEST - len(mark) - 3]
    return f"{kept.rpartition(' ')[0] or kept} … {mark}"


def deck_name(project: str, search: Search, known: Vocabulary) -> str:
    """Return the name of a deck that a search selects, below the deck of a project of that name."""
    above = _UNFIT.sub(" ", project).strip()[:_LONGEST].strip()
    return above if search.is_blank else f"{above}::{phrase(search, known)}"


def description(search: Search, known: Vocabulary, title: str) -> str:
    """Return what is said of a deck of the text `title` that a search selects."""
    if search.is_blank:
        return f"From “{title}”."
    simple = _simple(search)
    meaning = known.meanings.get(_known_tag(simple, known) or "")
    if meaning:
        return f"{meaning} From “{title}”."
    return f"{_phrase(simple, known)}: from “{title}”, selected by {search.in_anki.strip()}."


@dataclass(frozen=True, slots=True)
class _Simple:
    """A search without needless nesting: nothing stands directly in another of its kind."""

    kind: str  # as a Search's
    term: Search | None = None
    parts: tuple["_Simple", ...] = ()


def _simple(search: Search, *, negated: bool = False) -> _Simple:
    """Simplify a search; what is not (a or b) is neither a nor b."""
    if search.kind == "not":
        return _simple(search.parts[0], negated=not negated)
    if not search.parts:
        term = _Simple(search.kind, search)
        return _Simple("not", parts=(term,)) if negated else term
    if negated and search.kind == "all":
        return _Simple("not", parts=(_simple(search),))
    kind = "all" if negated else search.kind
    parts: list[_Simple] = []
    for part in (_simple(each, negated=negated) for each in search.parts):
        parts += part.parts if part.kind == kind else [part]
    return _Simple(kind, parts=tuple(dict.fromkeys(parts)))


def _phrase(search: _Simple, known: Vocabulary) -> str:
    match search.kind:
        case "any":
            return _alternatives(search.parts, known)
        case "all":
            return _conjunction(search.parts, known)
        case "not":
            return _conjunction((search,), known)
        case "note":
            return _notes([_note_types(search, known)])
    return _tag_title(search, known)


def _alternatives(parts: Iterable[_Simple], known: Vocabulary) -> str:
    """Return `A, B or C`, where numbered tags are one: `Paragraph 4–7`."""
    numbered: dict[str, list[int]] = {}
    types: list[str] = []
    items: dict[str, str] = {}
    for part in parts:
        above, _, last = (_known_tag(part, known) or "").rpartition(SEPARATOR)
        if above and _is_number(last):
            numbered.setdefault(above, []).append(int(last))
            items[above] = f"{_tag_words(above, known)} {_runs(numbered[above])}"
        elif part.kind == "note":
            types.append(_note_types(part, known))
            items["note"] = _notes(types)
        else:
            words = _phrase(part, known)
            items[words] = f"({words})" if part.kind in ("all", "not") else words
    return _listed(list(items.values()), "or")


def _conjunction(parts: tuple[_Simple, ...], known: Vocabulary) -> str:
    """Return `A and B without C or D, Term notes only`."""
    wanted = [_grouped(part, known) for part in parts if part.kind in ("tag", "any", "all")]
    types = [_phrase(part, known) for part in parts if part.kind == "note"]
    unwanted = [part.parts[0] for part in parts if part.kind == "not"]
    if not wanted:
        wanted, types = types, []
    without = f" without {_alternatives(unwanted, known)}" if unwanted else ""
    only = f", {_listed(types, 'and')} only" if types else ""
    return f"{_listed(wanted, 'and') or ALL}{without}{only}"


def _grouped(part: _Simple, known: Vocabulary) -> str:
    words = _phrase(part, known)
    return f"({words})" if part.kind == "any" and " or " in words else words


def _listed(items: list[str], word: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _plain_number(digits: str) -> str:
    """Return a number without the zeros by which it sorts."""
    return digits.lstrip("0") or "0"


def _runs(numbers: list[int]) -> str:
    """Return numbers with a dash for those that follow each other: 1–3 or 5."""
    ordered = sorted(set(numbers))
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0])
    ]
    return _listed([f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs], "or")


def _value(search: _Simple) -> str:
    return search.term.value if search.term else ""


def _known_tag(search: _Simple, known: Vocabulary) -> str | None:
    """Return the tag that a term names, as the vocabulary writes it; None if it is no such term."""
    if search.kind != "tag" or _STAR.search(_value(search)):
        return None
    # Of `a_b`, which finds `axb` as well, the one that is written so is meant.
    return known.tags.get(_ESCAPED.sub(r"\1", _value(search)).casefold())


def _tag_title(search: _Simple, known: Vocabulary) -> str:
    value = _value(search)
    if value == "none":
        return "Untagged"
    if value == "*":
        return ALL
    if tag := _known_tag(search, known):
        return _tag_words(tag, known)
    parts = [part for part in value.split(SEPARATOR) if part]
    return _capitalized(_with_wildcards(parts, known)) if parts else ALL


def _with_wildcards(parts: list[str], known: Vocabulary) -> str:
    """Return the last part of a tag that may have wildcards, with the one above where it says little."""
    *above, last = [_spelled(_shown(part), known) for part in parts]
    if not above:
        return last
    return f"any {above[-1]}" if last == "…" else f"{above[-1]} {last}" if last[0].isdigit() else last


def _shown(value: str) -> str:
    """Return a value with … for any characters and ? for any one."""
    marks = {"*": "…", "_": "?"}
    return re.sub(r"\\(.)|([*_])", lambda found: found[1] or marks[found[2]], value)


def _tag_words(tag: str, known: Vocabulary) -> str:
    """Return what a tag is called: by its last part, and by the one above it too if another came first."""
    title = _last_words(tag, known)
    above = tag.split(SEPARATOR)[:-1]
    if not above or known.first_called.get(title.casefold(), tag) == tag:
        return title
    return f"{title} ({_spelled(above[-1], known)})"


def _last_words(tag: str, known: Vocabulary) -> str:
    above, _, last = tag.rpartition(SEPARATOR)
    if _is_number(last) and above:
        return f"{_last_words(above, known)} {_plain_number(last)}"
    return _capitalized(_spelled(last, known, known.meanings.get(tag, "")))


def _spelled(part: str, known: Vocabulary, meaning: str = "") -> str:
    return " ".join(known.spelled(word, meaning) for word in re.split("[-_]", part))


def _note_types(search: _Simple, known: Vocabulary) -> str:
    """Return the names of the note types that a term finds, without that of the project."""
    found = [
        short for name, short in known.note_types.items() if search.term and search.term.matches((), name)
    ]
    if len(found) == len(known.note_types):
        return ALL
    return _listed(found, "or") or _capitalized(_shown(_value(search)))


def _notes(types: list[str]) -> str:
    """Return what notes of these types are called."""
    return ALL if ALL in types else f"{_listed(types, 'or')} notes"


def _initials(meaning: str) -> str:
    """Return the initials of a sentence's capitalized words, with spaces for the others."""
    return "".join(word[0].casefold() if word[0].isupper() else " " for word in re.findall(r"\w+", meaning))


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
