"""What languages are called by those who write of them, and their tags."""

import re
from typing import Any

# A language of ISO 639, if need be its script (ISO 15924) and its country (ISO 3166), as BCP 47 writes them.
LANGUAGE_TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?$"

# In English and in the language itself, as CLDR has them.
_NAMES = {
    "ar": "arabic العربية",
    "bg": "bulgarian български",
    "cs": "czech čeština",
    "da": "danish dansk",
    "de": "german deutsch",
    "el": "greek ελληνικά",
    "en": "english",
    "es": "spanish español castellano",
    "fa": "persian farsi فارسی",
    "fi": "finnish suomi",
    "fr": "french français",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "hr": "croatian hrvatski",
    "hu": "hungarian magyar",
    "id": "indonesian indonesia",
    "it": "italian italiano",
    "ja": "japanese 日本語",
    "ko": "korean 한국어",
    "la": "latin latina",
    "nb": "norwegian norsk",
    "nl": "dutch nederlands",
    "pl": "polish polski",
    "pt": "portuguese português",
    "ro": "romanian română",
    "ru": "russian русский",
    "sk": "slovak slovenčina",
    "sr": "serbian српски",
    "sv": "swedish svenska",
    "th": "thai ไทย",
    "tr": "turkish türkçe",
    "uk": "ukrainian українська",
    "vi": "vietnamese",
    "zh": "chinese 中文",
}
_TAGS = {name: tag for tag, names in _NAMES.items() for name in names.split()}
_TAG = r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?"
# All that is understood, as a pattern for editors, which know no flags.
WRITTEN = f"^({_TAG}|{'|'.join(f'[{name[0]}{name[0].upper()}]{name[1:]}' for name in _TAGS)})$"


def language_tag(written: Any) -> Any:
    """Return the tag of a language that is written by its name, or with other letters: German is de."""
    if not isinstance(written, str):
        return written
    if tag := _TAGS.get(written.strip().casefold()):
        return tag
    if found := re.fullmatch(_TAG, written.strip()):
        language, script, country = found.groups()
        parts = (language.lower(), script and script.title(), country and country.upper())
        return "-".join(part for part in parts if part)
    return written
