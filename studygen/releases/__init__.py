"""Releases: what learners have already, and what a new deck may change of it."""
