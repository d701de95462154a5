"""Bad input gets file, line and column, what is wrong, and what would be right; all of it in one run."""

import re
from pathlib import Path

import pytest
from repository import ROOT
from small_project import FILES, replaced, write_project

from studygen.problems import FaultyFilesError
from studygen.project.project import load
from studygen.project.search import deck_problems

TERMS = "source/terms.yaml"
TERM_TYPE = (ROOT / "templates/cards/term/note-type.yaml").read_text(encoding="utf-8")
Changes = dict[str, str | None]


def faults(root: Path, changes: Changes) -> list[str]:
    """Return what is said about a project with these changes, paths relative to it; [] if it is sound."""
    write_project(root, changes)
    try:
        project = load(root)
    except FaultyFilesError as error:
        problems = error.problems
    else:
        problems = (*project.warnings, *deck_problems(project, project.decks))
    return [str(problem).replace(f"{root}/", "") for problem in problems]


def test_the_small_project_is_sound(tmp_path: Path) -> None:
    assert faults(tmp_path, {}) == []


ENTRY = "- term: mat\n  name: mat\n"
CASES: list[tuple[str, Changes, str]] = [
    ("a null behind letters of several bytes", replaced(TERMS, "What the cat sat on.", "ééé\0 " + "é" * 9), "terms.yaml:4:15: YAML does not allow the character '\\x00'; remove it [bad-yaml]"),
    ("an alias below what ends a line for YAML alone", {TERMS: ENTRY + "  note: 'a\u2028b\x85c'\n  meaning: *cat\n"}, '6:12: a value that starts with * is an alias to YAML; put it in quotes: "*cat" [alias]'),
    ("a comment below what ends a line for YAML alone", {TERMS: ENTRY + "  note: 'a\u2028b\x85c'\n  meaning: cat #1\n"}, "6:16: YAML reads `#1` as a comment"),
    ("a null below an empty line", {TERMS: "\n- \0"}, "terms.yaml:2:3: YAML does not allow the character '\\x00'; remove it [bad-yaml]"),
    ("a long text for a list", replaced(TERMS, "[rug]", "r," * 2500), f"`aliases` is a list, not the text '{'r,' * 99}r…; write [one, two] [wrong-type]"),
    ("a null at the end", {TERMS: ENTRY + "  meaning: 猫猫\0"}, "terms.yaml:3:14: YAML does not allow the character '\\x00'; remove it [bad-yaml]"),
    ("a repeated key", replaced(TERMS, "  name: mat\n", "  name: mat\n  name: rug\n"), "terms.yaml:3:3: `name` is given twice, first on line 2; keep one [repeated-key]"),
    ("an unknown key", replaced(TERMS, "  meaning:", "  meanin: x\n  meaning:"), "terms.yaml:4:3: `meanin` is not a key here; did you mean meaning? [unknown-key]"),
    ("a missing key", replaced(TERMS, "  voice: author\n", ""), "terms.yaml:1:9: `voice` is missing: who says it, one of author, dog, cat, fact; or give source.yaml a `voice` for all"),
    ("a wrong type", replaced(TERMS, "aliases: [rug]", "aliases: rug, mats"), "terms.yaml:3:12: `aliases` is a list, not the text 'rug, mats'; write [one, two] [wrong-type]"),
    ("a mapping for a text", replaced(TERMS, "name: mat", "name: {a: b}"), "terms.yaml:2:9: `name` is a text, not a mapping; put a text that starts with { or has ': ' in it in quotes [wrong-type]"),
    ("a list for a text", replaced(TERMS, "name: mat", "name: [mat]"), "terms.yaml:2:9: `name` is a text, not a list; put a text that starts with [ or - in quotes [wrong-type]"),
    ("a list for a mapping", replaced("source/source.yaml", "{name: A. Pet}", "[A. Pet]"), "source.yaml:5:11: `author` is a mapping of keys such as name, about, not a list [wrong-type]"),
    ("a list for a mapping of the user's keys", {"source/source.yaml": FILES["source/source.yaml"].partition("voices:")[0] + "voices: [author]\ntags: {}\n"}, "source.yaml:4:9: `voices` is a mapping of keys to values, `key: value` on a line each, not a list [wrong-type]"),
    ("a text for a mapping of the user's keys", replaced(TERMS, "  see:", "  ask: What?\n  see:"), "terms.yaml:8:8: `ask` is a mapping of keys to values, `key: value` on a line each, not the text 'What?' [wrong-type]"),
    ("no whole number", replaced("decks/all.yaml", "sheets:", "sample: some\nsheets:"), "decks/all.yaml:3:9: `sample` is a whole number, not 'some' [wrong-type]"),
    ("an endless number", replaced("decks/all.yaml", "sheets:", f"seed: {'9' * 5000}\nsheets:"), "[bad-value]"),
    ("no measure", replaced("decks/all.yaml", "sheets:", "options: {cards: {right: some}}\nsheets:"), "decks/all.yaml:3:26: `right` is a number such as 1.5, not 'some' [wrong-type]"),
    ("a key without value", replaced(TERMS, "meaning: What the cat sat on.", "meaning:"), "terms.yaml:4:11: `meaning` has no value; write one"),
    ("an empty text", replaced(TERMS, "meaning: What the cat sat on.", 'meaning: " "'), "terms.yaml:4:12: `meaning` is empty"),
    ("no passages", replaced(TERMS, '["The cat sat on the mat."]', "[]"), "`passages` is empty"),
    ("a bad id", replaced(TERMS, "term: mat", "term: My Mat"), "terms.yaml:1:9: 'My Mat' cannot be `term`: an id is lower-case words joined by hyphens"),
    ("a bad earlier id", replaced(TERMS, "- id: owner\n", "- id: owner\n      was: [Mat/owner]\n"), "terms.yaml:12:13: 'Mat/owner' cannot be `was`: an id is lower-case words joined by hyphens"),
    ("an unknown kind", replaced(TERMS, "- term: mat", "- trem: mat"), "terms.yaml:1:3: the first key of an entry is its kind, one of term, figure, date, argument, not 'trem'; did you mean term? [unknown-kind]"),
    ("an entry that is a word", {TERMS: "- mat\n"}, "terms.yaml:1:3: the first key of an entry is its kind, one of term, figure, date, argument, as in `term: its-id` [unknown-kind]"),
    ("an entry that is a list", {TERMS: "- [term, mat]\n"}, "terms.yaml:1:3: the first key of an entry is its kind, one of term, figure, date, argument, as in `term: its-id` [unknown-kind]"),
    ("an entry of nothing", {TERMS: "- {}\n"}, "terms.yaml:1:3: the first key of an entry is its kind, one of term, figure, date, argument, as in `term: its-id` [unknown-kind]"),
    ("a repeated id", replaced("source/dates.yaml", "date: theft", "date: mat"), "[repeated-id]"),
    ("a repeated question", replaced(TERMS, "id: blanks", "id: owner"), "terms.yaml:16:11: the id 'owner' is taken by the question on line 11; choose another [repeated-id]"),
    ("a dangling reference", replaced(TERMS, "see: [dog]", "see: [dgo]"), "terms.yaml:8:9: there is no entry 'dgo'; did you mean dog? [dangling-reference]"),
    ("a reference to itself", replaced(TERMS, "see: [dog]", "see: [mat]"), "'mat' refers to itself"),
    ("a relation to no argument", replaced("source/arguments.yaml", "  tags:", "  relations: {supports: [mat]}\n  tags:"), "'mat' is a term, and `relations` takes an argument"),
    ("an unfound passage", replaced(TERMS, '"The cat sat on the mat."', '"The cat sat at the mat"'), "terms.yaml:6:14: the passage is not in text.txt, word for word; the nearest is ¶1: “The cat sat ‹on› the mat.”, where this has “at”; to quote that, write \"The cat sat on the mat\" [unfound-passage]"),
    ("part of a word", replaced(TERMS, '"The cat sat on the mat."', '"he cat sat"'), "[unfound-passage]"),
    ("an ambiguous passage", replaced(TERMS, '"The cat sat on the mat."', '"the mat"'), "terms.yaml:6:14: the passage stands in 2 places (¶1, ¶2); quote more words [ambiguous-passage]"),
    ("a short piece", replaced(TERMS, '"The cat sat on the mat."', '"The cat […] nobody else’s"'), "each piece around […] has at least 3 words, and 'The cat' has fewer"),
    ("an unknown voice", replaced(TERMS, "voice: author", "voice: autor"), "terms.yaml:5:10: there is no voice 'autor' in source/source.yaml; did you mean author? [unknown-voice]"),
    ("a tag with a space", replaced(TERMS, "tags: [topic::mats]", "tags: [topic mats]"), "terms.yaml:9:10: a tag has no white space; write 'topic-mats' [bad-tag]"),
    ("a stray tag", replaced(TERMS, "tags: [topic::mats]", "tags: [topic::matts]"), "terms.yaml:9:10: warning: the tag 'topic::matts' is not in the vocabulary of source/source.yaml; did you mean topic::mats? [stray-tag]"),
    ("clashing tags", replaced("source/dates.yaml", "tags: [topic::", "tags: [Topic::"), "[clashing-tag]"),
    ("a cloze without blank", replaced(TERMS, '"What lies there for the {{who::cat::animal}} is a {{where::mat}}."', "nothing"), "terms.yaml:17:14: there is no blank in it; mark one as {{name::hidden words}} [bad-cloze]"),
    ("a broken blank", replaced(TERMS, "{{where::mat}}", "{{where:mat}}"), "is not a blank; write {{name::hidden words}}, the name in lower case [bad-cloze]"),
    ("an open mark", replaced(TERMS, "Rugs are *larger*.", "Rugs are **larger*."), "terms.yaml:7:9: '*' is not closed; write \\* for the character itself [bad-markdown]"),
    ("an open mark in a date", replaced("source/dates.yaml", '{text: "1917"', '{text: "*1917"'), "dates.yaml:2:16: '*' is not closed; write \\* for the character itself [bad-markdown]"),
    ("a control character", replaced(TERMS, "What the cat sat on.", '"What the \\x1f cat"'), "the text holds an unprintable character, '\\x1f'; remove it [bad-markdown]"),
    ("an empty file", {TERMS: ""}, "terms.yaml:1:1: the file is empty; write something or remove it [empty-file]"),
    ("no list", {TERMS: "term: mat\n"}, "terms.yaml:1:1: this file is a list of entries; start each with a line such as `- term: its-id` [wrong-type]"),
    ("no YAML", {TERMS: "- term: [mat\n- b"}, "terms.yaml:3:1: this is not YAML: did not find expected ',' or ']' while parsing a flow sequence, which starts on line 1; align what belongs together, and put a text that starts with a quote or bracket in quotes [bad-yaml]"),
    ("a quotation with more behind it", replaced(TERMS, "What the cat sat on.", "'What' the cat sat on."), "terms.yaml:4:12: a text that starts with ' and goes on behind its end goes into quotes as a whole: "),
    ("a character that starts nothing", replaced(TERMS, "What the cat", "@What the cat"), "terms.yaml:4:12: a value cannot start with '@' in YAML; put it in quotes: \"@What the cat sat on.\" [bad-yaml]"),
    ("a tab behind spaces", {TERMS: "- term: mat\n  \tname: mat\n"}, "terms.yaml:2:3: YAML does not allow a tab here; indent with spaces [tab]"),
    ("a tab", {TERMS: "- term: mat\n\tname: mat\n"}, "terms.yaml:2:1: YAML does not allow a tab here; indent with spaces [tab]"),
    ("an alias bomb", {TERMS: "- &a [x, x]\n- &b [*a, *a]\n- [*b, *b]\n"}, "is used again as an alias (*name); write it out each time [alias]"),
    ("a star at the start", replaced(TERMS, "meaning: What", "meaning: *What* the"), 'put it in quotes: "*What* the the cat sat on." [alias]'),
    ("a star and quotes", replaced(TERMS, "meaning: What", 'meaning: *What \\ "is"'), 'terms.yaml:4:12: a value that starts with * is an alias to YAML; put it in quotes: "*What \\\\ \\"is\\" the cat sat on." [alias]'),
    ("a lost comment", replaced(TERMS, "What the cat sat on.", "song # 1"), "terms.yaml:4:17: YAML reads `# 1` as a comment, so that the text is only 'song'; put the text in quotes, or two spaces before a comment [lost-comment]"),
    ("deep nesting", {TERMS: "[" * 60_000}, ": this is nested more than 50 deep"),
    ("a type", replaced(TERMS, "name: mat", "name: !!python/object:os.system mat"), "means nothing here; remove it"),
    ("two documents", {TERMS: FILES[TERMS] + "---\n- term: b\n"}, "a second document starts here; use one file for each"),
    ("a colon", replaced(TERMS, "What the cat sat on.", "this: that"), "a text that has ': ' in it would be a key with a value; put it in quotes: meaning: \"this: that\" [bad-yaml]"),
    ("an unknown sheet", replaced("decks/all.yaml", "glossary", "glosary"), "decks/all.yaml:3:10: 'glosary' is not one of arguments, cards, glossary, guide, people, quiz, reader, timeline or worksheet; did you mean glossary? [unknown-value]"),
    ("the last of the sheets misspelt", replaced("decks/all.yaml", "glossary", "workshet"), "did you mean worksheet? [unknown-value]"),
    ("a search with a fault", replaced("decks/theft.yaml", "tag:topic::property::theft", "(tag:a"), "decks/theft.yaml:2:8: "),
    ("a deck's name twice", replaced("decks/theft.yaml", "Mats::Theft", "Mats"), "decks/theft.yaml:1:7: the deck 'Mats' is in all.yaml as well; choose another name [repeated-deck]"),
    ("two files of one name", {"decks/all.yml": "deck: Other\n"}, "all.yaml makes files of the same names; rename one [repeated-deck]"),
    ("a folder that is not read", {"source/more/terms.yaml": FILES[TERMS]}, "source/more: warning: no file in this folder is read, since it has no source.yaml [unread-file]"),
    ("an ending that is not read", {"source/more.YAML": FILES[TERMS]}, "source/more.YAML: warning: this is not read: write the ending as .yaml [unread-file]"),
    ("a template that no sheet uses", {"templates/sheets/glosary.typ": "x"}, "templates/sheets/glosary.typ: warning: no sheet uses a template of this name; did you mean glossary.typ? [unread-file]"),
    ("a template that no page uses", {"templates/page/other.js": "x"}, "templates/page/other.js: warning: no page uses a template of this name"),
    ("a template in a folder of no kind", {"templates/sheet/glossary.typ": "x"}, "templates/sheet/glossary.typ: warning: this is not read: templates lie in templates/cards/, templates/sheets/, templates/page/ [unread-file]"),
    ("a template that no card uses", {"templates/cards/card.css": "x"}, "templates/cards/card.css: warning: no card uses a template of this name; did you mean cards.css? [unread-file]"),
    ("an impossible date", replaced("source/dates.yaml", 'sort: "1917", precision: year', 'sort: "1917-02-30", precision: day'), "1917-02-30 is not in the calendar: day is out of range for month [bad-date]"),
    ("a date less exact than it says", replaced("source/dates.yaml", "precision: year", "precision: day"), "a date exact to the day is sorted by one, such as 1917-11-07 [bad-date]"),
    ("a date of a year that says a month", replaced("source/dates.yaml", "precision: year", "precision: month"), "a date exact to the month is sorted by one, such as 1917-11 [bad-date]"),
    ("a period that ends before it begins", replaced("source/dates.yaml", "precision: year", 'until: "1916", precision: period'), "source/dates.yaml:2:9: `until` lies before `sort`; swap them [bad-date]"),
    ("a period without an end", replaced("source/dates.yaml", "precision: year", "precision: period"), "`until` is missing: a period has an end"),
    ("two dates each after the other", replaced("source/dates.yaml", "  voice: fact\n", "  voice: fact\n  after: [later]\n") | {"source/more.yaml": "- date: later\n  when: {text: later, precision: relative}\n  after: [theft]\n  event: Later.\n  voice: fact\n  passages: [dogs have baskets]\n"}, "[circular-order]"),
    ("a fault in what another fault leads to", replaced(TERMS, "    - id: owner\n", "    - ask: Who?\n    - id: two\n      ask: Who?\n      tags: [a, b c]\n    - id: owner\n"), "source/terms.yaml:14:17: a tag has no white space; write 'b-c' [bad-tag]"),
    ("a stray tag in what tells two apart", replaced(TERMS, "  see: [dog]\n", "  apart:\n    dog: {answer: One barks., passages: [The cat sat on the mat.], tags: [person::nobody]}\n"), "source/terms.yaml:9:75: warning: the tag 'person::nobody' is not in the vocabulary of "),
    ("a passage of what tells two apart", replaced(TERMS, "  see: [dog]\n", "  apart:\n    dog: {answer: One barks., passages: [not there]}\n"), "source/terms.yaml:9:42: the passage is not in text.txt, word for word"),
    ("a key that is a list", replaced(TERMS, "  see: [dog]\n", "  ? [a]\n  : b\n"), "source/terms.yaml:8:5: a key is a word; put this in quotes [bad-yaml]"),
    ("neither true nor false", replaced(TERMS, "  see: [dog]\n", "  typed: maybe\n"), "source/terms.yaml:8:10: `typed` is true or false, not the text 'maybe' [wrong-type]"),
    ("a search that is too long", {"decks/all.yaml": f"deck: Mats\nwhere: {'x' * 15_001}\n"}, "decks/all.yaml:2:8: `where` has 15,001 characters, and 15,000 are the most; shorten it [too-long]"),
    ("a meaning that is too long", replaced(TERMS, "What the cat sat on.", "x" * 15_001), "`meaning` has 15,001 characters, and 15,000 are the most; what is this long is no card: make several entries of it [too-long]"),
    ("a question and a cloze", replaced(TERMS, "    - id: owner\n", "    - id: owner\n      cloze: '{{a::b}}'\n"), "a question has `ask` and `answer`, or `ask` and `steps` or `members`, or `cloze` [unknown-key]"),
    ("a question's unknown key", replaced(TERMS, "      answer:", "      answr: x\n      answer:"), "terms.yaml:13:7: `answr` is not a key here; did you mean answer? [unknown-key]"),
    ("an entry's answer", replaced(TERMS, "  see:", "  answer: x\n  see:"), "terms.yaml:8:3: `answer` is not a key here; the keys here are term, was, name, "),
    ("a voice's unknown key", replaced("source/source.yaml", "{name: the dog}", "{name: the dog, abuot: x}"), "`abuot` is not a key here; did you mean about? [unknown-key]"),
    ("a voice's bad id", replaced("source/source.yaml", "  dog: {name", "  Dog: {name"), "'Dog' cannot be an id: an id is lower-case words"),
    ("a passage over two paragraphs", replaced(TERMS, '"The cat sat on the mat."', '"nobody else’s. In 1917 the dog"'), "the passage runs over the end of a paragraph; quote from one, or make two passages of it [unfound-passage]"),
    ("a field that is none", {"templates/cards/front.html": "{{Foo}}"}, "templates/cards/front.html:1:1: there is no field 'Foo' (card 'Meaning' of a term) [template-error]"),
    ("a section that is not closed", {"templates/cards/back.html": "{{#Hint}}x"}, "templates/cards/back.html:1:1: the section {{#Hint}} is not closed"),
    ("a card that is none of its kind", {"templates/cards/term/note-type.yaml": TERM_TYPE.replace("{name: Meaning,", "{name: Definition,")}, "a term has no card 'Definition'"),
    ("a field that no note fills", {"templates/cards/term/note-type.yaml": TERM_TYPE.replace("  - Aliases\n", "  - Aliases\n  - Mine\n")}, "no note has a field 'Mine'"),
    ("a field that is left out", {"templates/cards/term/note-type.yaml": TERM_TYPE.replace("  - Locator\n", ""), "templates/cards/term/back.html": "{{Id}}"}, "templates/cards/term/note-type.yaml:13:3: warning: 'Locator' is left out here, so no card has what mat and perhaps others have for it [left-out]"),
    ("a card that is left out", {"templates/cards/term/note-type.yaml": TERM_TYPE.replace("  - {name: Name, question: Name question, answer: Name, typed: Spelling}\n", "")}, "'Name' is left out here, so no card has what mat and perhaps others have for it [left-out]"),
    ("a front that is blank", {"templates/cards/question/front.html": "{{#Hint}}{{Question}}{{/Hint}}"}, "(mat/owner) [template-error]"),
    ("a folder that is no tag", {f"source/my text/{name}": FILES[f"source/{name}"] for name in ("text.txt", "source.yaml")}, "source/my text: 'my text' cannot be part of a tag"),
    ("an empty front", {"templates/cards/front.html": "<p>hello</p>"}, "the front shows no field, so that every card would be blank"),
    ("a deck of nothing", replaced("decks/theft.yaml", "tag:topic::property::theft", "tag:thefts"), "decks/theft.yaml:2:8: no note matches 'tag:thefts'; tag:thefts by itself matches nothing, did you mean tag:topic::property::theft? [empty-deck]"),
    ("a sample of nothing", {"decks/all.yaml": "deck: Mats\nsample: 0\n"}, "decks/all.yaml:2:9: `sample` is 1 or more, not 0; leave the key out for all [bad-value]"),
    ("a bad deck name", replaced("decks/theft.yaml", "Mats::Theft", '"Mats::"'), "[bad-deck-name]"),
    ("a missing text", {"source/text.txt": None}, "source/source.yaml:3:7: there is no file 'text.txt' beside source.yaml [missing-file]"),
    ("an empty source file", {"source/text.txt": " \n"}, "source/text.txt:1:1: the text is empty [empty-file]"),
    ("no source", {"source/source.yaml": None}, "there is no source.yaml, which names the text"),
    ("a relative date alone", replaced("source/dates.yaml", 'sort: "1917", precision: year', "precision: relative"), "a relative date names a date it can be placed by"),
    ("a card of nothing", replaced("source/arguments.yaml", "  tags:", "  cards: [example]\n  tags:"), "`example` is missing: the card of that name in `cards` asks for it [missing-key]"),
    ("a wording without its card", replaced(TERMS, "  see:", "  cards: [name]\n  ask: {meaning: What?}\n  see:"), "`ask` is about the card 'meaning', which `cards` leaves out [unknown-card]"),
    ("a wording of nothing", replaced("source/arguments.yaml", "  tags:", "  ask: {example: Which?}\n  tags:"), "`example` is missing: the card of that name in `ask` asks for it [missing-key]"),
    ("a wording of a card that is none", replaced(TERMS, "  see:", "  ask: {meening: What?}\n  see:"), "a term has no card 'meening'; it has meaning, name"),
    ("a card that is none", replaced(TERMS, "  see:", "  cards: [meening]\n  see:"), "a term has no card 'meening'; it has meaning, name"),
    ("a merge conflict in the lock", {"studygen.lock": "<<<<<<< ours\n"}, "studygen.lock:1:1: a merge conflict was left here"),
    ("a template's syntax", {"templates/cards/front.html": "a\n[% if %]"}, "templates/cards/front.html:2:1: "),
    ("an unknown name in a template", {"templates/cards/back.html": "a\nb\n[[ nothing ]]"}, "templates/cards/back.html:3:1: 'nothing' is undefined [template-error]"),
    ("a template that leaves its folder", {"templates/cards/back.html": "\n[% include '../../studygen.yaml' %]"}, "templates/cards/back.html:2:1: "),
    ("a template that reaches for Python", {"templates/cards/back.html": "[[ ''.__class__.__mro__ ]]"}, "templates/cards/back.html:1:1: "),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_fault_is_told_with_its_place_and_remedy(tmp_path: Path, changes: Changes, expected: str) -> None:
    found = faults(tmp_path, changes)
    assert any(expected in line for line in found), found
    if expected not in "there is no source.yaml, which names the text":
        placed = [
            line for line in found if "source/my text: " not in line and "[unread-file]" not in line
        ]  # files as a whole
        assert all(re.match(r"\S+:\d+:\d+: .+ \[[a-z-]+\]$", line, re.DOTALL) for line in placed), found


def test_all_faults_come_in_one_run(tmp_path: Path) -> None:
    changes = replaced(TERMS, "voice: author", "voice: nobody")
    changes |= replaced("source/dates.yaml", "voice: fact", "voics: fact")
    changes |= replaced("source/figures.yaml", '"the dog took the mat"', '"the dog ate the mat"')
    rules = {re.search(r"\[([a-z-]+)\]$", line)[1] for line in faults(tmp_path, changes)}  # type: ignore[index]  # all have one
    assert rules == {"unknown-voice", "unknown-key", "missing-key", "unfound-passage"}


@pytest.mark.parametrize(("number", "rest"), [(20, None), (21, "is 1 more fault"), (22, "are 2 more faults")])
def test_of_very_many_faults_the_first_are_told_and_how_many_there_are(
    tmp_path: Path, number: int, rest: str | None
) -> None:
    keys = "".join(f"  key{each}: x\n" for each in range(number))
    found = faults(tmp_path, replaced(TERMS, "  name: mat\n", f"  name: mat\n{keys}"))
    assert sum(line.endswith("[unknown-key]") for line in found) == 20
    assert [line for line in found if not line.endswith("[unknown-key]")] == (
        [f"source/terms.yaml:1:3: there {rest} in this; mend those above first [more-faults]"] if rest else []
    )


def test_one_fault_of_an_entry_does_not_hide_another(tmp_path: Path) -> None:
    changes = replaced(TERMS, "  voice: author\n", "  voice: nobody\n  nmae: x\n")
    rules = [re.search(r"\[([a-z-]+)\]$", line)[1] for line in faults(tmp_path, changes)]  # type: ignore[index]  # all have one
    assert rules == ["unknown-voice", "unknown-key"]


@pytest.mark.parametrize(
    "name",
    [
        "cards/cards.css",
        "cards/front.html",
        "cards/statements.html",
        "cards/questions.yaml",
        "cards/term/questions.yaml",
    ],
)
def test_a_template_that_is_not_utf_8_is_placed(tmp_path: Path, name: str) -> None:
    write_project(tmp_path, {f"templates/{name}": ""})
    (tmp_path / "templates" / name).write_bytes("\n\né".encode("latin-1"))
    with pytest.raises(FaultyFilesError, match=rf"templates/{name}:3:1: byte 0xe9 is not UTF-8"):
        load(tmp_path)


def test_a_reference_to_a_faulty_entry_does_not_dangle(tmp_path: Path) -> None:
    found = faults(tmp_path, replaced("source/figures.yaml", "  voice: author\n", ""))
    assert len(found) == 1


def test_bytes_that_are_not_utf_8_are_placed(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / TERMS).write_bytes("- term: mat\n  name: é\xe9".encode("latin-1"))
    with pytest.raises(FaultyFilesError, match=r"terms.yaml:2:9: byte 0xe9 is not UTF-8"):
        load(tmp_path)


def test_text_stays_the_text_that_was_written(tmp_path: Path) -> None:
    changes = replaced(TERMS, "[rug]", "[no, 1917, 1930's, 12:30, NULL, 0x10, 1_000, 2026-01-01]")
    write_project(tmp_path, changes)
    entry = load(tmp_path).knowledge.by_id["mat"]
    names = ("mat", "no", "1917", "1930's", "12:30", "NULL", "0x10", "1_000", "2026-01-01")
    assert entry.names == names


def test_an_editor_s_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    write_project(tmp_path)
    for name in FILES:
        file = tmp_path / name
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert len(load(tmp_path).notes) == 6
