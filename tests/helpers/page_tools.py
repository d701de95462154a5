"""The page to choose and study cards, opened in a real browser from a file, for tests of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page
from small_project import write_project

from studygen.cards.note import Note
from studygen.documents.page.page_data import PageInput
from studygen.documents.page.study_page import to_page
from studygen.project import project
from studygen.project.folders import template_folders
from studygen.project.project import Project

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NARROWEST: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
LOCAL = ("file:", "data:", "blob:", "about:")

Opened = Callable[..., Page]


class PagePool:
    """Browser pages that are used again, one after the other: a new one takes longer than most tests."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Page]] = {}

    def take(self, options: dict[str, Any]) -> Page:
        """Return an empty page in a context of its own, which nobody else uses until it is given back."""
        free = self._free.setdefault(repr(options), [])
        return free.pop() if free else self._browser.new_context(**options).new_page()

    def give_back(self, page: Page, options: dict[str, Any]) -> None:
        """Clear what a test may have left behind: what is stored, allowed and emulated."""
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.goto("about:blank")
        page.context.clear_permissions()
        page.emulate_media(media="null", color_scheme=options.get("color_scheme", "light"))
        self._free[repr(options)].append(page)


@pytest.fixture(scope="session")
def pages(browser: Browser) -> PagePool:
    """The pages of all tests of a process."""
    return PagePool(browser)


@contextmanager
def opening(pages: PagePool, folder: Path) -> Iterator[Opened]:
    """Write pages to files and open them; nothing that one does may fail or reach for the network."""
    given_out: list[tuple[Page, dict[str, Any]]] = []
    faults: list[str] = []
    requests: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "pageerror": lambda error: faults.append(str(error)),
        "console": lambda said: faults.append(said.text) if said.type == "error" else None,
        "request": lambda request: requests.append(request.url),
    }

    def open_page(html: str, **options: Any) -> Page:
        file = folder / f"page-{len(given_out)}.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        options = {"viewport": {"width": 1440, "height": 900}, **options}
        made = pages.take(options)
        given_out.append((made, options))
        for event, listener in listeners.items():
            made.on(event, listener)
        made.goto(file.as_uri())
        made.wait_for_selector("html[data-ready]")
        return made

    yield open_page
    for page, options in given_out:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        pages.give_back(page, options)
    assert faults == []
    assert [url for url in requests if not url.startswith(LOCAL)] == []


@pytest.fixture
def opened(pages: PagePool, tmp_path: Path) -> Iterator[Opened]:
    """Open pages for one test."""
    with opening(pages, tmp_path) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def asked(pages: PagePool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page whose scripts are asked what they find, by tests that change nothing on it."""
    folder = tmp_path_factory.mktemp("asked")
    with opening(pages, folder) as open_page:
        yield open_page(page_of(project.load(write_project(folder / "small"))))


def given(loaded: Project, where: str = "", **changes: Any) -> PageInput:
    notes = loaded.select(where)
    start = PageInput(title="Essay", deck="Essay", notes=notes, knowledge=loaded.knowledge, where=where)
    return replace(start, **changes)


def page_of(loaded: Project, where: str = "", **changes: Any) -> str:
    return to_page(given(loaded, where, **changes), template_folders(loaded.root, "page"))


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


def study(shown: Page, *how: str) -> None:
    """Begin to study the chosen cards; `how` are ids of the boxes to tick before."""
    shown.click("#study")
    for each in how:
        shown.check(f"#{each}")
    shown.click("#begin")


def look_for(shown: Page, expression: str) -> str:
    shown.fill("#search", expression)
    return shown.inner_text("#found")


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
