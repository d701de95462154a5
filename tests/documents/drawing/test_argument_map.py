"""The argument map: no boxes on top of each other, lines that lead where they should and run through none."""

import os
import subprocess
import sys
import time
from itertools import combinations, pairwise

import pytest
from drawn_entries import RELATIONS, an_argument, many_arguments, words
from hypothesis import given
from hypothesis import strategies as st
from thoroughness import examples

from studygen.documents.drawing.argument_map import (
    ArgumentMap,
    Box,
    Edge,
    conclusions,
    lay_out,
    stated_relations,
)
from studygen.documents.drawing.layered_graph import GAP, PASSAGE
from studygen.documents.drawing.text_metrics import measure, wrap
from studygen.knowledge.kinds.argument import Argument
from studygen.project.project import Project


def boxes(drawn: ArgumentMap) -> dict[str, Box]:
    return {box.id: box for box in drawn.boxes}


def must_be_sound(drawn: ArgumentMap) -> None:
    """Assert what holds for every map."""
    _boxes_must_be_apart(drawn)
    _labels_must_be_clear(drawn)
    found = boxes(drawn)
    for edge in drawn.edges:
        _must_join(edge, found[edge.low], found[edge.high])
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in edge.points)
        passed = [box for key, box in found.items() if key not in (edge.low, edge.high)]
        assert not any(_runs_through(edge, box) for box in passed)


def _boxes_must_be_apart(drawn: ArgumentMap) -> None:
    for one, other in combinations(drawn.boxes, 2):
        apart = max(
            one.x - other.x - other.width,
            other.x - one.x - one.width,
            one.y - other.y - other.height,
            other.y - one.y - one.height,
        )
        assert apart >= PASSAGE - 0.01, "boxes overlap or nearly touch"
    for box in drawn.boxes:
        assert 0 <= box.x <= drawn.width - box.width
        assert 0 <= box.y <= drawn.height - box.height


def _labels_must_be_clear(drawn: ArgumentMap) -> None:
    labels = [edge.label for edge in drawn.edges if edge.label]
    taken = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in drawn.boxes]
    for label in labels:
        half = label.width / 2
        room = (label.x - half, label.y - 7.5, label.x + half, label.y + 7.5)
        assert room[0] >= 0
        assert room[2] <= drawn.width
        for left, top, right, bottom in taken:
            beside = left >= room[2] or right <= room[0] or top >= room[3] or bottom <= room[1]
            assert beside, "a label lies on a box or on another label"
        taken.append(room)


def _must_join(edge: Edge, low: Box, high: Box) -> None:
    for box, (x, y) in ((low, edge.points[0]), (high, edge.points[-1])):
        assert box.x < x < box.x + box.width
        assert min(abs(y - box.y), abs(y - box.y - box.height)) < 0.01


def _runs_through(edge: Edge, box: Box) -> bool:
    # A curve between two points stays between them, in both directions.
    return any(
        max(x1, x2) > box.x
        and min(x1, x2) < box.x + box.width
        and max(y1, y2) > box.y + 0.01
        and min(y1, y2) < box.y + box.height - 0.01
        for (x1, y1), (x2, y2) in pairwise(edge.points)
    )


def test_no_arguments_make_an_empty_map() -> None:
    drawn = lay_out([])
    assert drawn.boxes == drawn.edges == ()


def test_what_bears_on_an_argument_stands_below_it() -> None:
    drawn = lay_out(
        [
            an_argument("end"),
            an_argument("ground", supports=("end",)),
            an_argument("root", explains=("ground",)),
        ]
    )
    found = boxes(drawn)
    assert found["end"].y < found["ground"].y < found["root"].y
    for edge in drawn.edges:
        assert edge.points[0][1] > edge.points[-1][1]
    assert [box.id for box in drawn.boxes] == ["end", "ground", "root"]
    must_be_sound(drawn)


def test_what_follows_from_an_argument_stands_above_it_and_the_line_says_hence() -> None:
    drawn = lay_out([an_argument("end", follows_from=("ground",)), an_argument("ground")])
    (edge,) = drawn.edges
    assert (edge.low, edge.high) == ("ground", "end")
    assert edge.label
    assert edge.label.text == "hence"
    assert boxes(drawn)["end"].y < boxes(drawn)["ground"].y


def test_two_statements_of_the_same_two_in_one_direction_share_a_line() -> None:
    drawn = lay_out([an_argument("end", follows_from=("ground",)), an_argument("ground", supports=("end",))])
    (edge,) = drawn.edges
    assert [each.relation for each in edge.relations] == ["supports", "follows-from"]
    assert edge.label
    assert edge.label.text == "supports, hence"


def test_a_contrast_that_both_tell_is_one_line() -> None:
    drawn = lay_out([an_argument("a", contrasts_with=("b",)), an_argument("b", contrasts_with=("a",))])
    assert [len(edge.relations) for edge in drawn.edges] == [1]


def test_conclusions_are_what_others_bear_on_that_bear_on_none() -> None:
    arguments = [
        an_argument("end", follows_from=("middle",)),
        an_argument("middle"),
        an_argument("ground", supports=("middle",), contrasts_with=("other",), illustrates=("other",)),
        an_argument("other", contrasts_with=("aside",)),
        an_argument("aside"),
    ]
    stated = stated_relations({each.id: each for each in arguments})
    assert conclusions(stated) == {"end", "other"}


def test_arguments_in_a_circle_are_drawn_and_every_line_ends_where_it_should() -> None:
    drawn = lay_out(
        [
            an_argument("a", supports=("b",)),
            an_argument("b", answers=("c",)),
            an_argument("c", objects_to=("a",)),
        ]
    )
    must_be_sound(drawn)
    assert {(edge.low, edge.high) for edge in drawn.edges} == {("a", "b"), ("b", "c"), ("c", "a")}
    two = lay_out([an_argument("a", supports=("b",)), an_argument("b", answers=("a",))])
    must_be_sound(two)
    assert len({edge.points for edge in two.edges}) == len(two.edges) == 2


def test_an_argument_that_names_itself_or_one_that_is_not_there_draws_no_line() -> None:
    assert not lay_out([an_argument("a", supports=("a", "gone"))]).edges


def test_parts_without_a_relation_between_them_stand_apart_and_the_unrelated_in_a_grid_below() -> None:
    drawn = lay_out(
        [
            an_argument("a"),
            an_argument("b", supports=("a",)),
            an_argument("c"),
            an_argument("d", supports=("c",)),
            *(an_argument(f"x{n}") for n in range(7)),
        ]
    )
    must_be_sound(drawn)
    found = boxes(drawn)
    assert found["a"].y == found["c"].y
    assert max(found[key].x + found[key].width for key in "ab") < min(found[key].x for key in "cd")
    grid = [found[f"x{n}"] for n in range(7)]
    assert drawn.unrelated == grid[0].y > max(found[key].y + found[key].height for key in "abcd")
    columns = sorted({box.x for box in grid})
    assert [right - left for left, right in pairwise(columns)] == [grid[0].width + GAP] * (len(columns) - 1)
    assert len({box.y for box in grid}) == 2


def test_a_line_that_passes_a_row_goes_round_the_boxes_in_it() -> None:
    drawn = lay_out(
        [
            an_argument("top"),
            an_argument("middle", supports=("top",)),
            an_argument("bottom", supports=("top", "middle")),
        ]
    )
    must_be_sound(drawn)
    assert max(len(edge.points) for edge in drawn.edges) == 6


def test_a_tree_is_drawn_without_crossings() -> None:
    drawn = lay_out(
        an_argument(f"a{n}", **({"supports": (f"a{(n - 1) // 2}",)} if n else {})) for n in range(15)
    )
    must_be_sound(drawn)
    segments = [pair for edge in drawn.edges for pair in list(pairwise(edge.points))[1::2]]
    for ((x1, y1), (x2, _)), ((x3, y3), (x4, _)) in combinations(segments, 2):
        assert y1 != y3 or (x1 - x3) * (x2 - x4) > 0 or x2 == x4


@pytest.mark.parametrize("count", [60, 200])
def test_a_large_map_is_sound_and_quickly_made(count: int) -> None:
    started = time.perf_counter()
    drawn = lay_out(many_arguments(count))
    assert time.perf_counter() - started < 20
    must_be_sound(drawn)
    assert len(drawn.boxes) == count
    labelled = sum(edge.label is not None for edge in drawn.edges)
    assert labelled > 0.95 * len(drawn.edges)


def test_a_map_is_the_same_whatever_python_hashes() -> None:
    code = (
        "from drawn_entries import many_arguments;"
        "from studygen.documents.drawing.argument_map import lay_out;"
        "drawn = lay_out(many_arguments(40));"
        "print([(b.id, b.x, b.y) for b in drawn.boxes], [e.points for e in drawn.edges])"
    )
    seen = set()
    for seed in ("1", "2"):
        path = os.pathsep.join(p for p in sys.path if p)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
        )
        seen.add(run.stdout)
    assert len(seen) == 1


@st.composite
def some_arguments(draw: st.DrawFn) -> list[Argument]:
    count = draw(st.integers(0, 12))
    others = st.lists(st.integers(0, max(0, count - 1)).map("a{}".format), max_size=2).map(tuple)
    relations = st.dictionaries(st.sampled_from(RELATIONS), others, max_size=2)
    return [an_argument(f"a{n}", words(draw(st.integers(1, 25))), **draw(relations)) for n in range(count)]


@given(some_arguments())
@examples(60, 300)
def test_whatever_arguments_say_of_each_other_their_map_is_sound(arguments: list[Argument]) -> None:
    drawn = lay_out(arguments)
    must_be_sound(drawn)
    assert len(drawn.boxes) == len(arguments)


def test_the_map_of_the_shipped_arguments_is_sound_and_every_line_labelled(essay: Project) -> None:
    arguments = [entry for _, entry in essay.knowledge.entries() if isinstance(entry, Argument)]
    drawn = lay_out(arguments)
    must_be_sound(drawn)
    assert all(edge.label for edge in drawn.edges)
    told = sum(len(others) for argument in arguments for others in argument.relations.values())
    by_id = {argument.id: argument for argument in arguments}
    mutual = sum(
        argument.id in by_id[other].relations.get("contrasts-with", ())
        for argument in arguments
        for other in argument.relations.get("contrasts-with", ())
    )
    assert sum(len(edge.relations) for edge in drawn.edges) == told - mutual / 2


# Lines of text


@pytest.mark.parametrize(
    "text",
    [
        "Donaudampfschifffahrtsgesellschaftskapitän " * 3,
        "x" * 300,
        "馬克思列寧主義是一種矛盾修辭法，沒有空格。" * 4,
        "הטענה הזאת ארוכה מאוד ונכתבת מימין לשמאל " * 4,
        "👩‍👩‍👧‍👦" * 40,
        "e\u0301" * 90,
        "WMWMWM@@@@" * 20,
    ],
)
def test_a_line_is_never_wider_than_it_may_be(text: str) -> None:
    lines = wrap(text, 180, 15, 200)
    assert all(measure(line, 15) <= 180 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any(line.startswith(("\u0301", "\u200d")) for line in lines)


def test_a_text_without_end_ends_in_an_ellipsis() -> None:
    lines = wrap("word " * 2000, 180, 15, 9)
    assert len(lines) == 9
    assert lines[-1].endswith("word…")
    assert measure(lines[-1], 15) <= 180
