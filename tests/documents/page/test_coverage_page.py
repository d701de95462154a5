"""Coverage tells of every sentence which entries cite it, in the terminal and as a page."""

import html
import re
from pathlib import Path

import pytest
from small_project import replaced, write_project

from studygen.commands.coverage import coverage_table, write_coverage
from studygen.knowledge import coverage
from studygen.knowledge.knowledge_base import Source
from studygen.problems import StudygenError
from studygen.project import project


def source(root: Path, changes: dict[str, str | None] | None = None) -> Source:
    """Return the source of the small project with changes."""
    return project.load(write_project(root, changes)).knowledge.sources[0]


def test_a_sentence_is_cited_by_the_entries_whose_passages_it_holds(tmp_path: Path) -> None:
    first, second = coverage.coverage(source(tmp_path))
    assert [[entry.id for entry in sentence.entries] for sentence in first.sentences] == [["mat"], ["mat"]]
    assert [entry.id for entry in second.sentences[0].entries] == ["theft", "dog"]
    assert coverage.share((first, second)) == (4, 4)


def test_a_paragraph_is_parted_where_passages_begin_and_end(tmp_path: Path) -> None:
    first, second = coverage.coverage(source(tmp_path))
    assert [(each.words, each.times, each.ending) for each in first.stretches] == [
        ("The cat sat on the mat", 2, (1,)),
        (".", 1, (1,)),
        (" ", 0, ()),
        ("It was the cat’s own mat", 1, (1,)),
        (", and nobody else’s.", 0, ()),
    ]
    assert [entry.id for entry, _ in second.cited_by] == ["theft", "dog", "belonging"]
    assert [(each.words, each.ending) for each in second.stretches if each.ending] == [
        ("the dog took the mat", (1, 2)),
        ("Mats belong to dogs", (3, 2)),
        (",” said the dog", (3,)),
        ("the cat objected that dogs have baskets", (3,)),
    ]


ONLY_TERMS = dict.fromkeys(
    ("source/figures.yaml", "source/dates.yaml", "source/arguments.yaml", "decks/theft.yaml")
)


def test_what_an_omission_leaves_out_is_not_cited(tmp_path: Path) -> None:
    term = (
        "- term: mat\n  name: mat\n  meaning: x\n  voice: author\n"
        "  passages: ['The cat sat there. […] and nobody else sat']\n"
    )
    text = "The cat sat there. It rained. It purred and nobody else sat. The end."
    (paragraph,) = coverage.coverage(
        source(tmp_path, ONLY_TERMS | {"source/terms.yaml": term, "source/text.txt": text})
    )
    assert [bool(sentence.entries) for sentence in paragraph.sentences] == [True, False, True, False]


def test_the_table_names_what_is_not_cited_and_why(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {
        "source/text.txt": "The cat sat on the mat. Nobody saw it. It rained. It was the cat's own mat."
    }
    changes |= replaced("source/source.yaml", "voices:", "uncited: {It rained: only weather}\nvoices:")
    changes |= ONLY_TERMS
    changes |= replaced("source/terms.yaml", "see: [dog]", "see: []")
    lines = coverage_table(project.load(write_project(tmp_path, changes))).splitlines()
    assert lines == [
        "¶1  2 of 4 sentences",
        "  1.1    mat",
        "  1.2    not cited: Nobody saw it.",
        "  1.3    not cited: only weather",
        "  1.4    mat",
        "The Mat: 2 of 4 sentences are cited (50%)",
    ]


def test_the_page_has_the_whole_text_and_every_link_leads_to_an_entry(tmp_path: Path) -> None:
    loaded = project.load(write_project(tmp_path))
    (path,) = write_coverage(loaded, tmp_path / "out/coverage.html")
    page = path.read_text(encoding="utf-8")
    shown = re.sub(r"<sup>.*?</sup>|</?mark[^>]*>", "", page)
    document = loaded.knowledge.sources[0].document
    for span in document.paragraphs:
        assert document.words(span) in html.unescape(shown)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets
    assert set(targets) <= set(re.findall(r'id="([^"]+)"', page))
    assert "<script" not in page
    assert not re.search(r'(src|href)="(?!#)', page)


def test_a_page_has_the_name_of_one(tmp_path: Path) -> None:
    loaded = project.load(write_project(tmp_path))
    with pytest.raises(StudygenError, match=r"x.pdf is not the name of such a file; call it x.pdf.html"):
        write_coverage(loaded, tmp_path / "x.pdf")
    with pytest.raises(StudygenError, match="lies among the project's own files"):
        write_coverage(loaded, tmp_path / "templates/cards/front.html")
