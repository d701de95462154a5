"""Typst to PDF: files in memory become the bytes of a document that screen readers can read.

The fonts that come with Typst are tried first, so that a sheet is the same on every computer. Only a text
with characters that these lack (Chinese, Thai, emoji …) is set with the system's fonts, too: such a sheet
hangs on the computer that it was made on.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from studygen.documents.sheets.renderer import MAIN, SHIPPED_DEFAULTS, THEME, SheetSource
from studygen.documents.sheets.typst_process import TooMuchForTypstError, compiled
from studygen.documents.sheets.typst_world import Job, Refused
from studygen.knowledge.media import BAD
from studygen.problems import FaultyFilesError, Place, Problem
from studygen.templating import RULE
from studygen.wording import nearest

Locate = Callable[[str, int, int], Place | None]  # file, line and column in Typst: where the user wrote that
Holders = Callable[[str], Sequence[str]]  # a character: the ids of the notes that have it


@dataclass(frozen=True, slots=True)
class Compiled:
    """A document, and what there is to say about it."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]
    accessible: bool  # whether it is PDF/UA-1, which nothing but a missing font keeps it from
    pictures: tuple[bytes, ...] = ()  # its pages as PNG, if these were wanted


def compile_pdf(
    main: str,
    files: Mapping[str, bytes | str],
    *,
    locate: Locate = lambda *_: None,
    holders: Holders = lambda _: (),
    inputs: Mapping[str, str] = {},
    fonts: Sequence[Path] = (),
    accessible: bool = True,
    pictured: bool = False,
) -> Compiled:
    """Compile the Typst source `main`, which reaches `files` and nothing else; raise FaultyFilesError.

    `inputs` are what templates find in `sys.inputs`, `fonts` folders with fonts. A template's
    `#metadata("…") <warning>` is returned among the warnings. What need not be `accessible` may embed PDFs.
    If it is to be `pictured`, its pages come as pictures, too.
    """
    sources = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    sources[MAIN] = main.encode()
    if slips := (*_packages(sources), *_slips(sources.get(THEME, b"").decode(errors="replace"))):
        raise FaultyFilesError(tuple(fault.problem(locate) for fault in slips))
    with TemporaryDirectory() as root, TemporaryDirectory() as downloads:
        texts = _on_disk(sources, Path(root))
        is_asked = _may_say_something(texts)
        job = Job(texts, root, downloads, inputs, tuple(fonts), accessible, pictured, is_asked)
        try:
            made = compiled(job, sum(map(len, sources.values())))
        except TooMuchForTypstError as error:
            raise FaultyFilesError((_Fault(str(error), MAIN, 1, 1).problem(locate),)) from None
        if isinstance(made, Refused):
            faults = {_in_theme(fault, sources).problem(locate) for fault in _faults(made.diagnostic, root)}
            raise FaultyFilesError(tuple(sorted(faults)))
        warned = [fault for warning in made.warnings for fault in _faults(warning, root)]
        warned_of = (_in_theme(fault, sources).problem(locate) for fault in warned)
        warnings = [*made.said, *(f"{problem.place}: {problem.message}" for problem in warned_of)]
        if any(Path(downloads).iterdir()):  # Typst puts there what it downloads
            raise FaultyFilesError((_Fault(_NO_PACKAGES).problem(locate),))
    if made.missing:
        warnings.append(_no_font(made.missing, holders))
    told = tuple(dict.fromkeys(warnings))
    return Compiled(made.pdf, _pages(made.pdf), told, accessible and not made.missing, made.pictures)


def compile_sheet(sheet: SheetSource, *, pictured: bool = False) -> Compiled:
    """Compile a document of a sheet; raise FaultyFilesError for the templates' faults."""
    document = compile_pdf(
        sheet.main,
        sheet.files,
        locate=sheet.locate,
        holders=sheet.holders,
        inputs=sheet.inputs,
        fonts=sheet.fonts,
        pictured=pictured and sheet.imposed_on is None,
    )
    return _imposed(document, sheet, pictured) if sheet.imposed_on else document


def _imposed(small: Compiled, sheet: SheetSource, pictured: bool) -> Compiled:
    """Put the pages of a document on sheets, two on each side, so that they can be folded into a booklet.

    Screen readers are left to the document itself: Typst takes up pages of a PDF as pictures without tags.
    """
    files = {**sheet.files, "pages.pdf": small.pdf}
    inputs = {**sheet.inputs, "sheet": str(sheet.imposed_on), "pages": str(small.pages)}
    large = compile_pdf(
        '#include "booklet.typ"\n',
        files,
        locate=sheet.locate,
        inputs=inputs,
        accessible=False,
        pictured=pictured,
    )
    return replace(large, warnings=small.warnings)


def _on_disk(sources: Mapping[str, bytes], root: Path) -> dict[str, bytes]:
    """Write to `root` what is no text, such as pictures, for Typst takes nothing else from memory."""
    texts = {}
    for name, data in sources.items():
        try:
            data.decode()
            texts[name] = data
        except UnicodeDecodeError:
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    return texts


def _may_say_something(sources: Mapping[str, bytes]) -> bool:
    """Tell whether templates may have something to report; those that are still Jinja's are never read."""
    return any(b"<warning>" in text for name, text in sources.items() if name == MAIN or b"{%" not in text)


@dataclass(frozen=True, slots=True)
class _Fault:
    """What Typst objects to: the message with its hints, and where in the Typst files."""

    message: str
    file: str = MAIN
    line: int = 0
    column: int = 0

    def problem(self, locate: Locate) -> Problem:
        """Return it as a fault of the template that is behind it."""
        place = locate(self.file, self.line, self.column) or Place(Path(self.file), self.line, self.column)
        if _NO_PICTURE.match(self.message):
            why = _DETAIL.sub("", self.message)
            message = f"the picture cannot be printed: {why}; save it anew, or as another kind"
            return Problem(place, message, BAD)
        return Problem(place, self.message, RULE)


_DIAGNOSTIC = re.compile(r"^(?:error|warning): ((?:.*\n)+?)(?=\s+┌─| = hint|\n|\Z)", re.MULTILINE)
_SPOT = re.compile(r"\s+┌─ (.+):(\d+):(\d+)\n")
_HINT = re.compile(r"^ +(?:│ +)?= hint: (.+)$", re.MULTILINE)
_OUTSIDE = re.compile(r"file not found|would escape the project root|file is not in root|is a directory")
_NO_PICTURE = re.compile(r"failed to (?:decode image|parse SVG|load linked image)|unknown image format")
_DETAIL = re.compile(r" \(Format error.*", re.DOTALL)  # the bytes at which a decoder gave up
_PACKAGE = re.compile(rb'\b(?:import|include)\s*\(*\s*"(?:@|\\u\{40\})')
_NO_PACKAGES = "a template uses no packages, for they would be downloaded; put a copy of the file beside it"


def _faults(diagnostics: str, root: str) -> Iterator[_Fault]:
    """Yield the errors and warnings that Typst has printed."""
    starts = [found.start() for found in _DIAGNOSTIC.finditer(diagnostics)]
    for start, end in zip(starts, [*starts[1:], len(diagnostics)], strict=True):
        printed = diagnostics[start:end]
        found = _DIAGNOSTIC.match(printed)
        message = found[1].strip() if found else printed
        hints = "; ".join(_HINT.findall(printed))
        if _OUTSIDE.search(message):
            message = f"a template reads only files beside it: {message.replace(root, '')}"
        elif "failed to download package" in message or "package not found" in message:
            message = _NO_PACKAGES
        elif hints:
            message = f"{message}; {hints}"
        if spot := _SPOT.search(printed):
            _, _, file = spot[1].replace("\\", "/").rpartition(f"{Path(root).name}/")
            yield _Fault(message, file, int(spot[2]), int(spot[3]) + 1)  # Typst's columns count from 0
        else:
            yield _Fault(message)


_UNKNOWN_FONT = re.compile("unknown font family: (.+)")
_THEME_VALUE = re.compile(r"assertion failed: (theme\.typ has (?:no|the) value (?:[\w.-]+\.)?([\w-]+).*)")


def _in_theme(fault: _Fault, sources: Mapping[str, bytes]) -> _Fault:
    """Return a fault that comes of a value of the theme with the place where that stands."""
    font, value = _UNKNOWN_FONT.match(fault.message), _THEME_VALUE.match(fault.message)
    message = fault.message
    if font:
        wanted = f'"{re.escape(font[1])}"'
        message = f"there is no font called {font[1]} beside the theme or on this computer"
    elif value:
        wanted = rf"(?<![\w-]){value[2]}(?=\s*[:=])"
        known = re.findall(r"([\w-]+)(?=:| =)", sources.get(SHIPPED_DEFAULTS, b"").decode())
        message = value[1] + (nearest(value[2], known) if value[2] not in known else "")
    else:
        return fault
    theme = sources.get(THEME, b"").decode()
    if found := re.search(wanted, theme, re.IGNORECASE):
        line = theme.count("\n", 0, found.start())
        return _Fault(message, THEME, line + 1, found.start() - theme.rfind("\n", 0, found.start()))
    return replace(fault, message=message)


def _no_font(characters: tuple[str, ...], holders: Holders) -> str:
    """Tell what cannot be read on the sheet."""
    ids = dict.fromkeys(note for character in characters for note in holders(character))
    where = f" (in {', '.join(ids)})" if ids else ""
    shown = " ".join(characters)
    return (
        f"no font has {shown}{where}: install one that does; screen readers will stumble over this PDF, too"
    )


def _packages(sources: Mapping[str, bytes]) -> Iterator[_Fault]:
    """Yield the packages that templates import; data cannot do so, since its quotes are escaped."""
    for name, source in sources.items():
        if name.endswith(".typ"):
            for found in _PACKAGE.finditer(source):
                before = source[: found.start()]
                column = len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
                yield _Fault(_NO_PACKAGES, name, before.count(b"\n") + 1, column)


_LET = re.compile(r"^#let[ \t]+([\w-]+)[ \t]*=", re.MULTILINE)
_NO_LET = re.compile(r"^([a-z][\w-]*)[ \t]*=(?!=)", re.MULTILINE)


def _slips(theme: str) -> Iterator[_Fault]:
    """Yield lines of a theme that Typst accepts, and that have no effect, or take it from an earlier one."""

    def fault(found: re.Match[str], message: str) -> _Fault:
        return _Fault(message, THEME, theme.count("\n", 0, found.start()) + 1, 1)

    for found in _NO_LET.finditer(theme):
        yield fault(found, f"this sets nothing; write #let {found[0].strip()} …")
    names = set()
    for found in _LET.finditer(theme):
        if found[1] in names:
            yield fault(found, f"{found[1]} is set twice, and the first would be lost; put all into one")
        names.add(found[1])


def _pages(pdf: bytes) -> int:
    return int(re.findall(rb"<xmpTPg:NPages>(\d+)<", pdf)[-1])
