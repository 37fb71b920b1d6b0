"""Roles are code; who holds one is data (`RoleGrant`). A person may hold several."""

from __future__ import annotations

from typing import ClassVar

from alongside.web.access.permissions import Permission as P


class Role:
    """A named set of permissions with a description an administrator can choose by."""

    code: ClassVar[str]
    name: ClassVar[str]
    description: ClassVar[str]
    permissions: ClassVar[frozenset[P]]


class PracticeLead(Role):
    code = "practice_lead"
    name = "Practice lead"
    description = "Runs the practice week: sets it up, plans it, publishes it, chases and reports."
    permissions = frozenset(
        {
            P.ORGANISATION_VIEW,
            P.ORGANISATION_CHANGE,
            P.WEEKS_VIEW,
            P.WEEKS_SEE_ALL_VISITS,
            P.WEEKS_SET_UP,
            P.WEEKS_PLAN,
            P.WEEKS_PUBLISH,
        }
        | {P.WEEKS_OFFER, P.AUDIT_VIEW, P.ACCESS_MANAGE}
        | {P.FORMS_VIEW, P.FORMS_CHANGE, P.RECORDS_SEE, P.RECORDS_WRITE, P.RECORDS_READ_ALL, P.RECORDS_MODERATE}
        | {P.VOICES_RUN, P.VOICES_ASK, P.VOICES_RECORD, P.VOICES_READ, P.TODAY_SEE, P.TODAY_CHASE}
    )


class Visitor(Role):
    code = "visitor"
    name = "Visitor"
    description = (
        "Sees teams at work during the week: gives availability and interests, reads their own visits, says when they cannot come."
    )
    permissions = frozenset({P.WEEKS_VIEW, P.WEEKS_VISIT, P.ORGANISATION_VIEW, P.RECORDS_SEE, P.RECORDS_WRITE, P.VOICES_RECORD})


class TeamManager(Role):
    code = "team_manager"
    name = "Team manager"
    description = "Hosts visits to their own team: offers things to see, sees who is coming, takes practitioners who want to shadow."
    permissions = frozenset(
        {P.WEEKS_VIEW, P.WEEKS_OFFER, P.ORGANISATION_VIEW, P.RECORDS_SEE, P.RECORDS_WRITE, P.RECORDS_HOST} | {P.VOICES_ASK, P.VOICES_PULSE}
    )


class Practitioner(Role):
    code = "practitioner"
    name = "Practitioner"
    description = "Works with children, adults and families: asks to shadow a manager, sees who is visiting their team."
    permissions = frozenset({P.WEEKS_VIEW, P.WEEKS_SHADOW, P.RECORDS_SEE, P.RECORDS_WRITE, P.VOICES_PULSE})


class ParticipationWorker(Role):
    code = "participation_worker"
    name = "Participation worker"
    description = "Helps families, children and partners be heard: makes links and posters, notes who was asked, types in what people said."
    permissions = frozenset({P.ORGANISATION_VIEW, P.WEEKS_VIEW, P.VOICES_RUN, P.VOICES_ASK, P.VOICES_RECORD, P.VOICES_READ})


class SafeguardingLead(Role):
    code = "safeguarding_lead"
    name = "Safeguarding lead"
    description = "Reads what families and children say the same working day, and answers for concerns."
    permissions = frozenset({P.WEEKS_VIEW, P.ORGANISATION_VIEW, P.SAFEGUARDING_READ, P.SAFEGUARDING_ARRANGE})


class Analyst(Role):
    code = "analyst"
    name = "Performance analyst"
    description = "Loads data, defines measures and reads charts; sees the organisation and the week, changes neither."
    permissions = frozenset({P.ORGANISATION_VIEW, P.WEEKS_VIEW, P.WEEKS_SEE_ALL_VISITS, P.FORMS_VIEW})


class Director(Role):
    code = "director"
    name = "Director, lead member or scrutiny"
    description = "Reads everything about the week, owns improvements, changes nothing in the plan."
    permissions = frozenset({P.ORGANISATION_VIEW, P.WEEKS_VIEW, P.WEEKS_SEE_ALL_VISITS, P.AUDIT_VIEW, P.FORMS_VIEW, P.TODAY_SEE})


class Administrator(Role):
    code = "administrator"
    name = "Administrator"
    description = "Invites people, gives roles, keeps the organisation right and reads the audit trail. Plans nothing."
    permissions = frozenset({P.ACCESS_MANAGE, P.ORGANISATION_VIEW, P.ORGANISATION_CHANGE, P.AUDIT_VIEW})


ROLES: tuple[type[Role], ...] = (
    PracticeLead, Visitor, TeamManager, Practitioner, ParticipationWorker, SafeguardingLead, Analyst, Director, Administrator,
)  # fmt: skip
BY_CODE = {role.code: role for role in ROLES}
CHOICES = [(role.code, role.name) for role in ROLES]
