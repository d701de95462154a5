"""Files of cards by their kinds."""

from pathlib import Path

from studygen.lists import markdown_notes, tables
from studygen.lists.card_list import CardList, Media
from studygen.problems import StudygenError
from studygen.texts.plain import decoded
from studygen.wording import listed

_PACKAGES = (".apkg", ".colpkg")
_NOTES = (".md", ".markdown")
_TABLES = (".csv", ".tsv", ".tab")
_TEXTS = (".txt",)
KINDS = (*_TABLES[:2], *_TEXTS, ".md", *_PACKAGES)


def read_cards(path: Path) -> CardList:
    """Read a file of cards, or a folder of notes in Markdown.

    Raises:
        StudygenError: there is no such thing, it is of no kind that is known, or there are no cards in it.
    """
    if not path.exists():
        raise StudygenError(f"there is no file {path}")
    found = _read(path)
    if not any(table.rows for table in found.tables):
        raise StudygenError(
            f"there are no cards in {path}; cards are rows of a table, lines with a tab between their sides,"
            " or in Markdown lines that begin with `Q:` and `A:`"
        )
    return found


def _read(path: Path) -> CardList:
    ending = path.suffix.lower()
    if path.is_dir() or ending in _NOTES:
        files = (
            sorted(each for each in path.rglob("*") if each.suffix.lower() in _NOTES)
            if path.is_dir()
            else [path]
        )
        found = tuple(
            table for file in files for table in markdown_notes.read_notes(_text(file)[0], file.stem)
        )
        return CardList(found, _files_beside(path if path.is_dir() else path.parent))
    if ending in _PACKAGES:
        from studygen.lists.packages import read_apkg  # 20 ms, and what else is read needs nothing of it

        return read_apkg(path)
    if ending not in (*_TABLES, *_TEXTS):
        raise StudygenError(f"{path} is of no kind that is read: {listed(KINDS)}, or a folder of .md")
    text, encoding = _text(path)
    remarks = (
        ()
        if encoding.startswith("utf")
        else (f"the encoding {encoding} was taken; look whether all letters are right",)
    )
    table = tables.read_table(text) if ending == ".csv" else tables.read_text(text)
    return CardList((table,), _files_beside(path.parent), remarks)


def _text(path: Path) -> tuple[str, str]:
    try:
        return decoded(path.read_bytes())
    except OSError as error:
        raise StudygenError(f"cannot read {path}: {error.strerror}") from error


def _files_beside(folder: Path) -> Media:
    """Return what reads files that lie in a folder or below it, and none that lie elsewhere."""

    def read(name: str) -> bytes | None:
        root = folder.resolve()
        file = (root / name).resolve()
        candidates = (file, root / "media" / Path(name).name)
        inside = (each for each in candidates if each.is_relative_to(root) and each.is_file())
        found = next(inside, None)
        return found.read_bytes() if found else None

    return read
