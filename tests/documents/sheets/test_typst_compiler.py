"""Typst reaches what it is given and nothing else, and says where a fault is."""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from studygen.documents.sheets import typst_process
from studygen.documents.sheets.typst_compiler import Compiled, compile_pdf
from studygen.problems import FaultyFilesError, Place

HEAD = '#set document(title: "A title", author: "An author", date: none)\n= Heading\n'


def compiled(body: str, **files: str | bytes) -> Compiled:
    return compile_pdf(HEAD + body, {name.replace("_", "."): content for name, content in files.items()})


def text_of(document: Compiled) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.pdf)).pages)


def faults(body: str, **files: str | bytes) -> str:
    with pytest.raises(FaultyFilesError) as caught:
        compiled(body, **files)
    return str(caught.value)


def test_a_document_is_tagged_and_declares_it():
    document = compiled("Some text.")
    assert document.accessible
    assert document.warnings == ()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document.pdf
    catalog = pypdf.PdfReader(io.BytesIO(document.pdf)).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    tags = catalog["/StructTreeRoot"]["/K"][0].get_object()["/K"]
    assert [tag.get_object()["/S"] for tag in tags] == ["/H1", "/P"]


@pytest.mark.parametrize("pages", [1, 2, 73])
def test_pages_are_counted(pages):
    document = compiled("#pagebreak()\n".join(["x\n"] * pages))
    assert document.pages == pages
    assert len(pypdf.PdfReader(io.BytesIO(document.pdf)).pages) == pages


def test_files_are_reached_by_name():
    document = compiled('#import "a.typ": x\n#x #read("b.txt")', a_typ="#let x = [from a]", b_txt=b"from b")
    assert "from a" in text_of(document)
    assert "from b" in text_of(document)


def test_the_same_source_gives_the_same_bytes():
    body = "#datetime.today().display() #lorem(500)"
    assert compiled(body) == compiled(body)
    assert "1970-01-01" in text_of(compiled(body))  # the day is none of a sheet's business


def test_what_typst_was_given_is_not_kept():
    compiled('#read("b.txt")', b_txt="x")
    assert "file not found" in faults('#read("b.txt")')


@pytest.mark.parametrize(
    "body",
    [
        '#read("/etc/passwd")',
        '#read("../../../../etc/passwd")',
        '#image("/etc/passwd")',
        '#include "/etc/passwd"',
        '#import "../x.typ"',
        '#json("pyproject.toml")',
        '#eval("read(\\"/etc/passwd\\")")',
        '#plugin("/lib/x.wasm")',
        '#read(".")',
    ],
)
def test_the_disk_is_out_of_reach(body):
    said = faults(body)
    assert "main.typ:3:" in said
    assert "a template reads only files beside it" in said
    assert tempfile.gettempdir() not in said  # where there is nothing anyway


def test_the_working_directory_is_out_of_reach(tmp_path, monkeypatch):
    (tmp_path / "here.txt").write_text("secret")
    monkeypatch.chdir(tmp_path)
    assert "file not found" in faults('#read("here.txt")')


@pytest.mark.parametrize(
    "body",
    [
        '#import "@preview/cetz:0.3.0"',
        '#import("@local/x:1.0.0")',
        '#{\n  include "\\u{40}preview/x:0.1.0"\n}',
    ],
)
def test_packages_are_refused_before_they_are_looked_for(body):
    assert "a template uses no packages" in faults(body)


def test_packages_in_the_words_of_a_text_are_no_packages():
    assert "import" in text_of(compiled("They import \\u{22}\\u{40}preview\\u{22}."))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("\n#oops", "main.typ:4:2: unknown variable: oops [template-error]"),
        ("#panic(1)", "main.typ:3:2: panicked with: 1"),
        ('#import "a.typ": f\n#f', "a.typ:2:4: cannot add integer and string"),
        (
            "=== Deep",
            "main.typ:3:1: PDF/UA-1 error: skipped from heading level 1 to 3; heading levels must be",
        ),
        ("*open", "main.typ:3:1: unclosed delimiter"),
    ],
)
def test_a_fault_is_told_with_its_place(body, expected):
    assert expected in faults(body, a_typ='\n#{ 1 + "a" }\n#let f = 1')


def test_all_faults_are_told():
    assert faults("*open\n\n_open too").count("unclosed delimiter") == 2


def test_a_fault_is_told_in_the_user_s_terms():
    def locate(file: str, line: int, column: int) -> Place | None:
        return Place(Path("glossary.typ"), 77, 1) if (file, line, column) == ("main.typ", 3, 2) else None

    with pytest.raises(FaultyFilesError) as caught:
        compile_pdf(HEAD + "#oops", {}, locate=locate)
    assert str(caught.value).startswith("glossary.typ:77:1: unknown variable")


NO_FONT = "main.typ:4:17: there is no font called nowhere sans beside the theme or on this computer"


def test_templates_and_typst_may_warn():
    document = compiled('#metadata("careful") <warning>\n#set text(font: "Nowhere Sans")\nx')
    assert document.warnings == ("careful", NO_FONT)


def test_a_character_that_no_font_has_is_named_and_the_rest_printed():
    document = compile_pdf(HEAD + "before \U0001f9ff\U0001f9ff after", {}, holders=lambda _: ("one", "two"))
    assert not document.accessible
    assert document.pages == 1
    (warning,) = document.warnings
    assert warning.startswith("no font has \U0001f9ff (in one, two): ")
    assert "after" in text_of(document)


def test_a_missing_character_hides_no_other_fault():
    assert "unknown variable" in faults("\U0001f9ff #oops")


def test_compiling_side_by_side_keeps_documents_apart():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        documents = list(pool.map(lambda n: compiled(f"number{n}", a_typ=f"{n}"), range(16)))
    assert [f"number{n}" in text_of(document) for n, document in enumerate(documents)] == [True] * 16


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('#let x = "x" * 4000000000\n#x.len()', id="a long text"),
        pytest.param("#range(1000000000).len()", id="a long list"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the memory of a process")
def test_what_takes_too_much_memory_is_told(body: str) -> None:
    assert faults(body).startswith("main.typ:1:1: this takes more memory than its size explains")


def test_what_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst_process, "_SECONDS", 1)
    loops = "#for i in range(9000) { for j in range(9000) { let x = i * j } }"
    assert faults(loops).startswith("main.typ:1:1: this takes longer than 1 seconds to print")


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[typst_process._Process]]:
    """The processes that wait for a document; at first, none does."""
    waiting: list[typst_process._Process] = []
    monkeypatch.setattr(typst_process, "_idle", waiting)
    yield waiting
    for process in waiting:
        process.end()


@pytest.mark.usefixtures("idle")
def test_nothing_is_imported_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("typst", "pickle", "studygen"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert compiled("Some text.").pages == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, documents are counted instead")
def test_a_process_serves_the_next_document_until_it_has_grown(idle: list[typst_process._Process]) -> None:
    compiled("Some text.")
    (first,) = idle
    compiled("Some other text.")
    assert idle == [first]
    compiled("#for i in range(75) [#lorem(3000) #pagebreak()]")
    assert idle == []


def test_a_process_that_has_ended_is_replaced(idle: list[typst_process._Process]) -> None:
    compiled("Some text.")
    idle[0]._process.kill()
    assert compiled("Some text.").pages == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_a_fork_takes_none_of_its_parent_s_processes(idle: list[typst_process._Process]) -> None:
    compiled("Some text.")
    pid = os.fork()
    if not pid:
        os._exit(len(idle))
    assert idle
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="processes are looked for as on Unix")
def test_no_process_outlives_the_command() -> None:
    script = """
from studygen.documents.sheets import typst_process
from studygen.documents.sheets.typst_compiler import compile_pdf
compile_pdf('#set document(title: "A")\\nText', {})
print(typst_process._idle[0]._process.pid)
"""
    pid = int(subprocess.check_output([sys.executable, "-c", script], text=True))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
