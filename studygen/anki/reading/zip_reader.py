"""Zip archives of any origin: read in pieces, within limits, and never unpacked into a folder.

Anki's packages are such archives. What no package has (folders, encryption, one name twice) is refused, and
so is what would fill a disk: sizes are counted while they are read, whatever the archive says of them.
"""

import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from studygen.problems import StudygenError
from studygen.wording import counted

_PIECE = 1 << 18  # bytes
_MOST_MEMBERS = 250_000
_LONGEST_NAME = 255
# A database may be mostly empty space; beyond this size, what shrinks so well is made to fill a disk.
_BOMB_SIZE, _BOMB_RATIO = 100 << 20, 200
_LARGEST_WINDOW = 27  # as a power of two: 128 MB of memory, what zstd itself takes without being told
_DAMAGE = (
    BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, RuntimeError, struct.error, ValueError,
    zlib.error,
)  # fmt: skip


class Archive:
    """An open archive; names of members are known to be harmless and each to occur once."""

    def __init__(self, path: Path, opened: ZipFile) -> None:
        self.path = path
        self._opened = opened
        self._sizes = {info.filename: info.compress_size for info in opened.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def pieces(self, name: str, most: int, *, zstd: bool = False) -> Iterator[bytes]:
        """Yield what a member holds.

        Args:
            name: of the member.
            most: how many bytes it may hold.
            zstd: whether it is compressed by zstd in itself, which is undone.

        Raises:
            StudygenError: there is no such member, it is damaged, or it holds more.
        """
        if name not in self:
            raise StudygenError(f"{self.path} is damaged: {name!r} is missing from it")
        damage = (*_DAMAGE, _zstd().ZstdError) if zstd else _DAMAGE
        try:
            with self._opened.open(name) as member:
                yield from self._limited(name, _without_zstd(member) if zstd else member, most)
        except damage as error:
            raise StudygenError(f"{self.path} is damaged: {name!r} cannot be unpacked: {error}") from error

    def read(self, name: str, most: int, *, zstd: bool = False) -> bytes:
        """Return what a member holds; as `pieces`, in one."""
        return b"".join(self.pieces(name, most, zstd=zstd))

    def _limited(self, name: str, member: IO[bytes], most: int) -> Iterator[bytes]:
        held = 0
        while piece := member.read(_PIECE):
            held += len(piece)
            if held > most:
                raise StudygenError(
                    f"{self.path} is refused: {name!r} holds more than the {most >> 20:,} MB that it may"
                )
            if held > max(_BOMB_SIZE, _BOMB_RATIO * self._sizes[name]):
                raise StudygenError(
                    f"{self.path} is refused: {name!r} grows more than {_BOMB_RATIO} times by unpacking"
                )
            yield piece


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive whose list of members is sound.

    Raises:
        StudygenError: it cannot be read, or is no archive that is safe to read.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise StudygenError(f"cannot read {path}: {error.strerror}") from error
    with file:
        try:
            opened = ZipFile(file)
        except _DAMAGE as error:
            raise StudygenError(
                f"{path} is no Anki package, which is a zip archive, or is cut off: {error}"
            ) from error
        with opened:
            if fault := _archive_fault(opened, path.stat().st_size):
                raise StudygenError(f"{path} is refused: {fault}")
            yield Archive(path, opened)


def name_fault(name: str) -> str | None:
    """Tell what keeps a name from being that of a plain file in one folder; None if nothing does."""
    if not name or name in (".", "..") or not name.strip():
        return "it is no name of a file"
    if any(character in name for character in "/\\\0") or name[1:2] == ":":
        return "it leads to another folder"
    if len(name.encode(errors="replace")) > _LONGEST_NAME:
        return f"it is longer than {_LONGEST_NAME} bytes"
    return None


def names_fault(what: str, names: Iterable[str]) -> str | None:
    """Tell which of the names of things in an archive is bad; None if none is."""
    bad = ((name, fault) for name in names if (fault := name_fault(name)))
    return next((f"{what} {_shown(name)} in it is bad: {fault}" for name, fault in bad), None)


def _archive_fault(opened: ZipFile, size: int) -> str | None:
    """Tell what is in an archive that no package has; None if nothing is."""
    members = opened.infolist()
    if len(members) > _MOST_MEMBERS:
        return f"it has {counted(len(members), 'member')}, more than {_MOST_MEMBERS:,}"
    if sum(member.compress_size for member in members) > size:
        return "its members overlap, or are larger than the whole"
    # As they stand in the archive: the module itself cuts a name at a null character.
    names = [member.orig_filename for member in members]
    if fault := names_fault("the name", names):
        return fault
    if twice := next((name for name, times in Counter(names).items() if times > 1), None):
        return f"the name {_shown(twice)} is in it twice"
    for member in members:
        if member.flag_bits & 1:
            return f"{_shown(member.filename)} in it is encrypted"
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            return f"{_shown(member.filename)} in it is compressed in a way that Anki does not know"
    return None


def _shown(name: str) -> str:
    return repr(name if len(name) <= 60 else f"{name[:60]}…")


def _without_zstd(member: IO[bytes]) -> IO[bytes]:
    zstd = _zstd()
    options = {zstd.DecompressionParameter.window_log_max: _LARGEST_WINDOW}
    opened: IO[bytes] = zstd.open(member, "rb", options=options)
    return opened


def _zstd() -> Any:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError as error:
        raise StudygenError("this Python was built without zstd, which newer packages need") from error
    return zstd
