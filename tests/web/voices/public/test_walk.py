"""The whole walk, one thing a page, and what is on the server at each step."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from alongside.engines.forms.definition import Option, Question, QuestionType, Wording
from alongside.web.safeguarding.models import Reading
from alongside.web.voices.models import Response, SavedPlace, Way
from alongside.web.voices.public import carried
from tests import factories as make
from tests.web.voices.public.walking import Walker, code_on, fields, heading


def en(words: str) -> Wording:
    return Wording({"en": words})


def conditional():
    visited = Question(
        "visited", QuestionType.CHOICE, en("Did we visit?"), required=True, options=(Option("yes", en("Yes")), Option("no", en("No")))
    )
    then = Question("then", QuestionType.TEXT, en("What was it like?"), show_if={"question": "visited", "is": "yes"})
    return make.form_version("parent", make.definition(visited, then, Question("more", QuestionType.TEXT, en("Anything more?"))))


def test_one_thing_a_page_and_nothing_on_the_server_until_it_is_sent(walker):
    me = walker()

    seen = [me.heading]
    for go in ("next", "next", "next", "yes", "no", "yes"):
        seen.append(heading(me.press(go)))
    me.answer(good="They listened to Zebedee")
    seen += [me.heading, heading(me.answer(felt="4"))]

    assert seen == [
        "A form", "Who reads what you say", "Do we know who you are?", "Is this OK with you?", "Is this OK with you?",
        "Is this OK with you?", "What is going well?", "How did it feel? (optional)", "Check what you said",
    ]  # fmt: skip
    assert not Response.objects.exists() and not Reading.objects.exists() and not SavedPlace.objects.exists()

    me.press("send")

    assert me.heading == "Thank you. We have what you said"
    response = Response.objects.get()
    assert response.consent == {"words": 1, "learning": True, "team": False, "quote": True}
    assert response.reading.words["answers"] == {"good": "They listened to Zebedee", "felt": 4}
    assert response.answers is None  # a reader reads them first
    assert (response.via, response.anonymous, response.way, response.arrived_at) == ("link", True, None, None)


def test_sent_twice_is_stored_once_with_the_same_code(walker):
    me = walker()
    check = me.to_the_check()

    first = code_on(me.press("send"))
    again = code_on(me.client.post(me.address, {**fields(check), "go": "send"}))

    assert first == again
    assert Response.objects.count() == 1


def test_a_known_link_takes_one_answer_and_still_tells_its_code_again(walker):
    me = walker(anonymous=False, reference="FC-7")
    check = me.to_the_check()
    first = code_on(me.press("send"))

    assert me.client.get(me.address).status_code == 404  # for somebody new
    assert code_on(me.client.post(me.address, {**fields(check), "go": "send"})) == first
    assert Response.objects.get().reference == "FC-7"


@pytest.mark.parametrize(
    ("what", "says"), [({}, "No. Anybody can use this link."), ({"anonymous": False, "reference": "FC-7"}, "Yes. This link")]
)
def test_the_link_says_whether_we_know_who_it_is(walker, what, says):
    me = walker(**what)
    me.press()
    me.press()

    assert says in me.page.content.decode()


def test_saying_no_to_every_use_still_lets_a_person_speak(walker):
    me = walker()
    me.to_the_questions(agree="no")
    me.answer(good="I will say it all the same")
    me.press("skip")
    me.press("send")

    assert Response.objects.get().consent == {"words": 1, "learning": False, "team": False, "quote": False}


def test_going_back_keeps_answers(walker):
    me = walker()
    me.to_the_questions()
    me.answer(good="First words")

    me.press("back", **{"q-felt": "2"})
    assert "First words" in me.page.content.decode()

    me.answer(good="Better words")
    assert 'value="2" checked' in me.page.content.decode()


def test_a_question_is_changed_from_the_check_and_leads_back_there(walker):
    me = walker()
    me.to_the_check()

    me.press("to:q-good")
    me.answer(good="Other words")

    assert me.heading == "Check what you said"
    assert "Other words" in me.page.content.decode()

    me.press("to:use-quote")
    me.press("no")
    me.press("send")
    assert Response.objects.get().consent["quote"] is False


def test_an_answer_that_opens_a_question_leads_to_it_and_one_that_closes_it_takes_its_words_away(scene, no_hurry):
    me = Walker(scene.way(conditional()))
    me.to_the_questions()
    me.answer(visited="no")
    me.answer(more="Thank you")
    assert me.heading == "Check what you said"

    me.press("to:q-visited")
    me.answer(visited="yes")
    assert me.heading.startswith("What was it like?")
    me.answer(then="Too short")
    assert me.heading == "Check what you said"

    me.press("to:q-visited")
    me.answer(visited="no")
    me.press("send")
    assert Reading.objects.get().words["answers"] == {"visited": "no", "more": "Thank you"}


def test_continue_asks_for_an_answer_and_i_would_rather_not_say_does_not(walker):
    me = walker()
    me.to_the_questions()

    asked = me.answer(good="  ")
    assert asked.status_code == 422
    assert "Write your answer" in asked.content.decode()
    assert 'href="#q-good"' in asked.content.decode()

    assert me.press("skip").status_code == 200
    assert me.heading.startswith("How did it feel?")


def test_saying_nothing_at_all_is_not_sent(walker):
    me = walker()
    me.to_the_questions()
    me.press("skip")
    me.press("skip")

    assert me.press("send").status_code == 422
    assert "Answer at least one question" in me.page.content.decode()
    assert not Response.objects.exists()


def test_another_language_size_or_easy_read_keeps_what_was_typed(walker):
    me = walker()
    me.to_the_questions()

    me.press(show="language=ur", **{"q-good": "Half a sent"})
    text = me.page.content.decode()
    assert '<html lang="ur" dir="rtl"' in text
    assert "Half a sent" in text

    me.press(show="size=larger", **{"q-good": "Half a sent"})
    me.press(show="reader=easy", **{"q-good": "Half a sentence"})
    assert 'class="govuk-template public public--larger public--easy"' in me.page.content.decode()
    assert "Half a sentence" in me.page.content.decode()


def test_a_young_child_meets_easy_read_first(scene):
    assert "public--easy" in Walker(scene.way(make.form_version("child_9_12"))).page.content.decode()
    assert "public--plain" in Walker(scene.way()).page.content.decode()


def test_the_notice_and_the_way_to_help_come_before_any_words(walker):
    me = walker()
    while "<textarea" not in me.page.content.decode():
        assert "I am not safe. I want help now" in me.page.content.decode()
        seen_notice = "we cannot keep it secret" in me.page.content.decode() or locals().get("seen_notice")
        me.press("yes" if 'name="go" value="yes"' in me.page.content.decode() else "next")

    assert seen_notice
    assert "I am not safe. I want help now" in me.page.content.decode()


def test_the_version_stays_the_one_it_was_begun_with(scene, no_hurry):
    me = Walker(scene.way())
    me.to_the_questions()
    newer = make.form_version(form=scene.parent.form, form_definition=make.definition(Question("new", QuestionType.TEXT, en("New?"))))

    me.answer(good="To the old one")
    me.press("skip")
    me.press("send")

    assert Response.objects.get().version == scene.parent != newer


def test_begun_before_midnight_on_the_last_day_it_may_still_be_sent(walker):
    me = walker(closes_on=timezone.localdate())
    me.to_the_check()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Way.objects.update(opens_on=yesterday, closes_on=yesterday)

    assert me.client.get(me.address).status_code == 404
    assert me.press("send").status_code == 200
    assert Response.objects.count() == 1


def test_what_the_page_carries_is_bound_to_its_link(scene, no_hurry):
    mine, other = Walker(scene.way()), Walker(scene.way())
    mine.to_the_questions()

    page = other.client.post(other.address, {**fields(mine.page), "go": "next", "q-good": "Mine"})

    assert heading(page) == "A form"


def test_what_the_page_carries_cannot_be_changed_or_read(walker):
    me = walker()
    me.to_the_check()
    text = fields(me.page)["carried"]

    assert "Zebedee" not in text
    assert carried.opened(text).answers == {"good": "They listened to Zebedee", "felt": 4}
    for at in (0, len(text) // 2, len(text) - 3):
        assert carried.opened(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]) is None
    assert heading(me.press(carried=text[:-4])) == "A form"


def test_what_was_begun_long_ago_starts_anew():
    begun = carried.Carried(version="x", day=(timezone.localdate() - dt.timedelta(days=16)).isoformat())

    assert carried.opened(begun.sealed) is None


def test_more_than_a_page_can_carry_is_given_back_to_be_shortened(scene, no_hurry):
    import random

    many = [Question(f"t{n}", QuestionType.TEXT, en(f"Question {n}?")) for n in range(6)]
    me = Walker(scene.way(make.form_version("parent", make.definition(*many))))
    me.to_the_questions()
    letters = random.Random(7)
    words = ["".join(letters.choices("abcdefghijklmnopqrstuvwxyz ", k=9_990)) for _ in many]

    pages = [me.answer(**{f"t{n}": words[n]}) for n in range(3)]

    assert [page.status_code for page in pages] == [200, 200, 422]
    assert "This is more than one form can carry" in pages[-1].content.decode()
    assert words[2].strip() in pages[-1].content.decode()
    assert me.answer(t2="Shorter").status_code == 200


@pytest.mark.parametrize("why", ["closed", "not yet", "over", "full", "no numbers", "unknown", "another shape"])
def test_no_link_tells_why_it_does_not_work(scene, why):
    way = scene.way()
    me = Walker(way)
    today = timezone.localdate()
    changes = {
        "closed": {"closed_at": timezone.now()},
        "not yet": {"opens_on": today + dt.timedelta(days=1)},
        "over": {"opens_on": today - dt.timedelta(days=9), "closes_on": today - dt.timedelta(days=3)},
        "full": {"answers_taken": way.most_answers},
    }
    Way.objects.filter(pk=way.pk).update(**changes.get(why, {}))
    unknown = me.client.get(f"/say/{'0' * 26}/")
    if why == "no numbers":
        make.arrangements(front_door_phone="")
        cache.clear()
        unknown = me.client.get(f"/say/{'0' * 26}/")
    address = {"unknown": f"/say/{'1' * 26}/", "another shape": "/say/hello/"}.get(why, me.address)

    page = me.client.get(address)

    assert page.status_code == unknown.status_code == 404
    assert page.content == unknown.content
    assert "0800 1111" in page.content.decode()


def test_a_link_closed_while_somebody_writes_gives_their_words_back(walker):
    me = walker()
    me.to_the_check()
    Way.objects.update(closed_at=timezone.now())

    page = me.press("send")

    assert page.status_code == 404
    assert "They listened to Zebedee" in page.content.decode()
    assert not Response.objects.exists()


def test_a_link_that_fills_up_while_somebody_writes_keeps_their_words_on_the_page(walker):
    me = walker()
    me.to_the_check()
    Way.objects.update(answers_taken=200)

    page = me.press("send")

    assert page.status_code == 409
    assert "Your words are still here" in page.content.decode()
    assert "They listened to Zebedee" in page.content.decode()
