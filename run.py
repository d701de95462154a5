"""Set up studygen in `.venv` and run it: `python3 run.py build` or `python3 run.py test`.

Needs nothing but Python 3.11 or newer. Further words go to studygen or to pytest: `python3 run.py tags`,
`python3 run.py test -k lock`. What is set up already is left alone.

`python3 run.py test` tries what guards each promise, and all there is where the variable CI is set, with the
same drawn examples each time; with `--all`, it tries all there is, with other examples each time.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
# Tests run side by side, those of a file one after the other; each process may need a gigabyte.
PYTEST = (
    "pytest",
    f"--numprocesses={min(4, os.cpu_count() or 1)}",
    "--dist=loadscope",
    "--no-loadscope-reorder",
)


def main() -> int:
    """Run what was asked for, and return its exit code."""
    if sys.version_info < OLDEST:
        print(
            f"studygen needs Python {'.'.join(map(str, OLDEST))} or newer; this is {sys.version.split()[0]}"
        )
        return 2
    words = sys.argv[1:] or ["--help"]
    testing = words[0] == "test"
    try:
        set_up("test" if testing else "")
    except subprocess.CalledProcessError as error:
        print(f"run.py: setting up failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 2
    module = [*PYTEST, *words[1:]] if testing else ["studygen", *words]
    try:
        # Tests belong to this folder; studygen itself works on the project around whoever calls it.
        return subprocess.run(
            [PYTHON, "-m", *module], cwd=ROOT if testing else None, env=environment(), check=False
        ).returncode
    except KeyboardInterrupt:
        return 2  # what was started has got the same signal, and has said so


def environment() -> dict[str, str]:
    """Return this environment, but that Python keeps what it compiles: hundreds of tests start it anew."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def set_up(extra: str) -> None:
    """Make the environment and install studygen into it, unless that was done for the same requirements."""
    # With each version and the hashes of its files: everybody gets the same ones, on any system and Python.
    pinned = ROOT / (f"requirements-{extra}.txt" if extra else "requirements.txt")
    asked_for = (ROOT / "pyproject.toml").read_bytes() + pinned.read_bytes() + sys.version.encode()
    wanted = hashlib.sha256(asked_for).hexdigest()
    done = ENVIRONMENT / f"set-up-{extra or 'run'}"
    if PYTHON.exists() and done.exists() and done.read_text() == wanted:
        return
    print("run.py: setting up .venv, which takes a minute once", file=sys.stderr)
    pip: list[str | Path] = [PYTHON, "-m", "pip"]
    if Path(sys.prefix).resolve() != ENVIRONMENT:  # whoever calls this with its own Python has made it
        try:
            venv.create(ENVIRONMENT, with_pip=True)
        except (subprocess.CalledProcessError, ImportError):
            # Debian keeps ensurepip in a package of its own; a pip outside can install into the environment.
            venv.create(ENVIRONMENT, with_pip=False)
            pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    subprocess.run([*pip, "install", "--quiet", "--require-hashes", "--requirement", pinned], check=True)
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--editable", ROOT], check=True)
    done.write_text(wanted)


if __name__ == "__main__":
    sys.exit(main())
