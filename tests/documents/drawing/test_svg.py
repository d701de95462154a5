"""The drawings as SVG: every entry linked once, in words too, nothing of a text running or out of its box."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from drawn_entries import a_date, an_argument, knowledge_of, words
from playwright.sync_api import Browser, Page

from studygen import bundled
from studygen.documents.drawing.svg import argument_map_svg, path, timeline_svg
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge
from studygen.problems import FaultyFilesError
from studygen.project import project
from studygen.project.project import Project

SVG = "{http://www.w3.org/2000/svg}"
FOLDERS = (bundled.folder() / "templates" / "page",)
HOSTILE = (
    '<script>alert(1)</script> & "quotes" ]]> <!-- {{ x }} [[ y ]]',
    "הטענה הזאת ארוכה מאוד ונכתבת מימין לשמאל עם English בתוכה",
    "هذه الحجة طويلة جدا وتكتب من اليمين إلى اليسار",
    "馬克思列寧主義是一種矛盾修辭法，沒有空格，所以這一行很長很長很長很長。",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherung" * 3,
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "**Bold** *italic* and $x^2$ 👩‍👩‍👧‍👦 " + words(300),
)


def hostile() -> Knowledge:
    dates: list[Entry] = [a_date(f"d{n}", f"{1900 + n}", event=text) for n, text in enumerate(HOSTILE)]
    arguments = [
        an_argument(f"a{n}", text, **({"objects_to": (f"a{n - 1}",)} if n else {}))
        for n, text in enumerate(HOSTILE)
    ]
    return knowledge_of(*dates, *arguments)


def links(svg: str) -> dict[str, ET.Element]:
    """Return the links of a drawing by the entries that they lead to, each of which has one."""
    found = ET.fromstring(svg).findall(f".//{SVG}a")  # noqa: S314  # our own
    assert len({link.get("data-entry") for link in found}) == len(found)
    assert all(link.get("href") == f"#entry={link.get('data-entry')}" for link in found)
    return {link.get("data-entry") or "": link for link in found}


def test_nothing_to_draw_gives_nothing() -> None:
    assert timeline_svg(knowledge_of(an_argument("a")), FOLDERS) == ""
    assert argument_map_svg(knowledge_of(a_date("a", "1917")), FOLDERS) == ""


def test_every_date_and_every_argument_is_linked_once_in_reading_order(essay: Project) -> None:
    entries = [entry for _, entry in essay.knowledge.entries()]
    dates = links(timeline_svg(essay.knowledge, FOLDERS))
    assert sorted(dates) == sorted(entry.id for entry in entries if entry.kind == "date")
    assert next(iter(dates)) == "revolution-1917"
    assert list(dates)[-1] == "later-days"
    arguments = links(argument_map_svg(essay.knowledge, FOLDERS))
    assert sorted(arguments) == sorted(entry.id for entry in entries if entry.kind == "argument")
    assert next(iter(arguments)) == "marxism-leninism-is-an-oxymoron"


def test_a_link_says_what_when_and_how_it_bears_on_others() -> None:
    knowledge = knowledge_of(
        a_date("a", "1917", event="The *king* falls"),
        a_date("b", after=("a",), event="Bread"),
        an_argument("x", "Bread is dear", follows_from=("y",)),
        an_argument("y", "Kings are dear", contrasts_with=("x",)),
    )
    dates = links(timeline_svg(knowledge, FOLDERS))
    assert dates["a"].get("aria-label") == "1917: The king falls"
    assert dates["b"].get("aria-label") == "at some time: Bread (placed by its order)"
    arguments = links(argument_map_svg(knowledge, FOLDERS))
    assert arguments["x"].get("aria-label") == "Bread is dear; follows from “Kings are dear”"
    assert arguments["y"].get("aria-label") == "Kings are dear; contrasts with “Bread is dear”"


def test_a_map_explains_the_kinds_of_lines_in_use_and_no_others() -> None:
    svg = argument_map_svg(knowledge_of(an_argument("a", answers=("b",)), an_argument("b")), FOLDERS)
    assert [text.text for text in ET.fromstring(svg).findall(f".//{SVG}g[@class='key']//{SVG}text")] == [  # noqa: S314
        "answers"
    ]


def test_a_timeline_explains_what_is_on_it_and_nothing_else() -> None:
    svg = timeline_svg(knowledge_of(a_date("a", "1917"), a_date("b", "1920", "1922")), FOLDERS)
    assert [text.text for text in ET.fromstring(svg).findall(f".//{SVG}g[@class='key']//{SVG}text")] == [  # noqa: S314
        "to scale",
        "period",
    ]


def test_a_drawing_styles_nothing_outside_of_it_and_gives_no_ids(essay: Project) -> None:
    for svg, name in (
        (timeline_svg(essay.knowledge, FOLDERS), ".studygen-timeline"),
        (argument_map_svg(essay.knowledge, FOLDERS), ".studygen-map"),
    ):
        style = ET.fromstring(svg).findtext(f"{SVG}style") or ""  # noqa: S314
        rules = [rule.split("{")[0] for rule in style.split("}") if rule.strip()]
        assert rules
        assert all(part.strip().startswith(name) for rule in rules for part in rule.split(","))
        assert " id=" not in svg
        assert "None" not in svg


def test_hostile_texts_are_words_and_nothing_else() -> None:
    for svg in (timeline_svg(hostile(), FOLDERS), argument_map_svg(hostile(), FOLDERS)):
        root = ET.fromstring(svg)  # noqa: S314
        assert not root.findall(f".//{SVG}script")
        assert len(links(svg)) == len(HOSTILE)
        assert "<script>alert(1)" in "".join(root.itertext())
        assert "**" not in svg


def test_the_same_knowledge_gives_the_same_drawing(essay: Project) -> None:
    again = project.load(essay.root).knowledge
    assert timeline_svg(again, FOLDERS) == timeline_svg(essay.knowledge, FOLDERS)
    assert argument_map_svg(again, FOLDERS) == argument_map_svg(essay.knowledge, FOLDERS)


def test_a_fault_in_a_projects_own_template_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "timeline.svg").write_text("<svg>\n[[ timeline.nonsense ]]</svg>", encoding="utf-8")
    with pytest.raises(FaultyFilesError, match=r"timeline\.svg:2"):
        timeline_svg(knowledge_of(a_date("a", "1917")), (tmp_path, *FOLDERS))


def test_a_path_goes_straight_where_it_can() -> None:
    assert path([(1, 10), (1, 5), (4, 0)]) == "M1 10V5C1 2.5 4 2.5 4 0"


# In a browser

WIDEST = """() => Math.max(...[...document.querySelectorAll('a text')].map(text => {
  const room = (text.parentNode.querySelector('.box') || text.parentNode.querySelector('.hit')).getBBox();
  const box = text.getBBox();
  return Math.max(room.x - box.x, box.x + box.width - room.x - room.width,
                  room.y - box.y, box.y + box.height - room.y - room.height);
}))"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all drawings: a new one takes longer than they do."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize("draw", [timeline_svg, argument_map_svg])
@pytest.mark.parametrize("typeface", ["", "Georgia, Gelasio", "DejaVu Serif", "Liberation Serif"])
def test_in_a_browser_no_line_of_text_leaves_its_box(
    draw: Callable[[Knowledge, Sequence[Path]], str], typeface: str, page: Page, essay: Project
) -> None:
    for knowledge in (hostile(), essay.knowledge):
        svg = draw(knowledge, FOLDERS)  # type: ignore[call-arg]
        page.set_content(str(svg).replace("Charter,", f"{typeface}, Charter," if typeface else "Charter,"))
        assert page.evaluate(WIDEST) <= 0


def test_on_a_narrow_phone_the_timeline_needs_no_scrolling_sideways(browser: Browser, essay: Project) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    try:
        page.set_content(timeline_svg(essay.knowledge, FOLDERS))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.dataset.entry") == "revolution-1917"
    finally:
        page.close()


def test_an_entry_that_is_off_is_dimmed_in_light_and_dark(browser: Browser, essay: Project) -> None:
    page = browser.new_page()
    try:
        seen = set()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_content(
                "<style>:root { color-scheme: light dark }</style>"
                + argument_map_svg(essay.knowledge, FOLDERS)
            )
            page.evaluate("document.querySelector('a').classList.add('off')")
            assert page.evaluate("getComputedStyle(document.querySelector('a.off')).opacity < .6")
            seen.add(page.evaluate("getComputedStyle(document.querySelector('a text')).fill"))
        assert len(seen) == 2
    finally:
        page.close()
