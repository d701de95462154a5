"""invented-words: three words of meaning in a row that neither the cited paragraph nor the question has.

Why: half of an answer that is invented looks as well supported as the other half, for the passage stands
beside both. What an editor knows besides belongs in the editor's note.
Source: this project. Words are compared by their stems and by how they begin, with the paragraphs of the
sentences, the entry's names, the question and who speaks in the text. Of a row, one word at least stands
nowhere in the text; of one in a question, two. In languages whose words without meaning are listed
(checks/languages.py).
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.languages import language_of
from studygen.checks.rule import Hit
from studygen.checks.statements import Statement, statements
from studygen.checks.stems import bare, carries_meaning, regular, stems, words

_ROW = 3
_NOWHERE, _NOWHERE_IN_QUESTION = 1, 2  # words of a row that the whole text does not have
_ROOT = 6  # letters, by which words of one family are told
# What speaks of texts and of questions rather than of what they are about.
_OF_TEXTS = """
    account advice answer answers argument arguments article author begin begins call called calls case
    cause causes chapter claim claims closing conclusion consequence contrast course describe described
    describes difference effect effects end ends essay event events example examples fact facts finding
    findings first follow follows grant grants ground grounds half idea ideas image kind kinds label
    line mark marks matter meaning moment motive motives name named names nevertheless objection opening
    paragraph part parts passage people person picture place point points precede purpose put puts
    question questions quotation quote quoted quotes reason reasons remain remains remark reply report
    reports role second sense sentence set sets show shown shows side sides sign someone sort stage
    stand stands step steps term text thing things third three two use used uses view views word words
    work works writer
"""

_SPEAKING_OF_TEXTS = frozenset(_OF_TEXTS.split())


def invented_words(all_cards: AllCards) -> Iterator[Hit]:
    """Find rows of words that come from nowhere."""
    texts = {
        source.file: _roots(source.document.text, source.spec.language)
        for source in all_cards.knowledge.sources
    }
    for statement in statements(all_cards.knowledge):
        if language_of(statement.language).empty is None:
            continue
        text = texts[statement.source.file]
        for row in _unknown_rows(statement):
            nowhere = [word for word in row if not _roots(word, statement.language) & text]
            needed = _NOWHERE_IN_QUESTION if statement.is_question else _NOWHERE
            if len(row) >= _ROW and len(nowhere) >= needed:
                message = (
                    f"neither the cited paragraph nor the question has “{' … '.join(row)}”; cite where the"
                    " text says it, or say it in the editor's note"
                )
                yield statement.hit(message, " ".join(statement.sentences))
                break


def _unknown_rows(statement: Statement) -> Iterator[list[str]]:
    """Yield the words of meaning, as many as stand in a row, that nothing around a statement has."""
    language, known = statement.language, _known(statement)
    row: list[str] = []
    for word in words(statement.text.replace("-", " ")):
        if not carries_meaning(word, language) or (language == "en" and bare(word) in _SPEAKING_OF_TEXTS):
            continue
        if _roots(word, language) & known:
            yield row
            row = []
        else:
            row.append(word)
    yield row


def _known(statement: Statement) -> frozenset[str]:
    document, spec = statement.source.document, statement.source.spec
    cited = {each.paragraph for each in statement.citations}
    said = [
        *(document.words(document.paragraphs[number - 1]) for number in cited),
        statement.beside,
        *statement.entry.names,
        *(voice.name for voice in spec.voices.values()),
        spec.title,
        spec.author,
    ]
    return _roots("\n".join(said), statement.language)


def _roots(text: str, language: str) -> frozenset[str]:
    plain = " ".join(regular(word, language) for word in words(text.replace("-", " ")))
    return frozenset(stem[:_ROOT] for stem in stems(plain, language))
