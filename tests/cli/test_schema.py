"""`studygen schema`: what editors are told of a project's files."""

import json

import pytest
from command_line import run


@pytest.mark.usefixtures("small")
def test_schema_describes_what_may_be_written() -> None:
    schema = json.loads(run("schema").stdout)
    assert {"Term", "Figure", "Date", "Argument"} <= set(schema["$defs"])
    assert json.loads(run("schema", "deck").stdout)["required"] == ["deck"]
