"""The versions of Anki that updates are tried with: where they are, and how one goes through scenarios."""

import importlib.metadata
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from repository import ROOT

VERSIONS = ("26.9.3", "24.11", "23.10", "2.1.66")
FOLDER = ROOT / ".anki" / str(sys.implementation.cache_tag)  # what they depend on is compiled for one Python
TOGETHER_WITH = "protobuf<8"  # they take any, though a coming one may no longer know what they were made with
SCRIPT = Path(__file__).with_name("anki_script.py")

Step = dict[str, Any]
Scenario = tuple[Sequence[Step], Sequence[Step]]  # how it starts, which many may have in common, and the rest


def folder_of(version: str) -> Path | None:
    """Return the folder to import a version from; None if it is not on this computer."""
    of_the_tests = importlib.metadata.distribution("anki")
    if of_the_tests.version == version:
        return Path(str(of_the_tests.locate_file("")))
    folder = FOLDER / version
    return folder if folder.is_dir() else None


def install(version: str) -> None:
    """Install a version into a folder of its own, whole or not at all."""
    part = FOLDER / f"{version}.part"
    shutil.rmtree(part, ignore_errors=True)
    pip = [sys.executable, "-m", "pip"]
    if importlib.util.find_spec("pip") is None:  # as in an environment that Debian's Python made
        pip = [str(getattr(sys, "_base_executable", sys.executable)), "-m", "pip", "--python", sys.executable]
    command = [*pip, "install", "--quiet", "--target", str(part), f"anki=={version}", TOGETHER_WITH]
    subprocess.run(command, check=True, timeout=300)
    part.rename(FOLDER / version)


def played(folder: Path, scenarios: Sequence[Scenario]) -> list[list[Any]]:
    """Have the version in a folder go through scenarios, and return what it tells of each step of each."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    run = subprocess.run(
        [sys.executable, "-S", SCRIPT],
        input=json.dumps(scenarios),
        capture_output=True,
        text=True,
        env=environment | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    told: list[list[Any]] = json.loads(run.stdout)
    return told
