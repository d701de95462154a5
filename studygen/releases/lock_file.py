"""The file of a lock: read with its project, and replaced whole while no other studygen does so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from studygen.files import exclusive_access, write_bytes
from studygen.knowledge.yaml.loader import read_text
from studygen.problems import FaultyFilesError, StudygenError
from studygen.releases import lock_merge, lock_reader
from studygen.releases.lock import Lock


def read_lock(file: Path) -> Lock:
    """Read a project's lock, an empty one if there is none yet.

    Raises:
        FaultyFilesError: it is damaged.
    """
    if not file.is_file():
        return Lock()
    return lock_reader.parse(_text_of(file), file)


def _text_of(file: Path) -> str:
    text, problems = read_text(file)
    if text is None:
        (fault,) = problems
        message = f"{fault.message.partition(';')[0]}; {lock_reader.WAY_OUT}"
        raise FaultyFilesError((replace(fault, message=message, rule="damaged-lock"),))
    return text


@contextmanager
def updated_lock(
    file: Path, before: Lock, after: Lock, beforehand: Callable[[], None] | None = None
) -> Iterator[None]:
    """Write what a draft or a release made of the lock that was read, and keep others waiting meanwhile.

    Packages are written in the block, so that they and the lock are of one build. Where nobody can be kept
    waiting (Windows, some networks), whoever was overtaken is told. What is to be there before the lock says
    so is written by `beforehand`.

    Raises:
        StudygenError: somebody else has written it since, or meanwhile.
    """
    with exclusive_access(file.parent):
        if read_lock(file) not in (before, after):
            raise StudygenError(
                f"{file} was written meanwhile, by another studygen or an editor; run this again"
            )
        if beforehand:
            beforehand()
        if after != before:
            write_bytes(file, after.text().encode())
        yield
        if read_lock(file) != after:
            raise StudygenError(
                f"{file} was written meanwhile, by another studygen or an editor, and may not know what was"
                " written just now; give none of it to anyone, and build once more"
            )


def merge_lock(file: Path) -> tuple[str, ...]:
    """Make one lock of a file with the lines of two branches, and return what there is to say about it.

    Raises:
        FaultyFilesError: it has not all lines of both, or they cannot be one.
        StudygenError: there is none.
    """
    if not file.is_file():
        raise StudygenError(f"there is no {file} whose sides could be merged")
    with exclusive_access(file.parent):
        with suppress(FaultyFilesError):
            read_lock(file)
            return (f"{file} is whole; there is nothing to merge",)
        merge = lock_merge.merge(_text_of(file), file)
        write_bytes(file, merge.lock.text().encode())
    return merge.report


def replace_lock(file: Path, recovered: Lock, *, though_sound: bool = False) -> Path | None:
    """Write a lock that was put together anew, and return where the one that was there is kept.

    Args:
        file: of the lock.
        recovered: what comes into it.
        though_sound: whether one that can be read is replaced as well.

    Raises:
        StudygenError: there is one that can be read.
    """
    text = recovered.text()
    if lock_reader.parse(text, file) != recovered:
        raise StudygenError("these packages hold what no lock can; nothing is written")
    aside = None
    with exclusive_access(file.parent):
        if not though_sound:
            refuse_sound(file)  # another studygen may have written one meanwhile
        if file.is_file():
            aside = file.with_name(f"{file.name}.old")
            write_bytes(aside, file.read_bytes())
        write_bytes(file, text.encode())
    return aside


def refuse_sound(file: Path) -> None:
    """Refuse to replace a lock that can be read.

    Raises:
        StudygenError: this is one.
    """
    with suppress(FaultyFilesError):
        read_lock(file)
        if file.is_file():
            raise StudygenError(
                f"{file} can be read and may know more than packages do; to have another one in"
                " its place, say --replace"
            )
