"""In which order notes are learned along with the text, and what each presupposes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from studygen.cards.note import Note
from studygen.knowledge.graphs import back_edges, without
from studygen.knowledge.kinds import KIND_NAMES
from studygen.knowledge.kinds.traits import Named
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.markdown import to_plain
from studygen.knowledge.text.mentions import Names

_Place = tuple[int, ...]


def in_reading_order(knowledge: Knowledge, notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return notes as one learns them while reading, each with what it presupposes.

    A note comes where one reads the last passage that it rests on; in a paragraph, what words mean comes
    before arguments. What it presupposes comes before it, from further on in the text if need be: its own
    entry, the entries that its questions name, both of a pair, earlier steps of its list. Where notes
    presuppose each other in a circle, the text's order counts.
    """
    placed = sorted(_with_needs(knowledge, notes), key=_reading_places(knowledge))
    by_id = {note.id: note for note in placed}
    wanted = _without_circles(_wanted_before(placed))
    learned: dict[str, Note] = {}
    for note in placed:
        waiting = {note.id: iter(wanted[note.id])}
        while waiting:
            full_id, others = next(reversed(waiting.items()))
            missing = next((other for other in others if other not in learned), None)
            if missing:
                waiting[missing] = iter(wanted[missing])
            else:
                del waiting[full_id]
                learned.setdefault(full_id, by_id[full_id])
    return tuple(learned.values())


def _with_needs(knowledge: Knowledge, notes: Iterable[Note]) -> Iterator[Note]:
    """Yield the notes with the ids of what else there is a note of that they name."""
    notes = tuple(notes)
    ids = {note.id for note in notes}
    called = (entry for _, entry in knowledge.entries() if isinstance(entry, Named) and entry.id in ids)
    names = Names((to_plain(name), entry.id) for entry in called for name in entry.names)
    for note in notes:
        text = "\n".join(to_plain(card.question) for card in note.cards)
        pair = [entry.id for entry in note.entries if note.other and entry.id in ids]
        needs = dict.fromkeys([*pair, *(each for each in names.mentioned(text) if each != note.entry.id)])
        yield replace(note, needs=tuple(needs)) if needs else note


def _reading_places(knowledge: Knowledge) -> Callable[[Note], _Place]:
    """Return what tells of a note where one has read what it rests on."""
    sources = {source.file: order for order, source in enumerate(knowledge.sources)}
    written = {entry.id: index for index, (_, entry) in enumerate(knowledge.entries())}

    def place(note: Note) -> _Place:
        # A pair may be of two texts, of which the later one counts.
        entry = max(note.entries, key=lambda each: written[each.id])
        source = knowledge.source_of[entry.id]
        is_of_one_text = all(knowledge.source_of[each.id] is source for each in note.entries)
        last = max(note.citations if is_of_one_text else source.cite(entry.passages))
        return (
            sources[source.file],
            last.paragraph,
            KIND_NAMES.index(entry.kind),
            last.start,
            written[entry.id],
            *_number(note),
        )

    return place


def _number(note: Note) -> _Place:
    """Return the place of a note among those of its entry: own cards, questions and their steps, pairs."""
    match note.path:
        case ():
            return (0,)
        case ("questions", int(number)):
            return 1, number
        case ("questions", int(number), _, int(step)):
            return 1, number, step
    return (2,)


def _wanted_before(notes: Sequence[Note]) -> dict[str, list[str]]:
    """Return the ids of what is to be learned before each note, in the notes' order."""
    at = {note.id: index for index, note in enumerate(notes)}
    steps = {(note.entry.id, _number(note)): note.id for note in notes}
    wanted = {}
    for note in notes:
        before = {*note.needs, note.entry.id}
        match _number(note):
            case (_, _, int(step)) if step:
                before.add(steps[note.entry.id, (*_number(note)[:-1], step - 1)])
        before = {each for each in before if each in at and each != note.id}
        wanted[note.id] = sorted(before, key=at.__getitem__)
    return wanted


def _without_circles(wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what each note wants before it, less what it comes before in the text and is wanted by."""
    wanting: dict[str, list[str]] = {full_id: [] for full_id in wanted}
    for full_id, others in wanted.items():
        for other in others:
            wanting[other].append(full_id)
    return without(wanted, [(later, earlier) for earlier, later in back_edges(wanting)])
