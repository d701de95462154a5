"""Formulas: on cards LaTeX for Anki's MathJax, on paper drawn, with the LaTeX for those who listen."""

import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import latex2mathml.converter
import pdfplumber
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_tools import alternatives
from small_project import replaced, write_project
from thoroughness import examples

from studygen.commands import build, check
from studygen.documents.sheets.typst_compiler import Compiled, compile_pdf
from studygen.knowledge.text import formulas
from studygen.knowledge.text.latex import unknown_to_anki
from studygen.knowledge.text.markdown import formulas_in, to_html, to_plain, to_typst
from studygen.project import project

HEAD = '#set document(title: "T", date: none)\n#set page(width: 12cm, height: 12cm)\n#set text(size: 10pt)\n'


def drawn(markdown: str) -> Compiled:
    return compile_pdf(HEAD + to_typst(markdown), {})


def words(document: Compiled) -> str:
    # Letters of a formula are letters of their own in Unicode.
    (page,) = pypdf.PdfReader(io.BytesIO(document.pdf)).pages
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", page.extract_text()))


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("E = mc^2", "E=mc2"),
        (r"\alpha \le \beta", "α≤β"),
        (r"\sin x + \lim_{x \to 0} y", "sinx+limx→0y"),
        (r"\text{if } x > 0", "ifx>0"),
        (r"\mathbb{R}", "R"),
        (r"x \in \{1, 2\}", "x∈{1,2}"),
        (r"50\%", "50%"),
        (r"|x|", "|x|"),
        (r"1{,}000", "1,000"),
        (r"\operatorname*{arg\,max}_\theta L", "argmaxθL"),
        (r"\mathop{arg\,min}_x f", "argminxf"),
        (r"\text{a $x$ b}", "axb"),
        (r"\text{5\,\%}", "5%"),
        (r"\arg z", "argz"),
        (r"\text{a {b} c}", "abc"),
        (r"\begin{array}{r@{\,}l}a&b\end{array}", "ab"),
        (r"\begin{rcases}a\\b\end{rcases}", "ab}"),
        (r"\smash{x}\mathbin{+}\xcancel{y}", "x+y"),
        (r"x \not= y", "x≠y"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H2+O2⟶2H2O"),
    ],
)
def test_a_formula_can_be_read_from_the_page(latex: str, read: str) -> None:
    document = drawn(f"${latex}$")
    assert document.accessible
    assert words(document) == read


LATEX = (
    r"\frac{a}{b}", r"\dfrac12", r"\sqrt[3]{x}", r"\binom{n}{k}", r"\overline{AB}", r"\vec{v}",
    r"\overbrace{a+b}^{n}", r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", r"\begin{cases}1&x>0\\0\end{cases}",
    r"\begin{aligned}a&=b\\&=c\end{aligned}", r"\left(\frac{a}{b}\right]", r"\left.\frac ab\right|_{x=0}",
    r"\left(a\middle|b\right)", r"f''(x)", r"\xrightarrow{k}", r"\substack{a\\b}", r"\cancel{x}",
    r"{}^{14}_{6}\mathrm{C}", r"\int_0^\infty e^{-x^2}\,dx", r"\sum\limits_{i}^n", r"a\quad b\!c\pmod n",
    r"\mathcal{L}\mathfrak{g}\mathbf{v}\boldsymbol{\alpha}", r"\underset{x}{\max}", r"\stackrel{?}{=}",
    r"\bigl(x\bigr)", r"\vec\overline{AB}",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}^{-1}", r"\begin{gathered}a\\b\end{gathered}", r"\boxed{E=mc^2}",
    r"\phantom{x}y", r"\begin{array}{c|c}a&b\\ \hline c&d\end{array}", r"\prescript{14}{6}{C}",
    r"\textcolor{red}{x}", r"\ce{SO4^2- ->[H2O][cat] X}",
)  # fmt: skip


@pytest.mark.parametrize("latex", LATEX)
@pytest.mark.parametrize("mark", ["$", "$$"])
def test_what_textbooks_have_is_drawn_with_its_source_as_alternative_text(latex: str, mark: str) -> None:
    assert formulas.formula_fault(latex) is None
    document = drawn(f"{mark}{latex}{mark}")
    assert document.accessible
    assert not document.warnings
    assert "\\" not in words(document)
    assert alternatives(document.pdf) == {latex}


# What they look like was looked at when this was written.
WRITTEN = (Path(__file__).parent / "formulas.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("latex", "typst"), list(zip(WRITTEN[::2], WRITTEN[1::2], strict=True)))
def test_a_formula_is_written_like_this_in_typst(latex: str, typst: str) -> None:
    assert (formulas.to_typst(latex, display=False) or "").endswith(f", ${typst.strip()}$);")


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"\ce{?!}", r"\ce is not known on paper"),
        (r"\color{mauve}{x}", "the colour mauve is not known on paper"),
        (r"\begin{tabular}{c}a\end{tabular}", "the environment tabular is not known on paper"),
        (r"\frac{a}", "it is not complete: something that belongs to a command is missing"),
        (r"x^", "it is not complete: missing super script or subscript"),
        (r"\left( a", "it is not complete: extra left or missing right"),
        ("{a", "a { is not closed"),
        ("a}", "a } closes nothing"),
        ("a % b", r"% begins a comment; write \% for the sign"),
        ("a & b", r"& stands where it means nothing; write \& for the sign"),
        (r"\newcommand{\a}{b}\a", r"\newcommand is not known on paper"),
        ("{" * 60 + "a" + "}" * 60, "it is nested too deep"),
        ("{" * 5000 + "a" + "}" * 5000, "it is nested too deep"),
        (" ", "there is nothing in it"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_printed_as_it_is_written(latex: str, said: str) -> None:
    assert formulas.formula_fault(latex) == said
    assert formulas.to_typst(latex, display=False) is None


@pytest.mark.parametrize("latex", [r"120\ \mathrm{mL}", r"120~\text{mL}", r"\text{120 }\mathrm{mL}"])
def test_a_blank_in_a_formula_is_as_wide_as_one_in_the_text(latex: str) -> None:
    def gap(markdown: str) -> float:
        with pdfplumber.open(io.BytesIO(drawn(markdown).pdf)) as pdf:
            chars = [char for char in pdf.pages[0].chars if char["text"].strip()]
        return float(chars[3]["x0"] - chars[2]["x1"])

    assert gap(f"${latex}$") == pytest.approx(gap("120 mL"), abs=1)


@pytest.mark.parametrize(
    ("latex", "known"),
    [
        (r"\bm{x}", r"\bm"),
        (r"5\ \euro", r"\euro"),
        (r"a\\bm", None),
        ("5 €", "€"),
        (r"5\ \text{€}", None),
        (r"\ce{A\bond{...}B}", None),
    ],
)
def test_what_anki_does_not_know_is_told(latex: str, known: str | None) -> None:
    assert unknown_to_anki(latex) == known


@pytest.mark.parametrize("latex", [*LATEX, r"\ce{H2O}", r"\implies", r"\lVert x \rVert", r"\color{red}{x}"])
def test_what_textbooks_have_is_known_to_anki(latex: str) -> None:
    assert unknown_to_anki(latex) is None


def test_a_letter_that_would_be_missing_makes_a_formula_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(latex: str, **options: str) -> object:
        return converter(latex.replace("q", ""), **options)

    converter = latex2mathml.converter.convert_to_element
    monkeypatch.setattr(latex2mathml.converter, "convert_to_element", forgetful)
    assert formulas.formula_fault("p + q = 12345") == "q would be missing"


def test_an_unreadable_formula_is_printed_as_it_is_written_and_told() -> None:
    document = drawn(r"Water is $\wet{H2O}$, and $\wet{H2O}$ again.")
    assert words(document) == r"Wateris$\wet{H2O}$,and$\wet{H2O}$again."
    assert document.warnings == (
        r"the formula $\wet{H2O}$ is printed as it is written, since \wet is not known on paper",
    )


def test_prices_are_no_formulas() -> None:
    assert words(drawn("costs $5 or $6, $5/$6 a piece")) == "costs$5or$6,$5/$6apiece"
    assert list(formulas_in("costs $5 or $6, $5/$6 a piece")) == []


def test_anki_gets_the_latex_as_it_was_written() -> None:
    assert to_html(r"$\frac{a}{b}$ and $$\ce{H2O}$$") == r"\(\frac{a}{b}\) and \[\ce{H2O}\]"
    assert to_plain(r"$\frac{a}{b}$") == r"$\frac{a}{b}$"


def test_formulas_are_found_wherever_they_stand() -> None:
    assert list(formulas_in("*a $x$*\n\n- $$y$$\n\n> $z$")) == ["x", "y", "z"]


def test_a_formula_is_as_large_and_as_dark_as_the_words_around_it_and_on_their_line() -> None:
    document = compile_pdf(HEAD + '#set text(fill: rgb("#1c1b1a"))\n' + to_typst("word $x$ word"), {})
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        chars = pdf.pages[0].chars
    (formula,) = (char for char in chars if char["text"] == "𝑥")
    word = chars[0]
    assert formula["size"] == word["size"] == 10
    assert formula["non_stroking_color"] == word["non_stroking_color"]
    assert formula["matrix"][5] == word["matrix"][5]  # the baseline


LONG = "$$" + " + ".join(f"a_{{{index}}}" for index in range(1, 40)) + "$$"


@pytest.mark.parametrize("sheet", ["glossary", "cards"])
def test_a_formula_that_is_wider_than_its_column_is_made_smaller(tmp_path: Path, sheet: str) -> None:
    changes = replaced("source/terms.yaml", "What the cat sat on.", f"What weighs {LONG} here.")
    build.build_all(project.load(write_project(tmp_path, changes)), ["all"], None, lambda *_: None)
    with pdfplumber.open(tmp_path / f"build/all-{sheet}.pdf") as pdf:
        found = [char for page in pdf.pages for char in page.chars if char["text"] == "𝑎"]
        width = float(pdf.pages[0].width)
    assert len(found) >= 39
    # A column of the glossary, or a card, is one half of the page.
    assert all(char["x0"] > 25 and char["x1"] < width - 25 for char in found)
    assert not any(char["x0"] < width / 2 < char["x1"] for char in found)


def test_a_display_formula_leaves_a_card_its_size(tmp_path: Path) -> None:
    changes = replaced("source/terms.yaml", "answer: The cat.", "answer: $$q^2$$")
    build.build_all(project.load(write_project(tmp_path, changes)), ["all"], None, lambda *_: None)
    with pdfplumber.open(tmp_path / "build/all-cards.pdf") as pdf:
        (letter,) = (char for page in pdf.pages for char in page.chars if char["text"] == "𝑞")
    assert letter["size"] == 13  # the first that is tried


def test_a_build_tells_which_formula_is_printed_as_it_is_written(tmp_path: Path) -> None:
    changes = replaced("source/terms.yaml", "Rugs are *larger*.", r"Rugs are $\tag{1}$.")
    root = write_project(tmp_path, changes)
    written, _ = build.build_all(project.load(root), ["all"], None, lambda *_: None)
    unreadable = r"\tag is not known on paper"
    assert {warning for file in written for warning in file.warnings} == {
        rf"the formula $\tag{{1}}$ is printed as it is written, since {unreadable}"
    }
    (found,) = (problem for problem in check.check(root)[0] if problem.rule == "bad-math")
    assert str(found) == (
        f"{root / 'source/terms.yaml'}:7:9: warning: "
        rf"the formula $\tag{{1}}$ cannot be drawn on paper: {unreadable} [bad-math]"
    )


TOKENS = [
    *LATEX,
    *"{}[]()^_&%$#~'|<>=+-*/.,;:!?0aZαé\"",
    *(r"\\", r"\{", r"\left", r"\right", r"\big", r"\over", r"\frac", r"\vec", r"\text{", r"\unicode{x5d}"),
    *(r"\begin{cases}", r"\end{cases}", "#panic()", "$]", "panic", "std"),
]


@examples(60, 500)
@given(st.lists(st.sampled_from(TOKENS), max_size=8).map("".join))
def test_no_formula_breaks_a_sheet_or_runs_as_code(latex: str) -> None:
    written = formulas.to_typst(latex, display=False)
    assert (written is None) == (formulas.formula_fault(latex) is not None)
    if written:
        assert compile_pdf(HEAD + written, {}).pages == 1


def test_a_text_without_formulas_needs_no_reader_of_them() -> None:
    code = (
        "import sys; from studygen.knowledge.text.markdown import to_typst, to_html;"
        "to_typst('costs $5 or $6'); to_html('$x$'); print('latex2mathml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_rules_about_wording_take_a_formula_for_one_word(tmp_path):
    formula = r"$\begin{cases} a & \text{if } b \\ c & \text{otherwise} \end{cases}$"
    answer = f"The cat, or {formula}, {' '.join(['or it'] * 8)}."
    changes = replaced("source/terms.yaml", "answer: The cat.", f"answer: '{answer}'")
    loaded = project.load(write_project(tmp_path, changes))
    assert "answer-too-long" not in {problem.rule for problem in project.check_wording(loaded)}
