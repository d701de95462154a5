"""Jinja for the files of `templates/`, and what is wrong in one as a fault with a place.

Jinja knows no escape for Typst: its own autoescape writes HTML, which leaves `#panic()` alive. So nothing is
trusted here but the template's own words and the type `Typst`; all else is escaped where it is printed.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context, LoopContext
from jinja2.utils import Namespace
from markupsafe import Markup

from studygen.knowledge.text.markdown import Typst, escape_html, escape_typst, to_html, to_typst
from studygen.problems import FaultyFilesError, Place, Problem
from studygen.template_limits import LimitedSandbox, TooMuchError

T = TypeVar("T")

RULE = "template-error"

# They write HTML. What they return is escaped like any other string, and would be printed with its entities.
_HTML_FILTERS = ("e", "escape", "forceescape", "safe", "striptags", "tojson", "urlize", "xmlattr")
_CHANCE = "random"  # the same input gives the same bytes

_REFUSED_BLOCKS = {
    # the one block whose result Jinja prints without passing it to `finalize`
    "filter": "{% filter … %} is not available here; write {{ value|filter }}",
    "autoescape": "{% autoescape … %} is not available here: every value is escaped for Typst",
}


def typst_environment(folders: Sequence[Path], *, traced: bool = False) -> "Sandbox":
    """Return the environment for the templates in `folders`, the first of which has precedence, file by file.

    A `traced` one marks in its output which template each line comes from; `read_trace` reads the marks.
    """
    environment = _TypstEnvironment(
        loader=_Loader(folders),
        extensions=[_Refusals, _Traces] if traced else [_Refusals],
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in (*_HTML_FILTERS, _CHANCE):
        del environment.filters[name]
    environment.add_filters({"md": to_typst})
    return environment


def _printed(value: object) -> Typst:
    """Return what `{{ value }}` prints."""
    if isinstance(value, Typst):
        return value
    if value is None:
        raise ValueError("nothing to print: the value is None; print it inside {% if … %}")
    if isinstance(value, bool):
        return Typst(str(value).lower())
    if isinstance(value, int | float) and isfinite(value):
        return Typst(repr(value))
    return escape_typst(str(value))


class _Loader(FileSystemLoader):
    """Finds templates in folders, and tells where one is not UTF-8."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            message = (
                f"byte {error.object[error.start]:#04x} is not UTF-8; save the file with the encoding UTF-8"
            )
            files = [Path(folder, template) for folder in self.searchpath]
            found = next((file for file in files if file.is_file()), Path(template))
            raise TemplateSyntaxError(message, line, template, str(found)) from error


# What a template may ask of a value, by its type. Of small frozen classes it may ask whatever they hold and
# tell, and of anything else nothing.
_MAY_BE_ASKED: tuple[tuple[type, frozenset[str]], ...] = (
    (
        str,
        frozenset((
            "capitalize", "casefold", "count", "endswith", "find", "join", "lower", "lstrip", "partition",
            "removeprefix", "removesuffix", "replace", "rpartition", "rstrip", "split", "splitlines",
            "startswith", "strip", "title", "upper",
        )),
    ),
    (Mapping, frozenset(("get", "items", "keys", "values"))),
    (Sequence, frozenset(("count", "index"))),
    (
        LoopContext,
        frozenset((
            "changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem",
            "previtem", "revindex", "revindex0",
        )),
    ),
)  # fmt: skip


class Sandbox(LimitedSandbox):
    """An environment whose templates reach what they are given, and nothing by way of it.

    Jinja's own sandbox forbids what is known to be dangerous; here, what is known to be harmless is allowed.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read an attribute."""
        shape: type = type(obj)
        if is_dataclass(shape):  # of which Jinja forbids nothing else, and asks slowly
            return _is_told(shape, attr)
        if isinstance(obj, TemplateModule | Namespace):  # a template's own macros and values
            return super().is_safe_attribute(obj, attr, value)
        return attr in _told_by(shape) and super().is_safe_attribute(obj, attr, value)


@cache
def _told_by(shape: type) -> frozenset[str]:
    """Return what may be asked of a type that is no class of studygen's."""
    return frozenset().union(*(names for known, names in _MAY_BE_ASKED if issubclass(shape, known)))


@cache
def _is_told(shape: type, attr: str) -> bool:
    """Tell whether a frozen class has a field or a property of this name; its methods are its own."""
    if attr.startswith("_"):
        return False
    is_frozen: bool = shape.__dataclass_params__.frozen  # type: ignore[attr-defined]  # every dataclass has it
    names = {each.name for each in fields(shape)}
    return is_frozen and (attr in names or isinstance(getattr(shape, attr, None), property))


class _TypstEnvironment(Sandbox):
    """An environment whose templates make Typst, and to which any other string is data."""

    def concat(self, pieces: Iterable[str]) -> Typst:
        """Join templates, macros and set-blocks, all pieces of which have passed `finalize`."""
        return Typst("".join(self.printed(pieces)))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call `__obj` as the sandbox does; what `{% call %}` prints passes `finalize` here or not at all."""
        result = super().call(__context, __obj, *args, **kwargs)
        return _printed(result) if "caller" in kwargs else result


class _Refusals(Extension):
    """Refuses the blocks that get around the escaping."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Pass the tokens on, unless one of them opens such a block."""
        opened = False
        for token in stream:
            if opened and token.value in _REFUSED_BLOCKS:
                refusal = _REFUSED_BLOCKS[token.value]
                raise TemplateSyntaxError(refusal, token.lineno, stream.name, stream.filename)
            opened = token.type == "block_begin"
            yield token


# No template has these characters, and in data they are left out.
_MARK = re.compile("\x01(\\d+) ([^\x02]*)\x02")


class _Traces(Extension):
    """Puts a mark before each stretch of a template's own words: from which line of which file it is."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Pass the tokens on, the words of the template marked."""
        for token in stream:
            if token.type == "data":
                lines = (
                    f"\x01{number} {stream.filename or stream.name}\x02{line}"
                    for number, line in enumerate(token.value.split("\n"), token.lineno)
                )
                token = Token(token.lineno, "data", "\n".join(lines))
            yield token


@dataclass(frozen=True, slots=True)
class Trace:
    """What templates rendered, and where each stretch of it comes from."""

    text: str
    starts: tuple[int, ...]  # the characters at which the stretches start
    places: tuple[Place, ...]

    def place(self, line: int, column: int) -> Place | None:
        """Return which line of which template made what stands there; lines and columns count from 1."""
        before = sum(len(above) + 1 for above in self.text.split("\n")[: line - 1])
        found = bisect_right(self.starts, before + column - 1)
        return self.places[found - 1] if found else None


def read_trace(marked: str) -> Trace:
    """Take the marks out of what a traced environment rendered."""
    text = ""
    starts, places = [], []
    at = 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        starts.append(len(text))
        places.append(Place(Path(mark[2]), int(mark[1]), 1))
        at = mark.end()
    return Trace(text + marked[at:], tuple(starts), tuple(places))


# How a message calls a value that templates are given: 'package.module.Term object'.
_MODULES = re.compile(r"'[\w.]+\.(\w+) object'")


def template_problem(error: Exception) -> Problem | None:
    """Tell what `error` is, and where in which template; None if no template has to do with it."""
    if isinstance(error, TemplateSyntaxError):
        place = Place(Path(error.filename or error.name or "template"), error.lineno, 1)
        return Problem(place, error.message or "the template cannot be read", RULE)
    found = _innermost(error.__traceback__)
    if isinstance(error, TemplateNotFound):
        message = f"there is no template {error.name!r}; a template includes only those beside it, by name"
        return Problem(found or Place(Path(error.name or "template")), message, RULE)
    if found is None and isinstance(error, TooMuchError) and error.file:
        found = Place(Path(error.file), 1, 1)  # what all of it takes
    if found is None:
        return None
    expected = isinstance(error, TemplateError | ValueError)  # their messages say enough
    message = _MODULES.sub(r"\1", str(error))
    return Problem(found, message if expected else f"{type(error).__name__}: {message}", RULE)


def _innermost(traceback: TracebackType | None) -> Place | None:
    """Return the last line of a template that the error passed through."""
    found = None
    while traceback:
        names = traceback.tb_frame.f_globals
        if "__jinja_exception__" in names:  # Jinja has put template lines in place of the compiled ones
            found = Place(Path(traceback.tb_frame.f_code.co_filename), traceback.tb_lineno, 1)
        elif template := names.get("__jinja_template__"):
            line = template.get_corresponding_lineno(traceback.tb_lineno)
            found = Place(Path(template.filename or template.name or "template"), line, 1)
        traceback = traceback.tb_next
    return found


def html_environment(folders: Sequence[Path], *, autoescape: bool) -> Sandbox:
    """Make an environment for the files of cards and pages; without autoescape, it gives light Markdown."""
    # Anki's own marks are {{ }} and {{# }}, so that Jinja's are others here.
    environment = Sandbox(
        loader=_Loader(folders),
        autoescape=autoescape,
        undefined=StrictUndefined,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=False,
    )
    environment.add_filters(
        {
            "text": lambda text: Markup(escape_html(text)),  # noqa: S704  # escaped
            "attribute": lambda text: Markup(escape_html(text).replace('"', "&quot;")),  # noqa: S704
            "md": lambda text: Markup(to_html(text)),  # noqa: S704  # to_html escapes
            "quote": lambda text: "> " + text.replace("\n", "\n> "),
        }
    )
    return environment


def guarded(work: Callable[[], T], place: Place | None = None, about: str = "") -> T:
    """Run something of Jinja's, and say whatever goes wrong with file and line: `place`, or the template's.

    `about` is the id of the entry or note that is being rendered.

    Raises:
        FaultyFilesError: the template has a fault.
    """
    try:
        return work()
    except Exception as error:  # a template runs whatever its author wrote
        problem = template_problem(error)
        if problem is None:
            raise
        message = f"{problem.message} (while rendering {about!r})" if about else problem.message
        problem = Problem(place or problem.place, message, problem.rule)
        raise FaultyFilesError((problem,)) from error
