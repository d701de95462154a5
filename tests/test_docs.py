"""The documentation is true: its examples build, and all that users can write or type stands in it."""

import io
import json
import re
from pathlib import Path
from textwrap import dedent
from typing import Literal

import pypdf
import pytest
import yaml
from doc_tables import with_tables
from pdf_tools import fonts_of
from repository import ROOT
from small_project import NAMESPACE
from typer.main import get_command

from studygen.checks.explanations import explanations
from studygen.checks.rule import name_of
from studygen.checks.rules import CARD_RULES, FILE_RULES
from studygen.cli.app import app
from studygen.commands import build, check, find
from studygen.commands.sheet import sheet_of
from studygen.documents.sheets.registry import Options
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.typst_compiler import compile_sheet
from studygen.knowledge import base, questions, source
from studygen.knowledge.kinds import KIND_NAMES, KINDS
from studygen.knowledge.kinds.traits import Relation
from studygen.knowledge.when import When
from studygen.project import project, settings
from studygen.project.folders import template_folders
from studygen.project.json_schema import json_schema
from studygen.project.project import Project

DOCS = {
    file.name: file.read_text(encoding="utf-8")
    for file in [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
}
EXAMPLE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)


@pytest.fixture
def documented(tmp_path: Path) -> Project:
    """The project that the documentation shows, with every file in it."""
    for text in DOCS.values():
        for name, content in EXAMPLE.findall(text):
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            # They show none, since whoever copied it would have that of others.
            content = content.replace("namespace: …", f"namespace: {NAMESPACE}")
            file.write_text(content, encoding="utf-8")
    return project.load(tmp_path)


def test_the_docs_show_no_namespace_that_works() -> None:
    digits = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    assert [name for name, text in DOCS.items() if digits.search(text)] == []


def test_the_project_that_the_docs_show_is_sound_and_builds(documented: Project) -> None:
    assert check.check(documented.root)[0] == ()
    assert {entry.kind for _, entry in documented.knowledge.entries()} == set(KIND_NAMES)
    written, _ = build.build_all(documented, (), None, lambda *_: None)
    made = [file.path.name for file in written]
    assert made == [
        *("handout.apkg", "property.apkg"),
        *("handout-quiz-a.pdf", "handout-quiz-a-key.pdf", "handout-quiz-b.pdf", "handout-quiz-b-key.pdf"),
        *("handout-cards.pdf", "property-glossary.pdf"),
        *("property-quiz.pdf", "property-quiz-key.pdf", "property-cards.pdf"),
    ]


def test_words_are_found_as_the_docs_show(documented: Project) -> None:
    shown = re.search(r"\$ studygen find mats\n((?:    .+\n)+)", DOCS["writing.md"])
    assert shown
    assert find.as_text(find.find(documented.root, "mats")) == dedent(shown[1]).rstrip()


def test_the_examples_of_templates_take_effect(documented: Project) -> None:
    assert "2rem" in documented.note_types["term"].css
    (note,) = [note for note in documented.notes if note.id == "belonging"]
    passage = note.fields[[field.name for field in note.type.fields].index("Passage")]
    assert len(note.citations) > 1
    assert passage.count("<blockquote>") == 1


@pytest.mark.parametrize(
    "shape",
    [
        *KINDS,
        base.Part,
        questions.Image,
        questions.Audio,
        When,
        questions.Question,
        questions.Cloze,
        questions.Difference,
        questions.Listing,
        questions.Step,
        source.Source,
        source.Voice,
        settings.ProjectSpec,
    ],
)
def test_every_key_is_documented(shape: type[base.Record]) -> None:
    for name, field in shape.model_fields.items():
        key = field.alias or name
        assert f"`{key}`" in DOCS["writing.md"], key
        assert field.description, key


def test_the_example_of_a_theme_takes_effect(documented: Project) -> None:
    given = sheet_of(documented, "", None, None, 0, Options())
    (source,) = render("glossary", given, template_folders(documented.root, "sheets"))
    pdf = pypdf.PdfReader(io.BytesIO(compile_sheet(source).pdf))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert str(pdf.metadata.title if pdf.metadata else "").startswith("Lexicon: ")
    assert "Rugs are" not in text  # the editor's note
    assert any("NewComputerModern" in str(font) or "NewCM" in str(font) for font in fonts_of(pdf))


def test_the_tables_of_sheets_say_what_the_sheets_say(request: pytest.FixtureRequest) -> None:
    expected = with_tables(DOCS["sheets.md"])
    if request.config.getoption("rewrite"):
        (ROOT / "docs/sheets.md").write_text(expected, encoding="utf-8")
    else:
        assert DOCS["sheets.md"] == expected, "write them anew: python3 run.py test -k tables --rewrite"
    assert "`colour`" in expected


def test_every_key_of_a_deck_is_documented() -> None:
    for key in settings.DeckSpec.model_fields:
        assert f"| `{key}` |" in DOCS["decks.md"]


def test_every_relation_and_precision_is_documented() -> None:
    for values in (Relation, When.model_fields["precision"].annotation):
        for value in values.__args__:  # type: ignore[union-attr]  # both are literals
            assert f"`{value}`" in DOCS["writing.md"]


def test_every_option_is_documented() -> None:
    text = "".join(DOCS.values())
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]  # it is a group
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert re.search(rf"[ `]{option}\b", text), option


def test_every_note_type_field_and_card_is_documented() -> None:
    rows = dict(re.findall(r"^\| (\w+) \| (.*) \|$", DOCS["templates.md"], re.MULTILINE))
    common = re.search(r"All have (.*?)\.\n", DOCS["templates.md"], re.DOTALL)
    assert common
    shared = set(re.split(r", | and ", common[1].replace("\n", " ")))
    for file in (ROOT / "templates/cards").glob("*/note-type.yaml"):
        spec = yaml.safe_load(file.read_text(encoding="utf-8"))
        cards, own = rows[spec["name"]].split(" | ")
        assert cards.split(", ") == [card["name"] for card in spec["cards"]]
        assert set(own.split(", ")) == set(spec["fields"]) - shared
        assert shared <= set(spec["fields"])


def test_every_rule_is_listed() -> None:
    told = {name: text.partition("\n")[0].removeprefix(f"{name}: ") for name, text in explanations().items()}
    rules = {name_of(rule) for rule in (*FILE_RULES, *CARD_RULES)}
    of_rules, of_others = DOCS["checking.md"].partition("## The rules")[2].split("## What else is told")
    for section, names in ((of_rules, rules), (of_others, told.keys() - rules)):
        listed = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", section, re.MULTILINE)
        assert listed == [(name, what) for name, what in told.items() if name in names]


@pytest.mark.parametrize("kind", ["entries", "source", "deck", "project"])
def test_the_schemas_that_editors_read_are_up_to_date(
    kind: Literal["entries", "source", "deck", "project"],
) -> None:
    text = (ROOT / f"docs/schema/{kind}.json").read_text(encoding="utf-8")
    assert json.loads(text) == json_schema(kind), (
        f"write it anew: studygen schema {kind} > docs/schema/{kind}.json"
    )


def test_the_shipped_files_name_their_schema() -> None:
    files = [ROOT / "studygen.yaml", *ROOT.glob("source/*.yaml"), *ROOT.glob("decks/*.yaml")]
    for file in files:
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert named, file
        assert (file.parent / named[1]).is_file()


@pytest.mark.parametrize("name", sorted(DOCS))
def test_links_and_pictures_lead_somewhere(name: str) -> None:
    folder = ROOT if name == "README.md" else ROOT / "docs"
    for target in re.findall(r"\]\(([^)#]+)\)", DOCS[name]):
        assert target.startswith("https://") or (folder / target).exists(), target


def test_the_two_commands_of_the_readme_are_those_of_ci() -> None:
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for command in ("python3 run.py build", "python3 run.py test"):
        assert f"    {command}\n" in DOCS["README.md"]
        assert f"\n{command}\n" in ci
