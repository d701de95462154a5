"""Typst in processes of its own, with limits for time and memory.

A template can have Typst draw a hundred thousand pages, and where memory ends, Typst ends the process that it
is in. Both limits grow with what is to be compiled: the cards of 3,000 entries, 1.8 MB of Typst, took 2.6 GB,
and cards of endless words, emoji and formulas that fit at no size, 0.4 MB, took up to 3 GB. Typst works with
a thread for each core, and each takes 2.4 MB before it does anything.

To start a process takes longer than to compile a quiz; so each compiles several documents.
"""

import atexit
import os
import pickle
import subprocess
import sys
from threading import Timer

from studygen.documents.sheets import typst_world
from studygen.documents.sheets.typst_world import Answer, Job, Made, Refused
from studygen.problems import StudygenError

_TEMPLATES = 100_000  # bytes, about, that come with each document
_MEMORY, _MEMORY_PER_CORE, _MEMORY_PER_BYTE = 700_000_000, 4_000_000, 12_000
_SERVE = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve()"
_SECONDS, _SECONDS_PER_BYTE = 20, 200e-6


class TooMuchForTypstError(StudygenError):
    """A document takes more time or memory than its size explains."""


def compiled(job: Job, size: int) -> Made | Refused:
    """Have a document compiled, whose texts and pictures have together `size` bytes.

    Raises:
        TooMuchForTypstError: it takes too long or too much memory.
    """
    memory = _MEMORY + _MEMORY_PER_CORE * (os.cpu_count() or 1)
    memory += _MEMORY_PER_BYTE * max(0, size - _TEMPLATES)
    seconds = _SECONDS + _SECONDS_PER_BYTE * size
    waiting = _waiting()
    made = waiting.compiled(job, memory, seconds) if waiting else None
    # What earlier documents have left in a process may have been what was too much.
    made = made or _Process().compiled(job, memory, seconds)
    if made is None:
        raise TooMuchForTypstError("this takes more memory than its size explains, or is nested too deep")
    return made


class _Process:
    """A process that compiles one document after the other."""

    def __init__(self) -> None:
        # No folder but those that this process imports from is looked into.
        serve = _SERVE.format(path=sys.path, module=typst_world.__name__)
        self._process = subprocess.Popen(  # noqa: S603  # Python itself
            [sys.executable, "-P", "-c", serve],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the last words of a process that has no memory left
        )

    def compiled(self, job: Job, memory: int, seconds: float) -> Made | Refused | None:
        """Have a document compiled, and wait for the next one; return nothing where the process has ended.

        Raises:
            TooMuchForTypstError: it takes too long.
        """
        too_late = Timer(seconds, self._process.kill)
        too_late.start()
        answer = None
        try:
            answer = self._answer(job, memory)
        finally:
            is_late = not too_late.is_alive()
            too_late.cancel()
            if answer and answer.goes_on:
                _idle.append(self)
            else:
                self.end()
        if answer is None and is_late:
            raise TooMuchForTypstError(
                f"this takes longer than {seconds:.0f} seconds to print; print less at a time"
            )
        return answer.made if answer else None

    def _answer(self, job: Job, memory: int) -> Answer | None:
        jobs, answers = self._process.stdin, self._process.stdout
        assert jobs is not None  # noqa: S101  # both are pipes
        assert answers is not None  # noqa: S101  # as above
        try:
            pickle.dump((memory, job), jobs)
            jobs.flush()
            answer: Answer = pickle.load(answers)  # noqa: S301  # made by the module above
        except (OSError, EOFError, pickle.UnpicklingError):  # it ended before or while it answered
            return None
        return answer

    def end(self) -> None:
        """End the process, if it has not ended by itself."""
        self._process.kill()
        self._process.communicate()


_idle: list[_Process] = []  # each is taken out by whoever uses it


def _waiting() -> _Process | None:
    try:
        return _idle.pop()
    except IndexError:  # asking first would be too early where several documents are made side by side
        return None


if hasattr(os, "register_at_fork"):
    # Two that ask the same process would get each other's answers.
    os.register_at_fork(after_in_child=lambda: _idle.clear())


@atexit.register
def _end_all() -> None:
    while process := _waiting():
        process.end()
