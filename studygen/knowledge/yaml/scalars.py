"""Values as they are written in YAML."""

import json


def double_quoted(text: str) -> str:
    """Return a text between straight double quotes, as YAML reads it."""
    return json.dumps(text, ensure_ascii=False)
