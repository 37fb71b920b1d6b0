"""An allegation about staff is hidden from that person, their team's manager and everybody above, whatever roles they hold."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from alongside.web.access.models import RoleGrant, User
from alongside.web.audit.models import AuditEvent
from alongside.web.design.at_hand import at_hand_for
from alongside.web.notices.models import Notice
from alongside.web.organisation.models import StaffMember
from alongside.web.safeguarding.actions.concerns import ask_for_help_now, mark_about_staff, open_verbatim, worry_about
from alongside.web.safeguarding.actions.reading import open_words, raise_concern, release_rest
from alongside.web.safeguarding.actions.rota import take_over
from alongside.web.safeguarding.lines import Lines
from alongside.web.safeguarding.models import Concern, Reading
from alongside.web.safeguarding.queries import open_concern_count
from tests import factories as make
from tests.web.safeguarding.scene import SIGN_IN, Scene, lead, say, staffed

Allege = Callable[..., Concern]


@pytest.fixture
def line(scene: Scene) -> dict[str, StaffMember]:
    """A director, a head of service, a team manager by post, a supervisor, and the person it is about."""
    team = make.team()
    director = staffed("Director")
    head = staffed("Head of service", director)
    manager = staffed("Team manager", head)
    make.post(team, manager, manages_team=True)
    supervisor = staffed("Supervisor", staffed("Service manager", director))
    person = staffed("Person", supervisor, team)
    peer = staffed("Peer", supervisor, team)
    return {
        "director": director, "head": head, "manager": manager, "supervisor": supervisor, "person": person, "peer": peer,
        "service manager": supervisor.manager, "elsewhere": staffed("Elsewhere", director),
    }  # fmt: skip


@pytest.fixture
def allege(scene: Scene, line: dict[str, StaffMember]) -> Allege:
    def about(person: StaffMember | None, **fields: object) -> Concern:
        reading = say(**fields)
        return raise_concern(reading=reading, passages=["better"], about_staff=True, about=person, by=scene.reader)

    return about


def reads(concern: Concern, user: User) -> bool:
    """With every right and on duty, is it there for this person?"""
    take_over(by=user)
    readable = Concern.objects.visible_to(user).filter(pk=concern.pk).exists()
    words = concern.reading is not None and Reading.objects.visible_to(user).filter(pk=concern.reading.pk).exists()
    assert words == readable
    return readable


IN_LINE = ["person", "supervisor", "service manager", "director", "manager", "head"]


@pytest.mark.parametrize("who", IN_LINE)
def test_hidden_from_the_line_even_from_a_safeguarding_lead_on_duty(allege: Allege, line: dict[str, StaffMember], who: str):
    concern = allege(line["person"])
    user = lead("In the line", staff_member=line[who])

    assert not reads(concern, user)
    with pytest.raises(Http404):
        open_verbatim(concern=concern, by=user)
    with pytest.raises(Http404):
        open_words(reading=concern.reading, by=user)
    with pytest.raises(Http404):
        release_rest(reading=concern.reading, masked={}, by=user)


@pytest.mark.parametrize("who", ["peer", "elsewhere"])
def test_open_to_a_reader_outside_the_line(allege: Allege, line: dict[str, StaffMember], who: str):
    assert reads(allege(line["person"]), lead("Outside", staff_member=line[who]))


def test_somebody_not_tied_to_the_staff_list_cannot_be_shown_to_be_outside(allege: Allege, line: dict[str, StaffMember]):
    assert not reads(allege(line["person"]), make.user("safeguarding_lead"))


def test_an_account_with_the_address_of_somebody_in_the_line(allege: Allege, line: dict[str, StaffMember]):
    user = lead("Second account")
    User.objects.filter(pk=user.pk).update(email=line["manager"].email.upper())

    assert not reads(allege(line["person"]), User.objects.get(pk=user.pk))


def test_a_line_that_loops(allege: Allege, line: dict[str, StaffMember]):
    line["director"].manager = line["supervisor"]
    line["director"].save()

    assert not reads(allege(line["person"]), lead("Director", staff_member=line["director"]))
    assert reads(allege(line["person"]), lead("Peer", staff_member=line["peer"]))


def test_a_manager_who_has_left_still_leads_upwards(allege: Allege, line: dict[str, StaffMember]):
    StaffMember.objects.filter(pk=line["supervisor"].pk).update(retired_on="2018-01-01")

    assert not reads(allege(line["person"]), lead("Up", staff_member=line["service manager"]))


def test_a_manager_of_a_second_post(allege: Allege, line: dict[str, StaffMember]):
    other_team, other_manager = make.team(), staffed("Other manager")
    make.post(other_team, line["person"])
    make.post(other_team, other_manager, manages_team=True)

    assert not reads(allege(line["person"]), lead("Other", staff_member=other_manager))


@pytest.mark.parametrize("who", ["person", "peer", "manager", "head", "director"])
def test_with_nobody_named_everybody_in_the_team_and_above_may_be_the_one(allege: Allege, line: dict[str, StaffMember], who: str):
    concern = allege(None, team=line["person"].team)

    assert not reads(concern, lead("In the team", staff_member=line[who]))
    assert reads(concern, lead("Elsewhere", staff_member=line["elsewhere"]))


def test_the_reader_who_raised_it_against_their_own_line_sees_it_no_more(scene: Scene):
    concern = raise_concern(reading=say(), passages=[], about_staff=True, about=scene.reader.staff_member, by=scene.reader)

    assert not Concern.objects.visible_to(scene.reader).exists()
    assert not Reading.objects.visible_to(scene.reader).exists()
    assert {notice.to for notice in Notice.objects.filter(key__contains=str(concern.pk))} == {scene.deputy.email, scene.head.email}


def test_marked_later_it_closes_to_whoever_is_in_the_line(scene: Scene):
    concern = ask_for_help_now(client_id=uuid4(), directorate=make.directorate(), team=None, words="It is Rea", contact="")
    assert Concern.objects.visible_to(scene.reader).exists()

    mark_about_staff(concern=concern, about=scene.reader.staff_member, by=scene.reader)

    assert not Concern.objects.visible_to(scene.reader).exists()
    assert Concern.objects.visible_to(scene.head).exists()


def test_the_trail_looks_the_same_for_an_allegation(allege: Allege, line: dict[str, StaffMember], scene: Scene):
    """The practice lead and the director read the trail, and may be in the line."""
    allege(line["person"], team=line["person"].team)
    raise_concern(reading=say(), passages=["better"], about_staff=False, about=None, by=scene.reader)
    mark_about_staff(concern=Concern.objects.filter(about_staff=False).get(), about=line["person"], by=scene.reader)

    first, second = AuditEvent.objects.filter(action="concern.raised").values("object_name", "detail")
    assert first == second == {"object_name": "Concern", "detail": {"source": "reading"}}
    trail = str(list(AuditEvent.objects.filter(object_type__startswith="safeguarding.").values()))
    assert not {word for word in ("staff", "Person", line["person"].team.name, str(line["person"].pk)) if word in trail}


def test_where_nobody_is_left_those_who_give_roles_are_asked_to_appoint_somebody(
    allege: Allege, line: dict[str, StaffMember], scene: Scene
):
    for user in (scene.reader, scene.deputy, scene.head):
        StaffMember.objects.filter(pk=line["person"].pk).update(manager=user.staff_member)
        line["person"].refresh_from_db()
        user.staff_member.refresh_from_db()
    StaffMember.objects.filter(pk=scene.head.staff_member.pk).update(manager=scene.deputy.staff_member)
    StaffMember.objects.filter(pk=scene.deputy.staff_member.pk).update(manager=scene.reader.staff_member)
    RoleGrant.objects.filter(role="safeguarding_lead", user__staff_member=None).delete()
    administrator = make.user("administrator", staff_member=line["elsewhere"])
    in_the_line = make.user("administrator", staff_member=line["person"])

    concern = allege(line["person"])

    told = Notice.objects.filter(key__contains=str(concern.pk))
    assert [(notice.to, notice.subject) for notice in told] == [(administrator.email, "Nobody may read a concern")]
    assert "1 concern that nobody may read" in [each.text for each in at_hand_for(administrator)]
    assert [each.text for each in at_hand_for(in_the_line) if "concern" in each.text] == []


def test_a_colleagues_worry_about_staff(scene: Scene, line: dict[str, StaffMember]):
    visitor = make.user("visitor")

    concern = worry_about(
        client_id=uuid4(), directorate=make.directorate(), team=line["person"].team, words="x", rang=True, by=visitor, about_staff=True
    )  # fmt: skip

    assert not reads(concern, lead("Manager", staff_member=line["manager"]))
    assert Concern.objects.visible_to(scene.reader).exists()


def test_pages_of_an_allegation_are_not_there_for_the_line(allege: Allege, line: dict[str, StaffMember], client: object):
    concern = allege(line["person"])
    user = lead("Manager", staff_member=line["manager"])
    take_over(by=user)
    client.force_login(user, backend=SIGN_IN)

    for name, pk in [("concern", concern.pk), ("words", concern.reading_id), ("rest", concern.reading_id)]:
        assert client.get(reverse(f"safeguarding:{name}", kwargs={"pk": pk})).status_code == 404
    assert str(concern.pk) not in client.get(reverse("safeguarding:home")).content.decode()


def test_two_queries_for_any_number_of_people(line: dict[str, StaffMember], django_assert_num_queries: Callable):
    home = make.directorate().pk

    with django_assert_num_queries(2):
        lines = Lines.of(home)
        lines.hidden_from(line["person"].pk, None)


def test_a_worry_typed_on_the_page_is_hidden_from_whoever_it_names(scene: Scene, line: dict[str, StaffMember], client: object):
    client.force_login(make.user("visitor"), backend=SIGN_IN)
    typed = {"client_id": uuid4(), "words": "Rea shouts at the children", "rang": "yes", "about_staff": "yes"}

    client.post(reverse("safeguarding:worry"), {**typed, "about": scene.reader.staff_member.pk})

    concern = Concern.objects.get()
    assert (concern.about_staff, concern.about) == (True, scene.reader.staff_member)
    assert not Concern.objects.visible_to(scene.reader).exists()
    assert Concern.objects.visible_to(scene.head).exists()
    assert scene.reader.email not in {notice.to for notice in Notice.objects.filter(key__contains=str(concern.pk))}


def test_the_same_worry_sent_again_with_a_name_is_hidden_from_them(scene: Scene, client: object):
    client.force_login(make.user("visitor"), backend=SIGN_IN)
    typed = {"client_id": uuid4(), "words": "Rea shouts at the children", "rang": "yes"}

    client.post(reverse("safeguarding:worry"), {**typed, "about_staff": "no"})
    for _ in range(2):
        client.post(reverse("safeguarding:worry"), {**typed, "about_staff": "yes", "about": scene.reader.staff_member.pk})

    assert Concern.objects.get().about == scene.reader.staff_member
    assert not Concern.objects.visible_to(scene.reader).exists()
    assert Concern.objects.get().steps.count() == 2


def test_nobody_of_another_directorate_is_named_in_a_worry(scene: Scene):
    abroad = make.stranger().staff_member or make.staff(directorate=make.stranger().directorate)
    with pytest.raises(Http404):
        worry_about(
            client_id=uuid4(), directorate=make.directorate(), team=None, words="x", rang=True, by=make.user("visitor"), about=abroad
        )  # fmt: skip


def test_a_worry_page_does_not_promise_to_hide_what_names_nobody(scene: Scene, client: object):
    client.force_login(make.user("visitor"), backend=SIGN_IN)
    page = client.get(reverse("safeguarding:worry")).content.decode()
    assert "Without a name every reader on duty sees it" in page

    typed = {"words": "x", "rang": "yes", "about_staff": "no", "about": scene.head.staff_member.pk}
    assert "say yes, or take their name away" in client.post(reverse("safeguarding:worry"), typed).content.decode()
    assert not Concern.objects.exists()


def test_marked_with_nobody_named_and_no_team_says_that_nobody_is_shut_out(scene: Scene, client: object):
    concern = ask_for_help_now(client_id=uuid4(), directorate=make.directorate(), team=None, words="A worker hit me", contact="")
    client.force_login(scene.reader, backend=SIGN_IN)

    page = client.post(reverse("safeguarding:about_staff", kwargs={"pk": concern.pk}), {"about": ""}, follow=True).content.decode()

    assert page.count("every reader still sees it") == 2  # told once, and standing on the concern
    assert "Hidden from them" not in page


def test_no_count_tells_the_line_of_an_allegation(allege: Allege, line: dict[str, StaffMember], client: object):
    """Before they take over the page shows counts; afterwards a list that it could be held against."""
    allege(line["person"])
    client.force_login(lead("Manager", staff_member=line["manager"]), backend=SIGN_IN)

    assert "0 concerns are open" in client.get(reverse("safeguarding:home")).content.decode()
    assert open_concern_count(make.directorate()) == 0


def test_whoever_sees_all_messages_does_not_see_who_was_told_of_a_concern(scene: Scene):
    """Left out on their own day, they would know that it is about their line."""
    publisher, visitor = make.user("practice_lead"), make.user("visitor")
    worry_about(
        client_id=uuid4(), directorate=make.directorate(), team=None, words="x", rang=True, by=visitor, about=scene.reader.staff_member
    )  # fmt: skip

    assert Notice.objects.filter(kind="safeguarding.waits").exists()
    assert not Notice.objects.visible_to(publisher).filter(kind="safeguarding.waits").exists()
    assert Notice.objects.visible_to(scene.deputy).filter(kind="safeguarding.waits").exists()

    Notice.objects.filter(kind="safeguarding.waits").update(state=Notice.State.FAILED)
    assert Notice.objects.visible_to(publisher).filter(kind="safeguarding.waits").exists()
