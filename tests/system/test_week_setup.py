"""Setting a week up and taking part in it, in a real browser: by mouse, by thumb, by keyboard, without scripts, and in error."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.web.weeks.models import Interest, Offer, PracticeWeek, ShadowingRequest
from tests import factories as make
from tests.system.accessibility import assert_accessible, tab_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def week() -> PracticeWeek:
    return make.week(state="open", name="Spring practice week", theme="Hearing children")


def test_a_practice_lead_sets_up_a_week_from_nothing_and_opens_it(page: Page, sign_in: Any) -> None:
    make.staff(name="Amina Khan", seniority="director", job_title="Director")
    sign_in(page, make.user("practice_lead"))

    page.goto("/")
    page.get_by_role("button", name="Set up a practice week").click()
    page.get_by_role("button", name="Set up this week").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter name of the week")
    assert_accessible(page, "week-new-errors")
    page.get_by_role("link", name="Enter name of the week").click()
    expect(page.get_by_label("Name of the week")).to_be_focused()
    page.get_by_label("Name of the week").fill("Spring practice week 2018")
    page.get_by_label("First day").fill("5/3/2018")
    page.get_by_label("Last day", exact=True).fill("9/3/2018")
    page.get_by_role("button", name="Set up this week").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Spring practice week 2018")
    assert_accessible(page, "week-hub")
    page.get_by_role("button", name="Choose who will visit").click()
    page.get_by_label("Amina Khan").check()
    assert_accessible(page, "visitors-add")
    page.get_by_role("button", name="Add to the visitors").click()
    expect(page.get_by_text("Amina Khan is now a visitor.")).to_be_visible()
    assert_accessible(page, "visitors")
    page.get_by_role("link", name="Back").click()
    page.get_by_role("button", name="Open the week").click()

    expect(page.get_by_text("The week is open.")).to_be_visible()
    assert PracticeWeek.objects.get().state == "open"


@pytest.mark.both_databases
def test_a_visitor_answers_on_a_phone(phone: Page, sign_in: Any, week: PracticeWeek) -> None:
    service = make.service(name="Early help")
    visitor = make.visitor(week, slots=())
    sign_in(phone, make.user("visitor", staff_member=visitor.staff_member))

    phone.goto("/")
    phone.get_by_role("button", name="Give your availability").tap()
    assert_accessible(phone, "availability")
    phone.get_by_role("group", name="Tuesday 6 March").get_by_label("Afternoon").check()
    phone.get_by_role("group", name="Early help").get_by_label("Keen").check()
    phone.get_by_role("button", name="Save").tap()

    expect(phone.get_by_text("Thank you, that is all we need.")).to_be_visible()
    expect(phone.get_by_text("Last saved")).to_be_visible()
    assert list(visitor.availability.values_list("slot", flat=True)) == [4]
    assert visitor.interests.get(service=service).level == Interest.Level.KEEN


def test_a_visitor_answers_by_keyboard_alone_and_sees_where_they_are(page: Page, sign_in: Any, week: PracticeWeek) -> None:
    visitor = make.visitor(week, slots=())
    sign_in(page, make.user("visitor", staff_member=visitor.staff_member))
    page.goto(f"/weeks/visitors/{visitor.pk}/availability/")

    tab_to(page, page.get_by_role("group", name="Monday 5 March").get_by_label("Morning"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Save"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("Saved at")).to_be_visible()
    assert list(visitor.availability.values_list("slot", flat=True)) == [0]


def test_two_people_change_one_answer_and_the_second_is_told(phone: Page, sign_in: Any, week: PracticeWeek) -> None:
    visitor = make.visitor(week, slots=())
    sign_in(phone, make.user("visitor", staff_member=visitor.staff_member))
    phone.goto(f"/weeks/visitors/{visitor.pk}/availability/")
    from alongside.web.weeks.actions.availability import give_availability

    give_availability(visitor=visitor, slots=[9], interests={}, as_seen="", by=make.user("practice_lead"))

    phone.get_by_role("group", name="Monday 5 March").get_by_label("Morning").check()
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Somebody else changed these answers")
    assert_accessible(phone, "availability-stale")
    phone.get_by_role("button", name="Save").tap()

    expect(phone.get_by_text("Saved at")).to_be_visible()
    assert list(visitor.availability.values_list("slot", flat=True)) == [0]


def test_a_team_manager_offers_changes_and_takes_back_on_a_phone(phone: Page, sign_in: Any, week: PracticeWeek) -> None:
    team = make.team(name="Heron")
    sign_in(phone, make.user("team_manager", staff_member=make.staff(team=team)))

    phone.goto("/")
    phone.get_by_role("button", name="Offer something to see").tap()
    assert_accessible(phone, "team-offers-none")
    phone.get_by_role("button", name="Add something to see").tap()
    phone.get_by_label("What will they see?").fill("A visit to Jane Smith")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Choose what can be seen")
    expect(phone.get_by_role("alert")).to_contain_text("somebody's name")
    assert_accessible(phone, "offer-errors")
    phone.get_by_label("What can be seen?").select_option("Home visit")
    phone.get_by_label("When?").select_option("Wednesday morning")
    phone.get_by_label("What will they see?").fill("A first visit after a referral")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_role("heading", name="Wednesday morning: home visit")).to_be_visible()
    expect(phone.get_by_text("Family not asked yet")).to_be_visible()
    assert_accessible(phone, "team-offers")
    phone.get_by_role("link", name="Change Wednesday morning").tap()
    phone.get_by_label("The family has agreed to a visitor").check()
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_text("The family has agreed.")).to_be_visible()
    phone.get_by_role("button", name="Take back Wednesday morning").tap()

    expect(phone.get_by_text("is no longer offered")).to_be_visible()
    assert not Offer.objects.standing().exists()


def test_a_practitioner_asks_and_a_manager_says_whom_they_would_take(phone: Page, page: Page, sign_in: Any, week: PracticeWeek) -> None:
    manager = make.user("team_manager", staff_member=make.staff(name="Max Manager", job_title="Head of panels"))
    sign_in(page, manager)
    page.goto(f"/weeks/{week.pk}/shadowing/offer/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one time")
    assert_accessible(page, "shadowing-offer-errors")
    page.get_by_role("group", name="Monday 5 March").get_by_label("Morning").check()
    page.get_by_role("button", name="Save").click()

    sign_in(phone, make.user("practitioner", staff_member=make.staff(name="Pat Practitioner")))
    phone.goto("/")
    phone.get_by_role("button", name="Ask to shadow").tap()
    phone.get_by_label("First choice").select_option("Max Manager, Head of panels")
    phone.get_by_role("group", name="Monday 5 March").get_by_label("Morning").check()
    assert_accessible(phone, "shadowing-ask")
    phone.get_by_role("button", name="Save what I ask").tap()
    expect(phone.get_by_text("Your request is saved.")).to_be_visible()

    page.get_by_role("link", name="Say whom you would like to take").click()
    page.get_by_role("group", name="Pat Practitioner").get_by_label("Very much").check()
    assert_accessible(page, "shadowing-rank")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("The plan weighs what you")).to_be_visible()
    preference = ShadowingRequest.objects.get().preferences.get()
    assert (preference.practitioner_choice, preference.host_choice) == (0, 0)


def test_a_family_conversation_never_carries_a_name(phone: Page, sign_in: Any, week: PracticeWeek) -> None:
    team = make.team(name="Heron")
    sign_in(phone, make.user("team_manager", staff_member=make.staff(team=team)))

    phone.goto(f"/weeks/{week.pk}/conversations/")
    phone.get_by_role("button", name="Add a conversation").tap()
    phone.get_by_label("Your reference").fill("Jane Smith")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_role("alert")).to_contain_text("names stay out")
    assert_accessible(phone, "conversation-errors")
    phone.get_by_label("Your reference").fill("FC-12")
    phone.get_by_role("group", name="Friday 9 March").get_by_label("Evening").check()
    phone.get_by_role("button", name="Save").tap()

    expect(phone.get_by_text("FC-12 is saved.")).to_be_visible()
    assert_accessible(phone, "conversations")


def test_everything_works_without_scripts(without_scripts: Page, sign_in: Any, week: PracticeWeek) -> None:
    visitor = make.visitor(week, slots=())
    sign_in(without_scripts, make.user("visitor", staff_member=visitor.staff_member))

    without_scripts.goto(f"/weeks/visitors/{visitor.pk}/availability/")
    without_scripts.get_by_role("group", name="Monday 5 March").get_by_label("Evening").check()
    without_scripts.get_by_role("button", name="Save").click()

    expect(without_scripts.get_by_text("Saved at")).to_be_visible()
    assert list(visitor.availability.values_list("slot", flat=True)) == [2]


def test_the_practice_leads_other_pages_are_accessible_in_error_too(page: Page, sign_in: Any, week: PracticeWeek) -> None:
    team = make.team()
    make.offer(week, team)
    visitor = make.visitor(week, make.staff(name="Amina Khan"))
    make.visitor(week, slots=())
    week.declared_interests.create(staff_member=visitor.staff_member, team=team, reason="A relative")
    week.interpreters.create(name="Agency", languages=["pl"], slots=[1])
    host = week.shadowing_hosts.create(staff_member=make.staff(), slots=[1])
    week.shadowing_requests.create(staff_member=make.staff(), slots=[1]).preferences.create(host=host, practitioner_choice=0)
    sign_in(page, make.user("practice_lead"))

    for path in ("details", "rules", "enquiry", "offers", "shadowing", "reminders", "visitors"):
        page.goto(f"/weeks/{week.pk}/{path}/")
        assert_accessible(page, f"lead-{path}")
    for path in ("declared-interests", "interpreters", "visitors/add"):
        page.goto(f"/weeks/{week.pk}/{path}/")
        page.locator("main form .govuk-button:not(.govuk-button--secondary)").last.click()
        expect(page.get_by_text("There is a problem")).to_be_visible()
        assert_accessible(page, f"lead-{path.replace('/', '-')}-errors")
    page.goto(f"/weeks/visitors/{visitor.pk}/")
    page.get_by_label("Fewest visits").fill("9")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("The usual number must be at least the fewest")
    assert_accessible(page, "lead-visitor-errors")


def test_reminding_everybody_is_one_click(page: Page, sign_in: Any, week: PracticeWeek) -> None:
    make.visitor(week, slots=())
    sign_in(page, make.user("practice_lead"))

    page.goto(f"/weeks/{week.pk}/reminders/")
    page.get_by_role("button", name="Remind them all").click()

    expect(page.get_by_text("1 person reminded.")).to_be_visible()
