"""How the page looks and can be reached: light, dark, on phones, on paper."""

import re
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe
from page_tools import NARROWEST, PHONE, Opened, card, count_of, look_for, page_of
from playwright.sync_api import Page, expect
from small_project import FILES, write_project

from studygen.project import project
from studygen.project.project import Project

VIEWS = ("cards", "text", "timeline", "arguments")


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_view(opened: Opened, small: Project, scheme: str) -> None:
    shown = opened(page_of(small), color_scheme=scheme)
    found = {}
    for view in VIEWS:
        shown.click(f"nav a[href='#{view}']")
        found[view] = violations(shown)
    look_for(shown, "economy")
    found["fault"] = violations(shown)
    look_for(shown, "")
    shown.fill("#words", "cat mat")
    found["words"] = violations(shown)
    shown.fill("#words", "xyzzy")
    found["no words"] = violations(shown)
    shown.fill("#words", "")
    shown.click("#flip")
    found["answer"] = violations(shown)
    for button, dialog in (("#ask-recipe", "recipe"), ("#ask-keys", "keys")):
        shown.click(button)
        found[dialog] = violations(shown)
        shown.keyboard.press("Escape")
    shown.click("#study")
    found["beginning"] = violations(shown)
    shown.click("#begin")
    shown.click("#flip")
    found["study"] = violations(shown)
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.thorough), "dark"])
def test_axe_finds_nothing_on_a_phone(opened: Opened, small: Project, scheme: str) -> None:
    shown = opened(page_of(small), color_scheme=scheme, **NARROWEST)
    shown.click("#open-tags")
    assert violations(shown) == []
    shown.click("#list button >> nth=2")
    shown.click("#flip")
    assert violations(shown) == []


def violations(shown: Page) -> list[str]:
    found = Axe().run(shown).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]
    ]


def test_light_and_dark_follow_the_system_until_chosen(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = shown.evaluate(background)
    shown.emulate_media(color_scheme="light")
    shown.wait_for_selector("html[data-theme=light]")
    light = shown.evaluate(background)
    assert dark != light
    assert "nightMode" not in card(shown).evaluate("document.body.className")
    shown.click("#theme")
    assert shown.evaluate(background) == dark
    assert "nightMode" in card(shown).evaluate("document.body.className")
    shown.reload()
    shown.wait_for_selector("html[data-ready]")
    assert shown.evaluate(background) == dark


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(PHONE, marks=pytest.mark.thorough),
        NARROWEST,
        pytest.param({"viewport": {"width": 800, "height": 900}}, marks=pytest.mark.thorough),
    ],
)
def test_nothing_is_wider_than_the_screen(opened: Opened, essay_page: str, options: dict[str, Any]) -> None:
    shown = opened(essay_page, **options)
    wider = "document.documentElement.scrollWidth - innerWidth"
    for view in VIEWS:
        shown.click(f"nav a[href='#{view}']")
        assert shown.evaluate(wider) <= 0, view
    shown.click("nav a[href='#cards']")
    shown.click("#open-tags")
    assert shown.evaluate(wider) <= 0
    look_for(shown, "tag:person::stalin or " * 20)
    assert shown.evaluate(wider) <= 0
    look_for(shown, "")
    shown.click("#list button >> nth=5")
    shown.click("#flip")
    assert shown.evaluate(wider) <= 0
    assert card(shown).evaluate(wider) <= 0
    for button in ("#previous", "#flip", "#next"):
        expect(shown.locator(button)).to_be_in_viewport(ratio=1)


def test_on_a_phone_a_card_covers_the_list_and_back_leads_there(
    opened: Opened, essay: Project, essay_page: str
) -> None:
    shown = opened(essay_page, **PHONE)
    assert not shown.is_visible("#stage")
    shown.click("#list button >> nth=5")
    assert shown.is_visible("#stage")
    assert shown.inner_text("#place") == f"6 of {count_of(essay.notes)}"
    assert shown.evaluate("document.activeElement.id") == "leave"
    shown.click("#leave")
    assert not shown.is_visible("#stage")
    shown.click("nav a[href='#text']")
    shown.click("a.cited >> nth=3")
    assert shown.is_visible("#stage")
    shown.click("#passages a >> nth=0")
    assert not shown.is_visible("#stage")


def test_a_view_begins_where_the_page_is(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page, **PHONE)
    for view in VIEWS:
        shown.click(f"nav a[href='#{view}']")
        assert shown.evaluate("scrollY") == 0
        assert shown.evaluate("location.hash") == f"#{view}"
    shown.go_back()
    expect(shown.locator("#timeline")).to_be_visible()


HEBREW = "החתול ישב על המחצלת. הכלב לקח אותה."


def test_what_is_written_from_the_right_begins_there(opened: Opened, tmp_path: Path) -> None:
    changes: dict[str, str | None] = dict.fromkeys(FILES)
    changes |= {
        "studygen.yaml": FILES["studygen.yaml"],
        "source/text.txt": HEBREW,
        "source/source.yaml": (
            "title: NATO\nauthor: א. חיה\ntext: text.txt\nlanguage: he\n"
            "voices:\n  author: {name: א. חיה}\ntags:\n  חיות: מי שיושב.\n"
        ),
        "source/terms.yaml": (
            "- term: cat\n  name: החתול\n  meaning: מי שישב.\n  voice: author\n  tags: [חיות]\n"
            "  passages: [החתול ישב על המחצלת]\n"
            "  questions:\n    - {id: dog, ask: מי לקח אותה?, answer: הכלב, passages: [הכלב לקח אותה]}\n"
        ),
    }
    shown = opened(page_of(project.load(write_project(tmp_path / "hebrew", changes))))
    direction = "each => getComputedStyle(each).direction"
    assert shown.locator(".asked").last.evaluate(direction) == "rtl"
    assert shown.locator(".meaning").evaluate(direction) == "rtl"
    shown.click("nav a[href='#text']")
    assert shown.locator("article").evaluate(direction) == "rtl"


def test_the_chosen_cards_are_printed_as_a_list(opened: Opened, essay: Project, tmp_path: Path) -> None:
    shown = opened(page_of(essay), color_scheme="dark")
    look_for(shown, "tag:country::cuba")
    notes = essay.select("tag:country::cuba")
    shown.pdf(path=tmp_path / "cards.pdf", format="A4")
    with pdfplumber.open(tmp_path / "cards.pdf") as pdf:
        words = "".join("".join((sheet.extract_text() or "").split()) for sheet in pdf.pages)
        assert len(pdf.pages) > 1
    for note in notes:
        for each in note.cards:
            assert "".join(re.sub(r"[*]|^- ", "", each.answer).split())[:20] in words
        for citation in note.citations:
            assert citation.locator in words
    assert "Study" not in words
    shown.emulate_media(media="print")
    assert not shown.is_visible("#choose")
