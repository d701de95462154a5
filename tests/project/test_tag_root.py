"""The root below which a project's tags stand in Anki: drawn from its name or written, and nothing else."""

from pathlib import Path

import pytest
from small_project import NAMESPACE, replaced, write_project

from studygen.commands.check import check
from studygen.problems import FaultyFilesError
from studygen.project.project import Project, load

NAMED = "studygen.yaml"


def named(name: str, root: str | None = None) -> dict[str, str | None]:
    """Return the change of the small project's name, and of what it says about its root."""
    written = "" if root is None else f"tag-root: {root}\n"
    return {NAMED: f"name: {name}\nnamespace: {NAMESPACE}\n{written}"}


def faults(root: Path, changes: dict[str, str | None]) -> list[str]:
    with pytest.raises(FaultyFilesError) as caught:
        load(write_project(root, changes))
    return [str(problem).removeprefix(f"{root}/") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "root"),
    [
        ("Mats", "mats"),
        ("Marx’s *Capital*, vol. 1", "marxs-capital-vol-1"),
        ("Blanquism and the Soviet Union", "blanquism-and-the-soviet-union"),
        ("A very long name of a text that nobody would want to read", "a-very-long-name-of-a-text"),
        ("x" * 40, "x" * 30),
        ("Политическая экономия", "политическая-экономия"),
        ("मार्क्स की पूँजी", "मार्क्स-की-पूँजी"),
        ("资本论", "资本论"),
        ("E\u0301tudes_1917", "études-1917"),
    ],
)
def test_a_root_is_drawn_from_the_name(tmp_path: Path, name: str, root: str) -> None:
    loaded = load(write_project(tmp_path, named(f'"{name}"')))
    assert loaded.spec.root == root
    assert loaded.notes[0].anki_tags[-1] == f"{root}::paragraph::01"


def test_a_root_that_is_written_is_taken_as_it_is(tmp_path: Path) -> None:
    loaded = load(write_project(tmp_path, named("Mats", "My_Text")))
    assert loaded.spec.root == "My_Text"
    (note,) = loaded.select("tag:person::dog")
    assert note.tags == ("person::dog", "topic::property::theft", "kind::figure", "paragraph::02")
    assert note.anki_tags == tuple(f"My_Text::{tag}" for tag in note.tags)
    for search in ("tag:my_text::person", r"tag:My\_Text::person::dog", "tag:*dog"):
        assert loaded.select(search) == (note,)


WRITTEN = "written without it; leave it out at {source}"
REFUSED = [
    (named("Mats", "a::b"), "3:11: a root is one word, without '::'; write 'a-b' [bad-tag]"),
    (named("Mats", '"my text"'), "3:11: a tag has no white space; write 'my-text' [bad-tag]"),
    (named("None"), "1:7: no root for tags follows from the name 'None'; write one: `tag-root: my-text`"),
    (named('"?!"'), "1:7: no root for tags follows from the name '?!'; write one: `tag-root: my-text`"),
    (
        named("Kind"),
        "1:7: tags that come by themselves stand below 'kind'; write another root: `tag-root: kind-",
    ),
    (
        named("Mats", "Person"),
        f"3:11: tags stand below 'Person' in Anki, and are {WRITTEN}/source.yaml:12:16 and",
    ),
    (
        replaced("source/terms.yaml", "[topic::mats]", "[mats::topic]"),
        f"1:7: tags stand below 'mats' in Anki, and are {WRITTEN}/terms.yaml:9:10, or, if this",
    ),
]


@pytest.mark.parametrize(("changes", "told"), REFUSED)
def test_a_root_that_could_not_be_told_from_tags_is_refused(
    tmp_path: Path, changes: dict[str, str | None], told: str
) -> None:
    (fault,) = (line for line in faults(tmp_path, changes) if ": warning: " not in line)
    assert fault.startswith(f"{NAMED}:{told.format(source=tmp_path / 'source')}")


def test_a_tag_that_only_begins_like_the_root_is_another(tmp_path: Path) -> None:
    changes = replaced("source/terms.yaml", "[topic::mats]", "[mats-and-rugs]")
    (note,) = (note for note in load(write_project(tmp_path, changes)).select("tag:mats-and-rugs note:*Term"))
    assert "mats::mats-and-rugs" in note.anki_tags


# Searching


def found(project: Project, search: str) -> list[str]:
    return [note.id for note in project.select(search)]


def test_a_search_finds_the_same_with_the_root_and_without(tmp_path: Path) -> None:
    loaded = load(write_project(tmp_path))
    assert found(loaded, "tag:person::dog") == found(loaded, "tag:mats::person::dog") == ["dog"]
    assert found(loaded, "tag:*::theft") == found(loaded, "tag:Mats::*::theft") == ["dog", "theft"]
    assert len(found(loaded, "tag:mats")) == len(found(loaded, "tag:*")) == len(loaded.notes)
    assert found(loaded, "tag:none") == []


def test_a_search_with_the_root_in_a_part_of_it_only_is_told_by_check(tmp_path: Path) -> None:
    loaded = load(write_project(tmp_path))
    # as it stands: nothing is tagged so in Anki
    where = "tag:mats::kind::figure -tag:person::dog -tag:xyz -tag:none"
    assert found(loaded, where) == ["dog"]
    write_project(tmp_path, {"decks/theft.yaml": f'deck: Mats::Theft\nwhere: "{where}"\n'})
    (problem,) = (each for each in check(tmp_path)[0] if each.rule == "bad-search")
    assert str(problem) == (
        f"{tmp_path}/decks/theft.yaml:2:8: warning: tag:person::dog finds nothing, as in Anki, since another"
        " term has the root of the tags; write tag:mats::person::dog, or leave the root out everywhere"
        " [bad-search]"
    )
