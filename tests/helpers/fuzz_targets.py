"""What is fuzzed: functions that take any bytes and must come to an end with a value or a message.

Each reads what a stranger may have written. `tests/fuzz/test_targets.py` gives them what Hypothesis draws,
and `tests/fuzz/fuzz.py` what leads to lines of the program that nothing before has led to.
"""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import hostile_packages
from attacks import STEERS
from hostile_packages import HOSTILE, STEERING, collection, note_type, package
from lock_files import sealed
from search_cases import COLLECTION_CASES, FAULT_CASES, JOINED_CASES, PIECES, TAG_CASES
from small_project import FILES, write_project
from worst_inputs import worst_inputs

from studygen.anki import card_renderer, html_text, search_query
from studygen.anki.notetypes import CardTemplate, Field, NoteType
from studygen.anki.reading import package_report, terminal_text
from studygen.anki.reading.apkg_reader import read_package
from studygen.knowledge.source import Source
from studygen.knowledge.text import blanks, cloze, formulas, markdown, tags
from studygen.knowledge.yaml import loader
from studygen.problems import FaultyFilesError, StudygenError
from studygen.releases import lock_merge, lock_reader
from studygen.releases.diff import package_diff
from studygen.releases.diff.as_json import to_json
from studygen.releases.diff.as_markdown import to_markdown
from studygen.releases.diff.as_text import to_text
from studygen.templating import guarded, html_environment, typst_environment

Target = Callable[[bytes], None]
_NOWHERE = Path("somewhere.yaml")
_MOST_STEPS = 20_000  # of a template here; what is fuzzed is whether it ends, not how late
_LONGEST = 20_000  # bytes


def _text(data: bytes) -> str:
    """Return what a file says: bytes that are not UTF-8 are told before anything reads it."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def search(data: bytes) -> None:
    """Read a search, and use it; from a command line it may have half characters."""
    text = data.decode("utf-8", "surrogateescape")
    with suppress(search_query.SearchError):
        found = search_query.parse(text, "a_b")
        tags = ("a_b::economy::nep", text[:30])
        in_anki = search_query.parse(found.in_anki)
        assert in_anki.matches(tags, "Essay term") is found.matches(tags, "Essay term")


def markdown_text(data: bytes) -> None:
    """Render a text that has no fault for cards, sheets and terminals."""
    text = _text(data)
    if markdown.markdown_fault(text) is None:
        made = markdown.to_html(text)
        assert "<script" not in made.lower()
        html_text.to_text(made)
        markdown.to_typst(text)
        markdown.to_plain(text)
        for latex in markdown.formulas_in(text):
            formulas.formula_fault(latex)


def formula(data: bytes) -> None:
    """Read a formula."""
    text = _text(data)
    if formulas.formula_fault(text) is None:
        assert formulas.to_typst(text, display=False) is not None


def cloze_text(data: bytes) -> None:
    """Make Anki's clozes of a sentence, and read clozes that somebody else made."""
    text = _text(data)
    cloze.numbers(text)
    cloze.hidden_in(text)
    cloze.show(text)
    cloze.hide(text)
    if blanks.blank_fault(text) or markdown.markdown_fault(text):
        return
    made = blanks.to_html(text)
    numbers = cloze.numbered(made, {})
    # Anki finds just the blanks that there are.
    assert cloze.numbers(cloze.to_anki(made, numbers)) == set(numbers.values())
    for name in blanks.names(text):
        blanks.asked(text, name)
        blanks.answer(text, name)


def lock(data: bytes) -> None:
    """Read a lock, which is written as it was read; and put together one of two sides."""
    text = _text(data)
    for whole in (text, sealed(text)):
        with suppress(FaultyFilesError):
            read = lock_reader.parse(whole, _NOWHERE)
            assert lock_reader.parse(read.text(), _NOWHERE) == read
        with suppress(StudygenError):
            lock_merge.merge(whole, _NOWHERE)


def yaml_file(data: bytes) -> None:
    """Read entries, and a source; every fault has a place in the file."""
    text = _text(data)
    lines = len(re.split("[\r\n\x85\u2028\u2029]", text)) + 1
    for problem in loader.load_entries(text, _NOWHERE).problems:
        assert 0 <= problem.place.line <= lines
        assert len(problem.message) < 2000
    for problem in loader.load_record(Source, text, _NOWHERE)[1]:
        assert len(problem.message) < 2000


def html(data: bytes) -> None:
    """Take the words of somebody's HTML."""
    text = _text(data)
    html_text.to_text(text)
    terminal_text.words(text)
    html_text.unescaped(text)


def tag(data: bytes) -> None:
    """Tell what is wrong with tags, and put those that are right in order."""
    written = _text(data).split("\n")
    right = [each for each in written if tags.tag_fault(each) is None]
    tags.in_order(right)
    assert not any(STEERS.search(each) for each in right)


def card(data: bytes) -> None:
    """Render a card of a template, with the words behind it in the note."""
    front, back, field, extra, *_ = [*_text(data).split("\x1f"), "", "", ""]
    card_renderer.side_fault(front, ["Front", "Back"], is_front=True)
    for is_cloze in (False, True):
        made = NoteType(
            key="a",
            name="a",
            id=1,
            fields=(Field("Front", 0), Field("Back", 0)),
            templates=(CardTemplate("Card", 0, front, back),),
            css="",
            sort_field=0,
            cloze=is_cloze,
        )
        with suppress(StudygenError):
            sides = card_renderer.render(made, [field, extra], ["a"], 0)
            terminal_text.words(sides.question)


def template(data: bytes) -> None:
    """Run a template in each of the two languages, within few steps."""
    text = _text(data)
    values = {"name": "a <name>", "number": 7, "names": ("a", "b"), "nothing": None}
    for environment in (
        typst_environment([_here()]),
        html_environment([_here()], autoescape=True),
    ):
        environment.steps_left = _MOST_STEPS
        (_here() / "a").write_text(text, encoding="utf-8")
        with suppress(FaultyFilesError):
            guarded(lambda made=environment: made.get_template("a").render(values))  # type: ignore[misc]  # mypy infers no lambda with a default


# Where bytes of a package are put. Those of a whole archive seldom pass its checksums.
_PLACES: Mapping[str, Callable[[bytes], bytes]] = {
    "archive": lambda data: data,
    "database": lambda data: package(data),
    "media": lambda data: package(None, data),
    "newer media": lambda data: hostile_packages.newest(collection(), data),
    "meta": lambda data: package(None, b"{}", ("meta", data)),
    "models": lambda data: package(collection(models=_text(data))),
    "decks": lambda data: package(collection(decks=_text(data))),
    "fields": lambda data: package(collection(notes=[(1, "g", 1, 0, "a", _text(data))])),
    "tags": lambda data: package(collection(notes=[(1, _text(data), 1, 0, _text(data), "front")])),
    "blanks": lambda data: hostile_packages.a_cloze(_text(data)),
    "front": lambda data: hostile_packages.a_template(_text(data)),
    "back": lambda data: hostile_packages.a_template("{{Front}}", _text(data)),
    "settings": lambda data: hostile_packages.newer(config=data),
    "template": lambda data: hostile_packages.newer(template=data),
    "kind": lambda data: hostile_packages.newer(kind=data),
    "names": lambda data: package(
        collection(models={"1": note_type(name=_text(data))}, decks={"1": {"id": 1, "name": _text(data)}})
    ),
}


def package_file(data: bytes) -> None:
    """Read a package, the first byte of which tells where in it the others stand, and compare it."""
    places = list(_PLACES.values())
    path = _here() / "a.apkg"
    path.write_bytes(places[data[0] % len(places)](data[1:]) if data else b"")
    with suppress(StudygenError):
        read = read_package(path)
        difference = package_diff.compare(_sound(), read)
        for shown in (package_report.to_text(read, width=60), to_text(difference), to_markdown(difference)):
            assert not STEERS.search(shown)
        assert json.loads(package_report.to_json(read))
        assert json.loads(to_json(difference))


@cache
def _here() -> Path:
    """Return a folder for files of this process."""
    return Path(tempfile.mkdtemp(prefix="studygen-fuzz-"))


@cache
def _sound() -> package_diff.Package:
    path = _here() / "sound.apkg"
    path.write_bytes(package())
    return read_package(path)


TARGETS: Mapping[str, Target] = {
    "card": card,
    "cloze": cloze_text,
    "formula": formula,
    "html": html,
    "lock": lock,
    "markdown": markdown_text,
    "package": package_file,
    "search": search,
    "tag": tag,
    "template": template,
    "yaml": yaml_file,
}


# What to begin with


def seeds(target: str) -> Iterator[bytes]:
    """Yield inputs of a target that lead far into it."""
    for seed in _SEEDS[target]():
        data = seed if isinstance(seed, bytes) else seed.encode("utf-8", "surrogateescape")
        if len(data) <= _LONGEST:
            yield data


def _scanned() -> Iterable[str]:
    return [*worst_inputs(60), STEERING]


def _searches() -> Iterable[str]:
    cases = (*TAG_CASES, *JOINED_CASES)
    return [*PIECES, *COLLECTION_CASES, *(each[1] for each in cases), *(each[0] for each in FAULT_CASES)]


def _yaml_files() -> Iterable[str]:
    return [text for name, text in FILES.items() if name.endswith(".yaml")]


def _locks() -> Iterable[str]:
    # Nearly all of the program, which would take long to prepare for being watched.
    from studygen.project import project
    from studygen.releases.lock import Lock

    with tempfile.TemporaryDirectory(prefix="studygen-fuzz-") as folder:
        notes = project.load(write_project(Path(folder))).notes
    text = Lock().released(notes, 1000).text()
    return [text, text.replace("mod=1000", "mod=2000") + text, *text.splitlines()[:60]]


def _cards() -> Iterable[str]:
    sides = [
        "{{Front}}",
        "{{#Back}}{{hint:Front}}{{/Back}}",
        "{{^Front}}x{{/Front}}{{type:Front}}",
        "{{cloze:Front}}",
    ]
    filters = [
        "{{furigana:Front}}",
        "{{kana:text:Front}}",
        "{{kanji:Front}}",
        "{{Tags}}{{Deck}}{{Card}}{{Type}}",
    ]
    fields = [
        "front",
        "{{c1::a::b}} {{c2::c}}",
        " a[b]",
        r"\({{c1::x}}\)",
        "[sound:a.mp3]",
        "[latex]x[/latex]",
    ]
    made = [
        "\x1f".join((side, "{{FrontSide}}" + side, field)) for side in sides + filters for field in fields
    ]
    return [*made, *(each + "\x1f\x1f" + each for each in worst_inputs(60))]


def _templates() -> Iterable[str]:
    return [
        "{{ name|md }}[[ name|md ]]",
        "{% for each in names %}{{ loop.index }}{{ each|upper }}{% endfor %}",
        "[% for each in names %][[ loop.index ]][[ each|quote ]][% endfor %]",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(name) }}{% set x = [1, 2]|sum %}{{ x ** 2 // 3 % 5 }}",
        "{{ name.__class__ }}{{ ''.format }}{{ '{0.x}'.format(name) }}{{ nothing }}{{ names|map('upper')|join }}",
        "{% for x in range(99) %}{% for y in range(99) %}x{% endfor %}{% endfor %}{{ 'x' * 10 ** 9 }}",
        "{% include 'a' %}{{ '%9d' % 1 }}{{ 'a b'|wordwrap(1) }}{{ [1]|batch(3, 1)|list }}{{ 1.5|round }}",
    ]


def _packages() -> Iterable[bytes]:
    places = list(_PLACES)
    made = [
        bytes([places.index("archive")]) + make()
        for group in ("databases", "texts")
        for make in HOSTILE[group].values()
    ]
    database = bytes([places.index("database")]) + collection()
    models, decks = (
        json.dumps(each) for each in ({"1": note_type()}, {"1": {"id": 1, "name": "Default", "desc": "a"}})
    )
    told = {
        "media": b'{"0": "a.png"}',
        "newer media": b"\x0a\x07\x0a\x05a.png",
        "meta": b"\x08\x02",
        "models": models.encode(),
        "decks": decks.encode(),
        "fields": b"a <b>front</b>\x1fback",
        "tags": b"a::b c",
        "blanks": b"{{c1::a::b}} {{c2::c}}",
        "front": b"{{#Front}}{{text:Front}}{{/Front}}",
        "back": b"{{FrontSide}}{{Back}}",
        "settings": hostile_packages.message((1, 1), (2, 1), (3, "css")),
        "template": hostile_packages.message((1, "{{Front}}"), (2, "{{Back}}"), (8, 1)),
        "kind": b"\x0a\x03\x22\x01a",
        "names": b"A name",
    }
    return [*made, database, *(bytes([places.index(place)]) + data for place, data in told.items())]


_SEEDS: Mapping[str, Callable[[], Iterable[str | bytes]]] = {
    "card": _cards,
    "cloze": lambda: ["{{who::cat}} and {{where::mat::hint}}", "**{{a::b}}** *c*", "$x${{a::$y$}}", *_scanned()],
    "formula": lambda: [r"\frac{a}{b}", r"\sum_{i=1}^n \sqrt[3]{x}", r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", *_scanned()],
    "html": lambda: ["<p>a <b>b</b><br>&lt;&#65;&#x41;<img alt='x'>", "<!-- a --><style>b</style>", *_scanned()],
    "lock": _locks,
    "markdown": lambda: ["a *b* **c** $x^2$\n\n> d\n\n- e\n- f", "1. a\n2. b\n\n$$x$$ `c` [d](e)", *_scanned()],
    "package": _packages,
    "search": _searches,
    "tag": lambda: ["a::b\na::10\na::9\n_x", *_scanned()],
    "template": _templates,
    "yaml": _yaml_files,
}  # fmt: skip
