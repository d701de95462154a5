"""How long `studygen --help` takes beyond starting Python: `.venv/bin/python benchmarks/start.py`."""

import statistics
import subprocess
import sys
import time

RUNS = 21
COMMANDS = {
    "python -c ''": [sys.executable, "-c", ""],
    "python -m studygen --help": [sys.executable, "-m", "studygen", "--help"],
}


def seconds(command: list[str]) -> float:
    """Run a command once and return how long it took."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    """Run both in turn, and print the median of each and of the differences."""
    for command in COMMANDS.values():
        seconds(command)  # the first run reads from the disk
    pairs = [[seconds(command) for command in COMMANDS.values()] for _ in range(RUNS)]
    for name, times in zip(COMMANDS, zip(*pairs, strict=True), strict=True):
        print(f"{name:<28} {statistics.median(times):.3f} s")
    print(f"{'beyond a bare start':<28} {statistics.median(help_ - bare for bare, help_ in pairs):.3f} s")


if __name__ == "__main__":
    main()
