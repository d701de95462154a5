"""The practice quiz: which questions, of which sort, and in which versions.

Everything is drawn by a hash of the seed and the note's id. So the same seed gives the same quiz on every
computer, and a new note changes little in it. Each note is asked for once at most.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import Field

from studygen.cards.note import Note
from studygen.chance import lot
from studygen.documents.sheets.blanks import Blanked, Names
from studygen.documents.sheets.options import SheetOptions
from studygen.documents.sheets.quiz import matching, multiple_choice, ordering
from studygen.documents.sheets.sheet import LONG, Content, Document, NothingToPrintError, Sheet, SheetInput
from studygen.knowledge.kinds.traits import Named
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.media import Attached, ShownMedium
from studygen.knowledge.text.document import Citation
from studygen.knowledge.text.markdown import to_plain

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORDS_PER_LINE, _MOST_LINES = 6, 6  # of handwriting
_SENTENCE = range(8, 51)  # words that a sentence with a blank may have


class QuizOptions(SheetOptions):
    """Options of the quiz."""

    choice: int = Field(12, ge=0, description="Questions with answers to choose from, at most.")
    matching: int = Field(
        6, ge=0, le=12, description="Names to be matched with what they mean, at most; none below 4."
    )
    blanks: int = Field(6, ge=0, description="Sentences of the text with a blank to be filled in, at most.")
    ordering: int = Field(1, ge=0, description="Sets of events, or of steps, to be put into order, at most.")
    written: int = Field(
        6, ge=0, description="Questions to be answered in writing, besides those that lack choices."
    )
    versions: int = Field(
        1, ge=1, le=4, description="Up to 4: versions A to D, each with a key, ask the same in other orders."
    )


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the quiz; texts are light Markdown, but for words that were blank."""

    number: int
    note: str  # its id
    question: str
    answer: str
    speaker: str | None
    choices: tuple[str, ...] = ()  # with the right one among them
    sentence: Blanked | None = None  # what is asked, if a word is to be filled in
    citations: tuple[Citation, ...] = ()  # what the answer rests on
    remark: str | None = None  # the editor's
    media: tuple[Attached, ...] = ()  # what is seen and heard with the question

    @property
    def asking(self) -> tuple[ShownMedium, ...]:
        """What is seen and heard with the question, as it is shown."""
        return tuple(one.shown for one in self.media)

    @property
    def letter(self) -> str:
        """The letter of the right choice."""
        return LETTERS[self.choices.index(self.answer)]

    @property
    def is_long(self) -> bool:
        """Whether keeping it in one piece would leave a hole in the page."""
        quotes = sum(len(citation.words) for citation in self.citations)
        return len(self.question) + len(self.answer) + quotes + len(self.remark or "") > LONG

    @property
    def lines(self) -> int:
        """How many ruled lines the answer needs."""
        words = len(to_plain(self.answer).split())
        return min(_MOST_LINES, 1 + words // _WORDS_PER_LINE)


@dataclass(frozen=True, slots=True)
class Events:
    """Events or steps to be put into order: as they are printed, and the place of each."""

    number: int
    ask: str | None  # what the steps are of, light Markdown; None for events
    items: tuple[Item, ...]  # the questions are the events or steps; the answers say when, "" for steps
    places: tuple[int, ...]  # from 1

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.items)

    @property
    def is_long(self) -> bool:
        """Whether keeping them in one piece would leave a hole in the page."""
        return sum(len(item.question) for item in self.items) + len(self.ask or "") > LONG

    @property
    def in_order(self) -> tuple[tuple[Item, str], ...]:
        """All in the right order, with the letters under which they are printed."""
        lettered = zip(self.places, self.items, LETTERS, strict=False)
        return tuple((item, letter) for _, item, letter in sorted(lettered, key=lambda each: each[0]))


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions by their sorts, numbered through."""

    choice: tuple[Item, ...] = ()
    matching: tuple[Item, ...] = ()  # all have the same choices
    blanks: tuple[Item, ...] = ()
    ordering: tuple[Events, ...] = ()
    written: tuple[Item, ...] = ()
    version: str = ""  # its letter, if there are several

    @property
    def count(self) -> int:
        """How many questions there are."""
        return sum(map(len, (self.choice, self.matching, self.blanks, self.ordering, self.written)))

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that is asked for."""
        ordered = tuple(item for events in self.ordering for item in events.items)
        return (*self.choice, *self.matching, *self.blanks, *ordered, *self.written)


def content(given: SheetInput) -> Content:
    """Return what the templates of the quiz and its key are given.

    Raises:
        NothingToPrintError: there is nothing to ask.
    """
    options = given.options.of(QuizOptions)
    drawn = draw(given.notes, given.knowledge, given.seed, options)
    if not drawn.count:
        raise NothingToPrintError("there is nothing to ask: none of the selected notes has cards")
    return Content(
        {"quiz": drawn, "letters": LETTERS},
        tuple(one for item in drawn.items for one in item.media if one.is_image),
        facts=(("drawn", (drawn.count, len(given.notes), given.seed)),),
        documents=tuple(_documents(drawn, given.seed, options.versions)),
    )


def _documents(drawn: Quiz, seed: int, count: int) -> Iterator[Document]:
    if count == 1:
        yield from (Document("quiz", "quiz"), Document("quiz-key", "quiz-key"))
        return
    for letter in LETTERS[:count]:
        values = {"quiz": version(drawn, seed, letter)}
        yield Document(f"quiz-{letter.lower()}", "quiz", values, letter)
        yield Document(f"quiz-{letter.lower()}-key", "quiz-key", values, letter)


def draw(notes: Sequence[Note], knowledge: Knowledge, seed: int, options: QuizOptions) -> Quiz:
    """Draw questions, at most one from each note and so many of each sort as `options` say."""
    left = {note.id: note for note in notes}
    ordered = ordering.drawn(notes, seed, options.ordering)
    _take(left, (note.id for each in ordered for note in each.spent))
    matched = _matched(matching.drawn(left.values(), seed, options.matching))
    _take(left, (item.note for item in matched))
    sentences = tuple(_sentences(left.values(), notes, knowledge, seed, options.blanks))
    _take(left, (item.note for item in sentences))
    found = multiple_choice.candidates(notes, seed)
    open_to = {key: cards for key, cards in found.items() if key in left and cards}
    chosen = multiple_choice.drawn(open_to, multiple_choice.grouped(found), seed, options.choice)
    offered = tuple(_item(one, offered) for one, offered in chosen)
    _take(left, (item.note for item in offered))
    # What cannot be asked with answers to choose from is asked for in writing.
    rest = [open_to[key][0] for key in sorted(open_to, key=lambda key: lot(seed, key)) if key in left]
    wanted = options.choice - len(offered) + options.written
    return _numbered(
        Quiz(
            offered,
            matched,
            sentences,
            tuple(_events(each, seed) for each in ordered),
            tuple(_item(one) for one in rest[:wanted]),
        )
    )


def version(drawn: Quiz, seed: int, letter: str) -> Quiz:
    """Return the same questions and the answers to choose from in an order of this version's own."""

    def mixed(items: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(sorted(items, key=lambda item: lot(seed, letter, item.note)))

    def with_mixed_choices(item: Item, key: str) -> Item:
        return replace(
            item, choices=tuple(sorted(item.choices, key=lambda choice: lot(seed, letter, key, choice)))
        )

    def with_mixed_events(events: Events) -> Events:
        pairs = sorted(
            zip(events.items, events.places, strict=True), key=lambda pair: lot(seed, letter, pair[0].note)
        )
        return replace(
            events, items=tuple(item for item, _ in pairs), places=tuple(place for _, place in pairs)
        )

    return _numbered(
        Quiz(
            tuple(with_mixed_choices(item, item.note) for item in mixed(drawn.choice)),
            tuple(with_mixed_choices(item, "matching") for item in mixed(drawn.matching)),
            mixed(drawn.blanks),
            tuple(map(with_mixed_events, drawn.ordering)),
            mixed(drawn.written),
            letter,
        )
    )


def _numbered(quiz: Quiz) -> Quiz:
    """Number the questions through."""
    numbers = iter(range(1, quiz.count + 1))

    def of(items: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(replace(item, number=next(numbers)) for item in items)

    return replace(
        quiz,
        choice=of(quiz.choice),
        matching=of(quiz.matching),
        blanks=of(quiz.blanks),
        ordering=tuple(replace(events, number=next(numbers)) for events in quiz.ordering),
        written=of(quiz.written),
    )


def _take(left: dict[str, Note], taken: Iterable[str]) -> None:
    for note in taken:
        left.pop(note, None)


def _item(one: multiple_choice.Candidate, offered: tuple[str, ...] = ()) -> Item:
    card = one.card
    asked = _asked(one.note, card.question, card.answer, card.speaker, choices=offered)
    return replace(asked, media=card.media)


def _asked(
    note: Note, question: str, answer: str, speaker: str | None, *, choices: tuple[str, ...] = ()
) -> Item:
    """Return a question about a note, which gets its number when all are drawn."""
    return Item(0, note.id, question, answer, speaker, choices, citations=note.citations, remark=note.remark)


def _matched(found: matching.Matching | None) -> tuple[Item, ...]:
    if found is None:
        return ()
    return tuple(
        _asked(each.note, each.name, each.card.answer, each.card.speaker, choices=found.meanings)
        for each in found.asked
    )


def _events(found: ordering.Ordering, seed: int) -> Events:
    mixed = sorted(enumerate(found.placed, start=1), key=lambda each: lot(seed, "mixed", each[1].note.id))
    items = tuple(_asked(each.note, each.text, each.when, each.note.speaker) for _, each in mixed)
    return Events(0, found.ask, items, tuple(place for place, _ in mixed))


def _sentences(
    notes: Iterable[Note], all_notes: Iterable[Note], knowledge: Knowledge, seed: int, most: int
) -> Iterator[Item]:
    """Yield sentences of the text in which the name of an entry is blank."""
    names = Names(entry for note in all_notes for entry in note.entries)
    own = [note for note in notes if note.id == note.entry.id and isinstance(note.entry, Named)]
    taken = 0
    for note in sorted(own, key=lambda note: lot(seed, "blanks", note.id)):
        if taken == most:
            break
        document = knowledge.source_of[note.entry.id].document
        for citation in note.citations:
            words = document.words(document.sentence(citation))
            hidden = {key: one for key, one in names.found(words).items() if one.entry == note.entry.id}
            if len(words.split()) in _SENTENCE and len(hidden) == 1:
                sentence = names.blanked(words, tuple(hidden), 1)
                ((_, answer),) = sentence.hidden.items()
                yield replace(_asked(note, "", answer.words, None), sentence=sentence, citations=(citation,))
                taken += 1
                break


SHEET = Sheet(
    "quiz",
    "a practice quiz, and its key as a document of its own",
    "the quiz and its key",
    content,
    QuizOptions,
    chapters=("quiz", "quiz-key"),
)
