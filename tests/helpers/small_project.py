"""A small project of the tests' own, which a test changes at will."""

from pathlib import Path

NAMESPACE = "5066168d-e8e0-4880-b437-5a491ee86b6a"
OTHER_NAMESPACE = "ecff338a-eb9a-4e0f-a2cd-74d77c24359e"

TEXT = """The cat sat on the mat. It was the cat’s own mat, and nobody else’s.

In 1917 the dog took the mat. “Mats belong to dogs,” said the dog; the cat objected that dogs have baskets.
"""

FILES = {
    "studygen.yaml": f"name: Mats\nnamespace: {NAMESPACE}\n",
    "source/text.txt": TEXT,
    "source/source.yaml": """\
title: The Mat
author: A. Pet
text: text.txt
voices:
  author: {name: A. Pet}
  dog: {name: the dog}
  cat: {name: the cat}
tags:
  topic::mats: What lies on the floor.
  topic::property: Whose it is.
  topic::property::theft: Whose it is not.
  person::dog: The dog.
""",
    "source/terms.yaml": """\
- term: mat
  name: mat
  aliases: [rug]
  meaning: What the cat sat on.
  voice: author
  passages: ["The cat sat on the mat."]
  note: Rugs are *larger*.
  see: [dog]
  tags: [topic::mats]
  questions:
    - id: owner
      ask: Who owned the mat, according to A. Pet?
      answer: The cat.
      passages: ["It was the cat's own mat"]
      tags: [topic::property]
    - id: blanks
      cloze: "What lies there for the {{who::cat::animal}} is a {{where::mat}}."
      passages: ["The cat sat on the mat"]
""",
    "source/figures.yaml": """\
- figure: dog
  name: the dog
  who: The one that took something from the cat.
  voice: author
  passages: ["the dog took the mat"]
  stances:
    - text: Mats belong to dogs.
      voice: dog
      passages: ["Mats belong to dogs"]
  tags: [person::dog, topic::property::theft]
""",
    "source/dates.yaml": """\
- date: theft
  when: {text: "1917", sort: "1917", precision: year}
  event: The dog takes what is the cat’s.
  voice: fact
  passages: ["In 1917 the dog took the mat"]
  tags: [topic::property::theft]
""",
    "source/arguments.yaml": """\
- argument: belonging
  claim: Mats are for dogs
  premises:
    - text: The dog says so.
      passages: ["Mats belong to dogs,” said the dog"]
  conclusion: The dog may take the mat.
  objection:
    text: Dogs have baskets.
    voice: cat
    passages: ["the cat objected that dogs have baskets"]
  voice: dog
  passages: ["Mats belong to dogs"]
  tags: [topic::property]
""",
    "decks/all.yaml": "deck: Mats\ndescription: All <of> it.\nsheets: [glossary, quiz, cards]\n",
    "decks/theft.yaml": 'deck: Mats::Theft\nwhere: "tag:topic::property::theft"\n',
}


def write_project(root: Path, changes: dict[str, str | None] | None = None) -> Path:
    """Write the small project to `root`, with files replaced, added, or (None) left out."""
    for name, text in (FILES | (changes or {})).items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.write_text(text, encoding="utf-8")
    return root


def replaced(name: str, old: str, new: str) -> dict[str, str | None]:
    """Return the change of one stretch of a file, which must be there."""
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}
