"""Who's who: every figure with all that is known of it, and who speaks of whom."""

import random
import re

import pytest
from pdf_tools import pages_of
from sheet_tools import PLAN, compiled, sheet_input, squeezed, text_of, words

from studygen.documents.sheets.blanks import without_article
from studygen.documents.sheets.kinds.people import _Said, content
from studygen.knowledge.kinds.argument import Argument
from studygen.knowledge.kinds.figure import Figure
from studygen.knowledge.text.markdown import to_plain
from studygen.problems import StudygenError


def figure(key: str, name: str, **more: object) -> Figure:
    written = {
        "figure": key,
        "name": name,
        "who": f"One called {key}.",
        "voice": "author",
        "passages": [PLAN],
    }
    return Figure.model_validate(written | more)


def said(text: str, voice: str | None = None) -> dict[str, object]:
    return {"text": text, "passages": [PLAN]} | ({"voice": voice} if voice else {})


ADA = figure(
    "ada", "Ada", aliases=["the Countess"], stances=[said("Votes are of no use.", "ada")], note="A remark."
)
BELA = figure("bela", "Bela", facts=[said("He objected to Ada.", "bela")])
CLAIM = Argument.model_validate(
    {
        "argument": "votes",
        "claim": "Ada rules without votes",
        "premises": [said("Nobody voted.", "ada")],
        "conclusion": "So she does.",
        "voice": "bela",
        "passages": [PLAN],
    }
)


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_all_that_is_known_of_a_figure_is_told(paper: str) -> None:
    (document,) = compiled("people", sheet_input([BELA, ADA, CLAIM], paper=paper))
    text = text_of(document)
    told = [
        "Ada",
        "the Countess",
        "One called ada.",
        "Votes are of no use.",
        "A remark.",
        "Bela",
        "He objected to Ada.",
    ]
    assert [text.index(each) for each in told] == sorted(text.index(each) for each in told)
    assert document.accessible


def test_what_a_figure_says_elsewhere_stands_with_it_if_it_has_a_voice() -> None:
    people = {one.id: one for one in content(sheet_input([ADA, BELA, CLAIM])).values["people"]["people"]}
    assert [one.text for one in people["ada"].says] == ["Nobody voted."]
    assert [one.text for one in people["bela"].says] == ["Ada rules without votes"]


def test_who_speaks_of_whom_is_told_by_name_and_never_of_oneself() -> None:
    mentions = {
        one.person: set(one.where)
        for one in content(sheet_input([ADA, BELA, CLAIM])).values["people"]["mentions"]
    }
    assert mentions == {"ada": {"A. Writer", "Bela"}, "bela": {"A. Writer"}}


NAMES = ("Ada", "Ada Bela", "the Bela", "Party (old)", "“Cora”", "Cora's men", "**!**", "D.", "*Bela* of Ada")


@pytest.mark.parametrize("seed", range(10))
def test_names_are_found_as_by_searching_everything_for_each(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  # texts, not secrets
    pieces = [to_plain(name) for name in NAMES] + [" ", " ", ", ", "x", ".", "ada", "Adam", "’"]
    entries = [figure(f"f{at}", name, aliases=[rng.choice(NAMES)]) for at, name in enumerate(NAMES)]
    spoken = [said("".join(rng.choices(pieces, k=8)).strip() or "x", "bela") for _ in range(40)]
    teller = figure("teller", "Teller", facts=spoken)
    by_others = _Said(sheet_input([*entries, teller]).knowledge)
    for entry in entries:
        names = [without_article(to_plain(name)) for name in (entry.name, *entry.aliases)]
        named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        expected = [part["text"] for part in spoken if named.search(to_plain(str(part["text"])))]
        assert [
            one.text for of, one in by_others.of(entry) if of.id == "teller" and one.voice == "bela"
        ] == expected


@pytest.mark.parametrize("number", [1, 30, 300])
def test_many_figures_stay_within_the_page(number: int) -> None:
    figures = [
        figure(f"f{at}", f"Name {at:03}", facts=[said("A fact of some length, " * (at % 4 + 1))])
        for at in range(number)
    ]
    (document,) = compiled("people", sheet_input(figures))
    assert all(char.x1 < page.width - 50 for page in pages_of(document.pdf) for char in page.characters)
    text = text_of(document)
    assert all(f"Name {at:03}" in text for at in range(number))


@pytest.mark.parametrize("name", ["#panic() ]] [unmatched", "q" * 150, "$5 or $6 & <b>", "השמש"])
def test_hostile_names_are_printed(name: str) -> None:
    (document,) = compiled("people", sheet_input([figure("a", name, who=name, note=name)]))
    assert all(char.x1 < page.width - 50 for page in pages_of(document.pdf) for char in page.characters)
    if name.isascii():
        assert squeezed(to_plain(name)) in squeezed(text_of(document))


def test_without_figures_there_is_nobody_to_tell_of() -> None:
    with pytest.raises(StudygenError, match="no notes of figures are selected"):
        compiled("people", sheet_input(words(3)))
