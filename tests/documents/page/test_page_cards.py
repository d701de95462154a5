"""Cards on the page, as Anki shows them."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_tools import cards, rendered
from media_files import mp3, png, write_media
from page_tools import PHONE, Opened, card, given, page_of, said, with_templates
from playwright.sync_api import expect
from small_project import replaced, write_project

from studygen.documents.page.page_data import page_data
from studygen.project import project
from studygen.project.project import Project


def test_every_side_says_what_anki_shows(opened: Opened, essay_page: str, whole_essay: Collection) -> None:
    by_note = sorted(cards(whole_essay), key=lambda each: (each.nid, each.ord))
    expected = [rendered(each) for each in by_note]
    shown = opened(essay_page)
    found = shown.evaluate(
        """() => {
            const qa = document.getElementById("frame").contentDocument.getElementById("qa");
            const click = (id) => document.getElementById(id).click();
            const sides = [];
            const number = parseInt(document.getElementById("place").textContent.split(" of ")[1]);
            for (let left = number; left; left--) {
                const front = qa.innerHTML;
                click("flip");
                sides.push([front, qa.innerHTML]);
                click("next");
            }
            return sides;
        }"""
    )
    parsed = "html => new DOMParser().parseFromString(`<body>${html}`, 'text/html').body.innerHTML"
    both = shown.evaluate(f"sides => sides.map(pair => pair.map({parsed}))", expected)
    assert len(found) == len(expected) > 200
    # What is typed stands in for a mark of Anki's; it has tests of its own.
    typed = [any("[[type:" in side for side in sides) for sides in both]
    assert 0 < sum(typed) < 10
    assert [sides for sides, skip in zip(found, typed, strict=True) if not skip] == [
        sides for sides, skip in zip(both, typed, strict=True) if not skip
    ]


def test_a_card_is_in_anki_s_frame(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page, color_scheme="dark")
    classes = "[document.documentElement.className, document.body.className]"
    assert card(shown).evaluate(classes) == ["night-mode", "card card1 nightMode night_mode"]
    assert "#answer" not in said(shown)
    assert shown.get_attribute("#frame", "title") == "Question: Bolsheviks, Who"
    assert shown.get_attribute("#frame", "sandbox") == "allow-same-origin"
    phone = opened(essay_page, **PHONE)
    phone.click("#list button:has-text('· Name') >> nth=0")
    assert card(phone).evaluate(classes) == ["mobile", "card card2"]


def test_a_click_or_a_key_turns_the_card(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    question = said(shown)
    for turn in (
        lambda: card(shown).click(".question"),
        lambda: shown.keyboard.press("Space"),
        lambda: shown.keyboard.press("Enter"),
        lambda: shown.click("#flip"),
    ):
        shown.evaluate("document.activeElement.blur()")
        turn()
        answer = said(shown)
        assert answer.startswith(question)
        assert "brought the Soviet Union into being" in answer
        shown.evaluate("document.activeElement.blur()")
        shown.keyboard.press("Space")
        assert said(shown) == question


def test_a_swipe_turns_the_card_and_a_scroll_does_not(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page, **PHONE)
    shown.click("#list button >> nth=0")
    touch = shown.context.new_cdp_session(shown)

    def drag(to_x: int, to_y: int) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 300, "y": 300}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": to_x, "y": to_y}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    drag(290, 200)
    expect(shown.locator("#flip")).to_have_text("Show answer")
    drag(120, 310)
    expect(shown.locator("#flip")).to_have_text("Show question")
    assert "brought the Soviet Union into being" in said(shown)


def test_hints_unfold_without_turning_the_card(opened: Opened, small: Project) -> None:
    note = with_templates(small, "{{Name}} {{hint:Meaning}}<details><summary>More</summary>Rugs</details>")
    shown = opened(page_of(small, notes=(note,)))
    assert "What the cat sat on." not in said(shown)
    card(shown).click("a.hint")
    card(shown).click("summary")
    assert "What the cat sat on." in said(shown)
    assert "Rugs" in said(shown)
    assert shown.inner_text("#flip") == "Show answer"


@pytest.mark.parametrize(
    ("typed", "above", "below"),
    [
        ("", "mat", ""),
        ("mat", "good:mat", ""),
        ("met", "good:m bad:e good:t", "good:m missed:a good:t"),
        ("m", "good:m missed:--", "good:m missed:at"),
        ("the mat", "bad:the  good:mat", "good:mat"),
    ],
)
def test_a_typed_answer_is_compared(
    opened: Opened, small: Project, typed: str, above: str, below: str
) -> None:
    note = with_templates(small, "Which? {{Name}}{{type:Name}}", "{{type:Name}}", Name="<b>mat</b>")
    shown = opened(page_of(small, notes=(note,)))
    card(shown).fill("#typeans", typed)
    card(shown).press("#typeans", "Enter")
    code = card(shown).locator("code#typeans")
    written = code.evaluate(
        """code => code.innerHTML.split(/<br><span class="" id="typearrow">↓<.span><br>/).map(html => {
            const line = new DOMParser().parseFromString(html, "text/html").body;
            return [...line.childNodes].map(part =>
                (part.className ? part.className.slice(4).toLowerCase() + ":" : "") + part.textContent
            ).join(" ");
        })"""
    )
    assert written == [above, *filter(None, [below])]


def test_the_boxes_of_a_card_are_in_the_same_order_each_time(small: Project) -> None:
    names = ["Aliases", "Id", "Meaning", "Name", "Note", "Source"]
    note = with_templates(small, "".join(f"{{{{type:{name}}}}}" for name in reversed(names)))
    (only,) = page_data(given(small, notes=(note,)))["notes"]
    assert list(only["cards"][0]["typed"]) == names


def test_pictures_and_sounds_come_from_the_page_itself(opened: Opened, tmp_path: Path) -> None:
    write_media(tmp_path, mat__png=png(width=60), purr__mp3=mp3())
    media = (
        "  image: {file: mat.png, alt: A mat, licence: CC0}\n"
        "  audio: {file: purr.mp3, alt: Purring, licence: CC0}\n"
    )
    loaded = project.load(write_project(tmp_path, replaced("source/terms.yaml", "  see:", f"{media}  see:")))
    shown = opened(page_of(loaded, "note:*Term"))
    shown.click("#flip")
    card(shown).wait_for_function("document.images[0].complete && document.images[0].naturalWidth === 60")
    assert card(shown).get_attribute("img", "alt") == "A mat"
    address = card(shown).get_attribute("audio", "src")
    assert address == "data:audio/mpeg;base64," + base64.b64encode(mp3()).decode()


def test_a_sound_that_is_not_there_is_named(opened: Opened, small: Project) -> None:
    note = with_templates(small, "{{Name}}{{Audio}}", Audio="[sound:b.wav]")
    assert "♪ b.wav" in said(opened(page_of(small, notes=(note,))))


def test_formulas_are_drawn_and_what_cannot_be_read_stays(opened: Opened, small: Project) -> None:
    name = r"\(\frac{a}{b} &lt; c\) and \(\nonsense{x}\) and \[\sum_{i=1}^n i\] costs $5"
    shown = opened(page_of(small, notes=(with_templates(small, "{{Name}}", Name=name),)))
    assert card(shown).locator("math").count() == 2
    assert card(shown).locator("mfrac").count() == 1
    assert card(shown).get_attribute("math >> nth=1", "display") == "block"
    assert r"\(\nonsense{x}\)" in said(shown)
    assert "costs $5" in said(shown)


def test_without_formulas_nothing_that_reads_them_is_loaded(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    words = ["preview", "--no-open", "--project", str(root)]
    code = (
        f"import sys; from typer.testing import CliRunner; from studygen.cli.app import app; "
        f"assert CliRunner().invoke(app, {words!r}).exit_code == 0; print('latex2mathml' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
    assert (root / "build/preview.html").is_file()
