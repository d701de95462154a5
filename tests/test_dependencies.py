"""What is imported is declared, what is installed is pinned, and its licences are known.

python3 run.py test tests/test_dependencies.py --rewrite   writes the table of docs/dependencies.md
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from repository import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]
EXTRA = [Requirement(line) for line in PYPROJECT["project"]["optional-dependencies"]["texts"]]
PINNED = re.compile(
    r"^([\w.-]+)==(\S+)(?: ; (.*?))?((?: \\\n    --hash=sha256:[0-9a-f]{64})*)$", re.MULTILINE
)
RUNNING, TESTING, RELEASING = "requirements.txt", "requirements-test.txt", "requirements-release.txt"
FUZZING = "requirements-fuzz.txt"
PAGE = ROOT / "docs/dependencies.md"
TABLE = re.compile(r"(?<=\| package \| licence \|\n\|---\|---\|\n)(?:\|.*\n)*")
# Where Python has zstd, and where it comes from on older ones: one of the two is not there.
ONE_OF_TWO = {True: {"compression"}, False: {"backports"}}

# What packages say of their licence where they do not say it in SPDX's words.
SPDX = {
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
}


def group(name: str) -> Iterator[Requirement]:
    """Yield what a dependency group asks for, with what it includes."""
    for line in PYPROJECT["dependency-groups"][name]:
        if isinstance(line, dict):
            yield from group(line["include-group"])
        else:
            yield Requirement(line)


def pins(name: str) -> dict[str, Version]:
    """Return the versions that a file of requirements pins."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {found[1]: Version(found[2]) for found in PINNED.finditer(text)}


def imported(folder: Path) -> set[str]:
    """Return the packages that the modules in a folder import, without Python's and our own."""
    names: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    own = {"studygen"} | {file.stem for file in (ROOT / "tests").rglob("*.py")}
    other = names - sys.stdlib_module_names - own - ONE_OF_TWO[sys.version_info < (3, 14)]
    known = packages_distributions()
    return {canonicalize_name(package) for name in other for package in known.get(name, [name])}


def test_the_package_imports_what_it_declares_and_declares_what_it_imports() -> None:
    declared = {
        canonicalize_name(each.name)
        for each in (*DECLARED, *EXTRA)
        if not each.marker or each.marker.evaluate()
    }
    assert imported(ROOT / "studygen") == declared


def test_the_tests_import_what_is_declared_for_them() -> None:
    declared = {canonicalize_name(each.name) for each in chain(DECLARED, group("test"), group("fuzz"))}
    assert imported(ROOT / "tests") <= declared


def test_no_next_major_version_is_taken_unseen() -> None:
    for each in (*DECLARED, *EXTRA):
        operators = {specifier.operator for specifier in each.specifier}
        assert operators == {">=", "<"} or each.name == "pydantic-core", each


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        (RUNNING, DECLARED),
        (TESTING, [*DECLARED, *group("dev")]),
        (RELEASING, [*group("release")]),
        (FUZZING, [*group("fuzz")]),
    ],
)
def test_what_is_pinned_is_what_is_declared(name: str, declared: list[Requirement]) -> None:
    pinned = pins(name)
    for each in declared:
        assert each.specifier.contains(pinned[canonicalize_name(each.name)]), each


@pytest.mark.parametrize("name", [RUNNING, TESTING, RELEASING, FUZZING])
def test_every_pin_has_hashes_and_nothing_tells_where_it_was_found(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert PINNED.sub("", text).replace("\n", "") == "".join(re.findall("^ *#.*", text, re.MULTILINE))
    assert all(len(found[4].split("--hash")) > 1 for found in PINNED.finditer(text))
    assert "://" not in text
    assert "--index" not in text


def test_tests_run_with_the_versions_that_everybody_gets() -> None:
    assert pins(RUNNING).items() <= pins(TESTING).items()


def test_the_licences_of_all_that_comes_along_are_listed(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text(encoding="utf-8")
    listed = dict(re.findall(r"\| (\S+) \| (\S+) \|", TABLE.findall(page)[0]))
    found = listed | {name: licence for name in pins(RUNNING) if (licence := licence_of(name))}
    if request.config.getoption("rewrite"):
        rows = "".join(f"| {name} | {found.get(name, '?')} |\n" for name in sorted(pins(RUNNING)))
        PAGE.write_text(TABLE.sub(rows, page), encoding="utf-8")
    else:
        assert listed.keys() == pins(RUNNING).keys()
        assert listed == found


def licence_of(name: str) -> str:
    """Return the SPDX identifier of an installed package's licence, if it is there and says so."""
    try:
        metadata: Any = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    prefix = "License :: OSI Approved :: "
    classified = [each.removeprefix(prefix) for each in metadata.get_all("Classifier", []) if prefix in each]
    said = metadata.get("License-Expression") or (classified or [metadata.get("License") or ""])[0]
    return SPDX.get(said, said)
