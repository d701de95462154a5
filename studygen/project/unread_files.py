"""Files of a project that look as if they should be read, and are not."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from studygen import bundled
from studygen.cards.templates import NOTE_TYPE_KEYS
from studygen.knowledge.kinds import KIND_NAMES
from studygen.knowledge.knowledge_base import SOURCE_FILE, YAML
from studygen.knowledge.media import FOLDER as MEDIA
from studygen.problems import Place, Problem
from studygen.project.folders import PROJECT_FILE
from studygen.wording import listed, nearest

_RULE = "unread-file"
# A side of one note type's cards, or of one card: argument/back.html, argument/reply.back.html.
_SIDE = re.compile(rf"cards/({'|'.join(NOTE_TYPE_KEYS)})/([a-z]+\.)?(front|back)\.html")
_WORDS = re.compile(r"cards/words/[a-z]{2,3}(-[A-Za-z0-9]+)*\.yaml")  # of a language
_FONT = re.compile(r"sheets/.*\.(otf|ttc|ttf)", re.IGNORECASE)
# What a file begins with that lies in the wrong place, and where it belongs.
_FIRST_KEY = re.compile(rb"^(?:\xef\xbb\xbf)?(?:\s*#.*\n|\s*\n)*(?:- *)?(\w+):")
_FOLDER_OF = {**dict.fromkeys((*KIND_NAMES, "text", "voices"), "source"), "deck": "decks"}
_BEGINNING = 4096  # bytes
_READ_FOLDERS = ("source", "decks", "templates")
_MADE_OF = {"cards": "card", "sheets": "sheet", "page": "page"}  # folders of templates, and what they make


def unread(root: Path, texts: Collection[Path]) -> Iterator[Problem]:
    """Find files of a project that look as if they should be read, and are not.

    Args:
        root: the project's folder.
        texts: the files that its sources name as their texts.
    """
    yield from _misplaced(root)
    for folder in sorted({file.parent for file in root.glob("source/**/*.y*ml")} - {root / "source"}):
        if not (folder / SOURCE_FILE).is_file():
            yield _warning(folder, f"no file in this folder is read, since it has no {SOURCE_FILE}")
    for file in sorted(root.glob("decks/*/**/*.y*ml")):
        yield _warning(file, "this is not read: deck specifications lie in decks/ itself")
    for file in sorted([*root.glob("source/**/*"), *root.glob("decks/*")]):
        if file.suffix not in YAML and file.suffix.lower() in YAML:
            yield _warning(file, f"this is not read: write the ending as {file.suffix.lower()}")
    yield from _of_other_kinds(root, texts)
    yield from _unread_templates(root / "templates")


def _misplaced(root: Path) -> Iterator[Problem]:
    """Find YAML that would be read elsewhere, and folders whose names are nearly those that are read."""
    for file in sorted([*root.glob("*.yaml"), *root.glob("*.yml")]):
        if file.name == PROJECT_FILE or file.name.startswith(".") or not file.is_file():
            continue
        begins = _FIRST_KEY.search(file.read_bytes()[:_BEGINNING])
        if file.stem == Path(PROJECT_FILE).stem:
            yield _warning(file, f"this is not read: {PROJECT_FILE} is")
        elif begins and (folder := _FOLDER_OF.get(begins[1].decode())):
            yield _warning(file, f"this is not read: such a file lies in {folder}/")
    for beside in sorted(each for each in root.iterdir() if each.is_dir()):
        meant = nearest(beside.name.lower(), _READ_FOLDERS)
        if meant and beside.name not in _READ_FOLDERS and any(beside.glob("**/*.y*ml")):
            yield _warning(beside, f"nothing in this folder is read{meant}")


def _of_other_kinds(root: Path, texts: Collection[Path]) -> Iterator[Problem]:
    """Find files beside entries and decks that are no YAML, and no text of a source."""
    read = {file.resolve() for file in texts}
    for file in sorted([*root.glob("source/*"), *root.glob("source/*/*"), *root.glob("decks/*")]):
        folder = file.parent
        if (
            file.suffix.lower() in YAML
            or file.suffix == ".json"  # a schema for an editor
            or not file.is_file()
            or file.name.startswith((".", "~", "README"))
            or file.resolve() in read
            or folder.name == MEDIA
        ):
            continue
        what = "decks are specified by YAML files"
        if Path(file.stem).suffix in YAML:
            yield _warning(file, f"this is not read: call it {file.stem}")
            continue
        if folder.name != "decks":
            what = f"the text is the one that {SOURCE_FILE} names, and pictures and sound lie in {MEDIA}/"
        yield _warning(file, f"this is not read: {what}")


def _unread_templates(own: Path) -> Iterator[Problem]:
    """Find templates that have neither the name of a shipped one nor one that another of them says."""
    shipped = bundled.folder() / "templates"
    known = {file.relative_to(shipped).as_posix() for file in shipped.rglob("*") if file.is_file()}
    files = {
        file.relative_to(own).as_posix(): file
        for file in sorted(own.rglob("*"))
        if file.is_file() and not file.name.startswith(".")  # which systems put into any folder
    }
    unknown = [
        name for name in files if name not in known and not (_SIDE.fullmatch(name) or _WORDS.fullmatch(name))
    ]
    said = {name: file.read_bytes() for name, file in files.items()} if unknown else {}
    for name in unknown:
        folder, _, rest = name.partition("/")
        if folder not in _MADE_OF:
            lie = listed(f"templates/{each}/" for each in _MADE_OF)
            yield _warning(files[name], f"this is not read: templates lie in {lie}")
        elif not _FONT.fullmatch(name) and not _is_said(files[name].name, name, said):
            others = [other.partition("/")[2] for other in sorted(known) if other.startswith(f"{folder}/")]
            what = f"no {_MADE_OF[folder]} uses a template of this name"
            yield _warning(files[name], f"{what}{nearest(rest, others)}")


def _is_said(file_name: str, own: str, said: Mapping[str, bytes]) -> bool:
    """Tell whether a template other than its own has the name of a file, to include it."""
    return any(file_name.encode() in text for name, text in said.items() if name != own)


def _warning(place: Path, message: str) -> Problem:
    return Problem(Place(place), message, _RULE, "warning")
