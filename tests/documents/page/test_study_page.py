"""The page to choose and study cards, as its user has it: in a real browser, from a file."""

import base64
import json
import random
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import search_cases
import yaml
from anki.collection import Collection
from anki_tools import cards, rendered
from axe_playwright_python.sync_playwright import Axe
from media_files import mp3, png, write_media
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect
from search_cases import COLLECTION_CASES, FAULT_CASES, JOINED_CASES, NOTE_TYPE_CASES, TAG_CASES
from small_project import FILES, replaced, write_project
from typer.testing import CliRunner

from studygen.anki.search_query import SearchError, parse
from studygen.cards import selection
from studygen.cards.note import Note
from studygen.cli.app import app
from studygen.commands import build
from studygen.commands.deck import deck_of
from studygen.documents.page import study_page
from studygen.documents.page.study_page import PageInput, to_page
from studygen.problems import FaultyFilesError
from studygen.project import project
from studygen.project.project import Project
from studygen.project.settings import DeckSpec
from studygen.project.tag_tree import tag_table

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NARROWEST: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
LOCAL = ("file:", "data:", "blob:", "about:")

Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Write a page to a file and open it; nothing it does may fail or reach for the network."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []
    requests: list[str] = []

    def open_page(html: str, **options: Any) -> Page:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        made = context.new_page()
        made.on("pageerror", lambda error: faults.append(str(error)))
        made.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        made.on("request", lambda request: requests.append(request.url))
        made.goto(file.as_uri())
        made.wait_for_selector("html[data-ready]")
        return made

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
    assert [url for url in requests if not url.startswith(LOCAL)] == []


def given(loaded: Project, where: str = "", **changes: Any) -> PageInput:
    notes = loaded.select(where)
    start = PageInput(title="Essay", deck="Essay", notes=notes, knowledge=loaded.knowledge, where=where)
    return replace(start, **changes)


def page_of(loaded: Project, where: str = "", **changes: Any) -> str:
    return to_page(given(loaded, where, **changes), project.template_folders(loaded.root, "page"))


@pytest.fixture(scope="module")
def essay_page(essay: Project) -> str:
    return page_of(essay)


@pytest.fixture
def small(tmp_path: Path) -> Project:
    return project.load(write_project(tmp_path / "small"))


def count_of(notes: Sequence[Note]) -> int:
    """Return how many cards the notes have."""
    return sum(len(note.cards) for note in notes)


def card(shown: Page) -> Frame:
    found = shown.query_selector("#frame")
    assert found
    frame = found.content_frame()
    assert frame
    return frame


def said(shown: Page) -> str:
    return card(shown).inner_text("#qa")


def look_for(shown: Page, expression: str) -> str:
    shown.fill("#search", expression)
    return shown.inner_text("#found")


def listed(shown: Page) -> list[str]:
    return shown.locator("#list .asked").all_inner_texts()


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


# Cards


def test_every_side_says_what_anki_shows(opened: Opened, essay_page: str, whole_essay: Collection) -> None:
    expected = [rendered(each) for each in cards(whole_essay)]
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
    assert shown.get_attribute("#frame", "title") == "Question: Marxism-Leninism, Meaning"
    assert shown.get_attribute("#frame", "sandbox") == "allow-same-origin"
    phone = opened(essay_page, **PHONE)
    phone.click("#list button >> nth=1")
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
        assert "immortal science" in answer
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
    assert "immortal science" in said(shown)


def test_hints_unfold_without_turning_the_card(opened: Opened, small: Project) -> None:
    note = with_templates(small, "{{Name}} {{hint:Meaning}}<details><summary>More</summary>Rugs</details>")
    shown = opened(page_of(small, notes=(note,)))
    assert "What the cat sat on." not in said(shown)
    card(shown).click("a.hint")
    card(shown).click("summary")
    assert "What the cat sat on." in said(shown)
    assert "Rugs" in said(shown)
    assert shown.inner_text("#flip") == "Show answer"


def with_templates(
    loaded: Project, front: str, back: str = "{{Meaning}}", css: str = "", **values: str
) -> Any:
    """The first note of a project with sides and fields of a test's own."""
    note = next(note for note in loaded.notes if note.id == "mat")
    first, *others = note.type.templates
    note_type = replace(note.type, templates=(replace(first, front=front, back=back), *others), css=css)
    names = [field.name for field in note_type.fields]
    fields = tuple(values.get(name, text) for name, text in zip(names, note.fields, strict=True))
    return replace(note, type=note_type, fields=fields, cards=note.cards[:1])


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


# Searching


def answers(shown: Page, expressions: Sequence[str], notes: Sequence[search_cases.Note]) -> list[Any]:
    return list(
        shown.evaluate(
            """([expressions, notes]) => expressions.map(expression => {
                try {
                    return studygen.search(expression, notes).map(note => note.id);
                } catch (error) {
                    if (!(error instanceof studygen.SearchError)) throw error;
                    return {message: error.message, position: error.position};
                }
            })""",
            [list(expressions), [note._asdict() for note in notes]],
        )
    )


def ours(expression: str, notes: Sequence[search_cases.Note]) -> Any:
    try:
        return search_cases.we_find(expression, notes)
    except SearchError as error:
        return {"message": error.message, "position": error.position}


def test_the_case_file_holds_in_the_browser(opened: Opened, small: Project) -> None:
    notes, cases = search_cases.read_cases()
    shown = opened(page_of(small))
    found = answers(shown, [case.search for case in cases], notes)
    assert [search_cases.Case(case.search, ids) for case, ids in zip(cases, found, strict=True)] == cases


def test_what_python_is_tested_with_is_the_same_in_the_browser(opened: Opened, small: Project) -> None:
    shown = opened(page_of(small))
    for tag, expression, matches in TAG_CASES:
        assert bool(answers(shown, [expression], [search_cases.Note(1, [tag], "x")])[0]) is matches, (
            expression
        )
    for name, expression, matches in NOTE_TYPE_CASES:
        assert bool(answers(shown, [expression], [search_cases.Note(1, [], name)])[0]) is matches, expression
    for tags, expression, matches in JOINED_CASES:
        found = answers(shown, [expression], [search_cases.Note(1, tags, "Essay term")])
        assert bool(found[0]) is matches, expression
    refused = FAULT_CASES
    expected = [{"message": message, "position": position} for _, position, message in refused]
    assert answers(shown, [expression for expression, *_ in refused], []) == expected
    collection = COLLECTION_CASES
    assert answers(shown, collection, []) == [ours(each, []) for each in collection]
    assert answers(shown, ["tag:" + "*a" * 40 + "*b"], [search_cases.Note(1, ["a" * 2000], "x")]) == [[]]


def drawn_expressions(essay: Project, number: int) -> Iterator[str]:
    """Expressions about the essay's tags, sound ones and faulty ones."""
    chance = random.Random(7)  # noqa: S311  # the same expressions each time
    tags = sorted({tag for note in essay.notes for tag in note.tags})
    names = sorted({note.type.name for note in essay.notes})

    def term() -> str:
        key, value = chance.choice([("tag", chance.choice(tags)), ("note", chance.choice(names))])
        for _ in range(chance.randrange(3)):
            at = chance.randrange(len(value) + 1)
            value = value[:at] + chance.choice(["*", "_", "", "::"]) + value[at + chance.randrange(4) :]
        value = chance.choice([str, str.upper, str.title])(value)
        shape = chance.choice(['{}:"{}"', '"{}:{}"', "{}:{}"]) if " " not in value else '{}:"{}"'
        return chance.choice(["", "", "", "-"]) + shape.format(key, value)

    for index in range(number):
        whole = term()
        for _ in range(chance.randrange(4)):
            joint = chance.choice(["{} {}", "{} or {}", "{} and {}", "({}) {}", "-({}) OR {}", "{1} -({0})"])
            whole = joint.format(whole, term())
        if index % 4 == 0:
            at = chance.randrange(len(whole))
            whole = (
                whole[:at] + chance.choice(['"', "(", ")", "-", "\\", " ", "é", "𝔸 x", ":"]) + whole[at + 1 :]
            )
        yield whole


def test_drawn_expressions_find_the_same_in_the_browser(opened: Opened, essay: Project) -> None:
    notes = [
        search_cases.Note(index, list(note.tags), note.type.name) for index, note in enumerate(essay.notes)
    ]
    expressions = [*drawn_expressions(essay, 600), *map("".join, drawn_pieces(400))]
    expected = [ours(expression, notes) for expression in expressions]
    assert sum(isinstance(each, list) and 0 < len(each) < len(notes) for each in expected) > 200
    assert sum(isinstance(each, dict) for each in expected) > 100
    shown = opened(page_of(essay))
    found = answers(shown, expressions, notes)
    differing = [row for row in zip(expressions, found, expected, strict=True) if row[1] != row[2]]
    assert differing == []


def drawn_pieces(number: int) -> Iterator[list[str]]:
    chance = random.Random(8)  # noqa: S311  # the same expressions each time
    for _ in range(number):
        yield chance.choices(search_cases.PIECES, k=chance.randrange(1, 10))


def test_a_search_chooses_the_notes_that_studygen_finds(
    opened: Opened, essay: Project, essay_page: str
) -> None:
    shown = opened(essay_page)
    notes = essay.select("tag:person::stalin -tag:topic::economy")
    count = count_of(notes)
    assert look_for(shown, "tag:person::stalin -tag:topic::economy") == (
        f"{len(notes)} notes, {count} cards of {count_of(essay.notes)}"
    )
    assert shown.inner_text("#place") == f"1 of {count}"
    assert "No note is found" in look_for(shown, "tag:nothing")
    assert shown.is_disabled("#study")
    assert look_for(shown, "") == f"{len(essay.notes)} notes, {count_of(essay.notes)} cards"


def test_a_faulty_search_is_told_with_its_place_and_changes_nothing(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    before = look_for(shown, "tag:person::stalin")
    assert look_for(shown, "tag:person::stalin economy") == before
    with pytest.raises(SearchError) as caught:
        parse("tag:person::stalin economy")
    assert shown.inner_text("#fault p") == f"{caught.value.message} (character {caught.value.position + 1})"
    assert shown.inner_text("#fault mark") == "e"
    assert shown.get_attribute("#search", "aria-invalid") == "true"
    look_for(shown, "tag:person::stalin")
    assert shown.inner_text("#fault") == ""


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


# Studying


def test_missed_cards_come_back_and_the_sitting_survives_a_reload(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    look_for(shown, "tag:country::cuba")
    number = int(shown.inner_text("#place").removeprefix("1 of "))
    assert number > 8
    shown.click("#study")
    shown.keyboard.press("Space")
    missed = said(shown)
    shown.keyboard.press("1")
    asked = []
    while shown.is_visible("#flip"):
        assert not shown.is_visible("#again")
        shown.keyboard.press("Space")
        asked.append(said(shown))
        shown.keyboard.press("2")
        if len(asked) == 2:
            shown.reload()
            shown.wait_for_selector("html[data-ready]")
            assert shown.inner_text("#place") == f"2 of {number} done"
    assert asked.index(missed) == 4
    assert len(asked) == len(set(asked)) == number
    assert shown.inner_text("#ending h2") == f"{number} cards studied"
    assert f"{number - 1} at once, 1 after another go." in shown.inner_text("#ending")
    shown.keyboard.press("Escape")
    assert shown.inner_text("#place") == f"1 of {number}"
    shown.reload()
    shown.wait_for_selector("html[data-ready]")
    assert shown.is_visible("#search")
    assert shown.input_value("#search") == "tag:country::cuba"


def test_a_sitting_is_shuffled_and_of_the_chosen_cards(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    look_for(shown, "tag:topic::power")
    orders = set()
    for _ in range(3):
        shown.click("#study")
        queue = shown.evaluate(
            """() => {
                const name = Object.keys(sessionStorage).find(key => key.endsWith("sitting"));
                return JSON.parse(sessionStorage[name]).queue;
            }"""
        )
        orders.add(tuple(queue))
        shown.keyboard.press("Escape")
    assert len(orders) == 3
    assert len({frozenset(order) for order in orders}) == 1


def test_all_known_at_once_can_be_studied_once_more(opened: Opened, small: Project) -> None:
    shown = opened(page_of(small))
    look_for(shown, "note:*Date")
    shown.click("#study")
    while shown.is_visible("#flip"):
        shown.click("#flip")
        shown.click("#good")
    assert "All of them at once." in shown.inner_text("#ending")
    shown.click("text=Study them once more")
    assert shown.is_visible("#flip")


# Keys


def test_keys_do_everything(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)

    def place() -> str:
        return shown.inner_text("#place").split(" of ")[0]

    for key, at in (("j", "2"), ("ArrowRight", "3"), ("k", "2"), ("ArrowLeft", "1"), ("ArrowLeft", "1")):
        shown.keyboard.press(key)
        assert place() == at
    shown.keyboard.press("?")
    assert shown.is_visible("#keys")
    shown.keyboard.press("j")
    shown.keyboard.press("Escape")
    assert not shown.is_visible("#keys")
    assert place() == "1"
    shown.keyboard.press("/")
    shown.keyboard.type("tag:person::stalin j")
    assert shown.input_value("#search") == "tag:person::stalin j"
    shown.keyboard.press("Escape")
    shown.keyboard.press("j")
    assert place() == "2"
    shown.keyboard.press("s")
    assert shown.is_visible("#progress")
    shown.keyboard.press("Escape")
    assert not shown.is_visible("#progress")


def test_keys_work_from_inside_the_card_too(opened: Opened, essay: Project, essay_page: str) -> None:
    shown = opened(essay_page)
    card(shown).click(".question")
    assert shown.inner_text("#flip") == "Show question"
    shown.keyboard.press("Space")
    assert shown.inner_text("#flip") == "Show answer"
    shown.keyboard.press("j")
    assert shown.inner_text("#place") == f"2 of {count_of(essay.notes)}"


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


def test_stretches_without_chosen_cards_are_dimmed(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    look_for(shown, "tag:paragraph::5")
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
    assert shown.inner_text("#focus").startswith("2 cards of “The dog takes the mat.”")
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


# Looks

VIEWS = ("cards", "text", "timeline", "arguments")


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_axe_finds_nothing_in_any_view(opened: Opened, small: Project, scheme: str) -> None:
    shown = opened(page_of(small), color_scheme=scheme)
    found = {}
    for view in VIEWS:
        shown.click(f"nav a[href='#{view}']")
        found[view] = violations(shown)
    look_for(shown, "economy")
    found["fault"] = violations(shown)
    look_for(shown, "")
    shown.click("#flip")
    found["answer"] = violations(shown)
    for button, dialog in (("#ask-recipe", "recipe"), ("#ask-keys", "keys")):
        shown.click(button)
        found[dialog] = violations(shown)
        shown.keyboard.press("Escape")
    shown.click("#study")
    shown.click("#flip")
    found["study"] = violations(shown)
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
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


@pytest.mark.parametrize("options", [PHONE, NARROWEST, {"viewport": {"width": 800, "height": 900}}])
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


# Many cards


def test_ten_thousand_cards_are_searched_at_once(opened: Opened, essay: Project) -> None:
    many = tuple(
        replace(note, id=f"{note.id}-{copy}", tags=(*note.tags, f"copy::number-{copy}"))
        for copy in range(46)
        for note in essay.notes
    )
    assert count_of(many) > 10_000
    html = page_of(essay, notes=many)
    shown = opened(html)
    assert shown.locator("#list li").count() < 200
    took = shown.evaluate(
        """(values) => {
            const box = document.getElementById("search");
            const times = [];
            for (const value of values) {
                box.value = value;
                const before = performance.now();
                box.dispatchEvent(new Event("input"));
                document.body.offsetHeight;
                times.push(performance.now() - before);
            }
            return times;
        }""",
        [
            "tag:person::stalin -tag:topic::economy*",
            "tag:copy::number-4*",
            "note:*Argument or tag:topic::economy",
            "",
        ],
    )
    assert sorted(took)[1] < 100  # of four, so that a pause of a busy machine does not count
    assert shown.locator("#list li").count() < 200
    shown.locator("#more").scroll_into_view_if_needed()
    expect(shown.locator("#list li").nth(100)).to_be_attached()
    at = int(shown.inner_text("#place").split(" of ")[0])
    for _ in range(30):
        shown.keyboard.press("j")
    assert shown.inner_text("#place") == f"{at + 30} of {count_of(many):,}"


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
