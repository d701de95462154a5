"""`check --fix` mends what nobody need think about, shows it first, and leaves everything else as it is."""

from pathlib import Path

import pytest
from command_line import contents, run
from small_project import FILES, write_project

TERMS = FILES["source/terms.yaml"]


def entry(changes: dict[str, str] | None = None, extra: str = "") -> str:
    """Return an entry of its own with some lines that are different."""
    lines = {
        "term": "cup",
        "name": "cup",
        "meaning": "What the cat sat on.  # a joke",
        "voice": "author",
        "passages": '["The cat sat on the mat."]',
    } | (changes or {})
    return "- " + "  ".join(f"{key}: {value}\n" for key, value in lines.items()) + extra


WITH_KIND_LATER = """\
# Mine
- name: cup  # small
  # of tea
  voice: author
  term: cup
  meaning: It.
  passages: ["The cat sat on the mat."]
"""
WITH_KIND_FIRST = """\
# Mine
- term: cup
  name: cup  # small
  meaning: It.
  # of tea
  voice: author
  passages: ["The cat sat on the mat."]
"""

# What is written, what stands there afterwards.
MENDED = {
    "an id": (entry({"term": "Tea Cup"}), entry({"term": "tea-cup"})),
    "an id with its accents": (entry({"term": "Große_Tasse"}), entry({"term": "grosse-tasse"})),
    "an id and what refers to it": (
        entry({"term": "Tea Cup"}) + entry({"term": "can", "see": "[Tea Cup]"}),
        entry({"term": "tea-cup"}) + entry({"term": "can", "see": "[tea-cup]"}),
    ),
    "curly quotes": (entry({"name": "“cup”"}), entry({"name": '"cup"'})),
    "curly quotes around a passage": (
        entry({"passages": "[“The cat sat on the mat.”]"}),
        entry({"passages": '["The cat sat on the mat."]'}),
    ),
    "characters of a passage": (
        entry({"passages": '["The cаt sat on the mat."]'}),  # a Cyrillic letter
        entry({"passages": '["The cat sat on the mat."]'}),
    ),
    "a key in the singular": (entry({"tag": "[topic::mats]"}), entry({"tags": "[topic::mats]"})),
    "a key in capitals": (entry({"Note": "It is."}), entry({"note": "It is."})),
    "a licence": (
        entry({}, "  image: {file: cup.png, alt: A cup, license: CC0}\n"),
        entry({}, "  image: {file: cup.png, alt: A cup, licence: CC0}\n"),
    ),
    "a colon": (entry({"meaning": "A cup: for tea"}), entry({"meaning": '"A cup: for tea"'})),
    "several colons": (
        entry({"meaning": "A cup: for tea", "name": "cup: a small one"}),
        entry({"meaning": '"A cup: for tea"', "name": '"cup: a small one"'}),
    ),
    "an at sign": (entry({"meaning": "@home"}), entry({"meaning": '"@home"'})),
    "a per cent sign": (entry({"meaning": "%5 of it"}), entry({"meaning": '"%5 of it"'})),
    "a star": (entry({"meaning": "*any* cup"}), entry({"meaning": '"*any* cup"'})),
    "the kind not first": (WITH_KIND_LATER, WITH_KIND_FIRST),
}


@pytest.mark.parametrize(("before", "after"), MENDED.values(), ids=MENDED)
def test_it_is_mended_and_nothing_else_is_touched(small: Path, before: str, after: str) -> None:
    file = small / "source/more.yaml"
    file.write_bytes(f"\ufeff{before}".replace("\n", "\r\n").encode())
    others = {name: data for name, data in contents(small).items() if not name.endswith("more.yaml")}
    result = run("check", "--fix", "--yes")
    assert file.read_bytes().decode() == f"\ufeff{after}".replace("\n", "\r\n")
    assert {name: data for name, data in contents(small).items() if not name.endswith("more.yaml")} == others
    assert "Changed: source/more.yaml." in result.stderr
    assert "Changed" not in run("check", "--fix", "--yes").stderr


def test_without_a_yes_it_shows_what_it_would_change_and_changes_nothing(small: Path) -> None:
    write_project(small, {"source/terms.yaml": TERMS.replace("name: mat", "name: “mat”")})
    before = contents(small)
    result = run("check", "--fix")
    assert '-  name: “mat”\n+  name: "mat"\n' in result.stderr
    assert "Nothing was changed; with --yes, this is." in result.stderr
    assert contents(small) == before


@pytest.mark.parametrize(
    "text",
    [
        entry({"passages": '["The dog sat on the mat."]'}),  # a word, which somebody may have meant
        entry({"voice": "nobody"}),
        entry({"term": "чашка"}),
        entry({"meaning": "[A cup"}),
        entry({"nmae": "cup"}),
        "- term: cup\n\tname: cup\n",
    ],
)
def test_what_somebody_has_to_think_about_is_left_alone(small: Path, text: str) -> None:
    (small / "source/more.yaml").write_text(text, encoding="utf-8")
    before = contents(small)
    result = run("check", "--fix", "--yes")
    assert result.exit_code == 1
    assert contents(small) == before
