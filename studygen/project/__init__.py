"""A project: its files, its settings, and what can be said of it as a whole."""
