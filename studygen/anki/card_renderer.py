"""The two sides of a card as Anki makes them of a note, and the plain words on a side.

Sides equal what Anki's backend renders, oddities included; the reviewer's JavaScript and boxes come later.
What Anki shows an error for, and what is not supported here, is refused: a clear fault beats a wrong card.

Everything is read in one pass, and a side has an end: whoever made a note may have meant it to have none.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from html.entities import name2codepoint
from typing import TypeAlias
from unicodedata import normalize

from studygen.anki.notetypes import CardTemplate, NoteType
from studygen.problems import StudygenError
from studygen.wording import nearest

_LONGEST_SIDE = 1_000_000  # characters
_DEEPEST_SECTION = 100
_LONGEST_QUOTED = 60  # characters of something that a message quotes

SPECIAL_FIELDS = frozenset({"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The HTML of a card's two sides, without the note type's css."""

    question: str
    answer: str


def render(
    note_type: NoteType, fields: Sequence[str], tags: Sequence[str], ordinal: int, deck: str = "Default"
) -> Sides:
    """Return the two sides of one card of a note, as a learner without flags on it gets them.

    Args:
        note_type: with templates in Anki's language.
        fields: the note's HTML, in the order of the note type's fields.
        tags: of the note, in any order.
        ordinal: which of the templates; of a cloze note, the cloze's number - 1.
        deck: the full name of the deck that the card is in.

    Raises:
        StudygenError: for what cannot be rendered, and for a card that Anki would not make.
    """
    template = _card_template(note_type, ordinal)
    try:
        values = _special_fields(note_type, template, tags, deck)
        values.update(zip((known.name for known in note_type.fields), map(_stored, fields), strict=True))
        values.setdefault(f"c{ordinal + 1}", "1")
        front = _parse(template.front)
        note = _Note(values, ordinal + 1)
        question = _finished(note.side(front), "q")
        if note_type.cloze:
            if not any(_asks(_clozes(value), note.number) for value in values.values()):
                raise StudygenError(f"no field has a cloze with the number {note.number}")
        elif not note.fills(front.parts):
            raise StudygenError("all fields that its front shows are empty, so that Anki makes no such card")
        note.front = question
        return Sides(question, _finished(note.side(_parse(template.back)), "a"))
    except StudygenError as error:
        raise StudygenError(f"note type {note_type.name!r}, card {template.name!r}: {error}") from error


def side_fault(side: str, fields: Sequence[str], *, is_front: bool) -> str | None:
    """Tell what Anki would find wrong with a side of a card template; None if nothing."""
    try:
        template = _parse(side)
    except StudygenError as error:
        return str(error)
    named = sorted((template.shown | template.tested) - SPECIAL_FIELDS - set(fields))
    if named:
        return f"there is no field {named[0]!r}{nearest(named[0], list(fields))}"
    if is_front and not template.shown - SPECIAL_FIELDS:
        return (
            "the front shows no field, so that every card would be blank; show the question, as {{Question}}"
        )
    return None


# What a note gives to a template

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Anything else makes a field count as filled: &nbsp;, <p></p>, an image.
_EMPTY = re.compile(r"(?:[ \t\n\v\f\r]|</?(?:br|div) ?/?>)*", re.IGNORECASE | re.ASCII)


def _stored(value: str) -> str:
    """Return a field as Anki keeps it."""
    return normalize("NFC", _CONTROL.sub("", value))


def _card_template(note_type: NoteType, ordinal: int) -> CardTemplate:
    if note_type.cloze and ordinal >= 0:
        return note_type.templates[0]
    if not 0 <= ordinal < len(note_type.templates):
        raise StudygenError(f"note type {note_type.name!r} has no card {ordinal + 1}")
    return note_type.templates[ordinal]


def _special_fields(
    note_type: NoteType, template: CardTemplate, tags: Sequence[str], deck: str
) -> dict[str, str]:
    """Return the fields that every note has in Anki; a field of its own with the same name goes before."""
    by_key = {tag.casefold(): tag for tag in sorted((normalize("NFC", tag) for tag in tags), reverse=True)}
    return {
        "Tags": " ".join(by_key[key] for key in sorted(by_key)),
        "Type": note_type.name,
        "Deck": deck,
        "Subdeck": deck.rpartition("::")[2],
        "Card": template.name,
        "CardFlag": "flag0",
    }


# Templates

_WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_MARK_START = re.compile(r"\{\{|<!--")
_MARK_ENDS = {"{{": "}}", "<!--": "-->"}  # marks in a comment are text
_OTHER_MARKS = "{{=<% %>=}}"
_CARD_NUMBER = re.compile(r"c\+?[0-9]{1,9}")  # {{#c1}} is for the first card of a note


@dataclass(frozen=True, slots=True)
class _Field:
    """`{{filter:name}}`; the filters in the order in which they apply."""

    name: str
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """`{{#name}}…{{/name}}`, or if not `filled`, `{{^name}}…{{/name}}`."""

    name: str
    filled: bool
    parts: "tuple[_Part, ...]"


_Part: TypeAlias = str | _Field | _Section


@dataclass(frozen=True, slots=True)
class _Template:
    """A side of a card template."""

    parts: tuple[_Part, ...]
    shown: frozenset[str]  # the fields in it
    tested: frozenset[str]  # the fields that sections depend on


@lru_cache(maxsize=1024)
def _parse(source: str) -> _Template:
    """Read a side of a card template; the fields that it names are looked up when it is rendered."""
    if source.lstrip(_WHITE).startswith(_OTHER_MARKS):
        raise StudygenError(f"{_OTHER_MARKS} (other marks than {{{{ and }}}}) is not supported")
    shown, tested = set(), set()
    level: list[_Part] = []
    above: list[tuple[str, bool, list[_Part]]] = []  # the open sections, each with the level it stands on
    at = 0
    for start, end in _marks(source):
        level.append(source[at:start])
        at = end
        sign, name = _signed(source[start + 2 : end - 2].lstrip("{").strip(_WHITE))
        if not sign:
            level.append(shown_field := _field(name))
            shown.add(shown_field.name)
        elif sign != "/":
            if len(above) == _DEEPEST_SECTION:
                raise StudygenError(f"its sections are nested more than {_DEEPEST_SECTION} deep")
            tested.add(name)
            above.append((name, sign == "#", level))
            level = []
        elif above and above[-1][0] == name:
            _, filled, outer = above.pop()
            outer.append(_Section(name, filled, tuple(level)))
            level = outer
        else:
            expected = f"{_quoted('/', above[-1][0])} should come first" if above else "no section is open"
            raise StudygenError(f"{_quoted('/', name)} is out of place: {expected}")
    if above:
        unclosed = _quoted("#" if above[-1][1] else "^", above[-1][0])
        raise StudygenError(f"the section {unclosed} is not closed")
    return _Template((*level, source[at:]), frozenset(shown), frozenset(tested))


def _marks(source: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where each mark goes; one that does not end is text."""
    last = {opening: source.rfind(end) for opening, end in _MARK_ENDS.items()}
    at = 0
    while found := _MARK_START.search(source, at):
        if last[found[0]] < found.end():
            at = found.start() + 1
            continue
        end = _MARK_ENDS[found[0]]
        at = source.index(end, found.end()) + len(end)
        if found[0] == "{{":
            yield found.start(), at


def _quoted(sign: str, inner: str) -> str:
    """Return a mark as messages show it."""
    return f"{{{{{sign}{_shortened(inner)}}}}}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…"


def _signed(inner: str) -> tuple[str, str]:
    """Return the sign of a section's mark and the section's name; without a sign, it is a field."""
    is_section = len(inner) > 1 and inner[0] in "#^/"
    return (inner[0], inner[1:].lstrip(_WHITE)) if is_section else ("", inner)


def _field(inner: str) -> _Field:
    name, *filters = reversed(inner.split(":"))
    for given in filters:
        if given and given not in _FILTERS:
            known = ", ".join(sorted(_FILTERS))
            raise StudygenError(
                f"{_quoted('', inner)}: the filter {_shortened(given)!r} is not supported"
                f"{nearest(given, list(_FILTERS))}"
                f" (supported: {known})"
            )
    if filters and not name:
        raise StudygenError(f"{_quoted('', inner)} names no field; only an add-on could fill it")
    if filters == ["cloze", "type"]:
        filters = ["type:cloze"]
    elif filters[-1:] == ["type"]:
        filters = ["type"]  # what stands between `type:` and the field is ignored
    return _Field(name, tuple(filter(None, filters)))


@dataclass(slots=True)
class _Note:
    """A note whose card is rendered; of a cloze note, `number` is the cloze that is asked for."""

    values: Mapping[str, str]
    number: int
    front: str | None = None  # None while it is the front that is rendered
    left: int = _LONGEST_SIDE  # characters that the side may still have
    known: dict[_Field, str] = field(default_factory=dict)  # what is shown of fields on this side
    filled: dict[str, bool] = field(default_factory=dict)

    def side(self, template: _Template) -> str:
        """Return the HTML of a side."""
        for name in sorted(template.shown - self.values.keys() - {"FrontSide"}):
            raise StudygenError(f"{_quoted('', name)}: {self._no_field(name)}")
        for name in sorted(template.tested - self.values.keys()):
            if not _CARD_NUMBER.fullmatch(name):
                raise StudygenError(f"the section {_shortened(name)!r}: {self._no_field(name)}")
        self.left = _LONGEST_SIDE
        self.known.clear()
        return "".join(map(self.counted, self._rendered(template.parts)))

    def counted(self, text: str) -> str:
        """Return what goes onto the side, unless that is too much."""
        self.left -= len(text)
        if self.left < 0:
            raise StudygenError(f"a side of it would be longer than {_LONGEST_SIDE:,} characters")
        return text

    def fills(self, parts: tuple[_Part, ...]) -> bool:
        """Tell whether a field that is not empty would be shown, so that Anki makes a card."""
        return any(
            self._filled(part.name) == part.filled and self.fills(part.parts)
            if isinstance(part, _Section)
            else isinstance(part, _Field) and self._filled(part.name)
            for part in parts
        )

    def _rendered(self, parts: tuple[_Part, ...]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, str):
                yield part
            elif isinstance(part, _Section):
                if self._filled(part.name) == part.filled:
                    yield from self._rendered(part.parts)
            elif part.name == "FrontSide":
                yield self.front or ""
            else:
                if part not in self.known:
                    self.known[part] = self._shown(part)
                yield self.known[part]

    def _shown(self, part: _Field) -> str:
        text = self.values[part.name]
        for name in part.filters:
            text = _FILTERS[name](text, part.name, self)
        return text

    def _filled(self, name: str) -> bool:
        if name not in self.filled:
            self.filled[name] = name in self.values and not _EMPTY.fullmatch(self.values[name])
        return self.filled[name]

    def _no_field(self, name: str) -> str:
        if name == "CardID":
            return "a number that only the learner's Anki knows is not supported"
        return f"there is no such field{nearest(name, list(self.values))}"


# Filters

# ſ is an s to Anki here.
_CODE = tuple(
    (
        re.compile(rf"<[sſ]{name}", re.IGNORECASE | re.ASCII),
        re.compile(rf"</[sſ]{name}>", re.IGNORECASE | re.ASCII),
    )
    for name in ("tyle", "cript")
)
_ENTITY = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|([^;]*));")
_MATH = re.compile(r"(\\[(\[])(.*?)(\\[)\]])", re.DOTALL)


def _without_tags(html: str) -> str:
    """Return what Anki leaves of HTML without tags, comments, style sheets and scripts."""
    last, last_comment = html.rfind(">"), html.rfind("-->")
    last_code = [max((found.start() for found in end.finditer(html)), default=-1) for _, end in _CODE]
    kept, at = [], 0
    while 0 <= (start := html.find("<", at)) < last:
        kept.append(html[at:start])
        at = html.index(">", start) + 1
        if html.startswith("<!--", start) and start + 4 <= last_comment:
            at = html.index("-->", start + 4) + 3
        for (opening, end), last_end in zip(_CODE, last_code, strict=True):
            if opening.match(html, start) and at <= last_end:
                found = end.search(html, at)
                at = found.end() if found else at
    return "".join([*kept, html[at:]])


def _up_to_last(html: str, *ends: str) -> tuple[str, str]:
    """Part HTML behind the last end of something: in what is before, whatever begins ends as well."""
    parting = max((html.rfind(end) + len(end) for end in ends if end in html), default=0)
    return html[:parting], html[parting:]


def _text(html: str, _name: str, _note: _Note) -> str:
    plain = _without_tags(html)
    # One & that is no entity, and all entities stay as they are; without any, a no-break space does as well.
    if "&" not in plain or plain.rfind("&") > plain.rfind(";"):
        return plain
    if any("&" in rest for rest in _ENTITY.split(plain)[::4]):
        return plain
    try:
        return _ENTITY.sub(_character, plain).replace("\xa0", " ")
    except KeyError:
        return plain


def _character(entity: re.Match[str]) -> str:
    decimal, hexadecimal, name = entity.groups()
    if name is not None:
        return chr(name2codepoint[name])
    # Nine digits are too many already; `int` refuses thousands.
    code = int((decimal or hexadecimal).lstrip("0")[:9] or "0", 10 if decimal else 16)
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        raise KeyError(code)
    return chr(code)


def _type(_text: str, name: str, _note: _Note) -> str:
    return f"[[type:{name}]]"


def _type_cloze(_text: str, name: str, _note: _Note) -> str:
    return f"[[type:cloze:{name}]]"


def _hint(html: str, name: str, _note: _Note) -> str:
    if not html.strip(_WHITE):
        return html
    # Anki's id is another hash of the same words; only that front and back have one id matters.
    mark = f"hint{blake2b((html + name).encode(), digest_size=8).hexdigest()}"
    return (
        '\n<a class=hint href="#"\n'
        "onclick=\"this.style.display='none';\n"
        f"document.getElementById('{mark}').style.display='block';\n"
        'return false;" draggable=false>\n'
        f'{name}</a>\n<div id="{mark}" class=hint style="display: none">{html}</div>\n'
    )


def _cloze(html: str, _name: str, note: _Note) -> str:
    nodes = _clozes(html)
    if not _asks(nodes, note.number):
        return ""
    before, rest = _up_to_last("".join(_revealed(nodes, note)), "\\)", "\\]")
    return _MATH.sub(lambda math: math[1] + _without_tags(math[2]) + math[3], before) + rest


_FILTERS: Mapping[str, Callable[[str, str, _Note], str]] = {
    "cloze": _cloze,
    "hint": _hint,
    "text": _text,
    "type": _type,
    "type:cloze": _type_cloze,
}

# Clozes

_CLOZE_MARK = re.compile(r"\{\{c([0-9,]+)::|\}\}")
_CLOZE_NUMBER = re.compile(r"0*([0-9]{1,5})")
_LAST_NUMBER = 65535  # a longer one makes the mark plain text
_DEEPEST = 10  # the mark of a deeper cloze is dropped
_OCCLUSION = "image-occlusion:"
_IN_ATTRIBUTE = {
    code: f"&#x{code:02X};" for code in range(256) if not (code < 128 and chr(code).isalnum())
} | {ord(char): name for char, name in (('"', "&quot;"), ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))}


@dataclass(slots=True)
class _Cloze:
    """`{{c1::…}}`: a cloze of one number or several."""

    numbers: tuple[int, ...]
    nodes: "list[str | _Cloze]" = field(default_factory=list)
    hint: str = "..."

    def add(self, text: str) -> None:
        """Add text that no other cloze interrupts; behind :: it is the hint."""
        if not text.startswith(_OCCLUSION):
            text, colons, hint = text.partition("::")
            self.hint = hint if colons else self.hint
        self.nodes.append(text)


def _clozes(html: str) -> list[str | _Cloze]:
    """Read the clozes of a field; what stands in one that is not closed is lost."""
    if "{{c" not in html:
        return [html]
    found: list[str | _Cloze] = []
    opened: list[_Cloze] = []

    def add(text: str) -> None:
        if not text:
            return
        if opened:
            opened[-1].add(text)
        else:
            found.append(text)

    at = 0
    for mark in _CLOZE_MARK.finditer(html):
        numbers = _cloze_numbers(mark[1] or "")
        if mark[1] and not numbers:
            continue
        add(html[at : mark.start()])
        at = mark.end()
        if mark[1]:
            if len(opened) < _DEEPEST:
                opened.append(_Cloze(numbers))
        elif opened:
            closed = opened.pop()
            (opened[-1].nodes if opened else found).append(closed)
        else:
            found.append("}}")
    add(html[at:])
    return found


def _cloze_numbers(listed: str) -> tuple[int, ...]:
    matches = map(_CLOZE_NUMBER.fullmatch, listed.split(","))
    numbers = {int(match[1]) for match in matches if match}
    return tuple(sorted(number for number in numbers if number <= _LAST_NUMBER))


def _asks(nodes: list[str | _Cloze], number: int) -> bool:
    """Tell whether a cloze of the number is there, at whatever depth."""
    return any(
        number in node.numbers or _asks(node.nodes, number) for node in nodes if isinstance(node, _Cloze)
    )


def _revealed(nodes: list[str | _Cloze], note: _Note) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
            continue
        if node.nodes and isinstance(node.nodes[0], str) and node.nodes[0].startswith(_OCCLUSION):
            raise StudygenError(f"{{{{c…::{_OCCLUSION}…}}}} (a cloze of a picture) is not supported")
        ordinal = f'data-ordinal="{",".join(map(str, node.numbers))}"'
        inner = "".join(_revealed(node.nodes, note))
        if note.number not in node.numbers:
            yield f'<span class="cloze-inactive" {ordinal}>{inner}</span>'
        elif note.front is None:
            hidden = note.counted(
                inner.translate(_IN_ATTRIBUTE)
            )  # six times as long, within others again and again
            yield f'<span class="cloze" data-cloze="{hidden}" {ordinal}>[{node.hint}]</span>'
        else:
            yield f'<span class="cloze" {ordinal}>{inner}</span>'


# What comes behind the templates

_SOUND = re.compile(r"\[sound:[^\]]+\]")
_DIRECTIVE_END = "[/anki:"
_LATEX = tuple(
    (
        re.compile(rf"\[{name}\]", re.IGNORECASE | re.ASCII),
        re.compile(rf"\[/{name}\]", re.IGNORECASE | re.ASCII),
    )
    for name in ("latex", r"\$", r"\$\$")
)


def _finished(html: str, side: str) -> str:
    """Put play buttons for sounds into a side; refuse what only the learner's machine can show."""
    if _DIRECTIVE_END in html:
        raise StudygenError("[anki:…]…[/anki:…] (a directive such as text to speech) is not supported")
    if "[/" in html and (opening := _latex(html)):
        raise StudygenError(f"{opening} is not supported, for it takes LaTeX on the machine; write MathJax")
    if "[sound:" not in html:
        return html
    before, rest = _up_to_last(html, "]")
    first, *others = _SOUND.split(before)
    return first + "".join(f"[anki:play:{side}:{number}]{text}" for number, text in enumerate(others)) + rest


def _latex(html: str) -> str | None:
    """Return how the first stretch of LaTeX begins; None if there is none."""
    found = []
    for opening, end in _LATEX:
        first = opening.search(html)
        last = max((each.start() for each in end.finditer(html)), default=-1)
        if first and last > first.end():
            found.append((first.start(), first[0]))
    return min(found)[1] if found else None
