"""What differs between two packages, and what of it Anki would not take over."""
