"""unknown-voice: a speaker whom source.yaml does not introduce.

Why: who says it is half of what is said.
Source: Wozniak, "Twenty rules", 18 (provide sources); this project.
"""

from collections.abc import Iterator

from studygen.knowledge.base import FACT, Path
from studygen.knowledge.knowledge_base import Knowledge
from studygen.problems import Problem
from studygen.wording import nearest


def unknown_voice(knowledge: Knowledge) -> Iterator[Problem]:
    """Find voices that the source does not have."""
    for source, entry in knowledge.entries():
        known = [*source.spec.voices, FACT]
        voices: list[tuple[Path, str | None]] = [(("voice",), entry.voice)]
        voices += [((*path, "voice"), part.voice) for path, part in entry.parts]
        voices += [((*path, "voice"), asked.voice) for path, asked in entry.asked]
        for path, voice in voices:
            if voice is not None and voice not in known:
                hint = nearest(voice, known) or f"; there are {', '.join(known)}"
                message = f"there is no voice {voice!r} in {source.file}{hint}"
                yield Problem(entry.place(*path), message, "unknown-voice")
