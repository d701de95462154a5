"""Pages for a browser: the one to choose and study cards on, and the text shaded by what is cited."""
