"""Inputs on which a careless scanner takes for ever: beginnings without ends, again and again."""

import subprocess
import sys
from collections.abc import Iterator

_SIZE = 100_000  # characters; a scanner that takes their square has ten milliards of steps to go
_SECONDS = 60  # for what takes three to ten on an idle machine

_BEGINNINGS = (
    "<", "<!--", "<!-- >", "</", "<a ", '<a b="', "<img ", "<style>", "<script >", "<pre>", "<p>x", "</p>",
    "&", "&#1", "&amp", "[[type:", "[sound:", "[$]", "[latex]", "{{", "{{c1::", "{{c1", "{{#a}}", "{{text:",
    "{{a::b::", "\\(", "\\", "$", "*", "*a", "_a ", "> ", "- ", "1. ", "[a](", "[", '"', "a'", " ", "\n",
    "\t\n", "a b ", "x, ", "1", "::",
)  # fmt: skip
_ENDS = ">-->}}]]\\)\\];</style>[/$][/latex]$x::x}}"


def worst_inputs(size: int = _SIZE) -> Iterator[str]:
    """Yield each beginning as often as it takes, without an end, with one, and with one before all."""
    for beginning in _BEGINNINGS:
        many = beginning * (size // len(beginning))
        yield from (many, many + _ENDS, _ENDS + many)
    yield "<div>" * (size // 10) + "</p>" * (size // 10)
    yield "&#" + "1" * size + ";"
    yield "&#x" + "f" * size + ";"


def assert_ends_soon(imports: str, work: str, size: int = _SIZE) -> None:
    """Do `work` with `text` being each of the inputs, in a process of its own, which must end soon."""
    script = (
        f"from worst_inputs import worst_inputs\n{imports}\n"
        f"for text in worst_inputs({size}):\n"
        "    print(repr(text[:20] + '…' + text[-10:]), flush=True)\n"
        f"    {work}\n"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", script],
            timeout=_SECONDS,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": ":".join(sys.path)},
        )
    except subprocess.TimeoutExpired as late:
        seen = (late.stdout or b"").decode().splitlines()
        raise AssertionError(f"{len(seen)} inputs in {_SECONDS} seconds, the last one {seen[-1:]}") from None
    assert done.returncode == 0, done.stdout[-200:] + done.stderr[-2000:]
