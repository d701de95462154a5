"""Formulas on the page: what browsers leave out of MathML is said in the part that they draw."""

import re

import pytest

from studygen.documents.page.mathml import with_math


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        (r"\[\boxed{x}\]", '<mrow style="border: 1px solid; padding: 0.2em">'),
        (
            r"\(\begin{array}{c|c}a&amp;b\end{array}\)",
            '<mtd columnalign="center" style="border-right: 1px solid;">',
        ),
        (r"\(\begin{array}{c}a\\ \hline b\end{array}\)", 'style="border-bottom: 1px solid">'),
        (r"\[\operatorname*{arg\,max}_x f\]", "<munder><mrow"),
        (r"\(\ce{H2O}\)", '<mi mathvariant="normal">&#x00048;</mi>'),
        (r"\(x \backslash y\)", "&#x0005C;"),
    ],
)
def test_what_browsers_leave_out_is_drawn(latex: str, drawn: str) -> None:
    assert drawn in with_math(latex)


@pytest.mark.parametrize("latex", [r"\(\mathchoice{a}{b}{c}{d}\)", r"\(\pu{5 J}\)", r"\(\foo x\)"])
def test_what_would_lose_something_stays_as_it_is_written(latex: str) -> None:
    assert with_math(latex) == latex


def test_words_in_a_formula_are_never_markup() -> None:
    drawn = with_math(r"\(\text{&lt;b onclick=x&gt;&amp;lt;i&amp;gt;} x\)")
    assert set(re.findall(r"<(\w+)", drawn)) <= {"math", "mrow", "mtext", "mi"}
