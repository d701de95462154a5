"""bad-math: a formula that cannot be drawn on paper, where it is printed as it is written.

Why: a reader of a sheet would see LaTeX, and a formula that is broken shows as an error on the card as well.
Source: this project. What Anki's MathJax knows and paper does not (chemistry, colours, frames, commands of
one's own) may be allowed where nothing is printed.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit
from studygen.knowledge.text.formulas import formula_fault
from studygen.knowledge.text.markdown import formulas_in
from studygen.knowledge.text_fields import texts


def bad_math(all_cards: AllCards) -> Iterator[Hit]:
    """Find formulas that paper shows as LaTeX."""
    for _, entry in all_cards.knowledge.entries():
        for each in texts(entry):
            for latex in formulas_in(each.text) if each.is_markdown else ():
                if said := formula_fault(latex):
                    message = f"the formula ${latex.strip()}$ cannot be drawn on paper: {said}"
                    yield Hit(entry.full_id(each.path), entry.place(*each.path), message, "warning")
