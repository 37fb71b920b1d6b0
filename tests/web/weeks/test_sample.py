"""The sample directorate and its week: its size, that it hangs together, and that making it twice changes nothing."""

import pytest
from django.core.management import call_command
from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.roles import BY_CODE
from alongside.web.organisation.models import Directorate, Post, Seniority, Service, Site, StaffMember, Team
from alongside.web.weeks.models import DeclaredInterest, FamilyConversation, Offer, PracticeWeek, PublishedEntry, ShadowingRequest, Visitor
from alongside.web.weeks.sample import create_sample
from alongside.web.weeks.timetable import build_problem

pytestmark = pytest.mark.django_db


def test_it_is_the_size_of_a_county():
    week = create_sample()

    counted = {model.__name__: model.objects.count() for model in (Service, Team, Site)}
    assert counted == {"Service": 8, "Team": 58, "Site": 12}
    assert (str(week.starts_on), str(week.ends_on), week.days[0].strftime("%A")) == ("2018-03-05", "2018-03-09", "Monday")
    assert Visitor.objects.filter(week=week).count() == 36
    assert StaffMember.objects.count() > 300
    assert ShadowingRequest.objects.filter(week=week).count() == 20
    assert FamilyConversation.objects.filter(week=week).count() == 15
    assert set(Visitor.objects.filter(week=week).values_list("staff_member__seniority", flat=True)) == {
        *(Seniority.CHIEF_EXECUTIVE, Seniority.DIRECTOR, Seniority.LEAD_MEMBER),
        *(Seniority.HEAD_OF_SERVICE, Seniority.SERVICE_MANAGER, Seniority.TEAM_MANAGER),
    }


def test_every_team_can_be_seen_by_somebody_outside_its_line():
    problem = build_problem(create_sample()).problem

    unreachable = [
        team.id
        for team in problem.teams
        if not any(
            offer.slot in leader.avail
            and leader.id not in team.line
            and (leader.id, team.id) not in problem.forbid
            and problem.travel[leader.base][team.site] <= problem.rules.max_from_base
            for offer in team.offers
            for leader in problem.leaders
        )
    ]
    assert unreachable == []


def test_no_line_of_management_goes_round():
    create_sample()

    above = dict(StaffMember.objects.values_list("id", "manager_id"))
    for person in above:
        seen = set()
        while person is not None:
            assert person not in seen
            seen.add(person)
            person = above[person]


def test_some_visitors_and_teams_met_last_time():
    week = create_sample()

    assert week.based_on.state == PracticeWeek.State.FINISHED
    assert PublishedEntry.objects.filter(week=week.based_on).count() > 50
    assert len(build_problem(week).problem.last) > 20


def test_there_is_somebody_to_sign_in_as_for_each_role():
    create_sample()

    first = {user.role_grants.order_by("id").first().role for user in User.objects.all()}
    assert first == set(BY_CODE)
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert User.objects.filter(staff_member=None).count() == 0


def test_addresses_go_nowhere():
    create_sample()

    assert {email.split("@")[1] for email in StaffMember.objects.values_list("email", flat=True)} == {"thornmere.example"}
    assert StaffMember.objects.values("name").distinct().count() == StaffMember.objects.count()


def test_a_second_time_changes_nothing():
    first = create_sample()
    counts = [model.objects.count() for model in (Directorate, StaffMember, Post, Offer, Visitor, User)]

    call_command("sample")

    assert create_sample() == first
    assert [model.objects.count() for model in (Directorate, StaffMember, Post, Offer, Visitor, User)] == counts


def test_it_is_the_same_every_time():
    def made():
        with transaction.atomic():
            create_sample()
            rows = [
                list(model.objects.order_by("pk").values())
                for model in (
                    Service,
                    Site,
                    Team,
                    StaffMember,
                    Post,
                    Offer,
                    Visitor,
                    DeclaredInterest,
                    ShadowingRequest,
                    FamilyConversation,
                )
            ]
            transaction.set_rollback(True)
        return rows

    assert made() == made()
