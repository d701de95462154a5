"""What CONTRIBUTING.md says is enough: a copy in which a recipe was followed has what it adds, everywhere."""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from repository import ROOT
from small_project import NAMESPACE, write_project

pytestmark = pytest.mark.long

RECIPES = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = ("docs", "decks", "source", "studygen", "templates", "tests")
STEP = re.compile(r"<!-- (file|change): (\S+) -->\n((?:```\w+\n.*?^```\n)+)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```\w+\n(.*?)^```\n", re.MULTILINE | re.DOTALL)

PLACES = {
    "Rome": "on the Tiber",
    "Athens": "by the sea",
    "Sparta": "in a valley",
    "Carthage": "in the south",
    "Corinth": "on an isthmus",
}
TEXT = "\n\n".join(
    f"The author says that {name} lies {where} of that country." for name, where in PLACES.items()
)
SOURCE = "title: Cities\nauthor: A. Traveller\ntext: text.txt\nvoices: {author: {name: A. Traveller}}\n"
ENTRIES = "".join(
    f"""\
- place: {name.lower()}
  name: {name}
  where: A town {where}.
  voice: author
  passages: ["{name} lies {where}"]
"""
    for name, where in PLACES.items()
)
SMALL = {
    "studygen.yaml": f"name: Cities\nnamespace: {NAMESPACE}\n",
    "source/text.txt": TEXT,
    "source/source.yaml": SOURCE,
    "source/places.yaml": ENTRIES,
    "decks/all.yaml": "deck: Cities\nsheets: [glossary]\npage: true\n",
}


class Checkout:
    """A copy of the checkout, in which recipes are carried out."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in COPIED:
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("_data"))
        for file in ROOT.glob("*.*"):
            if file.is_file():
                shutil.copy(file, root)

    def follow(self, recipe: str) -> None:
        """Carry out the steps of a recipe."""
        (text,) = re.findall(rf"^## {recipe}\n(.*?)(?=^## |\Z)", RECIPES, re.MULTILINE | re.DOTALL)
        steps = STEP.findall(text)
        assert steps
        for verb, name, blocks in steps:
            for block in BLOCK.findall(blocks):
                if verb == "file":
                    self.write(name, block)
                else:
                    self.change(name, block)

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        assert not file.exists()
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def add_kind(self, name: str, called: str, text: str) -> None:
        """Add a kind, the last in the list."""
        self.write(f"studygen/knowledge/kinds/{name}.py", text)
        file = self.root / "studygen/knowledge/kinds/__init__.py"
        listed = file.read_text(encoding="utf-8").replace("Date, Argument)", f"Date, Argument, {called})")
        after = "from studygen.knowledge.kinds.term import Term\n"
        added = f"{after}from studygen.knowledge.kinds.{name} import {called}\n"
        file.write_text(listed.replace(after, added), encoding="utf-8")

    def change(self, name: str, diff: str) -> None:
        """Change a file as a diff without line numbers says, of which the old lines stand in one place."""
        lines = diff.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        file = self.root / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} has these lines not once:\n{old}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *words: str, cwd: Path | None = None, code: int = 0) -> str:
        """Run Python with the copy, and return what it says."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=cwd or self.root,
            env=os.environ | {"PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == code, said
        return said


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "checkout")


@pytest.fixture
def cities(tmp_path: Path) -> Path:
    """A project that consists of places."""
    folder = tmp_path / "cities"
    for name, text in SMALL.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def pdf_text(file: Path) -> str:
    pages = pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.thorough
def test_a_rule_is_found_explained_and_tested(checkout: Checkout) -> None:
    checkout.follow("A rule")
    assert "A warning" in checkout.run("-m", "studygen", "check", "--explain", "shouting")
    tests = ("tests/checks/test_rules.py", "tests/test_docs.py")
    names = "shouting or listed"
    pytest_ = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
    checkout.run(*pytest_, *tests, "-k", names)
    (checkout.root / "tests/checks/rules/shouting.yaml").unlink()
    said = checkout.run(*pytest_, tests[0], "-k", names, code=1)
    assert "shouting.yaml" in said


@pytest.mark.thorough
def test_a_sheet_is_printed_offered_and_a_chapter(checkout: Checkout, tmp_path: Path) -> None:
    checkout.follow("A sheet")
    mats = write_project(tmp_path / "mats", {"decks/all.yaml": "deck: Mats\nsheets: [roll]\n"})
    studygen = ("-m", "studygen")
    assert "names from A to Z" in checkout.run(*studygen, "sheet", "--help")
    assert "aliases=true" in checkout.run(*studygen, "sheet", "roll", "--options")
    assert "RollOptions" in checkout.run(*studygen, "schema", "deck")
    checkout.run(*studygen, "build", "all", cwd=mats)
    assert pdf_text(mats / "build/all-roll.pdf").startswith("N A M E S Mats")
    assert "rug" in pdf_text(mats / "build/all-roll.pdf")
    checkout.run(*studygen, "sheet", "guide", "-o", "guide.pdf", cwd=mats)
    assert re.search(r"Glossary .*Names .*Practice quiz", pdf_text(mats / "guide.pdf"))
    checkout.run(*studygen, "sheet", "roll", "--set", "aliases=false", "-o", "roll.pdf", cwd=mats)
    assert "rug" not in pdf_text(mats / "roll.pdf")
    (checkout.root / "templates/sheets/roll.typ").unlink()
    assert "there is no template 'roll.typ'" in checkout.run(
        *studygen, "sheet", "roll", "-o", "roll.pdf", cwd=mats, code=1
    )


SHEETS = {
    "glossary": "Rome {where}",
    "reader": "Index Athens",
    "worksheet-key": "Rome",
    "quiz": "Match each name with what it means",
    "cards": "Where is Rome",
    "guide": "Rome {where}",
}


def printed(folder: Path) -> Iterator[tuple[str, str]]:
    for name in SHEETS:
        yield name, pdf_text(folder / f"{name}.pdf")


def test_a_kind_is_on_cards_page_and_every_sheet(checkout: Checkout, cities: Path) -> None:
    checkout.follow("A kind of entry")
    studygen = ("-m", "studygen")
    checkout.run(*studygen, "check", cwd=cities)
    assert '"Place"' in checkout.run(*studygen, "schema", "entries")
    for name in ("glossary", "reader", "worksheet", "quiz", "cards", "guide"):
        checkout.run(*studygen, "sheet", name, "-o", f"{name}.pdf", cwd=cities)
    for name, text in printed(cities):
        assert SHEETS[name].format(where="A town on the Tiber.") in text, name
    assert "+ place" in pdf_text(cities / "reader.pdf")
    checkout.run(*studygen, "build", cwd=cities)
    said = checkout.run(*studygen, "inspect", "build/all.apkg", cwd=cities)
    assert "Cities Place" in said
    assert "Where is Rome, according to A. Traveller?" in said
    page = (cities / "build/all.html").read_text(encoding="utf-8")
    assert '[data-kind="place"]' in page
    assert "--accent-place: #4a5a16" in page
    assert "place, date, argument" in checkout.run(
        *studygen, "check", cwd=broken(cities, "- place: rome", "- palce: rome"), code=1
    )


def broken(project: Path, old: str, new: str) -> Path:
    file = project / "source/places.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return project


@pytest.mark.parametrize("name", ["note-type.yaml", "questions.yaml"])
def test_a_kind_without_a_template_is_told_which(checkout: Checkout, cities: Path, name: str) -> None:
    checkout.follow("A kind of entry")
    (checkout.root / "templates/cards/place" / name).unlink()
    assert f"place/{name} is missing" in checkout.run("-m", "studygen", "check", cwd=cities, code=2)


TREATY = '''\
"""Treaties."""

from typing import ClassVar

from pydantic import Field

from studygen.knowledge.base import Id, Text
from studygen.knowledge.kinds.entry import Colour, entry_id
from studygen.knowledge.kinds.traits import Arguing, Dated


class Treaty(Dated, Arguing):
    """Something that was agreed on."""

    kind = "treaty"
    generated: ClassVar = {"when": "when", "terms": "terms", "order": "when"}
    reverse: ClassVar = {"terms": "when"}
    colour = Colour("#333333", "#cccccc")
    mark = "="

    id: Id = entry_id("treaty")
    terms: Text = Field(description="What was agreed on.")

    @property
    def title(self) -> str:
        """What was agreed on."""
        return self.terms

    @property
    def gist(self) -> str:
        """When it was."""
        return self.when.text
'''
TREATIES = """\
- treaty: first
  when: {text: "1815", sort: "1815", precision: year}
  terms: A peace of two towns.
  voice: fact
  passages: ["Rome lies on the Tiber"]
  relations: {supports: [second]}
- treaty: second
  when: {text: some time later, precision: relative}
  after: [first]
  terms: A league of three towns.
  voice: fact
  passages: ["Athens lies by the sea"]
"""


@pytest.mark.thorough
def test_traits_put_a_kind_onto_the_timeline_and_the_map(checkout: Checkout, cities: Path) -> None:
    checkout.add_kind("treaty", "Treaty", TREATY)
    cards = checkout.root / "templates/cards"
    shutil.copytree(cards / "date", cards / "treaty")
    for name in ("note-type.yaml", "questions.yaml"):
        changed = (cards / "treaty" / name).read_text(encoding="utf-8")
        changed = changed.replace("Event", "Terms").replace("event:", "terms:").replace(".event", ".terms")
        (cards / "treaty" / name).write_text(changed.replace("name: Date", "name: Treaty"), encoding="utf-8")
    (cities / "source/places.yaml").write_text(TREATIES, encoding="utf-8")
    studygen = ("-m", "studygen")
    for name in ("timeline", "arguments", "glossary"):
        checkout.run(*studygen, "sheet", name, "-o", f"{name}.pdf", cwd=cities)
        text = pdf_text(cities / f"{name}.pdf")
        assert re.search(r"A peace of\s+two towns", text), name
    checkout.run(*studygen, "preview", "--no-open", "-o", "page.html", cwd=cities)
    page = (cities / "page.html").read_text(encoding="utf-8")
    assert page.count('data-entry="first"') == 2  # on the timeline, and on the map


BATTLE = '''\
"""Battles."""

from typing import ClassVar

from pydantic import Field

from studygen.knowledge.base import Id, OtherId, Text
from studygen.knowledge.kinds.entry import Colour, entry_id
from studygen.knowledge.kinds.traits import Dated, Named


class Battle(Named, Dated):
    """Something with a name and a date, and what may be told of it."""

    kind = "battle"
    generated: ClassVar = {"when": "when", "course": "course"}
    colour = Colour("#333333", "#cccccc")
    mark = "x"

    id: Id = entry_id("battle")
    course: Text | None = Field(None, description="How it went.")
    follows: OtherId | None = Field(None, description="The one before.")

    @property
    def gist(self) -> str:
        """How it went, or when it was."""
        return self.course or self.when.text
'''
BATTLES = """\
- battle: hill
  name: Battle of the Hill
  when: {text: "1815", sort: "1815", precision: year}
  course: It was lost in the rain.
  voice: fact
  passages: ["Rome lies on the Tiber"]
- battle: ford
  name: Battle of the Ford
  when: {text: "1816", sort: "1816", precision: year}
  follows: hil
  voice: fact
  passages: ["Athens lies by the sea"]
"""


@pytest.mark.thorough
def test_types_of_fields_say_what_a_text_and_a_reference_are(checkout: Checkout, cities: Path) -> None:
    checkout.add_kind("battle", "Battle", BATTLE)
    cards = checkout.root / "templates/cards"
    shutil.copytree(cards / "date", cards / "battle")
    for name in ("note-type.yaml", "questions.yaml"):
        file = cards / "battle" / name
        changed = file.read_text(encoding="utf-8")
        for old, now in (("name: Date", "name: Battle"), ("Event", "Course"), ("event:", "course:")):
            changed = changed.replace(old, now)
        changed = changed.replace(".event", ".name").replace("sort: Course", "sort: When")
        changed = re.sub(r"  order: .*?(?=\n#)", "", changed, flags=re.DOTALL)
        file.write_text(re.sub(r".*name: Order,.*\n", "", changed), encoding="utf-8")
    (cities / "source/places.yaml").write_text(BATTLES, encoding="utf-8")
    studygen = ("-m", "studygen")
    said = checkout.run(*studygen, "check", cwd=cities, code=1)
    assert "there is no entry 'hil'; did you mean hill?" in said
    (cities / "source/places.yaml").write_text(BATTLES.replace(": hil\n", ": hill\n"), encoding="utf-8")
    checkout.run(*studygen, "sheet", "glossary", "-o", "glossary.pdf", cwd=cities)
    text = pdf_text(cities / "glossary.pdf")
    assert "Battle of the Hill 1815 It was lost in the rain." in text
    assert "follows Battle of the Hill" in text
    checkout.run(*studygen, "build", cwd=cities)
    said = checkout.run(*studygen, "inspect", "build/all.apkg", cwd=cities)
    assert "It was lost in the rain." in said


def test_a_note_type_and_a_language_are_taken_up(checkout: Checkout, tmp_path: Path) -> None:
    checkout.follow("A note type")
    checkout.follow("A language")
    mats = write_project(tmp_path / "mats")
    checkout.run("-m", "studygen", "build", "theft", cwd=mats)
    code = "from studygen.checks.stems import content_stems; print(content_stems('dan membaca bacaan', 'id'))"
    assert checkout.run("-c", code) == "frozenset({'baca'})\n"


@pytest.mark.thorough
def test_recipes_keep_to_the_style_of_the_house(checkout: Checkout) -> None:
    for recipe in ("A rule", "A sheet", "A kind of entry", "A language"):
        checkout.follow(recipe)
    for words in (("ruff", "check", "--no-cache", "."), ("ruff", "format", "--no-cache", "--check", ".")):
        checkout.run("-m", *words)
    checkout.run("-m", "mypy", "--cache-dir", os.devnull)
