r"""Chemistry: \ce{…} as mhchem reads it, in plain LaTeX; what is not known is not guessed."""

import pytest

from studygen.knowledge.text.chemistry import to_latex


@pytest.mark.parametrize(
    ("written", "latex"),
    [
        ("H2O", r"\mathrm{H}_{2}\mathrm{O}"),
        ("2H2 + O2", r"2\,\mathrm{H}_{2}+\mathrm{O}_{2}"),
        ("1/2 O2", r"\tfrac{1}{2}\,\mathrm{O}_{2}"),
        ("Na+", r"\mathrm{Na}^{+}"),
        ("Fe^{3+}", r"\mathrm{Fe}^{\mathrm{3+}}"),
        ("[Fe(CN)6]^3-", r"[\mathrm{Fe}(\mathrm{C}\mathrm{N})_{6}]^{\mathrm{3-}}"),
        ("^{14}_{6}C", r"{}^{\mathrm{14}}_{\mathrm{6}}\mathrm{C}"),
        ("H2O(l)", r"\mathrm{H}_{2}\mathrm{O}\mathrm{(l)}"),
        ("CuSO4*5H2O", r"\mathrm{Cu}\mathrm{S}\mathrm{O}_{4}\cdot 5\,\mathrm{H}_{2}\mathrm{O}"),
        ("C=O", r"\mathrm{C}{=}\mathrm{O}"),
        ("A <=> B", r"\mathrm{A} \rightleftharpoons \mathrm{B}"),
        (r"A ->[\Delta][cat] B", r"\mathrm{A} \xrightarrow[\text{cat}]{\Delta} \mathrm{B}"),
        ("AgCl v", r"\mathrm{Ag}\mathrm{Cl}\,\downarrow "),
        ("water", None),
        ("A ->[$x$] B", None),
        (r"\bond{~}", None),
    ],
)
def test_chemistry_is_said_in_plain_latex(written: str, latex: str | None) -> None:
    assert to_latex(written) == latex
