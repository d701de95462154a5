"""Tables and text exports, whatever separates their values."""

import pytest

from studygen.lists.columns import recognised
from studygen.lists.tables import read_table, read_text


@pytest.mark.parametrize(
    "text",
    [
        "Wort;Bedeutung;Tags\nHund;dog, hound;Tier\n",
        'Wort,Bedeutung,Tags\nHund,"dog, hound",Tier\n',
        "Wort\tBedeutung\tTags\nHund\tdog, hound\tTier\n",
        "\n단어|뜻|태그\nHund|dog, hound|Tier\n\n",
    ],
)
def test_what_separates_values_is_found(text: str) -> None:
    table = read_table(text)
    assert [row.values for row in table.rows] == [("Hund", "dog, hound", "Tier")]
    assert recognised(table) == ("term", "meaning", "tags")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("dog\tHund\ncat\tKatze", [("dog", "Hund"), ("cat", "Katze")]),
        ("dog - Hund\nwell-known - bekannt", [("dog", "Hund"), ("well-known", "bekannt")]),
        ('say "no"\t"nein"\nit\tso\nand more', [('say "no"', '"nein"'), ("it", "so\nand more")]),
        ("a: b: c\nd: e", [("a", "b: c"), ("d", "e")]),
    ],
)
def test_text_of_no_form_has_a_card_a_line(text: str, rows: list[tuple[str, ...]]) -> None:
    table = read_text(text)
    assert [row.values for row in table.rows] == rows
    assert recognised(table) == ("term", "meaning")


def test_the_first_lines_of_ankis_text_are_believed() -> None:
    text = "#separator:Semicolon\n#html:false\n#columns:A;B;C\n#tags column:3\n#tags:all of\nx;y;z\n"
    table = read_text(text)
    assert table.columns == ("A", "B", "C")
    assert table.rows[0].tags == ("all", "of")
    assert table.roles == {2: "tags"}
    assert not table.is_html


def test_a_first_row_is_a_card_unless_it_names_columns() -> None:
    assert read_table("chien,dog\nmot,word\n").columns == ("", "")
    assert read_table("Front,Back\nmot,word\n").columns == ("Front", "Back")
