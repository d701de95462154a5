"""Packages of anybody's, read without running anything in them."""
