"""What differs between packages is told completely, in words, and so that nothing in them can break it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyromark
import pytest
from anki.collection import Collection
from anki_tools import ImportCounts, import_package, open_collection
from command_line import run
from hypothesis import given
from hypothesis import strategies as st
from learner import APRIL, MAY
from package_files import exported
from small_project import FILES, replaced, write_project
from thoroughness import examples

from studygen.anki.notetypes import CardTemplate, Field, NoteType
from studygen.anki.reading.collection_schema import DatedNoteType, PackageDeck
from studygen.anki.reading.package import Package, PackageCard, PackageMedium, PackageNote
from studygen.commands import build
from studygen.project import project
from studygen.releases.diff import import_effects, package_diff
from studygen.releases.diff.as_markdown import escaped, to_markdown
from studygen.releases.diff.as_text import to_text


@pytest.fixture
def mats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project with its decks built in April, as the working folder; now is May."""
    monkeypatch.chdir(write_project(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(APRIL))
    build.build_all(project.load(Path()), (), None, lambda *_: None)
    (tmp_path / "build").rename("april")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MAY))
    return tmp_path


TYPE = NoteType(
    key="Basic", name="Basic", id=1,
    fields=(Field("Front", 11), Field("Back", 12)),
    templates=(
        CardTemplate("Card", 21, "{{Front}}", "{{Back}}"),
        CardTemplate("Turned", 22, "{{Back}}", "{{Front}}"),
    ),
    css="a {}\nb {}\n",
)  # fmt: skip


def note(guid: str, front: str = "question", back: str = "answer", **changes: Any) -> PackageNote:
    cards = (PackageCard(0, "Deck"), PackageCard(1, "Deck"))
    return replace(PackageNote(guid, TYPE, APRIL, (front, back), ("a", "b"), cards), **changes)


def package(*notes: PackageNote, mod: int = APRIL, media: Mapping[str, str] = {}, **changes: Any) -> Package:
    types = {each.type.id: each.type for each in notes}
    decks = {card.deck for each in notes for card in each.cards}
    return replace(
        Package(
            name="x.apkg",
            container="collection.anki2",
            note_types=tuple(DatedNoteType(note_type, mod) for note_type in types.values()),
            decks=tuple(PackageDeck(number, deck, "") for number, deck in enumerate(sorted(decks))),
            notes=notes,
            media=tuple(PackageMedium(name, 1, digest) for name, digest in media.items()),
        ),
        **changes,
    )


def told(old: Package, new: Package) -> str:
    return to_text(package_diff.compare(old, new))


# The project and a package of it


@pytest.mark.usefixtures("mats")
def test_a_package_that_is_up_to_date_does_not_differ_from_its_project() -> None:
    for name, held in (("all", 6), ("theft", 2)):
        result = run("diff", f"april/{name}.apkg")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == (
            f"april/{name}.apkg → the deck {name} of the project as it is now\n"
            f"{held} notes: {held} unchanged\n"
        )


def test_what_changed_in_the_project_is_told_and_its_lock_left_alone(mats: Path) -> None:
    lock = Path("studygen.lock").read_bytes()
    terms = FILES["source/terms.yaml"]
    terms = terms.replace("What the cat sat on.", "What the *tomcat* sat on.")
    terms = terms.replace("answer: The cat.", "answer: The *cat*.").replace("{{where::mat}}", "mat")
    write_project(
        mats,
        {
            "source/terms.yaml": terms,
            "source/dates.yaml": FILES["source/dates.yaml"].replace(
                "tags: [topic::property::theft]", "tags: [topic::property]"
            ),
            "source/arguments.yaml": None,
            **replaced("decks/all.yaml", "All <of> it.", "Some <of> it."),
            "templates/cards/cards.css": ".card {color: teal}",
        },
    )
    result = run("diff", "april/all.apkg")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[1] == "5 notes: 1 removed, 3 changed, 1 retagged, 1 unchanged"
    assert "    Meaning: What the [-cat-]{+tomcat+} sat on." in lines
    assert "    Answer: (only the markup) The {+<em>+}cat{+</em>+}." in lines
    assert "    cards: [-Cloze 2-]" in lines
    assert "    tags: [-mats::topic::property::theft-] {+mats::topic::property+}" in lines
    assert any(line.startswith("  belonging  (Mats Argument)") for line in lines)
    assert "  description of Mats: [-All-]{+Some+} <of> it." in lines
    assert "    +.card {color: teal}" in lines
    assert lines[-1].endswith("Anki's browser finds them by Id:belonging")
    assert Path("studygen.lock").read_bytes() == lock
    assert run("diff", "april/all.apkg").stdout == result.stdout


@pytest.mark.usefixtures("mats")
def test_a_package_can_be_compared_with_another_deck_of_the_project() -> None:
    assert "6 notes: 4 added, 2 unchanged" in run("diff", "april/theft.apkg", "--deck", "all").stdout
    assert "  renamed: Mats[-::Theft-]" in run("diff", "april/theft.apkg", "--deck", "all").stdout
    result = run("diff", "april/theft.apkg", "--deck", "al")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no deck specification 'al'; did you mean all?" in result.stderr


@pytest.mark.usefixtures("mats")
def test_a_package_of_no_specified_deck_is_compared_with_all_notes() -> None:
    run("deck", "-w", "tag:person::dog", "-o", "dog.apkg")
    result = run("diff", "dog.apkg")
    assert result.stdout.startswith(
        "dog.apkg → all notes of the project as it is now\n6 notes: 5 added, 1 unch"
    )
    assert "Decks" not in result.stdout, "the package's own name is kept"
    found = run("diff", "dog.apkg", "-w", "tag:person::dog").stdout
    assert "\n1 note: 1 unchanged\n" in found


def test_a_search_counts_notes_that_it_finds_on_either_side(mats: Path) -> None:
    write_project(mats, replaced("source/figures.yaml", "tags: [person::dog, topic", "tags: [topic"))
    result = run("diff", "april/all.apkg", "-w", "tag:person::dog")
    assert "1 note: 1 retagged, 0 unchanged" in result.stdout
    assert "tags: [-mats::person::dog-]" in result.stdout
    result = run("diff", "april/all.apkg", "-w", "tag:none")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no note of april/all.apkg or the deck all of the project as it is now matches" in result.stderr


def test_what_is_for_the_project_is_refused_with_two_packages(mats: Path) -> None:
    for option in ("--deck", "--project"):
        result = run("diff", "april/all.apkg", "april/theft.apkg", option, mats)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{option} is for comparing with the project" in result.stderr


def test_faults_of_the_project_are_told_as_ever(mats: Path) -> None:
    write_project(mats, replaced("source/terms.yaml", "voice: author", "voice: autor"))
    result = run("diff", "april/all.apkg")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no voice 'autor'" in result.stderr


# Two packages


def test_the_two_containers_of_one_collection_do_not_differ(tmp_path: Path) -> None:
    old, new = (exported(tmp_path, legacy=legacy) for legacy in (True, False))
    assert run("diff", old, new).stdout.endswith("\n3 notes: 3 unchanged\n")


def edited(change: Callable[[Any], None]) -> Callable[[Collection], None]:
    """Return what changes the first note of a collection and saves it."""

    def edit(col: Collection) -> None:
        first = col.get_note(col.find_notes("cat")[0])
        change(first)
        col.update_note(first)

    return edit


def test_what_was_edited_in_anki_is_told(tmp_path: Path) -> None:
    old = exported(tmp_path, legacy=True)

    def change(first: Any) -> None:
        first["Back"] = "<b>purr</b>"
        first.tags = ["a::b", "d"]

    new = exported(tmp_path, legacy=False, change=edited(change))
    result = run("diff", old, new)
    assert "    Back: [-miaow-]{+purr+}" in result.stdout
    assert "    tags: [-c-] {+d+}" in result.stdout
    assert json.loads(run("diff", old, new, "--format", "json").stdout)["changed"][0]["fields"] == [
        {
            "name": "Back",
            "old": "<b>miaow</b>",
            "new": "<b>purr</b>",
            "only_markup": False,
            "words": [{"kind": "old", "text": "miaow"}, {"kind": "new", "text": "purr"}],
        }
    ]


def test_notes_come_in_the_order_of_the_newer_package() -> None:
    old = package(note("a", "1"), note("b", "2"), note("gone", "0"))
    new = package(note("c", "3"), note("b", "2b"), note("a", "1b"), note("d", "4"))
    lines = told(old, new).splitlines()
    order = [line.split()[0] for line in lines if re.match(r"  \d", line)]
    assert order == ["2b", "1b", "3", "4", "0"]


def test_a_note_without_an_id_goes_by_its_first_words() -> None:
    assert note("g", "<b>What</b>&nbsp;now?").label == "What now?"
    assert note("g", "", "<img src=x.png>").label == "[picture x.png]"
    assert note("g", "", "").label == "g"
    assert len(note("g", "word " * 100).label) <= 71
    own = replace(TYPE, fields=(Field("Front", 11), Field("Id", 12)))
    assert note("g", "What?", "my-id", type=own).label == "my-id"


def test_note_types_are_compared_part_by_part() -> None:
    new = replace(
        TYPE,
        name="Simple",
        css="a {}\nc {}\n",
        fields=(
            Field("Question", 11),
            Field("Back", 12, "What is answered", is_folded=True),
            Field("More", 13),
        ),
        templates=(
            CardTemplate("Turned", 22, "{{Back}}", "{{Front}}"),
            CardTemplate("Card", 21, "{{Front}}?", "{{Back}}\n{{More}}"),
        ),
    )
    text = told(package(note("a")), package(note("a", type=new, fields=("question", "answer", ""))))
    assert "Note types\n  Simple, name: [-Basic-]{+Simple+}\n" in text
    for line in (
        "  Simple, field added: {+More+}",
        "  Simple, field renamed: [-Front-]{+Question+}",
        "  Simple, Back in Anki's editor: {+What is answered, folded+}",
        "  Simple, order of cards: ",
        "  Simple, front of Card:\n    @@ -1 +1 @@\n    -{{Front}}\n    +{{Front}}?",
        "  Simple, back of Card:\n    @@ -1 +1,2 @@\n     {{Back}}\n    +{{More}}",
        "  Simple, css:\n    @@ -1,2 +1,2 @@\n     a {}\n    -b {}\n    +c {}",
        "adds a second note type Simple+ (field added, order of cards)",
    ):  # fmt: skip
        assert line in text
    assert "Changed notes" not in text, "a renamed field has what it had"
    assert "sort field" not in text, "it is the same one, renamed"


def test_a_field_and_a_card_that_are_gone_make_another_note_type_to_anki() -> None:
    new = replace(TYPE, fields=TYPE.fields[:1], templates=TYPE.templates[:1])
    text = told(
        package(note("a")),
        package(note("a", type=new, fields=("question",), cards=(PackageCard(0, "Deck"),))),
    )
    for line in (
        "    Back: [-answer-]",
        "    cards: [-Turned-]",
        "  Basic, field removed: [-Back-]",
        "  Basic, card removed: [-Turned-]",
        "adds a second note type Basic+ (field removed, card removed)",
    ):
        assert line in text


def test_a_field_of_the_same_name_under_another_id_is_another_to_anki() -> None:
    new = replace(TYPE, fields=(Field("Front", 11), Field("Back", 13)))
    text = told(package(note("a")), package(note("a", type=new)))
    assert "  Basic, field removed: [-Back-]\n  Basic, field added: {+Back+}\n" in text


def test_a_note_type_that_becomes_a_cloze_is_another_to_anki() -> None:
    text = told(package(note("a")), package(note("a", type=replace(TYPE, cloze=True))))
    assert "  Basic, kind: [-ordinary-]{+cloze+}\n" in text
    assert "adds a second note type Basic+ (kind)" in text


def test_fields_of_a_note_that_is_of_another_type_are_compared_by_name() -> None:
    """Ids of fields mean nothing from one note type to another, not even where they are the same."""
    other = NoteType("Other", "Other", 2, (Field("Back", 11), Field("Extra", 12)), TYPE.templates, "")
    new = package(note("a", type=other, fields=("answered", "more")))
    text = told(package(note("a")), new)
    begin = text.index("    note type: ")
    assert text[begin : text.index("\n\n", begin)].splitlines() == [
        "    note type: [-Basic-]{+Other+}",
        "    Back: [-answer-]{+answered+}",
        "    Extra: {+more+}",
        "    Front: [-question-]",
    ]
    expected = "* **answered** note type: <del>Basic</del><ins>Other</ins>; Back: <del>answer</del>"
    assert expected in to_markdown(package_diff.compare(package(note("a")), new))


def test_further_lines_of_a_field_stand_below_the_first() -> None:
    text = told(package(note("a", back="one<br>two<br>three")), package(note("a", back="one<br>2<br>three")))
    assert "    Back: one\n      [-two-]{+2+}\n      three\n" in text


def test_a_field_that_gets_or_loses_its_id_is_told() -> None:
    without = replace(TYPE, fields=(Field("Front", None), Field("Back", 12)))
    with_id, plain = package(note("a")), package(note("a", type=without))
    assert "  Basic, id of field Front: [-11-]{+none+}" in told(with_id, plain)
    assert "  Basic, id of field Front: [-none-]{+11+}" in told(plain, with_id)


def test_markdown_tells_of_decks_and_note_types() -> None:
    old, new = (
        package(
            note("a", type=replace(TYPE, name=f"Basic {what}", id=number)),
            decks=(PackageDeck(0, "Deck", f"The {what} one."),),
        )
        for number, what in enumerate(("first", "second"), start=1)
    )
    markdown = to_markdown(package_diff.compare(old, new))
    assert "\n* description of **Deck**: The <del>first</del><ins>second</ins> one.\n" in f"{markdown}\n"
    assert "\n* added: **Basic second**\n" in f"{markdown}\n"
    assert "\n* removed: **Basic first**\n" in f"{markdown}\n"


def test_markdown_tells_of_tags_and_looks_of_what_stays() -> None:
    looks = replace(TYPE, name="New", css="")
    new = package(note("a", tags=("a", "b", "*c"), type=looks, mod=MAY), mod=MAY)
    assert to_markdown(package_diff.compare(package(note("a")), new)).split("\n\n")[1:] == [
        "### Retagged",
        "* **question** tags: <ins>\\*c</ins>",
        "### Looks and note types",
        "* **New**, name: <del>Basic</del><ins>New</ins>\n* **New**, css",
    ]


def test_code_that_is_too_long_to_compare_is_told_so() -> None:
    text = told(package(note("a")), package(note("a", type=replace(TYPE, css="a {}\n" * 2000))))
    assert "  Basic, css:\n    (too long to compare)" in text


def test_code_that_differs_in_line_breaks_only_is_told_so() -> None:
    text = told(package(note("a")), package(note("a", type=replace(TYPE, css=f"{TYPE.css.strip()}\r\n"))))
    assert "  Basic, css:\n    (only line breaks)" in text


def test_another_sort_field_is_told_with_what_comes_of_it() -> None:
    text = told(package(note("a")), package(note("a", type=replace(TYPE, sort_field=1)), mod=MAY))
    assert "  Basic, sort field: [-Front-]{+Back+}" in text
    assert (
        "  Basic: another sort field; notes that changed as well are not updated, and a full upload" in text
    )


def test_what_note_types_have_in_common_is_told_once() -> None:
    other = replace(TYPE, id=2, name="Other")
    old = package(note("a"), note("b", type=other))
    new = package(note("a", type=replace(TYPE, css="")), note("b", type=replace(other, css="")), mod=MAY)
    assert told(old, new).count("Basic, Other, css:") == 1
    assert "Anki keeps the old looks" not in told(old, new)


def test_a_note_type_under_another_id_is_another() -> None:
    text = told(package(note("a")), package(note("a", type=replace(TYPE, id=5))))
    assert "  Basic, id: [-1-]{+5+}" in text
    assert "of another note type, so that Anki does not update them: question" in text
    gone = told(package(note("a")), package(note("a", type=replace(TYPE, id=5, name="New"))))
    assert "note type: [-Basic-]{+New+}" in gone
    assert "  added: New\n  removed: Basic" in gone


def test_decks_that_were_renamed_and_notes_that_moved_are_told_apart() -> None:
    renamed = (PackageCard(0, "New::Name"), PackageCard(1, "New::Name"))
    text = told(package(note("a"), note("b")), package(note("a", cards=renamed), note("b", cards=renamed)))
    assert "2 notes: 2 unchanged" in text
    assert "Decks\n  renamed: [-Deck-]{+New::Name+}" in text
    text = told(package(note("a"), note("b")), package(note("a", cards=renamed), note("b")))
    assert "2 notes: 1 moved, 1 unchanged" in text
    assert "Moved notes\n  from Deck to New::Name: question" in text
    assert "cards that learners have stay in the deck where they are" in text
    old, new = (
        package(note("a"), note("b", "2"), note("c")),
        package(note("a"), note("b", "2", cards=renamed)),
    )
    new = replace(new, notes=(*new.notes, note("c", "*", cards=renamed)))
    assert "\n* from Deck to New::Name: 2, \\*\n" in to_markdown(package_diff.compare(old, new))


def cards_in(*decks: str) -> tuple[PackageCard, ...]:
    return tuple(PackageCard(at, deck) for at, deck in enumerate(decks))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # its old name has a new note, its cards went to two decks, and where they went, something was
        ([note("a")], [note("a", cards=cards_in("New", "New")), note("b", "2")]),
        ([note("a")], [note("a", cards=cards_in("New", "Other"))]),
        ([note("a"), note("b", "2", cards=cards_in("New"))], [note("a", cards=cards_in("New", "New"))]),
    ],
)
def test_a_deck_is_renamed_only_if_all_of_it_went_where_nothing_was(
    old: list[PackageNote], new: list[PackageNote]
) -> None:
    text = told(package(*old), package(*new))
    assert "renamed" not in text
    assert "Moved notes\n  from Deck to New: question\n" in text


def test_media_are_compared_by_content() -> None:
    old = package(note("a"), media={"a.png": "1", "b.png": "1", "c.png": "1"})
    new = package(note("a"), media={"a.png": "1", "b.png": "2", "d.png": "1"})
    text = told(old, new)
    assert "Media\n  added: d.png\n  removed: c.png\n  changed: b.png" in text
    new = package(note("a"), media={"a.png": "1", "_d.png": "1", "e.png": "1"})
    expected = "### Pictures and sounds\n\n* added: \\_d.png, e.png\n* removed: b.png, c.png\n"
    assert expected in to_markdown(package_diff.compare(old, new)) + "\n"
    assert "media changed under the same name, which Anki does not replace: b.png" in text


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        (note("a"), note("a", "other"), "changed without being newer, so that Anki does not update"),
        (note("a"), note("a", mod=MAY), "newer without having changed"),
        (note("a"), note("b"), "another guid, so that those who have them get them a second time"),
        (note("a"), note("b", "other"), "no note is in both: to Anki, these decks have nothing to do with"),
        (note("a"), note("a", type=replace(TYPE, css="")), "Basic: Anki keeps the old looks"),
    ],
)  # fmt: skip
def test_what_anki_does_not_take_over_is_told(old: PackageNote, new: PackageNote, warning: str) -> None:
    difference = package_diff.compare(package(old), package(new))
    assert any(warning in each for each in import_effects.warnings(difference))


def test_of_many_notes_five_are_named_and_the_others_counted() -> None:
    old, new = ([note(f"g{at}", f"n{at}{what}") for at in range(7)] for what in ("", "!"))
    stale = "changed without being newer, so that Anki does not update them: "
    for count, named in ((7, "n0!, n1!, n2!, n3!, n4! and 2 more"), (5, "n0!, n1!, n2!, n3!, n4!")):
        difference = package_diff.compare(package(*old[:count]), package(*new[:count]))
        assert import_effects.warnings(difference) == (stale + named,)


def test_a_true_update_is_without_warning() -> None:
    difference = package_diff.compare(
        package(note("a"), note("b")), package(note("a", "new", mod=MAY), note("b"))
    )
    assert import_effects.warnings(difference) == ()
    assert package_diff.compare(package(), package(note("a"))).summary == "1 note: 1 added, 0 unchanged"


def test_two_notes_with_one_guid_are_told() -> None:
    difference = package_diff.compare(package(note("a"), note("a", "again")), package(note("a")))
    assert not difference.changed
    assert "1 note with the guid of another; Anki updates only one" in import_effects.warnings(difference)[0]


def test_what_is_told_of_updates_is_what_anki_does(mats: Path) -> None:
    write_project(mats, replaced("source/terms.yaml", "What the cat", "What the tomcat"))
    difference = json.loads(run("diff", "april/all.apkg", "--format", "json").stdout)
    build.build_all(project.load(Path()), ["all"], None, lambda *_: None)
    assert json.loads(
        run("diff", "april/all.apkg", "build/all.apkg", "--format", "json").stdout
    ) == difference | {"new": {"file": "build/all.apkg", "notes": 6, "cards": 12}}
    with open_collection(mats / "learner.anki2") as col:
        import_package(col, mats / "april" / "all.apkg")
        counts = import_package(col, mats / "build" / "all.apkg")
    assert counts == ImportCounts(updated=len(difference["changed"]), duplicate=difference["unchanged"])


# Markdown, colours and whatever a card may hold


def test_release_notes_read_well() -> None:
    old = package(note("a", "The cat"), note("b", "two"), media={"a.png": "1"})
    new = package(
        note("a", "The tomcat", tags=("a", "c"), mod=MAY),
        note("c", "three", "so<br>what"),
        media={"a.png": "1"},
    )
    assert to_markdown(package_diff.compare(old, new)) == (
        "2 notes: 1 added, 1 removed, 1 changed, 0 unchanged.\n\n"
        "### Added\n\n* **three** so what\n\n"
        "### Changed\n\n"
        "* **The tomcat** Front: The <del>cat</del><ins>tomcat</ins>; tags: <del>b</del> <ins>c</ins>\n\n"
        "### Removed\n\n* **two** answer\n\n"
        "### For those who have the older release\n\n* removed notes stay with those who have them"
    )  # fmt: skip


def test_a_warning_that_begins_with_a_name_begins_no_list_or_heading() -> None:
    for name, shown in (("1. Basic", "1\\. Basic"), ("# Basic", "\\# Basic"), ("+ Basic", "\\+ Basic")):
        old, new = (package(note("a", type=replace(TYPE, name=name, css=css))) for css in ("a", "b"))
        markdown = to_markdown(package_diff.compare(old, new))
        assert f"\n* {shown}: Anki keeps the old looks" in markdown
        assert f"<li>{name}: Anki keeps" in pyromark.html(markdown)


NASTY = st.text(st.sampled_from("ab *_`~[]()<>&|#+-!$\\\n\r\t:@/.1={}\"'"), max_size=30)


@examples(300, 2000)
@given(NASTY)
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    html = pyromark.html(
        f"* **x** {escaped(text)}",
        options=pyromark.Options.ENABLE_STRIKETHROUGH | pyromark.Options.ENABLE_MATH,
    )
    shown = html.removeprefix("<ul>\n<li><strong>x</strong>").removesuffix("</li>\n</ul>\n")
    shown = shown.replace("<!-- -->", "")
    assert "<" not in shown
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, character)
    assert shown.strip() == " ".join(text.split())


def test_cards_cannot_break_release_notes() -> None:
    nasty = "&lt;/del&gt; # h\n```\n&lt;script&gt; [a](b) @everyone | `x"
    old, new = package(note("a", nasty)), package(note("a", f"{nasty} more"), note("b", nasty, nasty))
    markdown = to_markdown(package_diff.compare(old, new))
    assert "@everyone" not in markdown
    assert markdown.count("\n* ") == 3
    html = pyromark.html(markdown)
    assert html.count("<li>") == 3
    assert "<h1>" not in html
    assert "<a" not in html
    assert "<script" not in html


def test_colours_are_beside_the_marks_and_for_terminals_only(mats: Path) -> None:
    difference = package_diff.compare(package(note("a", "one \x1b[2J")), package(note("a", "two")))
    shown = to_text(difference, colours=True)
    assert "\x1b[32m{+two+}\x1b[0m" in shown
    assert "\x1b[2J" not in shown
    old, new = (package(note("a", f"The {what}", type=replace(TYPE, css=what))) for what in ("cat", "dog"))
    lines = to_text(package_diff.compare(old, new), colours=True).splitlines()
    assert "    Front: The \x1b[31m[-cat-]\x1b[0m\x1b[32m{+dog+}\x1b[0m" in lines
    assert {"    \x1b[31m-cat\x1b[0m", "    \x1b[32m+dog\x1b[0m", "    @@ -1 +1 @@"} <= {*lines}
    write_project(mats, replaced("source/terms.yaml", "What the cat", "What the tomcat"))
    assert "\x1b" not in run("diff", "april/all.apkg").stdout


def test_a_note_that_only_left_the_deck_is_not_searched_for(mats: Path) -> None:
    write_project(mats, {"decks/theft.yaml": 'deck: Mats::Theft\nwhere: "tag:person::dog"\n'})
    lines = run("diff", "april/theft.apkg").stdout.splitlines()
    assert lines[-1] == "  no longer in this deck, but still in the project: theft"


@pytest.mark.usefixtures("mats")
def test_a_hostile_package_ends_in_a_message() -> None:
    Path("bad.apkg").write_bytes(b"PK\x05\x06" + bytes(18))
    for words in (("diff", "bad.apkg"), ("diff", "april/all.apkg", "bad.apkg"), ("inspect", "bad.apkg")):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "studygen: bad.apkg is no Anki package: there is no collection in it\n"
