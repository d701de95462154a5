"""The rules that a knowledge base is held to, one in each module, and the lists of them."""

from studygen.checks.rule import CardRule, FileRule
from studygen.checks.rules.ambiguous_date import ambiguous_date
from studygen.checks.rules.ambiguous_passage import ambiguous_passage
from studygen.checks.rules.answer_leak import answer_leak
from studygen.checks.rules.answer_too_long import answer_too_long
from studygen.checks.rules.argument_shape import argument_shape
from studygen.checks.rules.bad_cloze import bad_cloze
from studygen.checks.rules.bad_markdown import bad_markdown
from studygen.checks.rules.bad_math import bad_math
from studygen.checks.rules.bad_passage import bad_passage
from studygen.checks.rules.circular_order import circular_order
from studygen.checks.rules.claimed_id import claimed_id
from studygen.checks.rules.clashing_tag import clashing_tag
from studygen.checks.rules.clipped_not import clipped_not
from studygen.checks.rules.dangling_pronoun import dangling_pronoun
from studygen.checks.rules.dangling_reference import dangling_reference
from studygen.checks.rules.dropped_not import dropped_not
from studygen.checks.rules.either_or import either_or
from studygen.checks.rules.enumeration import enumeration
from studygen.checks.rules.flipped_not import flipped_not
from studygen.checks.rules.hedge_lost import hedge_lost
from studygen.checks.rules.interference import interference
from studygen.checks.rules.invented_words import invented_words
from studygen.checks.rules.large_media import large_media
from studygen.checks.rules.lifted_cloze import lifted_cloze
from studygen.checks.rules.loaded_word import loaded_word
from studygen.checks.rules.lonely_tag import lonely_tag
from studygen.checks.rules.name_or_year_not_in_text import name_or_year_not_in_text
from studygen.checks.rules.near_duplicate import near_duplicate
from studygen.checks.rules.not_self_contained import not_self_contained
from studygen.checks.rules.one_answer import one_answer
from studygen.checks.rules.orphan_entry import orphan_entry
from studygen.checks.rules.other_speaker import other_speaker
from studygen.checks.rules.question_too_long import question_too_long
from studygen.checks.rules.repeated_id import repeated_id
from studygen.checks.rules.stray_tag import stray_tag
from studygen.checks.rules.trivial_cloze import trivial_cloze
from studygen.checks.rules.two_questions import two_questions
from studygen.checks.rules.two_voices import two_voices
from studygen.checks.rules.unattributed_claim import unattributed_claim
from studygen.checks.rules.uncited_name_or_number import uncited_name_or_number
from studygen.checks.rules.uncovered import uncovered
from studygen.checks.rules.unfinished import unfinished
from studygen.checks.rules.unfound_passage import unfound_passage
from studygen.checks.rules.unknown_voice import unknown_voice
from studygen.checks.rules.unsupported_answer import unsupported_answer
from studygen.checks.rules.unsupported_markdown import unsupported_markdown
from studygen.checks.rules.vague_question import vague_question
from studygen.checks.rules.verbatim_lift import verbatim_lift
from studygen.checks.rules.yes_no import yes_no

FILE_RULES: tuple[FileRule, ...] = (
    ambiguous_passage,
    bad_cloze,
    bad_markdown,
    bad_passage,
    circular_order,
    claimed_id,
    clashing_tag,
    dangling_reference,
    dropped_not,
    repeated_id,
    stray_tag,
    unfound_passage,
    unknown_voice,
)

CARD_RULES: tuple[CardRule, ...] = (
    ambiguous_date,
    answer_leak,
    answer_too_long,
    argument_shape,
    bad_math,
    clipped_not,
    dangling_pronoun,
    either_or,
    enumeration,
    flipped_not,
    hedge_lost,
    interference,
    invented_words,
    large_media,
    lifted_cloze,
    loaded_word,
    lonely_tag,
    name_or_year_not_in_text,
    near_duplicate,
    not_self_contained,
    one_answer,
    orphan_entry,
    other_speaker,
    question_too_long,
    trivial_cloze,
    two_questions,
    two_voices,
    unattributed_claim,
    uncited_name_or_number,
    uncovered,
    unfinished,
    unsupported_answer,
    unsupported_markdown,
    vague_question,
    verbatim_lift,
    yes_no,
)

# Those that find something missing among all cards and entries, and so are wrong where some are left out.
_OF_THE_WHOLE: tuple[CardRule, ...] = (interference, lonely_tag, orphan_entry, uncovered)
RULES_OF_A_CARD = tuple(rule for rule in CARD_RULES if rule not in _OF_THE_WHOLE)
