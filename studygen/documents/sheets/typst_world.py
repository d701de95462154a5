"""Typst with texts in memory, a folder of its own in place of the disk, and the fonts that are needed.

Nothing but the standard library and Typst is imported here, for it is done in processes of its own
(`typst_process.py`): what is asked for comes in pickled, and so does what is made go out.
"""

import pickle
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from json import loads
from mmap import PAGESIZE
from pathlib import Path

import typst

if sys.platform != "win32":
    import resource

# Typst keeps what it has laid out, for the case that it is needed again: 25 MB for a small sheet.
_MOST_KEPT, _MOST_DOCUMENTS = 250_000_000, 8
_PPI = 144  # of pictures: half as much again as most screens have
_UNKNOWN_FONT = "unknown font family"
_UNDISPLAYED = re.compile(r'^error: .*the text `"(.+?)"` could not be displayed', re.MULTILINE)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be compiled: texts by name, in a folder with what is no text."""

    sources: dict[str, bytes]
    root: str
    downloads: str  # an empty folder; what Typst downloads comes to lie there
    inputs: Mapping[str, str]
    fonts: tuple[Path, ...]
    accessible: bool
    pictured: bool
    is_asked: bool  # whether the templates may have something to tell


@dataclass(frozen=True, slots=True)
class Made:
    """A document, and what Typst and the templates say of it."""

    pdf: bytes
    warnings: tuple[str, ...]  # as Typst prints them
    missing: tuple[str, ...]  # characters that no font has
    said: tuple[str, ...]
    pictures: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """What Typst objects to, as it prints it."""

    diagnostic: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes of a job, and whether another one may be given."""

    made: Made | Refused
    goes_on: bool


def work(job: Job) -> Made | Refused:
    """Compile a document."""
    try:
        return _World(job).made()
    except typst.TypstError as error:
        return Refused(error.diagnostic)
    except MemoryError:
        raise  # which ends the process, and is told as what it is
    except BaseException as error:  # noqa: BLE001  # of which are the panics of the compiler
        return Refused(f"error: Typst cannot go on: {error}\n")


class _World:
    def __init__(self, job: Job) -> None:
        self._job = job
        self._fonts = _fonts(job, system=False)

    def made(self) -> Made:
        pdf, warnings, missing = self._document()
        pictures = self._pictures() if self._job.pictured else ()
        return Made(pdf, warnings, missing, self._said() if self._job.is_asked else (), pictures)

    def _document(self) -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
        """Return the document, what Typst warns of, and the characters that no font has."""
        missing: tuple[str, ...] = ()
        for system in (False, True):
            self._fonts = _fonts(self._job, system=system)
            try:
                pdf, warned = self._compile(accessible=self._job.accessible)
                if system or not any(_UNKNOWN_FONT in warning for warning in warned):
                    return pdf, warned, ()
            except typst.TypstError as error:
                missing = _undisplayed(error.diagnostic)
                if not missing:
                    raise
        # Without a standard, a missing character is no fault.
        return (*self._compile(accessible=False), missing)

    def _compile(self, *, accessible: bool) -> tuple[bytes, tuple[str, ...]]:
        pdf, warnings = self._compiler().compile_with_warnings(
            format="pdf",
            pdf_standards="ua-1" if accessible else None,
            timestamp=0,  # the day that templates are told
        )
        assert isinstance(pdf, bytes)  # noqa: S101  # a list is returned for pictures only
        return pdf, tuple(warning.diagnostic for warning in warnings)

    def _pictures(self) -> tuple[bytes, ...]:
        """Return the pages as PNG."""
        made = self._compiler().compile(format="png", ppi=_PPI, timestamp=0)
        return tuple(made) if isinstance(made, list) else (bytes(made or b""),)

    def _said(self) -> tuple[str, ...]:
        """Return what the templates report; Typst may lay out all of it once more for that."""
        return tuple(dict.fromkeys(map(str, loads(self._compiler().query("<warning>", field="value")))))

    def _compiler(self) -> typst.Compiler:
        # One compiler serves one job: it forgets its files afterwards.
        return typst.Compiler(
            self._job.sources,  # type: ignore[type-var]  # a mapping is taken since 0.14 and missing from the types
            root=self._job.root,
            font_paths=self._fonts,
            ignore_system_fonts=True,  # `_fonts` has those that are wanted
            sys_inputs=dict(self._job.inputs),
            package_path=self._job.downloads,
            package_cache_path=self._job.downloads,
        )


def _fonts(job: Job, *, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=list(job.fonts))


def _undisplayed(diagnostics: str) -> tuple[str, ...]:
    """Return the characters that no font at hand could show, each once."""
    found = _UNDISPLAYED.findall(diagnostics)
    return tuple(dict.fromkeys(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in found))


def _limit_memory(most: int) -> None:
    """Have the process end where it takes more memory than so many bytes, where the system can do so."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _has_grown(documents: int) -> bool:
    """Tell whether a process that has compiled so many documents had better make room for another."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:  # this is not Linux
        return documents >= _MOST_DOCUMENTS
    return pages * PAGESIZE > _MOST_KEPT


def serve() -> None:
    """Do jobs as they come in, each within the memory that it may take, until this process has grown."""
    for documents in count(1):
        try:
            most, job = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the process that started this one
        except EOFError:
            return
        _limit_memory(most)
        made = work(job)
        answer = Answer(made, goes_on=not _has_grown(documents))
        pickle.dump(answer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        if not answer.goes_on:
            return
