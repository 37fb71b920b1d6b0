"""A plan on the desk: its rows, the engine's numbers for them, and what may be done next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from alongside.engines.timetable import Score, score
from alongside.engines.timetable.meetings import Arranged, Meetings
from alongside.engines.timetable.plan import Visit
from alongside.web.weeks.board.breaches import Breach
from alongside.web.weeks.board.ledger import Ledger
from alongside.web.weeks.board.planned import planned
from alongside.web.weeks.board.rules import Commitment, in_the_way
from alongside.web.weeks.board.weighing import Effect, price, weigh
from alongside.web.weeks.board.words import Words, capital
from alongside.web.weeks.models import Offer, Plan, PlannedVisit, Visitor
from alongside.web.weeks.timetable import WeekProblem, build_problem, weights_of
from alongside.web.weeks.timetable.week_problem import places


class Tone(StrEnum):
    """A change beside leaving things as they are: worse only when a promise is lost. Never shown by colour alone."""

    BETTER = "better"
    FINE = "fine"
    WORSE = "worse"
    NO = "no"


LEADS = {Tone.BETTER: "Better", Tone.FINE: "Fine", Tone.WORSE: "Worse", Tone.NO: "Not possible"}


@dataclass(frozen=True)
class Verdict:
    """What a change would mean: its tone, in words, and a price to sort by (less is better)."""

    tone: Tone
    because: str
    price: tuple[int, int, int] = (0, 0, 0)
    effect: Effect | None = None
    breaches: tuple[Breach, ...] = ()

    @property
    def lead(self) -> str:
        return LEADS[self.tone]

    @property
    def words(self) -> str:
        """Worse: 12 minutes more travel"""
        return f"{self.lead}: {self.because}" if self.because else self.lead

    @property
    def possible(self) -> bool:
        return self.tone is not Tone.NO


class Desk:
    """Everything needed to weigh a change to one plan, read in a constant number of queries."""

    def __init__(self, plan: Plan, week_problem: WeekProblem | None = None) -> None:
        self.plan = plan
        self.rows = week_problem or build_problem(plan.week)
        for (team, _), offer in self.rows.offers.items():
            offer.team = self.rows.teams[team]  # read already, with its service and site
        self.weights = weights_of(plan.week)
        self.visits, self.conversations, self.shadowings = planned(plan, self.rows)
        self.commitments = self._commitments()
        self.ledger = Ledger(self.rows.problem, filter(self.is_counted, self.numbered.values()))
        self.words = Words(self.rows, self.ledger, self.commitments)

    @cached_property
    def numbered(self) -> dict[UUID, Visit]:
        """Each planned visit in the engine's numbers; a visit of a team that has left the directorate has none."""
        found = {row.pk: self.number(row.visitor_id, row.offer) for row in self.visits}
        return {pk: visit for pk, visit in found.items() if visit is not None}

    def number(self, visitor: UUID, offer: Offer) -> Visit | None:
        leader, team = self.rows.visitor_number.get(visitor), self.rows.team_number.get(offer.team_id)
        return None if leader is None or team is None else (leader, team, offer.slot)

    def is_counted(self, visit: Visit) -> bool:
        """The judge leaves out visits that cannot be, and so does the ledger."""
        return visit[:2] in self.rows.problem.pairs and visit[1:] in self.rows.problem.offers

    def row(self, visit: Visit) -> tuple[Visitor, Offer]:
        leader, team, slot = visit
        return self.rows.visitors[leader], self.rows.offers[team, slot]

    def _commitments(self) -> dict[tuple[int, int], Commitment]:
        who, staff = self.rows.visitor_number, self.rows.staff_number
        sites, leaders = self.rows.site_number, self.rows.problem.leaders
        found = {
            (who[c.visitor_id], c.slot): Commitment("a family conversation", c.site.name, sites.get(c.site_id), counts=True)
            for c in self.conversations
        }
        for shadowing in self.shadowings:
            host, guest = staff.get(shadowing.host.staff_member_id), staff.get(shadowing.request.staff_member_id)
            if guest is not None:
                found[guest, shadowing.slot] = Commitment("a shadowing")
            if host is not None:  # at their own base
                found[host, shadowing.slot] = Commitment("a shadowing", site=leaders[host].base)
        return found

    @cached_property
    def arranged(self) -> Arranged:
        """The meetings in the engine's numbers, as far as the week still has what they are made of."""
        rows = self.rows
        asked, hosts, talks, venues, interpreters = (
            places(found) for found in (rows.requests, rows.hosts, rows.conversations, rows.venues, rows.interpreters)
        )
        return Arranged(
            tuple((asked[s.request_id], hosts[s.host_id], s.slot) for s in self.shadowings if s.request_id in asked and s.host_id in hosts),
            tuple(
                (
                    talks[c.conversation_id],
                    rows.visitor_number[c.visitor_id],
                    venues[c.site_id],
                    c.slot,
                    interpreters.get(c.interpreter_id) if c.interpreter_id else None,
                )
                for c in self.conversations
                if c.conversation_id in talks and c.site_id in venues
            ),
        )

    def judged(self) -> Score:
        """What the engine's judge says of the visits, and of the meetings beside them."""
        visits = self.engine_visits()
        found = score(self.rows.problem, visits)
        meetings = Meetings.of(self.rows.problem)
        return replace(found, broken=(*found.broken, *meetings.broken(visits, self.arranged))) if meetings else found

    def verdict(self, *, out: Sequence[Visit] = (), put_in: Sequence[Visit] = ()) -> Verdict:
        """Weigh a change without making it."""
        taken, _ = self.ledger.changed(out, ())
        put: list[Visit] = []
        breaches: list[Breach] = []
        said = ""
        for visit in put_in:
            if found := in_the_way(self.ledger, visit, self.commitments):
                breaches, said = found, self.words.breaches(found)
                break
            put += self.ledger.changed((), [visit])[1]
        self.ledger.changed(put, taken)
        if breaches:
            return Verdict(Tone.NO, said, breaches=tuple(breaches))
        return self._weighed(weigh(self.ledger, out, put_in))

    def _weighed(self, effect: Effect) -> Verdict:
        cost = price(effect.levels, self.weights)
        tone = Tone.BETTER if cost < (0, 0, 0) else Tone.WORSE if cost[:2] > (0, 0) else Tone.FINE
        return Verdict(tone, ", ".join(self.words.effect(effect)) or "makes no difference", cost, effect)

    @cached_property
    def problems(self) -> dict[UUID, str]:
        """Visits that no longer work (an offer withdrawn, somebody no longer free), each with the reason."""
        found = {}
        for row in self.visits:
            visit = self.numbered.get(row.pk)
            if visit is None:
                found[row.pk] = "The team has left the directorate"
            elif breaches := self._stands_wrong(visit):
                found[row.pk] = capital(self.words.breaches(breaches))
        return found

    def _stands_wrong(self, visit: Visit) -> list[Breach]:
        taken, _ = self.ledger.changed([visit], ())
        found = in_the_way(self.ledger, visit, self.commitments)
        self.ledger.changed((), taken)
        return found

    def visit_named(self, pk: UUID) -> PlannedVisit | None:
        return next((row for row in self.visits if row.pk == pk), None)

    def engine_visits(self, rows: Iterable[PlannedVisit] | None = None) -> list[Visit]:
        return [self.numbered[row.pk] for row in (self.visits if rows is None else rows) if row.pk in self.numbered]
