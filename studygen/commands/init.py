"""A project of somebody's own text, with entries made of the text's own sentences to go on from."""

import json
import locale
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studygen.anki.identities import is_deck_name
from studygen.checks.languages import LANGUAGES
from studygen.files import replace_files
from studygen.knowledge.text.document import Citation, Document
from studygen.knowledge.text.language_names import LANGUAGE_TAG, language_tag
from studygen.knowledge.yaml.scalars import double_quoted
from studygen.knowledge.yaml.spelling import id_from
from studygen.problems import StudygenError
from studygen.project.folders import PROJECT_FILE
from studygen.project.json_schema import SchemaKind, json_schema
from studygen.project.namespaces import draw
from studygen.texts.found_text import FoundText
from studygen.texts.reading import is_readable, read_file
from studygen.wording import listed

Paper = Literal["a4", "us-letter"]
_LETTER = ("_US", "_CA", "_MX", "_PH", "_CL", "_CO", "_VE")  # countries that print on it
_LONGEST_TITLE, _LONGEST_DECK = 120, 80
_ENDS = (".", "!", "?", "…", ":", ";", "。")
_WORDS_OF_A_SENTENCE = range(6, 23)
_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_NAME = re.compile(r"(?<![.!?…:»”\"]\s)(?<!^)\b([A-ZÀ-ÞА-Я][\w’'-]+(?: [A-ZÀ-ÞА-Я][\w’'-]+)+)")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a project is to be called, and by what it goes."""

    title: str
    author: str
    language: str
    paper: Paper


def text_in(source: Path | None) -> Path | None:
    """Return the file to read: that which was named, or the one text in a folder; None if there is none.

    Raises:
        StudygenError: a folder has several.
    """
    if source is None or not source.is_dir():
        return source
    found = [file for file in sorted(source.iterdir()) if is_readable(file) and "README" not in file.name]
    if len(found) > 1:
        raise StudygenError(f"{source} has several texts, {listed(map(str, found), 3)}; name one")
    return found[0] if found else None


def read_source(source: Path | None) -> FoundText:
    """Return the text of a file; one to be replaced, if there is none yet.

    Raises:
        StudygenError: it cannot be read.
    """
    if source is None:
        return FoundText(("Put your text here, with a blank line between its paragraphs.",))
    return read_file(source)


def guess(text: FoundText, source: Path | None) -> tuple[FoundText, Answers]:
    """Guess what a text is called, who wrote it, in which language, and on what it will be printed.

    A first line that can only be the title is taken out of the text.
    """
    paragraphs, title = text.paragraphs, text.title
    first = paragraphs[0]
    if (
        len(paragraphs) > 1
        and len(first) <= _LONGEST_TITLE
        and "\n" not in first
        and not first.endswith(_ENDS)
    ):
        title = title or first
        if first.casefold() == title.casefold():
            paragraphs = paragraphs[1:]
    title = title or (
        source.stem.replace("_", " ").replace("-", " ").strip().capitalize() if source else "My text"
    )
    rest = FoundText(paragraphs, title, text.author, text.remarks)
    return rest, Answers(
        title[:_LONGEST_TITLE], text.author or "the author", guessed_language(paragraphs), _paper()
    )


def guessed_language(paragraphs: tuple[str, ...]) -> str:
    """Return the language whose commonest words a text has most of; English if none is known."""
    words = Counter(re.findall(r"[^\W\d_]+", " ".join(paragraphs)[:20_000].casefold()))
    shares = {
        language: sum(words[word] for word in known.empty or ()) / max(1, words.total())
        for language, known in LANGUAGES.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] > 0.1 else _by_script(paragraphs)


def checked_language(written: str) -> str:
    """Return the tag of a language that is written by its name or by its tag.

    Raises:
        StudygenError: it is none.
    """
    tag = language_tag(written)
    if not re.match(LANGUAGE_TAG, str(tag)):
        raise StudygenError(f"{written!r} is no language; write its name in English, or its code, such as de")
    return str(tag)


def _by_script(paragraphs: tuple[str, ...]) -> str:
    text = " ".join(paragraphs)[:20_000]
    for language, letters in (
        ("ja", "[\u3040-\u30ff]"),
        ("ko", "[\uac00-\ud7a3]"),
        ("zh", "[\u4e00-\u9fff]"),
        ("ar", "[\u0600-\u06ff]"),
        ("he", "[\u0590-\u05ff]"),
        ("el", "[\u0370-\u03ff]"),
        ("ru", "[\u0400-\u04ff]"),
        ("hi", "[\u0900-\u097f]"),
        ("th", "[\u0e00-\u0e7f]"),
    ):
        if len(re.findall(letters, text)) > len(text) / 5:
            return language
    return "en"


def _paper() -> Paper:
    return "us-letter" if any(country in (locale.getlocale()[0] or "") for country in _LETTER) else "a4"


def scaffold(folder: Path, text: FoundText, answers: Answers) -> tuple[Path, ...]:
    """Write a project, and return its files.

    Raises:
        StudygenError: one of them is there already, or cannot be written; nothing is then.
    """
    files = dict(_files(text, answers))
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise StudygenError(
            f"{folder} has {listed(there, 3)} already, and nothing is overwritten; name a new folder"
        )
    replace_files({folder / name: content.encode() for name, content in files.items()})
    return tuple(folder / name for name in files)


def _files(text: FoundText, answers: Answers) -> Iterator[tuple[str, str]]:
    words = "\n\n".join(text.paragraphs) + "\n"
    yield (
        PROJECT_FILE,
        _PROJECT.format(name=double_quoted(answers.title), namespace=draw(), paper=answers.paper),
    )
    voice = id_from(answers.author) or "author"
    yield (
        "source/source.yaml",
        _SOURCE.format(
            title=double_quoted(answers.title),
            author=double_quoted(answers.author),
            language=answers.language,
            voice=voice if voice != "fact" else "author",
        ),
    )
    yield "source/text.txt", words
    yield "source/entries.yaml", _entries(Document(words, answers.language))
    yield "decks/all.yaml", _DECK.format(deck=double_quoted(_deck_name(answers.title)))
    yield ".gitignore", "/build/\n"
    yield "README.md", _README.format(title=answers.title)
    kinds: tuple[SchemaKind, ...] = ("entries", "source", "deck", "project")
    for kind in kinds:
        shape = json_schema(kind)
        yield f".schema/{kind}.json", f"{json.dumps(shape, ensure_ascii=False)}\n"


def _deck_name(title: str) -> str:
    """Return a title as the name of a deck, less what Anki would take for something else."""
    if is_deck_name(title):
        return title
    bare = " ".join(re.sub(r"[^\w\s,.’()-]+", " ", title).split())[:_LONGEST_DECK].strip()
    return bare if is_deck_name(bare) else "All"


def _entries(document: Document) -> str:
    """Return entries made of the text's own sentences: one to learn, and others to begin with."""
    sentences = list(_fitting(document))
    said = [each.words for each in sentences]
    word = _common_word(said)
    with_word = next((each for each in said if word and re.search(rf"\b{re.escape(word)}\b", each)), None)
    with_year = next((each for each in said if _YEAR.search(each)), None)
    named = next(((found[1], each) for each in said if (found := _NAME.search(each))), None)
    any_ = said[0] if said else document.words(document.paragraphs[0])
    second = said[1] if len(said) > 1 else any_
    term = _TERM.format(
        id=id_from(word or "") or "first-term",
        name=double_quoted(word or "first term"),
        passage=double_quoted(with_word or any_),
        asked=double_quoted(f"{word}?" if word else "How does the text begin?"),
        quoted=double_quoted(f"“{with_word or any_}”"),
    )
    year = _YEAR.search(with_year) if with_year else None
    date = _DATE.format(
        id=f"in-{year[1]}" if year else "first-date",
        year=year[1] if year else "1900",
        passage=double_quoted(with_year or any_),
    )
    figure = _FIGURE.format(
        id=id_from(named[0]) if named and id_from(named[0]) else "first-figure",
        name=double_quoted(named[0] if named else "Somebody"),
        passage=double_quoted(named[1] if named else any_),
    )
    argument = _ARGUMENT.format(premise=double_quoted(any_), conclusion=double_quoted(second))
    return _HEAD + term + _commented(date) + _commented(figure) + _commented(argument)


def _fitting(document: Document) -> Iterator[Citation]:
    """Yield sentences that are neither short nor long, and stand in the text once."""
    for spans in document.sentences:
        for span in spans:
            words = document.words(span)
            if len(words.split()) in _WORDS_OF_A_SENTENCE and len(found := document.locate(words)) == 1:
                yield found[0]


def _common_word(sentences: list[str]) -> str | None:
    """Return a word that many sentences have and that says something, as it is written in the first."""
    often: Counter[str] = Counter()
    for sentence in sentences:
        often.update({word.casefold() for word in _WORD.findall(sentence) if len(word) > 5})
    best = next((word for word, _ in often.most_common(1)), None)
    written = (word for sentence in sentences for word in _WORD.findall(sentence) if word.casefold() == best)
    return next(written, None)


def _commented(entry: str) -> str:
    return (
        "".join(f"# {line}".rstrip() + "\n" if line else "\n" for line in entry.rstrip("\n").split("\n"))
        + "\n"
    )


_PROJECT = """\
# yaml-language-server: $schema=.schema/project.json
name: {name}
namespace: {namespace}
paper: {paper}
"""
_SOURCE = """\
# yaml-language-server: $schema=../.schema/source.json
title: {title}
author: {author}
text: text.txt
language: {language}
voices:
  {voice}: {author}
voice: {voice}
"""
_DECK = """\
# yaml-language-server: $schema=../.schema/deck.json
deck: {deck}
sheets: [glossary, cards]
page: true
"""
_HEAD = """\
# yaml-language-server: $schema=../.schema/entries.json
#
# What cards are made of. A passage is quoted from text.txt, word for word. Write your own in the place of
# these; to take an entry in, remove the `# ` before each of its lines. `studygen check` tells what is wrong.

"""
_TERM = """\
# A word, and what it means in this text. Write `meaning`, then leave out the line `cards: []`.
- term: {id}
  name: {name}
  meaning: {passage}
  passages: {passage}
  cards: []
  questions:
    - id: where
      ask: {asked}
      answer: {quoted}
      passages: {passage}

"""
_DATE = """\
- date: {id}
  when: {year}
  event: What happened then, in a sentence.
  passages: {passage}
"""
_FIGURE = """\
- figure: {id}
  name: {name}
  who: Who that is in this text.
  passages: {passage}
"""
_ARGUMENT = """\
- argument: first-argument
  claim: What is argued for, in a few words
  premises:
    - text: A reason that the text gives.
      passages: {premise}
  conclusion: What follows from it, as a sentence.
  passages: {conclusion}
"""
_README = """\
# {title}

A studygen project: Anki decks and study sheets from a text.

* `source/text.txt` is the text, `source/entries.yaml` what cards are made of, `decks/` which decks there are.
* `studygen check` tells what is wrong, and where; `studygen build` makes decks and sheets in `build/`.
* `studygen release` publishes: from then on, what learners have is guarded. Commit what it writes.
* Never change `namespace` in studygen.yaml: what learners have learnt hangs on it.
"""
