"""The page on which cards are chosen and studied in a browser: one file that needs nothing else.

All that the page shows is data in it, compressed, which its own script reads; nothing of a project's YAML is
ever part of the page's markup. How it looks and works is in templates/page/, from preview.html on.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateSyntaxError
from markupsafe import Markup

from studygen.anki.search_terms import tag_term
from studygen.documents.drawing.svg import argument_map_svg, timeline_svg
from studygen.documents.page.page_data import PageInput, page_data
from studygen.knowledge.kinds import KINDS
from studygen.templating import guarded, html_environment

# The page's scripts, each after those that it needs; docs/templates.md says how they know each other.
SCRIPTS = (
    "signal.js",
    "dom.js",
    # what searches, studying, decks and cards are, without the page
    "alike.js",
    "terms.js",
    "tokens.js",
    "search.js",
    "meant.js",
    "ticks.js",
    "study.js",
    "recipe.js",
    "words.js",
    "marks.js",
    "typed.js",
    "cards.js",
    # what the page holds, and what of it is chosen and up
    "data.js",
    "memory.js",
    "selection.js",
    "lineup.js",
    # the parts of the page
    "stage.js",
    "views.js",
    "searchbox.js",
    "tags.js",
    "list.js",
    "text.js",
    "zoom.js",
    "drawings.js",
    "sitting.js",
    "building.js",
    "paper.js",
    "theme.js",
    "keys.js",
    "gestures.js",
    "preview.js",
)


def to_page(given: PageInput, folders: Sequence[Path]) -> str:
    """Return the page.

    Raises:
        FaultyFilesError: a template has a fault.
    """
    environment = html_environment(folders, autoescape=True)

    def file(name: str) -> Markup:
        return Markup(_source(environment, name)[0])  # noqa: S704  # from templates

    def page() -> str:
        scripts = tuple(Markup(_script(environment, name)) for name in SCRIPTS)  # noqa: S704  # likewise
        data = packed(page_data(given))
        context = {
            "title": given.title,
            "description": given.description,
            "policy": _policy(scripts),
            "example": _example(given),
            "style": Markup(environment.get_template("preview.css").render(kinds=_looks())),  # noqa: S704  # likewise
            "frame": file("frame.css"),
            "scripts": scripts,
            "data": data,
            "timeline": Markup(timeline_svg(given.knowledge, folders)),  # noqa: S704  # a drawing of ours
            "arguments": Markup(argument_map_svg(given.knowledge, folders)),  # noqa: S704  # likewise
        }
        return environment.get_template("preview.html").render(context)

    return guarded(page)


def _example(given: PageInput) -> str:
    """Return a search that finds some notes of the page, with the first tags in the order of their author."""
    used = {tag for note in given.notes for tag in note.tags}
    listed = [tag for source in given.knowledge.sources for tag in source.spec.tags if tag in used]
    bearing = [{note.id for note in given.notes if tag in note.tags} for tag in listed]
    for first, second in combinations(range(len(listed)), 2):
        if bearing[first] - bearing[second] and bearing[first] & bearing[second]:
            return f"{tag_term(listed[first])} -{tag_term(listed[second])}"
    return tag_term(listed[0]) if listed else ""


@dataclass(frozen=True, slots=True)
class _Look:
    """The colours of a kind of entry."""

    name: str
    light: str
    dark: str


def _looks() -> list[_Look]:
    return [_Look(kind.kind, *kind.colour) for kind in KINDS]


def _source(environment: Environment, name: str) -> tuple[str, str | None]:
    """Return what is in a template, as it is, and where the template lies."""
    assert environment.loader  # noqa: S101  # for mypy: html_environment sets one
    text, file, _ = environment.loader.get_source(environment, name)
    return text, file


def _script(environment: Environment, name: str) -> str:
    """Return one of the page's scripts; the others would look in vain for one that does not give its name."""
    text, file = _source(environment, name)
    module = f"studygen.{name.removesuffix('.js')}"
    if f"{module} = " not in text:
        message = f"the page's other scripts know this one as {module}, which it does not set"
        raise TemplateSyntaxError(f"{message}; begin from the shipped {name}", 1, name, file)
    return text


def packed(data: Mapping[str, Any]) -> str:
    """Return data as the page holds it: compressed JSON in letters and digits, the same for the same data."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    compressed = gzip.compress(text.encode("utf-8", "replace"), mtime=0)
    # The tenth byte tells the system, and not in the same way on all Pythons; 255 is an unknown one.
    return _base64(compressed[:9] + b"\xff" + compressed[10:])


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _policy(scripts: Iterable[str]) -> str:
    """Return what a browser may do for the page: run its own scripts, and never touch the network."""
    hashes = (hashlib.sha256(script.encode()).digest() for script in scripts)
    allowed = " ".join(f"'sha256-{_base64(each)}'" for each in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:;"
        " media-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
