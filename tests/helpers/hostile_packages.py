"""Packages made to do harm, each by a name that says how; the same bytes each time, and without Anki.

    python tests/helpers/hostile_packages.py FOLDER

writes them all into a folder, to be tried by hand.
"""

import io
import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_BETWEEN = "\x1f"  # the fields of a note
_MB = 1 << 20
STEERING = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.\u2066\r\x08"
_SCHEMA = {
    "col": "ver integer, models text, decks text",
    "notes": "id integer, guid text, mid integer, mod integer, tags text, flds text",
    "cards": "id integer, nid integer, did integer, ord integer, odid integer",
}

Row = Sequence[object]


# What they are made of


def note_type(**changes: Any) -> dict[str, Any]:
    """Return a note type as older packages have it, with whatever is to be different."""
    sides = {"name": "Card", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}
    sides |= {key: changes.pop(key) for key in ("qfmt", "afmt") if key in changes}
    fields = [{"name": name, "ord": place} for place, name in enumerate(("Front", "Back"))]
    return {"id": 1, "name": "Basic", "mod": 0, "type": 0, "flds": fields, "tmpls": [sides]} | changes


def collection(
    *statements: str,
    models: object = None,
    decks: object = None,
    notes: Iterable[Row] = (),
    cards: Iterable[Row] = (),
    ver: object = 11,
    without: str = "",
) -> bytes:
    """Return a database of the older kind: JSON as it is if it is text, and statements that are run at last."""
    models = {"1": note_type()} if models is None else models
    decks = {"1": {"id": 1, "name": "Default", "desc": ""}} if decks is None else decks
    notes = list(notes) or [(1, "guid", 1, 0, "", _BETWEEN.join(("front", "back")))]
    rows = {
        "col": [(ver, *(each if isinstance(each, str) else json.dumps(each) for each in (models, decks)))],
        "notes": notes,
        "cards": list(cards) or [(number, note[0], 1, 0, 0) for number, note in enumerate(notes, start=1)],
    }
    with closing(sqlite3.connect(":memory:")) as connection:
        for table, columns in _SCHEMA.items():
            if table != without:
                # Without types, each value stays what it is.
                bare = ", ".join(column.split()[0] for column in columns.split(", "))
                connection.execute(f"create table {table} ({bare})")
                marks = ", ".join("?" * len(rows[table][0]))
                connection.executemany(f"insert into {table} values ({marks})", rows[table])
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        return connection.serialize()


def archive(*members: tuple[str, bytes]) -> bytes:
    """Return a zip archive of members, which may have any names, also one several times."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members:
            info = zipfile.ZipInfo("x", _LONG_AGO)
            info.filename = info.orig_filename = name  # as it is: the module itself would mend it
            info.compress_type = zipfile.ZIP_DEFLATED
            if name not in opened.NameToInfo:
                opened.writestr(info, content)
                continue
            del opened.NameToInfo[name]  # or the module would warn
            opened.writestr(info, content)
    return target.getvalue()


def package(database: bytes | None = None, media: bytes = b"{}", *more: tuple[str, bytes]) -> bytes:
    """Return a package of the older kind."""
    database = collection() if database is None else database
    return archive(("collection.anki21", database), ("media", media), *more)


def newest(database: bytes, media: bytes = b"", *more: tuple[str, bytes], packed: bool = True) -> bytes:
    """Return a package of the newest kind, whose members are compressed by zstd in themselves."""
    contents = [("collection.anki21b", database), ("media", media)]
    members = [(name, zstd.compress(content) if packed else content) for name, content in contents]
    return archive(("meta", b"\x08\x03"), *members, *more)


def a_note(front: str, back: str = "back", tags: str = "", guid: str = "guid") -> bytes:
    """Return a package of one note."""
    return package(collection(notes=[(1, guid, 1, 0, tags, front + _BETWEEN + back)]))


def a_template(front: str, back: str = "{{Back}}", field: str = "front", **changes: Any) -> bytes:
    """Return a package of one note with other sides."""
    model = note_type(qfmt=front, afmt=back, **changes)
    return package(collection(models={"1": model}, notes=[(1, "guid", 1, 0, "", f"{field}{_BETWEEN}back")]))


def a_cloze(text: str, ordinals: Sequence[object] = (0,)) -> bytes:
    """Return a package of one cloze note with the given cards."""
    model = note_type(type=1, qfmt="{{cloze:Front}}", afmt="{{cloze:Front}}<br>{{Back}}")
    cards = [(number, 1, 1, ordinal, 0) for number, ordinal in enumerate(ordinals, start=1)]
    notes = [(1, "guid", 1, 0, "", text + _BETWEEN)]
    return package(collection(models={"1": model}, notes=notes, cards=cards))


# Tricks of archives


def _a_link() -> bytes:
    """Return a package with a picture that is a symbolic link to a file of the system."""
    target = io.BytesIO(package(None, b'{"0": "a.png"}'))
    with zipfile.ZipFile(target, "a") as opened:
        info = zipfile.ZipInfo("0", _LONG_AGO)
        info.create_system, info.external_attr = 3, 0o120777 << 16
        opened.writestr(info, "/etc/passwd")
    return target.getvalue()


def _changed(find: bytes, by: bytes, *, last: bool = False) -> bytes:
    """Return a sound package with some bytes of its archive changed."""
    sound = package()
    at = sound.rindex(find) if last else sound.index(find)
    return sound[:at] + by + sound[at + len(by) :]


def _wrong_sum() -> bytes:
    """Return a package whose database is not that of its checksum."""
    start = package().index(b"PK\x01\x02")
    return package()[: start + 16] + b"\0\1\2\3" + package()[start + 20 :]


def _nested() -> bytes:
    """Return a package that holds itself as a picture, several times."""
    inner = package()
    for _ in range(20):
        inner = package(None, b'{"0": "a.apkg"}', ("0", inner))
    return inner


def _packed_zeros(size: int) -> bytes:
    """Return zeros packed by zstd, which make a thousandth of it."""
    target = io.BytesIO()
    with zstd.open(target, "wb") as opened:
        for _ in range(size // _MB):
            opened.write(bytes(_MB))
    return target.getvalue()


def _window(power: int) -> bytes:
    """Return the beginning of a frame of zstd that asks for a window of so many bits."""
    return b"\x28\xb5\x2f\xfd\x00" + bytes([(power - 10) << 3]) + b"\x01\x00\x00"


ARCHIVES: Mapping[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no archive": lambda: b"\x89PNG" * 100,
    "an empty archive": lambda: b"PK\x05\x06" + bytes(18),
    "no collection": lambda: archive(("media", b"{}")),
    "an absolute name": lambda: package(None, b"{}", ("/tmp/owned", b"x")),  # noqa: S108  # never written
    "a name that leads up": lambda: package(None, b"{}", ("../../owned", b"x")),
    "a name with backslashes": lambda: package(None, b"{}", ("..\\owned", b"x")),
    "a name with a drive": lambda: package(None, b"{}", ("c:owned", b"x")),
    "a name that ends at a null": lambda: package(None, b"{}", ("a\0../owned", b"x")),
    "a name that steers": lambda: package(None, b"{}", (STEERING, b"x")),
    "a long name": lambda: package(None, b"{}", ("x" * 60_000, b"x")),
    "a folder": lambda: package(None, b"{}", ("owned/", b"")),
    "a link": _a_link,
    "a name twice": lambda: package(None, b"{}", ("media", b'{"0": "b"}')),
    "two databases of a name": lambda: package(None, b"{}", ("collection.anki21", collection())),
    "many members": lambda: package(None, b"{}", *((str(number), b"") for number in range(20_000))),
    "a wrong checksum": _wrong_sum,
    "an encrypted member": lambda: _changed(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"),
    "an unknown compression": lambda: _changed(
        b"PK\x01\x02\x14\x03\x14\0\0\0\x08\0", b"PK\x01\x02\x14\x03\x14\0\0\0\x63\0"
    ),
    "a directory elsewhere": lambda: package()[:-6] + b"\xff\xff\xff\x7f\0\0",
    "more members than there are": lambda: package()[:-14] + b"\xff\xff\xff\xff" + package()[-10:],
    "cut off in its directory": lambda: package()[:-40],
    "cut off in its database": lambda: package()[:200],
    "cut off in front": lambda: package()[20:],
    "within itself": _nested,
    "a bomb for a database": lambda: package(bytes(120 * _MB)),
    "a bomb for media": lambda: package(None, bytes(40 * _MB)),
    "a bomb for a picture": lambda: package(None, b'{"0": "a.png"}', ("0", bytes(120 * _MB))),
    "a bomb of zstd": lambda: archive(
        ("meta", b"\x08\x03"),
        ("collection.anki21b", _packed_zeros(1100 * _MB)),
        ("media", zstd.compress(b"")),
    ),
    "a bomb of zstd for media": lambda: archive(
        ("meta", b"\x08\x03"),
        ("collection.anki21b", zstd.compress(collection())),
        ("media", _packed_zeros(64 * _MB)),
    ),
    "a wide window": lambda: archive(
        ("meta", b"\x08\x03"), ("collection.anki21b", _window(31)), ("media", b"")
    ),
    "no zstd": lambda: newest(collection(), packed=False),
    "zstd cut off": lambda: archive(
        ("meta", b"\x08\x03"),
        ("collection.anki21b", zstd.compress(collection())[:-9]),
        ("media", zstd.compress(b"")),
    ),
    "meta of nothing": lambda: package(None, b"{}", ("meta", b"")),
    "meta of a version to come": lambda: package(None, b"{}", ("meta", b"\x08\x63")),
    "meta of a negative version": lambda: package(None, b"{}", ("meta", b"\x08" + b"\xff" * 9 + b"\x01")),
    "meta cut off": lambda: package(None, b"{}", ("meta", b"\x08\xff")),
    "meta of something else": lambda: package(None, b"{}", ("meta", b"\x0a\x02ab")),
    "meta of groups": lambda: package(None, b"{}", ("meta", b"\x0b" * 1000)),
    "media of nothing": lambda: package(None, b""),
    "media that is a list": lambda: package(None, b"[]"),
    "media that is deep": lambda: package(None, b'{"0":' * 100_000),
    "media with numbers for names": lambda: package(None, b'{"0": 1}'),
    "media with a huge number": lambda: package(None, b'{"0": ' + b"1" * 5000 + b"}"),
    "media with infinity": lambda: package(None, b'{"0": Infinity}'),
    "media not in UTF-8": lambda: package(None, b'{"0": "\xff"}'),
    "media in UTF-16": lambda: package(None, '{"0": "a.png"}'.encode("utf-16")),
    "media that lead up": lambda: package(None, b'{"0": "../owned.png"}', ("0", b"x")),
    "media that is absolute": lambda: package(None, b'{"0": "/etc/passwd"}', ("0", b"x")),
    "media half a character": lambda: package(None, b'{"0": "\\ud800.png"}', ("0", b"x")),
    "media that steer": lambda: package(None, json.dumps({"0": f"{STEERING}.png"}).encode(), ("0", b"x")),
    "media of one name": lambda: package(None, b'{"0": "a.png", "1": "a.png"}', ("0", b"x"), ("1", b"y")),
    "media that are the database": lambda: package(None, b'{"collection.anki21": "a.png"}'),
    "media that are not there": lambda: package(None, b'{"7": "a.png"}'),
    "a list of media that is cut off": lambda: newest(collection(ver=18), b"\x0a\x7f\x0a"),
    "a list of media with numbers": lambda: newest(collection(ver=18), b"\x08\x01"),
    "a list of many media": lambda: newest(collection(ver=18), b"\x0a\x00" * 300_000),
}


# Tricks of databases


def message(*fields: tuple[int, str | int]) -> bytes:
    """Return a message of protobuf, of short texts and small numbers."""
    made = b""
    for field, value in fields:
        data = value.encode() if isinstance(value, str) else b""
        head, size = field << 3, len(data)
        made += bytes([head | 2, size]) + data if isinstance(value, str) else bytes([head, value])
    return made


def newer(config: bytes = b"", field: bytes = b"", template: bytes | None = None, kind: bytes = b"") -> bytes:
    """Return a package whose note types and decks are messages."""
    template = message((1, "{{Front}}"), (2, "{{Back}}")) if template is None else template
    return newest(
        collection(
            "create table notetypes (id integer, name text, mtime_secs integer, config blob)",
            "create table fields (ntid integer, ord integer, name text, config blob)",
            "create table templates (ntid integer, ord integer, name text, config blob)",
            "create table decks (id integer, name text, kind blob)",
            f"insert into notetypes values (1, 'Basic', 0, x'{config.hex()}')",
            f"insert into fields values (1, 0, 'Front', x'{field.hex()}'), (1, 1, 'Back', x'')",
            f"insert into templates values (1, 0, 'Card', x'{template.hex()}')",
            f"insert into decks values (1, 'Default', x'{kind.hex()}')",
            ver=18,
        )
    )


def _page_changed(at: int, by: bytes) -> bytes:
    """Return a package whose database has other bytes at a place."""
    database = collection()
    return package(database[:at] + by + database[at + len(by) :])


DATABASES: Mapping[str, Callable[[], bytes]] = {
    "no database": lambda: package(b"SELECT 1;" * 100),
    "a database of nothing": lambda: package(b""),
    "a database cut off": lambda: package(collection()[:-4096]),
    "a database that is a head alone": lambda: package(collection()[:100]),
    "pages of no size": lambda: _page_changed(16, b"\0\0"),
    "a table in circles": lambda: _page_changed(100, b"\x05\0\0\0\1\0\0\0\0\0\0\0\1"),
    "an encoding that is none": lambda: _page_changed(56, b"\0\0\0\x09"),
    "a log that belongs to it": lambda: _page_changed(18, b"\2\2"),
    "no notes": lambda: package(collection(without="notes")),
    "no cards": lambda: package(collection(without="cards")),
    "no collection in it": lambda: package(collection(without="col")),
    "two collections in it": lambda: package(collection("insert into col select * from col")),
    "no row of a collection": lambda: package(collection("delete from col")),
    "a column that is missing": lambda: package(collection("alter table notes drop column flds")),
    "a view": lambda: package(
        collection("create view x as with recursive n(i) as (select 1 union all select i + 1 from n) select * from n")
    ),
    "a view for notes": lambda: package(
        collection("alter table notes rename to n", "create view notes as select * from n")
    ),
    "a trigger": lambda: package(
        collection("create trigger x after insert on notes begin delete from notes; end")
    ),
    "a computed column": lambda: package(collection("alter table notes add column x as (hex(zeroblob(1e9)))")),
    "a table of another engine": lambda: package(
        collection(
            "pragma writable_schema = 1",
            "insert into sqlite_master values ('table', 'x', 'x', 0, 'create virtual table x using fts5(a)')",
        )
    ),
    "an index that computes": lambda: package(collection("create index x on notes (abs(id))")),
    "a table whose name steers": lambda: package(collection(f'create table "{STEERING}" (a)')),
    "SQL that cannot be read": lambda: package(
        collection("pragma writable_schema = 1", "update sqlite_master set sql = 'create table (((' where name = 'cards'")
    ),
    "a text for a number": lambda: package(collection("update notes set id = 'one'")),
    "a number for a text": lambda: package(collection("update notes set flds = 7")),
    "bytes for a text": lambda: package(collection("update notes set flds = x'ff00ff'")),
    "nothing for a text": lambda: package(collection("update notes set tags = null")),
    "infinity for a number": lambda: package(collection("update notes set mod = 9e999")),
    "a text not in UTF-8": lambda: package(collection("update notes set flds = cast(x'ff1fc0' as text)")),
    "half a character in a text": lambda: package(
        collection("update notes set guid = cast(x'eda080' as text)")
    ),
    "a large text": lambda: package(collection("update notes set flds = hex(zeroblob(3000000))")),
    "a text that is too large": lambda: package(collection("update notes set flds = zeroblob(40000000)")),
    "many notes": lambda: package(
        collection(
            "with recursive n(i) as (select 2 union all select i + 1 from n where i < 20000)"
            " insert into notes select i, i, 1, 0, '', '' from n"
        )
    ),
    "many cards of a note": lambda: package(collection(cards=[(each, 1, 1, 0, 0) for each in range(20_000)])),
    "a schema to come": lambda: package(collection(ver=99)),
    "a schema that is a text": lambda: package(collection(ver="11; drop table col")),
    "a note of no type": lambda: package(collection("update notes set mid = 77")),
    "a card of no note": lambda: package(collection(cards=[(1, 77, 1, 0, 0)])),
    "a card of no deck": lambda: package(collection(cards=[(1, 1, 77, 0, 0)])),
    "a card of a negative place": lambda: package(collection(cards=[(1, 1, 1, -1, 0)])),
    "a card of a huge place": lambda: package(collection(cards=[(1, 1, 1, 2**62, 0)])),
    "two notes of one id": lambda: package(collection("insert into notes select * from notes")),
    "a negative time": lambda: package(collection("update notes set mod = -9223372036854775808")),
    "models that are no JSON": lambda: package(collection(models="{")),
    "models that are a list": lambda: package(collection(models="[]")),
    "models that are deep": lambda: package(collection(models='{"1":' * 100_000)),
    "models with a huge number": lambda: package(collection(models='{"1": {"id": ' + "1" * 5000 + "}}")),
    "no models": lambda: package(collection(models={})),
    "a note type without fields": lambda: package(collection(models={"1": note_type(flds=[])})),
    "a note type without cards": lambda: package(collection(models={"1": note_type(tmpls=[])})),
    "a note type of many fields": lambda: package(
        collection(models={"1": note_type(flds=[{"name": f"f{number}"} for number in range(2000)])})
    ),
    "fields that are numbers": lambda: package(collection(models={"1": note_type(flds=[1])})),
    "fields of one name": lambda: package(
        collection(models={"1": note_type(flds=[{"name": "Front"}, {"name": "Front"}])})
    ),
    "a field without a name": lambda: package(collection(models={"1": note_type(flds=[{}])})),
    "places that are texts": lambda: package(
        collection(models={"1": note_type(flds=[{"name": "Front", "ord": "a"}, {"name": "Back", "ord": None}])})
    ),
    "sorted by nothing": lambda: package(collection(models={"1": note_type(sortf=7)})),
    "sorted by a negative": lambda: package(collection(models={"1": note_type(sortf=-1)})),
    "a kind that is none": lambda: package(collection(models={"1": note_type(type=2**70)})),
    "an id that is a text": lambda: package(collection(models={"1": note_type(id="1" * 5000)})),
    "an id with digits of another script": lambda: package(collection(models={"1": note_type(id="²")})),
    "names that steer": lambda: package(
        collection(
            models={"1": note_type(name=STEERING, flds=[{"name": STEERING}, {"name": "Front"}])},
            decks={"1": {"id": 1, "name": STEERING, "desc": STEERING}},
            notes=[(1, STEERING, 1, 0, STEERING, STEERING)],
        )
    ),
    "names with line breaks": lambda: package(
        collection(
            models={"1": note_type(name="a\nMedia\n  b", css="a\n" * 1000)},
            decks={"1": {"id": 1, "name": "a\n\nNotes", "desc": "x\u2028y\x85z"}},
        )
    ),
    "half a character in a name": lambda: package(collection(models={"1": note_type(name="\ud800")})),
    "decks that are texts": lambda: package(collection(decks={"1": "Default"})),
    "a deck of many levels": lambda: package(collection(decks={"1": {"id": 1, "name": "a::" * 20_000}})),
    "a deck with a huge id": lambda: package(collection(decks={"1": {"id": 2**70, "name": "a"}})),
    "a deck of nothing but signs": lambda: package(collection(decks={"1": {"id": 1, "name": "::::\x1f"}})),
    "newer tables that are missing": lambda: newest(collection(ver=18)),
    "settings cut off": lambda: newer(config=b"\x0a\x7f"),
    "settings of wrong kinds": lambda: newer(config=message((1, "x"), (2, "y"), (3, 7))),
    "settings with a long number": lambda: newer(config=b"\x10" + b"\xff" * 9 + b"\x7f"),
    "a size beyond all": lambda: newer(config=b"\x1a" + b"\xff" * 8 + b"\x7f"),
    "settings of a field of wrong kinds": lambda: newer(field=message((9, "id"))),
    "sides that are numbers": lambda: newer(template=message((1, 7), (2, 8))),
    "sides not in UTF-8": lambda: newer(template=b"\x0a\x02\xff\xfe"),
    "a deck of something else": lambda: newer(kind=b"\x08\x01"),
    "many small settings": lambda: newer(config=b"\x08\x00" * 500_000),
}  # fmt: skip


# Tricks of texts

_OPENINGS = {
    "comments": "<!--",
    "tags": "<a ",
    "quotes": '<a b="',
    "styles": "<style>",
    "scripts": "<script>",
    "end tags": "</div>",
    "elements": "<div>",
    "entities": "&",
    "sounds": "[sound:",
    "types": "[[type:",
    "formulas": "\\(",
    "latex": "[latex]",
    "directives": "[anki:tts lang=en]",
    "blanks": "{{c1::",
    "sections": "{{#Front}}",
    "backslashes": "\\",
    "brackets": "[",
    "less than": "<",
}

TEXTS: Mapping[str, Callable[[], bytes]] = {
    **{
        f"{what} without ends": (lambda opening=opening: a_note(opening * (150_000 // len(opening))))
        for what, opening in _OPENINGS.items()
    },
    **{
        f"{what} without ends in a blank": (lambda opening=opening: a_cloze("{{c1::" + opening * 10_000 + "}}"))
        for what, opening in _OPENINGS.items()
    },
    **{
        f"{what} without ends in a template": (lambda opening=opening: a_template("{{Front}}" + opening * 10_000))
        for what, opening in _OPENINGS.items()
    },
    "a number of many digits": lambda: a_note("&#" + "1" * 100_000 + ";"),
    "a number of many hexadecimal digits": lambda: a_note("&#x" + "f" * 100_000 + ";"),
    "a number of no character": lambda: a_note("&#xd800;&#1114112;&#0;&#27;[2J&#x9b;31m&#8238;"),
    "text that steers": lambda: a_note(STEERING, f"<b>{STEERING}</b>", STEERING, STEERING),
    "text that steers by entities": lambda: a_note("&#27;[2J &#155;31m &#x202e;gnp &#7; &Tab;&NewLine;"),
    "a picture that steers": lambda: a_note('<img alt="&#27;[2J" src="&#x202e;gnp.exe">'),
    "nulls": lambda: a_note("a\0b" * 1000, "\0", "\0 a\0b"),
    "marks upon marks": lambda: a_note("e" + "\u0301" * 150_000),
    "a field of half a million": lambda: a_note("x" * 500_000),
    "fields that are missing": lambda: package(collection(notes=[(1, "g", 1, 0, "", "")])),
    "fields that are too many": lambda: package(collection(notes=[(1, "g", 1, 0, "", _BETWEEN * 100_000)])),
    "many tags": lambda: a_note("x", tags=" ".join(f"t{number}" for number in range(50_000))),
    "a long tag": lambda: a_note("x", tags="a::" * 50_000),
    "scripts": lambda: a_note("<script>while (1);</script><img src=x onerror=alert(1)>"),
    "the front on the front": lambda: a_template("{{FrontSide}}" * 5000 + "{{Front}}"),
    "the front five thousand times": lambda: a_template("{{Front}}", "{{FrontSide}}" * 5000, "x" * 10_000),
    "a field five thousand times": lambda: a_template("{{Front}}" * 5000, field="x" * 10_000),
    "a hint five thousand times": lambda: a_template("{{hint:Front}}" * 5000),
    "filters upon filters": lambda: a_template("{{" + "text:" * 20_000 + "Front}}"),
    "furigana upon furigana": lambda: a_template("{{furigana:Front}}", field=" a[b]" * 30_000),
    "kana without ends": lambda: a_template("{{kana:kanji:Front}}", field=" a[" * 30_000),
    "boxes to type into": lambda: a_template("{{type:Front}}" * 5000, "{{type:cloze:Front}}" * 5000),
    "a field that is not there": lambda: a_template("{{Frnt}}"),
    "a field that steers": lambda: a_template("{{" + STEERING + "}}"),
    "an end without a section": lambda: a_template("{{/Front}}{{Front}}"),
    "sections crossed": lambda: a_template("{{#Front}}{{#Back}}{{/Front}}{{/Back}}"),
    "sections nested deep": lambda: a_template("{{#Front}}" * 9000 + "{{Front}}" + "{{/Front}}" * 9000),
    "other delimiters": lambda: a_template("{{=<% %>=}}<%Front%>"),
    "a template of nothing": lambda: a_template("", ""),
    "a template that is half open": lambda: a_template("{{Front"),
    "a template of a million": lambda: a_template("{{Front}}" + "x" * 1_000_000),
    "a formula in a blank": lambda: a_cloze(r"{{c1::\(x}}\) and \[{{c1::y}}"),
    "formulas in a blank": lambda: a_cloze("{{c1::" + r"\(x\)" * 20_000 + "}}"),
    "blanks in blanks": lambda: a_cloze("{{c1::" * 5000 + "x" + "}}" * 5000),
    "a blank of many digits": lambda: a_cloze("{{c" + "1" * 5000 + "::x}}"),
    "a blank of no number": lambda: a_cloze("{{c0::x}} {{c-1::x}} {{c::x}} {{c1,2,99999999999::x}}"),
    "a blank of nothing": lambda: a_cloze("{{c1::}}{{c1::::}}"),
    "many blanks": lambda: a_cloze("".join(f"{{{{c{each}::x}}}}" for each in range(1, 500)), range(499)),
    "a blank of a negative place": lambda: a_cloze("{{c1::x}}", [-1, -(2**63)]),
    "a blank of a huge place": lambda: a_cloze("{{c1::x}}", [2**63 - 1, 500, 10**15]),
    "places that are texts for blanks": lambda: a_cloze("{{c1::x}}", ["0", None, 1.5]),
    "an occlusion": lambda: a_cloze("{{c1::image-occlusion:rect:left=.1:top=" + "9" * 5000 + "}}"),
}  # fmt: skip

HOSTILE: Mapping[str, Mapping[str, Callable[[], bytes]]] = {
    "archives": ARCHIVES,
    "databases": DATABASES,
    "texts": TEXTS,
}


def write_all(folder: Path, group: str = "") -> list[Path]:
    """Write the packages, or those of a group, each with the name that it has here."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, makers in HOSTILE.items():
        for what, make in makers.items():
            if group in ("", name):
                written.append(folder / f"{what}.apkg")
                written[-1].write_bytes(make())
    return written


if __name__ == "__main__":
    for path in write_all(Path(*sys.argv[1:2])):
        sys.stdout.write(f"{path}\n")
