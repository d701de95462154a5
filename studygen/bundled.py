"""Where the shipped project lies: its text, knowledge base, deck specifications and templates."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder() -> Path:
    """Return the shipped project: inside the package when installed, beside it in a checkout."""
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent
