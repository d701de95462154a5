"""Lists of cards as people have them: tables, exports of other programs, notes in Markdown, Anki packages."""
