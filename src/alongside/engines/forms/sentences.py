"""What a person is told about an answer. Whole sentences without gaps, so that they can be translated: `N_` marks them for that."""

from __future__ import annotations

from typing import Final

MOST_CHARACTERS: Final = 10_000
MOST_ROWS: Final = 50


def N_(sentence: str) -> str:
    return sentence


MISSING = {
    "text": N_("Write your answer"),
    "choice": N_("Choose one answer"),
    "choices": N_("Choose at least one answer"),
    "scale": N_("Choose a number"),
    "grade": N_("Choose a grade and say why you gave it"),
    "themes": N_("Choose at least one theme"),
    "evidence": N_("Add at least one thing you saw or heard"),
    "praise": N_("Add praise for at least one person or the team"),
    "promise": N_("Add at least one promise"),
}
NO_GRADE = N_("Choose a grade")
NO_RATIONALE = N_("Say why you gave this grade")
EVIDENCE_KIND = N_("Say for each thing whether it is a strength, a worry, a barrier, or something that does not fit")
EVIDENCE_WORDS = N_("Say what you saw or heard, or leave that row empty")
PRAISE_TO = N_("Say who the praise is for")
PRAISE_WORDS = N_("Say what the praise is for, or leave that row empty")
PROMISE_WORDS = N_("Say what you promised, or leave that row empty")
PROMISE_BY = N_("Give the date you promised it for")

NO_SUCH_QUESTION = N_("This form has no such question")
NOT_ASKED = N_("This question was not asked, so it cannot be answered")
NOT_ANSWERS = N_("The answers could not be read. Fill in the form again")
A_NOTE = N_("This is for reading and takes no answer")
WRONG_SHAPE = {
    "text": N_("Answer in words"),
    "choice": N_("Choose one of the answers shown"),
    "choices": N_("Choose from the answers shown"),
    "scale": N_("Choose one of the numbers shown"),
    "grade": N_("Choose one of the grades shown and say why in words"),
    "themes": N_("Choose from the themes shown"),
    "evidence": N_("Say what you saw or heard in words"),
    "praise": N_("Say in words what the praise is for, and who it is for"),
    "promise": N_("Say in words what you promised, and give a date"),
}
CHOSEN_TWICE = N_("Choose each answer once only")
TOO_LONG = N_("Write no more than 10,000 characters")
TOO_MANY = N_("Add no more than 50")
NOT_TEXT = N_("Take out the characters that cannot be read, such as those of a copied picture")
A_REAL_DATE = N_("Enter a real date, such as 27 3 2026")
DATE_PASSED = N_("Enter a date that is not in the past")
DATE_TOO_FAR = N_("Enter a date within the next five years")
