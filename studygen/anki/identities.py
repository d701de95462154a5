"""Identities that never change: they follow from the project's namespace and a name, by hashing.

Anki tells notes apart by guid, and note types, fields, card templates and decks by number.
"""

import re
from base64 import urlsafe_b64encode
from hashlib import blake2b


def guid(namespace: str, full_id: str) -> str:
    """Return the guid of a note: 12 characters, of which two notes share one by chance in 2^72."""
    return urlsafe_b64encode(_digest(namespace, "note", full_id)).decode()


def number(namespace: str, *names: str) -> int:
    """Return a number for a note type, field, template or deck, in the range of Anki's own (milliseconds)."""
    # Anki's own ids are times of creation since 2012 or so; these lie before, in 1970 to 2001.
    return 10**9 + int.from_bytes(_digest(namespace, *names)) % (10**12 - 10**9)


def _digest(*words: str) -> bytes:
    return blake2b("\0".join(words).encode(), digest_size=9).digest()


_DECK_NAME = re.compile(r"[^:\x00-\x1f]{1,80}(::[^:\x00-\x1f]{1,80})*")


DECK_NAME_RULE = "it is one or more names of at most 80 characters joined by '::', such as History::Economy"


def is_deck_name(name: str) -> bool:
    """Tell whether Anki can have a deck of this name, and keep it as it is."""
    return bool(_DECK_NAME.fullmatch(name)) and all(part == part.strip() for part in name.split("::"))
