import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import anki_tools
import pytest
from anki.cards import Card
from anki.notes import NoteId
from anki_tools import ImportCounts

from studygen.anki import apkg_writer
from studygen.anki.apkg_writer import Deck, NoteRow, PackageSummary, write_package
from studygen.anki.notetypes import CardTemplate, Field, NoteType
from studygen.problems import StudygenError

NOW = 1_700_000_000
DECK = Deck("Blanquism::Economy", 1234, "<b>Planning</b> &amp; more")
TERM = NoteType(
    key="term",
    name="Term (test)",
    id=1_600_000_000_001,
    fields=(
        Field("Id", 11, "What it is known by", is_folded=True, is_searched=False),
        Field("Name", 12),
        Field("Meaning", 13),
    ),
    templates=(
        CardTemplate("Meaning", 21, "{{Name}}", "{{FrontSide}}<hr>{{Meaning}}"),
        CardTemplate("Name", 22, "{{Meaning}}", "{{FrontSide}}<hr>{{Name}}"),
    ),
    css=".card { color: black; }",
    sort_field=1,
)
CLOZE = NoteType(
    key="cloze",
    name="Cloze (test)",
    id=1_600_000_000_002,
    fields=(Field("Text", 31),),
    templates=(CardTemplate("Cloze", 41, "{{cloze:Text}}", "{{cloze:Text}}"),),
    css="",
    cloze=True,
)
MODS = {TERM.id: NOW, CLOZE.id: NOW}


def term(name: str, *, mod: int = NOW, meaning: str = "what it means", tags: tuple[str, ...] = ()) -> NoteRow:
    return NoteRow(f"guid-{name}", TERM, mod, (name, f"<b>{name}</b> &amp; co.", meaning), tags, (0, 1))


def write(path: Path, *rows: NoteRow, deck: Deck = DECK) -> Path:
    write_package(path, deck, rows, MODS)
    return path


def names(cards: Iterable[Card]) -> list[str]:
    return [card.note()["Id"] for card in cards]


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A package of an earlier build, which must outlive whatever goes wrong."""
    path = tmp_path / "build" / "deck.apkg"
    path.parent.mkdir()
    path.write_bytes(b"earlier")
    return path


def assert_untouched(earlier: Path, temporary: Path) -> None:
    assert earlier.read_bytes() == b"earlier"
    assert list(earlier.parent.iterdir()) == [earlier]
    assert list(temporary.iterdir()) == []


# What Anki makes of it


def test_a_new_learner_gets_every_note_and_card(tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    rows = [term("nep", tags=("topic::economy", "person::lenin", "topic::economy")), term("gosplan")]
    assert write_package(path, DECK, rows, MODS) == PackageSummary(notes=2, cards=4)
    with anki_tools.open_collection(tmp_path / "learner.anki2") as col:
        assert anki_tools.import_package(col, path) == ImportCounts(new=2)
        assert {deck.name for deck in col.decks.all_names_and_ids()} == {
            "Default",
            "Blanquism",
            "Blanquism::Economy",
        }
        deck = col.decks.by_name(DECK.name)
        assert deck
        assert deck["desc"] == DECK.description
        note_type = anki_tools.note_type(col, TERM.name)
        assert (note_type["id"], note_type["mod"], note_type["sortf"]) == (TERM.id, NOW, 1)
        keys = ("name", "id", "description", "collapsed", "excludeFromSearch")
        assert [tuple(field[key] for key in keys) for field in note_type["flds"]] == [
            ("Id", 11, "What it is known by", True, True),
            ("Name", 12, "", False, False),
            ("Meaning", 13, "", False, False),
        ]
        assert [(template["name"], template["id"]) for template in note_type["tmpls"]] == [
            ("Meaning", 21),
            ("Name", 22),
        ]
        assert note_type["css"] == TERM.css
        assert col.models.by_name(CLOZE.name) is None, "no note uses it"
        notes = anki_tools.query(col, "select guid, mod, tags, flds from notes order by id")
        assert notes == [
            [
                "guid-nep",
                NOW,
                " person::lenin topic::economy ",
                "nep\x1f<b>nep</b> &amp; co.\x1fwhat it means",
            ],
            ["guid-gosplan", NOW, "", "gosplan\x1f<b>gosplan</b> &amp; co.\x1fwhat it means"],
        ]
        assert anki_tools.rendered(anki_tools.cards(col)[0]) == (
            "<b>nep</b> &amp; co.",
            "<b>nep</b> &amp; co.<hr>what it means",
        )
        assert col.fix_integrity()[1], "Check Database is content"


def test_anki_computes_what_is_left_out_here(tmp_path: Path) -> None:
    path = write(tmp_path / "deck.apkg", term("nep"))
    with anki_tools.open_collection(tmp_path / "learner.anki2") as col:
        for expected in (ImportCounts(new=1), ImportCounts(updated=1)):
            assert anki_tools.import_package(col, path) == expected
            checksum = int(hashlib.sha1(b"nep", usedforsecurity=False).hexdigest()[:8], 16)
            assert anki_tools.query(col, "select sfld, csum from notes") == [["nep & co.", checksum]]
            path = write(path, term("nep", mod=NOW + 1, meaning="more"))
        assert anki_tools.note_type(col, TERM.name)["req"] == [[0, "any", [1]], [1, "any", [2]]]


def test_the_learner_reads_the_deck_in_the_order_of_the_rows(tmp_path: Path) -> None:
    order = ["nep", "bolshevik", "zemstvo", "april", "gosplan"]
    mods = [NOW, NOW + 500, NOW, NOW + 1000, NOW]
    path = write(
        tmp_path / "deck.apkg", *(term(name, mod=mod) for name, mod in zip(order, mods, strict=True))
    )
    for with_scheduling in (False, True):
        with anki_tools.open_collection(tmp_path / f"{with_scheduling}.anki2") as col:
            anki_tools.import_package(col, path, with_scheduling=with_scheduling)
            cards = anki_tools.cards(col)
            assert names(cards) == [name for name in order for _ in TERM.templates]
            assert [card.due for card in cards] == [due for due in range(1, 6) for _ in TERM.templates]
            deck_id = col.decks.id_for_name(DECK.name)
            assert deck_id
            col.decks.select(deck_id)
            queue = col._backend.get_queued_cards(fetch_limit=20, intraday_learning_only=False).cards
            shown = [col.get_note(NoteId(queued.card.note_id))["Id"] for queued in queue]
            assert shown[: len(order)] == order


def test_clozes_keep_their_numbers(tmp_path: Path) -> None:
    row = NoteRow("guid", CLOZE, NOW, ("{{c3::Lenin}} and {{c7::Stalin}}",), (), (2, 6))
    with anki_tools.open_collection(tmp_path / "learner.anki2") as col:
        anki_tools.import_package(col, write(tmp_path / "deck.apkg", row))
        assert [card.ord for card in anki_tools.cards(col)] == [2, 6]
        assert col.card_count() == len(col.find_cards("card:3 or card:7"))
        assert col.fix_integrity()[1]


def test_the_same_package_twice_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "deck.apkg", term("nep"), term("gosplan"))
    with anki_tools.open_collection(tmp_path / "learner.anki2") as col:
        anki_tools.import_package(col, path)
        queries = ["select * from notes", "select * from cards", "select * from notetypes"]
        before = [anki_tools.query(col, query) for query in queries]
        assert anki_tools.import_package(col, path) == ImportCounts(duplicate=2)
        assert [anki_tools.query(col, query) for query in queries] == before


def test_only_the_newer_note_is_updated_and_keeps_its_scheduling(tmp_path: Path) -> None:
    path = write(tmp_path / "deck.apkg", term("nep"), term("gosplan"), term("april"))
    with anki_tools.open_collection(tmp_path / "learner.anki2") as col:
        anki_tools.import_package(col, path)
        reviewed = [card.id for card in anki_tools.cards(col)]
        col.sched.set_due_date(reviewed, "5")
        cards = anki_tools.query(col, "select id, nid, ord, due, ivl, queue from cards")
        write(path, term("nep"), term("gosplan", mod=NOW + 60, meaning="a plan"), term("april"))
        assert anki_tools.import_package(col, path) == ImportCounts(updated=1, duplicate=2)
        assert [col.get_note(note)["Meaning"] for note in col.find_notes("Id:gosplan")] == ["a plan"]
        assert anki_tools.query(col, "select id, nid, ord, due, ivl, queue from cards") == cards


def test_a_new_cloze_reaches_a_note_that_is_known(tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    first = NoteRow("guid", CLOZE, NOW, ("{{c1::Lenin}} and Stalin",), (), (0,))
    second = first._replace(mod=NOW + 1, fields=("{{c1::Lenin}} and {{c2::Stalin}}",), cards=(0, 1))
    with anki_tools.open_collection(tmp_path / "learner.anki2") as col:
        anki_tools.import_package(col, write(path, first))
        (known,) = col.find_cards("")
        assert anki_tools.import_package(col, write(path, second)) == ImportCounts(updated=1)
        assert [card.ord for card in anki_tools.cards(col)] == [0, 1]
        assert known in col.find_cards("card:1")


def test_a_newer_note_type_changes_only_how_cards_look(tmp_path: Path) -> None:
    path = write(tmp_path / "deck.apkg", term("nep"))
    learner = tmp_path / "learner.anki2"
    with anki_tools.open_collection(learner) as col:
        anki_tools.import_package(col, path)
    newer = replace(TERM, css=".card { color: red; }")
    write_package(path, DECK, [term("nep")._replace(note_type=newer)], {TERM.id: NOW + 1})
    with anki_tools.open_collection(learner) as col:
        assert anki_tools.import_package(col, path) == ImportCounts(duplicate=1)
    with anki_tools.open_collection(learner) as col:
        assert anki_tools.note_type(col, TERM.name)["css"] == newer.css


def test_packages_that_overlap_share_their_notes_though_their_ids_collide(tmp_path: Path) -> None:
    words = [f"word-{number}" for number in range(8)]
    rows = [term(word, meaning=f"means {word}") for word in words]
    other = Deck("Blanquism::Terms", 5678)
    first = write(tmp_path / "first.apkg", *rows[:5])
    second = write(
        tmp_path / "second.apkg", *rows[:2:-1], deck=other
    )  # other notes under the ids of the first
    with anki_tools.open_collection(tmp_path / "learner.anki2") as col:
        assert anki_tools.import_package(col, first) == ImportCounts(new=5)
        assert anki_tools.import_package(col, second) == ImportCounts(new=3, duplicate=2)
        notes = [col.get_note(note) for note in col.find_notes("")]
        assert sorted(note["Meaning"] for note in notes) == [f"means {word}" for word in words]
        assert {(note.guid, len(note.cards())) for note in notes} == {(f"guid-{word}", 2) for word in words}
        in_first = anki_tools.cards(col, f'"deck:{DECK.name}"')
        in_second = anki_tools.cards(col, f'"deck:{other.name}"')
        assert names(in_first) == [word for word in words[:5] for _ in TERM.templates]
        assert names(in_second) == [word for word in words[:4:-1] for _ in TERM.templates]
        assert anki_tools.import_package(col, second) == ImportCounts(duplicate=5)
        changed = [
            row._replace(mod=NOW + 60) if row.guid in ("guid-word-3", "guid-word-7") else row for row in rows
        ]
        write(second, *changed[3:], deck=other)
        assert anki_tools.import_package(col, second) == ImportCounts(updated=2, duplicate=3)
        assert col.card_count() == 16
        assert col.fix_integrity()[1]


def test_media_arrive_under_their_names(tmp_path: Path) -> None:
    picture = tmp_path / "elsewhere.svg"
    picture.write_text("<svg/>")
    row = term("nep", meaning='<img src="map.svg"> [sound:a.mp3]')
    path = tmp_path / "deck.apkg"
    write_package(path, DECK, [row], MODS, {"map.svg": picture, "a.mp3": b"sound"})
    with anki_tools.open_collection(tmp_path / "learner.anki2") as col:
        anki_tools.import_package(col, path)
        media = Path(col.media.dir())
        assert (media / "map.svg").read_text() == "<svg/>"
        assert (media / "a.mp3").read_bytes() == b"sound"


# The file


def test_the_archive_is_the_same_everywhere(tmp_path: Path) -> None:
    script = """
import sys, time
time.time = lambda: float(sys.argv[1])
from pathlib import Path
import test_apkg_writer as t
rows = [t.term(f"word-{n}", tags=tuple({"b", "a", f"c::{n}"}), mod=t.NOW + n % 7) for n in range(2500)]
rows += [t.NoteRow("cloze", t.CLOZE, t.NOW, ("{{c1::x}}",), (), (0,))]
t.write_package(Path("deck.apkg"), t.DECK, rows, t.MODS, {"b.svg": b"1", "a.svg": b"2"})
"""
    paths = [str(Path(__file__).parent), str(Path(apkg_writer.__file__).parents[2])]
    packages = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([*paths, *sys.path]),
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": seed * 9,
            "TZ": f"UTC+{seed}",
        }
        subprocess.run([sys.executable, "-c", script, seed * 9], cwd=folder, env=environment, check=True)
        packages.append((folder / "deck.apkg").read_bytes())
    assert packages[0] == packages[1]
    with zipfile.ZipFile(tmp_path / "1" / "deck.apkg") as archive:
        assert archive.namelist() == ["collection.anki2", "media", "0", "1"]
        assert json.loads(archive.read("media")) == {"0": "a.svg", "1": "b.svg"}
        assert {(info.date_time, info.create_system, info.external_attr) for info in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 3, 0o600 << 16)
        }


def test_progress_rises_to_the_number_of_notes(tmp_path: Path) -> None:
    told: list[int] = []
    rows = (term(f"word-{number}") for number in range(2500))
    write_package(tmp_path / "deck.apkg", DECK, rows, MODS, progress=told.append)
    assert told == sorted(set(told))
    assert told[-1] == 2500


# Failures


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_rows_that_fail_leave_everything_as_it_was(
    earlier: Path, temporary: Path, failure: type[BaseException]
) -> None:
    def rows() -> Iterator[NoteRow]:
        yield from (term(f"word-{number}") for number in range(2500))
        assert list(temporary.iterdir()), "the work is under way"
        raise failure

    with pytest.raises(failure):
        write_package(earlier, DECK, rows(), MODS)
    assert_untouched(earlier, temporary)


def test_an_interruption_while_packing_leaves_everything_as_it_was(
    earlier: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "copyfileobj", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(earlier, term("nep"))
    assert_untouched(earlier, temporary)


def test_a_package_that_does_not_read_as_written_is_thrown_away(
    earlier: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(source: BinaryIO, target: BinaryIO, _: int) -> None:
        target.write(source.read(100))

    monkeypatch.setattr(shutil, "copyfileobj", cut_short)
    with pytest.raises(StudygenError, match=r"deck\.apkg: read again, it is not what was written"):
        write(earlier, term("nep"))
    assert_untouched(earlier, temporary)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let the system itself refuse what goes beyond."""
    resource = pytest.importorskip("resource")
    earlier = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, earlier[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, earlier)


def test_a_disk_too_small_for_the_rows_is_told(earlier: Path, temporary: Path) -> None:
    rows = [term(f"word-{number}", meaning="long " * 100) for number in range(5000)]
    with no_file_larger_than(1_000_000), pytest.raises(StudygenError) as raised:
        write(earlier, *rows)
    assert f"cannot write temporary files in {temporary}" in str(raised.value)
    assert "free some space there, or set TMPDIR to another folder" in str(raised.value)
    assert_untouched(earlier, temporary)


def test_a_disk_too_small_for_the_package_is_told(earlier: Path, temporary: Path) -> None:
    with no_file_larger_than(1_000_000), pytest.raises(StudygenError, match=r"cannot write .*deck\.apkg"):
        write_package(earlier, DECK, [term("nep")], MODS, {"noise.mp3": os.urandom(2_000_000)})
    assert_untouched(earlier, temporary)


def test_a_full_disk_is_told(earlier: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StudygenError, match=r"deck\.apkg: the disk is full"):
        write(earlier, term("nep"))
    assert_untouched(earlier, temporary)


def test_a_missing_medium_is_named(earlier: Path, temporary: Path, tmp_path: Path) -> None:
    with pytest.raises(StudygenError, match=r"cannot read .*map\.svg: No such file"):
        write_package(earlier, DECK, [term("nep")], MODS, {"map.svg": tmp_path / "map.svg"})
    assert_untouched(earlier, temporary)


def test_a_missing_temporary_folder_is_told(
    earlier: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "missing"))
    with pytest.raises(
        StudygenError, match=r"cannot make a temporary folder: .*set TMPDIR to a folder to use"
    ):
        write(earlier, term("nep"))
    assert_untouched(earlier, temporary)


GUARDS: dict[str, tuple[Callable[[NoteRow], NoteRow], str]] = {
    "too few fields": (lambda row: row._replace(fields=("a", "b")), r"2 fields; Term \(test\) has 3"),
    "separator": (lambda row: row._replace(fields=("a", "b\x1fc", "d")), r"U\+001F out of Name"),
    "no cards": (lambda row: row._replace(cards=()), "no cards"),
    "unknown card": (lambda row: row._replace(cards=(0, 2)), r"cards \(0, 2\); .* each of 0 to 1 once"),
    "card twice": (lambda row: row._replace(cards=(1, 1)), r"cards \(1, 1\)"),
    "cloze 501": (
        lambda row: row._replace(note_type=CLOZE, fields=("{{c501::a}}",), cards=(500,)),
        "each of 0 to 499 once",
    ),
    "duplicate guid": (lambda row: row._replace(guid="guid-nep"), "two notes have this guid"),
    "tag with a space": (
        lambda row: row._replace(tags=("a", "b c")),
        "tag 'b c' is empty or has white space",
    ),
    "tag with an ideographic space": (lambda row: row._replace(tags=("b\u3000c",)), "white space"),
    "empty tag": (lambda row: row._replace(tags=("",)), "tag '' is empty"),
}


@pytest.mark.parametrize("name", GUARDS)
def test_what_anki_would_get_wrong_is_refused(earlier: Path, temporary: Path, name: str) -> None:
    spoil, words = GUARDS[name]
    bad = spoil(term("bad"))
    with pytest.raises(StudygenError, match=words) as raised:
        write(earlier, term("nep"), bad)
    assert str(raised.value).startswith(f"note {bad.guid}: ")
    assert_untouched(earlier, temporary)


def test_two_note_types_of_one_id_are_refused(earlier: Path, temporary: Path) -> None:
    other = replace(TERM, name="Other", css="")
    with pytest.raises(StudygenError, match=r"note types Term \(test\) and Other have the same id"):
        write(earlier, term("nep"), term("gosplan")._replace(note_type=other))
    assert_untouched(earlier, temporary)


def test_equal_note_types_are_one(tmp_path: Path) -> None:
    write(tmp_path / "deck.apkg", term("nep"), term("gosplan")._replace(note_type=replace(TERM)))
