"""`studygen find`: where a text has some words, and what to quote of it."""

import json
from pathlib import Path

import pytest
from command_line import run
from small_project import FILES, replaced, write_project


@pytest.mark.usefixtures("small")
def test_sentences_come_with_a_passage_and_what_cites_them() -> None:
    result = run("find", "mat")
    assert (result.exit_code, result.stdout) == (
        0,
        """\
¶1.1  The cat sat on the mat.
  passages: "cat sat on the mat."
  cited by mat

¶1.2  It was the cat’s own mat, and nobody else’s.
  passages: "cat’s own mat, and nobody"
  cited by mat

¶2.1  In 1917 the dog took the mat.
  passages: "the dog took the mat."
  cited by theft, dog
""",
    )
    assert result.stderr.startswith("3 sentences. Next: ")


def test_what_is_shown_can_be_pasted(small: Path) -> None:
    line = run("find", "Mats").stdout.splitlines()[1].strip()
    terms = FILES["source/terms.yaml"].replace('passages: ["The cat sat on the mat."]', line)
    (small / "source/terms.yaml").write_text(terms, encoding="utf-8")
    assert run("check").exit_code == 0
    assert run("find", "Mats").stdout.splitlines()[2] == "  cited by mat, belonging, dog"


@pytest.mark.usefixtures("small")
def test_a_sentence_comes_once_for_an_expression_that_it_matches_twice() -> None:
    found = json.loads(run("find", "--regex", r"\b[Mm]ats?\b|dogs", "--format", "json").stdout)
    assert [(each["paragraph"], each["sentence"]) for each in found] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert found[2] == {
        "source": "",
        "title": "The Mat",
        "paragraph": 2,
        "sentence": 1,
        "text": "In 1917 the dog took the mat.",
        "passage": "the dog took the mat.",
        "cited_by": ["theft", "dog"],
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mate"], "no sentence has 'mate'; did you mean mat?"),
        (["--regex", "x*"], "no sentence has 'x*'"),
        (["--regex", "("], "'(' is no regular expression: "),
        ([" "], "there is nothing to look for"),
        (["mat", "--format", "jsn"], "there is no format 'jsn'; did you mean json?"),
    ],
)
@pytest.mark.usefixtures("small")
def test_what_is_not_found_is_told(words: list[str], said: str) -> None:
    result = run("find", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_sentence_that_stands_twice_has_nothing_to_quote(small: Path) -> None:
    (small / "source/text.txt").write_text("The cat sat.\n\nThe cat sat.\n", encoding="utf-8")
    lines = run("find", "cat").stdout.splitlines()
    assert lines[1] == "  the text has this sentence more than once; quote some of the next as well"


def test_who_is_still_writing_finds_words_as_well(small: Path) -> None:
    write_project(small, replaced("source/dates.yaml", "In 1917 the dog took", "In 1918 the dog took"))
    (small / "source/figures.yaml").write_text("- figure: dog\n  nam: the dog\n", encoding="utf-8")
    assert run("check").exit_code == 1
    assert run("find", "1917").stdout.splitlines()[-1] == "  not cited"


def test_texts_in_other_scripts_are_found_by_their_folders(small: Path) -> None:
    texts = {
        "ru": ("Кот сидел на ковре. Собака взяла ковёр и ушла.", "russian"),
        "ja": ("猫は敷物に座った。それは猫の敷物で、他の誰のものでもなかった。", "japanese"),
    }
    for name, (text, language) in texts.items():
        write_project(
            small,
            {
                f"source/{name}/text.txt": text,
                f"source/{name}/source.yaml": f"title: {name}\nauthor: A. Pet\ntext: text.txt\n"
                f"language: {language}\nvoices: {{}}\n",
            },
        )
    assert run("find", "ковёр").stdout.splitlines() == [
        "ru ¶1.2  Собака взяла ковёр и ушла.",
        '  passages: "Собака взяла ковёр и ушла."',
        "  not cited",
    ]
    assert run("find", "誰").stdout.splitlines()[1] == '  passages: "他の誰のものでもなかった。"'
