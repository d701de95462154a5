"""The size of the page's drawings: fitted to the window, and zoomed by buttons, keys, wheel and fingers."""

from typing import Any

import pytest
from page_tools import PHONE, Opened
from playwright.sync_api import Page, expect

BOX = ".canvas:visible a[data-entry] >> nth=0"


def opened_map(opened: Opened, page: str, **options: Any) -> Page:
    shown = opened(page, **options)
    shown.click("nav a[href='#arguments']")
    return shown


def percent(shown: Page) -> int:
    return int(shown.inner_text("output:visible").removesuffix(" %"))


def centre(shown: Page, of: str = BOX) -> tuple[float, float]:
    box = shown.locator(of).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def until(shown: Page, holds: str) -> None:
    """Wait until something holds that scrolling brings about, which takes some frames."""
    for _ in range(100):
        if shown.evaluate(holds):
            return
        shown.wait_for_timeout(20)
    pytest.fail(f"never: {holds}")


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, marks=pytest.mark.thorough),
        pytest.param({"viewport": {"width": 1000, "height": 700}}, marks=pytest.mark.thorough),
        PHONE,
    ],
)
def test_the_whole_map_is_fitted_to_the_window(
    opened: Opened, essay_page: str, options: dict[str, Any]
) -> None:
    shown = opened_map(opened, essay_page, **options)
    assert percent(shown) == 100
    shown.click("#arguments >> text=Fit")
    assert percent(shown) < 100
    shown.locator("#arguments .canvas").scroll_into_view_if_needed()
    for box in shown.locator("#arguments a[data-entry] .box").all():
        expect(box).to_be_in_viewport(ratio=1)
    hidden = "each => [each.scrollWidth - each.clientWidth, each.scrollHeight - each.clientHeight]"
    assert shown.locator("#arguments .canvas").evaluate(hidden) == [0, 0]
    shown.click("#arguments >> text=100 %")
    assert percent(shown) == 100


@pytest.mark.thorough
def test_a_fitted_drawing_stays_so_when_the_window_changes(opened: Opened, essay_page: str) -> None:
    size: Any = {"width": 1300, "height": 800}
    shown = opened_map(opened, essay_page, viewport=size)
    shown.keyboard.press("0")
    before = percent(shown)
    shown.set_viewport_size({"width": 1200, "height": 500})
    expect(shown.locator("#arguments output")).not_to_have_text(f"{before} %")
    assert percent(shown) < before
    shown.set_viewport_size(size)


def test_buttons_and_keys_zoom_and_what_is_in_the_middle_stays_there(opened: Opened, essay_page: str) -> None:
    shown = opened_map(opened, essay_page)
    shown.locator("#arguments a[data-entry] >> nth=6").evaluate(
        "each => each.scrollIntoView({block: 'center', inline: 'center'})"
    )
    x, y = centre(shown, "#arguments .canvas")
    named = f"document.elementFromPoint({x}, {y}).closest('a')?.dataset.entry ?? ''"
    found = shown.evaluate(named)
    assert found
    for act, size in (
        (lambda: shown.click("#arguments [data-size=larger]"), 125),
        (lambda: shown.keyboard.press("+"), 156),
        (lambda: shown.keyboard.press("-"), 125),
        (lambda: shown.click("#arguments [data-size=smaller]"), 100),
    ):
        act()
        assert percent(shown) == size
        assert shown.evaluate(named) == found
    for _ in range(20):
        shown.keyboard.press("+")
    assert percent(shown) == 400
    assert shown.is_disabled("#arguments [data-size=larger]")
    shown.click("nav a[href='#cards']")
    shown.keyboard.press("-")
    shown.click("nav a[href='#arguments']")
    assert percent(shown) == 400


def test_the_wheel_zooms_with_ctrl_where_the_pointer_is(opened: Opened, essay_page: str) -> None:
    shown = opened_map(opened, essay_page)
    at = centre(shown)
    shown.mouse.move(*at)
    shown.keyboard.down("Control")
    shown.mouse.wheel(0, -60)
    shown.keyboard.up("Control")
    expect(shown.locator("#arguments output")).not_to_have_text("100 %")
    assert 110 < percent(shown) < 130
    assert centre(shown) == pytest.approx(at, abs=2)
    size = percent(shown)
    shown.mouse.wheel(0, 200)
    until(shown, "document.querySelector('#arguments .canvas').scrollTop > 150")
    assert percent(shown) == size


def test_two_fingers_zoom_what_is_between_them(opened: Opened, essay_page: str) -> None:
    shown = opened_map(opened, essay_page, **PHONE)
    x, y = centre(shown)
    touch = shown.context.new_cdp_session(shown)

    def fingers(kind: str, apart: float) -> None:
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}] if apart else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 40)
    for apart in (45, 50, 60):
        fingers("touchMove", apart)
    fingers("touchEnd", 0)
    assert percent(shown) == 150
    assert centre(shown) == pytest.approx((x, y), abs=2)
    assert shown.evaluate("visualViewport.scale") == 1


def test_the_mouse_drags_what_is_larger_than_the_window_and_clicks_still_count(
    opened: Opened, essay_page: str
) -> None:
    shown = opened_map(opened, essay_page)
    canvas = shown.locator("#arguments .canvas")
    before = canvas.evaluate("each => each.scrollLeft")
    corner = canvas.bounding_box()
    assert corner
    x, y = corner["x"] + 20, corner["y"] + corner["height"] - 20
    shown.mouse.move(x, y)
    shown.mouse.down()
    shown.mouse.move(x + 120, y - 90, steps=4)
    shown.mouse.up()
    assert canvas.evaluate("each => [each.scrollLeft, each.scrollTop]") == [before - 120, 90]
    shown.mouse.move(x, y)
    assert canvas.evaluate("each => each.scrollTop") == 90
    shown.click(BOX)
    assert "cards of" in shown.inner_text("#focus") or "card of" in shown.inner_text("#focus")


def test_arrows_scroll_a_drawing_that_has_the_focus(opened: Opened, essay_page: str) -> None:
    shown = opened_map(opened, essay_page)
    canvas = shown.locator("#arguments .canvas")
    before = canvas.evaluate("each => each.scrollLeft")
    canvas.focus()
    shown.keyboard.press("ArrowRight")
    until(shown, f"document.querySelector('#arguments .canvas').scrollLeft > {before}")
    assert shown.inner_text("#place").startswith("1 of ")


@pytest.mark.parametrize("options", [{}, PHONE])
def test_a_timeline_is_as_wide_as_the_window_at_most(
    opened: Opened, essay_page: str, options: dict[str, Any]
) -> None:
    shown = opened(essay_page, **options)
    shown.click("nav a[href='#timeline']")
    across = "each => each.scrollWidth - each.clientWidth"
    assert shown.locator("#timeline .canvas").evaluate(across) == 0
    assert percent(shown) == (100 if not options else pytest.approx(92, abs=8))
    shown.keyboard.press("+")
    assert percent(shown) > 100
