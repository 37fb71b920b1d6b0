"""Family conversations: a local reference, when and where they can come, and what they need. Never a name."""

from __future__ import annotations

import random

from alongside.web.organisation.models import Site, Team
from alongside.web.organisation.sample import Sample, names, new_id
from alongside.web.weeks.models import FamilyConversation, Interpreter, PracticeWeek
from alongside.web.weeks.slots import PARTS

CONVERSATIONS = 15
LANGUAGES = {2: "pl", 6: "ar", 9: "bfi", 13: "ro"}  # ISO 639; bfi is British Sign Language
STEP_FREE = (4, 9, 11)
INTERPRETERS = (("pl", "ro"), ("ar",), ("bfi",))


def create_conversations(week: PracticeWeek, sample: Sample) -> None:
    rng = sample.rng
    slots = [day * PARTS + part for day in range(len(week.days)) for part in range(PARTS)]
    rooms = [site for site in sample.sites if site.family_room]
    conversations = FamilyConversation.objects.bulk_create(
        _conversation(week, n, rng.choice(sample.teams), slots, rng) for n in range(CONVERSATIONS)
    )
    for n, conversation in enumerate(conversations):
        if n % 3 == 0:
            conversation.sites.set(_where(conversation, rooms, rng))
    invented = names.people(rng)
    Interpreter.objects.bulk_create(
        Interpreter(id=new_id(rng), week=week, name=next(invented), languages=list(spoken), slots=sorted(rng.sample(slots, 9)))
        for spoken in INTERPRETERS
    )


def _conversation(week: PracticeWeek, n: int, team: Team, slots: list[int], rng: random.Random) -> FamilyConversation:
    return FamilyConversation(
        id=new_id(rng),
        week=week,
        reference=f"FC-{n + 1:02}",
        team=team,
        slots=sorted(rng.sample(slots, rng.randrange(3, 7))),
        needs_step_free=n in STEP_FREE,
        language=LANGUAGES.get(n, ""),
        notes="Would rather talk in the morning" if n == 5 else "",
    )


def _where(conversation: FamilyConversation, rooms: list[Site], rng: random.Random) -> list[Site]:
    fit = [room for room in rooms if room.step_free or not conversation.needs_step_free]
    return rng.sample(fit, min(2, len(fit)))
