import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studygen import files
from studygen.files import replace_file, replace_files, write_bytes
from studygen.problems import StudygenError

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@pytest.fixture
def umask() -> Iterator[int]:
    earlier = os.umask(0o027)
    yield 0o027
    os.umask(earlier)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_appears_with_the_folders_above_it(tmp_path: Path) -> None:
    path = tmp_path / "build" / "decks" / "all.apkg"
    with replace_file(path) as file:
        file.write(b"new")
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_can_be_read_again_before_it_takes_its_place(tmp_path: Path) -> None:
    with replace_file(tmp_path / "a") as file:
        file.write(b"new")
        file.seek(0)
        assert file.read() == b"new"


@posix
def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path, umask: int) -> None:
    write_bytes(tmp_path / "a", b"new")
    assert mode(tmp_path / "a") == 0o666 & ~umask


@posix
def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o604


@posix
def test_a_link_stays_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "links_are_followed", lambda: True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere" / "file")
    for data in (b"first", b"second"):
        write_bytes(tmp_path / "link", data)
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "elsewhere" / "file").read_bytes() == data


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, StudygenError])
def test_a_failure_leaves_the_earlier_file_and_nothing_else(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def write() -> None:
        with replace_file(path) as file:
            file.write(b"new")
            raise failure

    with pytest.raises(failure):
        write()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full; free some space and try again"),
        (errno.EDQUOT, "the disk quota is used up; free some space and try again"),
        (errno.EACCES, "permission denied; choose another place, or close the program that has it open"),
        (errno.EROFS, "the disk is read-only; choose another place"),
        (errno.EIO, f"{os.strerror(errno.EIO)}; choose another place"),
    ],
)
def test_each_failure_to_write_tells_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "a"

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StudygenError) as raised:
        write_bytes(path, b"new")
    assert str(raised.value) == f"cannot write {path}: {words}"
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with (
            an_ordinary_user(),
            pytest.raises(StudygenError, match="permission denied; choose another") as raised,
        ):
            write_bytes(tmp_path / "a", b"new")
        assert str(tmp_path / "a") in str(raised.value)
    finally:
        tmp_path.chmod(0o755)


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """Be somebody who may not write everywhere, as the superuser may."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    with pytest.raises(StudygenError, match="decks: it is a folder or a device; name a file"):
        write_bytes(tmp_path / "decks", b"new")
    assert list(tmp_path.iterdir()) == [tmp_path / "decks"]


@posix
def test_a_device_is_not_replaced() -> None:
    with pytest.raises(StudygenError, match="/dev/null: it is a folder or a device"):
        write_bytes(Path("/dev/null"), b"new")


@pytest.mark.parametrize("name", ["file/a", "file/folder/a"])
def test_a_file_on_the_way_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(StudygenError, match="a folder in this path is a file; choose another place"):
        write_bytes(tmp_path / name, b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_name_that_is_too_long_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StudygenError, match="cannot write"):
        write_bytes(tmp_path / ("a" * 300), b"new")
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_is_fine(tmp_path: Path) -> None:
    assert write_bytes(tmp_path / ("a" * 255), b"new")


def test_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert write_bytes(path, b"same")
    os.utime(path, (1, 1))
    assert not write_bytes(path, b"same")
    assert path.stat().st_mtime == 1
    assert write_bytes(path, b"other")
    assert path.read_bytes() == b"other"


def test_several_files_are_replaced_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.write_bytes(b"old")
    replace_files({one: b"new", other: b"old"})
    assert (one.read_bytes(), other.read_bytes()) == (b"new", b"old")
    write = files.write_bytes

    def fail(path: Path, data: bytes) -> bool:
        if data == b"newer" and path == other:
            raise StudygenError("the disk is full")
        return write(path, data)

    monkeypatch.setattr(files, "write_bytes", fail)
    new = tmp_path / "folder" / "new"
    with pytest.raises(StudygenError, match="the disk is full"):
        replace_files({new: b"newer", one: b"newer", other: b"newer"})
    assert not new.exists()
    assert (one.read_bytes(), other.read_bytes()) == (b"new", b"old")
