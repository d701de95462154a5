"""A real browser, for tests of what people see."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start a headless Chromium; without one that shows text, tests are skipped, though never in CI."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    give_up = pytest.fail if os.environ.get("CI") else pytest.skip
    if not found:
        give_up(f"no browser is on the PATH; install one of {', '.join(CHROMIUM)}")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"] if as_root else [])
        if not _shows_text(opened):
            give_up("the browser shows no text, for there is no font; install one, such as fonts-dejavu-core")
        yield opened
        opened.close()


def _shows_text(opened: Browser) -> bool:
    with opened.new_context() as context:
        shown = context.new_page()
        shown.set_content("<p>text</p>")
        return shown.inner_text("p") == "text"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for all tests."""
    with open_browser() as opened:
        yield opened
