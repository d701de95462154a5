"""Renamings: what has to be written where, so that a thing under a new id is the one that learners have."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studygen.knowledge.base import ID_PATTERN, Record, other_ids
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.questions import APART
from studygen.knowledge.yaml.editor import YamlEditor
from studygen.problems import Place, StudygenError
from studygen.project.identified import Identified, all_identified
from studygen.releases.lock import Lock
from studygen.releases.published_ids import first_id, is_taken
from studygen.wording import nearest

_ID = re.compile(ID_PATTERN)


@dataclass(frozen=True)
class NewId:
    """An id to be written instead of another one."""

    place: Place
    old: str
    new: str

    def carry_out(self, editor: YamlEditor) -> None:
        """Write it."""
        editor.rename(self.place, self.old, self.new)


@dataclass(frozen=True)
class FormerIds:
    """What `was` is to be of something, whose own id stands under a key."""

    place: Place
    ids: tuple[str, ...]
    key: str

    def carry_out(self, editor: YamlEditor) -> None:
        """Write them behind the id."""
        editor.list_ids(self.place, "was", self.ids, behind=self.key)


Edit = NewId | FormerIds


def renaming(
    knowledge: Knowledge, others: Iterable[Record], locked: Lock, old: str, new: str
) -> tuple[Edit, ...]:
    """Work out what to write where when what is called `old` is to be called `new`, or is so already.

    Args:
        knowledge: the entries, some ids in which may lead nowhere.
        others: further records that may name entries.
        locked: what learners have; `was` has to tell of nothing else.
        old: a full id.
        new: another one, of the same kind of thing.

    Returns:
        What to write, in this order; nothing if all is as it must be.

    Raises:
        StudygenError: there is no such thing, or it cannot be called so.
    """
    _refuse_ill_formed(old, new)
    names = _Names(knowledge, locked)
    before, after = names.find(old), names.find(new)
    if before and after:
        raise StudygenError(f"{new!r} is there already ({after.id_place}); choose another id")
    thing = before or after
    if thing is None:
        now = names.now(old)
        hint = f": it is {now!r} now" if now in names.known else nearest(old, [*names.known])
        raise StudygenError(f"there is no {old!r}, nor {new!r}{hint}")
    edits = list(_of_ids(names, thing, old, new, is_written=after is not None))
    if "/" not in old:
        records = [*(entry for _, entry in knowledge.entries()), *others]
        edits += [
            NewId(record.place(*path), old, new)
            for record in records
            for path, other in other_ids(record)
            if other == old
        ]
    return tuple(edits)


def _of_ids(names: "_Names", thing: Identified, old: str, new: str, *, is_written: bool) -> Iterator[Edit]:
    """Yield what to write where the thing itself stands: its id, unless it is written, and its `was`."""
    first = names.first(old)
    moves = names.now(_head(old)) != names.now(_head(new))
    if moves and not is_written:
        raise StudygenError(
            f"{old!r} is not where {new!r} would be; move it there in the file, then run this again"
        )
    if moves and old.count("/") != 1:
        raise StudygenError("steps and members do not move from list to list, and keep nothing if they do")
    _refuse_taken(names, thing, old, new, first)
    if not is_written:
        yield NewId(thing.id_place, _last(old), _last(new))
    former = _former(names, thing, old, new, first, moves=moves)
    if former != thing.was:
        yield FormerIds(thing.place, former, thing.key)


def _refuse_taken(names: "_Names", thing: Identified, old: str, new: str, first: str | None) -> None:
    """Refuse an id by which learners have something else."""
    is_written = thing.full_id == new
    if is_written and first is None:
        return  # learners have nothing under the old one
    had = new == first or names.first(new) == first
    had = had or (not is_written and (new == thing.origin or _last(new) in thing.was))
    if names.is_taken(new) and not had:
        raise StudygenError(
            f"{new!r} was published as something of its own, which learners have with its schedule; choose"
            " another id"
        )
    known = {name for full_id in (first, old) if full_id for name in (full_id, _last(full_id))}
    if is_written and thing.was and not known & {*thing.was} and names.first(new) != first:
        raise StudygenError(f"{new!r} has been {thing.was[0]!r}, and cannot be what {old!r} was, too")


def _former(
    names: "_Names", thing: Identified, old: str, new: str, first: str | None, *, moves: bool
) -> tuple[str, ...]:
    """Return the ids that something had in earlier releases, the first one first, and not the one it gets."""
    if first is None:
        former = thing.was
    elif moves:
        return (first,)
    else:
        is_own = _head(first) == names.origin(_head(thing.full_id)) or first.count("/") != 1
        former = tuple(dict.fromkeys((_last(first) if is_own else first, *thing.was, _last(old))))
    if former[:1] == (_last(new),):
        return ()  # it is called again what it was called first
    return tuple(each for each in former if each != _last(new))


class _Names:
    """What things are and were called, in the files and in what was published."""

    def __init__(self, knowledge: Knowledge, locked: Lock) -> None:
        self._locked = locked
        self.known = {each.full_id: each for each in all_identified(knowledge)}
        self._renamed = {
            _below(_head(each.full_id), was): each.full_id for each in self.known.values() for was in each.was
        }

    def find(self, full_id: str) -> Identified | None:
        """Return what is called so, be it that what it belongs to is named by an earlier id."""
        head = _head(full_id)
        return self.known.get(_below(self.now(head), _last(full_id)) if head else full_id)

    def now(self, full_id: str) -> str:
        """Return the id that something has now, by one that it has or had."""
        if full_id in self.known:
            return full_id
        if full_id in self._renamed:
            return self._renamed[full_id]
        head = _head(full_id)
        return _below(self.now(head), _last(full_id)) if head else full_id

    def first(self, full_id: str) -> str | None:
        """Return the first id of what was published under an id; None if nothing was."""
        return next((first for each in self._ever(full_id) if (first := first_id(self._locked, each))), None)

    def is_taken(self, full_id: str) -> bool:
        """Tell whether anything was published under an id."""
        return any(is_taken(self._locked, each) for each in self._ever(full_id))

    def origin(self, full_id: str) -> str:
        """Return the first id of what is in the project."""
        return self.known[full_id].origin if full_id in self.known else full_id

    def _ever(self, full_id: str) -> Sequence[str]:
        """Return a full id with whatever the things were called that it begins with."""
        head, last = _head(full_id), _last(full_id)
        if not head:
            return [full_id]
        owner = self.known.get(self.now(head))
        names = dict.fromkeys((_last(head), *((_last(owner.full_id), *owner.was) if owner else ())))
        heads = [each for name in names for each in self._ever(_below(_head(head), name))]
        return [_below(each, last) for each in heads]


def _refuse_ill_formed(old: str, new: str) -> None:
    for given in (old, new):
        parts = given.split("/")
        if len(parts) > 1 and parts[1] == APART:
            raise StudygenError(f"{given!r} is called after its two entries; rename these")
        if len(parts) > 3 or not all(_ID.fullmatch(part) for part in parts):
            raise StudygenError(
                f"{given!r} cannot be an id: an id is lower-case words joined by hyphens, such as mat; that"
                " of a question has its entry's before it, as mat/owner, and that of a step its list's"
            )
    if old.count("/") != new.count("/"):
        raise StudygenError(f"write both ids in full: {old!r} and {new!r} are of different kinds of things")
    if old == new:
        raise StudygenError(f"{old!r} is what it is called")


def _head(full_id: str) -> str:
    return full_id.rpartition("/")[0]


def _last(full_id: str) -> str:
    return full_id.rpartition("/")[2]


def _below(head: str, last: str) -> str:
    return f"{head}/{last}" if head and "/" not in last else last
