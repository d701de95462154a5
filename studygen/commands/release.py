"""Publishing: all decks of a project, as learners get them and keep them from then on."""

from dataclasses import dataclass
from pathlib import Path

from studygen.commands.build import all_notes, members_of_decks, write_decks
from studygen.commands.check import found_problems
from studygen.commands.deck_selection import deck_selections
from studygen.commands.outputs import Progress, Written, output_folder
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project.project import Project
from studygen.releases.planner import USUAL, ReleaseOptions, plan_release
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
    if project.is_installed:
        raise StudygenError("the essay in an installed studygen is released with studygen itself")
    version = new_version(version, project.lock.releases, project.lock.latest)
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
    written = write_decks(project, decks, planned.lock, folder, progress)
    return Released(version, written, [*planned.remarks, f"Released {version}: {planned.effect}."])
