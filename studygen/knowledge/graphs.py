"""What both the order of dates and the map of arguments need to know of directed graphs."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter

Successors = Mapping[str, Sequence[str]]


def back_edges(successors: Successors) -> set[tuple[str, str]]:
    """Return edges without which there is no circle: those that lead back on a walk in depth-first order."""
    found: set[tuple[str, str]] = set()
    done: set[str] = set()
    for start in successors:
        path = {start: iter(successors[start])} if start not in done else {}
        while path:
            node, rest = next(reversed(path.items()))
            following = next(rest, None)
            if following is None:
                done.add(node)
                del path[node]
            elif following in path:
                found.add((node, following))
            elif following not in done:
                path[following] = iter(successors[following])
    return found


def without(successors: Successors, edges: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the graph without some of its edges."""
    dropped = set(edges)
    return {
        node: [other for other in others if (node, other) not in dropped]
        for node, others in successors.items()
    }


def in_topological_order(successors: Successors) -> list[str]:
    """Return the nodes of a graph without circles, each before its successors."""
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(successors, ()))
    for node, others in successors.items():
        for other in others:
            sorter.add(other, node)
    return list(sorter.static_order())


def components(successors: Successors) -> list[list[str]]:
    """Return the parts that no edge joins, in the order of their first nodes."""
    neighbours: dict[str, set[str]] = {node: set(others) for node, others in successors.items()}
    for node, others in successors.items():
        for other in others:
            neighbours[other].add(node)
    part_of: dict[str, int] = {}
    for number, start in enumerate(successors):
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in part_of:
                part_of[node] = number
                waiting += neighbours[node]
    parts: dict[int, list[str]] = {}
    for node in successors:
        parts.setdefault(part_of[node], []).append(node)
    return list(parts.values())
