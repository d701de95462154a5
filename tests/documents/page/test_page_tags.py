"""Ticking tags on the page, and the deck that would be built of what is chosen."""

import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from anki.collection import Collection
from page_tools import PHONE, Opened, look_for, page_of
from playwright.sync_api import Page, expect
from small_project import replaced, write_project
from typer.testing import CliRunner

from studygen.cli.app import app
from studygen.commands.deck import deck_of
from studygen.project import project
from studygen.project.project import Project
from studygen.project.settings import DeckSpec
from studygen.project.tag_tree import tag_table

# Tags


def counts(shown: Page) -> dict[str, int]:
    return dict(
        shown.evaluate(
            """() => [...document.querySelectorAll("#tags input")].map(box => {
                const count = box.closest("label").querySelector(".count").textContent;
                return [box.value, Number(count.replace(",", ""))];
            })"""
        )
    )


@pytest.mark.parametrize("where", ["", "tag:person::stalin", "note:*Argument or tag:task::contrast"])
def test_tags_show_how_many_notes_of_the_selection_bear_them(
    opened: Opened, essay: Project, essay_page: str, where: str
) -> None:
    shown = opened(essay_page)
    look_for(shown, where)
    table = {tag: count for tag, count, _ in tag_table(essay, where)}
    assert {tag: count for tag, count in counts(shown).items() if count} == table
    meaning = shown.locator("li:has(> .line input[value='topic::rights']) > .meaning")
    assert meaning.inner_text() == essay.knowledge.sources[0].spec.tags["topic::rights"]


@pytest.mark.parametrize("options", [{}, PHONE])
def test_what_a_tag_means_is_told_to_the_end(
    opened: Opened, essay_page: str, options: dict[str, Any]
) -> None:
    shown = opened(essay_page, **options)
    if options:
        shown.click("#open-tags")
    cut = "each => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth"
    seen = [each for each in shown.locator(".meaning").all() if each.is_visible()]
    assert len(seen) > 5
    assert not any(each.evaluate(cut) for each in seen)


def tick(shown: Page, tag: str) -> str:
    for above in ("topic", "person", "topic::economy", "kind"):
        button = shown.locator(f"li:has(> .line input[value='{above}']) > .line > .twist")
        if button.get_attribute("aria-expanded") == "false":
            button.click()
    shown.locator(f"#tags input[value='{tag}']").click()
    return shown.input_value("#search")


def test_ticking_writes_the_search(opened: Opened, essay: Project, essay_page: str) -> None:
    shown = opened(essay_page)
    assert tick(shown, "person::stalin") == "tag:person::stalin"
    assert tick(shown, "person::lenin") == "tag:person::stalin or tag:person::lenin"
    assert tick(shown, "topic::economy::nep") == (
        "(tag:person::stalin or tag:person::lenin) tag:topic::economy::nep"
    )
    found = essay.select(shown.input_value("#search"))
    assert shown.inner_text("#found").startswith(f"{len(found)} notes, ")
    assert tick(shown, "person::stalin") == "tag:person::lenin tag:topic::economy::nep"
    assert tick(shown, "topic::economy::nep") == "tag:person::lenin"
    assert tick(shown, "person::lenin") == ""


def test_the_search_box_is_the_truth_that_ticks_follow(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    look_for(shown, 'note:*Argument (TAG:Person::Stalin or "tag:person::lenin") -tag:kind::term')
    ticked = "[...document.querySelectorAll('#tags input:checked')].map(box => box.value)"
    assert shown.evaluate(ticked) == ["person::lenin", "person::stalin"]
    assert tick(shown, "topic::power") == (
        "note:*Argument -tag:kind::term (tag:person::stalin or tag:person::lenin) tag:topic::power"
    )
    look_for(shown, "note:*Argument or note:*Date")
    assert tick(shown, "kind::date") == "(note:*Argument or note:*Date) tag:kind::date"


# What would build the chosen cards


QUOTED = """note:"Mats Term" or ("note:Mats Question" -tag:topic::cat's) or tag:'"""


def test_the_command_and_the_specification_make_the_chosen_deck(opened: Opened, tmp_path: Path) -> None:
    changes = replaced("source/terms.yaml", "tags: [topic::property]", "tags: [topic::cat's]")
    changes |= replaced("source/source.yaml", "topic::mats:", "topic::cat's: The cat’s.\n  topic::mats:")
    loaded = project.load(write_project(tmp_path / "quoted", changes))
    base = '-tag:person::dog or note:"Mats Figure"'
    shown = opened(page_of(loaded, base, order="shuffled", seed=5, deck="Mats"))
    shown.context.grant_permissions(["clipboard-read", "clipboard-write"])
    look_for(shown, QUOTED)
    chosen = [note.id for note in loaded.select(f"({base}) ({QUOTED})")]
    assert 0 < len(chosen) < len(loaded.select(base))
    shown.click("#ask-recipe")
    shown.fill("#deck-name", "It's: mine")
    assert "at most 80 characters" in shown.inner_text("#deck-fault")
    shown.fill("#deck-name", "It's::“mine”")
    copied = []
    for name in ("command", "spec"):
        shown.click(f"[data-copies={name}]")
        expect(shown.locator(f"[data-copies={name}]")).to_have_text("Copied")
        copied.append(shown.evaluate("navigator.clipboard.readText()"))
    words = shlex.split(copied[0])
    assert words[:2] == ["studygen", "deck"]
    options = dict(zip(words[2::2], words[3::2], strict=True))
    assert options.keys() == {"--where", "--name", "--order", "--seed"}
    by_command = deck_of(loaded, options["--where"], options["--name"], "", "shuffled", 5)
    assert by_command.name == "It's::“mine”"
    (loaded.root / "decks/copied.yaml").write_text(copied[1], encoding="utf-8")
    (spec,) = (deck.spec for deck in project.load(loaded.root).decks if deck.name == "copied")
    same = DeckSpec(deck=by_command.name, where=options["--where"], order="shuffled", seed=5)
    assert spec.model_dump() == same.model_dump()
    assert sorted(note.id for note in loaded.select(spec.where)) == sorted(chosen)
    assert sorted(note.id for note in by_command.notes) == sorted(chosen)
    result = CliRunner().invoke(
        app, [*words[1:], "--project", str(loaded.root), "-o", str(tmp_path / "x.apkg")]
    )
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("search", "in_anki"),
    [
        ("", "tag:blanquism"),
        ("tag:person::stalin or tag:topic", "tag:blanquism::person::stalin or tag:blanquism::topic"),
        ("tag:blanquism::person::stalin", "tag:blanquism::person::stalin"),
        ("-tag:topic", "tag:blanquism (-tag:blanquism::topic)"),
        ("tag:topic note:*Term", "tag:blanquism (tag:blanquism::topic note:*Term)"),
        ("tag:* or tag:none", "tag:blanquism (tag:blanquism::* or tag:none)"),
    ],
)
def test_the_search_for_anki_finds_the_chosen_notes_beside_others(
    opened: Opened, essay: Project, essay_page: str, whole_essay: Collection, search: str, in_anki: str
) -> None:
    shown = opened(essay_page)
    look_for(shown, search)
    shown.click("#ask-recipe")
    assert shown.text_content("#in-anki") == in_anki
    ids = [whole_essay.get_note(number)["Id"] for number in whole_essay.find_notes(in_anki)]
    assert sorted(ids) == sorted(note.id for note in essay.select(search))


def test_the_shortest_command_has_nothing_that_is_not_needed(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    shown.click("#ask-recipe")
    assert shown.inner_text("#command") == "studygen deck --name 'Essay'"
    shown.keyboard.press("Escape")
    tick(shown, "person::stalin")
    shown.click("#ask-recipe")
    assert (
        shown.text_content("#command") == "studygen deck --where 'tag:person::stalin' --name 'Essay::Stalin'"
    )
    assert yaml.safe_load(shown.text_content("#spec") or "") == {
        "deck": "Essay::Stalin",
        "where": "tag:person::stalin",
    }
