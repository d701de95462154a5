"""Notes say who says so, where, and on what passage; and every full id is one note."""

import re
from pathlib import Path

import pytest
from small_project import FILES, NAMESPACE, OTHER_NAMESPACE, replaced, write_project

from studygen.cards.note import Note
from studygen.problems import FaultyFilesError
from studygen.project.project import Project, load


def small(root: Path, changes: dict[str, str | None] | None = None) -> Project:
    """Load the small project with changes."""
    return load(write_project(root, changes))


def fields(project: Project, full_id: str) -> dict[str, str]:
    """Return the filled fields of a note."""
    note = note_of(project, full_id)
    return {field.name: value for field, value in zip(note.type.fields, note.fields, strict=True) if value}


def note_of(project: Project, full_id: str) -> Note:
    """Return the one note of an id."""
    (note,) = [note for note in project.notes if note.id == full_id]
    return note


def test_notes_come_as_one_reads_and_questions_after_their_entry(tmp_path: Path) -> None:
    ids = [note.id for note in small(tmp_path).notes]
    assert ids == ["mat", "mat/blanks", "mat/owner", "dog", "theft", "belonging"]


def test_a_note_names_speaker_paragraph_passage_remark_and_what_to_see(tmp_path: Path) -> None:
    found = fields(small(tmp_path), "mat")
    assert found["Id"] == "mat"
    assert found["Speaker"] == "A. Pet"
    assert found["Locator"] == "¶1"
    assert ">The cat sat on the mat.&nbsp;<" in found["Passage"]
    assert found["Note"] == "Rugs are <em>larger</em>."
    assert found["See"] == "the dog"
    assert found["Source"] == "A. Pet: The Mat"


@pytest.mark.parametrize(
    ("line", "called"),
    [
        ("", "Whatever the dog has taken belongs to the dog …"),
        ("  short: The dog’s *own*\n", "The dog’s *own*"),
    ],
)
def test_what_to_see_is_called_by_a_few_words(tmp_path: Path, line: str, called: str) -> None:
    claim = "Whatever the dog has **taken** belongs to the dog who took it first of all"
    changes = replaced("source/arguments.yaml", "  claim: ", f"{line}  claim: {claim}. ")
    changes |= replaced("source/terms.yaml", "  see: [dog]", "  see: [dog, belonging]")
    assert fields(small(tmp_path, changes), "mat")["See"] == f"the dog · {called}"


def test_plain_fact_has_no_speaker(tmp_path: Path) -> None:
    assert "Speaker" not in fields(small(tmp_path), "theft")


def test_a_part_with_a_voice_of_its_own_names_its_speaker(tmp_path: Path) -> None:
    project = small(tmp_path)
    assert '<span class="who">the cat:</span> Dogs have baskets.' in fields(project, "belonging")["Objection"]
    assert '<span class="who">' not in fields(project, "belonging")["Premises"]


def test_the_quoted_words_are_the_text_s_own(tmp_path: Path) -> None:
    # The knowledge base has a straight apostrophe, the text a typographic one.
    assert "It was the cat’s own mat" in fields(small(tmp_path), "mat/owner")["Passage"]


def test_a_question_has_its_own_tags_its_entry_s_and_those_of_its_kind_and_paragraph(tmp_path: Path) -> None:
    expected = ("topic::property", "topic::mats", "kind::term", "paragraph::01")
    assert note_of(small(tmp_path), "mat/owner").tags == expected


def test_with_several_texts_paragraphs_are_told_apart(tmp_path: Path) -> None:
    write_project(tmp_path)
    second: dict[str, str | None] = {
        name.replace("source/", "source/second/"): re.sub(r"(?m)^(- \w+: )|\[(?=dog\])", r"\g<0>other-", text)
        for name, text in FILES.items()
        if name.startswith("source/") and name != "source/source.yaml"
    }
    second["source/second/source.yaml"] = FILES["source/source.yaml"]
    second["source/second/text.txt"] = FILES["source/text.txt"]
    before = note_of(small(tmp_path), "dog").tags
    both = small(tmp_path, second)
    assert "paragraph::second::02" in note_of(both, "other-dog").tags
    assert note_of(both, "dog").tags == before  # a second text changes no note of the first


def test_a_premise_of_somebody_else_names_its_speaker_in_every_answer(tmp_path: Path) -> None:
    changes = replaced(
        "source/arguments.yaml",
        "    - text: The dog says so.\n",
        "    - text: The cat says so.\n      voice: cat\n",
    )
    note = note_of(small(tmp_path, changes), "belonging")
    assert note.cards[0].answer == "the cat: The cat says so."


def test_what_the_text_says_is_not_played_by_anki(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {
        "source/text.txt": FILES["source/text.txt"] + "\n\nListen: [sound:a.mp3] it says.\n"
    }
    changes |= replaced("source/terms.yaml", '["The cat sat on the mat."]', '["[sound:a.mp3] it says"]')
    assert "&#91;sound:a.mp3]" in fields(small(tmp_path, changes), "mat")["Passage"]


def test_generated_cards_can_be_chosen_and_worded(tmp_path: Path) -> None:
    changes = replaced(
        "source/terms.yaml", "  see:", "  cards: [name]\n  ask: {name: What lies there?}\n  see:"
    )
    (card,) = note_of(small(tmp_path, changes), "mat").cards
    assert (card.name, card.question, card.answer) == ("Name", "What lies there?", "mat")


def test_an_entry_without_cards_is_no_note_but_its_questions_are(tmp_path: Path) -> None:
    changes = replaced("source/terms.yaml", "  see:", "  cards: []\n  see:")
    assert [note.id for note in small(tmp_path, changes).notes][:2] == ["mat/blanks", "mat/owner"]


def test_html_in_the_knowledge_base_is_text(tmp_path: Path) -> None:
    changes = replaced("source/terms.yaml", "What the cat sat on.", '"<script>x</script> & <b>"')
    assert (
        fields(small(tmp_path, changes), "mat")["Meaning"] == "&lt;script&gt;x&lt;/script&gt; &amp; &lt;b&gt;"
    )


def test_a_project_words_questions_its_own_way(tmp_path: Path) -> None:
    shipped = Path("templates/cards/term/questions.yaml").read_text(encoding="utf-8")
    english = "what[% else %]What[% endif %] is meant by"
    german = "was heißt[% else %]Was heißt[% endif %]"
    assert english in shipped
    changes: dict[str, str | None] = {"templates/cards/term/questions.yaml": shipped.replace(english, german)}
    assert (
        note_of(small(tmp_path, changes), "mat").cards[0].question
        == "According to A. Pet, was heißt **mat**?"
    )


def test_ids_follow_from_namespace_and_names_alone(tmp_path: Path) -> None:
    one = small(tmp_path / "one")
    other = small(tmp_path / "two", replaced("source/terms.yaml", "name: mat", "name: carpet"))
    foreign = small(tmp_path / "three", replaced("studygen.yaml", NAMESPACE, OTHER_NAMESPACE))

    def numbers(project: Project) -> list[int]:
        parts = [(each, *each.fields, *each.templates) for each in project.note_types.values()]
        return [part.id for each in parts for part in each]

    assert numbers(one) == numbers(other)
    assert len(set(numbers(one))) == len(numbers(one))
    assert not set(numbers(one)) & set(numbers(foreign))


def test_all_faults_of_note_types_and_questions_are_told_in_one_run(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {
        "templates/cards/term/note-type.yaml": "nmae: Term\n",
        "templates/cards/date/questions.yaml": "aks: {}\n",
        "templates/cards/questions.yaml": "part: x\n",
    }
    with pytest.raises(FaultyFilesError) as caught:
        small(tmp_path, changes)
    assert {problem.place.file for problem in caught.value.problems} == {tmp_path / name for name in changes}
