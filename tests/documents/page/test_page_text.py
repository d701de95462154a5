"""The text and the drawings on the page, and the cards that they lead to."""

import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from page_tools import Opened, count_of, look_for, page_of
from playwright.sync_api import expect
from small_project import FILES, write_project

from studygen.documents.page import study_page
from studygen.project import project
from studygen.project.project import Project

# The text


def test_each_cited_stretch_leads_to_its_cards_and_each_card_back(opened: Opened, essay: Project) -> None:
    shown = opened(page_of(essay))
    shown.click("nav a[href='#text']")
    text = essay.knowledge.sources[0].document
    paragraphs = [
        re.sub(r"^¶\d+", "", each) for each in shown.locator("#text p:has(.number)").all_text_contents()
    ]
    assert paragraphs == [text.text[span.start : span.end] for span in text.paragraphs]
    stretch = shown.locator("a.cited", has_text="partocracy").first
    words = stretch.text_content() or ""
    start = text.paragraphs[0].start + stretch.evaluate(
        """link => {
            let before = 0;
            for (let node = link.previousSibling; node; node = node.previousSibling) {
                before += node.textContent.length;
            }
            return before - link.parentElement.firstChild.textContent.length;
        }"""
    )
    assert text.text[start:].startswith(words)
    citing = {
        note.id
        for note in essay.notes
        for citation in note.citations
        if any(span.start <= start < span.end for span in citation.spans)
    }
    stretch.click()
    assert citing
    total = sum(len(note.cards) for note in essay.notes if note.id in citing)
    assert shown.inner_text("#place") == f"1 of {total}"
    assert shown.inner_text("#focus").startswith(f"{total} cards of this passage")
    assert words in shown.locator("a.here").all_text_contents()
    shown.click("nav a[href='#cards']")
    shown.click("#list button >> nth=40")
    note = [note for note in essay.notes for _ in note.cards][40]
    shown.click("#passages a >> nth=0")
    assert not shown.is_visible("#cards")
    here = "".join(shown.locator("a.here").all_text_contents())
    assert {re.sub(r"\s", "", here)} == {
        re.sub(
            r"\s",
            "",
            "".join(
                text.text[at]
                for at in sorted(
                    {
                        at
                        for citation in note.citations
                        for span in citation.spans
                        for at in range(span.start, span.end)
                    }
                )
            ),
        )
    }
    expect(shown.locator("a.here").first).to_be_in_viewport()


def test_a_card_names_each_of_its_paragraphs_once_in_the_order_in_which_it_cites_them(
    opened: Opened, essay: Project, essay_page: str
) -> None:
    cited = {note.id: [citation.locator for citation in note.citations] for note in essay.notes}
    several = next(
        note for note in essay.notes if len(set(cited[note.id])) < len(list(groupby(cited[note.id])))
    )
    shown = opened(essay_page)
    shown.click(f"#list button >> nth={count_of(essay.notes[: essay.notes.index(several)])}")
    assert shown.locator("#passages a").all_inner_texts() == list(dict.fromkeys(cited[several.id]))


def test_the_passages_of_a_pair_across_two_texts_lead_to_the_texts_and_no_further(
    opened: Opened, tmp_path: Path
) -> None:
    name = "source/second/"
    rug = (
        "- term: carpet\n  name: carpet\n  meaning: What no cat sat on.\n  voice: author\n"
        '  passages: ["The cat sat on the mat."]\n  unlike: [mat]\n'
    )
    second = {f"{name}{each}": FILES[f"source/{each}"] for each in ("source.yaml", "text.txt")}
    loaded = project.load(write_project(tmp_path / "two", {**second, f"{name}terms.yaml": rug}))
    pair = next(note for note in loaded.notes if "/vs/" in note.id)
    shown = opened(page_of(loaded, notes=(pair,)))
    shown.click("#passages a >> nth=0")
    assert shown.is_visible("#text")
    assert shown.locator("a.here").count() == 0


def test_stretches_without_chosen_cards_are_dimmed(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    look_for(shown, "tag:paragraph::05")
    shown.click("nav a[href='#text']")
    off = shown.locator("#text p:has(.number) >> nth=7").locator("a.cited.off").count()
    assert off > 3
    assert shown.locator("#text p:has(.number) >> nth=4").locator("a.cited:not(.off)").count() > 3
    look_for(shown, "")
    assert shown.locator("a.cited.off").count() == 0


# Drawings


def drawing(*ids: str) -> Callable[..., str]:
    nodes = "".join(
        f'<a href="#entry={each}" data-entry="{each}"><text x="10" y="{20 + 20 * at}">{each}</text></a>'
        for at, each in enumerate(ids)
    )
    return lambda *_: (
        f'<svg role="group" aria-label="Drawing" viewBox="0 0 300 100">{nodes}</svg>' if ids else ""
    )


def test_a_node_of_a_drawing_shows_the_cards_of_its_entry(
    opened: Opened, small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study_page, "timeline_svg", drawing("theft", "unknown"))
    monkeypatch.setattr(study_page, "argument_map_svg", drawing("belonging"))
    shown = opened(page_of(small))
    shown.click("nav a[href='#timeline']")
    shown.click("a[data-entry=theft]")
    assert shown.inner_text("#focus").startswith("2 cards of “The dog takes what is the cat’s.”")
    shown.click("a[data-entry=unknown]")
    expect(shown.locator("#said")).to_have_text("No card of this page is about it.")
    look_for(shown, "note:*Argument")
    assert shown.get_attribute("a[data-entry=theft]", "class") == "off"
    shown.click("nav a[href='#arguments']")
    shown.focus("a[data-entry=belonging]")
    shown.keyboard.press("Enter")
    assert "of “Mats are for dogs”" in shown.inner_text("#focus")
    assert not shown.get_attribute("a[data-entry=belonging]", "class")


def test_without_a_drawing_there_is_no_view_of_it(
    opened: Opened, small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study_page, "timeline_svg", drawing())
    shown = opened(page_of(small))
    assert shown.locator("nav a").all_inner_texts() == ["Cards", "Text", "Arguments"]
