"""Who speaks in a text: by which names its voices are called there, and whom its sentences report.

The words that report speech are listed language by language; in any other, nobody is heard.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from studygen.checks.entry_names import names
from studygen.checks.stems import carries_meaning
from studygen.checks.turning_words import turning_words
from studygen.knowledge.base import FACT
from studygen.knowledge.kinds.traits import Portrayed
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.document import Citation, without_article
from studygen.knowledge.text.folded_text import Span, fold
from studygen.knowledge.text.markdown import to_plain

SPEAKING = {
    "de": "sagt* sagen behaupt* mein* schreib* schrieb* erklär* entgegn* antwort* erwider* ruf* rief*"
    " glaub* argumentier* fordert* verlang* fragt* hält hielt zufolge laut nach_Ansicht heißt",
    "en": "argu* assert* believ* claim* complain* conclud* contend* contended declar* denied denies"
    " insist* maintain* object* repl* say says said saying stated states think thinks thought"
    " write writes wrote writing ask asks asked report reports reported admit* points_out"
    " pointed_out point_out hold holds held answer* added adds suggest* sees see_in puts_it"
    " put_it according_to in_the_eyes_of in_the_opinion_of in_the_view_of criticised criticized"
    " proposed supposed concede* concedes rejoin* retort* describe*",
    "es": "dijo dice dicen decía sostiene sostenía sostuvo afirm* escrib* respond* opin* cree creía"
    " argument* añad* según replic* pensaba piensa conclu* pregunt* declar* a_su_juicio",
    "fr": "dit disait disent soutient soutenait affirm* écri* répond* répliqu* pens* croi* prétend*"
    " déclar* conclu* selon demand* objecte* ajout* offrir s’écri*",
    "it": "disse dice diceva dicono sostiene sosteneva afferm* scriv* scrisse rispond* rispose pens*"
    " cred* dichiar* conclu* secondo domand* chied* chiese aggiun* obiett*",
    "nl": "zegt zei zeggen beweer* schrijft schreef antwoord* meen* meent denkt dacht verklaar*"
    " concludeer* volgens vraagt vroeg stelt betoog*",
    "pt": "disse diz diziam dizia sustent* afirm* escrev* respond* opin* pensa pensava acredit*"
    " declar* conclu* segundo pergunt* acrescent*",
    "ru": "сказал* говор* утвержда* писал* пишет возраз* возража* ответи* отвеча* счита* полага*"
    " думал* думает показал* заяви* заявля* по_словам по_мнению спроси*",
}
_DECLINING = ("de", "ru")  # languages in which names have endings: по словам Ильина
_NEAR = 5  # words between a speaker and what says that somebody speaks
_COLON = re.compile(r"\s*:\s")  # Hamlet: To be, or not to be
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def _pattern(listed: str) -> re.Pattern[str]:
    words = (re.escape(word).replace("_", r"\s+").replace(r"\*", r"\w*") for word in listed.split())
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_PATTERNS = {language: _pattern(listed) for language, listed in SPEAKING.items()}


def names_of_voices(source: Source) -> dict[str, set[str]]:
    """Return the voices that may be meant by each name, in small letters and with straight quotes."""
    figures = {entry.id: names(entry) for entry in source.entries if isinstance(entry, Portrayed)}
    found: dict[str, set[str]] = {}
    for voice, spec in source.spec.voices.items():
        title = to_plain(spec.name)
        short = title.split(", ")[0]
        for name in (title, short, *_surname(short), *figures.get(voice, ())):
            found.setdefault(fold(without_article(name)).casefold(), set()).add(voice)
    return found


def _surname(name: str) -> tuple[str, ...]:
    *first, last = name.split()
    return (last,) if first and len(last) > 1 and all(word[0].isupper() for word in (*first, last)) else ()


@dataclass(frozen=True)
class Speakers:
    """The voices of a source as its text names them."""

    source: Source

    @cached_property
    def narrators(self) -> frozenset[str]:
        """The voices that need not be named where they speak: the author's, and those that never are."""
        author = fold(self.source.spec.author).casefold()
        return frozenset(
            voice
            for voice, spec in self.source.spec.voices.items()
            if fold(to_plain(spec.name)).casefold() == author or voice not in self._named_at_all
        ) | {FACT}

    def heard(self, citation: Citation, within: int = _NEAR) -> frozenset[str]:
        """Return who is named beside a word for speaking in the sentences that are cited.

        Args:
            citation: what is cited.
            within: how many words may stand between the two.
        """
        found: set[str] = set()
        for sentence in self.source.document.cited_sentences(citation):
            found.update(*self._heard_in(sentence, within))
        return frozenset(found)

    @property
    def are_heard(self) -> bool:
        """Whether the words for speaking are known in the language of the text."""
        return self.source.spec.language in _PATTERNS

    def named_so_far(self, citation: Citation) -> frozenset[str]:
        """Return who is named in the paragraph up to the end of what is cited.

        Where somebody speaks in it (he argued), also who is named in the paragraph before.
        """
        document = self.source.document
        sentences = document.cited_sentences(citation)
        speaking = _PATTERNS[self.source.spec.language]
        paragraph = document.paragraphs[citation.paragraph - 1]
        speaks = speaking.search(document.text, paragraph.start, sentences[-1].end)
        first = document.paragraphs[max(0, citation.paragraph - (2 if speaks else 1))]
        stretch = Span(first.start, sentences[-1].end)
        return frozenset().union(*(voices for _, _, voices in self._mentions(stretch)))

    def mentioned_in(self, text: str) -> frozenset[str]:
        """Return who is named in a text."""
        return frozenset().union(
            *(self._by_form[each[1].casefold()] for each in self._names.finditer(fold(text)))
        )

    def _heard_in(self, sentence: Span, within: int) -> Iterator[frozenset[str]]:
        text, language = self.source.document.text, self.source.spec.language
        speaking, turning = _PATTERNS.get(language), turning_words(language)
        mentions = list(self._mentions(sentence)) if speaking else []
        if not mentions or not speaking or not turning:
            return
        joints = turning.joints
        yield from (voices for _, end, voices in mentions if _COLON.match(text, end))
        for verb in speaking.finditer(text, sentence.start, sentence.end):
            before = [each for each in mentions if each[1] <= verb.start()]
            behind = [each for each in mentions if each[0] >= verb.end()]
            if before and self._words(before[-1][1], verb.start()) <= within:
                yield before[-1][2]
            elif (
                behind
                and self._words(verb.end(), behind[0][0]) <= within
                and not joints.search(text, verb.end(), behind[0][0])
            ):
                yield behind[0][2]

    def _mentions(self, stretch: Span) -> Iterator[tuple[int, int, frozenset[str]]]:
        text = self.source.document.text
        for found in self._names.finditer(text, stretch.start, stretch.end):
            yield found.start(), found.end(), self._by_form[fold(found[1]).casefold()]

    def _words(self, start: int, end: int) -> int:
        return len(_WORD.findall(self.source.document.text[start:end]))

    @cached_property
    def _by_form(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for name, voices in names_of_voices(self.source).items():
            for form in _forms(name, self.source.spec.language):
                found.setdefault(form, set()).update(voices)
        for voice, spec in self.source.spec.voices.items():
            short = to_plain(spec.name).split(", ")[0]
            capital = [word for word in _WORD.findall(short) if word[0].isupper() and len(word) > 2]
            if capital:
                found.setdefault(fold(capital[-1]).casefold(), set()).add(voice)
        return {form: frozenset(voices) for form, voices in found.items()}

    @cached_property
    def _names(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_form, key=len, reverse=True)
        # Some languages decline names: по словам Ильина.
        return re.compile(
            rf"\b({'|'.join(map(re.escape, longest_first)) or '(?!)'})\w{{0,2}}\b", re.IGNORECASE
        )

    @cached_property
    def _named_at_all(self) -> frozenset[str]:
        document = self.source.document
        return frozenset().union(*(voices for _, _, voices in self._mentions(Span(0, len(document.text)))))


def _forms(name: str, language: str) -> Iterator[str]:
    yield name
    bare = name.split()
    while len(bare) > 1 and not carries_meaning(bare[0], language):
        bare = bare[1:]
        yield " ".join(bare)
