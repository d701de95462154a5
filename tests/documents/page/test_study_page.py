"""The page to choose and study cards: the file, and the commands that write it."""

import json
import re
from pathlib import Path

import pytest
from page_tools import LOCAL, Opened, card, page_of, said, with_templates
from playwright.sync_api import Browser
from small_project import FILES, write_project
from typer.testing import CliRunner

from studygen.cards import selection
from studygen.cli.app import app
from studygen.commands import build
from studygen.problems import FaultyFilesError
from studygen.project import project
from studygen.project.project import Project

# The file


def test_the_page_is_one_small_file_with_the_same_bytes_each_time(essay: Project, essay_page: str) -> None:
    assert page_of(essay) == essay_page
    assert len(essay_page.encode()) < 400_000
    assert not re.search(r"(?:src|href)=\"(?!#)", essay_page)
    assert "default-src &#39;none&#39;" in essay_page


def test_without_scripts_it_says_what_is_needed(browser: Browser, essay_page: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    shown = context.new_page()
    shown.set_content(essay_page)
    assert "Allow scripts for it" in shown.inner_text("noscript")
    context.close()


HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"


def test_nothing_of_the_yaml_runs_in_the_page(opened: Opened, tmp_path: Path) -> None:
    changes: dict[str, str | None] = {
        name: text.replace("What the cat sat on.", json.dumps(HOSTILE)).replace("The dog.", f'"{HOSTILE}"')
        for name, text in FILES.items()
        if name in ("source/terms.yaml", "source/source.yaml")
    }
    loaded = project.load(write_project(tmp_path / "hostile", changes))
    shown = opened(page_of(loaded, title=HOSTILE, description=HOSTILE))
    for view in ("text", "cards"):
        shown.click(f"nav a[href='#{view}']")
    shown.click("#flip")
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert HOSTILE in said(shown)
    assert shown.inner_text("h1") == HOSTILE
    assert shown.evaluate("window.hacked") is None


def test_a_card_s_own_script_and_its_requests_are_stopped(
    browser: Browser, small: Project, tmp_path: Path
) -> None:
    bad = "<script>parent.hacked = 1</script><b onclick='parent.hacked = 2'>Click</b>"
    css = "@import 'https://example.org/x.css'; .card { background: url(https://example.org/x.png) }"
    note = with_templates(small, "{{Name}}" + bad, "{{Meaning}}<img src=https://example.org/y.png>", css=css)
    file = tmp_path / "x.html"
    file.write_text(page_of(small, notes=(note,)), encoding="utf-8")
    shown = browser.new_page()
    loaded: list[str] = []
    shown.on("requestfinished", lambda request: loaded.append(request.url))
    shown.goto(file.as_uri())
    shown.wait_for_selector("html[data-ready]")
    card(shown).click("b")  # which turns the card, and does nothing else
    card(shown).wait_for_selector("img", state="attached")
    assert shown.evaluate("window.hacked") is None
    assert [url for url in loaded if not url.startswith(LOCAL)] == []
    shown.close()


# Commands


def test_preview_writes_the_page_and_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_project(tmp_path / "small")
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(shown.append(address)))
    arguments = ["preview", "--project", str(root), "--where", "note:*Date"]
    result = CliRunner().invoke(app, arguments)
    file = root / "build/preview.html"
    assert result.exit_code == 0, result.output
    assert shown == [file.resolve().as_uri()]
    assert "1 note, 2 cards" in result.stderr
    assert f"open {file} in one" in result.stderr
    other = tmp_path / "other.html"
    assert CliRunner().invoke(app, [*arguments, "--output", str(other), "--no-open"]).exit_code == 0
    assert other.read_bytes() == file.read_bytes()
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--where", "tag:nothing"], "no note matches 'tag:nothing'"),
        (["--where", "nothing"], "a word alone would search"),
        (["--output", "x.pdf"], "x.pdf is not the name of such a file; call it x.pdf.html"),
    ],
)
def test_preview_says_what_keeps_it_from_writing(tmp_path: Path, arguments: list[str], message: str) -> None:
    root = write_project(tmp_path)
    result = CliRunner().invoke(app, ["preview", "--no-open", "--project", str(root), *arguments])
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (root / "build").exists()


def test_a_deck_with_a_page_gets_one_in_the_deck_s_order(opened: Opened, tmp_path: Path) -> None:
    changes: dict[str, str | None] = {"decks/all.yaml": "deck: Mats::All\norder: kind\npage: true\n"}
    loaded = project.load(write_project(tmp_path / "small", changes))
    written, _ = build.build_all(loaded, (), None, lambda *_: None)
    assert [file.path.name for file in written] == ["all.apkg", "theft.apkg", "all.html"]
    shown = opened(written[-1].path.read_text(encoding="utf-8"))
    assert shown.inner_text("h1") == "Mats · All"
    kinds = [each.split(" ")[0].lower() for each in shown.locator("#list .what").all_inner_texts()]
    notes = selection.ordered(loaded.notes, "kind", 0)
    assert kinds == [note.entry.kind for note in notes for _ in note.cards]
    shown.click("#ask-recipe")
    assert "--order kind" in (shown.text_content("#command") or "")


def test_a_fault_in_a_project_s_own_page_is_told_before_anything_is_written(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {
        "decks/all.yaml": "deck: Mats\npage: true\n",
        "templates/page/preview.html": "<p>[[ titel ]]</p>\n",
    }
    loaded = project.load(write_project(tmp_path, changes))
    with pytest.raises(FaultyFilesError, match=r"preview.html:1:1: 'titel' is undefined"):
        build.build_all(loaded, (), None, lambda *_: None)
    assert not (tmp_path / "build").exists()


def test_a_project_s_own_style_takes_the_place_of_the_shipped_one(opened: Opened, tmp_path: Path) -> None:
    changes: dict[str, str | None] = {"templates/page/preview.css": "body { background: rgb(1, 2, 3); }\n"}
    loaded = project.load(write_project(tmp_path / "small", changes))
    shown = opened(page_of(loaded))
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(1, 2, 3)"


def test_a_card_of_any_note_type_keeps_its_css_to_itself(opened: Opened, small: Project) -> None:
    note = with_templates(small, "{{Name}}", css="* { color: rgb(9, 9, 9) } h1 { display: none }")
    shown = opened(page_of(small, notes=(note,)))
    assert card(shown).evaluate("getComputedStyle(document.getElementById('qa')).color") == "rgb(9, 9, 9)"
    assert shown.is_visible("h1")
    assert shown.evaluate("getComputedStyle(document.body).color") != "rgb(9, 9, 9)"
