"""Tables, and the text exports of Quizlet and of Anki.

Anki's says what it is in its first lines (`#separator:tab`, `#html:true`, `#columns:…`, `#tags column:3`).
Quizlet's says nothing: a card is a line, with whatever its owner chose between term and definition.
"""

import csv
import re
from collections import Counter
from io import StringIO

from studygen.lists.card_list import CardTable, Row
from studygen.lists.columns import looks_like_header

_SEPARATORS = {
    "comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":",
}  # fmt: skip
_HEADER = re.compile(r"#([a-z ]+):(.*)")
_IN_TABLES = (",", ";", "\t", "|")
_BETWEEN = ("\t", " | ", " – ", " - ", ";", ": ", ", ")
_ENOUGH = 0.7  # of the lines that have it, what stands between term and definition
_COLUMNS = {"tags column": "tags", "deck column": "deck", "guid column": "-", "notetype column": "-"}


def read_table(text: str) -> CardTable:
    """Read comma-separated values, whatever separates them."""
    separator = max(_IN_TABLES, key=lambda each: (_regularity(text, each), -_IN_TABLES.index(each)))
    return _table(_parsed(text, separator), {}, is_html=False)


def read_text(text: str) -> CardTable:
    """Read a text export: Anki's, if its first lines say so, else Quizlet's or one like it."""
    lines = text.split("\n")
    said: dict[str, str] = {}
    while lines and (found := _HEADER.fullmatch(lines[0].rstrip("\r"))):
        said[found[1]] = found[2]
        lines = lines[1:]
    return _ankis("\n".join(lines), said) if said else _plain(text)


def _ankis(text: str, said: dict[str, str]) -> CardTable:
    written = said.get("separator", "tab")
    separator = _SEPARATORS.get(written.strip().lower(), written[:1] or "\t")
    roles = {
        int(said[key]) - 1: role for key, role in _COLUMNS.items() if said.get(key, "").strip().isdecimal()
    }
    rows = _parsed(text, separator)
    if "columns" in said:
        rows.insert(0, next(csv.reader([said["columns"]], delimiter=separator), []))
    table = _table(rows, roles, is_html=said.get("html", "").strip() == "true", has_header="columns" in said)
    more = tuple(said.get("tags", "").split())
    if not more:
        return table
    with_tags = tuple(Row(row.values, (*row.tags, *more), row.group) for row in table.rows)
    return CardTable(table.columns, with_tags, table.is_html, roles)


def _plain(text: str) -> CardTable:
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    between = next((each for each in _BETWEEN if _share(lines, each) >= _ENOUGH), "\t")
    rows: list[list[str]] = []
    for line in lines:
        if between in line or not rows:
            most = -1 if between == "\t" else 1
            rows.append(line.split(between, most))
        else:  # a definition of several lines
            rows[-1][-1] += f"\n{line}"
    return _table(rows, {}, is_html=False)


def _share(lines: list[str], between: str) -> float:
    return sum(between in line for line in lines) / max(1, len(lines))


def _parsed(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(1 << 24)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    return [row for row in reader if any(cell.strip() for cell in row)]


def _regularity(text: str, separator: str) -> float:
    """Return how sure it is that this separates the values: how many rows have as many, and more than one."""
    try:
        widths = Counter(len(row) for row in _parsed(text[:50_000], separator))
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, often = widths.most_common(1)[0]
    return often / widths.total() if width > 1 else 0.0


def _table(
    rows: list[list[str]], roles: dict[int, str], *, is_html: bool, has_header: bool | None = None
) -> CardTable:
    width = max(map(len, rows), default=0)
    even = [[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in rows]
    if has_header is None:
        has_header = bool(even) and looks_like_header(even[0])
    columns = tuple(even.pop(0)) if has_header and even else ("",) * width
    return CardTable(columns, tuple(Row(tuple(row)) for row in even), is_html, roles)
