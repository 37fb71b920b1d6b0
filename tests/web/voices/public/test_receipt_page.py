"""With the code they were given, a person sees, corrects and takes back what they said."""

from __future__ import annotations

import pytest

from alongside.web.safeguarding.models import Reading
from alongside.web.voices.models import Response
from tests.web.voices.public.walking import code_on, fields, heading

RECEIPT = "/say/receipt/"


@pytest.fixture
def sent(walker):
    """The browser in which they sent it, and the page that the code opens."""
    me = walker()
    me.to_the_check()
    me.press("send")
    me.address = RECEIPT
    me.press("look", code=code_on(me.page))
    return me


def test_they_see_their_words_before_anybody_has_cleared_them(sent):
    text = sent.page.content.decode()

    assert heading(sent.page).startswith("What you said on")
    assert "They listened to Zebedee" in text
    assert "4, from 1 to 5" in text


def test_they_correct_it_and_it_goes_to_a_reader_again(sent):
    sent.press("correct")
    assert sent.heading == "Check what you said"
    sent.press("to:q-good")
    sent.answer(good="They listened to me in the end")
    sent.press("send")

    assert sent.heading == "We have changed what you said"
    assert Reading.objects.get().words["answers"] == {"good": "They listened to me in the end", "felt": 4}
    assert Reading.objects.get().state == "unread"


def test_they_change_what_we_may_do_with_it(sent):
    sent.press("use:quote:no")

    assert "From now on we do as you say here" in sent.page.content.decode()
    assert Response.objects.get().consent["quote"] is False
    assert Response.objects.get().consent["learning"] is True


def test_they_take_it_back_after_being_told_what_may_have_to_stay(sent):
    sent.press("delete")
    assert "they must keep that part" in sent.page.content.decode()
    assert Response.objects.get().withdrawn_on is None

    sent.press("really")

    assert sent.heading == "You have taken back what you said"
    assert Response.objects.get().withdrawn_on is not None
    assert Reading.objects.get().state == "withdrawn"


def test_what_was_taken_back_shows_no_words(sent):
    held = fields(sent.page)
    sent.press("delete")
    sent.press("really")

    page = sent.client.post(RECEIPT, {**held, "go": "look"})

    assert "Your words are not here any more" in page.content.decode()
    assert "Zebedee" not in page.content.decode()
    assert heading(sent.client.post(RECEIPT, {**held, "go": "correct"})).startswith("What you said on")


def test_the_code_is_in_no_address_and_the_page_does_not_show_it(sent):
    assert "Location" not in sent.page.headers
    assert fields(sent.page)["held"].startswith("gAAAA")


@pytest.mark.parametrize("typed", ["", "1234", "abcd efgh ijkl mnop qrst", "1" * 500])
def test_what_is_no_code_is_said_plainly(scene, client, typed):
    page = client.post(RECEIPT, {"go": "look", "code": typed})

    assert page.status_code == 422
    assert "one is wrong or missing" in page.content.decode()


@pytest.mark.parametrize("held", ["x", "gAAAA", ""])
def test_what_we_did_not_seal_opens_nothing(sent, held):
    assert heading(sent.client.post(RECEIPT, {"held": held, "go": "really"})) == "What is your code?"
    assert Response.objects.get().withdrawn_on is None


def test_another_sealed_thing_is_no_code(sent):
    from alongside.web.platform.sealing import seal

    for other in (seal({"for": "say", "code": "1"}), seal(["x"]), seal("x")):
        assert heading(sent.client.post(RECEIPT, {"held": other, "go": "really"})) == "What is your code?"
