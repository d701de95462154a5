"""Curly quotes where straight ones were meant: to YAML, they are letters like others."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from studygen.knowledge.yaml import nodes
from studygen.knowledge.yaml.scalars import double_quoted
from studygen.problems import Problem

_AROUND = re.compile(r"[“”„«][^“”„«»]+[“”»]")  # a whole value, with none inside
_HELD_AGAINST_THE_TEXT = "passages"  # which may well begin and end with them


def curly_quotes(root: yaml.Node, source: str, file: Path) -> Iterator[Problem]:
    """Find values between curly quotes without others around them; the author may have meant them."""
    if not _AROUND.search(source):
        return
    for node in nodes.all_in(root):
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.value != _HELD_AGAINST_THE_TEXT:
                inside = value.value if isinstance(value, yaml.SequenceNode) else [value]
                yield from (_told(each, file) for each in inside if _is_between(each))


def _is_between(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and bool(_AROUND.fullmatch(node.value))


def _told(node: yaml.Node, file: Path) -> Problem:
    straight = double_quoted(node.value[1:-1])
    message = (
        f"curly quotes are no quotes to YAML, so that they belong to the text; write {straight}, or"
        f" {double_quoted(node.value)} if they are meant"
    )
    return Problem(nodes.start(node, file), message, "curly-quotes", "warning", fix=straight)
