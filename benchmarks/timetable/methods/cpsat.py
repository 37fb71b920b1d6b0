"""OR-Tools CP-SAT as one would first write it: a Boolean a visit, two workers, defaults otherwise.

Broken promises are priced above any quality, so one search does both.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from alongside.engines.timetable import WEIGHTS, Problem
from alongside.engines.timetable.goals import draft_goal


class Week:
    def __init__(self, problem: Problem) -> None:
        self.p, self.m = problem, cp_model.CpModel()
        self.cost: list[Any] = []
        self.price = dict(draft_goal(problem, WEIGHTS).weights)
        free = [set(v.avail) for v in problem.leaders]
        self.x = {
            (leader, team, offer.slot): self.m.new_bool_var("")
            for leader, team in problem.pairs
            for offer in problem.teams[team].offers
            if offer.slot in free[leader]
        }
        self.present: dict[tuple[int, int], list[tuple[int, Any]]] = defaultdict(list)
        self.diary: dict[int, dict[int, list[tuple[int, Any]]]] = defaultdict(lambda: defaultdict(list))
        meetings: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (leader, team, slot), x in self.x.items():
            same, liking = problem.pairs[leader, team]
            self.cost.append((self.price["independence"] * same + 10 * (liking + problem.offers[team, slot].cost)) * x)
            self.present[team, slot].append((leader, x))
            self.diary[leader][slot].append((problem.teams[team].site, x))
            meetings[leader, team].append(x)
        for together in meetings.values():
            self.m.add_at_most_one(together)
        self.teams()
        self.leaders()
        self.m.minimize(sum(self.cost))

    def teams(self) -> None:
        p, m, site = self.p, self.m, defaultdict(list)
        doubles: list[Any] = []
        seen_on: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for (team, slot), visitors in self.present.items():
            seen = m.new_bool_var("")
            count = sum(x for _, x in visitors)
            m.add(count >= 1).only_enforce_if(seen)
            m.add(count == 0).only_enforce_if(~seen)
            m.add(count <= p.offers[team, slot].cap)
            if p.offers[team, slot].cap == 2:
                two = m.new_bool_var("")
                m.add(count == 2).only_enforce_if(two)
                doubles.append(two)
            areas: dict[int, list[Any]] = defaultdict(list)
            for leader, x in visitors:
                if p.leaders[leader].area is not None:
                    areas[p.leaders[leader].area].append(x)
            for same in areas.values():
                m.add_at_most_one(same)
            seen_on[team][slot // p.parts].append(seen)
            site[p.teams[team].site, slot].append(seen)
        for team in p.teams:
            days = seen_on[team.id]
            for day in days.values():
                m.add_at_most_one(day)
            total = sum(s for day in days.values() for s in day)
            m.add(total <= team.max_visits)
            unseen = m.new_bool_var("")
            m.add(total + unseen >= 1)
            self.cost.append(10 * team.weight * self.price["coverage"] * unseen)
        for (place, _), seen_there in site.items():
            m.add(sum(seen_there) <= p.sites[place].cap)
        short = m.new_int_var(0, p.rules.double_min, "")
        m.add(sum(doubles) + short >= p.rules.double_min)
        self.cost.append(self.price["coverage"] * short)
        for area in {t.area for t in p.teams}:
            missed = m.new_bool_var("")
            senior = [x for (v, t, _), x in self.x.items() if p.leaders[v].corporate and p.teams[t].area == area]
            m.add_bool_or([*senior, missed])
            self.cost.append(6 * self.price["coverage"] * missed)

    def leaders(self) -> None:
        p, m = self.p, self.m
        for leader in p.leaders:
            slots = self.diary[leader.id]
            load = sum(x for stops in slots.values() for _, x in stops)
            n = m.new_int_var(0, leader.max, "")
            m.add(n == load)
            short, away = m.new_int_var(0, leader.min, ""), m.new_int_var(0, max(leader.target, leader.max) ** 2, "")
            m.add(short >= leader.min - n)
            m.add_allowed_assignments([n, away], [(k, (k - leader.target) ** 2) for k in range(leader.max + 1)])
            self.cost += [2 * self.price["coverage"] * short, 10 * away]
            for stops in slots.values():
                m.add_at_most_one(x for _, x in stops)
            for day in range(p.days):
                today = {s: slots[s] for s in range(day * p.parts, (day + 1) * p.parts) if slots.get(s)}
                if today:
                    self.day(leader.base, today)

    def day(self, base: int, today: dict[int, list[tuple[int, Any]]]) -> None:
        """A circuit through the day's places, base first."""
        p, m, rules = self.p, self.m, self.p.rules
        m.add(sum(x for stops in today.values() for _, x in stops) <= rules.max_per_day)
        at: dict[tuple[int, int], Any] = {}
        for slot, stops in today.items():
            places: dict[int, list[Any]] = defaultdict(list)
            for site, x in stops:
                places[site].append(x)
            for site, xs in places.items():
                at[slot, site] = m.new_bool_var("")
                m.add(sum(xs) == at[slot, site])
        home = m.new_bool_var("")
        arcs: list[tuple[int, int, Any]] = [(0, 0, ~home)]
        self.cost.append(5 * home)
        nodes = list(at)
        for i, (slot, site) in enumerate(nodes, 1):
            arcs.append((i, i, ~at[slot, site]))
            for a, b in ((0, i), (i, 0)):
                go = m.new_bool_var("")
                arcs.append((a, b, go))
                self.cost.append((p.travel[base][site] if a == 0 else p.travel[site][base]) * go)
            for j, (later, there) in enumerate(nodes, 1):
                gap = rules.am_pm_gap if later % p.parts == 1 else rules.pm_eve_gap
                if later > slot and (later - slot > 1 or p.travel[site][there] <= gap):
                    go = m.new_bool_var("")
                    arcs.append((i, j, go))
                    self.cost.append((p.travel[site][there] + 5 * (later - slot == 2)) * go)
        m.add_circuit(arcs)


def main(problem: str, plan: str, seconds: str) -> None:
    week = Week(Problem.from_dict(json.loads(Path(problem).read_text())))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = float(seconds)
    status = solver.solve(week.m)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    visits = [v for v, x in week.x.items() if solver.value(x)] if found else []
    Path(plan).write_text(json.dumps({"visits": visits, "bound": solver.best_objective_bound}))


if __name__ == "__main__":
    main(*sys.argv[1:])
