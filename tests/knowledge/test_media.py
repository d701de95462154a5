"""Pictures and recordings: from files beside the text to Anki, learners who study already, and paper."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from anki.collection import Collection
from anki_tools import ImportCounts, cards, import_package, open_collection, rendered
from learner import APRIL, MAY, built, scheduling, studied
from media_files import SVG, mp3, png, write_media
from pdf_tools import alternatives
from repository import ROOT
from small_project import FILES, write_project

from studygen.checks.card_texts import all_cards
from studygen.commands import build, check
from studygen.knowledge import media
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project import project

TERMS = "source/terms.yaml"
IMAGE = "{file: Cat ä_1.PNG, alt: 'A \"grey\" cat', caption: A *cat*, licence: CC BY 4.0, source: A. Pet}"
AUDIO = "{file: purr.mp3, alt: Purring, licence: Public domain}"
NAME = re.compile(r"cat-a-1-[0-9a-f]{12}\.png")


def with_media(entry: str = "", question: str = "") -> dict[str, str | None]:
    """Return a change that gives keys to the term mat and to its question owner."""
    text = FILES[TERMS].replace("  see: [dog]\n", f"  see: [dog]\n{entry}")
    tags = "      tags: [topic::property]\n"
    return {TERMS: text.replace(tags, tags + question)}


def written(root: Path) -> Path:
    """Write a project with a picture and a recording on an entry, and a drawing on its question."""
    write_media(root, **{"Cat ä_1__PNG": png(), "purr__mp3": mp3(), "mat__svg": SVG})
    entry = f"  image: {IMAGE}\n  audio: {AUDIO}\n"
    return write_project(
        root, with_media(entry, "      image: {file: mat.svg, alt: A drawn mat, licence: CC0}\n")
    )


def fields(loaded: project.Project, full_id: str) -> dict[str, str]:
    (note,) = (note for note in loaded.notes if note.id == full_id)
    return dict(zip((field.name for field in note.type.fields), note.fields, strict=True))


def said(root: Path) -> list[str]:
    """Return what is wrong with a project, paths relative to it."""
    try:
        problems = project.load(root).warnings
    except FaultyFilesError as error:
        problems = error.problems
    return [str(problem).replace(f"{root}/", "") for problem in problems]


# --- fields


def test_an_entry_shows_its_media_and_a_question_its_own(tmp_path: Path) -> None:
    loaded = project.load(written(tmp_path))
    entry, question = fields(loaded, "mat"), fields(loaded, "mat/owner")
    name = NAME.search(entry["Image"])
    assert name
    assert entry["Image"] == (
        f'<figure><img src="{name[0]}" alt="A &quot;grey&quot; cat"><figcaption>A <em>cat</em> '
        "· A. Pet · CC BY 4.0</figcaption></figure>"
    )
    assert re.search(r"\[sound:purr-[0-9a-f]{12}\.mp3\]", entry["Audio"])
    assert "Public domain" in entry["Audio"]
    assert 'alt="A drawn mat"' in question["Image"]
    assert question["Audio"] == ""
    assert fields(loaded, "mat/blanks")["Image"] == fields(loaded, "dog")["Image"] == ""


def test_words_on_a_picture_neither_play_nor_open_anything(tmp_path: Path) -> None:
    write_media(tmp_path, a__png=png())
    hostile = "'[sound:x.mp3] \"><script>alert(1)</script> {{Id}}'"
    image = f"{{file: a.png, alt: {hostile}, licence: {hostile}, source: {hostile}, caption: {hostile}}}"
    loaded = project.load(write_project(tmp_path, with_media(f"  image: {image}\n")))
    shown = fields(loaded, "mat")["Image"]
    assert shown.count("<") - shown.count("</") == 3  # figure, img, figcaption
    assert "[sound:" not in shown


def test_pictures_and_recordings_are_no_part_of_the_answer(tmp_path: Path) -> None:
    loaded = project.load(written(tmp_path))
    for card in all_cards(loaded.knowledge, loaded.notes).cards:
        for words in (card.question, card.answer):
            assert not re.search("grey|CC BY|Public domain|CC0|Purring", words)


@pytest.mark.parametrize(
    ("written_as", "called"),
    [
        ("Lenin 1920.JPG", "lenin-1920"),
        ("Ünïcode_x.jpg", "unicode-x"),
        ("日本.jpg", ""),
        ("a" * 200 + ".jpg", "a" * 60),
    ],
)
def test_a_name_in_anki_has_safe_characters_and_a_hash(written_as: str, called: str) -> None:
    file = media.MediaFile(Path(written_as), "0123456789abcdef", 1)
    assert file.name == f"{called}-0123456789ab.jpg".removeprefix("-")


# --- faults

ENTRY = "  image: {file: a.png, alt: A cat, licence: CC0}\n"
FAULTS: list[tuple[str, dict[str, bytes], str, str]] = [
    ("no alt", {"a__png": png()}, "  image: {file: a.png, licence: CC0}\n", "terms.yaml:9:10: `alt` is missing: What is to be seen or heard, for those who do not see or hear it. [missing-key]"),
    ("no licence", {"a__png": png()}, "  image: {file: a.png, alt: x}\n", "terms.yaml:9:10: `licence` is missing: On what terms it may be passed on"),
    ("an unknown key", {"a__png": png()}, "  image: {file: a.png, alt: x, license: CC0}\n", "`license` is not a key here; did you mean licence? [unknown-key]"),
    ("no file", {"aa__png": png()}, ENTRY, "terms.yaml:9:17: there is no file 'a.png' in source/media; did you mean aa.png? [missing-file]"),
    ("no folder", {}, ENTRY, "terms.yaml:9:17: there is no file 'a.png' in source/media [missing-file]"),
    ("another case", {"A__png": png()}, ENTRY, "the file is called 'A.png'; write it like that, which some computers insist on [missing-file]"),
    ("a path", {"a__png": png()}, "  image: {file: ../media/a.png, alt: x, licence: CC0}\n", "write the name of the file alone, as in a.png; it lies in source/media [missing-file]"),
    ("a path of Windows", {"a__png": png()}, '  image: {file: "..\\\\a.png", alt: x, licence: CC0}\n', "write the name of the file alone, as in a.png;"),
    ("the folder itself", {"a__png": png()}, "  image: {file: .., alt: x, licence: CC0}\n", "write the name of the file alone, as in picture.jpg;"),
    ("another kind", {"a__png": b"\xff\xd8\xff\xe0 \xff\xd9"}, ENTRY, "terms.yaml:9:17: 'a.png' is no PNG but JPEG; call it a.jpg [bad-media]"),
    ("no picture", {"a__png": b"version https://example.org/spec"}, ENTRY, "'a.png' is no PNG, nor anything else that is known here; save it anew [bad-media]"),
    ("an unknown kind", {"a__bmp": b"BM"}, "  image: {file: a.bmp, alt: x, licence: CC0}\n", "'a.bmp' is of no kind that can be used here; image is one of png, jpg, jpeg, gif, webp, svg [bad-media]"),
    ("a recording as a picture", {"a__mp3": mp3()}, "  image: {file: a.mp3, alt: x, licence: CC0}\n", "'a.mp3' is not for `image`; write it under `audio` [bad-media]"),
    ("a picture as a recording", {"a__png": png()}, "  audio: {file: a.png, alt: x, licence: CC0}\n", "'a.png' is not for `audio`; write it under `image` [bad-media]"),
    ("half a picture", {"a__png": png()[:50]}, ENTRY, "'a.png' is cut off; get it anew [bad-media]"),
    ("a broken drawing", {"a__svg": b"<svg"}, ENTRY.replace("png", "svg"), "'a.svg' is no SVG"),
    ("a drawing that is cut off", {"a__svg": SVG[:-6]}, ENTRY.replace("png", "svg"), "terms.yaml:9:17: 'a.svg' is no SVG: no element found: line 1, column "),
    ("a drawing in an encoding that is none", {"a__svg": b'<?xml version="1.0" encoding="utf-9"?>' + SVG}, ENTRY.replace("png", "svg"), "'a.svg' is no SVG: unknown encoding: utf-9 [bad-media]"),
    ("a drawing that does not say so", {"a__svg": SVG.replace(b' xmlns="http://www.w3.org/2000/svg"', b"")}, ENTRY.replace("png", "svg"), """'a.svg' is no SVG: its first element is to be <svg xmlns="http://www.w3.org/2000/svg"> [bad-media]"""),
    ("a drawing that links", {"a__svg": SVG.replace(b"<rect", b'<image href="b.png"/><rect')}, ENTRY.replace("png", "svg"), "refers to another file, 'b.png', which would not be shown; put it into this one [bad-media]"),
    ("a drawing that acts", {"a__svg": SVG.replace(b"<rect", b"<script/><rect")}, ENTRY.replace("png", "svg"), "holds <script>, which no picture shows; remove it [bad-media]"),
    ("an unused file", {"b__png": png()}, "", "source/media/b.png: warning: no entry uses this file; name it under `image`, `audio`, `show` or `listen`, or remove it [unread-file]"),
    ("an open mark", {"a__png": png()}, "  image: {file: a.png, alt: '*', licence: CC0, caption: '*x'}\n", "'*' is not closed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "entry", "expected"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS]
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, files: dict[str, bytes], entry: str, expected: str
) -> None:
    if files:
        write_media(tmp_path, **files)
    found = said(write_project(tmp_path, with_media(entry)))
    assert any(expected in line for line in found), found
    assert len(found) == 1 or "unread-file" in "".join(found)


def test_sound_media_are_no_fault(tmp_path: Path) -> None:
    assert said(written(tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.mp3", b"\xff\xfb\x90\x44"), ("a.ogg", b"OggS"), ("a.oga", b"OggS"), ("a.opus", b"OggS"),
        ("a.wav", b"RIFF\0\0\0\0WAVE"), ("a.m4a", b"\0\0\0\x20ftypM4A "), ("a.flac", b"fLaC"), ("A.MP3", b"ID3"),
    ],
)  # fmt: skip
def test_every_kind_of_recording_is_known_by_its_first_bytes(name: str, start: bytes) -> None:
    assert media.media_fault(name, start + b"..........", is_image=False) is None
    assert media.media_fault(name, b".........." + start, is_image=False)


GIF = b"GIF89a" + bytes(20) + b";"
WEBP = b"RIFF" + (24).to_bytes(4, "little") + b"WEBPVP8L" + bytes(16)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", png()), ("a.jpg", b"\xff\xd8\xff\xe0 \xff\xd9"), ("a.JPEG", b"\xff\xd8\xff\xe0 \xff\xd9"),
        ("a.gif", GIF), ("a.gif", GIF + b"\0"), ("a.webp", WEBP), ("a.svg", SVG),
        ("a.webp", WEBP[:-1]),  # some leave out the last byte, which only makes their number even
    ],
)  # fmt: skip
def test_every_kind_of_picture_is_known(name: str, data: bytes) -> None:
    assert media.media_fault(name, data, is_image=True) is None


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.gif", GIF[:-1]), ("a.webp", WEBP[:-2]), ("a.png", png()[:-4]), ("a.jpg", b"\xff\xd8\xff\xe0 ")],
)
def test_a_picture_that_is_cut_off_is_told(name: str, data: bytes) -> None:
    assert media.media_fault(name, data, is_image=True) == "is cut off; get it anew"


def test_names_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    write_media(tmp_path, a__png=png(), A__png=png())
    if len(list((tmp_path / "source/media").iterdir())) < 2:
        pytest.skip("to this file system they are one")
    found = said(write_project(tmp_path, with_media(ENTRY)))
    assert any(
        "the name differs from 'A.png' in case only, which some computers ignore" in line for line in found
    )


def test_a_folder_among_the_media_is_told_since_nothing_of_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "source/media/more").mkdir(parents=True)
    assert said(write_project(tmp_path)) == [
        "source/media/more: warning: this is not read: files lie in media/ itself [unread-file]"
    ]


def test_what_computers_leave_in_folders_is_nobody_s_fault(tmp_path: Path) -> None:
    write_media(tmp_path, __DS_Store=b"x", Thumbs__db=b"x", desktop__ini=b"x")
    assert said(write_project(tmp_path)) == []


def test_all_faults_are_told_in_one_run(tmp_path: Path) -> None:
    write_media(tmp_path, a__png=b"x")
    entry = ENTRY + "  audio: {file: b.mp3, alt: x, licence: CC0}\n"
    found = said(write_project(tmp_path, with_media(entry) | {"source/dates.yaml": "- date: x\n"}))
    rules = {line.rpartition("[")[2] for line in found}
    assert {"bad-media]", "missing-file]", "missing-key]"} <= rules


def damaged(data: bytes) -> bytes:
    """Return a picture of the right form, with nonsense inside."""
    at = data.index(b"IDAT") + 8
    return data[:at] + bytes(8) + data[at + 8 :]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.png", damaged(png())), ("a.svg", SVG.replace(b'width="60"', b'width="-1"', 1))],
)
def test_a_picture_that_is_damaged_inside_is_told_with_the_entry_s_place(
    tmp_path: Path, name: str, data: bytes
) -> None:
    write_media(tmp_path, **{name.replace(".", "__"): data})
    write_project(tmp_path, with_media(ENTRY.replace("a.png", name)))
    loaded = project.load(tmp_path)
    with pytest.raises(FaultyFilesError) as raised:
        build.build_all(loaded, ["all"], None, lambda *_: None)
    for problems in (raised.value.problems, check.check(tmp_path)[0]):
        (problem,) = (problem for problem in problems if problem.rule == "bad-media")
        assert str(problem).startswith(f"{tmp_path / TERMS}:9:17: the picture cannot be printed: failed to ")
        assert str(problem).endswith("; save it anew, or as another kind [bad-media]")
    assert not (tmp_path / "build/all.apkg").exists()


def test_a_file_that_changes_while_a_deck_is_made_is_not_packed_under_the_old_name(tmp_path: Path) -> None:
    loaded = project.load(written(tmp_path))
    write_media(tmp_path, purr__mp3=mp3(800))
    with pytest.raises(StudygenError, match=r"purr\.mp3 has changed since it was read; try again"):
        build.build_all(loaded, ["all"], None, lambda *_: None)
    assert not (tmp_path / "build/all.apkg").exists()


# --- Anki


def test_a_deck_has_the_files_of_its_notes_and_no_others(tmp_path: Path) -> None:
    loaded = project.load(written(tmp_path))
    build.build_all(loaded, (), None, lambda *_: None)
    assert len(packed(tmp_path / "build/all.apkg")) == 3
    assert packed(tmp_path / "build/theft.apkg") == {}


def packed(package: Path) -> dict[str, bytes]:
    """Return the files in a package by their names in Anki."""
    import json

    with zipfile.ZipFile(package) as archive:
        index: dict[str, str] = json.loads(archive.read("media"))
        return {name: archive.read(number) for number, name in index.items()}


def in_anki(col: Collection) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in Path(col.media.dir()).iterdir()}


def test_anki_misses_no_file_and_has_none_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = built(written(tmp_path), APRIL, monkeypatch) / "all.apkg"
    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, package) == ImportCounts(new=6)
        checked = col.media.check()
        assert (list(checked.missing), list(checked.unused)) == ([], [])
        assert in_anki(col) == packed(package)
        fronts = [rendered(card)[0] for card in cards(col)]
        assert not any("<img" in front or "[anki:play" in front for front in fronts)
        backs = [rendered(card)[1] for card in cards(col, "Id:mat")]
        assert all("<img" in back and "[anki:play:a:0]" in back for back in backs)
        assert len(backs) == 2


def test_a_changed_picture_reaches_learners_and_costs_no_scheduling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = built(written(tmp_path), APRIL, monkeypatch) / "all.apkg"
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        (old,) = filter(NAME.fullmatch, in_anki(col))
        before = studied(col)
        write_media(tmp_path, **{"Cat ä_1__PNG": png(grey=200)})
        built(tmp_path, MAY, monkeypatch)
        assert import_package(col, package) == ImportCounts(updated=1, duplicate=5)
        assert scheduling(col) == before
        new = next(name for name in in_anki(col) if NAME.fullmatch(name) and name != old)
        assert in_anki(col)[new] == png(grey=200)
        assert f'src="{new}"' in rendered(cards(col, "Id:mat")[0])[1]
        checked = col.media.check()
        assert (list(checked.missing), list(checked.unused)) == ([], [old])


def test_a_picture_that_stays_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = built(written(tmp_path), APRIL, monkeypatch) / "all.apkg"
    first = package.read_bytes()
    built(tmp_path, MAY, monkeypatch)
    assert package.read_bytes() == first


# --- paper


def printed(root: Path, sheet: str, **files: bytes) -> Any:
    write_media(root, **files)
    build.build_all(project.load(root), ["all"], None, lambda *_: None)
    return pdfplumber.open(root / f"build/all-{sheet}.pdf")


@pytest.mark.parametrize(("width", "height"), [(60, 40), (3000, 200), (200, 3000)])
@pytest.mark.parametrize("sheet", ["glossary", "cards"])
def test_a_picture_stays_in_its_column_or_on_its_card(
    tmp_path: Path, sheet: str, width: int, height: int
) -> None:
    written(tmp_path)
    with printed(tmp_path, sheet, **{"Cat ä_1__PNG": png(width, height)}) as pdf:
        boxes = [(page, box) for page in pdf.pages for box in page.images]
    assert len(boxes) == 1  # SVG is drawn and no image; the card that asks for the name is turned by hand
    for page, box in boxes:
        shown = box["x1"] - box["x0"], box["bottom"] - box["top"]
        assert shown[0] / shown[1] == pytest.approx(width / height, rel=0.01)
        assert shown[0] <= width + 0.1
        left, right = (0, page.width / 2) if box["x1"] < page.width / 2 else (page.width / 2, page.width)
        assert left + 5 < box["x0"] < box["x1"] < right - 5
        assert shown[1] < 160
        if sheet == "cards":
            height_of_card = (page.height - 2 * 34) / 4
            row = (box["top"] - 34) // height_of_card
            assert box["bottom"] < 34 + (row + 1) * height_of_card


def test_paper_has_captions_credits_and_alternative_texts(tmp_path: Path) -> None:
    written(tmp_path)
    with printed(tmp_path, "glossary") as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "A cat · A. Pet · CC BY 4.0" in text
    glossary = alternatives((tmp_path / "build/all-glossary.pdf").read_bytes())
    on_cards = alternatives((tmp_path / "build/all-cards.pdf").read_bytes())
    assert glossary == {'A "grey" cat'}
    assert on_cards == {'A "grey" cat', "A drawn mat"}


def test_a_picture_on_a_card_is_on_its_back(tmp_path: Path) -> None:
    written(tmp_path)
    with printed(tmp_path, "cards") as pdf:
        numbers = [page.page_number for page in pdf.pages if page.images]
    assert numbers == [2]


def test_a_picture_beside_the_templates_can_be_used(tmp_path: Path) -> None:
    shipped = ROOT / "templates/sheets/glossary.typ"
    glossary = shipped.read_text(encoding="utf-8").replace(
        "{% if glossary.words %}", '#image("logo.png", alt: "A logo")\n{% if glossary.words %}', 1
    )
    write_project(tmp_path, {"templates/sheets/glossary.typ": glossary})
    (tmp_path / "templates/sheets/logo.png").write_bytes(png())
    with printed(tmp_path, "glossary") as pdf:
        assert len(pdf.pages[0].images) == 1
