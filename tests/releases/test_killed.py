"""A build that is killed at any moment leaves whole files, and a lock that knows of every deck."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from learner import APRIL, JUNE, MAY
from repository import ROOT
from small_project import replaced, write_project
from thoroughness import is_thorough

from studygen.releases import lock_reader

pytestmark = pytest.mark.long

KILLS = 40 if is_thorough() else 6
WRITING = 0.03  # seconds, about, that the files take

# It has everything imported when it is told to go, and a child of it does the work: so a kill hits the work.
SERVER = """
import os, signal, sys
from pathlib import Path
from studygen.commands import build
from studygen.project import project
signal.alarm(60)  # whatever goes wrong, nothing waits for ever
# Imports all; but prints nothing, since threads, which Typst has, do not outlive a fork.
build.build_all(project.load(Path(sys.argv[1])), ["theft"], Path(sys.argv[2]), lambda *_: None)
for line in sys.stdin:
    root, moment = line.strip().rsplit(" ", 1)  # the folder may have spaces
    os.environ["SOURCE_DATE_EPOCH"] = moment
    child = os.fork()
    if not child:
        build.build_all(project.load(Path(root)), (), None, lambda *_: None)
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()  # not before it was killed does its number become free
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Server:
    """Builds projects, and is told when to die."""

    def __init__(self, warm_up: Path, scratch: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(warm_up), str(scratch)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": str(APRIL)},
        )

    def build(
        self, root: Path, moment: int, killed_after: float | None = None, *, since_first: bool = False
    ) -> int:
        """Build, and return how that ended; kill it after so many seconds, counted from its first file."""
        assert self.process.stdin
        assert self.process.stdout
        before = numbers(root)
        self.process.stdin.write(f"{root} {moment}\n")
        self.process.stdin.flush()
        child = int(self.process.stdout.readline())
        if killed_after is not None:
            until = time.monotonic() + 20
            while since_first and numbers(root) == before and time.monotonic() < until:
                time.sleep(0)
            time.sleep(killed_after)
            os.kill(child, signal.SIGKILL)
        self.process.stdin.write("wait\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


def numbers(root: Path) -> list[int]:
    """Return what tells whether the files were replaced."""
    return [
        file.stat().st_ino for file in [root / "studygen.lock", *root.glob("build/[!.]*")] if file.exists()
    ]


def output(root: Path) -> dict[str, bytes]:
    """Return the lock and what was built."""
    files = [root / "studygen.lock", *sorted((root / "build").glob("[!.]*"))]
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as on Unix")
def test_a_killed_build_leaves_whole_files_and_a_lock_that_knows_of_every_deck(tmp_path: Path) -> None:
    changed = {
        **replaced("source/terms.yaml", "What the cat sat", "What the tomcat sat"),
        **replaced("source/figures.yaml", "something from", "the mat from"),
    }
    root, warm = write_project(tmp_path / "project"), write_project(tmp_path / "warm")
    server = Server(warm, tmp_path / "scratch")
    assert server.build(root, APRIL) == 0
    old = output(root)
    before = shutil.copytree(root, tmp_path / "before")
    write_project(root, changed)
    started = time.perf_counter()
    assert server.build(root, MAY) == 0
    lasts = time.perf_counter() - started
    new = output(root)
    assert not [name for name in old if old[name] == new[name] and not name.endswith(".pdf")]
    in_the_middle = 0
    moments = random.Random(7)  # noqa: S311  # chooses moments
    for number in range(KILLS):
        shutil.rmtree(root)
        shutil.copytree(before, root)
        write_project(root, changed)
        # Half of them come after the first file was written, when the others are.
        if number % 2:
            server.build(root, MAY, moments.random() * WRITING, since_first=True)
        else:
            server.build(root, MAY, lasts * (number + moments.random()) / KILLS)
        now = output(root)
        assert now.keys() == old.keys()
        for name, content in now.items():
            assert content in (old[name], new[name]), name
        is_new = {name for name in now if now[name] != old[name]}
        in_the_middle += is_new not in (set(), {name for name in now if new[name] != old[name]})
        lock_reader.parse(now["studygen.lock"].decode(), root)
        assert not is_new or "studygen.lock" in is_new
        if number % 10 == 0:  # the next build ends what this one began
            moment = MAY if "studygen.lock" in is_new else JUNE
            assert server.build(root, moment) == 0
            assert moment == JUNE or output(root) == new
    assert in_the_middle
    server.process.communicate()
    assert server.process.returncode == 0
