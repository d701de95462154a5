"""The part of Anki's search language that a project can answer alone: tags and note types.

A selection finds what Anki's browser finds with the same words, so every rule here is Anki's, the odd ones
included. What takes a collection to answer is refused, and so is what Anki reads as nobody means it: a clear
fault beats a wrong deck. (`- tag:a` looks for a hyphen.)
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Never
from unicodedata import normalize

from studygen.problems import StudygenError
from studygen.wording import nearest

# Of a note's tags, as Anki stores them (` a b::c `, or nothing at all), and its note type's name.
_Test = Callable[[str, str], bool]

# To Anki every Unicode space is a plain one, quoted or not; Python's \s has four control characters more.
_SPACE = re.compile(r"[^\S\x1c-\x1f]")
_TOKEN = re.compile(
    r"""(?P<sign>[()-])
    | "(?P<quoted>(?:[^"\\]|\\.)+)"
    | (?P<key>[^"():\ \\]+:)"(?P<value>(?:[^"\\]|\\.)+)"
    | (?P<word>(?:[^"()\ \\]|\\[^\ ])+)""",
    re.VERBOSE,
)
_CHARACTER = re.compile(r"\\?.")  # of a value, with the backslash that escapes it
_ESCAPABLE = '\\":*_()-'
_ABOUT_ESCAPES = f"a backslash stands before one of {' '.join(_ESCAPABLE)} only"
_DEEPEST = 100  # neither Python nor Anki runs out of stack here
_INSTEAD = {
    "re:": "regular expressions (re:) are not supported; * stands for any characters, _ for one",
    "nc:": "accents cannot be left out (nc:); write them, or _ for the letter",
}


class SearchError(StudygenError):
    """A search expression has a fault, or asks for more than tags and note types."""

    def __init__(self, message: str, position: int, expression: str, meant: str = "") -> None:
        super().__init__(f"{message}\n    {_SPACE.sub(' ', expression)}\n    {' ' * position}^")
        self.message = message
        self.position = position
        self.expression = expression
        self.meant = meant  # the term that a bare word stands for

    def meaning(self, meant: str) -> "SearchError":
        """Return the same fault with another suggestion of what was meant."""
        return SearchError(self.message.replace(self.meant, meant), self.position, self.expression, meant)


@dataclass(frozen=True, slots=True)
class Search:
    """A search expression, read once for any number of notes; each of its `parts` is a search of its own.

    A term (`tag` or `note`, with a `value`) has no parts, and `not` has one. `all` of none is a blank search.
    """

    text: str
    test: _Test = field(repr=False, compare=False)
    expression: str  # the whole one, in which the text stands at this position
    position: int = 0
    kind: Literal["tag", "note", "not", "all", "any"] = "all"
    value: str = ""  # of a term, without its quotes
    parts: tuple["Search", ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether it selects everything, since nothing was written."""
        return not self.terms

    @property
    def terms(self) -> tuple["Search", ...]:
        """The terms that it is made of, from left to right."""
        if not self.parts:
            return (self,) if self.value else ()
        return tuple(term for part in self.parts for term in part.terms)

    def matches(self, tags: Sequence[str], note_type: str) -> bool:
        """Tell whether Anki finds a note with these tags, of this note type."""
        stored = f" {' '.join(tags)} " if tags else ""
        return self.test(normalize("NFC", stored), normalize("NFC", note_type))


def parse(expression: str) -> Search:
    """Read a search expression; a blank one selects everything."""
    return _Parser(expression).search()


def _all_of(parts: Sequence[Search]) -> _Test:
    tests = [part.test for part in parts]
    return lambda tags, note_type: all(test(tags, note_type) for test in tests)


def _any_of(parts: Sequence[Search]) -> _Test:
    tests = [part.test for part in parts]
    return lambda tags, note_type: any(test(tags, note_type) for test in tests)


def _not(test: _Test) -> _Test:
    return lambda tags, note_type: not test(tags, note_type)


def _has_tag(value: str) -> _Test:
    """Return the test of `tag:` with a value."""
    if value == "none":
        return lambda tags, _: not tags
    if value == "*":
        return lambda *_: True  # notes without tags too; tag:** asks for one
    if " " in value:
        return lambda *_: False  # or `a b` would be found across two tags
    find = re.compile(f" {_pattern(value, '[^ ]')}(?:::| )", re.IGNORECASE).search
    return lambda tags, _: find(tags) is not None


def _has_note_type(value: str) -> _Test:
    """Return the test of `note:` with a value."""
    characters = _CHARACTER.findall(value)
    if "*" in characters or "_" in characters:
        fits = re.compile(_pattern(value, "."), re.IGNORECASE).fullmatch
        return lambda _, note_type: fits(note_type) is not None
    # Anki compares whole names by a collation, not by a regular expression: this way ß is ss.
    name = "".join(character[-1] for character in characters).casefold()
    return lambda _, note_type: note_type.casefold() == name


def _pattern(value: str, any_character: str) -> str:
    """Return the regular expression of a value with Anki's wildcards and escapes."""
    pieces = [""]
    for character in _CHARACTER.findall(value):
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


_KEYS: dict[str, Callable[[str], _Test]] = {"tag": _has_tag, "note": _has_note_type}


class _Token(NamedTuple):
    kind: str  # one of: ( ) - and or term end
    text: str
    position: int
    content: str = ""  # a term's text without its quotes


def _tokens(expression: str) -> Iterator[_Token]:
    text = _SPACE.sub(" ", expression)
    position = 0
    while position < len(text):
        if found := _TOKEN.match(text, position):
            yield _token(found)
            position = found.end()
        elif text[position] == " ":
            position += 1
        elif text[position] == "\\":
            raise SearchError(r"this backslash escapes nothing; \\ is a backslash", position, expression)
        elif text.startswith('""', position):
            raise SearchError("there is nothing between these quotes", position, expression)
        else:
            raise SearchError(r"this quote is never closed; \" is a quote as such", position, expression)
    yield _Token("end", "", position)


def _token(found: re.Match[str]) -> _Token:
    text, position, word = found[0], found.start(), found["word"]
    if found["sign"]:
        return _Token(text, text, position)
    if word and word.lower() in ("and", "or"):
        return _Token(word.lower(), text, position)
    return _Token("term", text, position, word or found["quoted"] or found["key"] + found["value"])


class _Parser:
    """Recursive descent: `or` binds loosest, then `and`, which may be left out, then `-`."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens = tuple(_tokens(expression))
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def refuse(self, message: str, position: int, meant: str = "") -> Never:
        raise SearchError(message, position, self.expression, meant)

    def since(self, position: int) -> str:
        """Return what was written from there up to the last token taken."""
        last = self.tokens[self.at - 1]
        return self.expression[position : last.position + len(last.text)]

    def search(self) -> Search:
        blank = Search(self.expression, _all_of(()), self.expression)
        found = self.alternatives() if self.next.kind != "end" else blank
        if self.next.kind == ")":
            self.refuse("this parenthesis was never opened", self.next.position)
        return found

    def alternatives(self) -> Search:
        start = self.next.position
        parts = [self.conjunction()]
        while self.next.kind == "or":
            self.take()
            parts.append(self.conjunction())
        return self.joined("any", parts, start)

    def conjunction(self) -> Search:
        start = self.next.position
        parts = [self.operand()]
        while self.next.kind not in ("or", ")", "end"):
            if self.next.kind == "and":
                self.take()
            parts.append(self.operand())
        return self.joined("all", parts, start)

    def joined(self, kind: Literal["all", "any"], parts: Sequence[Search], start: int) -> Search:
        if len(parts) == 1:
            return parts[0]
        test = (_all_of if kind == "all" else _any_of)(parts)
        return Search(self.since(start), test, self.expression, start, kind, parts=tuple(parts))

    def operand(self) -> Search:
        token = self.take()
        if token.kind == "term":
            return self.term(token)
        if token.kind == "(":
            return self.group(token)
        if token.kind != "-":
            self.refuse_misplaced(token)
        if self.next.kind not in ("term", "(") or self.next.position != token.position + 1:
            self.refuse('"-" stands directly before what it excludes, as in -tag:a', token.position)
        part = self.operand()
        text = self.since(token.position)
        return Search(text, _not(part.test), self.expression, token.position, "not", parts=(part,))

    def group(self, opening: _Token) -> Search:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.refuse(f"parentheses are nested more than {_DEEPEST} deep", opening.position)
        found = self.alternatives()
        if self.take().kind == "end":
            self.refuse("this parenthesis is never closed", opening.position)
        self.depth -= 1
        if not found.parts:
            return found  # a term is told without parentheses, which it does not need
        return replace(found, text=self.since(opening.position), position=opening.position)

    def refuse_misplaced(self, token: _Token) -> Never:
        """Refuse a token that stands where a term must."""
        before = self.tokens[self.at - 2] if self.at > 1 else None
        if before and before.kind != "(":
            self.refuse(f'a term is missing after "{before.text}"', before.position)
        if token.kind in ("and", "or"):
            self.refuse(f'a term is missing before "{token.text}"', token.position)
        if not before:
            self.refuse("this parenthesis was never opened", token.position)
        if token.kind == ")":
            self.refuse("there is nothing between these parentheses", before.position)
        self.refuse("this parenthesis is never closed", before.position)

    def term(self, token: _Token) -> Search:
        key, colon, value = token.content.partition(":")
        position = token.position + len(key + colon) + (token.content != token.text)  # of the value
        if not colon or key.lower() not in _KEYS:
            self.refuse(_what_is_right(key, token.content), token.position, _meant(key, token.content))
        if not value:
            self.refuse(f"{key}: needs a name directly after it, without a space", position)
        if key.lower() == "tag" and value[:3] in _INSTEAD:
            self.refuse(_INSTEAD[value[:3]], position)
        for character in _CHARACTER.finditer(value):
            if len(character[0]) == 2 and character[0][1] not in _ESCAPABLE:
                self.refuse(_ABOUT_ESCAPES, position + character.start())
        value = normalize("NFC", value)
        kind: Literal["tag", "note"] = "tag" if key.lower() == "tag" else "note"
        return Search(token.text, _KEYS[kind](value), self.expression, token.position, kind, value)


def _meant(key: str, content: str) -> str:
    """Return the term that a bare word stands for; an empty text if it is none."""
    if key != content or content == "not":
        return ""
    return f'note:"{content}"' if " " in content else f"tag:{content}"


def _what_is_right(key: str, content: str) -> str:
    """Return the message for a term that is neither about tags nor about note types."""
    if content == "not":
        return '"not" is written as a "-" directly before what it excludes: -tag:a'
    if meant := _meant(key, content):
        return f"a word alone would search the notes' text, which is not supported; did you mean {meant}?"
    if key.startswith("-"):
        return 'the "-" belongs before the quotes'
    if f"{key}:" in _INSTEAD:
        return _INSTEAD[f"{key}:"]
    guess = nearest(f"{key}:".lower(), ("tag:", "note:"))
    return f"{key}: is not supported, only tag: and note: are: selections depend on the project alone{guess}"
