"""Texts as people have them, read as plain paragraphs."""
