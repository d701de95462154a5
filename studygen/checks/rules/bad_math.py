"""bad-math: a formula that cannot be drawn on paper, where it is printed as it is written, or on a card.

Why: a reader of a sheet would see LaTeX, and a formula that is broken shows as an error on the card as
well; of a command that Anki's MathJax does not know, the card shows the name in red.
Source: this project. What Anki's MathJax knows and paper does not (commands of one's own, numbers of
equations) may be allowed where nothing is printed.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit
from studygen.knowledge.text.formulas import formula_fault
from studygen.knowledge.text.latex import unknown_to_anki
from studygen.knowledge.text.markdown import formulas_in
from studygen.knowledge.text_fields import texts


def bad_math(all_cards: AllCards) -> Iterator[Hit]:
    """Find formulas that paper shows as LaTeX."""
    for _, entry in all_cards.knowledge.entries():
        for each in texts(entry):
            for latex in formulas_in(each.text) if each.is_markdown else ():
                if message := _fault(latex):
                    yield Hit(entry.full_id(each.path), entry.place(*each.path), message, "warning")


def _fault(latex: str) -> str | None:
    if name := unknown_to_anki(latex):
        instead = _INSTEAD.get(name) or (None if name.startswith("\\") else f"\\text{{{name}}}")
        remedy = f"; write {instead}" if instead else ""
        shown = "shows its name in red" if name.startswith("\\") else "says “Math input error”"
        told = f"Anki's MathJax does not know {name}, and the card {shown}{remedy}"
        return f"{told}: ${latex.strip()}$"
    said = formula_fault(latex)
    return f"the formula ${latex.strip()}$ cannot be drawn on paper: {said}" if said else None


_INSTEAD = {
    r"\ang": r"30^\circ",
    r"\argmax": r"\operatorname*{arg\,max}",
    r"\argmin": r"\operatorname*{arg\,min}",
    r"\bm": r"\boldsymbol",
    r"\euro": r"\text{€}",
    r"\pounds": "£",
    r"\SI": r"the number and \mathrm{…}",
    r"\si": r"\mathrm{…}",
    r"\unit": r"\mathrm{…}",
}
