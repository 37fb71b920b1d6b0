"""Shadowings and family conversations of a week: read from the problem's optional keys, and judged beside the visits."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .conversations import (
    Conversation,
    Interpreter,
    Talk,
    Venue,
    may_listen,
    read_conversations,
    read_interpreters,
    read_venues,
    suitable,
)
from .plan import WEIGHTS, Plan, Visit
from .problem import Problem
from .reading import ProblemError, Reader, listed, whole
from .shadowing import Host, Practitioner, Shadowing, read_hosts, read_practitioners, wish

UNHELD, UNMATCHED = 10, 3
"""In coverage: a conversation not held weighs like an unseen team (times its weight), a practitioner unmatched less."""
KEYS = ("hosts", "practitioners", "venues", "interpreters", "conversations")


@dataclass(frozen=True)
class Arranged:
    """The shadowings and conversations of one plan."""

    shadowings: tuple[Shadowing, ...] = ()
    talks: tuple[Talk, ...] = ()

    def to_extra(self) -> dict[str, object]:
        return {"shadowings": [list(s) for s in self.shadowings], "conversations": [list(t) for t in self.talks]}

    @classmethod
    def of(cls, plan: Plan) -> Arranged:
        """Raises ProblemError when the plan's optional keys are not what they should be."""
        rows = _rows(plan.extra, "shadowings", 3), _rows(plan.extra, "conversations", 5)
        shadowings = tuple((int(p or 0), int(h or 0), int(s or 0)) for p, h, s in rows[0])
        return cls(shadowings, tuple((int(c or 0), int(v or 0), int(g or 0), int(s or 0), i) for c, v, g, s, i in rows[1]))


def _rows(extra: Mapping[str, object], key: str, size: int) -> list[list[int | None]]:
    found = []
    for i, raw in enumerate(listed(extra.get(key, []), key)):
        row = listed(raw, f"{key}[{i}]")
        if len(row) != size:
            raise ProblemError(f"{key}[{i}]", f"{size} numbers", raw)
        last = size == 5
        found.append([None if last and k == 4 and x is None else whole(x, f"{key}[{i}][{k}]") for k, x in enumerate(row)])
    return found


@dataclass(frozen=True)
class Meetings:
    problem: Problem
    hosts: tuple[Host, ...] = ()
    practitioners: tuple[Practitioner, ...] = ()
    venues: tuple[Venue, ...] = ()
    interpreters: tuple[Interpreter, ...] = ()
    conversations: tuple[Conversation, ...] = ()

    @classmethod
    def of(cls, problem: Problem) -> Meetings:
        """Read the optional keys; raises ProblemError naming the field and what was expected."""
        r = Reader(problem.extra, "")
        return cls(
            problem, read_hosts(r, problem), read_practitioners(r, problem), read_venues(r, problem),
            read_interpreters(r, problem), read_conversations(r, problem),
        )  # fmt: skip

    def __bool__(self) -> bool:
        return bool(self.practitioners or self.conversations)

    def lost(self, arranged: Arranged) -> int:
        """What is missing, in steps of coverage."""
        held = {c for c, *_ in arranged.talks}
        matched = {p for p, _, _ in arranged.shadowings}
        return UNHELD * sum(c.weight for c in self.conversations if c.id not in held) + UNMATCHED * sum(
            p.id not in matched for p in self.practitioners
        )

    def quality(self, arranged: Arranged, weights: Mapping[str, int] = WEIGHTS) -> int:
        """Wishes of both sides, and minutes from base to venue and back."""
        way, leaders = self.problem.travel, self.problem.leaders
        wishes = sum(wish(self.practitioners[p], self.hosts[h]) for p, h, _ in arranged.shadowings)
        minutes = sum(2 * way[leaders[v].base][self.venues[g].site] for _, v, g, _, _ in arranged.talks)
        return weights["preference"] * wishes + weights["travel"] * minutes

    def broken(self, visits: Iterable[Visit], arranged: Arranged) -> list[str]:
        """Every rule that these meetings break on their own, together or beside the visits; empty for a legal plan."""
        judge = _Judge(self, list(visits), arranged)
        wrong = judge.unknown()
        return wrong or [*judge.shadowings(), *judge.talks(), *judge.people()]


@dataclass
class _Judge:
    m: Meetings
    visits: Sequence[Visit]
    arranged: Arranged
    found: list[str] = field(default_factory=list)

    def unknown(self) -> list[str]:
        m, found = self.m, []
        for p, h, _ in self.arranged.shadowings:
            if p >= len(m.practitioners) or h >= len(m.hosts):
                found.append(f"there is no practitioner {p} or host {h}")
        for c, v, g, _, i in self.arranged.talks:
            known = c < len(m.conversations) and v < len(m.problem.leaders) and g < len(m.venues)
            if not known or (i is not None and i >= len(m.interpreters)):
                found.append(f"conversation {c} names someone or something unknown")
        return found

    def shadowings(self) -> list[str]:
        m, rows, found = self.m, self.arranged.shadowings, []
        for p, h, s in rows:
            who, host = m.practitioners[p], m.hosts[h]
            if h in who.line:
                found.append(f"practitioner {p} would shadow host {h}, in their own line")
            if s not in who.avail or s not in host.avail:
                found.append(f"practitioner {p} and host {h} are not both free in slot {s}")
        found += _over(Counter((p, s) for p, _, s in rows), lambda k: 1, "practitioner in two places")
        found += _over(Counter((p, h) for p, h, _ in rows), lambda k: 1, "pair meets more than once")
        found += _over(Counter(p for p, _, _ in rows), lambda p: m.practitioners[p].max, "practitioner over their most")
        found += _over(Counter((h, s) for _, h, s in rows), lambda k: m.hosts[k[0]].cap, "host has too many at once")
        found += _over(Counter(h for _, h, _ in rows), lambda h: m.hosts[h].max, "host over their most")
        return found

    def talks(self) -> list[str]:
        m, rows, found = self.m, self.arranged.talks, []
        for c, v, g, s, i in rows:
            talk, venue = m.conversations[c], m.venues[g]
            base = m.problem.leaders[v].base
            if s not in talk.slots or s not in venue.slots or s not in m.problem.leaders[v].avail:
                found.append(f"conversation {c}: family, venue and visitor are not all free in slot {s}")
            if not suitable(talk, venue):
                found.append(f"conversation {c} cannot be at venue {g}")
            if not may_listen(talk, v):
                found.append(f"visitor {v} may not listen in conversation {c}")
            if m.problem.travel[base][venue.site] > m.problem.rules.max_from_base:
                found.append(f"venue {g} is too far for visitor {v}")
            speaks = i is not None and talk.language in m.interpreters[i].languages and s in m.interpreters[i].avail
            if (talk.language is not None) != (i is not None) or (i is not None and not speaks):
                found.append(f"conversation {c} has not the interpreter it needs")
        found += _over(Counter(c for c, *_ in rows), lambda k: 1, "conversation held twice")
        found += _over(Counter((g, s) for _, _, g, s, _ in rows), lambda k: m.venues[k[0]].cap, "venue over capacity")
        found += _over(Counter((i, s) for *_, s, i in rows if i is not None), lambda k: 1, "interpreter in two places")
        return found

    def people(self) -> list[str]:
        """Visitors in one place at a time, with time to travel and no more stops in a day than allowed."""
        m, p, found = self.m, self.m.problem, []
        stops: dict[tuple[int, int], set[tuple[int, int, str]]] = defaultdict(set)
        for who, team, s in self.visits:
            stops[who, s // p.parts].add((s, p.teams[team].site, f"visit {team}"))
        for c, who, g, s, _ in self.arranged.talks:
            stops[who, s // p.parts].add((s, m.venues[g].site, f"conversation {c}"))
        for _, h, s in self.arranged.shadowings:
            host = m.hosts[h].leader
            if host is not None:
                stops[host, s // p.parts].add((s, p.leaders[host].base, f"hosting {h}"))
        for (who, day), there in stops.items():
            found += self._day(who, day, sorted(there))
        return found

    def _day(self, who: int, day: int, stops: list[tuple[int, int, str]]) -> list[str]:
        p, found = self.m.problem, []
        if len({s for s, _, _ in stops}) < len(stops):
            found.append(f"visitor {who} is in two places on day {day}")
        if sum(not w.startswith("hosting") for _, _, w in stops) > p.rules.max_per_day:
            found.append(f"visitor {who} has too many stops on day {day}")
        for (s, here, _), (e, there, _) in itertools.pairwise(stops):
            gap = p.rules.am_pm_gap if e % p.parts == 1 else p.rules.pm_eve_gap
            if e - s == 1 and p.travel[here][there] > gap:
                found.append(f"visitor {who} cannot travel in time for slot {e}")
        return found


def _over(counts: Counter, most, what: str) -> list[str]:  # type: ignore[no-untyped-def,type-arg]
    return [f"{what}: {key}" for key, n in counts.items() if n > most(key)]
