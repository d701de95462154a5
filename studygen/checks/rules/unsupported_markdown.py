"""unsupported-markdown: Markdown or HTML that light Markdown does not have, and shows as it is written.

Why: whoever writes a table or a link means one, and finds strokes and brackets on the card.
Source: this project. Light Markdown has bold, italic, lists, quotes, formulas and code.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit
from studygen.knowledge.text.foreign_markup import foreign_markup
from studygen.knowledge.text_fields import texts


def unsupported_markdown(all_cards: AllCards) -> Iterator[Hit]:
    """Find markup that stands on cards as it was written."""
    for _, entry in all_cards.knowledge.entries():
        for each in texts(entry):
            for found in foreign_markup(each.text) if each.is_markdown else ():
                message = f"{found.what}, {found.written!r}, is shown as it is written; {found.instead}"
                yield Hit(entry.full_id(each.path), entry.place(*each.path), message, "warning")
