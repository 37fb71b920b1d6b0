import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.forms.as_json import from_json, to_json
from alongside.engines.forms.checking import check
from alongside.engines.forms.definition import Definition
from alongside.engines.forms.problems import Problem

from .small_form import FORM, as_json
from .strategies import SOME, definitions

Change = Callable[[dict[str, Any]], object]


def found(change: Change) -> list[Problem]:
    form = as_json()
    change(form)
    return check(form)


def test_a_good_form_has_no_problems() -> None:
    assert check(as_json()) == []


GONE = object()


def put(path: str, value: Any) -> Change:
    """Put a value at a place such as questions[1].options[0].key."""
    *way, last = path.replace("[", ".").replace("]", "").split(".")

    def change(form: Any) -> None:
        for step in way:
            form = form[int(step)] if isinstance(form, list) else form.setdefault(step, {})
        form[int(last) if isinstance(form, list) else last] = value
        if value is GONE:
            del form[last]

    return change


@pytest.mark.parametrize(
    ("path", "value", "what", "expected"),
    [
        ("schema", 2, "found 2", "1"),
        ("title.plain.en", GONE, "there are no words in English", "plain words in English; other readers fall back to them"),
        ("title.plain.en", " ", "found ' '", "words"),
        ("title.plain.en", "a" * 201, "found 201 characters", "at most 200"),
        ("introduction.plain.fr", "Bonjour", "this language is not known", "one of en, cy, pl, ur, ar"),
        ("introduction.easy.en", "a\x07", "found a character that is not text (U+0007)", "text without control characters"),
        ("introduction.simple", {}, "there is no such reader", "plain or easy"),
        ("closing", None, "found nothing", 'an object such as {"plain": {"en": "Words in English"}}'),
        ("minutes", 0, "found 0", "a whole number from 1 to 240"),
        ("minutes", True, "found True", "a whole number from 1 to 240"),
        ("questions", [], "found a list of 0", "a list of at least one question"),
        ("questions[9]", "seen", "found 'seen'", "an object with key, type and words"),
        ("questions[3].key", "what was seen", "found 'what was seen'", "a letter, then letters, digits and underscores, at most 64 in all"),
        ("questions[3].key", "hello", "'hello' is the key of an earlier question", "a key of its own"),
        ("questions[3].key", "meta", "'meta' is kept for other uses", "another key"),
        ("questions[1].reqiured", True, "there is no such field", "required"),
        ("questions[1].required", "yes", "found 'yes'", "true or false"),
        ("questions[0].required", True, "a note takes no answer", "false, or another type"),
        ("questions[1].words.plain.en", "a" * 4001, "found 4,001 characters", "at most 4,000"),
        ("questions[1].words.plain.en", "Was ${whom} well?", "found ${…}, as if an answer stood there", "words without answers in them"),
        ("questions[4].options", [], "found 0", "a list of at least 2 options for type grade"),
        ("questions[4].options", [{"key": "a", "words": {"plain": {"en": "A"}}}], "found 1", "a list of at least 2 options for type grade"),
        ("questions[6].options", 3, "found 3", "a list of at least 1 option for type themes"),
        ("questions[1].options[1].key", "visit", "'visit' is the key of an earlier option", "a key of its own"),
        ("questions[1].options[1].key", "a b", "found 'a b'", "letters, digits, underscores, hyphens and full stops, at most 64 in all"),
        ("questions[1].symbol", "hause", "found 'hause'", "a symbol such as home, family, child"),
        ("questions[3].high", 40, "the scale has 40 points", "at most 11"),
        ("questions[3].low", "1", "found '1'", "a whole number from -100 to 100"),
        ("questions[3].options[1].key", "7", "found '7'", "the number of a point of the scale, from “1” to “5”"),
        ("questions[2].low", 1, "a question of type text has no ends", "no such field, or type scale"),
        ("questions[2].show_if.question", "grade", "'grade' comes later, or is this question", "the key of an earlier question"),
        ("questions[2].show_if.question", "whom", "'whom' comes later, or is this question", "the key of an earlier question"),
        ("questions[2].show_if.question", "sean", "'sean' is not in this form", "the key of an earlier question"),
        ("questions[2].show_if.question", "hello", "'hello' is a note, which takes no answer", "the key of an earlier question"),
        ("questions[2].show_if.is", "party", "found 'party'", "an option of that question: visit, meeting"),
    ],
)
def test_each_fault_is_named_where_it_is(path: str, value: Any, what: str, expected: str) -> None:
    assert found(put(path, value)) == [Problem(path, what, expected)]


def test_the_ends_of_a_scale_lie_apart() -> None:
    def close(form: dict[str, Any]) -> None:
        form["questions"][3] |= {"high": 1, "options": []}

    assert found(close) == [Problem("questions[3].high", "the scale goes from 1 to 1", "an upper end above the lower one")]


def test_points_of_a_scale_come_in_order() -> None:
    def turn(form: dict[str, Any]) -> None:
        form["questions"][3]["options"].reverse()

    assert found(turn) == [Problem("questions[3].options", "the points are not in order", "the lowest point first")]


def test_an_unknown_type_is_named_with_the_known_ones() -> None:
    [problem] = found(put("questions[9].type", "photo"))

    assert (problem.where, problem.what) == ("questions[9].type", "found 'photo'")
    assert problem.expected.startswith("one of text, choice, choices")


@pytest.mark.parametrize(
    ("show_if", "where", "expected"),
    [
        ({"question": "helps", "is": "time"}, ".is", "one of has, answered"),
        ({"question": "seen", "at_least": 3}, ".at_least", "one of is, is_not, answered"),
        ({"question": "felt", "at_least": 6}, ".at_least", "a number from 1 to 5"),
        ({"question": "felt", "is": "3"}, ".is", "a number from 1 to 5"),
        ({"question": "felt", "answered": "yes"}, ".answered", "true or false"),
        ({"question": "helps", "has": "luck"}, ".has", "an option of that question: time, people, none"),
        ({"all": []}, ".all", "a list of at least one condition"),
        ({"any": [{"not": {"question": "x", "answered": True}}]}, ".any[0].not.question", "the key of an earlier question"),
    ],
)
def test_a_condition_that_could_not_hold_is_named(show_if: Any, where: str, expected: str) -> None:
    [problem] = found(put("questions[6].show_if", show_if))

    assert (problem.where, problem.expected) == (f"questions[6].show_if{where}", expected)


@pytest.mark.parametrize(
    "show_if", [7, {}, {"question": "seen"}, {"is": "visit"}, {"all": [], "any": []}, {"question": "seen", "is": "visit", "has": "x"}]
)
def test_what_is_no_condition(show_if: Any) -> None:
    [problem] = found(put("questions[6].show_if", show_if))

    assert problem.where == "questions[6].show_if"
    assert problem.expected.startswith("a condition, such as")


def test_a_condition_nested_without_end_is_refused() -> None:
    show_if: dict[str, Any] = {"question": "seen", "is": "visit"}
    for _ in range(5_000):
        show_if = {"not": show_if}

    assert [problem.what for problem in found(put("questions[6].show_if", show_if))] == ["the condition is too long or nested too deeply"]


def test_all_faults_are_named_at_once() -> None:
    def spoil(form: dict[str, Any]) -> None:
        form["title"] = "Team visit"
        form["questions"][1]["options"][0]["key"] = "not a key"
        del form["questions"][10]["words"]

    assert [problem.where for problem in found(spoil)] == [
        "title",
        "questions[1].options[0].key",
        "questions[2].show_if.is",  # it asked for the option that is gone
        "questions[10].words",
    ]


def test_too_many_questions() -> None:
    form = as_json()
    form["questions"] = form["questions"][:1] * 201

    assert check(form) == [Problem("questions", "found 201 questions", "at most 200")]


@SOME
@given(definitions())
def test_every_form_is_accepted_and_comes_back_the_same(form: Definition) -> None:
    data = json.loads(json.dumps(to_json(form)))

    assert check(data) == []
    assert from_json(data) == form


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.sampled_from(["key", "type", "en"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@SOME
@given(st.data())
def test_it_never_raises_and_what_it_accepts_can_be_read(data: st.DataObject) -> None:
    """Anything at all, put anywhere in a good form."""
    form: Any = copy.deepcopy(as_json())
    place: Any = form
    while True:
        step = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inner = place[step]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        place = inner
    if data.draw(st.booleans()):
        place[step] = data.draw(JSON)
    else:
        del place[step]

    problems = check(form)

    assert all(problem.where and problem.what and problem.expected for problem in problems)
    assert all(str(problem).encode() for problem in problems)
    if not problems:
        assert check(to_json(from_json(form))) == []


@SOME
@given(JSON)
def test_anything_at_all_is_answered_with_problems(anything: Any) -> None:
    assert check(anything)


def test_the_small_form_has_every_type() -> None:
    assert len({question.type for question in FORM.questions}) == 10
