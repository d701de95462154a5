"""Studying on the page, and its keys."""

from pathlib import Path

from page_tools import Opened, card, count_of, look_for, page_of, said, study, with_templates
from playwright.sync_api import Page

from studygen.cards.note import Note
from studygen.project.project import Project

# Studying


def test_missed_cards_come_back_and_the_sitting_survives_a_reload(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    look_for(shown, "tag:country::cuba")
    number = int(shown.inner_text("#place").removeprefix("1 of "))
    assert number > 8
    study(shown)
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
        study(shown)
        queue = shown.evaluate(
            """() => {
                const name = Object.keys(sessionStorage).find(key => key.endsWith("sitting"));
                return JSON.parse(sessionStorage[name]).queue;
            }"""
        )
        orders.add(tuple(queue))
        shown.click("#leave")  # a first Escape would only leave a box to type into
    assert len(orders) == 3
    assert len({frozenset(order) for order in orders}) == 1


ASKED = """([number, buttons]) => {
    const qa = document.getElementById("frame").contentDocument.getElementById("qa");
    const asked = [];
    for (; number; number--) {
        asked.push(qa.innerText);
        for (const button of buttons) document.getElementById(button).click();
    }
    return asked;
}"""  # in one go, since there are many


def known(shown: Page, number: int) -> list[str]:
    """Answer so many cards with good, and return what they asked."""
    return list(shown.evaluate(ASKED, [number, ["flip", "good"]]))


def apart(asked: list[str], notes: list[Note]) -> list[str]:
    """Return questions as they are studied: each as soon as none of the ten before is of its note."""
    waiting, placed = list(zip(asked, notes, strict=True)), list[tuple[str, Note]]()
    while waiting:
        recent = {note.id for _, note in placed[-10:]}
        placed.append(next((each for each in waiting if each[1].id not in recent), waiting[0]))
        waiting.remove(placed[-1])
    return [question for question, _ in placed]


def questions(shown: Page, number: int) -> list[str]:
    """Return what so many cards of the list ask, from the first."""
    shown.click("#list button >> nth=0")
    return list(shown.evaluate(ASKED, [number, ["next"]]))


def test_cards_are_studied_in_order_and_twenty_at_a_time(
    opened: Opened, essay: Project, essay_page: str
) -> None:
    shown = opened(essay_page)
    look_for(shown, "tag:topic::power")
    notes = essay.select("tag:topic::power")
    number = count_of(notes)
    assert number > 45
    in_order = apart(questions(shown, number), [note for note in notes for _ in note.cards])
    study(shown, "in-order", "some")
    assert shown.inner_text("#place") == f"0 of 20 done, 0 of {number} in all"
    assert known(shown, 20) == in_order[:20]
    assert shown.inner_text("#ending h2") == "20 cards studied"
    assert shown.inner_text("#ending p") == f"All of them at once. {number - 20} are left."
    shown.click("text=The next 20")
    assert known(shown, 3) == in_order[20:23]
    assert shown.inner_text("#place") == f"3 of 20 done, 23 of {number} in all"
    shown.click("#leave")
    look_for(shown, "")
    shown.keyboard.press("Escape")
    shown.keyboard.press("s")
    assert shown.inner_text("#left-off-at") == f"You left off at 23 of {number} cards."
    assert shown.is_checked("#in-order")
    assert shown.is_checked("#some")
    shown.keyboard.press("Enter")
    assert known(shown, 17) == in_order[23:40]
    shown.click("text=Back to the cards")
    shown.click("#study")
    shown.click("#go-on")
    assert shown.inner_text("#place") == f"0 of 20 done, 40 of {number} in all"
    assert said(shown) == in_order[40]


def test_a_sitting_goes_on_another_day_with_the_cards_that_there_still_are(
    opened: Opened, essay: Project
) -> None:
    notes = essay.select("tag:country::cuba")
    shown = opened(page_of(essay, notes=notes))
    number = count_of(notes)
    study(shown, "in-order")
    known(shown, 2)
    shown.click("#leave")
    shown.evaluate("sessionStorage.clear()")
    fewer = tuple(note for note in notes if note is not notes[-1])
    Path(shown.url.removeprefix("file://")).write_text(page_of(essay, notes=fewer), encoding="utf-8")
    shown.reload()
    shown.wait_for_selector("html[data-ready]")
    assert not shown.is_visible("#progress")
    shown.click("#study")
    left = number - len(notes[-1].cards)
    assert shown.inner_text("#left-off-at") == f"You left off at 2 of {left} cards."
    shown.click("#go-on")
    known(shown, left - 2)
    assert shown.inner_text("#ending h2") == f"{left} cards studied"
    shown.click("text=Back to the cards")
    shown.click("#study")
    assert not shown.is_visible("#left-off")
    shown.keyboard.press("Escape")
    assert not shown.is_visible("#progress")


def test_all_known_at_once_can_be_studied_once_more(opened: Opened, small: Project) -> None:
    shown = opened(page_of(small))
    look_for(shown, "note:*Date")
    study(shown)
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
    assert shown.evaluate("document.activeElement.id") == "words"
    shown.keyboard.press("Escape")
    shown.keyboard.press("t")
    shown.keyboard.type(
        "tag:country::cuba j"
    )  # whose cards have no box to type into, which Escape would leave
    assert shown.input_value("#search") == "tag:country::cuba j"
    shown.keyboard.press("Escape")
    shown.keyboard.press("j")
    assert place() == "2"
    shown.keyboard.press("s")
    shown.keyboard.press("Enter")
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


def test_space_turns_the_card_wherever_a_click_has_left_the_focus(opened: Opened, essay_page: str) -> None:
    shown = opened(essay_page)
    ticked = "document.querySelectorAll('#tags input:checked').length"
    looked = f"[document.documentElement.dataset.theme, {ticked}]"
    for clicked in ("#next", "#theme", ".twist >> nth=1", "#tags label >> nth=0", "#list button >> nth=3"):
        shown.click(clicked)
        before, side = shown.evaluate(looked), shown.inner_text("#flip")
        shown.keyboard.press("Space")
        assert shown.inner_text("#flip") != side, clicked
        assert shown.evaluate(looked) == before, clicked
    shown.click("nav a[href='#text']")
    side = shown.inner_text("#flip")
    shown.focus("a.cited >> nth=0")
    shown.keyboard.press("Space")
    assert shown.inner_text("#flip") != side
    shown.click("#ask-keys")
    shown.click("#keys button")
    shown.keyboard.press("Space")
    assert shown.inner_text("#flip") == side
    assert not shown.is_visible("#keys")


def test_space_presses_what_keys_have_gone_to_and_is_a_space_where_one_types(
    opened: Opened, essay_page: str
) -> None:
    shown = opened(essay_page)
    shown.click("#search")
    shown.keyboard.type("tag:topic tag:kind")
    assert shown.input_value("#search") == "tag:topic tag:kind"
    side, theme = shown.inner_text("#flip"), shown.get_attribute("html", "data-theme")
    while shown.evaluate("document.activeElement.id") != "theme":
        shown.keyboard.press("Shift+Tab")
    shown.keyboard.press("Space")
    assert shown.get_attribute("html", "data-theme") != theme
    shown.keyboard.press("Tab")
    shown.keyboard.press("Space")
    assert shown.is_visible("#keys")
    assert shown.inner_text("#flip") == side


def test_enter_and_escape_leave_the_box_to_type_into_for_what_comes_next(
    opened: Opened, small: Project
) -> None:
    note = with_templates(small, "Which? {{type:Name}}", "{{type:Name}}")
    shown = opened(page_of(small, notes=(note,)))
    study(shown)
    focused = "document.activeElement.id"
    assert card(shown).evaluate(focused) == "typeans"
    shown.keyboard.press("Escape")
    assert shown.evaluate(focused) == "flip"
    assert shown.is_visible("#progress")
    card(shown).press("#typeans", "Enter")
    assert shown.evaluate(focused) == "good"
    shown.keyboard.press("Enter")
    assert "All of them at once." in shown.inner_text("#ending")
