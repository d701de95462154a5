"""Cards rendered here are those that Anki renders; the words of a side are those that a learner reads."""

import copy
import re
from collections.abc import Iterator, Sequence

import pytest
from anki.collection import Collection
from anki.notes import Note as AnkiNote
from anki_tools import cards, open_collection, rendered
from anki_tools import note_type as in_anki
from hypothesis import given
from hypothesis import strategies as st
from thoroughness import examples

from studygen.anki.card_renderer import Sides, render
from studygen.anki.html_text import to_text
from studygen.anki.notetypes import CardTemplate, Field, NoteType
from studygen.problems import StudygenError
from studygen.project.project import Project

FIELDS = ("Word", "Meaning question", "Größe", "c2", "Extra")
TAGS = ("topic::économie", "Zeta", "alpha", "beta_2", "élan")
DECK = "Study::Sub deck"


def a_type(front: str, back: str = "", *, cloze: bool = False, fields: Sequence[str] = FIELDS) -> NoteType:
    """Return a note type that has three cards with the same two sides; one, if of clozes."""
    return NoteType(
        key="odd",
        name=f"Odd {'Cloze' if cloze else 'Cards'}",
        id=1,
        fields=tuple(Field(name, number) for number, name in enumerate(fields)),
        templates=tuple(CardTemplate(f"Card {n} & more", n, front, back) for n in range(1 if cloze else 3)),
        css="",
        cloze=cloze,
    )


class Learner:
    """A collection with a note of each type of `a_type`, every card of which exists."""

    def __init__(self, col: Collection) -> None:
        self.col = col
        deck = col.decks.id(DECK)
        assert deck is not None
        self.notes: dict[bool, AnkiNote] = {}
        for cloze in (False, True):
            note_type = a_type("", cloze=cloze)
            made = col.models.new(note_type.name)
            made["type"] = int(cloze)
            for known in note_type.fields:
                col.models.add_field(made, col.models.new_field(known.name))
            for number, template in enumerate(note_type.templates):
                new = col.models.new_template(template.name)
                new["qfmt"] = new["afmt"] = f"{number} {{{{{'cloze:' if cloze else ''}Word}}}}"
                col.models.add_template(made, new)
            col.models.add_dict(made)
            note = self.notes[cloze] = col.new_note(in_anki(col, note_type.name))
            note["Word"] = "{{c1::a}} {{c2::b}} {{c3::c}}"
            note.tags = list(TAGS)
            col.add_note(note, deck)
            assert len(note.cards()) == 3

    def sides(self, note_type: NoteType, fields: Sequence[str], ordinal: int) -> Sides | None:
        """Return what Anki shows on both sides; None if that is a message of its own."""
        note = self.notes[note_type.cloze]
        note.fields = list(fields)
        self.col.update_note(note)
        note.load()
        template = note_type.templates[0 if note_type.cloze else ordinal]
        custom = copy.copy(in_anki(self.col, note_type.name)["tmpls"][0 if note_type.cloze else ordinal])
        custom |= {"name": template.name, "qfmt": template.front, "afmt": template.back}
        sides = with_plain_hints(Sides(*rendered(note.ephemeral_card(ordinal, custom_template=custom))))
        return None if "https://docs.ankiweb.net/templates/errors.html" in sides.answer else sides


def with_plain_hints(sides: Sides) -> Sides:
    """Number the ids of hints, which are another hash here than in Anki, by their first appearance."""
    ids = list(dict.fromkeys(re.findall(r'id="hint([0-9a-f]{16})"', sides.question + sides.answer)))
    both = [sides.question, sides.answer]
    for number, hint in enumerate(ids):
        both = [side.replace(f"hint{hint}", f"hint-{number}") for side in both]
    return Sides(*both)


def here(note_type: NoteType, fields: Sequence[str], ordinal: int = 0) -> Sides | str:
    """Return what is rendered here, or why nothing is."""
    try:
        return with_plain_hints(render(note_type, fields, TAGS, ordinal, DECK))
    except StudygenError as error:
        return str(error)


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    with open_collection(tmp_path_factory.mktemp("learner") / "learner.anki2") as col:
        yield Learner(col)


# The shipped deck


def test_every_card_of_the_essay_is_rendered_as_by_anki(essay: Project, whole_essay: Collection) -> None:
    by_id = {note.id: note for note in essay.notes}
    found = cards(whole_essay)
    assert len(found) == sum(len(note.cards) for note in essay.notes)
    for card in found:
        note = by_id[card.note()["Id"]]
        sides = render(note.type, note.fields, note.anki_tags, card.ord, "Whole::Essay")
        assert (sides.question, sides.answer) == rendered(card), note.id


# Generated cards

NO_BREAK, WIDE = "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}"
WHITE = st.sampled_from(["", "", "", " ", "\n ", "\t", NO_BREAK, WIDE])
SPECIAL = ("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag")
FILTERS = st.lists(st.sampled_from(["cloze", "type", "hint", "text", ""]), max_size=3)
LITERAL = st.sampled_from(
    ["\n", " – ", "<br>", "<p class=x>", "}}", "{", "}", ":", "&amp;", "<!--", "-->", "<!-- {{Nobody}} -->",
     "[sound:front.mp3]", "\\(", "\\)", "<script>", "</script>"]
)  # fmt: skip
FIELD = st.builds(
    lambda before, filters, name, after: f"{{{{{before}{':'.join([*filters, name])}{after}}}}}",
    st.one_of(WHITE, st.sampled_from(["{", "{{ "])),
    st.one_of(st.just([]), FILTERS),
    st.sampled_from((*FIELDS, *FIELDS, *SPECIAL, "FrontSide")),
    WHITE,
)
BROKEN = st.sampled_from(
    ["{{", "{{}}", "{{#}}", "{{ # }}", "{{{ {Word}}", "{{#Word}}", "{{/Word}}", "{{^Extra}}", "{{Nobody}}",
     "{{#Nobody}}{{/Nobody}}", "{{ word }}", "{{cloze: Word}}", "{{text:c1}}", "{{c1}}",
     "{{#FrontSide}}{{/FrontSide}}", "{{#cx}}{{/cx}}", "{{c1::x}}"]
)  # fmt: skip


def section(inner: str, sign: str, name: str, spaces: tuple[str, str, str, str]) -> str:
    one, two, three, four = spaces
    return f"{{{{{one}{sign}{two}{name}{three}}}}}{inner}{{{{/{four}{name}{two}}}}}"


SIDE = st.recursive(
    st.one_of(FIELD, FIELD, LITERAL),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map("".join),
        st.builds(
            section,
            inner,
            st.sampled_from("#^"),
            st.sampled_from((*FIELDS, *FIELDS, *SPECIAL, "c1", "c3", "c007", "c+1")),
            st.tuples(WHITE, WHITE, WHITE, WHITE),
        ),
    ),
    max_leaves=12,
)
PERHAPS_BROKEN = st.lists(st.one_of(SIDE, SIDE, SIDE, BROKEN, LITERAL), max_size=4).map("".join)
CLOZES = (
    "{{c1::", "{{c2::", "{{c3::", "}}", "::", "{{c1::one}}", "{{c2::two::a hint}}", "{{c1::a {{c2::b}} c}}",
)  # fmt: skip
ODD = (
    "{{c0::", "{{c1,2::", "{{c3,,1,3::", "{{c,::", "{{c70000::", "{{c01::", "{{C1::", "{{c1:",
    "image-occlusion", "<b>", "</b>", "<br>", "<div>", "</div>", "<BR />", "<p></p>",
    "<style>", "</style>", "<ſcript x>", "</SCRIPT>",
    "<!--", "-->", "<", ">", '<img src="a b.jpg">', "[[type:Word]]",
    "[sound:x&amp;y.mp3]", "[sound:]", "[sound:", "]", "[anki:play:q:0]", "[$]", "[latex]",
    "&nbsp;", "&amp;", "&lt;", "&bogus;", "&#228;", "&#xE4;", "&#XE4;", "&", ";", "&#x;", "&#xD800;", "&#0;",
    " ", "\n", "\r\n", "\x07", NO_BREAK, "é", "e\N{COMBINING ACUTE ACCENT}", "日本", "😀", "ÿ", "'", '"',
    "\\(", "\\)", "\\[", "\\]", "{{", "{", "}", "{{Word}}", "{{#Word}}", "<%", "\\",
)  # fmt: skip
VALUE = st.one_of(
    st.sampled_from(["", "", " ", "\n", "<br>", "<div><br></div>", "&nbsp;", NO_BREAK, "<Div />", "word"]),
    st.lists(
        st.one_of(
            st.sampled_from(CLOZES),
            st.sampled_from(CLOZES + ODD),
            # Python and Anki know different versions of Unicode; neither normalizes what it does not know.
            st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=3),
        ),
        max_size=14,
    ).map("".join),
)
VALUES = st.tuples(*[VALUE for _ in FIELDS])


def made(cloze: bool, front: str, values: tuple[str, ...], ordinal: int) -> tuple[str, tuple[str, ...]]:
    """Return the front and the values with something that Anki makes a card of."""
    if not cloze:
        return f"{front}{{{{Word}}}}", (values[0] + "word", *values[1:])
    if f"{{{{c{ordinal + 1}::" in "".join(values):
        return front, values
    return f"{front}{{{{cloze:Word}}}}", (f"{values[0]} {{{{c{ordinal + 1}::word}}}}", *values[1:])


@examples(150, 2000)
@given(cloze=st.booleans(), front=SIDE, back=SIDE, values=VALUES, ordinal=st.integers(0, 2))
def test_a_generated_card_is_the_one_that_anki_shows_or_refused_if_there_is_none_in_anki(
    learner: Learner, cloze: bool, front: str, back: str, values: tuple[str, ...], ordinal: int
) -> None:
    front, values = made(cloze, front, values, ordinal)
    note_type = a_type(front, back, cloze=cloze)
    found, expected = here(note_type, values, ordinal), learner.sides(note_type, values, ordinal)
    assert found == expected if expected else isinstance(found, str)


@examples(80, 800)
@given(front=PERHAPS_BROKEN, back=PERHAPS_BROKEN, values=VALUES, ordinal=st.integers(0, 2))
def test_a_broken_template_is_refused_or_rendered_as_by_anki(
    learner: Learner, front: str, back: str, values: tuple[str, ...], ordinal: int
) -> None:
    note_type = a_type(front, back)
    found, expected = here(note_type, values, ordinal), learner.sides(note_type, values, ordinal)
    if isinstance(found, str) and "the filter" in found:
        return  # one that Anki passes over, for an add-on might know it
    assert found == expected if expected else isinstance(found, str)


# Single rules


def agreed(learner: Learner, front: str, value: str, *, cloze: bool = False, back: str = "back") -> Sides:
    """Return the sides of a card, having asked Anki for the same."""
    note_type = a_type(front, back, cloze=cloze)
    found = here(note_type, (value, "", "", "", ""))
    assert isinstance(found, Sides), found
    assert found == learner.sides(note_type, (value, "", "", "", ""), 0)
    return found


@pytest.mark.parametrize(
    ("value", "filled"),
    [
        ("", False),
        (" \n\t", False),
        ("<br>", False),
        ("<BR/> <div></div >", False),
        ("<div><br /></div>", False),
        ("\x07", False),  # Anki drops it
        ("word", True),
        ("0", True),
        ("&nbsp;", True),
        (NO_BREAK, True),
        ("<p></p>", True),
        ("<div class=x></div>", True),
        ("<br clear=all>", True),
        ("<img src=a.png>", True),
        ("[sound:a.mp3]", True),
        ("<!-- -->", True),
    ],
)
def test_what_counts_as_a_filled_field(learner: Learner, value: str, *, filled: bool) -> None:
    sides = agreed(learner, "{{Card}} {{#Word}}filled{{/Word}}{{^Word}}empty{{/Word}}", value)
    assert sides.question == f"Card 0 & more {'filled' if filled else 'empty'}"


def test_every_character_in_the_attribute_of_a_hidden_cloze(learner: Learner) -> None:
    characters = "".join(map(chr, range(1, 400))).replace("::", "")
    assert "&#x3A;" in agreed(learner, "{{cloze:Word}}", f"{{{{c1::{characters}}}}}", cloze=True).question


@pytest.mark.parametrize("depth", [1, 9, 10, 11, 12, 25])
def test_nested_clozes(learner: Learner, depth: int) -> None:
    nested = "".join(f"{{{{c{n % 3 + 1}::level {n} " for n in range(depth)) + "}}" * depth
    agreed(learner, "{{cloze:Word}}", nested, cloze=True, back="{{FrontSide}} {{cloze:Word}}")


def test_sounds_are_numbered_on_each_side(learner: Learner) -> None:
    sides = agreed(learner, "{{Word}}", "[sound:a.mp3] [sound:b.mp3]", back="{{FrontSide}} {{Word}}")
    assert sides.question == "[anki:play:q:0] [anki:play:q:1]"
    assert sides.answer == f"{sides.question} [anki:play:a:0] [anki:play:a:1]"


@pytest.mark.parametrize(
    "value", ["&" + name for name in ("hearts;", "apos;", "AMP;", "#38;", "amp", "#0000065;")]
)
def test_entities_in_plain_text(learner: Learner, value: str) -> None:
    agreed(learner, "{{text:Word}}", f"&lt;{value}&nbsp;{NO_BREAK}")


def test_special_fields_of_a_card_in_a_collection(learner: Learner) -> None:
    names = ("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag")
    front = "".join(f"{{{{#{name}}}}}{name}: {{{{{name}}}}} {{{{/{name}}}}}" for name in names)
    assert agreed(learner, front, "word").question == (
        "Tags: alpha beta_2 topic::économie Zeta élan Type: Odd Cards "
        "Deck: Study::Sub deck Subdeck: Sub deck Card: Card 0 & more CardFlag: flag0 "
    )


def test_a_field_of_the_note_goes_before_a_special_one() -> None:
    note_type = a_type("{{Tags}}", "{{Deck}}", fields=["Tags"])
    assert render(note_type, ["mine"], TAGS, 0, "Other") == Sides("mine", "Other")


def test_a_template_of_a_cloze_note_type_is_used_for_every_number() -> None:
    note_type = a_type("{{cloze:Word}}{{#c2}}!{{/c2}}", "{{type:cloze:Word}}", cloze=True, fields=["Word"])
    sides = render(note_type, ["{{c1::one}} {{c2::two::2}}"], (), 1)
    assert to_text(sides.question) == "one [2]!"
    assert sides.answer == "[[type:cloze:Word]]"


# Refused


@pytest.mark.parametrize(
    ("front", "message"),
    [
        (
            "{{furigana:Word}}",
            "{{furigana:Word}}: the filter 'furigana' is not supported (supported: cloze, ",
        ),
        ("{{clozes:Word}}", "the filter 'clozes' is not supported; did you mean cloze?"),
        ("{{cloze-only:Word}}", "the filter 'cloze-only' is not supported"),
        ("{{tts en_US:Word}}", "the filter 'tts en_US' is not supported"),
        ("{{type:nc:Word}}", "the filter 'nc' is not supported"),
        ("{{cloze :Word}}", "the filter 'cloze ' is not supported"),
        ("{{text:}}", "{{text:}} names no field"),
        ("{{Wrod}}", "{{Wrod}}: there is no such field; did you mean Word?"),
        ("{{Word}}{{^Word}}{{Wrod}}{{/Word}}", "{{Wrod}}: there is no such field"),
        ("{{Word}}{{#Wrod}}{{/Wrod}}", "the section 'Wrod': there is no such field; did you mean Word?"),
        ("{{CardID}}", "{{CardID}}: a number that only the learner's Anki knows is not supported"),
        ("{{#Word}}", "the section {{#Word}} is not closed"),
        ("{{/Word}}", "{{/Word}} is out of place: no section is open"),
        ("{{#Word}}{{^Extra}}{{/Word}}{{/Extra}}", "{{/Word}} is out of place: {{/Extra}} should come first"),
        ("\n{{=<% %>=}}<%Word%>", "{{=<% %>=}} (other marks than {{ and }}) is not supported"),
        ("[latex]{{Word}}[/latex]", "[latex] is not supported, for it takes LaTeX"),
        ("{{Word}}[$]x[/$]", "[$] is not supported"),
        ("[anki:tts lang=en_US]{{Word}}[/anki:tts]", "[anki:…]…[/anki:…]"),
        ("{{Extra}} words", "all fields that its front shows are empty, so that Anki makes no such card"),
    ],
)
def test_what_is_not_supported_is_named(front: str, message: str) -> None:
    with pytest.raises(StudygenError) as caught:
        render(a_type(front), ("word", "", "", "", ""), (), 0)
    assert str(caught.value).startswith("note type 'Odd Cards', card 'Card 0 & more': ")
    assert f": {message}" in str(caught.value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("{{c2::two}}", "no field has a cloze with the number 1"),
        ("{{c1::image-occlusion:rect:left=.1}}", "{{c…::image-occlusion:…}} (a cloze of a picture) is not"),
    ],
)
def test_clozes_that_are_not_supported_are_named(value: str, message: str) -> None:
    with pytest.raises(StudygenError) as caught:
        render(a_type("{{cloze:Word}}", cloze=True, fields=["Word"]), [value], (), 0)
    assert message in str(caught.value)


@pytest.mark.parametrize("ordinal", [3, -1])
def test_a_card_that_the_note_type_does_not_have(ordinal: int) -> None:
    with pytest.raises(StudygenError, match=f"^note type 'Odd Cards' has no card {ordinal + 1}$"):
        render(a_type("{{Word}}"), ("word", "", "", "", ""), (), ordinal)


def test_a_fault_of_the_back_is_found_as_well() -> None:
    with pytest.raises(StudygenError, match="there is no such field"):
        render(a_type("{{Word}}", "{{Wrod}}"), ("word", "", "", "", ""), (), 0)


# Words


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ("<b>bo</b>ld <i>and</i>\n  white\t space", "bold and white space"),
        ("a<br>b<br/>c<BR >d", "a\nb\nc\nd"),
        ("<p>a</p>\n\n<p>b</p>", "a\nb"),
        ("before<div>in<div>nested</div></div>after", "before\nin\nnested\nafter"),
        ("<ul><li>one</li><li>two <b>!</b></li></ul>three", "one\ntwo !\nthree"),
        ("<ol><li>one<li>two</ol>", "one\ntwo"),
        ("<p>a<p>b<div>c</div>d", "a\nb\nc\nd"),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</table>", "a b\nc"),
        ("a<hr id=answer>b", "a\nb"),
        ("&lt;b&gt; &amp;amp; &#228;&eacute; a&nbsp;b", "<b> &amp; äé a b"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("<style>.a > b {}</style>a<script>if (a < b) '<p>'</script>b<!-- c -->", "ab"),
        ("<details class=hint><summary>Hint</summary>It <i>is</i>.</details>x", "Hint\nIt is.\nx"),
        ('<img src="a.png" alt="A">words[anki:play:q:0] [[type:Name]]', "words"),
        ('<span class="cloze" data-cloze="&lt;b&gt;" data-ordinal="1">[...]</span>!', "[...]!"),
        ("<pre>a  b\nc</pre>", "a b\nc"),
        ("</p>a</div></b>", "a"),
        ("<b>a<p>b</b>c", "a\nbc"),
    ],
)
def test_the_words_of_a_side(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(
    ("html", "without", "text"),
    [
        ("a<p class=note>b<i>c</i></p>d", ["note"], "a\nd"),
        ('a<span class="x note y">b<br>c</span>d', ["note"], "ad"),
        ("a<p class=notes>b</p>", ["note"], "a\nb"),
        ("<p class=note>a</p><p class=tags>b</p>c", ["note", "tags"], "c"),
        ("<div class=note><div>a</div>b</div>c", ["note"], "c"),
        ("<ul><li class=note>a<li>b</ul>", ["note"], "b"),
        ("<details class=hint><summary>Hint</summary>b</details>c", ["hint"], "c"),
        ("<img class=note>a<br class=note>b", ["note"], "ab"),
        ("<p class>a</p>", ["note"], "a"),
        ("<div class=note>a", ["note"], ""),
    ],
)
def test_elements_are_left_out_by_class(html: str, without: list[str], text: str) -> None:
    assert to_text(html, without=without) == text


def test_a_card_of_the_essay_without_its_footer(essay: Project) -> None:
    without = ("note", "attribution", "passage", "unlike", "see", "tags", "source")
    for note in essay.notes:
        for card in note.cards:
            answer = render(note.type, note.fields, note.anki_tags, card.ordinal).answer
            whole, words = to_text(answer).splitlines(), to_text(answer, without=without).splitlines()
            assert whole[: len(words)] == words
            assert any(note.citations[0].locator in line for line in whole[len(words) :])
