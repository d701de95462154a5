"""Documents that are archives of XML: of word processors (.docx, .odt), and books (.epub)."""

import posixpath
import re
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from studygen.problems import StudygenError
from studygen.texts.found_text import FoundText
from studygen.texts.markup import read_html

_MOST_BYTES = 100 * 2**20  # that all of an archive unfolds to, but for pictures
_MOST_MEMBERS = 20_000
_DAMAGE = (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SPACES = {f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_CORE = "{http://purl.org/dc/elements/1.1/}"


class _Archive:
    """The members of an archive that have text, none of which is larger than any book."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except _DAMAGE as error:
            raise StudygenError(f"the document is damaged: {error}") from error
        members = [
            each for each in self._zip.infolist() if re.search(r"\.(?:xml|x?html?|opf|rels)$", each.filename)
        ]
        if len(members) > _MOST_MEMBERS or sum(each.file_size for each in members) > _MOST_BYTES:
            raise StudygenError(
                f"the document unfolds to more than {_MOST_BYTES >> 20} MB of text, which no book has"
            )
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Return a member; of more than its name says it has, no more is read.

        Raises:
            StudygenError: there is none, or it is damaged or encrypted.
        """
        try:
            with self._zip.open(name) as member:
                data = member.read(_MOST_BYTES + 1)
        except _DAMAGE as error:
            raise StudygenError(f"{name!r} in the document cannot be read: {error}") from error
        if len(data) > _MOST_BYTES:
            raise StudygenError(
                f"{name!r} in the document has more than {_MOST_BYTES >> 20} MB, which no book has"
            )
        return data

    def xml(self, name: str) -> ET.Element:
        """Return a member as XML, in which no entities are declared.

        Raises:
            StudygenError: it is not.
        """
        data = self.read(name)
        if b"<!ENTITY" in data:
            raise StudygenError(f"{name!r} in the document declares entities, which no document needs")
        try:
            return ET.fromstring(data)  # noqa: S314  # nothing is declared in it that could grow
        except ET.ParseError as error:
            raise StudygenError(f"{name!r} in the document is damaged: {error}") from error

    def fact(self, name: str, tag: str) -> str:
        """Return the text of the first element that is called so, whatever its namespace."""
        if name not in self.names:
            return ""
        found = (each.text or "" for each in self.xml(name).iter() if each.tag.endswith(f"}}{tag}"))
        return " ".join(next(found, "").split())


def read_docx(data: bytes) -> FoundText:
    """Read a document of Word.

    Raises:
        StudygenError: it cannot be read, or the package for it is not installed.
    """
    try:
        import mammoth
    except ImportError as error:
        raise StudygenError("documents of Word are read by `pip install 'studygen[texts]'`") from error
    archive = _Archive(data)
    try:
        html = mammoth.convert_to_html(BytesIO(data), ignore_empty_paragraphs=True).value
    except Exception as error:  # whatever a document makes of its reader
        raise StudygenError(f"the document cannot be read: {error}") from error
    notes = len(re.findall(r'<li id="(?:foot|end)note-', html))
    html = re.sub(r'<ol><li id="(?:foot|end)note-.*\Z', "", html, flags=re.DOTALL)
    found = read_html(html)
    remarks = [each for each in found.remarks if "footnote" not in each]
    if notes:
        remarks.append(f"{notes} footnotes left out")
    core = "docProps/core.xml"
    return FoundText(
        found.paragraphs, archive.fact(core, "title"), archive.fact(core, "creator"), tuple(remarks)
    )


def read_odt(data: bytes) -> FoundText:
    """Read a document of LibreOffice.

    Raises:
        StudygenError: it cannot be read.
    """
    archive = _Archive(data)
    root = archive.xml("content.xml")
    paragraphs = [
        words
        for each in root.iter()
        if each.tag in (f"{_TEXT}p", f"{_TEXT}h") and (words := _tidy("".join(_odt_words(each))))
    ]
    notes = sum(1 for _ in root.iter(f"{_TEXT}note"))
    in_notes = {_tidy("".join(_odt_words(each))) for note in root.iter(f"{_TEXT}note-body") for each in note}
    kept = tuple(each for each in paragraphs if each not in in_notes)
    remarks = (f"{notes} footnotes left out",) if notes else ()
    return FoundText(kept, archive.fact("meta.xml", "title"), archive.fact("meta.xml", "creator"), remarks)


def _odt_words(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if inner.tag in _SPACES:
            yield _SPACES[inner.tag]
        elif inner.tag not in (f"{_TEXT}note", f"{_TEXT}p", f"{_TEXT}h"):
            yield from _odt_words(inner)
        yield inner.tail or ""


def _tidy(words: str) -> str:
    return "\n".join(line for line in (" ".join(each.split()) for each in words.split("\n")) if line)


def read_epub(data: bytes) -> FoundText:
    """Read a book: its chapters in their order.

    Raises:
        StudygenError: it cannot be read, or is locked.
    """
    archive = _Archive(data)
    if "META-INF/encryption.xml" in archive.names and b"EncryptedData" in archive.read(
        "META-INF/encryption.xml"
    ):
        raise StudygenError("the book is locked (DRM); nothing can be read of it")
    container = archive.xml("META-INF/container.xml")
    package = next(
        (each.get("full-path", "") for each in container.iter() if each.tag.endswith("}rootfile")), ""
    )
    root = archive.xml(package)
    files = {each.get("id"): each.get("href", "") for each in root.iter() if each.tag.endswith("}item")}
    folder = posixpath.dirname(package)
    paragraphs: list[str] = []
    remarks: list[str] = []
    for chapter in (each for each in root.iter() if each.tag.endswith("}itemref")):
        name = posixpath.normpath(posixpath.join(folder, unquote(files.get(chapter.get("idref"), ""))))
        if name in archive.names:
            found = read_html(archive.read(name).decode("utf-8", "replace"))
            paragraphs += found.paragraphs
            remarks += found.remarks
    return FoundText(
        tuple(paragraphs),
        archive.fact(package, "title"),
        archive.fact(package, "creator"),
        tuple(dict.fromkeys(remarks)),
    )
