"""Anki decks and printed study sheets from a text and a hand-curated knowledge base about it."""

__version__ = "0.1.0"
