"""Where projects are, and what lies in one where; its own templates come before the shipped ones."""

from collections.abc import Iterator
from pathlib import Path

from studygen import bundled
from studygen.knowledge.knowledge_base import SOURCE_FILE
from studygen.problems import StudygenError
from studygen.project.namespaces import draw

PROJECT_FILE, LOCK_FILE = "studygen.yaml", "studygen.lock"


def find(folder: Path | None) -> Path:
    """Return the project to work on: `folder` if given, else the one around here.

    Raises:
        StudygenError: `folder` is not a project, or there is none around here, or half of one.
    """
    if folder is not None:
        if not folder.is_dir():
            raise StudygenError(f"there is no folder {folder}")
        if not (folder / PROJECT_FILE).is_file():
            raise StudygenError(f"{folder} is not a project: it has no {PROJECT_FILE}")
        return folder
    here = Path.cwd()
    if not (here / PROJECT_FILE).is_file() and (here / "source" / SOURCE_FILE).is_file():
        raise StudygenError(
            f"this folder has source/{SOURCE_FILE} but no {PROJECT_FILE}, which makes it a project; write"
            f" one:\n\n    name: …\n    namespace: {draw()}"
        )
    for candidate in _around(here):
        if (candidate / PROJECT_FILE).is_file():
            # Relative paths make messages short.
            return Path() if candidate == here else candidate
    raise StudygenError(
        f"there is no project here: a project is a folder with a {PROJECT_FILE}, its text in source/ and what"
        " becomes of it in decks/. Go to its folder, or name it with --project; `studygen init article.docx`"
        " makes one of your text, and `studygen demo` one to look at"
    )


def _around(folder: Path) -> Iterator[Path]:
    """Yield a folder and those that it lies in, up to a repository's root or what is somebody else's."""
    owner = folder.stat().st_uid  # 0 everywhere on Windows
    for candidate in (folder, *folder.parents):
        if candidate.stat().st_uid != owner:
            return
        yield candidate
        if (candidate / ".git").exists():
            return


def own_templates(root: Path, kind: str) -> Path | None:
    """Return the folder of a project's own templates; None if it has none, or is the shipped one."""
    own = root / "templates" / kind
    return own if own.is_dir() and not own.samefile(bundled.folder() / "templates" / kind) else None


def template_folders(root: Path, kind: str) -> tuple[Path, ...]:
    """Return where templates of a kind (cards, sheets) are looked for, the project before the shipped one."""
    return (root / "templates" / kind, bundled.folder() / "templates" / kind)
