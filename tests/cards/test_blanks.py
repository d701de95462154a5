"""What a blank hides, and nothing else, is asked and answered in Anki."""

import html
import json
import re
from pathlib import Path

import pytest
from anki_tools import cards, import_package, open_collection, rendered
from blanks_as_meant import AS_MEANT
from learner import JUNE, built
from small_project import write_project

from studygen.knowledge.text import markdown
from studygen.knowledge.text.blanks import asked


def words(shown: str) -> str:
    """Return what is read of a side, formulas as LaTeX."""
    cloze = re.search(r'<(div|section)[^>]*class="question[^>]*>(.*?)</\1>', shown, re.DOTALL)
    assert cloze
    return html.unescape(re.sub("<[^>]*>", "", cloze[2]))


def test_anki_asks_and_fills_in_what_the_sentence_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {"term": "signs", "name": "Signs", "meaning": "Signs.", "voice": "fact"}
    rests_on = {"passages": ["The cat sat on the mat"]}
    questions = [
        {"id": f"q{number:02}", "cloze": sentence, **rests_on}
        for number, (sentence, *_) in enumerate(AS_MEANT)
    ]
    entries = json.dumps([{**entry, **rests_on, "questions": questions}])
    package = built(write_project(tmp_path, {"source/signs.yaml": entries}), JUNE, monkeypatch) / "all.apkg"
    with open_collection(tmp_path / "collection.anki2") as col:
        import_package(col, package)
        for number, (sentence, _, hint, _) in enumerate(AS_MEANT):
            (card,) = cards(col, f"Id:signs/q{number:02}")
            front, back = (words(side) for side in rendered(card))
            filled, open_ = (html.unescape(markdown.to_html(asked(sentence, name))) for name in ("", "y"))
            assert back == filled
            assert front == open_.replace("[…]", "[...]")
            assert (hint or "[...]") in front
