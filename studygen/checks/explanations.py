"""What is meant by the words in brackets behind a fault: those of rules, and of whatever else is told."""

from collections.abc import Iterator

from studygen.checks.rule import CardRule, FileRule, explanation, name_of
from studygen.checks.rules import CARD_RULES, FILE_RULES

# What is found before or beside the rules: what it is, why that matters, and what to do about it.
_OTHERS = """\
alias
  a value that begins with * or &, which YAML takes for a reference to another one.
  The words would be lost, or stand in two places of which only one can be seen.
  Put the text in quotes, or write it out again.
bad-date
  a date that is not in the calendar, or not as exact as its `precision` says.
  The timeline and the questions about order would be wrong.
  Write year, year-month or year-month-day under `sort`, as in 1917-11-07.
bad-deck-name
  a name that Anki would change or take for that of several decks.
  Learners would find another deck than the one that you name.
  Write words, with `::` between a deck and one below it.
bad-encoding
  a file that is not UTF-8, or has bytes that are nothing in it.
  Letters with accents, and all other scripts, would come out as something else.
  Save the file anew in your editor, as UTF-8.
bad-media
  a picture or recording that is damaged, of a kind that not every device shows, or misnamed.
  Learners would see an empty frame.
  Save it anew, as PNG, JPEG, SVG, WebP or MP3, and write its name as the file is called.
bad-namespace
  a namespace that was not drawn at random.
  What learners have is told apart by it; with somebody else's, one deck overwrites the other.
  Take the one that the message offers.
bad-note-type
  a note type in templates/cards/ whose fields or cards do not fit together.
  Anki would refuse it, or make no cards of it.
  Mend it where the message points; docs/templates.md has the rules.
bad-search
  a search that cannot be read, or a part of one that finds nothing.
  The deck would have other notes than you think.
  Mend the search; `studygen tags` lists what can be searched for.
bad-tag
  a tag that Anki would change, or take for several.
  Searches for it would find nothing.
  Write one word for each level, with `::` between them.
bad-value
  a value that cannot stand under its key.
  Nothing can be made of it.
  Write what the message asks for.
bad-yaml
  a file, or a line of one, that is not YAML.
  What comes behind it may be read as something else.
  Mostly quotes are missing, or lines that belong together do not begin in one column.
changed-namespace
  a namespace that is not the one under which notes were released.
  Learners would get every note a second time, without its schedule.
  Take the old one back.
changed-note-type
  a field or a card of a note type that learners have is gone or was moved.
  Anki takes over such a change only if it is told to, and then asks for a full sync.
  Take it back, or let it through on purpose: docs/updates.md.
changed-origin
  ids in `was` that do not lead to what was released.
  Learners would get the note a second time, without its schedule.
  `studygen rename OLD NEW` writes what is right.
changed-tag-root
  another root of the tags than that which learners have.
  Their searches and filtered decks would find nothing.
  Take the old one back, as `tag-root` in studygen.yaml.
copied-namespace
  the namespace or the lock of the essay that studygen ships with, in another project.
  Whoever learns from both would find the cards of one overwritten by those of the other.
  Take the namespace that the message offers, and delete the lock.
curly-quotes
  a value between curly quotes, which are no quotes to YAML.
  They would stand on the cards.
  Write straight ones; and straight ones around them, if they are meant.
damaged-lock
  a studygen.lock that was changed by hand, cut off, or is of a newer version.
  It knows what learners have; by a wrong one, updates do not reach them.
  Take it back from your version control, or rebuild it: `studygen lock --from OLD.apkg`.
damaged-record
  a file of releases/ that cannot be read.
  What changed since that release cannot be told.
  Take it back from your version control.
deck-order
  a deck that Anki would serve after one that is to come later.
  Learners would meet what presupposes something else before that.
  Change the names of the decks, of which Anki takes the first by alphabet.
empty-deck
  a deck whose search finds nothing.
  There would be no package.
  Mend `where`; the message tells which part of it finds nothing.
empty-file
  a file in which nothing is.
  Something was to be there.
  Write it, or remove the file.
empty-sheet
  a sheet of a deck that has nothing to show, such as a timeline without dates.
  It is left out, and all else is built.
  Take it out of `sheets`, or let the deck have such entries.
empty-value
  a key that has to have a value, and has none.
  Nothing can be made without it.
  Write one; the word null goes in quotes, if it is meant.
forgotten-was
  a new id whose words are those of one that was released and is gone.
  Learners would get the note a second time, without its schedule.
  `studygen rename OLD NEW`; if it is another thing, `allow: {forgotten-was: it is a new one}`.
future-lock
  a lock with dates that are still to come.
  Updates would not reach learners until then.
  Set the computer's clock, or take the lock back from your version control.
idle-allowance
  a rule that is allowed where it finds nothing, or that does not exist.
  What allows too much hides the next fault.
  Remove it.
in-no-deck
  an entry or a question that no deck has.
  Nobody would learn it.
  Tag it as the searches in decks/ ask for, or write one more deck; or `allow: {in-no-deck: …}` with a reason.
incomplete-deck
  notes whose questions name what their deck has no card for.
  Learners would be asked about what they never met.
  `complete: true` adds what is missing.
left-out
  a card that cannot be made, since what it would show is missing.
  It is left out.
  Write what is missing, or name the other cards under `cards`.
lost-comment
  a # in a text, which YAML takes for the beginning of a comment.
  All that stands behind it would be lost.
  Put the text in quotes.
lost-lock
  no studygen.lock, though something was released.
  By a new one, every note would count as changed.
  Take it back from your version control, or rebuild it: `studygen lock --from OLD.apkg`.
lost-reviews
  a change by which learners would lose what they have reviewed.
  A note would come a second time, or a blank stand in another's place.
  `studygen rename`, or another name for the new blank; docs/updates.md.
missing-file
  a file that another one names, and that is not there.
  Nothing can be made without it.
  Write its name as it is, or put it where the message says.
missing-key
  a key that has to be there.
  Nothing can be made without it.
  Write it; the message says what it is for.
more-faults
  more faults in one entry than anybody reads.
  Most of them follow from the first ones.
  Mend those, and check again.
not-typeable
  an answer to be typed that is more than one line.
  Nobody types it letter by letter.
  Shorten it, or drop `typed`.
odd-file
  something among the project's files that is no regular file.
  Reading it might never end.
  Remove it.
outward-link
  a symbolic link that leads out of the project.
  Whoever made the project has no say about your other files.
  If it is your own: `studygen --follow-links`.
repeated-deck
  two files of decks/ whose decks have one name, or are alike but for upper and lower case.
  In Anki they would be one deck.
  Give one another name.
repeated-key
  a key that stands twice in one place.
  YAML would keep the last one and lose the first without a word.
  Keep one.
retired-id
  an id that was released, is gone, and comes back for something else.
  Learners would find another card in the place of the one that they know.
  Choose another id.
stale-lock
  a lock that is not up to date, where `--locked` asks for one.
  What is built would not be what is committed.
  Run `studygen build` and commit studygen.lock.
tab
  a tab at the beginning of a line of YAML.
  How far it is indented nobody can tell.
  Indent with spaces.
template-error
  a template that cannot be read, or asks for what there is not.
  Nothing can be made with it.
  Mend it where the message points; without it, the shipped one is used.
too-long
  a text that is far longer than any card.
  Cards ask for one thing at a time.
  Make several entries of it.
unknown-card
  a card that such an entry does not have, or that its `cards` leave out.
  What is said of it would have no effect.
  Write one of those that the message names.
unknown-deck
  a name under `first` that no file of decks/ has.
  That deck would not come first.
  Write the name of the file, without its ending.
unknown-key
  a key that means nothing in this place.
  What stands under it would be lost without a word.
  Write the one that you meant; the message lists those that there are.
unknown-kind
  an entry whose first key is not the kind of an entry.
  Nobody could tell what it is.
  Begin it with a line such as `- term: its-id`.
unknown-value
  a value that is none of those that can stand under its key.
  It would have no effect.
  Write one of those that the message lists.
unread-file
  a file or folder that looks as if it should be read, and is not.
  What stands in it would be missing without a word.
  Move or rename it as the message says, or remove it.
wrong-type
  a text where a list or a mapping belongs, or the other way round.
  It can be read in more than one way.
  Write it as the message says; mostly quotes are missing.
"""


def explanations() -> dict[str, str]:
    """Return all that may stand in brackets behind a fault, each with its explanation.

    The first line of each is what is found, with its name.
    """
    return dict(sorted([*rules().items(), *_others()]))


def rules() -> dict[str, str]:
    """Return the rules about what is written and about cards, each with its explanation."""
    every: list[FileRule | CardRule] = [*FILE_RULES, *CARD_RULES]
    return dict(sorted((name_of(rule), explanation(rule)) for rule in every))


def _others() -> Iterator[tuple[str, str]]:
    lines = iter(_OTHERS.splitlines())
    for name in lines:
        what, why, remedy = (next(lines).strip() for _ in range(3))
        yield name, f"{name}: {what}\n\nWhy: {why}\nDo: {remedy}"
