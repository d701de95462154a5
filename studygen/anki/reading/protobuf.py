"""Reading protobuf messages, the few fields that are wanted of a few shapes.

Anki keeps note types and decks so. Google's library would need modules generated from Anki's own definitions
(AGPL) for the very version of it that is installed; the format itself is a page long.
"""

from collections.abc import Mapping, Sequence

from studygen.problems import StudygenError

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST = 10  # bytes of a 64-bit number, seven bits in each

Message = Mapping[int, Sequence[int | bytes]]  # every value of each field, by the field's number


def message(data: bytes) -> Message:
    """Read the fields of a message; messages in it stay bytes.

    Raises:
        StudygenError: it is none.
    """
    fields: dict[int, list[int | bytes]] = {}
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        value, at = _value(data, at, key & 7)
        fields.setdefault(key >> 3, []).append(value)
    return fields


def number(fields: Message, field: int) -> int:
    """Return a number, 0 if it is left out; negative ones are stored as their complement.

    Raises:
        StudygenError: the field holds something else.
    """
    value = fields.get(field, (0,))[-1]
    if not isinstance(value, int):
        raise StudygenError(f"field {field} of a message is no number")
    return value - (1 << 64) if value >> 63 else value


def content(fields: Message, field: int) -> bytes:
    """Return the bytes of a field, none if it is left out.

    Raises:
        StudygenError: the field holds a number.
    """
    value = fields.get(field, (b"",))[-1]
    if not isinstance(value, bytes):
        raise StudygenError(f"field {field} of a message is a number")
    return value


def text(fields: Message, field: int) -> str:
    """Return the text of a field, none if it is left out.

    Raises:
        StudygenError: the field holds none.
    """
    try:
        return content(fields, field).decode()
    except UnicodeDecodeError as error:
        raise StudygenError(f"field {field} of a message is not UTF-8") from error


def _value(data: bytes, at: int, kind: int) -> tuple[int | bytes, int]:
    if kind == _VARINT:
        return _varint(data, at)
    if kind == _BYTES:
        size, at = _varint(data, at)
    elif kind in (_FIXED32, _FIXED64):
        size = 4 if kind == _FIXED32 else 8
    else:
        raise StudygenError(f"a message has a value of the unknown kind {kind}")
    if at + size > len(data):
        raise StudygenError("a message is cut off")
    value = data[at : at + size]
    return (value if kind == _BYTES else int.from_bytes(value, "little")), at + size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number whose bytes say by their highest bit whether another follows."""
    value = 0
    for place in range(_LONGEST):
        if at + place >= len(data):
            raise StudygenError("a message is cut off")
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, at + place + 1
    raise StudygenError("a message has a number that is too long")
