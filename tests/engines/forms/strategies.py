"""Any form there can be, and any answers to it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from alongside.engines.forms import limits
from alongside.engines.forms.conditions import is_blank
from alongside.engines.forms.definition import EVIDENCE_KINDS, LANGUAGES, Definition, Option, Question, QuestionType, Wording
from alongside.engines.forms.symbols import SYMBOLS

SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")) | st.sampled_from("\n&<>\"'={}[]_|;,%é")
ANY_WORDS = (
    st.text(CHARACTERS, min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda text: text and not is_blank(text) and "${" not in text and not limits.UNREADABLE.search(text))
)
COMMON = [
    "What did you see?",
    "=1+1",
    "007",
    "<b>&amp;</b>",
    "yes",
    "-",
    "_x0041_",
    "a\n\nb",
    "Beth?",
    "ماذا رأيت؟",
    "10\xa0minutes",
    "A 'b' \"c\"",
]
WORDS = st.sampled_from(COMMON) | ANY_WORDS
KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,6}", fullmatch=True).filter(lambda key: key not in limits.RESERVED_KEYS)
OPTION_KEYS = st.from_regex(r"[A-Za-z0-9_.-]{1,5}", fullmatch=True)
PICTURES = st.sampled_from(["", *SYMBOLS])
OTHERS = st.dictionaries(st.sampled_from(LANGUAGES[1:]), WORDS, max_size=2)
EASY = st.dictionaries(st.sampled_from(LANGUAGES), WORDS, max_size=2)
WORDINGS = st.builds(lambda english, others, easy: Wording({"en": english, **others}, easy), WORDS, OTHERS, EASY)
CHOOSING = (QuestionType.CHOICE, QuestionType.CHOICES, QuestionType.GRADE, QuestionType.THEMES)


@st.composite
def definitions(draw: st.DrawFn, most: int = 6) -> Definition:
    keys = draw(st.lists(KEYS, min_size=1, max_size=most, unique_by=str.lower))
    questions: list[Question] = []
    for key in keys:
        questions.append(draw(_questions(key, tuple(questions))))
    return Definition(
        title=draw(WORDINGS), introduction=draw(WORDINGS), questions=tuple(questions),
        closing=draw(st.none() | WORDINGS), minutes=draw(st.integers(1, limits.MOST_MINUTES)),
    )  # fmt: skip


@st.composite
def _questions(draw: st.DrawFn, key: str, earlier: tuple[Question, ...]) -> Question:
    kind = draw(st.sampled_from(QuestionType))
    low, high = 1, 5
    options: tuple[Option, ...] = ()
    if kind is QuestionType.SCALE:
        low = draw(st.integers(-100, 99))
        high = draw(st.integers(low + 1, min(low + limits.MOST_POINTS - 1, 100)))
        points = draw(st.lists(st.integers(low, high), unique=True, max_size=3))
        options = tuple(draw(_options(str(point))) for point in sorted(points))
    elif kind in CHOOSING:
        options = tuple(draw(_options(name)) for name in draw(st.lists(OPTION_KEYS, min_size=2, max_size=4, unique=True)))
    asked = [question for question in earlier if question.type is not QuestionType.NOTE]
    return Question(
        key=key, type=kind, words=draw(WORDINGS), hint=draw(st.none() | WORDINGS), core=draw(st.booleans()),
        required=kind is not QuestionType.NOTE and draw(st.booleans()), options=options, low=low, high=high,
        show_if=draw(st.none() | conditions(asked)) if asked else None, symbol=draw(PICTURES),
    )  # fmt: skip


@st.composite
def _options(draw: st.DrawFn, key: str) -> Option:
    return Option(key, draw(WORDINGS), draw(PICTURES))


def conditions(asked: list[Question]) -> st.SearchStrategy[dict[str, Any]]:
    single = st.sampled_from(asked).flatmap(_tests)
    several = lambda inner: (  # noqa: E731
        st.builds(lambda name, parts: {name: parts}, st.sampled_from(["all", "any"]), st.lists(inner, min_size=2, max_size=3))
        | inner.map(lambda part: {"not": part})
    )
    return st.recursive(single, several, max_leaves=4)


def _tests(question: Question) -> st.SearchStrategy[dict[str, Any]]:
    key, kind = question.key, question.type
    tests = [st.booleans().map(lambda yes: {"question": key, "answered": yes})]
    if kind is QuestionType.SCALE:
        names = st.sampled_from(["is", "is_not", "at_least", "at_most"])
        tests.append(st.builds(lambda name, n: {"question": key, name: n}, names, st.integers(question.low, question.high)))
    elif kind in (QuestionType.CHOICE, QuestionType.GRADE):
        tests.append(
            st.builds(lambda name, o: {"question": key, name: o.key}, st.sampled_from(["is", "is_not"]), st.sampled_from(question.options))
        )
    elif kind in (QuestionType.CHOICES, QuestionType.THEMES):
        tests.append(st.sampled_from(question.options).map(lambda o: {"question": key, "has": o.key}))
    elif kind is QuestionType.TEXT:
        tests.append(st.builds(lambda name, words: {"question": key, name: words}, st.sampled_from(["is", "is_not"]), TEXT_VALUES))
    return st.one_of(tests)


TEXT_VALUES = st.sampled_from(["yes", "no", "it's", 'say "no"', "a b"])
SAID = st.sampled_from(["", " ", "\u200b\n", "yes", "no", "it's", "Said."])
DATES = st.sampled_from(["2026-03-27", "2026-02-30", "27/3/2026", "", "20260327"])


def answers(form: Definition) -> st.SearchStrategy[dict[str, Any]]:
    """Mostly of the right shape, often incomplete; now and then anything JSON can hold."""
    return st.fixed_dictionaries({}, optional={q.key: _said(q) | ODD for q in form.questions} | {"no_such_question": ODD})


ODD: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | SAID | st.sampled_from(["grade", "1", 1.0, 2.5]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["grade", "rationale", "words", "kind"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def _said(question: Question) -> st.SearchStrategy[Any]:
    keys = st.sampled_from([option.key for option in question.options] or ["x"])
    rows = {
        "evidence": {"kind": st.sampled_from([*EVIDENCE_KINDS, ""])},
        "praise": {"to": st.sampled_from(["team", "7", ""])},
        "promise": {"by": DATES},
    }
    match question.type:
        case QuestionType.CHOICE:
            return keys
        case QuestionType.CHOICES | QuestionType.THEMES:
            return st.lists(keys, max_size=3)
        case QuestionType.SCALE:
            return st.integers(question.low - 1, question.high + 1)
        case QuestionType.GRADE:
            return st.fixed_dictionaries({}, optional={"grade": keys | st.just(""), "rationale": SAID})
        case QuestionType.EVIDENCE | QuestionType.PRAISE | QuestionType.PROMISE:
            return st.lists(st.fixed_dictionaries({}, optional={"words": SAID, **rows[question.type.value]}), max_size=3)
    return SAID
