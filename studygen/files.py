"""Files are replaced whole or not at all."""

import errno
import os
import secrets
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from stat import S_IMODE
from typing import BinaryIO

from studygen.problems import StudygenError

_ELSEWHERE = "choose another place"
LINK_WAY_OUT = "put a file of its own there, or say `studygen --follow-links …` if all of this is yours"
_WAY_OUT = {
    errno.EACCES: f"permission denied; {_ELSEWHERE}, or close the program that has it open",
    errno.EPERM: f"permission denied; {_ELSEWHERE}",
    errno.EROFS: f"the disk is read-only; {_ELSEWHERE}",
    errno.EISDIR: "it is a folder or a device; name a file",
    errno.ENOTDIR: f"a folder in this path is a file; {_ELSEWHERE}",
    errno.EEXIST: f"a folder in this path is a file; {_ELSEWHERE}",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.ENOSPC: "the disk is full; free some space and try again",
    errno.EDQUOT: "the disk quota is used up; free some space and try again",
}

_follows_links = ContextVar("follows_links", default=False)


def follow_links() -> None:
    """Let symbolic links lead wherever they lead, from now on: whoever runs this trusts the project."""
    _follows_links.set(True)


def links_are_followed() -> bool:
    """Tell whether symbolic links may lead out of the folder that they are in."""
    return _follows_links.get()


_PREFIX, _SUFFIX = ".studygen-", ".tmp"
_ABANDONED = 24 * 3600  # seconds after which an unfinished file is nobody's: whoever wrote it was killed


@contextmanager
def replace_file(path: Path) -> Iterator[BinaryIO]:
    """Give a binary file to write, which becomes `path` when the block ends well and is removed otherwise.

    Missing folders are made. An `OSError` of the block counts as a failure to write `path`.

    Raises:
        StudygenError: it cannot be written, or is a link into another folder, and such are not followed.
    """
    try:
        target = Path(os.path.realpath(path))  # a link stays a link, and its target is replaced
        if path.is_symlink() and target.parent != path.parent.resolve() and not links_are_followed():
            raise StudygenError(f"cannot write {path}: it is a link, to {target}; {LINK_WAY_OUT}")
        if target.exists() and not target.is_file():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not mkstemp, whose files only their owner may read: here the umask decides, as for any new file.
        temporary = target.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
        try:
            with temporary.open("x+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                temporary.chmod(S_IMODE(target.stat().st_mode))
            temporary.replace(target)
            _sync_folder(target.parent)
            _sweep(target.parent)
        except BaseException:  # Ctrl-C leaves nothing behind either
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        reason = _WAY_OUT.get(error.errno or 0, f"{error.strerror or error}; {_ELSEWHERE}")
        raise StudygenError(f"cannot write {path}: {reason}") from error


@contextmanager
def exclusive_access(folder: Path) -> Iterator[None]:
    """Keep other studygens waiting that want the same folder; a killed one keeps nobody waiting any more.

    Where the system cannot do that (Windows, some networks), the block just runs.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # there is none on Windows

    with ExitStack() as stack:
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


def _sync_folder(folder: Path) -> None:
    """See to it that what was renamed is so even after the power fails, before anything else is written."""
    if sys.platform != "win32":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove what was left unfinished long ago."""
    for file in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _ABANDONED:
                file.unlink()


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Make or replace several files, all or none: when one fails, those before it are as they were.

    Raises:
        StudygenError: one cannot be written.
    """
    before = {path: path.read_bytes() if path.is_file() else None for path in contents}
    replaced: list[Path] = []
    try:
        for path, data in contents.items():
            write_bytes(path, data)
            replaced.append(path)
    except BaseException:  # Ctrl-C as well
        for path in replaced:
            earlier = before[path]
            if earlier is None:
                path.unlink()
            else:
                write_bytes(path, earlier)
        raise


def write_bytes(path: Path, data: bytes) -> bool:
    """Replace `path` by `data` and return True, unless it holds the same bytes already."""
    with suppress(OSError):  # whatever is in the way is told by the writing
        if path.is_file() and path.read_bytes() == data:
            return False
    with replace_file(path) as file:
        file.write(data)
    return True
