"""What the 58 teams offer to be seen: three to eight things each, in the evening only where people work then."""

from __future__ import annotations

import random

from alongside.web.organisation.models import Team
from alongside.web.organisation.sample import Sample, new_id
from alongside.web.weeks.models import Offer, PracticeWeek
from alongside.web.weeks.models.week import Activity
from alongside.web.weeks.slots import PARTS

DAYTIME = (Activity.HOME_VISIT, Activity.DUTY_DESK, Activity.PANEL, Activity.SUPERVISION, Activity.TEAM_MEETING, Activity.GROUP_WORK)
FOR_ONE = (Activity.HOME_VISIT, Activity.SUPERVISION)
WITH_FAMILIES = (Activity.HOME_VISIT, Activity.GROUP_WORK)
WHAT_TO_SEE = {
    Activity.HOME_VISIT: (
        "Statutory visit to a family with two children",
        "First visit after a referral",
        "Visit to a foster carer's home",
    ),
    Activity.DUTY_DESK: ("How calls from schools and police are weighed", "Morning triage with the police and health"),
    Activity.PANEL: ("Edge of care panel", "Permanence panel: two plans", "Resources panel"),
    Activity.SUPERVISION: ("Reflective supervision with a newly qualified worker", "Case supervision, two children"),
    Activity.TEAM_MEETING: ("Weekly team meeting with a practice slot", "Group reflection on a stuck case"),
    Activity.GROUP_WORK: ("Parents' group", "After-school group for young carers", "Life story session"),
    Activity.NIGHT_DUTY: ("Handover and bedtime in the home", "Out-of-hours duty"),
}


def create_offers(week: PracticeWeek, sample: Sample) -> None:
    Offer.objects.bulk_create(offer for team in sample.teams for offer in _offers_of(week, team, sample))


def _offers_of(week: PracticeWeek, team: Team, sample: Sample) -> list[Offer]:
    rng = sample.rng
    manager = sample.people.team_managers.get(team)
    works_at_night = team.service.code == "RES" or (team.service.code == "FCA" and rng.random() < 0.25)
    return [
        Offer(
            id=new_id(rng),
            week=week,
            team=team,
            slot=slot,
            activity=(activity := _activity(slot, rng)),
            places=1 if activity in FOR_ONE else 2,
            what_to_see=rng.choice(WHAT_TO_SEE[activity]),
            meet=manager.name if manager else "The duty senior",
            family_agreed=activity in WITH_FAMILIES,
            offered_by=manager,
        )
        for slot in _slots(len(week.days), works_at_night, rng)
    ]


def _slots(days: int, works_at_night: bool, rng: random.Random) -> list[int]:
    parts = (0, 1, 2, 2) if works_at_night else (0, 1)
    pool = [day * PARTS + part for day in range(days) for part in parts]
    return sorted(set(rng.sample(pool, min(rng.randrange(3, 9), len(pool)))))


def _activity(slot: int, rng: random.Random) -> Activity:
    return Activity.NIGHT_DUTY if slot % PARTS == 2 else rng.choice(DAYTIME)
