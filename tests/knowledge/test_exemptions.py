"""Sentences are exempted from citation by their words, whatever comes before them."""

import pytest

from studygen.knowledge.exemptions import Exemption, exemptions
from studygen.knowledge.source import Source
from studygen.knowledge.text.document import Document

TEXT = """The tide came in. Nobody had seen it. The boats lay dry.

At noon it turned. The boats were afloat. “It is late,” said the pilot.

Nothing else happened. Nothing at all."""


def exempted(key: str, text: str = TEXT) -> Exemption:
    spec = Source(title="Tides", author="A. Pilot", text="text.txt", voices={}, uncited={key: "why"})
    (found,) = exemptions(spec, Document(text))
    return found


@pytest.mark.parametrize(
    ("key", "sentences"),
    [
        ("Nobody had", [(1, 2)]),
        ("nobody had seen it.", [(1, 2)]),
        ("At noon…", [(2, 1)]),
        ('"It is', [(2, 3)]),
        ("The boats lay … The boats were", [(1, 3), (2, 1), (2, 2)]),
        ("At noon […] Nothing else", [(2, 1), (2, 2), (2, 3), (3, 1)]),
    ],
)
def test_a_sentence_is_meant_by_its_first_words_and_several_by_those_of_first_and_last(
    key: str, sentences: list[tuple[int, int]]
) -> None:
    found = exempted(key)
    assert (found.fault, found.reason) == ("", "why")
    assert list(found.sentences) == sentences
    below_a_heading = exempted(key, f"Of Tides\n\n{TEXT}").sentences
    assert list(below_a_heading) == [(paragraph + 1, number) for paragraph, number in sentences]


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("Nobody has seen", "'Nobody has seen'; the nearest, in ¶1, begins with 'Nobody had seen it.'"),
        ("Nob", "no sentence begins with 'Nob'; remove it, or write how the sentence begins"),
        ("The boats", "2 sentences begin with 'The boats' (¶1, ¶2); write as many words as only one has"),
        ("At noon … Nobody", "no sentence after 'At noon' begins with 'Nobody'"),
        ("2.2", "means another sentence as soon as the text changes; write 'The boats were afloat.'"),
        ("2-3", "write 'At noon it turned. … Nothing at all.'"),
        ("1.3-2.1", "write 'The boats lay dry. … At noon it turned.'"),
        ("9", "and none today; write how the sentence begins"),
    ],
)
def test_what_fits_no_sentence_is_told_with_what_would(key: str, fault: str) -> None:
    found = exempted(key)
    assert fault in found.fault
    assert found.sentences == ()


def test_the_nearest_sentence_is_for_programs_too() -> None:
    assert exempted("Nobody has seen").nearest == "Nobody had seen it."


@pytest.mark.parametrize(
    ("written", "share"), [("off", 0), ("all", 1), ("85 %", 0.85), ("85%", 0.85), ("0.85", 0.85), ("1", 1)]
)
def test_how_much_is_to_be_cited_is_a_share(written: str, share: float) -> None:
    spec = Source(title="Tides", author="A. Pilot", text="text.txt", voices={}, coverage=written)
    assert spec.wanted_share == pytest.approx(share)


@pytest.mark.parametrize("written", ["most", "120 %", "85", "-1", "1.5", "on"])
def test_what_is_no_share_is_told(written: str) -> None:
    with pytest.raises(ValueError, match="write `off`, a share such as 85 %, or `all`"):
        Source(title="Tides", author="A. Pilot", text="text.txt", voices={}, coverage=written)
