"""Texts as people have them become paragraphs, and what was guessed or left out is told."""

import io
import sys
import zipfile
from pathlib import Path

import pytest
import typst

from studygen.problems import StudygenError
from studygen.texts.reading import read_file

PARAGRAPHS = ("The cat sat on the mat. It was its own.", "In 1917 the dog took the mat.")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Mat</dc:title><dc:creator>A. Pet</dc:creator>'
    "</c:coreProperties>"
)


def archive(**members: str) -> bytes:
    """Return a zip archive; in names, __ is a slash and _ a point."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in members.items():
            opened.writestr(name.replace("__", "/"), text)
    return data.getvalue()


def docx(*paragraphs: str) -> bytes:
    """Return a document of Word."""
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return archive(
        **{
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
            "docProps/core.xml": CORE,
        }
    )


def odt(*paragraphs: str, note: str = "") -> bytes:
    """Return a document of LibreOffice, the first paragraph with a footnote, if there is one."""
    inside = f"<t:note><t:note-body><t:p>{note}</t:p></t:note-body></t:note>" if note else ""
    first, *others = paragraphs
    body = f"<t:p>{first}{inside}</t:p>" + "".join(f"<t:p>{each}</t:p>" for each in others)
    meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Mat</dc:title></m>'
    return archive(**{"content.xml": f'<o xmlns:t="{OFFICE}:text:1.0">{body}</o>', "meta.xml": meta})


def epub(*chapters: str) -> bytes:
    """Return a book whose chapters stand in another order in it than they are read in."""
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml"/>' for n in reversed(range(len(chapters))))
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>The Mat</dc:title><dc:creator>A. Pet</dc:creator></metadata>"
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    container = '<container xmlns="urn:x"><rootfiles><rootfile full-path="b/p.opf"/></rootfiles></container>'
    texts = {f"b/c{n}.xhtml": f"<html><body><p>{text}</p></body></html>" for n, text in enumerate(chapters)}
    return archive(**{"META-INF/container.xml": container, "b/p.opf": opf} | texts)


def pdf(pages: int = 4) -> bytes:
    """Return a PDF whose pages have heads, numbers and hyphens."""
    words = "The animals of the neighbourhood remembered afterwards how extraordinarily comfortable it was. "
    source = (
        '#set document(title: "The Mat", author: "A. Pet")\n#set text(lang: "en", hyphenate: true)\n'
        "#set page(width: 9cm, height: 9cm, header: [On mats], footer: context counter(page).display())\n"
        f"#set par(justify: true)\n#for _ in range({pages * 3}) [{words} ]\n"
    )
    return typst.compile(source.encode())


FILES = {
    "utf-8.txt": "\n\n".join(PARAGRAPHS).encode(),
    "windows.txt": "\r\n\r\n".join(PARAGRAPHS).encode("utf-8-sig"),
    "utf-16.txt": "\n\n".join(PARAGRAPHS).encode("utf-16"),
    "wrapped.txt": b"The cat sat on\nthe mat. It was\nits own.\n\nIn 1917 the dog\ntook the mat.\n",
    "lines.txt": "\n".join(PARAGRAPHS).encode(),
    "a.md": b"---\ntitle: The Mat\n---\nThe *cat* sat on [the mat](x). It was its own.\n\nIn 1917 "
    b"the dog took the mat.\n",
    "a.html": b"<head><title>The Mat</title></head><nav>Menu</nav><p>The <i>cat</i> sat on the mat."
    b"<sup>[1]</sup> It was its own.<p>In 1917 the dog\ntook the mat.<script>x</script>",
    "a.docx": docx(*PARAGRAPHS),
    "a.odt": odt(*PARAGRAPHS, note="A note."),
    "a.epub": epub(*PARAGRAPHS),
}


@pytest.mark.parametrize("name", FILES)
def test_the_paragraphs_are_those_of_the_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    found = read_file(tmp_path / name)
    assert found.paragraphs == PARAGRAPHS
    if not name.endswith(".txt"):
        assert found.title == "The Mat"
    assert ("odt" in name) == any("1 footnotes left out" in each for each in found.remarks)


def test_an_encoding_that_was_taken_is_told(tmp_path: Path) -> None:
    german = "Über den Wölfen hängt ein großes Gewölbe, und die Bären schlafen längst in ihrer Höhle.\n"
    (tmp_path / "a.txt").write_bytes((german * 3).encode("cp1252"))
    found = read_file(tmp_path / "a.txt")
    assert "Über den Wölfen hängt ein großes Gewölbe" in found.paragraphs[0]
    assert "the encoding cp125" in found.remarks[0]


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>10<sup>3</sup> m<sup>2</sup> of it<sup><a href='#1'>1</a></sup>.", ("10³ m² of it.",)),
        ("<article><header><h1>A head</h1></header><p>Words.</p></article>", ("A head", "Words.")),
        ("<nav>Menu<body><p>Words.", ("Words.",)),
        ("<p>One<br>two</p><ul><li>a<li>b</ul>", ("One\ntwo", "a", "b")),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", ("a | b", "c | d")),
        ("<p>&lt;b&gt; &amp; &nbsp; x", ("<b> & x",)),
    ],
)
def test_html_is_read_as_it_is_seen(tmp_path: Path, html: str, paragraphs: tuple[str, ...]) -> None:
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    assert read_file(tmp_path / "a.html").paragraphs == paragraphs


def test_verse_keeps_its_lines(tmp_path: Path) -> None:
    verse = "The cat sat down,\nThe dog came in,\nAnd took the mat."
    (tmp_path / "a.txt").write_text(f"{verse}\n\n{verse}\n")
    assert read_file(tmp_path / "a.txt").paragraphs == (verse, verse)


def test_of_a_pdf_heads_page_numbers_and_hyphens_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf())
    found = read_file(tmp_path / "a.pdf")
    text = " ".join(found.paragraphs)
    assert text.count("The animals of the neighbourhood remembered afterwards how extraordinarily") == 12
    assert "On mats" not in text
    assert not any(character.isdigit() for character in text)
    assert (found.title, found.author) == ("The Mat", "A. Pet")
    assert "running heads and page numbers left out" in " ".join(found.remarks)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.doc", b"x", "is of no kind that can be read; save it as .docx"),
        ("a.xyz", b"x", "known are .txt"),
        ("a.txt", b"", "has no text"),
        ("a.docx", b"PK\x03\x04 and no more", "is damaged"),
        (
            "a.odt",
            archive(**{"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "declares entities",
        ),
        ("a.odt", archive(**{"content.xml": "<a><b></a>"}), "is damaged"),
        ("a.odt", archive(**{"other.xml": "<a/>"}), "cannot be read"),
        ("a.odt", archive(**{"content.xml": f"<a>{' ' * (101 * 2**20)}</a>"}), "more than 100 MB"),
        ("a.epub", archive(**{"META-INF/encryption.xml": "<EncryptedData/>"}), "is locked (DRM)"),
        ("a.pdf", b"%PDF-1.7 and no more", "the PDF cannot be read"),
        ("a.pdf", typst.compile(b'#set document(title: "x")\n#rect()'), "pictures of pages and no text"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(StudygenError) as raised:
        read_file(tmp_path / name)
    assert told in str(raised.value)
    assert name in str(raised.value)


@pytest.mark.parametrize(
    ("name", "data", "package"),
    [
        ("a.docx", FILES["a.docx"], "mammoth"),
        ("a.pdf", pdf(1), "pypdfium2"),
        ("a.txt", "Wölfe".encode("cp1252"), "charset_normalizer"),
    ],
)
def test_what_needs_another_package_says_which_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(StudygenError, match=r"pip install 'studygen\[texts\]'"):
        read_file(tmp_path / name)
