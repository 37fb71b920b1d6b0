from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.forms.conditions import holds, is_blank

from .strategies import ODD, SOME, answers, definitions

ANSWERS = {
    "seen": "visit",
    "helps": ["time", "people"],
    "felt": 4,
    "grade": {"grade": "good", "rationale": "Calm."},
    "empty": "  ",
    "yes": True,
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"question": "seen", "is": "visit"}, True),
        ({"question": "seen", "is": "meeting"}, False),
        ({"question": "seen", "is_not": "meeting"}, True),
        ({"question": "unsaid", "is": "visit"}, False),
        ({"question": "unsaid", "is_not": "visit"}, True),
        ({"question": "grade", "is": "good"}, True),
        ({"question": "grade", "is_not": "good"}, False),
        ({"question": "helps", "has": "people"}, True),
        ({"question": "helps", "has": "peop"}, False),
        ({"question": "seen", "has": "v"}, False),
        ({"question": "felt", "is": 4}, True),
        ({"question": "felt", "at_least": 4}, True),
        ({"question": "felt", "at_least": 5}, False),
        ({"question": "felt", "at_most": 4}, True),
        ({"question": "felt", "at_most": 3}, False),
        ({"question": "unsaid", "at_most": 3}, False),
        ({"question": "yes", "at_least": 1}, False),
        ({"question": "yes", "is": 1}, False),
        ({"question": "felt", "answered": True}, True),
        ({"question": "felt", "answered": False}, False),
        ({"question": "empty", "answered": True}, False),
        ({"question": "unsaid", "answered": False}, True),
        ({"not": {"question": "seen", "is": "visit"}}, False),
    ],
)
def test_each_test(condition: dict[str, Any], expected: bool) -> None:
    assert holds(condition, ANSWERS) is expected


@pytest.mark.parametrize("parts", [[False, False], [False, True], [True, True]])
def test_all_and_any(parts: list[bool]) -> None:
    conditions = [{"question": "seen", "answered": part} for part in parts]

    assert holds({"all": conditions}, ANSWERS) is all(parts)
    assert holds({"any": conditions}, ANSWERS) is any(parts)


@pytest.mark.parametrize(
    "blank", [None, "", " \n\t", "\u200b\u3000\ufeff", "\u2060", [], {}, [{"kind": "", "words": " "}], {"grade": "", "rationale": None}]
)
def test_blank_is_no_answer(blank: object) -> None:
    assert is_blank(blank)


@pytest.mark.parametrize("said", ["0", 0, False, ["x"], [{"kind": "", "words": "x"}], {"grade": "x"}, [[[[]]]]])
def test_anything_else_is_an_answer(said: object) -> None:
    assert not is_blank(said)


@SOME
@given(st.data())
def test_it_never_raises_whatever_the_answers(data: st.DataObject) -> None:
    form = data.draw(definitions())
    given_answers = data.draw(answers(form) | st.dictionaries(st.sampled_from([q.key for q in form.questions]), ODD))

    for question in form.questions:
        if question.show_if is not None:
            held = holds(question.show_if, given_answers)

            assert holds({"not": question.show_if}, given_answers) is not held
