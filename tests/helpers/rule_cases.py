"""A case of a rule, a text and entries about it, as `studygen check` sees it."""

import re
from pathlib import Path

from media_files import mp3, png, write_media
from small_project import FILES, write_project

from studygen.problems import FaultyFilesError, Problem
from studygen.project import project

ENTRIES = "source/entries.yaml"
MEDIA = {
    "small__png": png(),
    "just__png": png(padding=1_000_000 - len(png())),  # a megabyte, to the byte
    "large__png": png(padding=1_000_001 - len(png())),
    "short__mp3": mp3(),
    "long__mp3": mp3(5_000_000),
}


def found(root: Path, case: str, language: str = "en") -> set[Problem]:
    """Return what `studygen check` finds in a case."""
    text, _, entries = case.partition("\n---\n")
    padding = "\n" * (text.count("\n") + 2)  # so that lines have the numbers that they have in the case file
    without = dict.fromkeys(
        ("source/terms.yaml", "source/figures.yaml", "source/dates.yaml", "source/arguments.yaml")
    )
    of_source = re.match(r"(?:(?:loaded|coverage): .*\n)*", text)[0]
    written = {
        "source/text.txt": text.removeprefix(of_source),
        "source/source.yaml": f"{FILES['source/source.yaml']}{of_source}language: {language}\n",
        ENTRIES: padding + entries,
    }
    write_project(root, {**written, **without, "decks/theft.yaml": None})
    if "file: " in entries:
        write_media(root, **MEDIA)
    try:
        loaded = project.load(root)
    except FaultyFilesError as error:
        return set(error.problems)
    return {*loaded.warnings, *project.check_wording(loaded)}
