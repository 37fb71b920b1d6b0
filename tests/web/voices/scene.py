"""A week in which people can be heard: a council that can be rung, a team, a reader, and forms."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.forms.models import FormVersion
from alongside.web.organisation.models import Team
from alongside.web.safeguarding.models import Reading
from alongside.web.voices.actions.responding import Received, receive_response
from alongside.web.voices.actions.ways import WhatIsAsked, make_way
from alongside.web.voices.models import Way
from alongside.web.weeks.models import PracticeWeek
from tests import factories as make

WORDS = "The worker listened to Zebedee"
YES = {"learning": True, "team": True, "quote": True}


@dataclass
class Scene:
    week: PracticeWeek = field(default_factory=make.week)
    team: Team = field(default_factory=make.team)
    lead: User = field(default_factory=lambda: make.user("practice_lead"))
    reader: User = field(default_factory=lambda: make.user("safeguarding_lead"))
    parent: FormVersion = field(default_factory=lambda: make.form_version("parent"))
    partner: FormVersion = field(default_factory=lambda: make.form_version("partner"))

    def __post_init__(self) -> None:
        make.arrangements(head_of_safeguarding=self.reader)

    def way(self, version: FormVersion | None = None, **what: Any) -> Way:
        base = {"form": (version or self.parent).form, "team": self.team, "closes_on": timezone.localdate() + dt.timedelta(days=7)}
        return make_way(client_id=uuid.uuid4(), week=self.week, what=WhatIsAsked(**{**base, **what}), by=self.lead)

    def respond(self, version: FormVersion | None = None, **fields: Any) -> Received:
        """Through an anonymous link, unless told otherwise."""
        version = version or self.parent
        if "via" not in fields and "way" not in fields:
            fields["way"] = self.way(version)
        way = fields.get("way")
        base = {
            "client_id": uuid.uuid4(), "week": self.week, "team": self.team, "version": version, "via": "link",
            "answers": {"good": WORDS, "felt": 4}, "consent": YES, "anonymous": way.anonymous if way else True,
        }  # fmt: skip
        return receive_response(**{**base, **fields})

    def known(self, reference: str = "FC-1", **fields: Any) -> Received:
        return self.respond(way=self.way(anonymous=False, reference=reference), **fields)


def read(received: Received) -> Reading:
    return Reading.objects.get(origin="voices.response", origin_id=received.response.pk)
