"""What must come of a command on a stranger's files: an end, a message, and nothing else.

    python tests/helpers/attacks.py MEGABYTES FOLDER [all]

uses `inspect` and `diff` on each package in a folder, within so much memory where the system can hold a
process to it, and prints what was wrong, a line of JSON each.
"""

import json
import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from command_line import contents, run

# What moves a cursor or turns the order of words round; a result has tabs and line breaks.
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MB = 1 << 20


class Outcome(NamedTuple):
    """How a command ended."""

    words: tuple[str, ...]
    code: int
    said: str
    fault: str  # empty if all is as it should be


def outcome(*words: object) -> Outcome:
    """Run studygen in this process, and tell what is wrong with how it ended."""
    result = run(*words)
    said = result.stdout + result.stderr
    fault = ""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        fault = "".join(traceback.format_exception(result.exception))[-2000:]
    elif result.exit_code not in (0, 1, 2):
        fault = f"it ended with {result.exit_code}"
    elif found := STEERS.search(said):
        fault = f"it printed {found[0]!r}"
    elif result.exit_code and not result.stderr.strip():
        fault = "it said nothing"
    elif "Traceback" in result.stderr:
        fault = "it told of itself"
    return Outcome(tuple(map(str, words)), result.exit_code, said, fault)


def of_package(package: Path, other: Path, *, in_each_way: bool = True) -> Iterator[Outcome]:
    """Look into a package, and compare it with another one; in each way and format, if that is wanted."""
    yield outcome("inspect", package)
    yield outcome("diff", package, other)
    if not in_each_way:
        return
    yield outcome("inspect", package, "--format", "json")
    yield outcome("inspect", package, "--summary", "--where", "tag:a or note:*")
    yield outcome("diff", other, package, "--format", "json")
    yield outcome("diff", other, package, "--format", "markdown")


def limit_memory(megabytes: int) -> None:
    """Hold this process to so much memory, where the system can."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MB, megabytes * _MB))


def main(megabytes: int, folder: Path, *, in_each_way: bool) -> None:
    """Try each package in a folder, and print what was wrong."""
    from hostile_packages import package as sound

    limit_memory(megabytes)
    packages = sorted(folder.glob("*.apkg"))
    other = folder / "sound"
    other.write_bytes(sound())
    before = contents(folder)
    for package in packages:
        print(json.dumps({"package": package.stem}), flush=True)  # noqa: T201  # for whoever started this
        for done in of_package(package, other, in_each_way=in_each_way):
            if done.fault:
                told = {"words": done.words, "fault": done.fault}
                print(json.dumps(told), flush=True)  # noqa: T201  # as above
    if contents(folder) != before:
        print(json.dumps({"fault": "files in the folder are others"}))  # noqa: T201  # as above


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), in_each_way="all" in sys.argv[3:])
