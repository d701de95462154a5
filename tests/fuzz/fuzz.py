"""Give studygen bytes that lead to lines of it which none before has led to, until the time is over.

    python tests/fuzz/fuzz.py TARGET --seconds 600
    python tests/fuzz/fuzz.py all --seconds 60          all targets, which share the time
    python tests/fuzz/fuzz.py all --seconds 120 --runs 1000   the same inputs each time, where nothing is kept
    python tests/fuzz/fuzz.py search --input FILE       once more what was found

Needs Linux and atheris (`pip install --requirement requirements-fuzz.txt`). What led to new lines
is kept in .fuzz/TARGET, and the next run begins with it; a fault is beside it, as .fuzz/TARGET-crash-…, and
the exit code is 1.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".fuzz"
SLOW, MEMORY = 20, 1024  # seconds that an input may take, megabytes that all may take
LONGEST = 4096  # bytes of an input
# Those of `fuzz_targets.py`, which is imported only where the program is prepared for being watched.
NAMES = (
    "card", "cloze", "formula", "html", "lock", "markdown", "package", "search", "tag", "template", "yaml",
)  # fmt: skip

sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]


def main() -> int:
    """Fuzz what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=["all", *NAMES])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--runs", type=int, help="how many inputs a target is given at most")
    parser.add_argument("--input", type=Path, help="a file to give to the target, instead of fuzzing")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.input:
        from fuzz_targets import TARGETS

        TARGETS[given.target](given.input.read_bytes())
        return 0
    if given.child:
        return fuzz(given.target, given.seconds, given.runs)
    names = list(NAMES) if given.target == "all" else [given.target]
    return max([run(name, max(1, given.seconds // len(names)), given.runs) for name in names])


def run(name: str, seconds: int, runs: int | None) -> int:
    """Fuzz a target in a process of its own, and tell what came of it."""
    folder = KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, name, "--seconds", str(seconds), "--child"]
    if runs:
        command += ["--runs", str(runs)]
    # The order of a set would lead to other lines, and so to other inputs.
    fixed = {"PYTHONHASHSEED": "0"} if runs else {}
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False, env=os.environ | fixed)
    told = done.stderr.decode("utf-8", "replace")
    tried = re.search(r"stat::number_of_executed_units: +(\d+)", told)
    lines = re.findall(r"cov: (\d+)", told)
    say(f"{name}: {tried[1] if tried else '?'} inputs, {lines[-1] if lines else '?'} branches")
    if done.returncode:
        say(told[-6000:])
    return 1 if done.returncode else 0


def fuzz(name: str, seconds: int, runs: int | None) -> int:
    """Fuzz a target until the time is over; this ends the process."""
    try:
        import atheris
    except ImportError:
        say("there is no atheris here: pip install --requirement requirements-fuzz.txt")
        return 2
    with atheris.instrument_imports(include=["studygen"]):
        from fuzz_targets import TARGETS, seeds
    folder = KEPT / name
    for number, seed in enumerate(seeds(name)):
        (folder / f"seed-{number:04}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOW}",
        f"-rss_limit_mb={MEMORY}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={folder}-",
        *([f"-runs={runs}", "-seed=1"] if runs else []),
        "-print_final_stats=1",
        str(folder),
    ]
    atheris.Setup([__file__, *options], TARGETS[name])
    atheris.Fuzz()
    return 0


def say(message: str) -> None:
    """Tell whoever runs this something."""
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
