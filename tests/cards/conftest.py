"""The cards of the essay, and those of a hard project, as Anki's programs show them."""

from collections.abc import Iterator

import hard_project
import pytest
from anki.collection import Collection
from anki_tools import import_package, open_collection
from card_windows import Deck, deck_of

from studygen.commands import build
from studygen.project import project


@pytest.fixture(scope="module")
def shipped(whole_essay: Collection) -> Deck:
    """The deck of the essay."""
    return deck_of(whole_essay)


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deck]:
    """The deck of a project with content that a layout would rather not meet."""
    root = tmp_path_factory.mktemp("hard")
    build.build_all(project.load(hard_project.write(root)), ("all",), root, lambda *_: None)
    with open_collection(root / "learner.anki2") as col:
        import_package(col, root / "all.apkg")
        hard_project.fill_media(col)
        yield deck_of(col)
