"""What a plan holds, tied to the rows of its week that were read already: three queries, and one more for offers since withdrawn."""

from __future__ import annotations

from alongside.web.weeks.models import Offer, Plan, PlannedConversation, PlannedShadowing, PlannedVisit
from alongside.web.weeks.timetable import WeekProblem


def planned(plan: Plan, rows: WeekProblem) -> tuple[list[PlannedVisit], list[PlannedConversation], list[PlannedShadowing]]:
    """Visits by slot and team; conversations and shadowings by slot."""
    return _visits(plan, rows), _conversations(plan, rows), _shadowings(plan, rows)


def _visits(plan: Plan, rows: WeekProblem) -> list[PlannedVisit]:
    visits = list(plan.visits.order_by())
    offers = {offer.pk: offer for offer in rows.offers.values()}
    gone = {visit.offer_id for visit in visits} - set(offers)
    if gone:
        withdrawn = Offer.objects.filter(pk__in=gone).select_related("team__service", "team__site")
        offers |= {offer.pk: offer for offer in withdrawn}
    for visit in visits:
        visit.visitor, visit.offer = rows.visitors[rows.visitor_number[visit.visitor_id]], offers[visit.offer_id]
    return sorted(visits, key=lambda v: (v.offer.slot, v.offer.team.name, v.visitor.staff_member.name))


def _conversations(plan: Plan, rows: WeekProblem) -> list[PlannedConversation]:
    held = list(PlannedConversation.objects.filter(plan=plan))
    known = {conversation.pk: conversation for conversation in rows.conversations}
    for talk in held:
        if talk.conversation_id in known:
            talk.conversation = known[talk.conversation_id]
        talk.visitor = rows.visitors[rows.visitor_number[talk.visitor_id]]
        talk.site = rows.sites[rows.site_number[talk.site_id]]
    return held


def _shadowings(plan: Plan, rows: WeekProblem) -> list[PlannedShadowing]:
    found = list(PlannedShadowing.objects.filter(plan=plan))
    requests = {request.pk: request for request in rows.requests}
    hosts = {host.pk: host for host in rows.hosts}
    for shadowing in found:
        if shadowing.request_id in requests and shadowing.host_id in hosts:
            shadowing.request, shadowing.host = requests[shadowing.request_id], hosts[shadowing.host_id]
    return found
