"""What a plan would have people do, as entries that are not saved yet."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.web.organisation.models import Site, StaffMember
from alongside.web.weeks.models import Plan, PublishedEntry
from alongside.web.weeks.refusals import Refused

Kind = PublishedEntry.Kind


def wanted_entries(plan: Plan) -> list[PublishedEntry]:
    """Visits, shadowings and family conversations of the plan, in the order of slots. Three queries."""
    found = [*_visits(plan), *_shadowings(plan), *_conversations(plan)]
    return sorted(found, key=lambda e: (e.slot, e.kind, e.team.name if e.team else "", str(e.visitor or e.practitioner)))


def _visits(plan: Plan) -> Iterator[PublishedEntry]:
    for visit in plan.visits.select_related("visitor__staff_member", "offer__team__site"):
        offer = visit.offer
        yield PublishedEntry(
            week_id=plan.week_id, kind=Kind.VISIT, slot=offer.slot, visitor=visit.visitor.staff_member, team=offer.team,
            site=offer.team.site, activity=offer.activity, what=offer.what_to_see, meet=offer.meet,
        )  # fmt: skip


def _shadowings(plan: Plan) -> Iterator[PublishedEntry]:
    people = ("base", "team__site")
    related = [f"{who}__staff_member__{what}" for who in ("request", "host") for what in people]
    for shadowing in plan.shadowings.select_related(*related):
        practitioner, host = shadowing.request.staff_member, shadowing.host.staff_member
        yield PublishedEntry(
            week_id=plan.week_id, kind=Kind.SHADOWING, slot=shadowing.slot, practitioner=practitioner, host=host,
            site=_where(host, practitioner), what=shadowing.host.what, meet=host.name,
        )  # fmt: skip


def _conversations(plan: Plan) -> Iterator[PublishedEntry]:
    """Never a name: the local reference is all that Alongside knows of the family."""
    for planned in plan.conversations.select_related("conversation__team", "visitor__staff_member", "site", "interpreter"):
        yield PublishedEntry(
            week_id=plan.week_id, kind=Kind.CONVERSATION, slot=planned.slot, visitor=planned.visitor.staff_member,
            team=planned.conversation.team, site=planned.site, reference=planned.conversation.reference,
            interpreter=planned.interpreter.name if planned.interpreter else "",
        )  # fmt: skip


def _where(host: StaffMember, practitioner: StaffMember) -> Site:
    for person in (host, practitioner):
        if site := person.base or (person.team.site if person.team else None):
            return site
    raise Refused(f"Give {host.name} a base, so that {practitioner.name} knows where to go")
