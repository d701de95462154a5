"""The text as a page, shaded by how often it is cited."""

from collections.abc import Sequence
from pathlib import Path

from studygen.knowledge.coverage import coverage, share
from studygen.knowledge.knowledge_base import Source
from studygen.templating import guarded, html_environment


def to_html(source: Source, folders: Sequence[Path], where: str = "") -> str:
    """Return the text as a page, shaded by how often it is cited, each passage linked to its entries.

    Args:
        source: the text and the entries that count.
        folders: where the template is looked for.
        where: the search that they were selected by, for the reader.

    Raises:
        FaultyFilesError: the template has a fault.
    """
    paragraphs = coverage(source)
    cited, all_ = share(paragraphs)
    missing = [
        sentence for paragraph in paragraphs for sentence in paragraph.sentences if not sentence.entries
    ]
    environment = html_environment(folders, autoescape=True)
    context = {
        "title": source.spec.title,
        "language": source.spec.language,
        "paragraphs": paragraphs,
        "cited": cited,
        "all": all_,
        "missing": missing,
        "where": where.strip(),
    }
    return guarded(lambda: environment.get_template("coverage.html").render(context))
