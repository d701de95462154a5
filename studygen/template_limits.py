"""How much a template may do: steps, sizes and depth. A template of a stranger could else take for ever.

Jinja's sandbox bounds `range`, and leaves everything else to whoever runs it. Here every turn of a loop,
every call and every filter is a step, and strings and lists are measured before they are made.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from re import findall, search
from typing import Any

from jinja2 import Template, TemplateRuntimeError, TemplateSyntaxError, nodes, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

_MOST_STEPS = 4_000_000  # of all that an environment renders; ten times what large projects take
_STEPS_BY_RENDERING = 20_000  # and so many more each time that something is rendered
_CALL = 10  # steps that a call takes
_STEP = 100  # characters or items that count as a step
_LARGEST_SOURCE = 1_000_000  # characters of a template
_LARGEST_VALUE = 1_000_000  # characters of a string, or items of a list, that an expression makes
_LARGEST_SEARCHED = 100_000  # characters that are searched for tags and addresses
_LARGEST_NUMBER = 10_000  # of columns, spaces, items in a row
_LARGEST_BITS = 4_096  # of a whole number
_LONG = (str, list, tuple, dict)


class TooMuchError(TemplateRuntimeError):
    """A template takes more than it may; `file` is that of the outermost one."""

    file: str | None = None


class _Template(Template):
    """A template, each rendering of which may take some more steps."""

    def render(self, *args: Any, **values: Any) -> str:
        """Render the template."""
        self.environment.steps_left += _STEPS_BY_RENDERING  # type: ignore[attr-defined]  # a LimitedSandbox
        try:
            return super().render(*args, **values)
        except TooMuchError as error:
            error.file = self.filename or self.name
            raise


class LimitedSandbox(ImmutableSandboxedEnvironment):
    """An environment in which all that templates do comes to an end."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))
    template_class = _Template

    def __init__(self, *args: Any, **options: Any) -> None:
        # What is worked out before a template is run fails without a line of it.
        super().__init__(*args, optimized=False, **options)
        self.steps_left = _MOST_STEPS
        self.add_filters(self.filters)
        self.filters[_COUNTED] = lambda values: _Counted(self, values)
        self.filters[_JOINED] = self._joined
        del self.globals["lipsum"]  # as long as one likes, and drawn by chance

    def add_filters(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        """Let templates use filters, within limits."""
        for name, function in filters.items():
            self.filters[name] = _limited(self, name, function)

    def spend(self, steps: int = 1) -> None:
        """Count steps.

        Raises:
            TooMuchError: there were too many.
        """
        self.steps_left -= steps
        if self.steps_left < 0:
            raise TooMuchError("the templates take too long or print too much; loop over less")

    def measured(self, size: int) -> None:
        """Count what is about to be made.

        Raises:
            TooMuchError: it is too large.
        """
        if size > _LARGEST_VALUE:
            raise TooMuchError(f"this makes more than {_LARGEST_VALUE:,} characters or items")
        self.spend(1 + size // _STEP)

    def concat(self, pieces: Iterable[str]) -> str:
        """Return what a template, a macro or a set-block prints."""
        return "".join(self.printed(pieces))

    def printed(self, pieces: Iterable[str]) -> Iterator[str]:
        """Yield what is printed, as far as it is not too much."""
        for piece in pieces:
            self.steps_left -= len(piece) // _STEP
            if self.steps_left < 0:
                self.spend()
            yield piece

    @pass_eval_context
    def _joined(self, context: EvalContext, pieces: list[Any]) -> str:
        """Return what `~` joins."""
        self.measured(sum(len(piece) for piece in pieces if isinstance(piece, str)))
        return markup_join(pieces) if context.autoescape else str_join(pieces)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, unless the result is too large."""
        if operator == "%" and isinstance(left, str):
            _refuse_wide(left)
        else:
            _refuse_large(self, operator, left, right)
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return `str.format` for strings whose widths are no numbers of thousands of digits."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None

        @wraps(wrapped)
        def limited(*args: Any, **options: Any) -> str:
            _refuse_wide(value.__self__.replace("*", ""))
            if search(r":[^{}]*\{", value.__self__):
                raise TooMuchError("a width in a pattern is written there")
            return wrapped(*args, **options)

        return limited

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # as Jinja has it
        """Call something, which takes more steps the more there is to go through."""
        __self.spend(_CALL + sum(len(arg) // _STEP for arg in args if isinstance(arg, _LONG)))
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str) and (check := _CHECKS.get(__obj.__name__)):
            check(__self, owner, *args, **kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        """Return a template, which takes a call: it may include itself."""
        self.spend(_CALL)
        return super().get_template(*args, **kwargs)

    def compile(self, source: Any, name: Any = None, filename: Any = None, *args: Any, **options: Any) -> Any:
        """Compile a template.

        Raises:
            TemplateSyntaxError: it is too long or nested too deep for that, or otherwise wrong.
        """
        try:
            if isinstance(source, str) and len(source) > _LARGEST_SOURCE:
                raise TemplateSyntaxError(
                    f"it is longer than {_LARGEST_SOURCE:,} characters", 1, name, filename
                )
            return super().compile(source, name, filename, *args, **options)
        except (RecursionError, MemoryError, SyntaxError):
            raise TemplateSyntaxError("the template is nested too deep", 1, name, filename) from None
        except ValueError as error:  # a number of thousands of digits
            raise TemplateSyntaxError(str(error), 1, name, filename) from None

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _counting(super()._parse(source, name, filename))


# No template can name filters like these.
_COUNTED, _JOINED = "(counted)", "(joined)"


def _counting(template: nodes.Template) -> nodes.Template:
    """Have loops count their turns, and `~` what it joins."""
    for loop in list(template.find_all(nodes.For)):
        loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
    _replace_joins(template)
    return template


def _replace_joins(node: nodes.Node) -> None:
    for name, value in list(node.iter_fields()):
        if isinstance(value, nodes.Node):
            _replace_joins(value)
            setattr(node, name, _join_counted(value))
        elif isinstance(value, list):
            for at, item in enumerate(value):
                if isinstance(item, nodes.Node):
                    _replace_joins(item)
                    value[at] = _join_counted(item)


def _join_counted(node: nodes.Node) -> nodes.Node:
    if not isinstance(node, nodes.Concat):
        return node
    pieces = nodes.List(node.nodes, lineno=node.lineno)
    return nodes.Filter(pieces, _JOINED, [], [], None, None, lineno=node.lineno)


class _Counted:
    """Values of a loop, each of which is a step."""

    def __init__(self, environment: LimitedSandbox, values: Any) -> None:
        self.environment, self.values = environment, values

    def __iter__(self) -> Iterator[Any]:
        for value in self.values:
            self.environment.spend()
            yield value

    def __len__(self) -> int:
        return len(self.values)


def _limited(environment: LimitedSandbox, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that makes nothing too large, and takes its steps."""
    skipped = 1 if hasattr(function, "jinja_pass_arg") else 0  # what Jinja gives it before the value
    check = _CHECKS.get(name)

    @wraps(function)
    def limited(*args: Any, **options: Any) -> Any:
        given = args[skipped:]
        environment.spend(1 + sum(len(each) // _STEP for each in given if isinstance(each, _LONG)))
        if check:
            check(environment, *given, **options)
        return function(*args, **options)

    return limited


# What is checked of filters, and of methods of strings, with their arguments.


def _check_numbers(environment: LimitedSandbox, value: Any, *args: Any, **options: Any) -> None:
    """Refuse large numbers, and what would be put between or around a lot."""
    given = (*args, *options.values())
    if any(isinstance(each, int) and abs(each) > _LARGEST_NUMBER for each in given):
        raise TooMuchError(f"this takes no number above {_LARGEST_NUMBER:,}")
    longest = max((len(each) for each in given if isinstance(each, str)), default=0)
    widest = max((each for each in given if isinstance(each, int)), default=0)
    parts = value.count("\n") + 1 if isinstance(value, str) else 1
    environment.measured(parts * max(longest, widest))


def _check_wrapped(environment: LimitedSandbox, value: Any, *args: Any, **options: Any) -> None:
    _check_numbers(environment, value, *args, **options)
    longest = max((len(each) for each in (*args, *options.values()) if isinstance(each, str)), default=1)
    environment.measured(len(str(value)) * max(longest, 1))


def _check_replaced(
    environment: LimitedSandbox, value: Any, old: Any = "", new: Any = "", *_args: Any, **_options: Any
) -> None:
    text = str(value)
    environment.measured(len(text) + text.count(str(old)) * len(str(new)))


def _check_joined(
    environment: LimitedSandbox, value: Any, other: Any = "", *_args: Any, **_options: Any
) -> None:
    values, between = (other, value) if isinstance(other, list | tuple) else (value, str(other))
    if isinstance(values, _LONG):
        environment.measured(len(values) * len(between))


def _check_format(_environment: LimitedSandbox, value: Any, *_args: Any, **_options: Any) -> None:
    _refuse_wide(str(value))


def _check_sum(_environment: LimitedSandbox, _value: Any, *args: Any, **options: Any) -> None:
    if not isinstance(options.get("start", args[1] if len(args) > 1 else 0), int | float):
        raise TooMuchError("sum adds up numbers")


def _check_searched(_environment: LimitedSandbox, value: Any, *_args: Any, **_options: Any) -> None:
    if len(str(value)) > _LARGEST_SEARCHED:
        raise TooMuchError(f"this takes no more than {_LARGEST_SEARCHED:,} characters")


_CHECKS: dict[str, Callable[..., None]] = {
    "batch": _check_numbers,
    "center": _check_numbers,
    "format": _check_format,
    "indent": _check_numbers,
    "join": _check_joined,
    "md": _check_searched,
    "replace": _check_replaced,
    "round": _check_numbers,
    "slice": _check_numbers,
    "striptags": _check_searched,
    "sum": _check_sum,
    "truncate": _check_numbers,
    "urlize": _check_searched,
    "wordwrap": _check_wrapped,
}


def _refuse_wide(pattern: str) -> None:
    """Refuse `%1000000000d`, and widths that come from elsewhere."""
    if any(len(digits) > 4 for digits in findall(r"[0-9]+", pattern)) or "*" in pattern:
        raise TooMuchError("a width in a pattern has four digits at most")


def _refuse_large(environment: LimitedSandbox, operator: str, left: Any, right: Any) -> None:
    sized = [each for each in (left, right) if isinstance(each, _LONG)]
    numbers = [each for each in (left, right) if isinstance(each, int)]
    if operator == "+":
        environment.measured(sum(map(len, sized)))
    elif operator == "*" and sized:
        environment.measured(len(sized[0]) * max([*numbers, 0]))
    elif len(numbers) == 2:
        bits, other = left.bit_length(), right.bit_length()
        size = bits * min(abs(right), _LARGEST_BITS) if operator == "**" and bits > 1 else max(bits, other)
        if size > _LARGEST_BITS:
            raise TooMuchError("this makes a number of more than a thousand digits")
