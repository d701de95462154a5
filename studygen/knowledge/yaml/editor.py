"""Changing ids in YAML files as their authors would, so that comments, quotes and line ends stay as they are.

Whatever is changed is found by the place that records know. What comes of it is read again before it is given
away, and must be the file as it was but for what was to be changed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

import yaml

from studygen.knowledge.yaml import nodes
from studygen.problems import FaultyFilesError, Place, StudygenError

N = TypeVar("N", bound=yaml.Node)

_DASH = re.compile(r"[ ]*-[ ]+")


class Change(NamedTuple):
    """A change of a file: where that is afterwards, and what was done there."""

    place: Place
    what: str  # mat → carpet


class _Splice(NamedTuple):
    start: int
    end: int
    text: str
    what: str

    @property
    def lead(self) -> int:
        """How much of it only parts what is told of from what comes before."""
        return len(self.text) - len(self.text.lstrip(", \r\n"))


@dataclass
class YamlEditor:
    """A YAML file and what is to be changed in it; `source` is its text, with the line ends that it has.

    Raises:
        FaultyFilesError: it cannot be read.
    """

    source: str
    file: Path
    _splices: list[_Splice] = field(default_factory=list)
    _expected: dict[int, list[str]] = field(default_factory=dict)  # of nodes, what they are to be

    def __post_init__(self) -> None:
        root, problems = nodes.parse(self.source, self.file)
        if root is None:
            raise FaultyFilesError(tuple(problems))
        self._root = root
        self._nodes = {(type(node), nodes.start(node, self.file)): node for node in nodes.all_in(root)}

    def rename(self, place: Place, known: str, new: str) -> None:
        """Write another id for a known one: as the value at a place, or as the key of what is there."""
        value = self._at(yaml.ScalarNode, place)
        mapping = self._at(yaml.MappingNode, place)
        named = self._key_before(mapping) if mapping else value
        if named is None or named.value != known:
            raise self._cannot(place)
        start, end = named.start_mark.index, named.end_mark.index
        quote = self.source[start] if named.style in ("'", '"') else ""
        self._splices.append(_Splice(start, end, f"{quote}{new}{quote}", f"{known} → {new}"))
        self._expected[id(named)] = [new]

    def list_ids(self, place: Place, key: str, ids: Sequence[str], behind: str) -> None:
        """Give the mapping at a place a list of ids under a key, or take the key away if there are none.

        A new key comes behind that which is called `behind`; `rename` that one before, if at all.
        """
        mapping = self._at(yaml.MappingNode, place)
        pairs = {name.value: (name, value) for name, value in mapping.value} if mapping else {}
        if mapping is None or behind not in pairs:
            raise self._cannot(place)
        if key in pairs:
            self._change_list(mapping, *pairs[key], ids)
        elif ids:
            self._add_list(mapping, *pairs[behind], key, ids)

    def result(self) -> tuple[str, tuple[Change, ...]]:
        """Return the text with the changes, and these in the order of the text.

        Raises:
            StudygenError: it would not be the same file otherwise.
        """
        text, at = "", 0
        told: list[tuple[int, str]] = []
        for splice in sorted(self._splices):
            text += self.source[at : splice.start]
            told.append((len(text) + splice.lead, splice.what))
            text += splice.text
            at = splice.end
        text += self.source[at:]
        root, problems = nodes.parse(text, self.file)
        changes = tuple(Change(nodes.place_at(text, offset, self.file), what) for offset, what in told)
        if problems or root is None or list(_said(root, {})) != list(_said(self._root, self._expected)):
            raise self._cannot(changes[0].place)
        return text, changes

    def _change_list(
        self, mapping: yaml.MappingNode, name: yaml.ScalarNode, value: yaml.Node, ids: Sequence[str]
    ) -> None:
        items: list[yaml.Node] = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if isinstance(value, yaml.ScalarNode) and nodes.is_empty(value):
            items = []
        known = [item.value for item in items]
        if known == list(ids):
            return
        self._expected[id(value)] = list(ids)
        written = f"{name.value}: [{', '.join(ids)}]"
        is_flow = isinstance(value, yaml.SequenceNode) and bool(value.flow_style)
        end = value.end_mark.index if is_flow or not items else items[-1].end_mark.index
        if not ids:
            self._expected[id(name)] = []
            self._splices.append(_Splice(*self._whole(mapping, name, end), "", f"`{name.value}` is dropped"))
        elif known and known == list(ids[:-1]) and is_flow:
            last = items[-1].end_mark.index
            self._splices.append(_Splice(last, last, f", {ids[-1]}", written))
        elif known and known == list(ids[:-1]) and (dash := self._dash_before(items[-1])):
            last = self._line_end(end)
            self._splices.append(_Splice(last, last, f"{self._line_break(last)}{dash}{ids[-1]}", written))
        else:
            self._splices.append(_Splice(name.start_mark.index, end, written, written))

    def _add_list(
        self, mapping: yaml.MappingNode, name: yaml.Node, value: yaml.Node, key: str, ids: Sequence[str]
    ) -> None:
        written = f"{key}: [{', '.join(ids)}]"
        end = value.end_mark.index
        text = f", {written}"
        if not mapping.flow_style:
            end = self._line_end(end)
            text = f"{self._line_break(end)}{' ' * name.start_mark.column}{written}"
        self._splices.append(_Splice(end, end, text, written))
        self._expected[id(value)] = [*_said(value, self._expected), key, *ids]

    def _whole(self, mapping: yaml.MappingNode, name: yaml.Node, end: int) -> tuple[int, int]:
        """Return the stretch of a pair that can be left out: its lines, or what parts it from the others."""
        at = [each for each, _ in mapping.value].index(name)
        start = name.start_mark.index
        begin = start - name.start_mark.column
        if not mapping.flow_style and not self.source[begin:start].strip():
            line_end = self._line_end(end)
            return begin, line_end + len(self._line_break(line_end))
        if at + 1 < len(mapping.value):
            return start, mapping.value[at + 1][0].start_mark.index
        return mapping.value[at - 1][1].end_mark.index, end

    def _line_end(self, offset: int) -> int:
        found = nodes.LINE_END.search(self.source, offset)
        return found.start() if found else len(self.source)

    def _line_break(self, line_end: int) -> str:
        """Return what ends a line; of the last one that nothing ends, what ends the one before."""
        found = nodes.LINE_END.match(self.source, line_end)
        return found[0] if found else next(reversed(nodes.LINE_END.findall(self.source)), "\n")

    def _dash_before(self, item: yaml.Node) -> str | None:
        """Return the beginning of a line of a list, up to an item; None if there is anything else in it."""
        start = item.start_mark.index
        found = _DASH.fullmatch(self.source, start - item.start_mark.column, start)
        return found[0] if found else None

    def _at(self, kind: type[N], place: Place) -> N | None:
        node = self._nodes.get((kind, place))
        return node if isinstance(node, kind) else None

    def _key_before(self, value: yaml.Node) -> yaml.ScalarNode | None:
        return next(
            (
                name
                for node in self._nodes.values()
                if isinstance(node, yaml.MappingNode)
                for name, inside in node.value
                if inside is value
            ),
            None,
        )

    def _cannot(self, place: Place) -> StudygenError:
        return StudygenError(
            f"{place}: this is written in a way that cannot be changed in place; give the id its own line"
        )


def _said(node: yaml.Node, instead: Mapping[int, list[str]]) -> Iterator[str]:
    """Yield the keys and values of a tree in their order; of some nodes, what is to be there instead."""
    if id(node) in instead:
        yield from instead[id(node)]
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for inner in pair:
                yield from _said(inner, instead)
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _said(inner, instead)
    else:
        yield node.value
