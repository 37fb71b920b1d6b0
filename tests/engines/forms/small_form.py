"""A small form with one question of each type, to tell stories about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.definition import Definition, Option, Question, QuestionType, Wording


def words(english: str, **others: str) -> Wording:
    return Wording({"en": english, **others})


def options(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, words(key.capitalize())) for key in keys)


SEEN = Question("seen", QuestionType.CHOICE, words("What did you see?"), options=options("visit", "meeting"), required=True)
GRADE = Question("grade", QuestionType.GRADE, words("How good was it?"), options=options("good", "fair"), required=True)
FORM = Definition(
    title=words("Team visit"),
    introduction=words("It takes ten minutes."),
    questions=(
        Question("hello", QuestionType.NOTE, words("Thank you for coming.")),
        SEEN,
        Question("whom", QuestionType.TEXT, words("Whom did you visit?"), show_if={"question": "seen", "is": "visit"}, required=True),
        Question("felt", QuestionType.SCALE, words("How did it feel?"), options=options("1", "5")),
        GRADE,
        Question("helps", QuestionType.CHOICES, words("What helps?"), options=options("time", "people", "none")),
        Question("about", QuestionType.THEMES, words("What was it about?"), options=options("homes", "health")),
        Question("evidence", QuestionType.EVIDENCE, words("What did you notice?")),
        Question("praise", QuestionType.PRAISE, words("Whom do you praise?")),
        Question("place", QuestionType.CHOICE, words("Where was it?"), options=options("home", "office"), core=False),
        Question("promises", QuestionType.PROMISE, words("What did you promise?"), core=False),
    ),
    closing=words("Thank you."),
)
COMPLETE: dict[str, Any] = {
    "seen": "visit", "whom": "A family", "felt": 4, "grade": {"grade": "good", "rationale": "Calm and clear."},
    "helps": ["time", "people"], "about": ["homes"], "evidence": [{"kind": "worry", "words": "No quiet room."}],
    "place": "home", "praise": [{"to": "team", "words": "Kind on the phone."}], "promises": [{"words": "A quiet room", "by": "2026-03-27"}],
}  # fmt: skip


def as_json() -> dict[str, Any]:
    return to_json(FORM)


def changed(key: str, **fields: Any) -> Definition:
    """The form with one question changed."""
    return replace(FORM, questions=tuple(replace(q, **fields) if q.key == key else q for q in FORM.questions))
