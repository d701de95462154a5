"""Make the README's pictures anew: `.venv/bin/python docs/pictures/make.py`.

Takes the test environment, and chromium and pdftoppm (Debian: chromium, poppler-utils) on the PATH.
"""

import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path[:0] = [str(ROOT / "tests/helpers")]

import anki_frame  # noqa: E402  # tests/helpers is not a package
from anki_frame import Mode  # noqa: E402
from anki_tools import cards, import_package, open_collection, rendered  # noqa: E402
from browser_tools import open_browser  # noqa: E402

CARD = "Id:feldman-model"
SHEETS = {"glossary": 2, "quiz": 1, "quiz-key": 1, "cards": 1}  # the page of each to show
MORE = {"reader": 2, "people": 2, "timeline": 1, "arguments": 2, "worksheet": 1}
MAP = 9  # the page of the arguments on which their map begins
BOOKLET = 4  # the side of the guide's sheets that is shown


def main() -> None:
    """Build the essay into a folder of its own, and picture some of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "studygen", "build", "whole-essay", "-o", folder], cwd=ROOT, check=True
        )
        with open_collection(folder / "learner.anki2") as col:
            import_package(col, folder / "whole-essay.apkg")
            card = cards(col, CARD)[0]
            css = card.note_type()["css"]
            question, answer = rendered(card)
        shoot(folder, "card-front", question, css, (420, 640))
        shoot(folder, "card-back", answer, css, (420, 640))
        shoot(folder, "card-dark", answer, css, (380, 640), night=True)
        picture_preview(folder / "whole-essay.html")
        for sheet, page in SHEETS.items():
            picture_page(folder / f"whole-essay-{sheet}.pdf", page, FOLDER / sheet)
        for sheet, page in MORE.items():
            pdf = folder / f"{sheet}.pdf"
            subprocess.run(
                [sys.executable, "-m", "studygen", "sheet", sheet, "-o", pdf], cwd=ROOT, check=True
            )
            picture_page(pdf, page, FOLDER / sheet)
        picture_page(folder / "arguments.pdf", MAP, FOLDER / "map")
        guide = [sys.executable, "-m", "studygen", "sheet", "guide", "-s", "booklet=true"]
        subprocess.run([*guide, "-o", folder / "guide.pdf"], cwd=ROOT, check=True)
        picture_page(folder / "guide-booklet.pdf", BOOKLET, FOLDER / "booklet")


def shoot(
    folder: Path, name: str, side: str, css: str, size: tuple[int, int], *, night: bool = False
) -> None:
    """Picture one side of a card as Anki's reviewer shows it."""
    width, height = size
    mode = Mode(name, width, height, "mobile iphone", "", dark=night)
    # Headless Chromium has no window narrower than 500 px; a frame has.
    inner = escape(anki_frame.page(side, css, mode))
    frame = f'<iframe style="border:0;width:{width}px;height:{height}px" srcdoc="{inner}">'
    page = folder / f"{name}.html"
    page.write_text(f"<!doctype html><style>body{{margin:0}}</style>{frame}", encoding="utf-8")
    picture = FOLDER / f"{name}.png"
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=2"]
    window = f"--window-size={width},{height}"
    command = ["chromium", *options, window, f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def picture_preview(page: Path) -> None:
    """Picture the page to choose and study cards, with the answer of a card about a search's first note."""
    with open_browser() as browser:
        shown = browser.new_page(viewport={"width": 1280, "height": 800})
        shown.goto(page.as_uri())
        shown.wait_for_selector("html[data-ready]")
        shown.fill("#search", "tag:topic::economy")
        shown.click("#flip")
        shown.screenshot(path=FOLDER / "preview.png")


def picture_page(pdf: Path, page: int, picture: Path) -> None:
    """Picture one page of a PDF."""
    command = [
        "pdftoppm",
        "-r",
        "75",
        "-f",
        str(page),
        "-l",
        str(page),
        "-singlefile",
        "-png",
        str(pdf),
        str(picture),
    ]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
