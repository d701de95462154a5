"""What is read without Anki: sheets to print, pages for a browser, and the drawings on both."""
