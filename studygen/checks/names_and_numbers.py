"""The names and the numbers of a text, to be looked up in any of their forms."""

import re
import unicodedata
from collections.abc import Iterator

from studygen.checks.languages import language_of
from studygen.checks.stems import bare, carries_meaning, stems

_YEAR = re.compile(r"(?<!\d)(?<!\b\d[.,])(?:1\d|20)\d\d(?![.,]?\d)")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,\u00a0]\d{3})*(?:[.,]\d+)?(?!\w)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAYBE_NAME = re.compile(r"\b[^\W\d_]{2,}\b(?!-\w)")  # Sino-Soviet is no name of its own
# A capital says nothing where a sentence, a line or a quotation begins.
_BEGINNING = re.compile(r"(?:[.!?…:\n]\W*|[“„«‘\"]|^\W*)\Z")
_ROOT, _ENDING = 4, 3  # letters that two forms of a name have in common at least, and differ in at most
_DIGITS = re.compile(r"\d")

# From three on: one and two are counted by whoever speaks of a pair, and are articles in some languages.
NUMBER_WORDS = {
    "de": "drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
    " siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
    " hundert tausend",
    "en": "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    " thousand",
    "es": "tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta"
    " noventa cien mil",
    "fr": "trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
    " dix-huit dix-neuf vingt trente quarante cinquante soixante soixante-dix quatre-vingts"
    " quatre-vingt-dix cent mille",
    "it": "tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici"
    " sedici diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta"
    " ottanta novanta cento mille",
    "nl": "drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
    " zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig"
    " honderd duizend",
    "pt": "três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete"
    " dezoito dezanove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem mil",
    "ru": "три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать"
    " четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать"
    " сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто тысяча",
}
_VALUES = [*range(3, 20), *range(20, 100, 10), 100, 1000]
_VALUE_OF = {
    language: dict(zip(listed.split(), map(str, _VALUES), strict=True))
    for language, listed in NUMBER_WORDS.items()
}


def years(text: str) -> list[str]:
    """Return the years in a text."""
    return _YEAR.findall(text)


def numbers(text: str, language: str) -> dict[str, str]:
    """Return the numbers of a text as it writes them, each with its value in digits."""
    found = {each: _value(each) for each in _NUMBER.findall(text)}
    values = _VALUE_OF.get(language, {})
    return found | {word: values[word.casefold()] for word in text_words(text) if word.casefold() in values}


def _value(number: str) -> str:
    """Return a number in the digits from 0 to 9 without marks of thousands."""
    digits = "".join(str(unicodedata.decimal(each, each)) for each in number)
    return re.sub(r"[.,\u00a0](?=\d{3}\b)", "", digits)


def text_words(text: str) -> list[str]:
    """Return the words of a text, numbers in digits left out."""
    return _WORD.findall(text)


def names_in(said: str, language: str, *, is_name: bool = False) -> Iterator[str]:
    """Yield the words that have a capital of their own, not one that a sentence lends them.

    Args:
        said: a text; in languages that write all nouns with capitals, no name is found in it.
        language: its code.
        is_name: whether the text is a name, so that its first word is one as well.
    """
    if language_of(language).capitalises_nouns:
        return
    for found in _MAYBE_NAME.finditer(said):
        if found[0][0].isupper() and carries_meaning(found[0], language):
            lent = _BEGINNING.search(said, max(0, found.start() - 4), found.start())
            if is_name or not lent:
                yield found[0]


class NamesOf:
    """The words of a text, to be looked up in any of their forms."""

    def __init__(self, text: str, language: str) -> None:
        self._language = language
        written = set(_WORD.findall(text))
        self._stems = {self._stem(word) for word in written}
        self._roots: dict[str, set[str]] = {}
        for word in written:
            if word[0].isupper():
                self._roots.setdefault(bare(word)[:_ROOT], set()).add(bare(word))

    def has(self, word: str) -> bool:
        """Tell whether the text has a name in any of its forms."""
        folded = bare(word)
        return self._stem(word) in self._stems or any(
            max(len(name), len(folded)) - _shared(name, folded) <= _ENDING
            for name in self._roots.get(folded[:_ROOT], ())
        )

    def _stem(self, word: str) -> str:
        return "".join(stems(word, self._language))


def _shared(one: str, other: str) -> int:
    """Return with how many of the same letters two words begin."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
