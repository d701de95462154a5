"""The quiz: what is asked in it, and what to choose from."""
