"""What kinds of form there are, who answers each, and whose words a named reader reads before anybody else."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """`key` of a shipped form's kind; a council may hold several forms of one kind."""

    TEAM_VISIT = "team_visit", "Team visit"
    PRACTICE_OBSERVATION = "practice_observation", "Practice observation"
    CASE_AUDIT = "case_audit", "Collaborative case audit"
    PARENT = "parent", "Conversation with a parent"
    CARER = "carer", "Conversation with a carer"
    CHILD_5_8 = "child_5_8", "Child aged 5 to 8"
    CHILD_9_12 = "child_9_12", "Child aged 9 to 12"
    YOUNG_13_17 = "young_13_17", "Young person aged 13 to 17"
    YOUNG_18_25 = "young_18_25", "Young person aged 18 to 25"
    PULSE = "pulse", "Practitioner pulse"
    SHADOWING_PRACTITIONER = "shadowing_practitioner", "Shadowing reflection: practitioner"
    SHADOWING_MANAGER = "shadowing_manager", "Shadowing reflection: manager"
    PARTNER = "partner", "Partner agency"
    HOST_VIEW = "host_view", "Host team's view of the visit"


CHILDREN = frozenset({Kind.CHILD_5_8, Kind.CHILD_9_12, Kind.YOUNG_13_17})
FAMILY = CHILDREN | {Kind.PARENT, Kind.CARER, Kind.YOUNG_18_25}
"""Child and family words: read by a named person first (design.md), stored sealed until then."""
RECORDS = frozenset(
    {Kind.TEAM_VISIT, Kind.PRACTICE_OBSERVATION, Kind.CASE_AUDIT, Kind.SHADOWING_PRACTITIONER, Kind.SHADOWING_MANAGER, Kind.HOST_VIEW}
)
"""Filled in by people who sign in, about something in the week's programme: they become records."""
GRADED = frozenset({Kind.PRACTICE_OBSERVATION, Kind.CASE_AUDIT})
"""Judge somebody's work: they may reply beside each grade, and a share is graded again blind."""


WHO_ANSWERS = {
    Kind.TEAM_VISIT: "A visitor, during or after a visit",
    Kind.PRACTICE_OBSERVATION: "A visitor, with the practitioner they observed",
    Kind.CASE_AUDIT: "An auditor, with the practitioner whose work it is",
    Kind.PARENT: "A parent, by link or paper, or through somebody they talk to",
    Kind.CARER: "A carer, by link or paper, or through somebody they talk to",
    Kind.CHILD_5_8: "A child, with an adult they trust beside them",
    Kind.CHILD_9_12: "A child, alone or with an adult they trust",
    Kind.YOUNG_13_17: "A young person",
    Kind.YOUNG_18_25: "A young adult",
    Kind.PULSE: "Every practitioner; no team of fewer than six is shown",
    Kind.SHADOWING_PRACTITIONER: "The practitioner who shadowed",
    Kind.SHADOWING_MANAGER: "The manager who was shadowed",
    Kind.PARTNER: "Somebody in a partner agency, by link",
    Kind.HOST_VIEW: "The manager of the team that was visited",
}


def who_answers(kind: Kind) -> str:
    return WHO_ANSWERS[kind]
