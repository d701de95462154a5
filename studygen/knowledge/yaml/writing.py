"""Records written as YAML that people read: a key on each line, and texts of several lines as they are."""

import re
from collections.abc import Iterable, Mapping

from studygen.knowledge.yaml.scalars import double_quoted

Value = str | bool | Iterable["Value"] | Mapping[str, "Value"]

_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*|(?!-)[^\W\d_][\w-]*(?:::[\w-]+)*(?<!:)")
_NOT_AS_IS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


def as_yaml(records: Iterable[Mapping[str, Value]]) -> str:
    """Return a list of records, with a blank line between them."""
    return "\n".join("".join(_item(record, "")) for record in records)


def _item(record: Mapping[str, Value], indent: str) -> Iterable[str]:
    for number, (key, value) in enumerate(record.items()):
        yield f"{indent}{'  ' if number else '- '}{key}:{_value(value, f'{indent}  ')}"


def _value(value: Value, indent: str) -> str:
    """Return what stands behind the colon of a key, up to the end of its last line."""
    if isinstance(value, bool):
        return f" {str(value).lower()}\n"
    if isinstance(value, str):
        return f" {_text(value, indent)}\n"
    if isinstance(value, Mapping):
        inside = "".join(f"{indent}  {key}:{_value(inner, f'{indent}  ')}" for key, inner in value.items())
        return f"\n{inside}"
    items = list(value)
    if items and isinstance(items[0], Mapping):
        return "\n" + "".join(
            line for item in items if isinstance(item, Mapping) for line in _item(item, f"{indent}  ")
        )
    texts = [_text(item, indent) for item in items if isinstance(item, str)]
    if all(_PLAIN.fullmatch(each) for each in texts):
        return f" [{', '.join(texts)}]\n"
    return "\n" + "".join(f"{indent}  - {each}\n" for each in texts)


def _text(text: str, indent: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_AS_IS:
        return text
    lines = text.split("\n")
    is_simple = lines[0][:1].strip() and all(line.isprintable() for line in lines) and text == text.strip()
    if len(lines) == 1 or not is_simple:
        return double_quoted(text)
    return "|-\n" + "\n".join(f"{indent}  {line}" if line else "" for line in lines)
