"""Pictures and recordings that are a part of questions: on fronts in Anki, on the page and on paper."""

import re
from pathlib import Path

import pdfplumber
import pytest
from anki_tools import ImportCounts, cards, import_package, open_collection, rendered
from learner import APRIL, built, quiet
from media_files import mp3, png, write_media
from pdf_tools import alternatives
from small_project import FILES, write_project

from studygen.commands import build
from studygen.documents.page.page_data import PageInput, page_data
from studygen.problems import FaultyFilesError
from studygen.project import project

TERMS, FIGURES, ARGUMENTS = "source/terms.yaml", "source/figures.yaml", "source/arguments.yaml"
FLAG = "{file: flag.png, alt: Grey, licence: CC0, caption: The flag *of* mats, source: A. Pet}"
PURR = "{file: purr.mp3, alt: A purring sound, licence: Public domain}"


def written(root: Path) -> Path:
    """Write a project that shows and plays something with questions of each sort."""
    write_media(root, flag__png=png(), map__png=png(grey=30), purr__mp3=mp3())
    entry = f"  show: {{name: {FLAG}}}\n  listen: {{meaning: {PURR}}}\n"
    terms = FILES[TERMS].replace("  tags: [topic::mats]\n", f"  tags: [topic::mats]\n{entry}")
    tags = "      tags: [topic::property]\n"
    terms = terms.replace(tags, f"{tags}      show: {{file: map.png, alt: Dark, licence: CC0}}\n")
    terms += f"      listen: {PURR}\n"  # of the blanks
    terms += f"""\
    - id: story
      ask: What happened to the mat?
      show: {FLAG}
      steps:
        - {{id: sitting, text: The cat sat on it., passages: ["The cat sat on the mat"]}}
        - {{id: taking, text: The dog took it., passages: ["the dog took the mat"]}}
  apart:
    dog:
      answer: One of them lies.
      listen: {PURR}
      passages: ["The cat sat on the mat"]
"""  # fmt: skip
    return write_project(root, {TERMS: terms})


def sides(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what real Anki makes of each card: its two sides by the note's id and the card's name."""
    package = built(root, APRIL, monkeypatch) / "all.apkg"
    with open_collection(root / "learner.anki2") as col:
        import_package(col, package)
        checked = col.media.check()
        assert (list(checked.missing), list(checked.unused)) == ([], [])
        return {(card.note()["Id"], card.template()["name"]): rendered(card) for card in cards(col)}


def test_each_question_shows_and_plays_what_is_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fronts = {key: front for key, (front, _) in sides(written(tmp_path), monkeypatch).items()}
    shown = {key: re.findall(r'alt="(.*?)"', front) for key, front in fronts.items()}
    played = {key for key, front in fronts.items() if "[anki:play:q:0]" in front}
    assert {key: alts for key, alts in shown.items() if alts} == {
        ("mat", "Name"): ["Grey"],
        ("mat/owner", "Question"): ["Dark"],
        ("mat/story/sitting", "Cloze"): ["Grey"],
        ("mat/story/taking", "Cloze"): ["Grey"],
    }
    assert played == {("mat", "Meaning"), ("mat/blanks", "Cloze"), ("dog/vs/mat", "Question")}


def test_a_back_shows_the_picture_again_says_whose_it_is_and_plays_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sides(written(tmp_path), monkeypatch)
    for front, back in found.values():
        assert re.findall(r"<img[^>]*>", front) == re.findall(r"<img[^>]*>", back)
        assert "anki:play" not in back
        assert "The flag" not in front, "a caption may give the answer away"
        assert "CC0" not in front
    assert "The flag <em>of</em> mats · A. Pet · CC0" in found["mat", "Name"][1]
    assert "Public domain" in found["mat/blanks", "Cloze"][1]


def test_a_picture_with_a_question_and_another_with_its_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path)
    text = (tmp_path / TERMS).read_text(encoding="utf-8")
    both = f"      show: {FLAG}\n      image: {{file: map.png"
    (tmp_path / TERMS).write_text(text.replace("      show: {file: map.png", both), encoding="utf-8")
    front, back = sides(tmp_path, monkeypatch)["mat/owner", "Question"]
    assert re.findall(r'alt="(.*?)"', front) == ["Grey"]
    assert re.findall(r'alt="(.*?)"', back) == ["Grey", "Dark"]


def test_files_come_along_with_the_page(tmp_path: Path) -> None:
    loaded = project.load(written(tmp_path))
    data = page_data(PageInput(title="x", deck="x", notes=loaded.notes, knowledge=loaded.knowledge))
    assert sorted(name.partition("-")[0] for name in data["media"]) == ["flag", "map", "purr"]
    fronts = [card["front"] for note in data["notes"] for card in note["cards"]]
    assert sum("<img" in front for front in fronts) == 4
    assert sum('data-sound="purr-' in front for front in fronts) == 4
    on_paper = [card.get("shown", "") for note in data["notes"] for card in note["cards"]]
    assert sum('<img src="' in shown for shown in on_paper) == 4
    assert "<p>♪ A purring sound</p>" in on_paper


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (TERMS, "  see:", f"  show: {{nam: {FLAG}}}\n  see:", "a term has no card 'nam'; it has meaning, name"),
        (TERMS, "  see:", f"  show: {{name: {FLAG}}}\n  cards: [meaning]\n  see:", "`show` is about the card 'name', which `cards` leaves out"),
        (TERMS, "  see:", f"  show: {FLAG}\n  see:", "terms.yaml:8:"),
        (TERMS, "  see:", "  show: {name: {file: fla.png, alt: x, licence: CC0}}\n  see:", "terms.yaml:8:23: there is no file 'fla.png' in source/media; did you mean flag.png? [missing-file]"),
        (TERMS, "  see:", "  listen: {name: {file: flag.png, alt: x, licence: CC0}}\n  see:", "'flag.png' is not for `listen`; write it under `show` [bad-media]"),
        (ARGUMENTS, "  tags:", f"  show: {{reply: {FLAG}}}\n  tags:", "the card 'reply' of an argument has no picture or recording in its question; write a question of your own, under `questions`, with `show` or `listen`"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    write_media(tmp_path, flag__png=png())
    write_project(tmp_path, {file: FILES[file].replace(old, new, 1)})
    with pytest.raises(FaultyFilesError) as caught:
        project.load(tmp_path)
    assert expected in str(caught.value).replace(f"{tmp_path}/", "")


def test_a_question_that_learns_to_show_something_updates_and_costs_no_scheduling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = built(write_project(tmp_path), APRIL, monkeypatch) / "all.apkg"
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        written(tmp_path)
        built(tmp_path, APRIL + 86_400, monkeypatch)
        counts = import_package(col, package)
        assert counts == ImportCounts(new=3, updated=4, duplicate=2)
        assert "<img" in rendered(cards(col, "Id:mat/owner")[0])[0]


# Paper


def paper(root: Path, sheet: str) -> pdfplumber.PDF:
    """Return a sheet of the deck of all notes."""
    build.build_all(project.load(root), ["all"], None, quiet)
    return pdfplumber.open(root / f"build/all-{sheet}.pdf")


def test_a_card_of_paper_shows_it_on_its_front_and_says_what_would_be_heard(tmp_path: Path) -> None:
    with paper(written(tmp_path), "cards") as pdf:
        fronts, backs = pdf.pages[::2], pdf.pages[1::2]
        assert [sum(len(page.images) for page in pages) for pages in (fronts, backs)] == [4, 0]
        front, back = ("\n".join(page.extract_text() for page in pages) for pages in (fronts, backs))
    assert "To be heard: A purring sound" in front
    assert "CC0" not in front
    assert "The flag of mats · A. Pet · CC0" in back
    assert "Public domain" in back
    assert alternatives((tmp_path / "build/all-cards.pdf").read_bytes()) == {"Grey", "Dark"}


def test_a_quiz_shows_what_its_questions_are_about_and_the_key_whose_it_is(tmp_path: Path) -> None:
    with paper(written(tmp_path), "quiz") as pdf:
        images = sum(len(page.images) for page in pdf.pages)
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert images >= 1
    assert "The flag of mats" not in text
    with pdfplumber.open(tmp_path / "build/all-quiz-key.pdf") as pdf:
        assert "CC0" in "\n".join(page.extract_text() for page in pdf.pages)


def test_a_glossary_shows_the_picture_by_which_an_entry_is_asked_for(tmp_path: Path) -> None:
    with paper(written(tmp_path), "glossary") as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
        assert sum(len(page.images) for page in pdf.pages) == 1
    assert "The flag of mats · A. Pet · CC0" in text
