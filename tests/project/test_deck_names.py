"""A selection is called in words, always so that Anki can have a deck of that name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_project import replaced, write_project
from thoroughness import examples

from studygen.anki.identities import is_deck_name
from studygen.anki.search_query import parse
from studygen.commands.deck import deck_of
from studygen.project import project
from studygen.project.deck_names import Vocabulary, deck_name, description, phrase
from studygen.project.project import Project

KNOWN = Vocabulary(
    meanings={
        "topic::economy": "How the economy was run.",
        "topic::economy::nep": "Lenin’s New Economic Plan and its end.",
        "topic::class-interests": "Who profits.",
        "topic::late_soviet_union": "What came last.",
        "person::stalin": "Stalin: his rise.",
        "person::trotsky": "Trotsky’s argument.",
        "period::stalin": "The years of his rule.",
        "period::civil-war": "1918 to 1921.",
        **{f"paragraph::{number:02}": f"Paragraph {number}." for number in range(1, 13)},
    },
    note_types={"Essay Term": "Term", "Essay Argument": "Argument", "Essay Date": "Date"},
    prose="During the Civil War, Stalin was no Trotsky. War Communism was an economy of war.",
)


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("tag:person::stalin", "Stalin"),
        ('"TAG:Person::STALIN"', "Stalin"),
        ("(tag:person::stalin)", "Stalin"),
        ("tag:period::stalin", "Stalin (period)"),  # the other one came first
        ("tag:topic", "Topic"),
        ("tag:topic::class-interests", "Class interests"),
        ("tag:topic::economy::nep", "NEP"),  # which its meaning spells out
        ("tag:period::civil-war", "Civil War"),  # as the text writes it
        ("tag:paragraph::04", "Paragraph 4"),
        ("tag:topic::economy -tag:person::trotsky", "Economy without Trotsky"),
        ("-tag:person::trotsky tag:topic::economy", "Economy without Trotsky"),
        ("-tag:person::trotsky", "All without Trotsky"),
        ("tag:person::stalin or tag:person::trotsky", "Stalin or Trotsky"),
        ("tag:person::stalin or (tag:topic or tag:person::trotsky)", "Stalin, Topic or Trotsky"),
        ("tag:topic::economy tag:person::stalin", "Economy and Stalin"),
        (
            "tag:topic::economy (tag:person::stalin or tag:person::trotsky)",
            "Economy and (Stalin or Trotsky)",
        ),
        ("tag:topic::economy tag:person::stalin or tag:topic", "(Economy and Stalin) or Topic"),
        ("tag:topic -(tag:person::stalin or tag:person::trotsky)", "Topic without Stalin or Trotsky"),
        ("tag:topic -tag:person::stalin -tag:person::trotsky", "Topic without Stalin or Trotsky"),
        ("-(tag:topic tag:person::stalin)", "All without (Topic and Stalin)"),
        ("-(-tag:topic)", "Topic"),
        (" or ".join(f"tag:paragraph::{each:02}" for each in (4, 5, 6, 9)), "Paragraph 4–6 or 9"),
        ("note:*Argument", "Argument notes"),
        ('tag:topic "note:Essay Term" -tag:person::stalin', "Topic without Stalin, Term notes only"),
        ("note:*e*m*", "Term or Argument notes"),
        ("note:*Term or tag:topic or note:*Date", "Term or Date notes or Topic"),
        ("tag:topic -note:*Term -note:*Date", "Topic without Term or Date notes"),
        ("tag:topic::eco*", "Eco…"),
        ("tag:*nomy", "…nomy"),
        ("tag:person::*", "Any person"),
        ("tag:paragraph::1_", "Paragraph 1?"),
        (r"tag:topic::late\_soviet_union", "Late soviet union"),
        ("tag:topic::late_soviet_union", "Late soviet union"),
        ("tag:none", "Untagged"),
        # with the root
        ("tag:essay::person::stalin -tag:ESSAY::topic::economy", "Stalin without Economy"),
        ("tag:essay", "All"),
        ("tag:essay::*", "All"),
        ("tag:*", "All"),
        ("note:*", "All"),
        (r"tag:a\:b", "A b"),
        ("tag:::", "All"),
    ],
)
def test_a_search_is_put_into_words(search: str, words: str) -> None:
    assert phrase(parse(search, "essay"), KNOWN) == words


def test_a_deck_is_named_below_the_project_s() -> None:
    assert deck_name("Blanquism", parse("tag:person::stalin"), KNOWN) == "Blanquism::Stalin"
    assert deck_name("Blanquism", parse(" "), KNOWN) == "Blanquism"
    assert deck_name("My: text", parse("tag:topic"), KNOWN) == "My text::Topic"


def test_a_deck_is_described_by_what_its_tag_means() -> None:
    assert description(parse("tag:person::stalin"), KNOWN, "T") == "Stalin: his rise. From “T”."
    assert description(parse(""), KNOWN, "T") == "From “T”."
    assert description(parse("tag:topic -tag:person::stalin", "essay"), KNOWN, "T") == (
        "Topic without Stalin: from “T”, selected by tag:essay::topic -tag:essay::person::stalin."
    )


def test_long_searches_that_begin_alike_have_names_of_their_own() -> None:
    many = [f"tag:{tag}" for tag in KNOWN.meanings if "paragraph" not in tag]
    searches = [" or ".join([*many, *many_more]) for many_more in ([], ["tag:x"], ["tag:y"])]
    names = {phrase(parse(search), KNOWN) for search in searches}
    assert len(names) == 3
    assert all(len(name) <= 80 and name.startswith("Economy, NEP, Class interests") for name in names)


def test_a_tag_that_is_added_later_renames_no_deck() -> None:
    later = Vocabulary({**KNOWN.meanings, "country::trotsky": "x"}, KNOWN.note_types, KNOWN.prose)
    assert phrase(parse("tag:person::trotsky"), later) == "Trotsky"
    assert phrase(parse("tag:country::trotsky"), later) == "Trotsky (country)"


TERMS = st.builds(
    lambda key, value: f'"{key}:{value}"',
    st.sampled_from(["tag", "note"]),
    st.text(st.sampled_from("ab:*_ -1'´é/()…"), min_size=1, max_size=30).filter(
        lambda text: text.strip() == text
    ),
)
SEARCHES = st.recursive(
    TERMS | st.sampled_from([f"tag:{tag}" for tag in KNOWN.meanings]),
    lambda inner: st.one_of(
        inner.map(lambda text: f"-({text})"),
        st.lists(inner, min_size=2, max_size=4).map(lambda texts: f"({' '.join(texts)})"),
        st.lists(inner, min_size=2, max_size=4).map(lambda texts: f"({' or '.join(texts)})"),
    ),
)


@examples(300, 2000)
@given(SEARCHES)
def test_every_search_makes_a_legal_name_for_a_deck(search: str) -> None:
    name = deck_name("Essay", parse(search), KNOWN)
    assert is_deck_name(name), name
    assert name == deck_name("Essay", parse(search), KNOWN)


def test_every_tag_of_the_essay_names_a_deck_of_its_own(essay: Project) -> None:
    known = essay.vocabulary
    names = {tag: phrase(parse(f"tag:{tag}"), known) for tag in known.tags.values()}
    assert len(set(names.values())) == len(names)
    assert names["person::stalin"] == "Stalin"
    assert names["period::late-soviet"] == "Late Soviet"
    assert phrase(parse("note:*Term"), known) == "Term notes"


def test_a_deck_s_file_is_none_that_build_writes(tmp_path: Path) -> None:
    loaded = project.load(write_project(tmp_path, replaced("decks/theft.yaml", "Mats::Theft", "Mats::X")))

    def made(where: str, sample: int | None = None) -> tuple[str, str]:
        selection = deck_of(loaded, where, None, "", "text", 0, sample=sample)
        return selection.name, selection.stem

    assert made("tag:person::dog") == ("Mats::Dog", "dog")
    assert made("tag:topic::property::theft") == ("Mats::Theft", "theft-deck")
    assert made("tag:topic", sample=2) == ("Mats::Topic", "topic-sample-2")
