"""What strangers may hand over, drawn by Hypothesis: texts, searches, locks, templates, packages, projects.

What is drawn is sound in most of its parts, or nothing but the first check would be tried.
"""

from collections.abc import Callable, Mapping, Sequence

import hostile_packages
from fuzz_targets import seeds
from hostile_packages import STEERING, collection, newest, note_type, package
from hypothesis import strategies as st
from lock_files import sealed
from search_cases import PIECES
from small_project import FILES

_ODD = (
    "", " ", "\0", "\x1b[2J", "\u202e", "\ufeff", "\u2028", "é", "e\u0301", "猫", "😀", "a" * 300, "1" * 5000,
    "-1", "1e999", ".nan", "~", "null", "no", "2024-02-30", "0x10", "'", '"', "\\", "|", ">", "[", "{", "*a", "&a",
    "!!python/object:a", "<<: *a", "%YAML", "---", "...", "- ", ": ", "#", "\t", "\n", "{{a::b}}", "{{c1::a}}",
    "$x", "$$", "\\(", "<b>", "&lt;", "::", "../../etc/passwd", "/etc/passwd", "a/b", "con", STEERING,
)  # fmt: skip

odd_words = st.sampled_from(_ODD)
texts = st.lists(odd_words | st.text(max_size=8), max_size=12).map("".join)
searches = st.lists(st.sampled_from(PIECES) | odd_words, max_size=12).map("".join)


@st.composite
def changed_bytes(draw: st.DrawFn, sound: bytes) -> bytes:
    """Draw bytes that are sound ones but in a few places, or cut off."""
    data = bytearray(sound)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 8))
        data[at : at + length] = draw(st.binary(max_size=8))
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data)


@st.composite
def changed_text(draw: st.DrawFn, sound: str) -> str:
    """Draw a text that is a sound one but for a few words and lines: others, missing, or twice there."""
    lines = sound.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match draw(st.integers(0, 4)):
            case 0:
                lines.insert(at, line)
            case 1:
                lines[at] = "  " + line
            case 2:
                lines[at] = ""
            case _:
                start = draw(st.integers(0, len(line)))
                end = draw(st.integers(start, len(line)))
                lines[at] = line[:start] + draw(odd_words) + line[end:]
    return "\n".join(lines)


@st.composite
def projects(draw: st.DrawFn) -> dict[str, str | None]:
    """Draw changes of one or two files of the small project."""
    names = draw(st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=2, unique=True))
    return {name: draw(changed_text(FILES[name])) for name in names}


def locks(sound: str) -> st.SearchStrategy[str]:
    """Draw locks like a sound one; of some, the lines say that none is missing."""
    changed = changed_text(sound)
    return changed | changed.map(sealed)


_EXPRESSIONS = (
    "name", "names", "number", "nothing", "missing", "loop", "self", "7", "-1", "10 ** 9", "'a'", "'a' * 99", "[1, 2]",
    "range(9)", "name|md", "names|join('-')", "names|map('upper')|list", "name.upper()", "name.__class__", "names[0]",
    "'%s' % name", "'{}'.format(name)", "name ~ number", "number // 0", "cycler('a')", "namespace(a=1)", "dict(a=1)",
    "name|replace('a', name)", "names|batch(2)|list", "name|indent(4)", "number|round(3)", "names|sum(start='')",
)  # fmt: skip


@st.composite
def templates(draw: st.DrawFn) -> str:
    """Draw a template in Jinja, with the marks of sheets or of cards."""
    opening, closing = draw(st.sampled_from([("{", "}"), ("[", "]")]))
    expression = st.sampled_from(_EXPRESSIONS) | odd_words

    def block(words: str) -> str:
        return f"{opening}%{words}%{closing}"

    def inner(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return (
            st.builds(lambda a, b: block(f" for x in {a} ") + b + block(" endfor "), expression, parts)
            | st.builds(lambda a, b: block(f" if {a} ") + b + block(" endif "), expression, parts)
            | st.builds(lambda a, b: block(f" set x = {a} ") + b, expression, parts)
            | st.builds(lambda a: block(" macro m(a) ") + a + block(" endmacro "), parts)
            | st.lists(parts, max_size=4).map("".join)
        )

    shown = expression.map(lambda words: opening * 2 + f" {words} " + closing * 2)
    return draw(st.recursive(shown | odd_words, inner, max_leaves=12))


_VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | texts | st.binary(max_size=20)


def _encodable(value: object) -> object:
    """Return a value that a database takes: no halves of characters."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


@st.composite
def _rows(draw: st.DrawFn, sound: Sequence[object]) -> list[object]:
    """Draw a row in which up to two values are others."""
    row = list(sound)
    for _ in range(draw(st.integers(0, 2))):
        row[draw(st.integers(0, len(row) - 1))] = _encodable(draw(_VALUES))
    return row


def _changed_values(value: object) -> st.SearchStrategy[object]:
    """Draw JSON like that of a sound value, with parts that are something else."""
    other = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.just([]) | st.just({})
    if isinstance(value, dict):
        parts: Mapping[object, st.SearchStrategy[object]] = {
            key: _changed_values(part) for key, part in value.items()
        }
        changed: st.SearchStrategy[object] = st.fixed_dictionaries(parts)
    elif isinstance(value, list):
        changed = st.tuples(*map(_changed_values, value)).map(list)
    else:
        changed = st.just(value)
    return st.integers(0, 11).flatmap(lambda chance, same=changed: same if chance else other)  # type: ignore[misc]  # mypy infers no lambda with a default


@st.composite
def collections(draw: st.DrawFn) -> bytes:
    """Draw a database whose rows and note types are not all as Anki would write them."""
    sides = st.lists(st.sampled_from(_SIDES) | odd_words, max_size=6).map("".join)
    model = note_type(qfmt=draw(sides), afmt=draw(sides), type=draw(st.integers(0, 1)))
    fields = draw(texts) + "\x1f" + draw(texts)
    note = (1, "guid", 1, 0, _encodable(draw(texts)), _encodable(fields))
    return collection(
        models=draw(_changed_values({"1": model})),
        decks=draw(_changed_values({"1": {"id": 1, "name": "Default", "desc": "a"}})),
        notes=[draw(_rows(note)) for _ in range(draw(st.integers(1, 3)))],
        cards=[draw(_rows((1, 1, 1, 0, 0))) for _ in range(draw(st.integers(1, 3)))],
    )


_SIDES = (
    "{{Front}}", "{{Back}}", "{{FrontSide}}", "{{cloze:Front}}", "{{type:Front}}", "{{hint:Back}}", "{{#Front}}",
    "{{/Front}}", "{{^Back}}", "{{/Back}}", "{{text:Front}}", "{{Tags}}", "{{furigana:Front}}", "{{", "}}",
    "{{tts en:Front}}", "<!--", "<br>", "[[type:Front]]", "[sound:a]",
)  # fmt: skip
_MEDIA = st.sampled_from([b"{}", b'{"0": "a.png"}', b'{"0": "../a"}', b"[]", b""]) | st.binary(max_size=20)


def packages() -> st.SearchStrategy[bytes]:
    """Draw packages: with wrong bytes, in the archive or in its parts, and with wrong rows."""
    makers: list[Callable[[], bytes]] = [
        package,
        hostile_packages.newer,
        lambda: hostile_packages.a_cloze("{{c1::a}}"),
    ]
    return st.one_of(
        *(changed_bytes(make()) for make in makers),
        changed_bytes(collection()).map(package),
        changed_bytes(collection(ver=18)).map(newest),
        st.builds(package, collections(), _MEDIA),
        st.builds(lambda config: hostile_packages.newer(config=config), st.binary(max_size=30)),
        st.builds(lambda side: hostile_packages.newer(template=side), st.binary(max_size=30)),
    )


def inputs(target: str) -> st.SearchStrategy[bytes]:
    """Draw bytes for what is fuzzed: odd ones, and seeds with changes."""
    sound = st.sampled_from(sorted(seeds(target)))
    return sound | sound.flatmap(changed_bytes) | texts.map(lambda text: text.encode("utf-8", "replace"))
