"""Packages of any origin are read as they are, and those made to do harm are refused in plain words."""

import io
import json
import random
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from anki_tools import open_collection
from learner import JUNE
from package_files import PICTURE, exported, members, rezipped, with_json, with_sql, zstd
from small_project import write_project

from studygen.anki.reading import package_report, protobuf
from studygen.anki.reading.apkg_reader import read_package
from studygen.anki.reading.package import PackageCard
from studygen.anki.reading.zip_reader import name_fault
from studygen.commands.deck import deck_of, write_deck
from studygen.problems import StudygenError
from studygen.project import project
from studygen.releases.diff import package_diff
from studygen.releases.diff.as_json import to_json
from studygen.releases.diff.as_markdown import to_markdown
from studygen.releases.diff.as_text import to_text

OLD, NEW = True, False  # containers


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, bytes]:
    """A package of Anki's in the older container and in the newer one."""
    folder = tmp_path_factory.mktemp("anki")
    return {legacy: exported(folder, legacy=legacy).read_bytes() for legacy in (OLD, NEW)}


def refusal(path: Path) -> str:
    with pytest.raises(StudygenError) as caught:
        read_package(path)
    message = str(caught.value)
    assert str(path) in message
    return message


# What is in it


@pytest.mark.parametrize("legacy", [OLD, NEW])
def test_a_package_of_anki_is_read_whole(
    made: dict[bool, bytes], tmp_path: Path, temporary: Path, legacy: bool
) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[legacy])
    package = read_package(path)
    assert package.container == ("collection.anki21" if legacy else "collection.anki21b")
    cat, one, paws = package.notes
    assert cat.fields == ('cat <img src="a cat é.png">', "<b>miaow</b>")
    assert cat.tags == ("a::b", "c")
    assert (cat.label, one.label, paws.label) == (
        "cat [picture a cat é.png]",
        "1 < 2",
        "Paws have claws.",
    )
    assert cat.cards == (PackageCard(0, "Animals::Cats"), PackageCard(1, "Animals::Cats"))
    assert [card.ordinal for card in paws.cards] == [0, 2]
    assert paws.type.cloze
    assert paws.named == {"Text": paws.fields[0], "Back Extra": "<i>most</i>"}
    assert [(deck.name, deck.description) for deck in package.decks] == [
        ("Animals", "All <b>kinds</b>"),
        ("Animals::Cats", ""),
        ("Default", ""),
    ]
    assert [deck.name for deck in package.filled_decks] == ["Animals::Cats"]
    (medium,) = package.media
    assert (medium.name, medium.size, medium.digest) == (
        "a cat é.png",
        len(PICTURE),
        sha256(PICTURE).hexdigest(),
    )
    assert list(temporary.iterdir()) == []


def test_both_containers_are_read_alike(made: dict[bool, bytes], tmp_path: Path) -> None:
    packages = []
    for legacy in (OLD, NEW):
        path = tmp_path / "x.apkg"
        path.write_bytes(made[legacy])
        packages.append(replace(read_package(path), container="", size=0))
    assert packages[0] == packages[1]


def test_note_types_are_those_of_anki(made: dict[bool, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[NEW])
    read = {each.type.name: each for each in read_package(path).note_types}
    with open_collection(tmp_path / "learner.anki2") as col:
        for name, each in read.items():
            known = col.models.by_name(name)
            assert known
            assert each.type.css == known["css"]
            assert [
                (field.name, field.description, field.is_folded, not field.is_searched)
                for field in each.type.fields
            ] == [
                (field["name"], field["description"], field["collapsed"], field["excludeFromSearch"])
                for field in known["flds"]
            ]
            assert [(side.name, side.front, side.back) for side in each.type.templates] == [
                (side["name"], side["qfmt"], side["afmt"]) for side in known["tmpls"]
            ]


def test_a_whole_collection_is_read_as_well(tmp_path: Path) -> None:
    exported(tmp_path, legacy=OLD)
    for legacy in (OLD, NEW):
        with open_collection(tmp_path / "collection.anki2") as col:
            path = tmp_path / "all.colpkg"
            col.export_collection_package(str(path), include_media=True, legacy=legacy)
        assert len(read_package(path).notes) == 3


def test_a_package_of_studygen_is_read_as_it_was_written(tmp_path: Path) -> None:
    small = project.load(write_project(tmp_path))
    deck = deck_of(small, "", "Mats", "<all>", "text", 0)
    lock = small.lock.released(deck.notes, JUNE)
    write_deck(small, deck, lock, tmp_path / "x.apkg", lambda *_: None)
    package = read_package(tmp_path / "x.apkg")
    assert package.container == "collection.anki2"
    assert [(note.label, note.fields, note.tags) for note in package.notes] == [
        (note.id, note.fields, tuple(sorted(note.anki_tags))) for note in deck.notes
    ]
    types = {each.type.name: replace(each.type, key="") for each in package.note_types}
    assert types == {
        note_type.name: replace(note_type, key="")
        for note_type in {note.type.key: note.type for note in deck.notes}.values()
    }
    assert {each.mod for each in package.note_types} == {JUNE}
    (filled,) = package.filled_decks
    assert filled.name == "Mats"
    assert filled.description.startswith("<p>&lt;all&gt;</p>")


def test_cards_in_a_filtered_deck_belong_to_the_deck_they_came_from(tmp_path: Path) -> None:
    path = exported(tmp_path, legacy=OLD)
    before = read_package(path)
    with_sql(path, "update cards set odid = did, did = 1")
    assert read_package(path).notes == before.notes


@pytest.mark.parametrize("legacy", [OLD, NEW])
def test_what_anki_mends_is_read_as_it_would(tmp_path: Path, legacy: bool) -> None:
    path = exported(tmp_path, legacy=legacy)
    with_sql(
        path,
        "update notes set flds = 'one' where flds like 'cat%'",
        "update notes set flds = 'a' || char(31) || 'b' || char(31) || 'c' where flds like '1%'",
        "update cards set did = 77 where ord = 2",
    )
    cat, one, paws = read_package(path).notes
    assert cat.fields == ("one", "")
    assert one.fields == ("a", "b; c")
    assert [card.deck for card in paws.cards] == ["Animals::Cats", ""]


def test_a_medium_that_is_only_listed_is_told_apart(made: dict[bool, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[OLD])
    contents = members(path)
    del contents["0"]
    (medium,) = read_package(rezipped(path, contents)).media
    assert (medium.size, medium.digest) == (0, "")


# What is refused


def each(change: dict[str, Any]) -> Callable[[dict[str, dict[str, Any]]], object]:
    """Return what changes something of every record."""
    return lambda records: {key: record | change for key, record in records.items()}


def without(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda contents: {key: value for key, value in contents.items() if key != name}


def given(**replaced: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda contents: contents | {key.replace("_", "."): value for key, value in replaced.items()}


@pytest.mark.parametrize(
    ("legacy", "change", "message"),
    [
        (OLD, without("collection.anki21"), "is damaged: 'collection.anki21' is missing"),
        (OLD, lambda _: {"readme": b""}, "is no Anki package: there is no collection in it"),
        (OLD, given(collection_anki21=b"SQLite format 3\0" + b"x" * 5000), "its database is damaged"),
        (OLD, given(collection_anki21=b""), "its table 'col' is missing"),
        (OLD, given(meta=b"\x08\x04"), "container of version 4, and studygen knows them up to 3; "),
        (OLD, given(meta=b"\x08\x00"), "its container has the version 0"),
        (OLD, given(meta=b"\xff\xff"), "its 'meta' cannot be read: a message is cut off"),
        (OLD, given(meta=b"\x0f"), "its 'meta' cannot be read: a message has a value of the unknown kind 7"),
        (OLD, given(media=b"[]"), "its list of media: it is no JSON object"),
        (OLD, given(media=b"[" * 100_000), "its list of media: it is no JSON that can be read"),
        (OLD, given(media=b'{"0": 7}'), "its list of media: '0' is '7', which is none of Anki's values"),
        (OLD, given(media=b'{"0": "../x.png"}'), "'../x.png' in it is bad: it leads to another folder"),
        (OLD, given(media=b'{"0": "C:\\\\x.png"}'), "it leads to another folder"),
        (OLD, given(media=b'{"0": ""}'), "it is no name of a file"),
        (NEW, given(media=b"(\xb5/\xfd"), "'media' cannot be unpacked: Compressed file ended"),
        (NEW, given(media=b"plain"), "'media' cannot be unpacked"),
        (NEW, given(media=zstd.compress(b"\x08\x07")), "it has a number where an entry belongs"),
        (NEW, given(media=zstd.compress(b"\x0a\x05\x0a\x03../")), "'../' in it is bad: it leads"),
        (NEW, given(collection_anki21b=zstd.compress(bytes(range(256)))[:20]), "cannot be unpacked"),
        (NEW, lambda all_: all_ | {"../x": b""}, "the name '../x' in it is bad: it leads to another folder"),
        (NEW, lambda all_: all_ | {"media/": b""}, "the name 'media/' in it is bad"),
        (NEW, lambda all_: all_ | {"x" * 300: b""}, "it is longer than 255 bytes"),
    ],
)  # fmt: skip
def test_what_is_not_as_anki_writes_it_is_refused(
    made: dict[bool, bytes],
    tmp_path: Path,
    temporary: Path,
    legacy: bool,
    change: Callable[[dict[str, bytes]], dict[str, bytes]],
    message: str,
) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[legacy])
    rezipped(path, change(members(path)))
    assert message in refusal(path)
    assert list(temporary.iterdir()) == []
    assert sorted(file.name for file in tmp_path.iterdir()) == ["temporary", "x.apkg"]


VIEW = ("alter table notes rename to real", "create view notes as select * from real")


@pytest.mark.parametrize("legacy", [OLD, NEW])
@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (VIEW, "its database has a view 'notes' that is no plain table, as Anki has none"),
        (("create trigger t after insert on notes begin select 1; end",), "has a trigger 't'"),
        (("create virtual table v using fts5(x)",), "has a table 'v' that is no plain table"),
        (("create table g (a, b generated always as (a + 1))",), "has a table 'g' that is no plain table"),
        (("drop table cards",), "its table 'cards' is missing"),
        (("alter table cards rename column odid to other",), "its table 'cards' lacks the column 'odid'"),
        (("update notes set mod = 'soon'",), "'soon' where a value of another kind belongs"),
        (("update notes set flds = cast(x'ff' as text)",), "its database is damaged: Could not decode"),
        (("update notes set mid = 5",), "is of a note type that is not in it"),
        (("update col set ver = 19",), "has the schema 19; studygen knows 11 and 18"),
        (("delete from col",), "has the schema none"),
    ],
)
def test_a_database_with_more_or_less_than_anki_s_is_refused(
    made: dict[bool, bytes], tmp_path: Path, legacy: bool, statements: tuple[str, ...], message: str
) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[legacy])
    with_sql(path, *statements)
    assert message in refusal(path)


@pytest.mark.parametrize("legacy", [OLD, NEW])
def test_a_field_of_absurd_length_is_refused(made: dict[bool, bytes], tmp_path: Path, legacy: bool) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[legacy])
    with_sql(path, "update notes set flds = hex(randomblob(17000000)) where flds like '1%'")
    assert "its database is damaged: string or blob too big" in refusal(path)


def test_a_view_that_calls_itself_a_table_is_refused(made: dict[bool, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[OLD])
    lie = "update sqlite_master set type = 'table' where name = 'notes'"
    with_sql(path, *VIEW, "pragma writable_schema = on", lie)
    assert "its database" in refusal(path)


@pytest.mark.parametrize(
    ("column", "change", "message"),
    [
        ("models", lambda _: "{", "it is no JSON that can be read"),
        ("models", lambda _: "[" * 50_000, "it is no JSON that can be read"),
        ("models", lambda _: f'{{"1": {{"id": {"9" * 5000}}}}}', "it is no JSON that can be read"),
        ("models", lambda _: [], "its models are no JSON objects"),
        ("models", lambda _: {"1": 2}, "its models are no JSON objects"),
        ("models", each({"id": 1 << 70}), "'id' is '118"),
        ("models", each({"mod": True}), "'mod' is 'True'"),
        ("models", each({"flds": []}), "has no fields"),
        ("models", each({"flds": [1]}), "no list of objects"),
        ("models", each({"css": 1e400}), "'css' is 'inf'"),
        ("decks", lambda _: {"1": {"id": 1}}, "'name' is 'None'"),
    ],
)  # fmt: skip
def test_wrong_json_is_refused(
    made: dict[bool, bytes], tmp_path: Path, column: str, change: Callable[[Any], object], message: str
) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[OLD])
    assert message in refusal(with_json(path, column, change))


def test_notes_that_lack_millions_of_fields_are_refused(made: dict[bool, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[NEW])
    numbers = "with recursive n(i) as (select 9 union all select i + 1 from n where i < {})"
    fields = f"{numbers} insert into fields select ntid, i, i, config from n, fields where ord = 1"  # noqa: S608  # our own
    one = "(select * from notes order by id limit 1)"
    values = "i, i, mid, mod, usn, tags, 'x', sfld, csum, flags, data"
    notes = f"{numbers} insert into notes select {values} from n, {one}"  # noqa: S608  # our own
    with_sql(path, fields.format(990), notes.format(2000))
    assert "its notes lack more than 1,000,000 fields" in refusal(path)
    with_sql(path, "delete from fields where ord > 1", fields.format(2000))
    assert "has more than 1000 fields or cards" in refusal(path)


def test_half_a_character_does_no_harm(made: dict[bool, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[OLD])
    with_json(path, "models", each({"name": "\ud800"}))
    assert {each.type.name for each in read_package(path).note_types} == {"?"}


def test_no_file_a_folder_and_no_archive_are_refused(tmp_path: Path) -> None:
    assert "cannot read" in refusal(tmp_path / "nothing.apkg")
    assert "cannot read" in refusal(tmp_path)
    (tmp_path / "x.apkg").write_bytes(b"PK\x03\x04 and no more")
    assert "is no Anki package, which is a zip archive, or is cut off" in refusal(tmp_path / "x.apkg")


def test_one_name_twice_is_refused(made: dict[bool, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[OLD])
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("0", b"")
    assert "the name '0' is in it twice" in refusal(path)


def test_an_encrypted_or_oddly_compressed_member_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("media", b"")
    assert "compressed in a way that Anki does not know" in refusal(path)
    rezipped(path, {"media": b""})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "'media' in it is encrypted" in refusal(path)


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    path = rezipped(tmp_path / "x.apkg", {"media": random.Random(1).randbytes(1000)})  # noqa: S311  # no secret
    data = path.read_bytes()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, tail = data[start:end], bytearray(data[end:])
    others = b"".join(entry.replace(b"media", f"medi{number}".encode()) for number in range(10))
    tail[8:12] = (11).to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * 11).to_bytes(4, "little")
    path.write_bytes(data[:start] + entry + others + tail)
    assert "its members overlap" in refusal(path)


@pytest.mark.parametrize("legacy", [OLD, NEW])
def test_bombs_are_refused_before_they_fill_anything(
    made: dict[bool, bytes], tmp_path: Path, temporary: Path, legacy: bool
) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[legacy])
    contents = members(path)
    empty = io.BytesIO()
    if legacy:
        empty.write(bytes(110 << 20))
    else:
        with zstd.open(empty, "wb") as packed:
            for _ in range(1100):
                packed.write(bytes(1 << 20))
    for name in ("0", "collection.anki21" if legacy else "collection.anki21b"):
        rezipped(path, contents | {name: empty.getvalue()})
        assert f"is refused: {name!r} grows more than 200 times by unpacking" in refusal(path)
    rezipped(path, contents | {"media": empty.getvalue()})
    assert "is refused: 'media' holds more than the 32 MB that it may" in refusal(path)
    assert list(temporary.iterdir()) == []


def test_a_database_that_leads_in_circles_is_refused(made: dict[bool, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(made[OLD])
    # Many notes, so that their table has pages above pages.
    with_sql(
        path,
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)"
        " insert into notes select i, 'g' || i, mid, mod, usn, tags, flds, sfld, csum, flags, data"
        " from n, (select * from notes limit 1)",
    )
    contents = members(path)
    database = bytearray(contents["collection.anki21"])
    size = int.from_bytes(database[16:18], "big")
    with sqlite3.connect(path.with_suffix(".db")) as connection:
        (root,) = connection.execute("select rootpage from sqlite_master where name = 'notes'").fetchone()
    connection.close()
    start = (root - 1) * size
    assert database[start] == 5, "a page above pages"
    first = start + int.from_bytes(database[start + 12 : start + 14], "big")
    database[start + 8 : start + 12] = database[first : first + 4]  # the last page below is the first again
    message = refusal(rezipped(path, contents | {"collection.anki21": bytes(database)}))
    assert "its database is damaged" in message


@pytest.mark.parametrize("legacy", [OLD, NEW])
def test_whatever_byte_is_wrong_nothing_but_a_message_comes_of_it(
    made: dict[bool, bytes], tmp_path: Path, temporary: Path, legacy: bool
) -> None:
    """Bytes are changed in the archive, and in the database and the lists that it holds."""
    path, chance = tmp_path / "x.apkg", random.Random(7)  # noqa: S311  # no secret
    path.write_bytes(made[legacy])
    contents = members(path)
    whole, read = read_package(path), 0
    for turn in range(300):
        if turn % 2:
            path.write_bytes(flipped(made[legacy], chance))
        else:
            name = chance.choice(sorted(contents))
            content = contents[name]
            if is_zstd := content.startswith(b"(\xb5/\xfd"):
                content = zstd.decompress(content)
            content = flipped(content, chance)
            rezipped(path, contents | {name: zstd.compress(content) if is_zstd else content})
        with suppress(StudygenError):
            package = read_package(path)
            read += 1
            difference = package_diff.compare(whole, package)
            for text in (package_report.to_text(package), to_text(difference), to_markdown(difference)):
                assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
            assert json.loads(package_report.to_json(package))
            assert json.loads(to_json(difference))
    assert 10 < read < 290
    assert list(temporary.iterdir()) == []


def flipped(content: bytes, chance: random.Random) -> bytes:
    """Return bytes of which some are others, or a part is missing or there twice."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.choice(
                (0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256))
            )
    at = chance.randrange(len(changed) + 1)
    turn = chance.randrange(8)
    return bytes(changed[:at] if turn == 0 else changed + changed[at:] if turn == 1 else changed)


@pytest.mark.parametrize("name", ["", " ", ".", "..", "a/b", "a\\b", "c:x", "a\0b", "ß" * 200])
def test_names_that_lead_elsewhere_are_bad(name: str) -> None:
    assert name_fault(name)


@pytest.mark.parametrize("name", ["a.png", ".hidden", "a..b", "_style.css", "ü ß 猫.jpg", "10:30.png"])
def test_odd_names_of_plain_files_are_good(name: str) -> None:
    assert name_fault(name) is None


# Messages


def test_a_message_is_read_as_google_s_library_wrote_it() -> None:
    from anki import notetypes_pb2

    written = notetypes_pb2.Notetype.Field.Config(font_name="Arial", font_size=20, id=-5)
    read = protobuf.message(written.SerializeToString())
    assert (protobuf.text(read, 3), protobuf.number(read, 4), protobuf.number(read, 9)) == ("Arial", 20, -5)
    assert (protobuf.number(read, 77), protobuf.text(read, 78)) == (0, "")
    reals = (
        notetypes_pb2.Notetype.Field.Config(other=b"\xff").SerializeToString()
        + b"\x4d\1\0\0\0\x51"
        + bytes(8)
    )
    assert protobuf.number(protobuf.message(reals), 10) == 0
    assert protobuf.content(protobuf.message(reals), 255) == b"\xff"


@pytest.mark.parametrize("data", [b"\x0a\x05abc", b"\x08", b"\x08" + b"\xff" * 11, b"\x0d\1\2", b"\x0b"])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(StudygenError):
        protobuf.message(data)


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(StudygenError):
        protobuf.number(protobuf.message(b"\x0a\x01a"), 1)
    with pytest.raises(StudygenError):
        protobuf.text(protobuf.message(b"\x0a\x01\xff"), 1)
    with pytest.raises(StudygenError):
        protobuf.content(protobuf.message(b"\x08\x01"), 1)
