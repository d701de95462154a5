"""What templates are given is strings, numbers and small frozen objects; and nothing leads further."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template
from small_project import write_project

from studygen.commands.build import build_all
from studygen.commands.coverage import write_coverage
from studygen.documents.page.page_data import PageInput
from studygen.documents.page.study_page import to_page
from studygen.documents.sheets.registry import SHEETS, options_of
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.sheet import SheetInput
from studygen.problems import FaultyFilesError
from studygen.project import project
from studygen.project.folders import template_folders
from studygen.project.project import Project

PLAIN = (str, int, float, bool, type(None))


def led_to(value: object, path: str, seen: set[int]) -> Iterator[str]:
    """Yield what is not plain of all that a template could reach from a value."""
    if isinstance(value, PLAIN) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from led_to(inner, f"{path}[{key!r}]", seen)
    elif isinstance(value, tuple | list | set | frozenset):
        for inner in value:
            yield from led_to(inner, f"{path}[…]", seen)
    elif is_dataclass(value) and type(value).__dataclass_params__.frozen:  # type: ignore[attr-defined]
        told = [each.name for each in fields(value)]
        told += [name for name, one in vars(type(value)).items() if isinstance(one, property)]
        for name in told:
            with suppress(ValueError):  # what has no letter, say, tells none
                yield from led_to(getattr(value, name), f"{path}.{name}", seen)
    else:
        yield f"{path}: {type(value).__name__}"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is not plain of what templates are rendered with, by where; it fills as they are."""
    found: dict[str, str] = {}
    as_it_was = Template.render

    def recorded(self: Template, *args: Any, **kwargs: Any) -> str:
        for each in led_to(dict(*args, **kwargs), self.name or "", set()):
            found[re.sub(r"\['?[^\]]*'?\]", "[…]", each)] = each
        return as_it_was(self, *args, **kwargs)

    monkeypatch.setattr(Template, "render", recorded)
    return found


def test_all_that_templates_are_given_is_plain(
    tmp_path: Path, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    loaded = project.load(write_project(tmp_path))
    build_all(loaded, (), None, lambda *_: None)
    folders = template_folders(loaded.root, "sheets")
    sheet = SheetInput(title="Mats", notes=loaded.notes, knowledge=loaded.knowledge)
    for name in SHEETS:
        render(name, sheet, folders)
    render("cards", SheetInput(title="Mats", notes=loaded.notes, knowledge=loaded.knowledge,
                               options=options_of("cards", alignment=True)), folders)  # fmt: skip
    to_page(
        PageInput(title="Mats", deck="Mats", notes=loaded.notes, knowledge=loaded.knowledge),
        template_folders(loaded.root, "page"),
    )
    write_coverage(loaded, tmp_path / "coverage.html")
    assert given == {}


ATTACKS = {
    "templates/cards/statements.html": [
        "[[ statements[0].part.parse_raw('x', proto='pickle', allow_pickle=true) ]]",
        "[[ statements[0].__class__.__mro__ ]]",
        "[[ statements[0].__dataclass_fields__ ]]",
        "[[ statements.__len__() ]]",
        "[[ (statements | list).append(1) ]]",
        "[[ '{0.__class__}'.format(statements[0]) ]]",
        "[[ statements[0].text.__class__ ]]",
        "[[ cycler.__init__.__globals__ ]]",
        "[[ self.__init__.__globals__ ]]",
        "[[ lipsum.__globals__ ]]",
        "[[ namespace.__init__ ]]",
        "[% for x in [1] %][[ loop.__class__ ]][% endfor %]",
        "[% for x in [1] %][[ loop._iterable ]][% endfor %]",
    ],
    "templates/cards/passages.html": ["[[ citations[0].__class__ ]]", "[[ citations[0].words.encode ]]"],
    "templates/cards/front.html": ["[[ card.model_dump ]]", "[[ card.__init__ ]]", "[[ fields.__class__ ]]"],
    "templates/cards/term/questions.yaml": [
        "ask: {meaning: '[[ entry.model_construct ]]', name: x}\n",
        "ask: {meaning: '[[ entry.place ]]', name: x}\n",
        "ask: {meaning: '[[ entry.questions ]]', name: x}\n",
        "ask: {meaning: '[[ entry.__class__.__base__ ]]', name: x}\n",
    ],
    "templates/cards/cards.css": ["[[ looks.__class__ ]]"],
}
CASES = [(name, text) for name, texts in ATTACKS.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), CASES, ids=[text for _, text in CASES])
def test_a_template_of_a_card_reaches_nothing_but_what_it_is_given(
    tmp_path: Path, name: str, text: str
) -> None:
    with pytest.raises(FaultyFilesError) as caught:
        project.load(write_project(tmp_path, {name: text}))
    (problem,) = caught.value.problems
    assert problem.rule == "template-error"
    assert problem.place.file == tmp_path / name
    assert re.search("unsafe|no attribute|undefined|not callable|not safe", problem.message), problem.message


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("reader", "{{ reader.chapters[0].source.file.joinpath('/etc/passwd').read_text() }}"),
        ("reader", "{{ reader.chapters[0].__class__ }}"),
        ("glossary", "{{ glossary.words[0].citations[0].__class__ }}"),
        ("glossary", "{{ glossary.words[0].picture.file.read() }}"),
        ("quiz", "{{ quiz.written[0].note.entry }}"),
        ("timeline", "{{ timeline.drawn.rows[0].date.model_dump() }}"),
        ("glossary", "{{ glossary.has_letters.__class__ }}"),
    ],
)
def test_a_template_of_a_sheet_reaches_nothing_but_what_it_is_given(
    tmp_path: Path, sheet: str, text: str
) -> None:
    loaded = project.load(write_project(tmp_path, {f"templates/sheets/{sheet}.typ": text}))
    with pytest.raises(FaultyFilesError, match=r"unsafe|no attribute|undefined"):
        printed(loaded, sheet)


def printed(loaded: Project, sheet: str) -> None:
    given = SheetInput(title="Mats", notes=loaded.notes, knowledge=loaded.knowledge)
    render(sheet, given, template_folders(loaded.root, "sheets"))


def test_what_templates_have_always_read_they_read_still(tmp_path: Path) -> None:
    text = "[% for s in statements %][[ loop.index ]][[ s.text.upper() ]][[ s.speaker or '' ]][% endfor %]"
    changes: dict[str, str | None] = {"templates/cards/statements.html": text}
    loaded = project.load(write_project(tmp_path, changes))
    (dog,) = [note for note in loaded.notes if note.id == "dog"]
    assert "1MATS BELONG TO DOGS.the dog" in dog.fields
