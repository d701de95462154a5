"""Light Markdown becomes safe HTML, safe Typst and plain words; everything else stays what was written."""

import html
import io
import re
from unittest.mock import patch

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studygen.documents.sheets.typst_compiler import compile_pdf
from studygen.knowledge.text import markdown
from studygen.knowledge.text.markdown import (
    embedded,
    escape_typst,
    markdown_fault,
    to_html,
    to_plain,
    to_typst,
)

STAYS_TEXT = [
    "1917. A year of war",
    "# no heading",
    "---",
    "no ` code",
    "[no](link)",
    "<b>no bold</b>",
    "[no]: http://definition",
    "&amp; is no entity",
    "costs $5 or $6",
    "$5/$6 a piece",
    "2 * 3 = 6",
    "snake_case_name",
    "    no code block",
    "![no](picture.png)",
    "- 5",
    "> 0",
    "+ 1",
    ">>>",
    "2*3*4",
    "a*b*c and *",
    "1. Mai 1886",
    "1. FC Köln",
    "- 5\n",
    "```",
]


@pytest.mark.parametrize("text", STAYS_TEXT)
def test_what_light_markdown_does_not_have_stays_text(text: str) -> None:
    assert to_html(text) == html.escape(text.strip(), quote=False)
    assert to_plain(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "as_html", "as_typst"),
    [
        ("*a*", "<em>a</em>", "#emph[a];"),
        ("**a** b", "<strong>a</strong> b", "#strong[a]; b"),
        ("a\n\nb", "<p>a</p><p>b</p>", "a#parbreak();b#parbreak();"),
        ("- a\n- *b*", "<ul><li>a</li><li><em>b</em></li></ul>", "#list([a],[#emph[b];],);"),
        ("**a** *b*", "<strong>a</strong> <em>b</em>", "#strong[a]; #emph[b];"),
        (
            "> *a*\n> b",
            "<blockquote><p><em>a</em> b</p></blockquote>",
            "#quote(block: true)[#emph[a]; b#parbreak();];",
        ),
        ("- *a*", "- <em>a</em>", "\\u{2d} #emph[a];"),
        ("这是*强调*文字", "这是<em>强调</em>文字", "这是#emph[强调];文字"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>", "#enum([a],[b],);"),
        ("a  \nb", "a<br>b", "a#linebreak();b"),
        ("a\nb", "a b", "a b"),
        ("$a$", "\\(a\\)", '#math.equation(block: false, alt: "a", $a$);'),
        ("$$a$$", "\\[a\\]", '#math.equation(block: true, alt: "a", $a$);'),
        ("$x<$", "\\(x&lt;\\)", '#math.equation(block: false, alt: "x\\u{3c}", $x \\u{3c}$);'),
        ("\\*a\\*", "*a*", "\\u{2a}a\\u{2a}"),
    ],
)
def test_what_it_has_is_rendered(text: str, as_html: str, as_typst: str) -> None:
    assert to_html(text) == as_html
    assert to_typst(text) == as_typst


@pytest.mark.parametrize("text", ["- 5", "> 0", ">>>", "* x", "1. Mai 1886", "12) x", "+ 1", "*a* b", "-5"])
def test_a_line_stays_words_where_a_list_has_it(text: str) -> None:
    assert to_html(f"- {embedded(text)}\n- b") == f"<ul><li>{to_html(text)}</li><li>b</li></ul>"
    assert to_plain(f"{embedded(text)}\n\n1. b\n2. c") == f"{to_plain(text)}\nb\nc"


NESTED = "a\n- b"


def test_lines_that_are_a_list_are_one_in_a_list() -> None:
    assert to_html(f"- {embedded(NESTED)}\n- c") == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1. [On a rug]: warm", "1. [On a rug]: warm"),
        ("1. [On a rug]: warm\n2. b", "[On a rug]: warm\nb"),
        (">[a]: x\n> b", "[a]: x b"),
        ("- > [a]: x\n- b", "[a]: x\n\nb"),
        ("[a\\]b]: x", "[a]b]: x"),
        ("[a\nb]: x", "[a b]: x"),
        ("```\n[a]\n```", "[a]"),
        ("$$\n[a]\n$$", "$$\n[a]\n$$"),
    ],
)
def test_brackets_at_the_start_of_a_line_are_never_lost(text: str, words: str) -> None:
    assert to_plain(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a\n- *b*", "a\nb"),
        ("1. a\n2. **b**", "a\nb"),
        ("a *b*\n\nc", "a b\nc"),
        ("a  \n*b*", "a\nb"),
        ("> *a*\n> b", "a b"),
    ],
)
def test_words_stand_on_the_lines_that_they_stand_on_when_shown(text: str, words: str) -> None:
    assert to_plain(text) == words


@given(st.text("[]()>-*: \n1.ab\\", max_size=20))
def test_no_letter_is_ever_lost(text: str) -> None:
    letters = sorted(character for character in text if character in "ab")
    assert sorted(character for character in to_plain(text) if character in "ab") == letters


@pytest.mark.parametrize("start", [" " * 500, "> " * 500, "- " * 500, "1) " * 500, "\t" * 500])
def test_a_line_that_begins_with_many_marks_is_read_at_once(start: str) -> None:
    assert "[x" in to_plain(f"{start}a [x")  # a pattern that tries every way to part them would not end


def test_a_number_that_starts_no_list_leaves_the_list_around_it_one() -> None:
    assert re.findall("<li>([^<]*)", to_html("- 5. a\n- b")) == ["5. a ", "b"]


def test_a_quote_is_a_block() -> None:
    assert to_html("> a\n> b") == "<blockquote><p>a b</p></blockquote>"


def test_anki_commands_in_a_text_are_not_carried_out() -> None:
    assert to_html("[sound:x.mp3] [latex]x[/latex] [anki:tts]") == (
        "&#91;sound:x.mp3] &#91;latex]x[/latex] &#91;anki:tts]"
    )


@pytest.mark.parametrize(
    "text",
    [
        "a *b",
        "a **b",
        "*a",
        "a_ b",
        "**a*",
        "_a",
        "a *b **c* d",
        "*a**",
        "\\*a*",
        "x \x1f",
        "x \x00",
        "\ud800",
    ],
)
def test_a_mark_without_its_partner_is_a_fault(text: str) -> None:
    assert markdown_fault(text)


def test_nesting_that_no_paper_has_room_for_is_a_fault() -> None:
    assert markdown_fault("> " * 10 + "a\nb") is None
    assert "nested more than 20 deep; write it flatter" in (markdown_fault("> " * 30 + "a\nb") or "")


@pytest.mark.parametrize(
    "text",
    [*STAYS_TEXT, "*a* **b** _c_", "\\*a", "a\\_b", "***a***", "- a\n- b", "5 * 3 * 2", "$a*b$ $x_{1}$"],
)
def test_sound_text_is_no_fault(text: str) -> None:
    assert markdown_fault(text) is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_html_has_no_tags_but_ours(text: str) -> None:
    known = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "br"}
    assert {tag.strip("/") for tag in re.findall(r"<([^>]*)>", to_html(text))} <= known


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_the_escape_leaves_typst_nothing_to_run(text: str) -> None:
    bare = re.sub(r"\\u\{[0-9a-f]+\}", "\n", escape_typst(text))
    bare = re.sub(r"(?<=[^\W\d_])(?:[,.:](?= )|-(?=[^\W\d_]))", "", bare)
    assert all(
        character == "\n" or character.isalnum() or character == " " or ord(character) > 127
        for character in bare
    )


def test_what_shows_nothing_is_left_out_of_print_and_a_tab_is_not() -> None:
    assert escape_typst("a\x00b\x08c\x0ed\x1fe\x7ff\ufeffg\ufffeh\uffffi") == "abcdefghi"
    assert escape_typst("a\tb\nc") == "a\\u{9}b\\u{a}c"


PIECES = (
    *(
        "a",
        "word",
        "**b**",
        " **c d** ",
        "**",
        "*",
        "_",
        "1",
        "1.",
        "2)",
        "- ",
        "+",
        "#",
        "> ",
        "\n\n",
        "\n",
        " ",
        "  ",
    ),
    *(
        "\u00a0",
        "“",
        "’",
        ".",
        "?",
        ":",
        "(",
        ")",
        "!",
        "[",
        "]",
        "$",
        "&",
        "<",
        "\\",
        "`",
        "~",
        "=",
        "|",
        "\x0b",
        "\ue000",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_what_is_not_parsed_is_rendered_as_the_parser_has_it(text: str) -> None:
    render = (to_html, to_plain, markdown_fault)
    found = [each(text) for each in render]
    with patch.object(markdown, "_simple", return_value=None):
        assert found == [each(text) for each in render]


@pytest.mark.parametrize(
    ("markdown", "html", "plain"),
    [
        ("of `x<1>` in it", "of <code>x&lt;1&gt;</code> in it", "of x<1> in it"),
        ("`*p` and `__init__`", "<code>*p</code> and <code>__init__</code>", "*p and __init__"),
        ("`$x$` and `{{c1::y}}`", "<code>$x$</code> and <code>{{c1::y}}</code>", "$x$ and {{c1::y}}"),
        ("`[sound:x.mp3]`", "<code>&#91;sound:x.mp3]</code>", "[sound:x.mp3]"),
        (r"`\d\(x\)`", r"<code>\d\(x\)</code>", r"\d\(x\)"),
        ("``a`b`` and `` ` ``", "<code>a`b</code> and <code>`</code>", "a`b and `"),
        (
            "Say:\n\n```python\nif x:\n    y = [1]  # <b>\n\n[z]\n```\n\nSo.",
            "<p>Say:</p><pre><code>if x:\n    y = [1]  # &lt;b&gt;\n\n[z]</code></pre><p>So.</p>",
            "Say:\nif x:\n    y = [1]  # <b>\n\n[z]\nSo.",
        ),
        (
            "- one\n- two:\n\n  ```\n  x\n    y\n  ```",
            "<ul><li><p>one</p></li><li><p>two:</p><pre><code>x\n  y</code></pre></li></ul>",
            "one\n\ntwo:\nx\n  y",
        ),
    ],
)
def test_in_code_everything_is_as_it_is_written(markdown: str, html: str, plain: str) -> None:
    assert to_html(markdown) == html
    assert to_plain(markdown) == plain


@pytest.mark.parametrize("code", ["x<1>", '"a" # [b]', r"\alpha $x$", "a  b", "--x ... @y <z>", "'~'"])
def test_code_on_paper_is_as_it_is_written(code: str) -> None:
    for written in (f"A ``{code}`` B", f"A\n\n````\n{code}\n````\n\nB"):
        source = f'#set document(title: "Code", date: none)\n{to_typst(written)}'
        pdf = compile_pdf(source, {}, locate=lambda *_: None).pdf
        (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
        assert "".join(code.split()) in "".join(page.extract_text().split())
