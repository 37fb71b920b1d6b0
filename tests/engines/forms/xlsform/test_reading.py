"""Forms from elsewhere: what is carried, and that the rest is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.checking import check
from alongside.engines.forms.definition import Definition, Option, Question, QuestionType, Wording
from alongside.engines.forms.problems import Problem
from alongside.engines.forms.xlsform import Unreadable, read_what_fits, read_xlsform, write_xlsform

from ..small_form import options, words
from .workbooks import TITLED, YES_NO, kobo, survey, workbook

HAS_CHILDREN = {"question": "Has_children", "is": "yes"}


def test_a_form_from_kobotoolbox_is_carried_whole(tmp_path: Path) -> None:
    path = tmp_path / "kobo.xlsx"
    path.write_bytes(kobo())

    form = read_xlsform(path)

    assert form == Definition(
        title=words("Calm homes"),
        introduction=words("Welcome to our survey.", cy="Croeso."),
        questions=(
            Question(
                "Has_children", QuestionType.CHOICE, words("Do you have children?", cy="Oes gennych chi blant?"), hint=words("At home"),
                required=True, options=(Option("yes", words("Yes", cy="Oes")), Option("no", words("No", cy="Nac oes"))),
            ),
            Question("about", QuestionType.NOTE, words("About your children", cy="Am eich plant"), show_if=HAS_CHILDREN),
            Question("calm", QuestionType.SCALE, words("How calm is it at home?"), low=1, high=5, show_if=HAS_CHILDREN),
            Question(
                "what_helps", QuestionType.CHOICES, words("What helps?"),
                options=(Option("play", words("Playing", cy="Chwarae")), Option("food", words("Food", cy="Bwyd"))),
                show_if={"all": [HAS_CHILDREN, {"question": "calm", "at_most": 3}]},
            ),
            Question(
                "why", QuestionType.TEXT, words("Why?"),
                show_if={"all": [HAS_CHILDREN, {"question": "what_helps", "has": "food"}, {"question": "calm", "answered": True}]},
            ),
            Question("trust", QuestionType.SCALE, words("How far do you trust us?"), low=0, high=10),
            Question("agree", QuestionType.CHOICES, words("I agree"), required=True, options=(Option("OK", words("I have read this")),)),
            Question(
                "more", QuestionType.TEXT, words("Anything else?"),
                show_if={"any": [{"question": "agree", "has": "OK"}, {"not": {"question": "trust", "at_least": 5}}]},
            ),
        ),
    )  # fmt: skip
    assert check(to_json(form)) == []
    assert read_xlsform(write_xlsform(form)) == form


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("geopoint", "places are not carried"),
        ("image", "photographs are not carried"),
        ("audio", "sound recordings are not carried"),
        ("calculate", "calculated answers are not carried"),
        ("rank yn", "rankings are not carried"),
        ("username", "names of devices and users are not carried"),
        ("select_one_from_file towns.csv", "choices from another file are not carried"),
    ],
)
def test_what_is_not_carried_is_named_and_left_out(kind: str, what: str) -> None:
    book = survey(
        ["text", "first", "First"], [kind, "second", "Second", None, "1 + 1"], columns=("type", "name", "label", "relevant", "calculation")
    )

    fitted = read_what_fits(book)

    assert [question.key for question in fitted.definition.questions] == ["first"]
    [problem] = fitted.left_out
    assert (problem.where, problem.what) == ("survey, row 3, column type", what)
    with pytest.raises(Unreadable) as refused:
        read_xlsform(book)
    assert refused.value.problems == (problem,)


def test_questions_that_repeat_are_left_out_with_all_in_them() -> None:
    rows = [
        ["text", "a", "A"],
        ["begin_repeat", "each", "Each"],
        ["begin_group", "g", "G"],
        ["text", "b", "B"],
        ["end_group"],
        ["end_repeat"],
        ["text", "c", "C"],
    ]

    fitted = read_what_fits(survey(*rows))

    assert [question.key for question in fitted.definition.questions] == ["a", "c"]
    assert [problem.where for problem in fitted.left_out] == ["survey, row 3, column type"]


@pytest.mark.parametrize("kind", ["integer", "decimal", "date", "time", "dateTime", "range"])
def test_what_we_ask_for_as_text_is_said(kind: str) -> None:
    fitted = read_what_fits(
        survey(
            [kind, "a", "A", None, "start=0 end=100 step=5" if kind == "range" else None],
            columns=("type", "name", "label", "relevant", "parameters"),
        )
    )

    assert fitted.definition.questions == (Question("a", QuestionType.TEXT, words("A")),)
    assert fitted.left_out[0].where == "survey, row 2, column type"
    assert fitted.left_out[0].what.endswith("are asked for as text")


def test_or_other_asks_which() -> None:
    form = read_xlsform(survey(["select_one yn or_other", "a", "A"], ["select_multiple yn or_other", "b", "B", "${a} = 'other'"]))

    assert form.questions[0].options[-1] == Option("other", words("Other"))
    assert form.questions[1] == Question("a_other", QuestionType.TEXT, words("Specify other."), show_if={"question": "a", "is": "other"})
    assert form.questions[2].show_if == {"question": "a", "is": "other"}
    assert form.questions[3].show_if == {"question": "b", "has": "other"}


def test_names_that_do_not_fit_become_names_that_do_and_conditions_follow() -> None:
    choices = [["list_name", "name", "label"], ["l", "très", "Very"], ["l", "no!", "No"]]
    fitted = read_what_fits(survey(["select_one l", "my-name", "A"], ["text", "data", "B", "${my-name} = 'très'"], choices=choices))

    first, second = fitted.definition.questions
    assert (first.key, [option.key for option in first.options]) == ("my_name", ["tr_s", "no"])
    assert (second.key, second.show_if) == ("data_2", {"question": "my_name", "is": "tr_s"})
    assert [problem.where for problem in fitted.left_out] == [
        "choices, row 2, column name", "choices, row 3, column name", "survey, row 2, column name", "survey, row 3, column name",
    ]  # fmt: skip


def test_the_same_name_in_two_groups() -> None:
    rows = [["begin_group", "g"], ["text", "a", "A"], ["end_group"], ["begin_group", "h"], ["text", "a", "A again"], ["end_group"]]

    fitted = read_what_fits(survey(*rows))

    assert [question.key for question in fitted.definition.questions] == ["a", "a_2"]
    assert fitted.left_out[0].what == "“a” is now called “a_2”"


def test_answers_in_words_and_languages_we_do_not_have_are_named() -> None:
    rows = [["text", "a", "Your name?", "Votre nom ?"], ["text", "b", "Thank you, ${a}", "Merci"]]

    fitted = read_what_fits(survey(*rows, columns=("type", "name", "label::English (en)", "label::French (fr)")))

    assert [question.words for question in fitted.definition.questions] == [words("Your name?"), words("Thank you, …")]
    assert [problem.where for problem in fitted.left_out] == [
        "survey, row 3, column label::English (en)", "survey, rows 2, 3, column label::French (fr)",
    ]  # fmt: skip


def test_a_bare_label_is_in_the_default_language() -> None:
    book = workbook(
        survey=[["type", "name", "label", "label::English (en)"], ["text", "a", "Beth?", "What?"]],
        settings=[["form_title", "default_language"], ["Ffurflen", "Cymraeg (cy)"]],
    )

    assert read_xlsform(book).questions[0].words == words("What?", cy="Beth?")


def test_a_form_without_english_is_refused_once() -> None:
    with pytest.raises(Unreadable) as refused:
        read_what_fits(survey(["text", "a", "Jak?"], columns=("type", "name", "label::Polski (pl)")))

    assert refused.value.problems == (
        Problem("survey, row 1", "has label::Polski (pl)", "words in English under “label” or “label::English (en)”"),
    )


def test_every_other_column_and_sheet_with_something_in_it_is_named() -> None:
    columns = ("type", "name", "label", "appearance", "default", "hint", "media::audio", "my notes", "_mine", "$kuid", "empty")
    book = workbook(
        survey=[columns, ["text", "a", "A", "numbers", "x", "Hint", "a.mp3", "ask Jo", "skip", "kk"]],
        choices=YES_NO, settings=[[*TITLED[0], "public_key"], [*TITLED[1], "abc"]], Workings=[["a"], ["b"]], _private=[["a"], ["b"]],
    )  # fmt: skip

    fitted = read_what_fits(book)

    assert [problem.where for problem in fitted.left_out] == [
        "workings", "survey, row 2, column appearance", "survey, row 2, column default", "survey, row 2, column media::audio",
        "survey, row 2, column my notes", "settings, row 2, column public_key",
    ]  # fmt: skip


def test_a_column_of_ours_that_no_longer_fits_is_named() -> None:
    fitted = read_what_fits(survey(["text", "a", "A", "grade"], columns=("type", "name", "label", "alongside_type")))

    assert fitted.definition.questions[0].type is QuestionType.TEXT
    assert fitted.left_out == (Problem("survey, row 2, column alongside_type", "“grade” does not go with text", "text, or an empty cell"),)


def test_a_form_of_ours_that_somebody_edited() -> None:
    """A row added in Excel, an answer taken out, a part of a question deleted: it is read as it now stands."""
    rows = [
        ["select_one g", "grade", "How good?", None, "grade"], ["text", "grade_why", "Why?", "${grade} != ''", "part of grade"],
        ["text", "new", "New question", "${grade} = 'good'", None], ["text", "gone_why", "Why that?", None, "part of gone"],
    ]  # fmt: skip
    choices = [["list_name", "name", "label"], ["g", "good", "Good"], ["g", "fair", "Fair"]]

    fitted = read_what_fits(survey(*rows, columns=("type", "name", "label", "relevant", "alongside_type"), choices=choices))

    assert fitted.definition.questions == (
        Question("grade", QuestionType.GRADE, words("How good?"), options=options("good", "fair")),
        Question("new", QuestionType.TEXT, words("New question"), show_if={"question": "grade", "is": "good"}),
        Question("gone_why", QuestionType.TEXT, words("Why that?")),
    )
    assert fitted.left_out[0].what == "“part of gone” does not go with text"


def test_a_title_and_an_introduction_are_found_or_made() -> None:
    fitted = read_what_fits(workbook(survey=[["type", "name", "label"], ["text", "a", "A"]]))

    assert fitted.definition.title == Wording({"en": "A form without a title"})
    assert fitted.definition.introduction == Wording({"en": "Please answer these questions."})
    assert fitted.left_out == (Problem("settings", "the form has no title", "a form_title"),)
