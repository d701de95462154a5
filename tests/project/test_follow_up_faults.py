"""What depends on something that could not be read keeps quiet: one mistake, one problem."""

from pathlib import Path

import pytest
from media_files import png, write_media
from small_project import FILES, replaced, write_project

from studygen.problems import FaultyFilesError
from studygen.project import project

TERMS = "source/terms.yaml"
ILLUSTRATED = FILES[TERMS].replace(
    "  note: Rugs", "  image: {file: mat.png, alt: A mat, licence: CC0}\n  note: Rugs"
)


def in_terms(old: str, new: str) -> dict[str, str | None]:
    assert old in ILLUSTRATED, old
    return {TERMS: ILLUSTRATED.replace(old, new, 1)}


# One thing broken, of every kind, and what is told of it.
MISTAKES: dict[str, tuple[dict[str, str | None], str]] = {
    "an unknown key": (in_terms("  note: Rugs", "  notes: Rugs"), "`notes` is not a key"),
    "a misspelt kind": (in_terms("- term: mat", "- trem: mat"), "did you mean term?"),
    "an id in capitals": (in_terms("- term: mat", "- term: Mat"), "write mat"),
    "an id with a space": (in_terms("- term: mat", "- term: the mat"), "write the-mat"),
    "no name": (in_terms("  name: mat\n", ""), "`name` is missing"),
    "a name that is a list": (in_terms("  name: mat", "  name: [mat, rug]"), "`name` is a text"),
    "a meaning without a value": (in_terms("meaning: What the cat sat on.", "meaning:"), "`meaning` has no"),
    "no passages": (in_terms('  passages: ["The cat sat on the mat."]\n', ""), "`passages` is missing"),
    "a wrong passage": (in_terms("The cat sat on the mat.", "The cat lay on the mat."), "unfound-passage"),
    "an unknown voice": (in_terms("voice: author", "voice: autor"), "did you mean author?"),
    "a misspelt id elsewhere": (in_terms("see: [dog]", "see: [dogg]"), "did you mean dog?"),
    "a picture without words": (in_terms(", alt: A mat", ""), "`alt` is missing"),
    "an unknown licence key": (in_terms("licence: CC0", "license: CC0"), "did you mean licence?"),
    "a picture that is a list": (
        in_terms("{file: mat.png, alt: A mat, licence: CC0}", "[mat.png]"),
        "`image` is a",
    ),
    "a misspelt picture": (in_terms("mat.png", "matt.png"), "did you mean mat.png?"),
    "a question without an answer": (in_terms("      answer: The cat.\n", ""), "`answer` is missing"),
    "a question's unknown key": (in_terms("      answer: The", "      anser: The"), "anser"),
    "YAML that breaks off": (in_terms("aliases: [rug]", "aliases: [rug"), "terms.yaml"),
    "a file that is no list": ({TERMS: "term: mat\n"}, "this file is a list of entries"),
    "an unreadable figure's file": (
        {
            TERMS: ILLUSTRATED,
            "source/figures.yaml": FILES["source/figures.yaml"].replace("name: ", "name: [", 1),
        },
        "figures.yaml",
    ),
    "a figure's id in capitals": (
        {TERMS: ILLUSTRATED, **replaced("source/figures.yaml", "figure: dog", "figure: Dog")},
        "write dog",
    ),
    "a figure without who": (
        {
            TERMS: ILLUSTRATED,
            **replaced("source/figures.yaml", "  who: The one that took something from the cat.\n", ""),
        },
        "`who` is missing",
    ),
    "a source without author": (
        {TERMS: ILLUSTRATED, **replaced("source/source.yaml", "author: A. Pet\n", "")},
        "`author` is missing",
    ),
    "a text that is not there": (
        {TERMS: ILLUSTRATED, **replaced("source/source.yaml", "text: text.txt", "text: txt.txt")},
        "there is no file 'txt.txt'",
    ),
    "a deck's unknown key": (
        {TERMS: ILLUSTRATED, **replaced("decks/theft.yaml", "where:", "were:")},
        "did you mean where?",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake_is_one_problem(tmp_path: Path, mistake: str) -> None:
    changes, told = MISTAKES[mistake]
    write_project(tmp_path, changes)
    write_media(tmp_path, mat__png=png())
    try:
        problems = project.load(tmp_path).warnings
    except FaultyFilesError as error:
        problems = error.problems
    said = [str(problem).replace(f"{tmp_path}/", "") for problem in problems]
    assert len(said) == 1, said
    assert told in said[0]


def test_without_a_mistake_nothing_is_told(tmp_path: Path) -> None:
    write_project(tmp_path, {TERMS: ILLUSTRATED})
    write_media(tmp_path, mat__png=png())
    assert project.load(tmp_path).warnings == ()
