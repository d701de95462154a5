"""What `coverage` tells: what of the text is cited, as lines and as pages."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from studygen.commands.outputs import output_file
from studygen.documents.page.coverage_page import to_html
from studygen.files import write_bytes
from studygen.knowledge.coverage import Paragraph, coverage, share
from studygen.knowledge.knowledge_base import Source
from studygen.project.folders import template_folders
from studygen.project.project import Project
from studygen.project.search import find_notes, read_search


def coverage_table(project: Project, where: str = "") -> str:
    """Return a line for each sentence with the entries that cite it, and one for each paragraph and text.

    Args:
        project: whose texts.
        where: only the entries of notes that this search finds count.

    Raises:
        StudygenError: nothing matches.
    """
    by = f" by what {where!r} finds" if where.strip() else ""
    sources = _cited_sources(project, where)
    return "\n".join(line for source in sources for line in _lines(source.spec.title, coverage(source), by))


def _cited_sources(project: Project, where: str) -> tuple[Source, ...]:
    """Return the texts with those entries that have a note which a search finds."""
    if not where.strip():
        return project.knowledge.sources
    entries = {note.entry.id for note in find_notes(project, read_search(project, where))}
    return tuple(
        replace(source, entries=tuple(entry for entry in source.entries if entry.id in entries))
        for source in project.knowledge.sources
    )


def _lines(title: str, paragraphs: tuple[Paragraph, ...], by: str) -> Iterable[str]:
    for paragraph in paragraphs:
        cited, all_ = share((paragraph,))
        yield f"¶{paragraph.number}  {cited} of {all_} sentences"
        for sentence in paragraph.sentences:
            entries = ", ".join(entry.id for entry in sentence.entries)
            yield f"  {sentence.name:<6} {entries or f'not cited: {sentence.excused or sentence.words}'}"
    cited, all_ = share(paragraphs)
    yield f"{title}: {cited} of {all_} sentences are cited{by} ({cited / all_:.0%})"


def write_coverage(project: Project, path: Path, where: str = "") -> list[Path]:
    """Write a page for each text of a project; those after the first are named after their folders.

    Args:
        project: whose texts.
        path: of the first page.
        where: only the entries of notes that this search finds count.

    Raises:
        FaultyFilesError: the template has a fault.
        StudygenError: nothing matches, or the file is no page or cannot be written.
    """
    path = output_file(project, path, "coverage.html")
    folders = template_folders(project.root, "page")
    first, *others = _cited_sources(project, where)
    pages = {path: first} | {path.with_stem(f"{path.stem}-{each.name}"): each for each in others}
    for file, source in pages.items():
        write_bytes(file, to_html(source, folders, where).encode())
    return list(pages)
