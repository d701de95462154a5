"""Ids and keys as they were meant, where there can be no doubt."""

import re
import unicodedata
from collections.abc import Iterable

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
# What people write who know the word from elsewhere.
_OTHER_WORDS = {
    "answers": "answer",
    "author": "voice",
    "clozes": "cloze",
    "definition": "meaning",
    "license": "licence",
    "notes": "note",
    "picture": "image",
    "quote": "passages",
    "quotes": "passages",
    "sound": "audio",
    "speaker": "voice",
}


def id_from(written: str) -> str:
    """Return an id in the letters that ids have; "" if nothing is left of it, or it is in another script."""
    bare = unicodedata.normalize("NFKD", written.replace("ß", "ss"))
    letters = "".join(each for each in bare if not unicodedata.combining(each)).lower()
    if any(each.isalpha() and not each.isascii() for each in letters):
        return ""
    return _NOT_IN_IDS.sub("-", letters).strip("-")


def spelt_as(key: str, known: Iterable[str]) -> str:
    """Return the known key that was meant: in small letters, in the plural, or the word that it has here."""
    small = key.lower().replace(" ", "-")
    meant = [small, f"{small}s", small.removesuffix("s"), _OTHER_WORDS.get(small, "")]
    return next((each for each in meant if each in set(known)), "")
