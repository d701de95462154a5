"""The part of Anki's search language that a project can answer alone: tags and note types.

A selection finds what Anki's browser finds with the same words, so every rule here is Anki's, the odd ones
included. What takes a collection to answer is refused, and so is what Anki reads as nobody means it: a clear
fault beats a wrong deck. (`- tag:a` looks for a hyphen.)

In Anki all tags of a project stand below its root. A search with the root in any of its terms is taken as it
stands; another one is the same search with the root put into each of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Never
from unicodedata import normalize

from studygen.anki import search_terms
from studygen.anki.search_terms import CHARACTER, Test
from studygen.problems import StudygenError
from studygen.wording import nearest

# To Anki every Unicode space is a plain one, quoted or not; Python's \s has four control characters more.
_SPACE = re.compile(r"[^\S\x1c-\x1f]")
_TOKEN = re.compile(
    r"""(?P<sign>[()-])
    | "(?P<quoted>(?:[^"\\]|\\.)+)"
    | (?P<key>[^"():\ \\]+:)"(?P<value>(?:[^"\\]|\\.)+)"
    | (?P<word>(?:[^"()\ \\]|\\[^\ ])+)""",
    re.VERBOSE,
)
_ESCAPABLE = '\\":*_()-'
_ABOUT_WORDS = "a word alone would search the notes' text, which is not supported"
_ABOUT_ESCAPES = f"a backslash stands before one of {' '.join(_ESCAPABLE)} only"
_BEFORE_VALUE = re.compile('"?tag:"?', re.IGNORECASE)
_DEEPEST = 100  # neither Python nor Anki runs out of stack here
_INSTEAD = {
    "re:": "regular expressions (re:) are not supported; * stands for any characters, _ for one",
    "nc:": "accents cannot be left out (nc:); write them, or _ for the letter",
}


Kind = Literal["tag", "note", "not", "all", "any"]


class SearchError(StudygenError):
    """A search expression has a fault, or asks for more than tags and note types."""

    def __init__(
        self, message: str, position: int, expression: str, word: str = "", *, has_root: bool = False
    ) -> None:
        super().__init__(f"{message}\n    {_SPACE.sub(' ', expression)}\n    {' ' * position}^")
        self.message = message
        self.position = position
        self.expression = expression
        self.word = word  # if that is the fault: one without `tag:` or `note:`
        self.has_root = has_root  # whether tags are written with their root

    def with_remedy(self, remedy: str) -> "SearchError":
        """Return the fault of a bare word with a remedy of a project's own."""
        message = f"{_ABOUT_WORDS}; {remedy}"
        return SearchError(message, self.position, self.expression, self.word, has_root=self.has_root)


@dataclass(frozen=True, slots=True)
class Search:
    """A search expression, read once for any number of notes; each of its `parts` is a search of its own.

    A term (`tag` or `note`, with a `value`) has no parts, and `not` has one. `all` of none is a blank search.
    `root` is that of the project's tags; `has_root` tells whether it was written into the search.
    """

    text: str
    test: Test = field(repr=False, compare=False)
    expression: str  # the whole one, in which the text stands at this position
    position: int = 0
    kind: Kind = "all"
    value: str = ""  # of a term, without its quotes and without the root
    parts: tuple["Search", ...] = ()
    root: str = ""
    has_root: bool = False

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

    @property
    def in_anki(self) -> str:
        """The search as it is to be written in Anki's browser: with the root."""
        if not self.root or self.has_root:
            return self.text
        pieces, done = [], 0
        for term in self.terms:
            opening = _BEFORE_VALUE.match(term.text)
            if opening and term.kind == "tag":
                at = term.position - self.position + opening.end()
                pieces.append(self.text[done:at])
                pieces.append(search_terms.put_in(self.root, term.value).removesuffix(term.value))
                done = at
        return "".join([*pieces, self.text[done:]])

    def matches(self, tags: Sequence[str], note_type: str) -> bool:
        """Tell whether Anki finds a note with these tags, which have the root, of this note type."""
        stored = f" {' '.join(tags)} " if tags else ""
        return self.test(normalize("NFC", stored), normalize("NFC", note_type))


def parse(expression: str, root: str = "") -> Search:
    """Read a search expression; a blank one selects everything.

    Args:
        expression: what is searched for.
        root: that of the tags, which the expression may leave out.

    Raises:
        SearchError: it has a fault.
    """
    return _Parser(expression, root).search()


def _all_of(parts: Sequence[Search]) -> Test:
    tests = [part.test for part in parts]
    return lambda tags, note_type: all(test(tags, note_type) for test in tests)


def _any_of(parts: Sequence[Search]) -> Test:
    tests = [part.test for part in parts]
    return lambda tags, note_type: any(test(tags, note_type) for test in tests)


def _not(test: Test) -> Test:
    return lambda tags, note_type: not test(tags, note_type)


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

    def __init__(self, expression: str, root: str) -> None:
        self.expression = expression
        self.tokens = tuple(_tokens(expression))
        self.root = root
        self.has_root = any(_asks_for_root(token, root) for token in self.tokens)
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def refuse(self, message: str, position: int, word: str = "") -> Never:
        raise SearchError(message, position, self.expression, word, has_root=self.has_root)

    def since(self, position: int) -> str:
        """Return what was written from there up to the last token taken."""
        last = self.tokens[self.at - 1]
        return self.expression[position : last.position + len(last.text)]

    def made(
        self,
        text: str,
        test: Test,
        position: int,
        kind: Kind = "all",
        value: str = "",
        parts: tuple[Search, ...] = (),
    ) -> Search:
        return Search(text, test, self.expression, position, kind, value, parts, self.root, self.has_root)

    def search(self) -> Search:
        blank = self.made(self.expression, _all_of(()), 0)
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
        return self.made(self.since(start), test, start, kind, parts=tuple(parts))

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
        return self.made(text, _not(part.test), token.position, "not", parts=(part,))

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
        if not colon or key.lower() not in search_terms.TESTS:
            word = key if key == token.content != "not" else ""
            self.refuse(_what_is_right(key, token.content), token.position, word)
        if not value:
            self.refuse(f"{key}: needs a name directly after it, without a space", position)
        if key.lower() == "tag" and value[:3] in _INSTEAD:
            self.refuse(_INSTEAD[value[:3]], position)
        for character in CHARACTER.finditer(value):
            if len(character[0]) == 2 and character[0][1] not in _ESCAPABLE:
                self.refuse(_ABOUT_ESCAPES, position + character.start())
        value = normalize("NFC", value)
        kind: Literal["tag", "note"] = "tag" if key.lower() == "tag" else "note"
        meant = value
        if kind == "tag" and self.root:
            meant = value if self.has_root else search_terms.put_in(self.root, value)
            value = search_terms.below(value, self.root)
        return self.made(token.text, search_terms.TESTS[kind](meant), token.position, kind, value)


def _asks_for_root(token: _Token, root: str) -> bool:
    key, _, value = token.content.partition(":")
    return bool(root) and key.lower() == "tag" and search_terms.begins_with(normalize("NFC", value), root)


def _what_is_right(key: str, content: str) -> str:
    """Return the message for a term that is neither about tags nor about note types."""
    if content == "not":
        return '"not" is written as a "-" directly before what it excludes: -tag:a'
    if key == content:
        return f"{_ABOUT_WORDS}; write tag: or note: before a name"
    if key.startswith("-"):
        return 'the "-" belongs before the quotes'
    if f"{key}:" in _INSTEAD:
        return _INSTEAD[f"{key}:"]
    guess = nearest(f"{key}:".lower(), ("tag:", "note:"))
    return f"{key}: is not supported, only tag: and note: are: selections depend on the project alone{guess}"
