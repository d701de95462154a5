"""Namespaces: from them follow the numbers that Anki knows a project's notes by.

Of two projects with one namespace, the cards of one would overwrite those of the other with whoever learns
from both. So a namespace is drawn by lot, and one that others may have as well is refused, with one to take
instead.
"""

import re
import uuid
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import Offered

# A UUID of version 4: all of it is random, but for the digit that says so and the one behind it.
_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_RANDOM = re.compile(_PATTERN)
# Of 29 steps from a digit to the next, one in ten million drawn ones has fewer; what is typed runs in scales.
_LEAST_STEPS = 8
_EXAMPLES = frozenset(  # which stand in documentation, and are copied from there
    (
        "550e8400-e29b-41d4-a716-446655440000",
        "6f0d3b0e-5a52-4d7e-9a58-1d7c4bb1d9f5",
        "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
    )
)


def draw() -> str:
    """Return a namespace that nobody else has."""
    drawn = str(uuid.uuid4())
    return drawn if _is_drawn(drawn) else draw()


def _is_drawn(namespace: str) -> bool:
    if not _RANDOM.fullmatch(namespace) or namespace in _EXAMPLES:
        return False
    digits = [int(digit, 16) for digit in namespace.replace("-", "")]
    random = digits[:12] + digits[13:16] + digits[17:]
    return len({(after - before) % 16 for before, after in pairwise(random)}) >= _LEAST_STEPS


def _drawn(namespace: str) -> str:
    if not _is_drawn(namespace):
        raise PydanticCustomError(
            "bad-namespace",
            "others may have {namespace} as well, and whoever learns from both projects would find the cards"
            " of one overwritten by those of the other; take this one, which was drawn just now:"
            " `namespace: {drawn}`",
            {"namespace": repr(namespace), "drawn": draw()},
        )
    return namespace


Namespace = Annotated[
    str,
    AfterValidator(_drawn),
    Offered(draw),
    WithJsonSchema({"type": "string", "pattern": _PATTERN}),
]
