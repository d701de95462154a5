"""Notes come as one reads, and after what they presuppose."""

from pathlib import Path

from small_project import replaced, write_project

from studygen.cards.note import Note
from studygen.project.project import Project, load

TERMS = "source/terms.yaml"


def ids(project: Project) -> list[str]:
    """Return the ids of all notes in their order."""
    return [note.id for note in project.notes]


def test_nothing_is_named_before_it_is_introduced(essay: Project) -> None:
    places = {note.id: place for place, note in enumerate(essay.notes)}
    assert sum(bool(note.needs) for note in essay.notes) > 100
    early = [(note.id, each) for note in essay.notes for each in note.needs if places[each] > places[note.id]]
    assert early == []


def test_entries_come_before_their_questions_and_steps_in_turn(essay: Project) -> None:
    places = {note.id: place for place, note in enumerate(essay.notes)}
    for note in essay.notes:
        assert places.get(note.entry.id, -1) <= places[note.id]
    for before, after in (("post", "allies"), ("allies", "voters"), ("voters", "disciple")):
        assert places[f"stalin/rise/{before}"] < places[f"stalin/rise/{after}"]


def test_a_note_comes_where_its_last_passage_is_read(essay: Project) -> None:
    needed = {
        each for note in essay.notes for each in (*note.needs, *(() if not note.path else (note.entry.id,)))
    }
    free = [note for note in essay.notes if note.id not in needed and len(note.path) < 3]

    def read(note: Note) -> int:
        return max(note.citations).paragraph

    assert len(free) > 100
    assert [read(note) for note in free] == sorted(read(note) for note in free)


def test_what_is_named_comes_from_further_on(tmp_path: Path) -> None:
    changes = replaced(TERMS, "Who owned the mat, according", "Who but the dog owned the mat, according")
    before = ids(load(write_project(tmp_path / "before")))
    after = ids(load(write_project(tmp_path / "after", changes)))
    assert before.index("mat/owner") < before.index("dog")
    assert after.index("mat/owner") == after.index("dog") + 1


def test_in_a_circle_the_text_counts(tmp_path: Path) -> None:
    changes = replaced(TERMS, "What the cat sat on.", "What the cat sat on and the dog took.")
    changes |= replaced("source/figures.yaml", "took something from the cat", "took the mat from the cat")
    project = load(write_project(tmp_path, changes))
    needs = {note.id: note.needs for note in project.notes}
    assert (needs["mat"], needs["dog"]) == (("dog",), ("mat",))
    assert ids(project)[0] == "mat"
    assert ids(load(tmp_path)) == ids(project)
