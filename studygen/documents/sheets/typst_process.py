"""Typst in a process of its own, with limits for time and memory.

A template can have Typst draw a hundred thousand pages, and where memory ends, Typst ends the process that it
is in. Both limits grow with what is to be compiled: the cards of 3,000 entries, 1.8 MB of Typst, took 2.6 GB, and
cards of endless words, emoji and formulas that fit at no size, 0.4 MB, took up to 3 GB. Typst works with a thread for
each core, and each takes 2.4 MB before it does anything.
"""

import os
import pickle
import subprocess
import sys

from studygen.documents.sheets import typst_world
from studygen.documents.sheets.typst_world import Job, Made, Refused
from studygen.problems import StudygenError

_MEMORY, _MEMORY_PER_CORE, _MEMORY_PER_BYTE = 500_000_000, 4_000_000, 10_000
_SERVE = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve()"
_SECONDS, _SECONDS_PER_BYTE = 20, 200e-6


class TooMuchForTypstError(StudygenError):
    """A document takes more time or memory than its size explains."""


def compiled(job: Job, size: int) -> Made | Refused:
    """Have a document compiled, whose texts and pictures have together `size` bytes.

    Raises:
        TooMuchForTypstError: it takes too long or too much memory.
    """
    seconds = _SECONDS + _SECONDS_PER_BYTE * size
    memory = _MEMORY + _MEMORY_PER_CORE * (os.cpu_count() or 1) + _MEMORY_PER_BYTE * size
    asked = pickle.dumps((memory, job))
    try:
        done = subprocess.run(  # noqa: S603  # Python itself
            # No folder but those that this process imports from is looked into.
            [sys.executable, "-P", "-c", _SERVE.format(path=sys.path, module=typst_world.__name__)],
            input=asked,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooMuchForTypstError(
            f"this takes longer than {seconds:.0f} seconds to print; print less at a time"
        ) from None
    if done.returncode:
        raise TooMuchForTypstError("this takes more memory than its size explains, or is nested too deep")
    answer: Made | Refused = pickle.loads(done.stdout)  # noqa: S301  # made by the module above
    return answer
