"""`studygen coverage`: which sentences are cited, and by which entries."""

from pathlib import Path

from command_line import run


def test_coverage_counts_the_entries_of_the_notes_asked_for(small: Path) -> None:
    lines = run("coverage", "--where", "note:*Date").stdout.splitlines()
    assert "  2.1    theft" in lines
    assert lines[-1] == "The Mat: 1 of 4 sentences are cited by what 'note:*Date' finds (25%)"
    run("coverage", "--where", "note:*Date", "-o", "c.html")
    page = (small / "c.html").read_text(encoding="utf-8")
    assert "by the entries that <code>note:*Date</code> finds, which alone count here" in page
    assert "(term)" not in page
