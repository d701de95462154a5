"""Whatever bytes readers are given, they end with a value or a message."""

import re
from pathlib import Path

import pytest
from fuzz_targets import TARGETS
from hypothesis import given
from strategies import inputs, templates
from thoroughness import examples


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_come_to_an_end(name: str) -> None:
    @examples(60, 1000)
    @given(inputs(name))
    def try_it(data: bytes) -> None:
        TARGETS[name](data)

    try_it()


@examples(100, 1000)
@given(templates())
def test_any_template_comes_to_an_end(template: str) -> None:
    TARGETS["template"](template.encode("utf-8", "replace"))


def test_the_fuzzer_knows_all_that_is_fuzzed() -> None:
    fuzzer = (Path(__file__).parent / "fuzz.py").read_text(encoding="utf-8")
    names = fuzzer[fuzzer.index("NAMES = (") :].partition(")")[0]
    assert re.findall(r'"(\w+)"', names) == list(TARGETS)
