"""The page's scripts: what each needs and gives, and what can be asked of one alone."""

import re
from pathlib import Path
from typing import Any

import pytest
from page_tools import Opened, count_of, page_of, study
from playwright.sync_api import Browser, Page, expect
from repository import ROOT
from small_project import write_project

from studygen.documents.page.study_page import SCRIPTS
from studygen.problems import FaultyFilesError
from studygen.project import project
from studygen.project.project import Project

FOLDER = ROOT / "templates/page"
DOCS = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
SHAPE = re.compile(
    r"""^studygen\.(?P<name>\w+)\ =\ \(
    (?:\(\{(?P<needs>.*?)\}\)|\(\))\ =>\ \{\n  # taken apart, or nothing
    (?P<body>.*)
    ^\}\)\((?:studygen)?\);\n\Z""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
COMMENT = re.compile(r"/\*\*.*?\*/|//[^\n]*", re.DOTALL)


def read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_page_has_all_scripts_that_there_are_in_the_order_of_the_docs() -> None:
    assert sorted(SCRIPTS) == sorted(file.name for file in FOLDER.glob("*.js"))
    rows = re.findall(r"^\| (`\w+\.js`.*?) \|", DOCS, re.MULTILINE)
    assert tuple(re.findall(r"\w+\.js", " ".join(rows))) == SCRIPTS


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_says_what_it_is_about_and_is_not_long(name: str) -> None:
    text = read(name)
    assert text.startswith('"use strict";\n// ')
    assert text.count("\n") <= 200


@pytest.mark.parametrize("name", SCRIPTS[1:])  # the first makes the name that all others share
def test_a_script_says_what_it_needs_of_those_before_it(name: str) -> None:
    found = SHAPE.search(read(name))
    assert found, "it is not one function of what it needs"
    assert f"{found['name']}.js" == name
    body = COMMENT.sub("", found["body"])
    assert "studygen." not in body
    inner = re.compile(r": \{(.*?)\}")
    needs = re.findall(r"\w+", inner.sub("", found["needs"] or ""))
    before = [each.removesuffix(".js") for each in SCRIPTS[: SCRIPTS.index(name)]]
    assert [need for need in needs if need not in before] == []
    parts = re.findall(r"\w+", " ".join(inner.findall(found["needs"] or "")))
    whole = [need for need in needs if not re.search(rf"\b{need}: \{{", found["needs"] or "")]
    assert [taken for taken in (*whole, *parts) if not re.search(rf"\b{taken}\b", body)] == []


def test_the_scripts_leave_one_name_in_the_window(
    opened: Opened, small: Project, browser: Browser, tmp_path: Path
) -> None:
    shown = opened(page_of(small))
    session = shown.context.new_cdp_session(shown)
    session.send("Runtime.enable")
    assert session.send("Runtime.globalLexicalScopeNames")["names"] == ["studygen"]
    (tmp_path / "empty.html").write_text("<!doctype html><iframe></iframe>", encoding="utf-8")
    empty = browser.new_page()
    empty.goto((tmp_path / "empty.html").as_uri())
    names = "Object.getOwnPropertyNames(window).sort()"
    assert shown.evaluate(names) == empty.evaluate(names)
    empty.close()


# A project's own scripts


def own(tmp_path: Path, name: str, text: str) -> Project:
    return project.load(write_project(tmp_path / "own", {f"templates/page/{name}": text}))


def test_a_project_s_own_script_takes_the_place_of_the_shipped_one(opened: Opened, tmp_path: Path) -> None:
    (in_order,) = re.findall(r"<!-- file: templates/page/study.js -->\n```js\n(.*?)```", DOCS, re.DOTALL)
    loaded = own(tmp_path, "study.js", in_order)
    shown = opened(page_of(loaded))
    study(shown)
    queue = shown.evaluate("studygen.lineup.sitting.queue")
    assert len(queue) == count_of(loaded.notes)
    assert queue == [f"{note.id}#{card.ordinal}" for note in loaded.notes for card in note.cards]


@pytest.mark.parametrize("name", ["study.js", "preview.js"])
def test_a_script_that_the_others_would_not_find_is_refused(tmp_path: Path, name: str) -> None:
    loaded = own(tmp_path, name, "const study = (() => ({}))();\n")
    module = name.removesuffix(".js")
    message = rf"templates/page/{name}:1:1: .* know this one as studygen\.{module}, which it does not set"
    with pytest.raises(FaultyFilesError, match=message):
        page_of(loaded)


# Single scripts


def test_a_card_that_was_missed_comes_back_after_four_others_or_at_the_end(asked: Page) -> None:
    queues: list[Any] = asked.evaluate(
        """() => {
            const { answered, done } = studygen.study;
            let sitting = { queue: [..."abcdef"], later: [], size: 6, all: 6, missed: [] };
            return [false, true, true, true, true, false, false, true, true].map((good) => {
                sitting = answered(sitting, good);
                return [sitting.queue.join(""), sitting.missed.join(""), done(sitting)];
            });
        }"""
    )
    assert queues == [
        ["bcdeaf", "a", 0],
        ["cdeaf", "a", 1],
        ["deaf", "a", 2],
        ["eaf", "a", 3],
        ["af", "a", 4],
        ["fa", "a", 4],
        ["af", "af", 4],
        ["f", "af", 5],
        ["", "af", 6],
    ]


@pytest.mark.parametrize(
    ("sitting", "there", "left"),
    [
        (None, "abcd", None),
        ("soon", "abcd", None),
        (
            {"queue": list("ab"), "all": 4, "missed": []},
            "abcd",
            ["ab", "", 4, 4],
        ),  # as it was kept before parts
        ({"queue": list("ab"), "later": list("cd"), "size": 3, "all": 5}, "acd", ["a", "cd", 2, 4]),
        ({"queue": list("aba"), "later": list("cd"), "size": 2, "all": 4}, "bc", ["b", "c", 1, 2]),
        ({"queue": list("ab"), "later": list("cd"), "size": 2, "all": 4}, "d", ["d", "", 1, 1]),
        ({"queue": [], "later": list("cd"), "size": 2, "all": 4}, "cd", ["cd", "", 2, 4]),
        ({"queue": [], "later": [], "size": 2, "all": 2}, "ab", None),
        ({"queue": list("ab"), "later": list("c"), "size": 2, "all": 3}, "", None),
    ],
)
def test_what_was_kept_of_a_sitting_goes_on_with_what_is_there(
    asked: Page, sitting: Any, there: str, left: Any
) -> None:
    found = asked.evaluate(
        """([sitting, there]) => {
            const left = studygen.study.kept(sitting, (key) => there.includes(key));
            return left && [left.queue.join(""), left.later.join(""), left.size, left.all];
        }""",
        [sitting, there],
    )
    assert found == left


@pytest.mark.parametrize(
    ("expression", "tag", "on", "written"),
    [
        ("", "a::x", True, "tag:a::x"),
        ("tag:a::x", "a::y", True, "tag:a::x or tag:a::y"),
        ("tag:a::x", "b", True, "tag:a::x tag:b"),
        ("tag:a::x or tag:a::y", "b", True, "(tag:a::x or tag:a::y) tag:b"),
        ("(tag:a::x or tag:a::y) tag:b", "b", False, "tag:a::x or tag:a::y"),
        ("tag:A::X", "a::x", False, ""),
        # what ticking would not have written stays as it is
        ("-tag:a::x", "a::x", True, "-tag:a::x tag:a::x"),
        ("tag:a::x or tag:b", "a::x", True, "(tag:a::x or tag:b) tag:a::x"),
        ("(tag:a::x or tag:b)", "b", True, "(tag:a::x or tag:b) tag:b"),
        ("tag:a::x tag:a::y", "a::x", False, "tag:a::y"),
        ("tag:unknown", "b", True, "tag:unknown tag:b"),
        ("", "b_c", True, r"tag:b\_c"),
        (r"tag:B\_C", "b_c", False, ""),
        # with the root
        ("tag:essay::a::x", "a::y", True, "tag:essay::a::x or tag:essay::a::y"),
        ("-tag:Essay::a::x", "b", True, "-tag:Essay::a::x tag:essay::b"),
    ],
)
def test_a_tick_writes_a_search(asked: Page, expression: str, tag: str, on: bool, written: str) -> None:
    found = asked.evaluate(
        """([expression, tag, on]) => {
            const known = new Map(["a::x", "a::y", "b", "b_c"].map((each) => [each, each]));
            const parsed = studygen.search.parse(expression, "essay");
            return studygen.ticks.written({ expression, parsed }, known, tag, on);
        }""",
        [expression, tag, on],
    )
    assert found == written


def test_a_browser_that_keeps_nothing_shows_the_page_all_the_same(
    browser: Browser, small: Project, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(small), encoding="utf-8")
    shown = browser.new_page()
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.add_init_script(
        """const refuse = () => { throw new DOMException("denied", "SecurityError"); };
        for (const name of ["sessionStorage", "localStorage"])
            Object.defineProperty(window, name, { get: refuse });
        """
    )
    shown.goto(file.as_uri())
    shown.wait_for_selector("html[data-ready]")
    shown.click("#theme")
    study(shown)
    expect(shown.locator("#place")).to_have_text(f"0 of {count_of(small.notes)} done")
    assert faults == []
    shown.close()
