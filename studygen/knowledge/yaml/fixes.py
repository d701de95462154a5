"""Changes of YAML files that nobody need think about; all else in a file stays byte for byte as it is.

Each function returns the text as it was where it cannot be sure of what comes of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml

from studygen.knowledge.yaml import nodes
from studygen.knowledge.yaml.scalars import double_quoted

_FILE = Path()
# `key: value`, or `- value`, whose value is neither quoted, nor a block of lines, nor a list without its end.
_PLAIN_VALUE = re.compile(r"""^(\s*(?:- +)*(?:[\w-]+: +|(?<=- )))([^\s"'|>\[{#].*?)(\s*)$""")
_MOST_LINES = 100

Place = tuple[int, int]  # line and column, from 1


def with_quotes(text: str) -> str:
    """Put values in quotes that keep the text from being YAML, line by line, as long as each helps."""
    for _ in range(_MOST_LINES):
        line = _line_of_fault(text)
        if line is None:
            return text
        for candidate in (line, line - 1):
            quoted = _with_quoted_line(text, candidate)
            after = _line_of_fault(quoted) if quoted != text else line
            if quoted != text and (after is None or after > line):
                text = quoted
                break
        else:
            return text
    return text


def with_values(text: str, written: Mapping[Place, str]) -> str:
    """Write other values, or keys, at places where values or keys begin; `written` is YAML."""
    root, _ = nodes.parse(text, _FILE)
    if root is None:
        return text
    scalars = {_start(node): node for node in nodes.all_in(root) if isinstance(node, yaml.ScalarNode)}
    for node, new in sorted(
        ((scalars[place], new) for place, new in written.items() if place in scalars),
        key=lambda each: -each[0].start_mark.index,
    ):
        text = text[: node.start_mark.index] + new + text[node.end_mark.index :]
    return text if nodes.parse(text, _FILE)[0] is not None else ""


def with_kinds_first(text: str, order: Callable[[Sequence[str]], Sequence[str] | None]) -> str:
    """Write the keys of entries in another order, each with its lines and the comments above it.

    Args:
        text: a list of entries.
        order: returns the keys of an entry in the order in which they are to be; None leaves them alone.
    """
    root, _ = nodes.parse(text, _FILE)
    for entry in reversed(root.value if isinstance(root, yaml.SequenceNode) else []):
        if isinstance(entry, yaml.MappingNode) and not entry.flow_style:
            keys = [key.value for key, _ in entry.value]
            wanted = order(keys)
            if wanted is not None and list(wanted) != keys:
                text = _reordered(text, entry, wanted)
    after, _ = nodes.parse(text, _FILE)
    same = root is not None and after is not None and nodes.plain(root) == nodes.plain(after)
    return text if same else ""


def _start(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _line_of_fault(text: str) -> int | None:
    """Return the line, from 0, that keeps a text from being YAML; None if it is."""
    root, problems = nodes.parse(text, _FILE)
    fault = next((each for each in problems if each.rule in ("bad-yaml", "alias")), None)
    return None if root is not None or fault is None else fault.place.line - 1


def _with_quoted_line(text: str, line: int) -> str:
    lines = text.split("\n")
    if not 0 <= line < len(lines) or not (found := _PLAIN_VALUE.match(lines[line])):
        return text
    before, value, end = found.groups()
    lines[line] = f"{before}{double_quoted(value)}{end}"
    return "\n".join(lines)


def _reordered(text: str, entry: yaml.MappingNode, wanted: Sequence[str]) -> str:
    lines = text.splitlines(keepends=True)
    keys = [key for key, _ in entry.value]
    starts = [keys[0].start_mark.line, *(_first_line(lines, key.start_mark.line) for key in keys[1:])]
    end = entry.end_mark
    ends = [*starts[1:], end.line if end.column == 0 else end.line + 1]
    column = entry.start_mark.column
    # The dash of the entry stays in front, whichever key comes first.
    dash = lines[starts[0]][:column]
    lines[starts[0]] = " " * column + lines[starts[0]][column:]
    blocks = {key.value: lines[begin:stop] for key, begin, stop in zip(keys, starts, ends, strict=True)}
    body = [line if line.endswith("\n") else f"{line}\n" for key in wanted for line in blocks[key]]
    body[0] = dash + body[0][column:]
    return "".join([*lines[: starts[0]], *body, *lines[ends[-1] :]])


def _first_line(lines: Sequence[str], line: int) -> int:
    """Return the line at which the comments above a key begin, or its own."""
    while lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line
