"""What stands at a place of a YAML file: of which entry it is, under which key, and the words themselves."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from studygen.knowledge.yaml import nodes
from studygen.knowledge.yaml.loader import read_text
from studygen.knowledge.yaml.nodes import Steps
from studygen.problems import Place


class Pointed(NamedTuple):
    """What stands at a place; each is "" where there is no such thing."""

    entry: str = ""  # the id of the entry
    key: str = ""  # as in premises[0].passages[1], from the entry on, or from the beginning of another file
    text: str = ""  # the value, if it is a text


NOTHING = Pointed()


class YamlPointer:
    """Tells what stands at places of YAML files, each of which is read once."""

    def __init__(self) -> None:
        self._files: dict[Path, dict[tuple[int, int], Pointed]] = {}

    def at(self, place: Place) -> Pointed:
        """Return what stands at a place; nothing where there is no such file, or it is no YAML."""
        if place.file not in self._files:
            self._files[place.file] = dict(_pointed_in(place.file))
        return self._files[place.file].get((place.line, place.column), NOTHING)


def _pointed_in(file: Path) -> Iterator[tuple[tuple[int, int], Pointed]]:
    if file.suffix not in (".yaml", ".yml") or not file.is_file():
        return
    text, _ = read_text(file)
    root, _ = nodes.parse(text, file) if text else (None, [])
    if isinstance(root, yaml.SequenceNode):
        for entry in root.value:
            is_entry = isinstance(entry, yaml.MappingNode) and entry.value
            yield from _below(entry, (), str(entry.value[0][1].value) if is_entry else "")
    elif root is not None:
        yield from _below(root, (), "")


def _below(node: yaml.Node, steps: Steps, entry: str) -> Iterator[tuple[tuple[int, int], Pointed]]:
    """Yield the places of a node and of all inside it; a mapping's own comes after that of its first key."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inside = (*steps, str(key.value))
            yield _start(key), Pointed(entry, _path(inside), _words(value))
            yield from _below(value, inside, entry)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _below(value, (*steps, index), entry)
    yield _start(node), Pointed(entry, _path(steps), _words(node))


def _start(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _words(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _path(steps: Steps) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
