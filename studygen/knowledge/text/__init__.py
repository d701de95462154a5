"""Text in its forms: the one that is cited, light Markdown, formulas, blanks, tags."""
