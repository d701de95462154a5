"""YAML text to nodes that know line and column, with the traps of YAML told as problems.

Nodes rather than PyYAML's loaded values, since these leave `no`, `1917` and `12:30` the text that was written
and let repeated keys be seen, of which a loader silently keeps the last.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import yaml

from studygen.knowledge.yaml.syntax import syntax_problem
from studygen.problems import Place, Problem

Steps = tuple[str | int, ...]  # keys and indexes, from a node to one inside it

# A PyYAML built without libyaml is slow, and right.
LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # for YAML, whose marks count such lines
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MAX_DEPTH = 50
_SAFE_DEPTH = 5_000  # libyaml's composer was seen to crash between 5,000 and 50,000
_INDENT = re.compile(r"^[ \-?:]+", re.MULTILINE)
# An anchor, or a line break that YAML knows and nobody else does.
_ANYWHERE = re.compile(r"(?<!\w)&[\w-]|[\r\x85\u2028\u2029]")
_TYPE = re.compile(r"(?<!\w)!")
_LOST_COMMENT = re.compile(r" #(.*)")
_PLAIN_TYPES = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")}


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector, in which PyYAML spends most of its time and which finds nothing there."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def parse(source: str, file: Path) -> tuple[yaml.Node | None, list[Problem]]:
    """Read one YAML document; None where it cannot be used at all."""
    if too_deep := _too_deep(source):
        message = f"this is nested more than {_MAX_DEPTH} deep; no file of a project needs that"
        return None, [Problem(replace(too_deep, file=file), message, "bad-yaml")]
    try:
        with collector_paused():
            node = yaml.compose(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        return None, [syntax_problem(error, LINE_END.split(source), file)]
    except yaml.reader.ReaderError as error:
        # Its position counts bytes or characters, depending on which of the two parsers it is.
        at = max(0, source.find(character := chr(error.character)))
        place = Place(file, source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))
        message = f"YAML does not allow the character {character!r}; remove it"
        return None, [Problem(place, message, "bad-yaml")]
    if node is None:
        return None, [
            Problem(Place(file, 1, 1), "the file is empty; write something or remove it", "empty-file")
        ]
    problems = list(_traps(node, source, file))
    # Aliases can unfold to a tree of any size, so that nothing more is done with such a file.
    return (None if any(problem.rule == "alias" for problem in problems) else node), problems


def start(node: yaml.Node, file: Path) -> Place:
    """Return where the node begins."""
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


def all_in(root: yaml.Node) -> Iterator[yaml.Node]:
    """Yield a node and all inside it."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, yaml.MappingNode):
            pending += [inner for pair in node.value for inner in pair]
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value


def place_at(source: str, offset: int, file: Path) -> Place:
    """Return the place of a character, in lines as YAML counts them."""
    ends = [match.end() for match in LINE_END.finditer(source, 0, offset)]
    return Place(file, len(ends) + 1, offset - (ends[-1] if ends else 0) + 1)


def plain(node: yaml.Node) -> Any:
    """Return the node as lists, dictionaries and text; a value that was left out is None."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return None if is_empty(cast("yaml.ScalarNode", node)) else node.value


def is_empty(node: yaml.ScalarNode) -> bool:
    """Tell whether there is no value, or one that says so; in quotes, null is a word."""
    return node.value in ("", "null", "~") and not node.style


def value_place(node: yaml.Node, steps: Steps, file: Path) -> Place:
    """Return the place of the value that the steps lead to, or of the nearest thing around it."""
    for step in steps:
        inner = _child(node, step)
        if inner is None:
            break
        node = inner
    return start(node, file)


def key_place(node: yaml.Node, steps: Steps, file: Path) -> Place:
    """Return the place of the key that is the last of the steps, rather than of its value."""
    for step in steps[:-1]:
        node = _child(node, step) or node
    if isinstance(node, yaml.MappingNode):
        return next((start(key, file) for key, _ in node.value if key.value == steps[-1]), start(node, file))
    return start(node, file)


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((cast("yaml.Node", value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return cast("yaml.Node", node.value[step])
    return None


def _too_deep(source: str) -> Place | None:
    """Find where the nesting passes what libyaml's composer, which recurses in C, can bear."""
    indents = max((match.end() - match.start() for match in _INDENT.finditer(source)), default=0)
    if source.count("[") + source.count("{") + indents < _SAFE_DEPTH:
        return None
    depth = 0
    try:
        for event in cast("Iterator[Any]", yaml.parse(source, Loader=_LOADER)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                return Place(Path(), event.start_mark.line + 1, event.start_mark.column + 1)
    except yaml.MarkedYAMLError as error:
        # Newer ones refuse by themselves what is 1000 deep, which they read before the first event.
        mark = cast("Any", error.problem_mark or error.context_mark)
        if "nesting depth" in str(error.problem) and mark:
            return Place(Path(), mark.line + 1, mark.column + 1)
    except yaml.YAMLError:
        pass  # what is wrong otherwise is told by the composer
    return None


def _traps(root: yaml.Node, source: str, file: Path) -> Iterator[Problem]:
    """Yield what YAML lets through and no project means: aliases, types, repeated keys, lost comments."""
    lines = LINE_END.split(source)
    look_anywhere = _ANYWHERE.search(source) is not None
    seen: set[int] = set()
    pending = [root]
    while pending:
        node = pending.pop()
        if id(node) in seen:
            message = (
                "this has an anchor (&name) and is used again as an alias (*name); write it out each time"
            )
            yield Problem(start(node, file), message, "alias")
            return
        seen.add(id(node))
        if node.tag not in _PLAIN_TYPES:
            shown = node.tag.replace("tag:yaml.org,2002:", "!!")
            yield Problem(start(node, file), f"the type {shown} means nothing here; remove it", "bad-yaml")
        if isinstance(node, yaml.MappingNode):
            yield from _key_traps(node, file)
            inside = [inner for pair in node.value for inner in pair]
            # In most entries of a long file, nothing but a key can be wrong.
            pending += inside if look_anywhere or _may_be_trap(node, lines) else _without_words(inside)
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value
        elif isinstance(node, yaml.ScalarNode) and not node.style and node.end_mark.line < len(lines):
            yield from _lost_comment(node, lines[node.end_mark.line], file)


def _may_be_trap(node: yaml.Node, lines: list[str]) -> bool:
    """Tell whether there is something in the lines of a node that looks like a comment or a type."""
    text = "\n".join(lines[node.start_mark.line : node.end_mark.line + 1])
    return " #" in text or ("!" in text and _TYPE.search(text) is not None)


def _without_words(nodes: list[yaml.Node]) -> list[yaml.Node]:
    return [node for node in nodes if not isinstance(node, yaml.ScalarNode)]


def _key_traps(node: yaml.MappingNode, file: Path) -> Iterator[Problem]:
    first_lines: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            yield Problem(start(key, file), "a key is a word; put this in quotes", "bad-yaml")
        elif key.value in first_lines:
            message = f"`{key.value}` is given twice, first on line {first_lines[key.value]}; keep one"
            yield Problem(start(key, file), message, "repeated-key")
        else:
            first_lines[key.value] = key.start_mark.line + 1


def _lost_comment(node: yaml.ScalarNode, line: str, file: Path) -> Iterator[Problem]:
    # Two spaces before a comment are the custom; one is how people write `the song # 1`.
    end = node.end_mark
    if node.value and (lost := _LOST_COMMENT.match(line, end.column)):
        message = (
            f"YAML reads `#{lost[1]}` as a comment, so that the text is only {node.value!r}; "
            "put the text in quotes, or two spaces before a comment"
        )
        yield Problem(Place(file, end.line + 1, end.column + 2), message, "lost-comment")
