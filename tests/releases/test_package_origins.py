"""Notes in packages are known by the ids that they were first published under."""

import pytest
from small_project import FILES, NAMESPACE, write_project

from studygen.anki import identities
from studygen.anki.reading.package import PackageNote
from studygen.project import project
from studygen.releases.package_origins import Origins

TERMS, FIGURES = "source/terms.yaml", "source/figures.yaml"
STORY = """\
    - id: story
      was: [tale]
      ask: What happened to the mat, according to A. Pet?
      steps:
        - {id: sitting, was: [resting, lying], text: The cat sat on it., passages: [The cat sat on the mat]}
        - {id: taking, text: The dog took it., passages: [the dog took the mat]}
"""
SEIZURE = STORY.replace("id: story\n      was: [tale]", "id: seizure\n      was: [mat/theft, robbery]")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> project.Project:
    """A project in which an entry, a question and a step have other ids, and a question another entry."""
    mat = FILES[TERMS].replace("- term: mat\n", "- term: ant\n  was: [mat]\n") + STORY
    dog = f"{FILES[FIGURES]}  questions:\n{SEIZURE}"
    return project.load(write_project(tmp_path_factory.mktemp("ants"), {TERMS: mat, FIGURES: dog}))


@pytest.mark.parametrize(
    ("published", "first"),
    [
        ("dog", "dog"),
        ("hat", None),
        # what `was` tells of an entry, a question and a step, also of notes that are gone
        ("ant/gone", "mat/gone"),
        ("ant/story/gone", "mat/tale/gone"),
        ("ant/story/sitting", "mat/story/lying"),
        # what is known by its first id, whatever it was called in between
        ("rug", "mat"),
        ("rug/blanks", "mat/blanks"),
        # a pair, whose entries come in the order of their ids
        ("ant/vs/dog", "dog/vs/mat"),
        # a question that was another entry's
        ("dog/seizure/gone", "mat/theft/gone"),
        ("dog/robbery/gone", "mat/theft/gone"),
        # an id that something else has now
        ("bee", "ant"),
    ],
)
def test_a_note_is_known_by_its_first_id(loaded: project.Project, published: str, first: str | None) -> None:
    guid = identities.guid(NAMESPACE, first or "something else")
    (note_type, *_) = loaded.note_types.values()
    fields = tuple(published if field.name == "Id" else "" for field in note_type.fields)
    packed = PackageNote(guid, note_type, 1000, fields, (), ())
    assert Origins(loaded.publication, loaded.knowledge, [packed]).of(packed) == first
