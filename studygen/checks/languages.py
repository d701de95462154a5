"""What rules about wording know of a language; of one that is not listed, its letters alone.

A language is its code in ISO 639, which source.yaml has under `language`. The stemmers are Snowball's.
"""

from dataclasses import dataclass

_ENGLISH = """
    a about above according after again against all also although am an and another any are as
    at away be became because become been before being below between both but by came can cannot
    could did do does doing done down during each either else even ever every few for from
    further get go had has have having he her here hers him his how however i if in into is it
    its itself just like made make many may me might more most much must my neither no nobody
    none nor not nothing now of off often on once one only or other others our out over own per
    perhaps quite rather same say said says shall she should since so some somebody something
    still such than that the their them themselves then there these they this those though
    through thus to together too toward towards under until up upon us use very was way we were
    what when where whether which while who whom whose why will with within without would yet
    you your
"""


@dataclass(frozen=True, slots=True)
class Language:
    """How words of a language are compared."""

    stemmer: str | None = None  # the name that Snowball has for it
    # The words that say nothing by themselves; where they are not listed, those of one or two letters.
    empty: frozenset[str] | None = None
    capitalises_nouns: bool = False  # so that a capital makes no name


LANGUAGES = {
    "ar": Language("arabic"),
    "da": Language("danish"),
    "de": Language("german", capitalises_nouns=True),
    "el": Language("greek"),
    "en": Language("english", empty=frozenset(_ENGLISH.split())),
    "es": Language("spanish"),
    "eu": Language("basque"),
    "fi": Language("finnish"),
    "fr": Language("french"),
    "hu": Language("hungarian"),
    "it": Language("italian"),
    "lb": Language(capitalises_nouns=True),
    "nl": Language("dutch"),
    "no": Language("norwegian"),
    "pt": Language("portuguese"),
    "ro": Language("romanian"),
    "ru": Language("russian"),
    "sv": Language("swedish"),
    "tr": Language("turkish"),
}


def language_of(code: str) -> Language:
    """Return what is known of the language with this code."""
    return LANGUAGES.get(code, Language())
