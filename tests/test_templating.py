"""Whatever a text says, Typst shows it and does nothing else; and a fault in a template has a place."""

import io
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from thoroughness import examples

from studygen.documents.sheets.typst_compiler import compile_pdf
from studygen.knowledge.text.markdown import Typst
from studygen.templating import read_trace, template_problem, typst_environment

HEAD = '#set document(title: "t", date: none)\n#set page(width: 300cm, height: auto)\n'


def environment(folder: Path, **files: str) -> Environment:
    for name, text in files.items():
        (folder / f"{name}.typ").write_text(text, encoding="utf-8")
    return typst_environment([folder])


def render(source: str, **values: object) -> str:
    return typst_environment([]).from_string(source).render(values)


def printed(source: str) -> str:
    document = compile_pdf(HEAD + source, {})
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.pdf)).pages)


# Each prints `x` in some roundabout way; where `x` is a call, Typst must show it and never make it.
WAYS = {
    "plainly": "{{ x }}",
    "in a string": '#text("{{ x }}")',
    "in a label and a heading": '= {{ x }} #label("{{ x }}")',
    "as Markdown": "{{ x|md }}",
    "from a macro": "{% macro f(y) %}{{ y }}{% endmacro %}{{ f(x) }}",
    "from a set block": "{% set y %}{{ x }}{% endset %}{{ y }}",
    "from a filtered set block": "{% set y|trim %}{{ x }}{% endset %}{{ y }}",
    "concatenated": "{{ x ~ '' }}",
    "added": "{{ '' + x }}",
    "formatted": "{{ '%s'|format(x) }}",
    "formatted by a method": "{{ '{}'.format(x) }}",
    "replaced": "{{ 'y'|replace('y', x) }}",
    "replaced in trusted words": "{% set y %}y{% endset %}{{ y|replace('y', x) }}",
    "joined": "{{ [x, '']|join }}",
    "joined by trusted words": "{% set y %}{% endset %}{{ y.join([x, '']) }}",
    "first of some": "{{ [x]|first }}",
    "lower": "{{ x|lower }}",
    "as a default": "{{ nothing|default(x) }}",
    "called": "{% macro f() %}{{ caller() }}{% endmacro %}{% call f() %}{{ x }}{% endcall %}",
    "called from a format": "{% set y = '{}' %}{% call y.format(x) %}{% endcall %}",
    "from an attribute": "{% set n = namespace(y=x) %}{{ n.y }}",
    "in a loop": "{% for y in [x] %}{{ y }}{% endfor %}",
    "as a list": "{{ [x] }}",
    "as a mapping": "{{ {'a': x} }}",
    "in a condition": "{{ x if x else '' }}",
}
EVIL = '#panic("got through")'


@pytest.mark.parametrize("way", WAYS)
def test_data_is_never_run(way):
    text = printed(render(WAYS[way], x=EVIL))
    assert "panic" in text


@pytest.mark.parametrize(
    "name", ["e", "escape", "forceescape", "safe", "striptags", "tojson", "urlize", "xmlattr"]
)
def test_filters_that_write_html_are_not_there(name):
    with pytest.raises(Exception, match="No filter named") as caught:
        render("{{ x|" + name + " }}", x="x")
    assert template_problem(caught.value)


@pytest.mark.parametrize("block", ["filter upper", "autoescape true", "-  filter trim"])
def test_blocks_that_get_around_the_escaping_are_refused(block):
    with pytest.raises(Exception, match="not available here") as caught:
        render("\n{%" + block + "%}{{ x }}", x="x")
    fault = template_problem(caught.value)
    assert fault
    assert fault.place.line == 2


HOSTILE = [
    *(
        "",
        "#",
        "\\",
        "\\u{41}",
        "]",
        "[",
        "$",
        "`",
        "*",
        "_",
        "<a>",
        "@a",
        "~",
        "=",
        "- a",
        "+ a",
        "/ a: b",
        "1. a",
    ),
    *("//", "/*", "*/", "'", '"', "--", "---", "...", "-?", "{{ x }}", "{% raw %}", "}}", "http://a.b", "#{"),
    *('#import "a"', "\u2028= a", "a\x85b", "\x00\x01\x02", "é", "½", "א"),
]


def test_hostile_strings_come_back_exactly():
    """As one document, in markup and in strings; what is not shown (controls, spaces) is compared without."""
    lines = [f'{{{{ x[{number}] }}}}\n\n#text("{{{{ x[{number}] }}}}")\n' for number in range(len(HOSTILE))]
    text = printed(render("\n".join(lines), x=HOSTILE))
    assert squeezed(text) == squeezed("".join(one * 2 for one in HOSTILE))


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x7f", "\ufeff", "\ufffe", "\uffff"])
def test_what_shows_nothing_is_left_out_whatever_fonts_there_are(character):
    document = compile_pdf(HEAD + render("a{{ x }}b", x=character), {})
    assert document.accessible
    assert document.warnings == ()


def squeezed(text: str) -> str:
    return "".join(char for char in text if char.isprintable() and not char.isspace())


@examples(25, 100)
@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=126)), min_size=30, max_size=60))
def test_any_strings_come_back_exactly(texts):
    text = printed(render('{% for one in x %}{{ one }}#text("{{ one }}");{% endfor %}', x=texts))
    assert squeezed(text) == squeezed("".join(one * 2 for one in texts))


@examples(30, 300)
@given(st.lists(st.text(), max_size=20))
def test_any_markdown_compiles(texts):
    compile_pdf(HEAD + render("{% for one in x %}[{{ one|md }}]\n{% endfor %}", x=texts), {})


def test_values_that_are_no_strings():
    assert render("{{ 3 }} {{ -3 }} {{ 1.5 }} {{ true }} {{ x }}", x=False) == "3 -3 1.5 true false"
    assert isinstance(render("{{ 1 }}"), Typst)
    with pytest.raises(ValueError, match="None"):
        render("{{ x }}", x=None)
    assert "#" not in render("{{ x }}", x=float("nan"))


def test_the_first_folder_has_precedence_file_by_file(tmp_path):
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    own.mkdir()
    shipped.mkdir()
    (shipped / "a.typ").write_text("shipped a")
    (shipped / "b.typ").write_text("shipped b, {% include 'a.typ' %}")
    (own / "a.typ").write_text("own a")
    templates = typst_environment([own, shipped])
    assert templates.get_template("b.typ").render() == "shipped b, own a"


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("\n{{ nobody }}", 2, "'nobody' is undefined"),
        ("a\nb\n{% if %}", 3, "Expected an expression"),
        ("\n\n{{ 1 / 0 }}", 3, "ZeroDivisionError: division by zero"),
        ("{{ ''.__class__ }}", 1, "unsafe"),
        ("{{ [].append(1) }}", 1, "unsafe"),
        ("\n{% include '../../secret' %}", 2, "there is no template '../../secret'"),
        ("\n{% include '/etc/passwd' %}", 2, "there is no template '/etc/passwd'"),
        ("{% import 'C:/x' as x %}", 1, "there is no template 'C:/x'"),
        ("{% extends '..' %}", 1, "there is no template '..'"),
        ("\n{{ none }}", 2, "nothing to print"),
        ("{{ range(9999999) }}", 1, "Range too big"),
        ("\n{{ ''.nothing or 'x' }}", 2, "'str object' has no attribute 'nothing'"),
        ("\n{% if 1 / 0 or x %}{% endif %}", 2, "ZeroDivisionError"),
        ("{{ undefined_filter|x }}", 1, "No filter named 'x'"),
    ],
)
def test_a_fault_has_its_file_and_line(tmp_path, source, line, message):
    templates = environment(tmp_path, a=source)
    with pytest.raises(Exception) as caught:  # noqa: PT011  # of any kind
        templates.get_template("a.typ").render()
    fault = template_problem(caught.value)
    assert fault
    assert (fault.place.file, fault.place.line) == (tmp_path / "a.typ", line)
    assert message in fault.message
    assert fault.rule == "template-error"


def test_the_fault_of_a_macro_is_where_the_macro_is(tmp_path):
    templates = environment(
        tmp_path, a="{% import 'b.typ' as b %}\n{{ b.f() }}", b="\n{% macro f() %}\n{{ 1 / 0 }}{% endmacro %}"
    )
    with pytest.raises(ZeroDivisionError) as caught:
        templates.get_template("a.typ").render()
    fault = template_problem(caught.value)
    assert fault
    assert (fault.place.file.name, fault.place.line) == ("b.typ", 3)


def test_the_fault_of_a_module_is_found_although_jinja_left_its_traceback_as_it_was(tmp_path):
    templates = environment(tmp_path, a="\n{{ 1 / 0 }}")
    with pytest.raises(ZeroDivisionError) as caught:
        vars(templates.get_template("a.typ").module)
    fault = template_problem(caught.value)
    assert fault
    assert fault.place.line == 2


def test_a_missing_template_is_named():
    with pytest.raises(Exception, match=r"x\.typ") as caught:
        typst_environment([]).get_template("x.typ")
    fault = template_problem(caught.value)
    assert fault
    assert "there is no template 'x.typ'" in fault.message


def test_other_errors_are_none_of_the_templates():
    assert template_problem(ValueError("x")) is None


def test_a_trace_tells_what_came_from_where(tmp_path):
    a = "{% import 'b.typ' as b %}\n1\n{% for n in [0, 1] %}\n{{ n }} in it\n{% endfor %}\n{{ b.f('#') }} end"
    files = {"a": a, "b": "\n\n{% macro f(x) %}\nfrom b {{ x }}\n{% endmacro %}"}
    plain = environment(tmp_path, **files).get_template("a.typ").render()
    trace = read_trace(typst_environment([tmp_path], traced=True).get_template("a.typ").render())
    assert trace.text == plain
    lines = plain.split("\n")
    for words, name, line in (
        ("1", "a", 2), ("0 in", "a", 4), ("1 in", "a", 4), ("from b", "b", 4), (" end", "a", 6)
    ):  # fmt: skip
        number = next(number for number, text in enumerate(lines, start=1) if words in text)
        place = trace.place(number, lines[number - 1].index(words) + len(words))
        assert place
        assert (place.file.name, place.line) == (f"{name}.typ", line)
    assert read_trace("no marks").place(1, 1) is None
