"""Anki as it is: note types, how cards are rendered and searched for, and the packages that hold them."""
