"""The words around what cards ask and answer: in the language of the text, from one list."""

import re
from pathlib import Path

import pytest
import yaml
from anki_tools import cards, import_package, open_collection, rendered
from learner import APRIL, built
from repository import ROOT
from small_project import FILES, replaced, write_project

from studygen.cards.card_words import CardWords
from studygen.cards.templates import NOTE_TYPE_KEYS
from studygen.problems import FaultyFilesError
from studygen.project import project

SOURCE, ENGLISH = "source/source.yaml", "templates/cards/words/en.yaml"
LATIN = {SOURCE: f"{FILES[SOURCE]}language: la\n"}
HINT = replaced("source/terms.yaml", "  see:", "  hint: Woof.\n  see:")


def sides(root: Path, monkeypatch: pytest.MonkeyPatch, full_id: str = "mat") -> tuple[str, str]:
    """Return what real Anki makes of the first card of a note."""
    package = built(root, APRIL, monkeypatch) / "all.apkg"
    with open_collection(root / "learner.anki2") as col:
        import_package(col, package)
        return rendered(cards(col, f'"Id:{full_id}"')[0])


def test_english_has_all_words() -> None:
    words = yaml.safe_load((ROOT / ENGLISH).read_text(encoding="utf-8"))
    assert set(words) == set(CardWords.model_fields)
    assert set(words["kinds"]) == set(NOTE_TYPE_KEYS)


def test_words_are_those_of_the_text_s_language_as_far_as_there_are_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    latin = {"templates/cards/words/la.yaml": "kinds: {term: Verbum}\nsee: Vide etiam\n"}
    front, back = sides(write_project(tmp_path, {**LATIN, **HINT, **latin}), monkeypatch)
    assert "<bdi>Verbum</bdi>" in front
    assert ">Hint</summary>" in front, "English, since it has no word for it"
    assert ">Vide etiam</span>" in back
    assert project.load(tmp_path).note_types["term"].name == "Mats Term", "fields and note types keep theirs"
    assert not project.load(tmp_path).warnings, "the file is known for what it is"


def test_a_language_without_words_is_spoken_to_in_english_and_so_are_several(tmp_path: Path) -> None:
    changes = {**LATIN, "templates/cards/words/de.yaml": "see: Siehe auch\n"}
    assert "See also" in project.load(write_project(tmp_path, changes)).note_types["term"].templates[0].back
    second = {
        name.replace("source/", "source/second/"): re.sub(r"(?m)^(- \w+: )|\[(?=dog\])", r"\g<0>other-", text)
        for name, text in FILES.items()
        if name.startswith("source/") and name != SOURCE
    }
    second |= {"source/second/source.yaml": f"{FILES[SOURCE]}language: de\n"}
    several = project.load(write_project(tmp_path, {**LATIN, **second}))
    assert "See also" in several.note_types["term"].templates[0].back
    languages = {
        note.fields[[each.name for each in note.type.fields].index("Language")] for note in several.notes
    }
    assert languages == {"la", "de"}


def test_a_project_has_a_word_otherwise_and_the_others_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, back = sides(write_project(tmp_path, {ENGLISH: "see: Read on with\n"}), monkeypatch)
    assert ">Read on with</span>" in back
    assert ">Editor’s note</h2>" in back


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sea: x\n", "`sea` is not a key here; did you mean see? [unknown-key]"),
        ("step: Schritt\n", "en.yaml:1:7: write {number} where it is to stand"),
        ("hint: []\n", "en.yaml:1:7"),
    ],
)
def test_what_is_wrong_with_a_list_of_words_is_told_with_its_place(
    tmp_path: Path, words: str, expected: str
) -> None:
    with pytest.raises(FaultyFilesError) as caught:
        project.load(write_project(tmp_path, {ENGLISH: words}))
    assert expected in str(caught.value)


def test_a_card_says_which_language_it_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for side in sides(write_project(tmp_path, LATIN), monkeypatch):
        assert re.search(r'<main class="kind-term[^"]*" lang="la"', side)


# Whoever speaks is introduced

ABOUT = replaced(SOURCE, "author: {name: A. Pet}", "author: {name: A. Pet, about: Wrote *it* & <lives>.}")


def test_who_speaks_unfolds_where_the_speaker_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, back = sides(write_project(tmp_path, ABOUT), monkeypatch)
    about = "Wrote <em>it</em> &amp; &lt;lives&gt;."
    named = r"<details class=\"by\"><summary><bdi>A\. Pet</bdi></summary><div [^>]*>(.*?)</div></details>"
    assert re.findall(named, front) == re.findall(named, back) == [about]
    assert re.findall(r"<details class=\"attribution\">.*A\. Pet.*¶1.*<div [^>]*>(.*?)</div>", back) == [
        about
    ]


def test_nothing_unfolds_if_nothing_is_said_of_the_speaker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, back = sides(write_project(tmp_path), monkeypatch)
    assert '<bdi class="by">A. Pet</bdi>' in front
    assert '<p class="attribution">' in back
    front, _ = sides(tmp_path, monkeypatch, "theft")
    assert 'class="by"' not in front, "nobody need say what is plain fact"


def test_of_several_speakers_each_is_introduced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = ABOUT[SOURCE].replace("dog: {name: the dog}", "dog: {name: the dog, about: Took it.}")  # type: ignore[union-attr]
    both = both.replace("cat: {name: the cat}", "cat: {name: the cat, about: Lay on it.}")
    write_project(tmp_path, {SOURCE: both})
    front, _ = sides(tmp_path, monkeypatch, "belonging")
    assert "<p><b>the dog</b>: Took it.</p><p><b>the cat</b>: Lay on it.</p>" in front
