"""The lines of a lock file, which come in any order."""

from urllib.parse import unquote

from studygen.anki.notetypes import Shape, Slot
from studygen.releases.lock import NONE, Draft, LockedBlank, LockedNote, LockedType

_MOST_DIGITS = 19  # of Anki's numbers, which have 64 bits
_KINDS = {"standard": False, "cloze": True}


class LineReader:
    """Takes a lock's lines, in any order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.whole: dict[str, tuple[int, str]] = {}
        self.has_format = False
        self.has_namespace = False
        self.notes: dict[str, LockedNote] = {}
        self.blanks: dict[str, dict[str, LockedBlank]] = {}
        self.decks: dict[str, str] = {}
        self.members: dict[str, set[str]] = {}
        self.namespace = ""
        self.tag_root = ""
        self.releases: dict[str, int] = {}
        self.drafts: dict[str, Draft] = {}
        self.draft_types: dict[str, Draft] = {}
        self.types: dict[str, list[str]] = {}
        self.slots: dict[tuple[str, str], dict[int, Slot]] = {}

    def take(self, line: str) -> bool | None:
        """Take a line; return whether it is the first of its kind, None if it is no line of a lock."""
        taken = self._take(line)
        if taken:
            self.lines.append(line)
        return taken

    def note_types(self) -> tuple[dict[str, LockedType], list[str]]:
        """Return the note types, put together, and what of them is missing."""
        found: dict[str, LockedType] = {}
        missing = []
        for key, (kind, number, sort, digest, mod) in self.types.items():
            fields, cards = self._all_slots("field", key), self._all_slots("card", key)
            if fields and cards and int(sort) < len(fields):
                shape = Shape(int(number), _KINDS[kind], int(sort), fields, cards)
                found[key] = LockedType(digest, int(mod), shape)
            else:
                missing.append(f"a field or card of the note type {key!r}")
        # These lines come last: where they are missing, the file was cut off.
        used = {was.type for was in self.notes.values()}
        missing += [f"the note type {key!r}, of which there are notes," for key in sorted(used - {*found})]
        return found, missing

    def _all_slots(self, thing: str, key: str) -> tuple[Slot, ...]:
        slots = self.slots.get((thing, key), {})
        return tuple(slots[at] for at in sorted(slots)) if set(slots) == set(range(len(slots))) else ()

    def _take_note(
        self, origin: str, key: str, digest: str, mod: int, cards: str, said: str, more: list[str]
    ) -> bool | None:
        is_gone = more[-1:] == ["gone"]
        match more[:-1] if is_gone else more:
            case []:
                now = origin
            case ["now", now]:
                pass
            case _:
                return None
        places = () if cards == NONE else tuple(map(int, cards.split(",")))
        digest, _, place = digest.partition(".")
        words = "" if said == NONE else said
        was = LockedNote(key, digest, mod, now, is_gone, places, words, place or NONE)
        return self.notes.setdefault(origin, was) is was

    def _take(self, line: str) -> bool | None:
        what, _, rest = line.partition(" ")
        words = rest.split(" ")
        match (what, *words):
            case ("note", origin, key, digest, mod, cards, told, *more) if (
                _is_number(mod) and _are_places(cards) and told != "now"
            ):
                return self._take_note(origin, key, digest, int(mod), cards, told, more)
            case ("note-type", key, kind, number, sort, digest, mod) if kind in _KINDS and all(
                map(_is_number, (number, sort, mod))
            ):
                said = [kind, number, sort, digest, mod]
                return self.types.setdefault(key, said) is said
            case ("field" | "card", key, at, number, _, *_) if _is_number(at) and _is_number(number):
                slot = Slot(unquote(rest.split(" ", 3)[3]), int(number))
                return self.slots.setdefault((what, key), {}).setdefault(int(at), slot) is slot
            case ("blank", origin, name, number, digest) if _is_number(number):
                return self._take_blank(origin, name, LockedBlank(int(number), digest))
            case ("draft" | "draft-type", key, digest, mod) if _is_number(mod):
                draft = Draft(digest, int(mod))
                return (self.drafts if what == "draft" else self.draft_types).setdefault(key, draft) is draft
            case ("deck", name, _, *_):
                title = unquote(rest.split(" ", 1)[1])
                return self.decks.setdefault(unquote(name), title) is title
            case ("in", origin, _, *_):
                is_first = all(origin not in held for held in self.members.values())
                for file in words[1:]:
                    self.members.setdefault(unquote(file), set()).add(origin)
                return is_first
        return self._take_frame(what, rest)

    def _take_frame(self, what: str, rest: str) -> bool | None:
        """Take one of the lines that every lock has."""
        match (what, *rest.split(" ")):
            case ("namespace", _, *_):
                is_first = not self.has_namespace
                self.namespace = unquote(rest) if is_first else self.namespace
                self.has_namespace = True
                return is_first
            case ("tag-root", root) if root:
                is_first = not self.tag_root
                self.tag_root = self.tag_root or root
                return is_first
            case ("release", version, time) if _is_number(time):
                is_first = version not in self.releases
                self.releases.setdefault(version, int(time))
                return is_first
            case ("whole", section, count, digest) if _is_number(count):
                expected = (int(count), digest)
                return self.whole.setdefault(section, expected) is expected
            case ("format", _):
                is_first = not self.has_format
                self.has_format = True
                return is_first
        return None

    def _take_blank(self, origin: str, name: str, blank: LockedBlank) -> bool:
        taken = self.blanks.setdefault(origin, {})
        is_free = name not in taken and blank.number not in {each.number for each in taken.values()}
        if is_free:
            taken[name] = blank
        return is_free


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS


def _are_places(cards: str) -> bool:
    return cards == NONE or all(map(_is_number, cards.split(",")))
