"""What was asked is still to be seen when a card is turned, in every program, together with the answer."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from anki_frame import FIRST_WINDOW, MODES, OLD_DROID, Mode
from card_windows import Deck, Window, window
from playwright.sync_api import Browser

NEW_DROID = replace(MODES[2], height=640)
FRAMES = (FIRST_WINDOW, OLD_DROID)
LARGE = tuple(replace(frame, zoom=1.5) for frame in (OLD_DROID, NEW_DROID))
MORE = (
    NEW_DROID,
    *LARGE,
    replace(FIRST_WINDOW, name="low", height=300),
    replace(FIRST_WINDOW, name="enlarged", width=445, height=297),  # as by Anki's zoom of 1.5
    replace(OLD_DROID, root_size="200%"),
    replace(OLD_DROID, zoom=2),
)


@pytest.fixture(scope="module")
def essay_window(browser: Browser, shipped: Deck) -> Iterator[Window]:
    with window(browser, shipped) as opened:
        yield opened


@pytest.fixture(scope="module")
def hard_window(browser: Browser, hard: Deck) -> Iterator[Window]:
    with window(browser, hard) as opened:
        yield opened


@pytest.mark.parametrize(
    "mode", [*FRAMES, *(pytest.param(mode, marks=pytest.mark.thorough) for mode in MORE)], ids=str
)
def test_the_question_stays_when_a_card_of_the_essay_is_turned(essay_window: Window, mode: Mode) -> None:
    backs = essay_window.deck.backs
    assert essay_window.turned(backs, mode) == []


@pytest.mark.thorough
@pytest.mark.parametrize("mode", [*FRAMES, *MORE], ids=str)
def test_the_question_stays_when_a_hard_card_is_turned(hard_window: Window, mode: Mode) -> None:
    assert hard_window.turned(hard_window.deck.backs, mode) == []


@pytest.mark.thorough
@pytest.mark.parametrize("mode", FRAMES, ids=str)
def test_a_learner_would_complain_of_cards_that_scroll_to_the_answer_s_top(
    browser: Browser, shipped: Deck, mode: Mode
) -> None:
    as_usual = "#answer { position: static; height: 0 } .reach { height: auto; min-height: 0 }"
    plain = replace(shipped, css=f"{shipped.css}\n{as_usual}")
    with window(browser, plain) as opened:
        complaints = opened.turned(plain.backs[:40], mode)
    assert sum("the question is gone" in line for line in complaints) > len(plain.backs[:40]) / 2
