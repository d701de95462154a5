"""Tags are hierarchical strings, and those that Anki would read differently are refused."""

import pytest

from studygen.knowledge.text.tags import ancestors, in_order, is_under, root_fault, tag_fault


@pytest.mark.parametrize(
    ("tag", "parent", "expected"),
    [
        ("economy::nep", "eco", False),
        ("economy", "economy::nep", False),
        ("economy::nep", "economy", True),
        ("a", "a", True),
    ],
)
def test_a_tag_is_under_its_ancestors_only(tag: str, parent: str, expected: bool) -> None:
    assert is_under(tag, parent) is expected


def test_ancestors_come_highest_first() -> None:
    assert ancestors("a::b::c") == ("a", "a::b", "a::b::c")


@pytest.mark.parametrize(
    "tags",
    [
        ["a", "a::b", "a::b::c", "a::c", "b"],
        ["part::2", "part::2::x", "part::010", "part::10", "part::one"],
        ["9", "10", "9a", "a", "²", "٣"],
        ["1" * 5000, "2" * 5000, "1" * 5001],
    ],
)
def test_tags_come_before_those_below_them_and_numbers_by_their_values(tags: list[str]) -> None:
    assert in_order(reversed(tags)) == in_order(tags) == tags


@pytest.mark.parametrize(
    ("tag", "remedy"),
    [
        ("social policy", "'social-policy'"),
        ("a::", "on each side of '::'"),
        ("::a", "on each side of '::'"),
        ("a*", "'*'"),
        ('a"b', "'\"'"),
        ("a\\b", "'\\\\'"),
        ("a:b", "':'"),
        ("<b>", "'<'"),
        ("none", "notes without tags"),
        ("-a", "means 'not'"),
        ("e\u0301", "NFC"),
        ("a\u200b", "unprintable"),
        ("a" * 1251, "at most 250 characters, and this one 1,251; shorten it"),
        ("ideographic\u3000space", "white space"),
    ],
)
def test_what_anki_reads_differently_is_refused_with_a_remedy(tag: str, remedy: str) -> None:
    assert remedy in (tag_fault(tag) or "")


@pytest.mark.parametrize(
    "tag", ["topic::social-policy", "1917", "café", "日本", "a.b", "a_b", "x/y", "a" * 250]
)
def test_ordinary_tags_are_fine(tag: str) -> None:
    assert tag_fault(tag) is None


def test_a_root_is_a_tag_of_one_word() -> None:
    assert root_fault("My_Text-2") is None
    assert root_fault("a::b") == "a root is one word, without '::'; write 'a-b'"
    assert "notes without tags" in (root_fault("none") or "")
