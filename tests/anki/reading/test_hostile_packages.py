"""Packages made to do harm: `inspect` and `diff` end with a message, write nothing and steer no terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import attacks
import hostile_packages
import pytest
from attacks import outcome
from hostile_packages import HOSTILE, write_all
from repository import ROOT
from thoroughness import is_thorough

_MEGABYTES = 1024  # of memory that a process may take
_SECONDS = 300  # for what takes twenty on an idle machine


def test_the_same_packages_are_made_each_time(tmp_path: Path) -> None:
    first, second = (write_all(tmp_path / name, "databases") for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_what_they_are_made_of_is_sound(tmp_path: Path) -> None:
    """Or all of them would be refused for something else."""
    for name, content in (
        ("older", hostile_packages.package()),
        ("newer", hostile_packages.newer()),
        ("note", hostile_packages.a_note("a front")),
        ("cloze", hostile_packages.a_cloze("{{c1::front}}")),
        ("template", hostile_packages.a_template("{{Front}}")),
    ):
        path = tmp_path / f"{name}.apkg"
        path.write_bytes(content)
        done = outcome("inspect", path)
        assert (done.code, done.fault) == (0, ""), done
        assert "front" in done.said, done


@pytest.mark.parametrize(
    "group",
    [group if group == "databases" else pytest.param(group, marks=pytest.mark.thorough) for group in HOSTILE],
)
def test_whatever_a_package_is_made_to_do_a_message_comes_of_it(tmp_path: Path, group: str) -> None:
    folder, temporary = tmp_path / "packages", tmp_path / "temporary"
    temporary.mkdir()
    write_all(folder, group)
    here = Path(attacks.__file__)
    command = [sys.executable, here, str(_MEGABYTES), str(folder), *(["all"] if is_thorough() else [])]
    path = os.pathsep.join((str(ROOT), str(here.parent)))
    environment = os.environ | {"PYTHONPATH": path, "TMPDIR": str(temporary), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        last = (late.stdout or b"").splitlines()[-1:]
        raise AssertionError(f"more than {_SECONDS} seconds; the last was {last}") from None
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (told[-1:], done.stderr[-2000:])
    assert [each for each in told if "fault" in each] == []
    assert len(told) == len(HOSTILE[group])
    assert list(temporary.iterdir()) == []
