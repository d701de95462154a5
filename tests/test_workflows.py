"""What GitHub does with the project is what the project says of itself."""

import re
import tomllib
from typing import Any

import pytest
import yaml
from repository import ROOT

FILES = sorted(ROOT.glob(".github/workflows/*.yml"))
pytestmark = pytest.mark.skipif(not FILES, reason="an sdist has no workflows")


def jobs(name: str) -> dict[str, Any]:
    """Return the jobs of a workflow."""
    found: dict[str, Any] = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"))[
        "jobs"
    ]
    return found


def test_every_python_that_is_promised_is_tried_on_every_system() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    tried = jobs("check")["quick"]["strategy"]["matrix"]
    assert tried["python"] == promised
    assert project["requires-python"] == f">={promised[0]}"
    assert {system.split("-")[0] for system in tried["os"]} == {"ubuntu", "macos", "windows"}


@pytest.mark.parametrize("name", ["check", "release"])
def test_actions_are_pinned_jobs_end_and_nothing_is_allowed_that_is_not_needed(name: str) -> None:
    text = (ROOT / f".github/workflows/{name}.yml").read_text(encoding="utf-8")
    assert "\npermissions: {}\n" in text
    for used in re.findall(r"uses: (.+)", text):
        assert re.fullmatch(r"\S+@[0-9a-f]{40} # v[\d.]+|\./\S+", used), used
    for job, steps in jobs(name).items():
        assert "uses" in steps or steps["timeout-minutes"] <= 60, job


def test_only_the_jobs_that_publish_may_write() -> None:
    may_write = {job for job, steps in jobs("release").items() if "write" in steps["permissions"].values()}
    assert may_write == {"pypi", "github"}
