"""The description of a deck leads learners to what an update keeps."""

from pathlib import Path

import pytest
from anki_tools import import_package, open_collection
from learner import JUNE, built
from repository import ROOT
from small_project import FILES, replaced, write_project

from studygen.commands.check import check

NAME = FILES["studygen.yaml"].partition("\n")[0]


def description(root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the description of a deck in the collection that it was imported into."""
    package = built(root, JUNE, monkeypatch) / "all.apkg"
    with open_collection(root / "collection.anki2") as col:
        import_package(col, package)
        deck = col.decks.by_name("Mats")
        assert deck
        return str(deck["desc"])


def test_a_deck_says_what_an_update_keeps_and_where_more_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = {"decks/all.yaml": "deck: Mats\ndescription: Cats & mats.\n"}
    about, _, updates = description(write_project(tmp_path, deck), monkeypatch).partition("</p>")
    assert about == "<p>Cats &amp; mats."
    assert "keeps your scheduling, flags, suspended cards and deck options" in updates
    assert "A field or a card of your own in a note type ends all updates" in updates
    assert "docs/learning.md" in updates
    assert "ends all updates" in (ROOT / "docs/learning.md").read_text(encoding="utf-8")


def test_it_leads_to_the_page_that_the_project_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "https://example.org/decks?of=mats&in=en"
    named = replaced("studygen.yaml", NAME, f"{NAME}\nhelp: {page}")
    said = description(write_project(tmp_path, {**named, "decks/all.yaml": "deck: Mats\n"}), monkeypatch)
    assert '<a href="https://example.org/decks?of=mats&amp;in=en">More</a>' in said


def test_what_is_no_web_address_is_told(tmp_path: Path) -> None:
    named = replaced("studygen.yaml", NAME, f'{NAME}\nhelp: javascript:alert("1")')
    problems, _ = check(write_project(tmp_path, named))
    (told,) = [str(each) for each in problems if each.rule == "bad-value"]
    assert told.startswith(f"{tmp_path}/studygen.yaml:2:7: 'javascript:alert(\"1\")' cannot be `help`: ")
    assert "The web address (https://…) of a page that tells learners what an update keeps" in told


def test_it_introduces_those_who_speak_in_the_deck_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = FILES["source/source.yaml"].replace("{name: A. Pet}", "{name: A. Pet, about: Wrote *it* & <b>.}")
    voices = voices.replace("{name: the dog}", "{name: the dog, about: Took it.}")
    voices = voices.replace("{name: the cat}", "{name: the cat, about: Lay on it.}")
    deck = {"decks/all.yaml": 'deck: Mats\ndescription: Mats.\nwhere: "-tag:person::dog -note:*Argument"\n'}
    said = description(write_project(tmp_path, {"source/source.yaml": voices, **deck}), monkeypatch)
    assert said.split("</p><p>")[1] == "<b>A. Pet</b>: Wrote it &amp; &lt;b&gt;."
    whole = {"decks/all.yaml": "deck: Mats\ndescription: Mats.\n"}
    said = description(write_project(tmp_path, {"source/source.yaml": voices, **whole}), monkeypatch)
    names = ["A. Pet", "the dog", "the cat"]
    assert [line.partition("</b>")[0] for line in said.split("</p><p>")[1].split("<br>")] == [
        f"<b>{name}" for name in names
    ]
