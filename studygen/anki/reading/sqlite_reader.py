"""SQLite databases of any origin: read only, and nothing in them is run.

A database can hold code that runs when it is read: views and triggers that stand in for tables, computed
columns, virtual tables. Anki's have none, so that all of it is refused before a row is read.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from studygen.problems import StudygenError

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 32 << 20,  # of a text and of a row, in bytes
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# A hundred times what half a million notes take.
_STEPS_AT_ONCE, _MOST_STEPS = 1_000_000, 2_000
_PLAIN = re.compile(r"\s*CREATE\s+(?:TABLE|(?:UNIQUE\s+)?INDEX)\b", re.IGNORECASE)
_COMPUTED = re.compile(r"\b(?:GENERATED|AS)\b", re.IGNORECASE)
_SQL_COMMENT = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)


class Database:
    """An open database, whose tables are plain."""

    def __init__(self, connection: sqlite3.Connection, tables: Mapping[str, frozenset[str]]) -> None:
        self._connection = connection
        self._tables = tables

    def rows(self, table: str, columns: Mapping[str, type]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table in the order of its first column.

        Args:
            table: its name.
            columns: those that are wanted, and what is in them; SQLite itself takes any value.

        Raises:
            StudygenError: there is no such table, it lacks a column, or it is damaged.
        """
        if table not in self._tables:
            raise StudygenError(f"its table {table!r} is missing")
        for column in columns:
            if column not in self._tables[table]:
                raise StudygenError(f"its table {table!r} lacks the column {column!r}")
        # Each page is reached once, and rows and columns are where they should be. Other tables may be in an
        # order of names that only Anki has.
        (verdict,) = self._connection.execute(f'PRAGMA quick_check("{table}")').fetchone()
        if verdict != "ok":
            raise StudygenError(f"its database is damaged: {verdict}")
        names, kinds = ", ".join(f'"{column}"' for column in columns), tuple(columns.values())
        for row in self._connection.execute(f'SELECT {names} FROM "{table}" ORDER BY 1'):  # noqa: S608  # our own names
            for value, kind in zip(row, kinds, strict=True):
                if not isinstance(value, kind):
                    raise StudygenError(
                        f"its table {table!r} has {str(value)[:40]!r} where a value of another kind belongs"
                    )
            yield row


@contextmanager
def open_database(path: Path) -> Iterator[Database]:
    """Open a database to read from it.

    Raises:
        StudygenError: it is damaged, or holds more than tables; here, or while it is read.
    """
    # Immutable: SQLite then takes neither a journal nor a log that claims to belong to it.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            _restrict(connection)
            yield Database(connection, _tables(connection))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise StudygenError(f"its database is damaged: {error}") from error


def _restrict(connection: sqlite3.Connection) -> None:
    """Allow nothing but to read tables. Extensions cannot be loaded, unless that is switched on."""
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    steps = iter(range(_MOST_STEPS))
    # A page that is its own sibling a thousand times would be read for ever.
    connection.set_progress_handler(lambda: next(steps, None) is None, _STEPS_AT_ONCE)
    # Anki's own order of names; only that there is one matters, since what is read is sorted by numbers.
    connection.create_collation(
        "unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")  # a file that is cut off would end the program
    connection.set_authorizer(_only_reads)


def _only_reads(
    action: int, what: str | None, _more: str | None, _database: str | None, _by: str | None
) -> int:
    reads = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    if reads or (action == sqlite3.SQLITE_PRAGMA and what in ("quick_check", "table_xinfo")):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _tables(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """Return the columns of each table.

    Raises:
        StudygenError: there is more than tables and indexes.
    """
    tables = {}
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        # What is written counts: a view may call itself a table. Indexes that SQLite makes have no words.
        words = _SQL_COMMENT.sub(" ", str(sql or "CREATE INDEX"))
        if kind not in ("table", "index") or not _PLAIN.match(words) or _COMPUTED.search(words):
            raise StudygenError(
                f"its database has a {kind} {name!r} that is no plain table, as Anki has none"
            )
        if kind == "table" and isinstance(name, str):
            tables[name] = frozenset(_columns(connection, name))
    return tables


def _columns(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    quoted = table.replace('"', '""')
    for _, name, *_, hidden in connection.execute(f'PRAGMA table_xinfo("{quoted}")'):
        if hidden:
            raise StudygenError(f"the table {table!r} of its database computes the column {name!r}")
        yield str(name)
