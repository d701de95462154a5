"""Notes and cards, made of entries."""
