"""Publishing: all decks of a project, as learners get them and keep them from then on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studygen.anki.reading.package import Package
from studygen.commands.build import all_notes, members_of_decks, write_decks
from studygen.commands.check import found_problems
from studygen.commands.deck_selection import deck_selections
from studygen.commands.diff import packed_together, record_file
from studygen.commands.outputs import Progress, Written, output_folder
from studygen.files import write_bytes
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project.project import Project
from studygen.project.symbolic_links import refuse_outward
from studygen.releases import record
from studygen.releases.diff import package_diff
from studygen.releases.planner import USUAL, ReleaseOptions, plan_release
from studygen.releases.release_notes import first_notes, release_notes
from studygen.releases.versions import new_version


@dataclass(frozen=True, slots=True)
class Released:
    """What was published under which version, and remarks for whoever gives it to learners."""

    version: str
    written: list[Written]
    remarks: list[str]


def release_all(
    project: Project,
    version: str | None,
    folder: Path | None,
    progress: Progress,
    options: ReleaseOptions = USUAL,
    *,
    anyway: bool = False,
    renumber: bool = False,
) -> Released:
    """Check a project, and publish all decks of it.

    Args:
        project: whose decks.
        version: what the release is called, as none was; the next one if left out.
        folder: where the decks are written.
        progress: is told what is being made.
        options: what of that which learners have may change or go.
        anyway: whether there is a release though nothing is new.
        renumber: whether learners get new numbers of paragraphs now, not with the next change of each note.

    Raises:
        FaultyFilesError: there are errors in the project, or learners could not take its decks over.
        StudygenError: nothing is new, or a file cannot be written.
    """
    guarded = {*project.reshaped.values(), *project.losses}  # which the options let through, or not
    problems = [each for each in found_problems(project) if each not in guarded]
    if errors := tuple(each for each in problems if each.severity == "error"):
        raise FaultyFilesError(errors)
    return publish(project, version, folder, progress, options, anyway=anyway, renumber=renumber)


def publish(
    project: Project,
    version: str | None,
    folder: Path | None,
    progress: Progress,
    options: ReleaseOptions = USUAL,
    *,
    anyway: bool = False,
    renumber: bool = False,
) -> Released:
    """Publish all decks of a checked project: from then on, what learners have of them is guarded.

    Raises:
        FaultyFilesError: learners could not take its decks over.
        StudygenError: nothing is new, or a file cannot be written.
    """
    # A lock that was rebuilt from packages knows no versions; the records that are kept tell them.
    kept = (file.stem for file in (project.root / record.FOLDER).glob("*.json"))
    known = [*project.lock.releases] or [*kept]
    version = new_version(version, known, project.lock.latest)
    decks, _ = deck_selections(project, (), "")
    folder = output_folder(project, folder)
    members = members_of_decks(project, {deck.name: selection for deck, selection in decks})
    notes = all_notes(decks)
    planned = plan_release(project.publication, version, notes, options, members, renumber=renumber)
    if planned.is_unchanged and not anyway:
        raise StudygenError(
            f"nothing is new since {planned.effect.since}: learners have all of it; to release it again"
            " all the same, say --anyway"
        )
    files = _records(project, version, packed_together(project, decks, planned.lock, version))
    for file in files:
        refuse_outward(project.root, file.parent)
    written = write_decks(project, decks, planned.lock, folder, progress, lambda: _write(files))
    written.append(Written(record_file(project, version).with_suffix(".md"), "release notes"))
    return Released(version, written, [*planned.remarks, f"Released {version}: {planned.effect}."])


def _write(files: Mapping[Path, bytes]) -> None:
    for file, content in files.items():
        write_bytes(file, content)


def _records(project: Project, version: str, package: Package) -> dict[Path, bytes]:
    """Return what is kept of a release, and its notes for learners, by their files."""
    file, latest = record_file(project, version), project.lock.latest
    notes = first_notes(project.spec.name, version, package)
    # What an earlier one had may be known no more, as after a lost lock.
    if latest and (old := record_file(project, latest)).is_file():
        difference = package_diff.compare(record.read(old, latest), package)
        notes = release_notes(project.spec.name, version, difference)
    return {file: record.to_json(version, package), file.with_suffix(".md"): notes.encode()}
