"""SECURITY.md promises nothing that no test holds, and leads nowhere where nothing is."""

import re

import pytest
from repository import ROOT

POLICY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = re.findall(
    r"^\| (.+?) \| (.+) \|$", POLICY.split("what holds it")[1].split("\n## ")[0], re.MULTILINE
)[1:]


@pytest.mark.parametrize(("promise", "held_by"), PROMISES)
def test_every_promise_is_held_by_a_test(promise: str, held_by: str) -> None:
    tests = re.findall(r"`(\S+\.py)::(\w+)`", held_by)
    assert tests, promise
    for file, name in tests:
        assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), name


def test_there_are_promises_and_links_lead_somewhere() -> None:
    assert len(PROMISES) >= 8
    for target in re.findall(r"\]\(([^)]+)\)", POLICY):
        assert (ROOT / target).exists(), target
