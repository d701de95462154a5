"""What the commands do: decks, sheets, pages and reports of a project."""
