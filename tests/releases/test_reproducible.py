"""The same project, lock and release time make the same bytes: on other days, in other places, elsewhere."""

import base64
import os
import shutil
import subprocess
import sys
from pathlib import Path

from learner import MAY
from media_files import png, write_media
from repository import ROOT
from small_project import replaced, write_project

from studygen.documents.page import study_page

IMAGE = "  image: {file: mat.png, alt: A mat, licence: CC0}\n"
ALL = "glossary, quiz, cards, timeline, arguments, people, reader, guide"
CHANGES = {
    **replaced("source/terms.yaml", "  see: [dog]\n", f"  see: [dog]\n{IMAGE}"),
    "decks/all.yaml": f"deck: Mats\nsheets: [{ALL}]\npage: true\n",
    "decks/drawn.yaml": "deck: Drawn\nsample: 3\norder: shuffled\nseed: 5\npage: true\n",
}
# Says that it is another day, whoever asks: Python has no other clock that tells the date.
LATER = """
import datetime, sys, time
now = time.time
time.time = lambda: now() + 300 * 86400
time.time_ns = lambda: int(time.time() * 1e9)
class Date(datetime.date):
    @classmethod
    def today(cls): return cls.fromtimestamp(time.time())
class DateTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(time.time(), tz)
datetime.date, datetime.datetime = Date, DateTime
from studygen.cli.app import main
main()
"""


def built(root: Path, start: list[str], **environment: str) -> dict[str, bytes]:
    """Build a project in a process of its own, and return what was made, and the lock."""
    subprocess.run(
        [sys.executable, *start, "build", "--project", str(root)],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": str(MAY)} | environment,
    )
    files = [root / "studygen.lock", *sorted((root / "build").iterdir())]
    return {file.name: file.read_bytes() for file in files}


def test_bytes_depend_on_the_project_its_lock_and_the_release_time_only(tmp_path: Path) -> None:
    here = write_project(tmp_path / "here", CHANGES)
    write_media(here, mat__png=png())
    there = tmp_path / "far away" / "with spaces" / "mätte"
    shutil.copytree(here, there)
    # The files of a folder come in another order, and are of another age.
    for file in sorted((file for file in there.rglob("*") if file.is_file()), reverse=True):
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content)
        os.utime(file, (1_000_000_000, 1_000_000_000))
    first = built(here, ["-m", "studygen"], PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    second = built(there, ["-c", LATER], PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C")
    assert {Path(name).suffix for name in first} == {".apkg", ".pdf", ".html", ".lock"}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_page_does_not_tell_which_system_or_python_packed_it() -> None:
    assert base64.b64decode(study_page.packed({"cards": []}))[9] == 255
