"""What is known of a text: entries, questions, sources, and what follows from them alone."""
