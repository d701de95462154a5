"""Pictures and recordings: the files of media/, what they are, and what they are called in Anki.

Every file is read once when a project is loaded: a hash of what it holds is part of its name in Anki. So a
file that changes is another one to Anki, which never replaces a file by one of the same name.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from studygen.knowledge.questions import Audio, Heard, Image, Shown
from studygen.problems import Place, Problem, StudygenError
from studygen.wording import nearest

FOLDER = "media"
BAD, MISSING, UNREAD = "bad-media", "missing-file", "unread-file"
# Computers put these into folders by themselves.
_NOT_THE_USER_S = frozenset(("thumbs.db", "desktop.ini"))
_LONGEST_STEM = 60  # characters; Anki cuts a name after 120 bytes


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of media/ as it was when it was read."""

    path: Path
    digest: str
    size: int

    @property
    def name(self) -> str:
        """What it is called in Anki: lenin-1920-3f2a9c81d0b4.jpg."""
        # Anki changes other characters, and then no longer finds the file.
        plain = unicodedata.normalize("NFKD", self.path.stem).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_STEM].strip("-")
        return "-".join(filter(None, (stem, self.digest[:12]))) + self.path.suffix.lower()

    def read(self) -> bytes:
        """Return what is in the file.

        Raises:
            StudygenError: it cannot be read, or is no longer what it was.
        """
        data = _read(self.path)
        if _digest(data) != self.digest:
            raise StudygenError(f"{self.path} has changed since it was read; try again")
        return data


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture or recording of an entry or a question, with its file."""

    about: Image | Audio
    file: MediaFile

    @property
    def is_image(self) -> bool:
        """Whether it is to be seen rather than heard."""
        return isinstance(self.about, Image)

    @property
    def name(self) -> str:
        """What it is called in Anki, and on sheets."""
        return self.file.name

    @property
    def shown(self) -> "ShownMedium":
        """What cards and sheets show of it."""
        about = self.about
        credit = " · ".join(filter(None, (about.source, about.licence)))
        return ShownMedium(self.name, self.is_image, about.alt, about.caption, credit)


@dataclass(frozen=True, slots=True)
class ShownMedium:
    """What templates are given of a picture or a recording."""

    name: str  # in Anki, and on sheets
    is_image: bool
    alt: str
    caption: str | None  # light Markdown
    credit: str  # whom it comes from, if that was written, and on what terms it may be passed on


class MediaFolder:
    """The files of a folder media/ that entries use, read when first asked for; and all that is wrong."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = sorted(path for path in folder.glob("*") if not _is_not_the_user_s(path))
        # macOS may take names apart (e + ´) that were written in one piece (é).
        self._paths = {unicodedata.normalize("NFC", path.name): path for path in found}
        self.files: dict[str, MediaFile] = {}
        self.problems: list[Problem] = list(_clashes(self._paths))
        self._used: set[str] = set()

    def use(self, medium: Image | Audio, place: Place) -> None:
        """Read the file of a picture or a recording, or tell what is wrong with it; `place` names it."""
        name = unicodedata.normalize("NFC", medium.file)
        path = self._paths.get(name)
        if path is None or not path.is_file():
            message = self._missing(medium.file, name)
            self.problems.append(Problem(place, message, MISSING))
            return
        self._used.add(name)
        data = _read(path)
        keys = ("show", "listen") if isinstance(medium, Shown | Heard) else ("image", "audio")
        if said := media_fault(path.name, data, is_image=isinstance(medium, Image), keys=keys):
            self.problems.append(Problem(place, f"{path.name!r} {said}", BAD))
        else:
            self.files[medium.file] = MediaFile(path, _digest(data), len(data))

    def unread_folders(self) -> Iterator[Problem]:
        """Find folders, in which nothing is looked for."""
        for path in self._paths.values():
            if path.is_dir():
                message = f"this is not read: files lie in {FOLDER}/ itself"
                yield Problem(Place(path), message, UNREAD, "warning")

    def unused(self) -> Iterator[Problem]:
        """Find files that nothing uses."""
        for name, path in self._paths.items():
            if name not in self._used and not path.is_dir():
                keys = "`image`, `audio`, `show` or `listen`"
                message = f"no entry uses this file; name it under {keys}, or remove it"
                yield Problem(Place(path), message, UNREAD, "warning")

    def _missing(self, written: str, name: str) -> str:
        if re.search(r"[/\\]", written) or written in (".", ".."):
            alone = re.split(r"[/\\]", written)[-1].strip(".") or "picture.jpg"
            return f"write the name of the file alone, as in {alone}; it lies in {self._folder}"
        for known in self._paths:
            if known.casefold() == name.casefold():
                return f"the file is called {known!r}; write it like that, which some computers insist on"
        return f"there is no file {written!r} in {self._folder}{nearest(name, list(self._paths))}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StudygenError(f"cannot read {path}: {error.strerror}") from error


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _is_not_the_user_s(path: Path) -> bool:
    return path.name.startswith(".") or path.name.lower() in _NOT_THE_USER_S


def _clashes(paths: Mapping[str, Path]) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for name, path in paths.items():
        other = first.setdefault(name.casefold(), path)
        if other != path:
            message = (
                f"the name differs from {other.name!r} in case only, which some computers ignore; rename it"
            )
            yield Problem(Place(path), message, BAD)


# What a file is called, and how it is known by its first bytes; SVG is known by being XML.
_IMAGES: Mapping[str, tuple[str, ...]] = {
    "PNG": (".png",),
    "JPEG": (".jpg", ".jpeg"),
    "GIF": (".gif",),
    "WebP": (".webp",),
    "SVG": (".svg",),
}
_AUDIO: Mapping[str, tuple[str, ...]] = {
    "MP3": (".mp3",),
    "Ogg": (".ogg", ".oga", ".opus"),
    "WAV": (".wav",),
    "MPEG-4": (".m4a",),
    "FLAC": (".flac",),
}
_STARTS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("WebP", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("Ogg", re.compile(rb"OggS")),
    ("WAV", re.compile(rb"RIFF....WAVE", re.DOTALL)),
    ("MPEG-4", re.compile(rb"....ftyp", re.DOTALL)),
    ("FLAC", re.compile(rb"fLaC")),
    ("MP3", re.compile(rb"ID3|\xff[\xe2-\xff]")),
    ("SVG", re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:.*<)?svg[\s>]", re.DOTALL)),
)


def media_fault(
    name: str, data: bytes, *, is_image: bool, keys: tuple[str, str] = ("image", "audio")
) -> str | None:
    """Tell what is wrong with a file that Anki or paper is to show, or Anki to play; None if nothing is.

    `keys` are those under which it would stand as a picture, and as a recording.
    """
    kinds, others = (_IMAGES, _AUDIO) if is_image else (_AUDIO, _IMAGES)
    ending = Path(name).suffix.lower()
    key, other = keys if is_image else reversed(keys)
    kind = _kind_of(ending, kinds)
    if kind is None:
        if _kind_of(ending, others):
            return f"is not for `{key}`; write it under `{other}`"
        known = ", ".join(each[1:] for endings in kinds.values() for each in endings)
        return f"is of no kind that can be used here; {key} is one of {known}"
    found = next((each for each, start in _STARTS if start.match(data)), None)
    if found != kind:
        return f"is no {kind}{_is_rather(found, name)}"
    return _COMPLETE[kind](data) if kind in _COMPLETE else None


def _kind_of(ending: str, kinds: Mapping[str, tuple[str, ...]]) -> str | None:
    return next((kind for kind, endings in kinds.items() if ending in endings), None)


def _is_rather(found: str | None, name: str) -> str:
    if found is None:
        return ", nor anything else that is known here; save it anew"
    ending = {**_IMAGES, **_AUDIO}[found][0]
    return f" but {found}; call it {Path(name).stem}{ending}"


_CUT_OFF = "is cut off; get it anew"


def _png_fault(data: bytes) -> str | None:
    return None if b"IEND\xae\x42\x60\x82" in data[-64:] else _CUT_OFF


def _jpeg_fault(data: bytes) -> str | None:
    return None if b"\xff\xd9" in data[2:] else _CUT_OFF


def _gif_fault(data: bytes) -> str | None:
    return None if data.rstrip(b"\0").endswith(b";") else _CUT_OFF


def _riff_fault(data: bytes) -> str | None:
    return _CUT_OFF if int.from_bytes(data[4:8], "little") + 8 > len(data) + 1 else None


_REFERENCE = re.compile(r"(?:\{[^}]*\})?href")
_INSIDE = ("#", "data:")


def _svg_fault(data: bytes) -> str | None:
    """Tell what keeps an SVG from being a picture by itself, which shows the same everywhere."""
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  # the user's own file; expat limits expansion
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        return f"is no SVG: {error}"
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        return 'is no SVG: its first element is to be <svg xmlns="http://www.w3.org/2000/svg">'
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in ("script", "foreignObject"):
            return f"holds <{tag}>, which no picture shows; remove it"
        for name, value in element.attrib.items():
            if tag != "a" and _REFERENCE.fullmatch(name) and not value.strip().startswith(_INSIDE):
                return f"refers to another file, {value!r}, which would not be shown; put it into this one"
    return None


_COMPLETE: Mapping[str, Callable[[bytes], str | None]] = {
    "PNG": _png_fault,
    "JPEG": _jpeg_fault,
    "GIF": _gif_fault,
    "WebP": _riff_fault,
    "SVG": _svg_fault,
}
