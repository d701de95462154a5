"""Whatever a template does comes to an end, and what is too much is told with the template's place."""

from pathlib import Path

import pytest

from studygen.problems import FaultyFilesError
from studygen.templating import guarded, html_environment, typst_environment

LOOP = "{% for x in range(9999) %}"
GROWING = (
    "{% set ns = namespace(x=START) %}{% for i in range(60) %}{% set ns.x = ns.x OPERATOR ns.x %}{% endfor %}"
)
TOO_MUCH = {
    "a loop over all numbers": "{% for x in range(10**9) %}x{% endfor %}",
    "loops within loops": LOOP * 3 + "x" + "{% endfor %}" * 3,
    "a long string": "{{ 'x' * 10**9 }}",
    "a long list": "{{ ([0] * 10**9)|length }}",
    "a string that grows": GROWING.replace("START", "'aaaaaaaa'").replace("OPERATOR", "~"),
    "a sum that grows": GROWING.replace("START", "'aaaaaaaa'").replace("OPERATOR", "+"),
    "a number that grows": GROWING.replace("START", "9").replace("OPERATOR", "*"),
    "a macro that doubles": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}"
    ),
    "a power": "{{ 10**(10**8) }}",
    "centred": "{{ 'x'|center(10**9) }}",
    "indented": "{{ ('x\n' * 99999)|indent(9999) }}",
    "indented by a string": "{{ ('x\n' * 99999)|indent('y' * 99999) }}",
    "formatted": "{{ '%1000000000d'|format(1) }}",
    "formatted by an operator": "{{ '%*d' % (1000000000, 1) }}",
    "formatted by a method": "{{ '{:1000000000}'.format(1) }}",
    "formatted by a method with another width": "{{ '{:{0} }'.format(1000000000) }}",
    "replaced": "{{ ('x' * 99999)|replace('x', 'y' * 99999) }}",
    "replaced by a method": "{{ ('x' * 99999).replace('x', 'y' * 99999) }}",
    "joined": "{{ (('x' * 99999)|list)|join('y' * 99999) }}",
    "joined by a method": "{{ ('y' * 99999).join(('x' * 99999)|list) }}",
    "wrapped": "{{ ('x ' * 99999)|wordwrap(1, wrapstring='y' * 9999) }}",
    "filled": "{{ [1]|batch(10**9, 1)|list }}",
    "sliced": "{{ [1]|slice(10**9, 1)|list }}",
    "rounded": "{{ 1.5|round(10**9, 'ceil') }}",
    "lists summed up": "{{ ([range(99999)|list] * 999)|sum(start=[]) }}",
    "printed again and again": "{% for x in range(99999) %}{{ 'x' * 99999 }}{% endfor %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a template that includes itself": "{% include 'a' %}",
    "a loop that loops": "{% for x in [1] recursive %}{{ loop([1, 1]) }}{% endfor %}",
    "not not not": "{{ " + "not " * 5000 + "1 }}",
    "many parentheses": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "many blocks": "{% if 1 %}" * 5000 + "{% endif %}" * 5000,
    "many loops": "{% for x in [1] %}" * 40 + "{% endfor %}" * 40,
    "many digits": "{{ " + "1" * 5000 + " }}",
    "a long template": "x" * 2_000_000,
}


@pytest.mark.parametrize("source", TOO_MUCH.values(), ids=TOO_MUCH)
@pytest.mark.parametrize("language", ["typst", "html"])
def test_too_much_is_told_with_its_place(tmp_path: Path, language: str, source: str) -> None:
    if language == "typst":
        environment = typst_environment([tmp_path])
    else:
        environment = html_environment([tmp_path], autoescape=True)
        for mark, other in (("{{", "[["), ("}}", "]]"), ("{%", "[%"), ("%}", "%]")):
            source = source.replace(mark, other)
    (tmp_path / "a").write_text(source, encoding="utf-8")
    environment.steps_left = 300_000  # for the sake of time
    with pytest.raises(FaultyFilesError) as caught:
        guarded(lambda: environment.get_template("a").render())
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.rule) == (tmp_path / "a", "template-error")
    assert problem.place.line >= 1
    assert 5 < len(problem.message) < 300


@pytest.mark.parametrize("autoescape", [True, False])
def test_what_templates_may_do_they_do_as_ever(tmp_path: Path, autoescape: bool) -> None:
    environment = html_environment([tmp_path], autoescape=autoescape)
    (tmp_path / "a").write_text(
        "[% for x in 'ab' %][[ loop.index ]]/[[ loop.length ]][[ x ~ '<' ~ 1 ]][% endfor %]"
        "[[ 2 ** 10 ]][[ '%03d' % 7 ]][[ '{:*^5}'.format('é') ]][[ [1, 2]|sum ]][[ ['a', 'b']|join(', ') ]]"
        "[[ 'a\nb'|indent(2) ]][[ 'x' * 3 + 'y' ]]"
        "[% for k, v in {'a': 1}.items() %][[ k ]][[ v ]][% endfor %]",
        encoding="utf-8",
    )
    shown = "1/2a<12/2b<11024007**é**3a, ba\n  bxxxya1"
    rendered = environment.get_template("a").render()
    assert rendered == (shown.replace("<", "&lt;") if autoescape else shown)


def test_each_rendering_has_steps_of_its_own(tmp_path: Path) -> None:
    environment = html_environment([tmp_path], autoescape=True)
    (tmp_path / "a").write_text("[% for x in range(9999) %][% endfor %]", encoding="utf-8")
    template = environment.get_template("a")
    for _ in range(500):
        template.render()
