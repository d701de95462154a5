"""The command line: options are read here, and everything else is called."""

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from studygen import __version__
from studygen.problems import FaultyFilesError, Problem, StudygenError
from studygen.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from studygen.commands.deck import Written
    from studygen.project.project import Project


_PIPE_CLOSED = 128 + 13  # as shells tell a program that SIGPIPE has ended


class _Commands(TyperGroup):
    """The commands, where every fault ends as a message on standard error and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return self._told(ctx)
        except BrokenPipeError:
            # Whoever read has enough, as `head` has: to a shell, it ends as if by the signal for that.
            sys.stdout = sys.stderr = None
            raise typer.Exit(_PIPE_CLOSED) from None

    def _told(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except FaultyFilesError as error:
            _say(error)
            _say(_counted_faults(error.problems))
            code = 1
        except StudygenError as error:
            _say(f"studygen: {error}")
            code = 2
        except BrokenPipeError:
            raise
        except OSError as error:
            what = error.filename or "to standard output"  # what else is written has messages of its own
            _say(f"studygen: cannot read or write {what}: {error.strerror}")
            sys.stdout = None  # or Python would try again and complain
            code = 2
        except KeyboardInterrupt:
            _say("studygen: interrupted; files that were not finished are as they were before")
            code = 2
        raise typer.Exit(code)


# Typer's help with Rich would take twice the time to start.
app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
)


def main() -> None:
    """Run the command line."""
    # A command needs what it makes until it ends. To look for what it does not need, again and again, and
    # once more at the end, would be a tenth of the time that a sheet takes.
    gc.disable()
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a character shows its number
            stream.reconfigure(errors="backslashreplace")
    app()


Folder = Annotated[
    Path | None,
    typer.Option(
        "--project",
        "-p",
        help="The project's folder; else the one around here, else the essay that is shipped.",
    ),
]
Where = Annotated[
    str,
    typer.Option(
        "--where",
        "-w",
        metavar="SEARCH",
        help="Which notes: an Anki search over tags and note types; all if left out.",
    ),
]
Order = Annotated[str, typer.Option(help="How notes come: text, kind or shuffled.")]
Seed = Annotated[int, typer.Option(help="What samples, shuffling and quizzes are drawn from.")]
Sample = Annotated[
    int | None,
    typer.Option(metavar="N", help="Draw so many notes at random; the same seed draws the same."),
]
Limit = Annotated[int | None, typer.Option(metavar="N", help="Take the first so many notes in their order.")]
Locked = Annotated[
    bool, typer.Option("--locked", help="Write nothing if studygen.lock is not up to date, as in CI.")
]
AllowNoteTypeChange = Annotated[
    bool,
    typer.Option(
        "--allow-notetype-change",
        help="Let fields or cards change that learners have, and say what they must choose in Anki.",
    ),
]
PaperName = Annotated[str | None, typer.Option("--paper", help="a4 or us-letter; the project's if left out.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        _print(f"studygen {__version__}")
        raise typer.Exit


@app.callback()
def studygen(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Make Anki decks and printed study sheets from a text and a knowledge base about it.

    Run it in the folder of a project, or name one with --project. Outside of any project it works on the
    essay that it ships with.

    \b
    Examples:
      studygen build
      studygen deck --where "tag:person::stalin" --output stalin.apkg
      studygen sheet quiz --where "tag:topic::economy" --seed 7
      studygen check
      studygen tags

    Exit codes: 0 fine; 1 faults in the project's files; 2 it cannot go on.
    """
    del version


@app.command()
def build(
    decks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DECK]...", help="Names of files in decks/; all if left out."),
    ] = None,
    where: Annotated[
        str,
        typer.Option(
            "--where", "-w", metavar="SEARCH", help="Restrict each deck to what this search finds as well."
        ),
    ] = "",
    project: Folder = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FOLDER", help="Where to write; the project's build/ if left out."
        ),
    ] = None,
    locked: Locked = False,
    allow_notetype_change: AllowNoteTypeChange = False,
) -> None:
    """Build the decks and sheets that the files in decks/ specify.

    \b
    Examples:
      studygen build
      studygen build stalin economy
      studygen build --where "-tag:kind::date" --output no-dates
      studygen build --project ~/my-text --output ~/out
      studygen build --locked
    """
    from studygen.commands.build import build_all, emptied
    from studygen.commands.plan_release import Terms

    loaded = _load(project)
    if where:
        for name in emptied(loaded, decks or (), where):
            _say(f"studygen: the deck {name} is skipped, since {where!r} finds none of its notes")
    with _progress("building") as progress:
        terms = Terms(locked, allow_notetype_change)
        written, remarks = build_all(loaded, decks or (), output, progress, where, terms)
    _tell(written)
    for remark in remarks:
        _say(remark)


@app.command()
def deck(
    where: Where = "",
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Tick the tags in the terminal.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The package to write; build/NAME.apkg if left out."
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="The deck's name in Anki; made from the search if left out.")
    ] = None,
    description: Annotated[str, typer.Option(help="What the deck is about, shown in Anki.")] = "",
    order: Order = "text",
    sample: Sample = None,
    limit: Limit = None,
    seed: Seed = 0,
    project: Folder = None,
    locked: Locked = False,
    allow_notetype_change: AllowNoteTypeChange = False,
) -> None:
    """Make one Anki deck of the notes that a search finds.

    \b
    Examples:
      studygen deck --where "tag:person::stalin" --output stalin.apkg
      studygen deck -w "tag:topic::economy -tag:person::trotsky" --name "Soviet economy"
      studygen deck -w "note:*Argument or tag:importance::core" --order kind
      studygen deck -w "tag:importance::core" --sample 20 --seed 7
      studygen deck --interactive
    """
    from studygen.cli.pick_tags import ask, command, refuse_without_terminal
    from studygen.commands.deck import build_deck, deck_of
    from studygen.commands.plan_release import Terms

    arranged = _one_of(order, "order", "text", "kind", "shuffled")
    _at_least_one(sample=sample, limit=limit)
    if interactive:
        refuse_without_terminal()
    loaded = _load(project)
    if interactive:
        asked = ask(loaded, where, name)
        where, name = asked.where, asked.name
    wanted = deck_of(loaded, where, name, description, arranged, seed, sample=sample, limit=limit)
    with _progress("writing") as progress:
        terms = Terms(locked, allow_notetype_change)
        written, remarks = build_deck(loaded, wanted, output, progress, terms)
    _tell([written])
    for remark in remarks:
        _say(remark)
    if interactive:
        again = command(
            where=where,
            name=name,
            description=description,
            order="" if order == "text" else order,
            sample=sample,
            limit=limit,
            seed=seed,
            output=output,
            project=project,
        )
        _say(f"The same again: {again}")


@app.command()
def sheet(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="glossary, people, timeline, arguments, reader, worksheet, quiz, cards or guide.",
        ),
    ],
    where: Where = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The PDF to write; build/KIND.pdf if left out. A quiz gets its key beside it.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The sheet's title; the text's if left out.")] = None,
    paper: PaperName = None,
    told: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            "-s",
            metavar="OPTION=VALUE",
            help="What the kind of sheet is told, such as flip=short for cards; --options lists all.",
        ),
    ] = None,
    list_options: Annotated[
        bool, typer.Option("--options", help="List what the kind of sheet can be told, and end.")
    ] = False,
    png: Annotated[bool, typer.Option("--png", help="Write each page as a picture, too.")] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Open the sheet when it is written.")] = False,
    order: Order = "text",
    sample: Sample = None,
    limit: Limit = None,
    seed: Seed = 0,
    project: Folder = None,
) -> None:
    """Print the entries that a search finds: as a glossary, a quiz with its key, cards to cut out and so on.

    \b
    Examples:
      studygen sheet glossary --paper us-letter --preview
      studygen sheet quiz --where "tag:topic::economy" --seed 7 --set versions=4
      studygen sheet cards --where "tag:person::stalin" --set flip=short --set grid=3x5
      studygen sheet guide --set booklet=true --output guide.pdf
    """
    from studygen.commands.deck import build_folder
    from studygen.commands.sheet import print_sheets, sheet_of, write_sheets
    from studygen.documents.sheets import set_option
    from studygen.documents.sheets.registry import SHEETS
    from studygen.project.project import output_file

    wanted = _one_of(kind, "sheet", *SHEETS)
    if list_options:
        _print(set_option.described(wanted))
        return
    options = set_option.told(wanted, told or ())
    size = _one_of(paper, "paper", "a4", "us-letter") if paper else None
    arranged = _one_of(order, "order", "text", "kind", "shuffled")
    _at_least_one(sample=sample, limit=limit)
    loaded = _load(project)
    given = sheet_of(loaded, where, title, size, seed, options, order=arranged, sample=sample, limit=limit)
    file = output_file(loaded, output or build_folder(loaded) / f"{kind}.pdf", ".pdf")
    with _progress("printing") as progress:
        printed = print_sheets(loaded, [(wanted, given, file)], progress, pictured=png)
    written = write_sheets(printed)
    _tell(written)
    if preview:
        _open(written[0].path)


@app.command()
def preview(
    where: Where = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The page to write; build/preview.html if left out."
        ),
    ] = None,
    project: Folder = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open it in the browser.")] = False,
) -> None:
    """Write a page on which cards are chosen and studied in a browser, without Anki and without a network.

    \b
    Examples:
      studygen preview
      studygen preview --where "tag:person::stalin" --output stalin.html
      studygen preview --no-open
    """
    from studygen.commands.preview import build_page

    written = build_page(_load(project), where, output)
    _tell([written])
    if not no_open:
        _open(written.path)


def _open(path: Path) -> None:
    """Show a page or a PDF in the browser, which every computer has."""
    import webbrowser  # 10 ms, and few commands open anything

    if not webbrowser.open(path.resolve().as_uri()):
        _say(f"studygen: no browser could be started here; open {path} in one")


@app.command()
def check(
    where: Annotated[
        str,
        typer.Option(
            "--where",
            "-w",
            metavar="SEARCH",
            help="Only what is wrong with the cards of these notes, besides faults of whole files.",
        ),
    ] = "",
    project: Folder = None,
    output_format: Annotated[
        str, typer.Option("--format", help="text, json, or github (annotations of a pull request).")
    ] = "text",
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and end.")] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Tell what a rule finds and why, and end.")
    ] = None,
) -> None:
    """Check all files and cards of a project and list every fault with its file, line and column.

    \b
    Examples:
      studygen check
      studygen check --where "tag:paragraph::4"
      studygen check --project ~/my-text --format json
      studygen check --rules
      studygen check --explain answer-leak
    """
    from studygen.commands import check as checking

    shape = _one_of(output_format, "format", "text", "json", "github")
    if rules or explain:
        known = checking.rules()
        if explain:
            _print(known[_one_of(explain, "rule", *known)])
        else:
            _print("\n".join(text.partition("\n")[0] for text in known.values()))
        return
    problems, held = checking.check(_announced_project(project), where)
    if text := checking.written(problems, shape):
        _print(text)
    _say(f"{held}{_counted_faults(problems)}")
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


@app.command()
def coverage(
    where: Where = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the text as a page (.html), shaded by how often it is cited.",
        ),
    ] = None,
    project: Folder = None,
) -> None:
    """Show which sentences of the text are cited, and by which entries.

    \b
    Examples:
      studygen coverage
      studygen coverage --where "tag:importance::core"
      studygen coverage --output coverage.html
    """
    from studygen.commands.coverage import coverage_table, write_coverage

    loaded = _load(project)
    if output:
        for path in write_coverage(loaded, output, where):
            _say(path)
    else:
        _print(coverage_table(loaded, where))


@app.command()
def tags(
    where: Where = "",
    flat: Annotated[
        bool, typer.Option("--flat", help="List full names only, one a line, as searches take them.")
    ] = False,
    project: Folder = None,
) -> None:
    """Show the tree of tags with the number of notes that bear each or one below, and what it means.

    A search takes the whole path: nep below economy below topic is tag:topic::economy::nep.

    \b
    Examples:
      studygen tags
      studygen tags --where "note:*Argument"
      studygen tags --flat
    """
    from shutil import get_terminal_size

    from studygen.project import tag_tree
    from studygen.project.tag_tree import tag_table

    rows = tag_table(_load(project), where)
    on_terminal = sys.stdout.isatty()
    if flat:
        lines = tag_tree.flat(rows)
    else:
        lines = tag_tree.lines(rows, get_terminal_size().columns if on_terminal else None)
    for line in lines:
        _print(line)
    if on_terminal and not flat and rows:
        deepest = max((tag for tag, _, _ in rows), key=lambda tag: tag.count("::"))
        _say(f"Searches take the whole path, as in tag:{deepest}; see --flat.")


@app.command()
def lock(
    packages: Annotated[
        list[Path],
        typer.Option("--from", metavar="OLD.apkg", help="A package of an earlier release; repeat it."),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a lock that can be read; it is kept beside as .old.")
    ] = False,
    project: Folder = None,
) -> None:
    """Rebuild studygen.lock, if it is lost or damaged, from packages that were published.

    Name those that learners have: the last of each deck, and earlier ones if notes were renamed or removed
    since. With a new lock instead, every note would count as changed.

    \b
    Examples:
      studygen lock --from released/stalin.apkg
      studygen lock --from released/stalin.apkg --from released/economy.apkg
      studygen lock --replace --from released/whole-essay.apkg
    """
    from studygen.commands.recover_lock import rebuild
    from studygen.project.project import load
    from studygen.releases.lock import Lock

    loaded = load(_announced_project(project), instead=Lock())
    for line in rebuild(loaded, packages, replacing=replace):
        _say(line)


@app.command()
def schema(
    kind: Annotated[
        str, typer.Argument(metavar="[FILE]", help="entries, source, deck or project.")
    ] = "entries",
) -> None:
    """Print the JSON Schema of a project's YAML files, for editors that complete and explain keys.

    \b
    Examples:
      studygen schema > entries.schema.json
      studygen schema deck
    """
    import json

    from studygen.project.json_schema import json_schema

    wanted = _one_of(kind, "schema", "entries", "source", "deck", "project")
    _print(json.dumps(json_schema(wanted), indent=2, ensure_ascii=False))


@app.command()
def inspect(
    package: Annotated[Path, typer.Argument(metavar="FILE", help="An .apkg or .colpkg, of any origin.")],
    where: Where = "",
    summary: Annotated[bool, typer.Option("--summary", help="Leave out the notes and their cards.")] = False,
    output_format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Show what is in an Anki package: decks, note types, media, and every card's two sides as text.

    Nothing in it is run or unpacked, and one that is damaged or made to do harm is refused.

    \b
    Examples:
      studygen inspect build/stalin.apkg
      studygen inspect someone-elses.apkg --summary
      studygen inspect build/whole-essay.apkg --where "tag:person::stalin note:*Term"
      studygen inspect build/stalin.apkg --format json
    """
    from shutil import get_terminal_size

    from studygen.anki.reading import package_report
    from studygen.anki.reading.apkg_reader import read_package

    shape = _one_of(output_format, "format", "text", "json")
    read = read_package(package)
    found = package_report.chosen(read, where) if where.strip() else read
    if shape == "json":
        _print(package_report.to_json(found, summary=summary))
    else:
        width = get_terminal_size().columns if sys.stdout.isatty() else None
        _print(package_report.to_text(found, summary=summary, width=width))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The older package.")],
    new: Annotated[
        Path | None,
        typer.Argument(metavar="[NEW]", help="The newer package; the project as it is now if left out."),
    ] = None,
    deck: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The file in decks/ to compare with; if left out, that of the package's deck, or all notes.",
        ),
    ] = None,
    where: Annotated[
        str,
        typer.Option("--where", "-w", metavar="SEARCH", help="Only notes that this search finds in either."),
    ] = "",
    project: Folder = None,
    output_format: Annotated[
        str, typer.Option("--format", help="text, json, or markdown (for release notes).")
    ] = "text",
) -> None:
    """Show what differs between two packages, or between a package and the project as it would be built now.

    Notes added, removed and changed, word by word; note types, decks and media; and what of it Anki will not
    take over from the newer one.

    \b
    Examples:
      studygen diff released/stalin.apkg
      studygen diff released/stalin.apkg --deck stalin
      studygen diff old.apkg new.apkg --where "tag:importance::core"
      studygen diff old.apkg new.apkg --format markdown > release-notes.md

    The exit code is 0 whether or not anything differs.
    """
    shape = _one_of(output_format, "format", "text", "json", "markdown")
    if new and (deck or project):
        option = "--deck" if deck else "--project"
        raise StudygenError(f"{option} is for comparing with the project; leave it out, or {new}")
    from studygen.commands.diff import compare_packages, compare_with_project

    if new:
        found = compare_packages(old, new, where)
    else:
        found = compare_with_project(old, _load(project), deck, where)
    if shape == "json":
        from studygen.releases.diff.as_json import to_json

        _print(to_json(found))
    elif shape == "markdown":
        from studygen.releases.diff.as_markdown import to_markdown

        _print(to_markdown(found))
    else:
        from studygen.releases.diff.as_text import to_text

        _print(to_text(found, colours=sys.stdout.isatty() and not os.environ.get("NO_COLOR")))


def _load(folder: Path | None) -> "Project":
    """Read a project without errors and tell its warnings."""
    from studygen.project.project import load

    project = load(_announced_project(folder))
    for warning in project.warnings:
        _say(warning)
    return project


def _announced_project(folder: Path | None) -> Path:
    from studygen.project.project import find

    return _announced(find(folder))


def _announced(root: Path) -> Path:
    """Say so when the shipped essay is used for want of a project."""
    from studygen.bundled import folder

    if root == folder() and root != Path():
        _say("studygen: there is no project here, so this is the essay that studygen ships with")
    return root


def _one_of(given: str, what: str, *known: str) -> Any:
    if given not in known:
        hint = nearest(given, known) or f"; there are {', '.join(known)}"
        raise StudygenError(f"there is no {what} {given!r}{hint}")
    return given


def _at_least_one(**numbers: int | None) -> None:
    for option, number in numbers.items():
        if number is not None and number < 1:
            raise StudygenError(f"--{option} is 1 or more, not {number}; leave it out for all notes")


def _tell(written: "list[Written]") -> None:
    """Tell what was written, in columns, and what there is to say about it."""
    width = max(len(str(file.path)) for file in written)
    for file in written:
        _say(f"{file.path!s:<{width}}  {file.holds}")
    for file in written:
        for warning in file.warnings:
            _say(f"{file.path}: warning: {warning}")


def _print(text: str) -> None:
    print(text)  # noqa: T201  # what was asked for


def _say(message: object) -> None:
    print(message, file=sys.stderr)  # noqa: T201  # standard output is left to what scripts read


def _counted_faults(problems: tuple[Problem, ...]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    said = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    return ", ".join(said) or "no faults"


@contextmanager
def _progress(doing: str) -> "Iterator[Callable[[str, int, int], None]]":
    """Show a bar of what is done, on a terminal and when it takes long."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _all: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
