"""What real Anki makes of the packages: imported, rendered, imported again, and updated."""

import re
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_tools import ImportCounts, cards, full_ids, import_package, open_collection, rendered
from hypothesis import given
from hypothesis import strategies as st
from learner import APRIL, JUNE, MAY, built, quiet, scheduling, studied
from repository import ROOT
from small_project import replaced, write_project
from thoroughness import examples

from studygen.cards.study_order import study_order
from studygen.commands.deck import deck_of, write_deck
from studygen.knowledge.text.tags import ancestors
from studygen.project import project
from studygen.project.project import Project


def test_anki_has_every_note_and_card_of_the_essay(essay: Project, whole_essay: Collection) -> None:
    assert whole_essay.note_count() == len(essay.notes)
    assert whole_essay.card_count() == sum(len(note.cards) for note in essay.notes)


def test_anki_would_make_the_same_cards(whole_essay: Collection) -> None:
    assert not whole_essay.get_empty_cards().notes
    before = whole_essay.card_count()
    whole_essay.fix_integrity()
    assert whole_essay.card_count() == before


def test_new_cards_come_in_the_order_of_study(essay: Project, whole_essay: Collection) -> None:
    shown = [(card.note()["Id"], card.ord) for card in cards(whole_essay)]
    assert shown == [(note.id, card.ordinal) for note, card in study_order(essay.notes)]


def test_both_sides_of_every_card_of_the_essay_are_whole(essay: Project, whole_essay: Collection) -> None:
    by_id = {note.id: note for note in essay.notes}
    for card in cards(whole_essay):
        note = by_id[card.note()["Id"]]
        question, answer = rendered(card)
        for side in (question, answer):
            side = side.replace("[[type:Spelling]]", "")  # in whose place the reviewer puts the input
            words = re.sub(r"<[^>]+>", "", side)
            assert words.strip()
            assert not re.search(r"\{\{|\}\}|\[\[|\]\]|\[%|\[#|\*\*|&lt;", side), (note.id, side)
        assert question != answer
        assert note.citations[0].locator in answer
        assert note.citations[0].words[:20] in answer.replace("&amp;", "&")
        assert not note.speaker or note.speaker in answer
        assert ("Editor’s note" in answer) == bool(note.remark)
        assert "Editor’s note" not in question


def test_an_installed_deck_is_not_named_like_a_stock_note_type(whole_essay: Collection) -> None:
    names = {note_type.name for note_type in whole_essay.models.all_names_and_ids()}
    assert {"Blanquism Term", "Blanquism Argument"} <= names
    assert not any(name.endswith("+") for name in names)


def test_importing_the_same_file_again_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = built(write_project(tmp_path), APRIL, monkeypatch) / "all.apkg"
    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, package) == ImportCounts(new=6)
        before = studied(col)
        assert import_package(col, package) == ImportCounts(duplicate=6)
        assert scheduling(col) == before


def test_after_one_word_is_changed_one_note_is_updated_and_all_scheduling_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = built(write_project(tmp_path), APRIL, monkeypatch) / "all.apkg"
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        before = studied(col)
        write_project(tmp_path, replaced("source/terms.yaml", "What the cat sat", "What the tomcat sat"))
        assert built(tmp_path, MAY, monkeypatch) == package.parent
        assert import_package(col, package) == ImportCounts(updated=1, duplicate=5)
        assert scheduling(col) == before
        assert col.find_notes("tomcat") == col.find_notes("Id:mat")


def test_a_rebuild_of_the_same_project_is_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = built(write_project(tmp_path), APRIL, monkeypatch) / "all.apkg"
    first = package.read_bytes()
    built(tmp_path, JUNE, monkeypatch)
    assert package.read_bytes() == first


def test_a_new_style_reaches_the_learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = built(write_project(tmp_path), APRIL, monkeypatch) / "all.apkg"
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        before = studied(col)
        write_project(tmp_path, {"templates/cards/cards.css": ".card {color: teal}"})
        built(tmp_path, MAY, monkeypatch)
        assert import_package(col, package) == ImportCounts(duplicate=6)
        assert scheduling(col) == before
    with open_collection(tmp_path / "learner.anki2") as col:
        note_type = col.models.by_name("Mats Term")
        assert note_type is not None
        assert note_type["css"] == ".card {color: teal}"


def test_decks_that_overlap_share_their_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = built(write_project(tmp_path), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, folder / "theft.apkg") == ImportCounts(new=2)
        before = studied(col)
        assert import_package(col, folder / "all.apkg") == ImportCounts(new=4, duplicate=2)
        assert col.note_count() == 6
        assert {key: scheduling(col)[key] for key in before} == before
        # A shared card stays in the deck that was imported first.
        assert len(col.find_cards('"deck:Mats::Theft"')) == len(before)


SHIPPED = project.load(ROOT)
TAGS = sorted(
    {above for note in SHIPPED.notes for tag in (*note.tags, *note.anki_tags) for above in ancestors(tag)}
)
TERM = st.one_of(
    st.sampled_from([f"tag:{tag}" for tag in TAGS]),
    st.builds(lambda tag, at: f"tag:{tag[:at]}*", st.sampled_from(TAGS), st.integers(1, 12)),
    st.builds(lambda tag, at: f"tag:{tag[:at]}_{tag[at + 1 :]}", st.sampled_from(TAGS), st.integers(0, 8)),
    st.sampled_from([f'"note:{note_type.name}"' for note_type in SHIPPED.note_types.values()]),
    st.sampled_from(["note:*Argument", "note:*e*", "tag:none", "tag:*stalin", "note:Blanquism_Date"]),
)
SEARCH = st.recursive(
    TERM,
    lambda inner: st.one_of(
        st.builds("-({})".format, inner),
        st.builds("{} {}".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("{} AND {}".format, inner, inner),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def essay_ids(whole_essay: Collection) -> dict[int, str]:
    """The full ids of the notes of the essay."""
    return full_ids(whole_essay)


@examples(200, 2000)
@given(search=SEARCH)
def test_a_selection_of_the_essay_is_what_anki_finds_with_the_same_words(
    whole_essay: Collection, essay_ids: dict[int, str], search: str
) -> None:
    in_anki = SHIPPED.search(search).in_anki
    found = {essay_ids[number] for number in whole_essay.find_notes(in_anki)}
    assert {note.id for note in SHIPPED.select(search)} == found
    assert {note.id for note in SHIPPED.select(in_anki)} == found


def test_learners_have_one_tag_at_the_top_and_numbers_in_order_below_it(
    whole_essay: Collection, essay: Project
) -> None:
    (top,) = whole_essay.tags.tree().children
    assert top.name == essay.spec.root
    assert {below.name for below in top.children} == {tag.split("::")[0] for tag in TAGS} - {top.name}
    (paragraphs,) = (below for below in top.children if below.name == "paragraph")
    assert [each.name for each in paragraphs.children] == [f"{number:02}" for number in range(1, 12)]


def test_every_shipped_deck_imports(essay: Project, tmp_path: Path) -> None:
    assert len(essay.decks) >= 3
    for deck in essay.decks:
        chosen = deck_of(essay, deck.spec.where, deck.spec.deck, deck.spec.description, deck.spec.order, 0)
        write_deck(essay, chosen, essay.lock.released(chosen.notes, JUNE), tmp_path / "x.apkg", quiet)
        with open_collection(tmp_path / f"{deck.name}.anki2") as col:
            assert import_package(col, tmp_path / "x.apkg") == ImportCounts(new=len(chosen.notes))
            assert col.decks.id_for_name(deck.spec.deck)
