"""Invented Practice Weeks of four sizes, the same for the same seed, in the problem file form.

    python -m benchmarks.timetable.weeks durham --seed 3 --tightness 1.3 > durham-3.json

Higher tightness means fewer free half-days and fewer offers.  Nobody in these weeks is real.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from random import Random
from typing import Any

DAYS, PARTS = 5, 3
SERVICES = (
    "Front door", "Child protection", "Children in care", "Fostering", "Family help", "Disabled children",
    "Children's homes", "Youth justice",
)  # fmt: skip
SERVICE_SHARES = (10, 22, 18, 12, 20, 6, 7, 5)
"""Teams in a hundred of each service."""
HOMES, FRONT_DOOR = 6, 0
"""Services that can be seen at work in the evening."""
ACTIVITIES = {  # name: (visitors at once, how little there is to see)
    "home visit": (1, 0), "supervision": (1, 1), "duty desk": (2, 0), "group work": (2, 1), "panel": (2, 2),
    "team meeting": (2, 2),
}  # fmt: skip
ROLES = {  # name: (share of half-days free, least visits, most visits)
    "chief executive": (0.20, 1, 3), "director": (0.30, 1, 3), "head of service": (0.40, 1, 4),
    "service manager": (0.50, 2, 4), "team manager": (0.45, 1, 3),
}  # fmt: skip
CORPORATE = ("chief executive", "director", "head of service")


@dataclass(frozen=True)
class Size:
    teams: int
    leaders: int
    sites: int
    councils: int = 1


SIZES = {
    "s": Size(20, 12, 6),
    "durham": Size(58, 36, 12),
    "birmingham": Size(250, 120, 30),
    "region": Size(1000, 500, 120, councils=12),
}


def make_week(size: str, *, seed: int, tightness: float = 1.0) -> dict[str, Any]:
    """A problem in the file form; raises KeyError for an unknown size."""
    return _Week(SIZES[size], Random(f"{size}/{seed}/{tightness}"), tightness).problem(f"{size}-{seed}-{tightness:g}")


class _Week:
    def __init__(self, size: Size, rng: Random, tightness: float) -> None:
        self.size, self.rng, self.tightness = size, rng, tightness
        self.leaders: list[dict[str, Any]] = []
        self.teams: list[dict[str, Any]] = []
        self.sites = [
            {"id": i, "council": i % size.councils, "cap": 6 if i < size.councils else rng.choice((2, 3, 3, 4))} for i in range(size.sites)
        ]

    def problem(self, name: str) -> dict[str, Any]:
        travel = self._travel()
        for council in range(self.size.councils):
            self._council(council)
        people, teams = len(self.leaders), len(self.teams)
        return {
            "name": name, "days": DAYS, "parts": PARTS, "sites": self.sites, "travel": travel,
            "areas": [f"{s}, council {c}" for c in range(self.size.councils) for s in SERVICES],
            "leaders": self.leaders, "teams": self.teams,
            "forbid": self._meetings(people, teams, people), "last": self._meetings(people, teams, 3 * people),
            "rules": {
                "am_pm_gap": 60, "pm_eve_gap": 90, "max_per_day": 2, "max_from_base": 75, "double_min": -(-15 * teams // 100),
            },
        }  # fmt: skip

    def _travel(self) -> list[list[int]]:
        """Minutes by road: five to park, then 50 miles an hour over roads a third longer than the crow's way."""
        rng, many = self.rng, self.size.councils > 1
        spread = 11 if many else 14
        places = []
        for site in self.sites:
            across, down = (divmod(site["council"], 4)[::-1]) if many else (0, 0)
            places.append((40 * across + rng.gauss(0, spread), 40 * down + rng.gauss(0, 0.7 * spread)))
        return [[0 if p is q else 5 + round(1.56 * abs(complex(*p) - complex(*q))) for q in places] for p in places]

    def _meetings(self, people: int, teams: int, count: int) -> list[list[int]]:
        pairs = {(self.rng.randrange(people), self.rng.randrange(teams)) for _ in range(count)}
        return [list(p) for p in sorted(pairs)]

    def _share(self, total: int, council: int) -> int:
        return total // self.size.councils + (council < total % self.size.councils)

    def _council(self, council: int) -> None:
        people, teams = self._share(self.size.leaders, council), self._share(self.size.teams, council)
        here = [s["id"] for s in self.sites if s["council"] == council]
        chief = self._leader("chief executive", council, None, here[0], None)
        director = self._leader("director", council, None, here[0], chief)
        for _ in range(max(1, round(0.08 * people))):
            self._leader("director", council, None, here[0], chief)
        heads = [self._leader("head of service", council, None, here[0], director) for _ in range(max(2, round(0.12 * people)))]
        service_managers: list[tuple[int, int]] = []
        for i in range(max(2, round(0.22 * people))):
            service = i % len(SERVICES)
            area, boss = council * len(SERVICES) + service, heads[service % len(heads)]
            manager = self._leader("service manager", council, area, self.rng.choice(here), boss)
            service_managers.append((service, manager))
        first = len(self.teams)
        for i in range(teams):
            self._team(i, council, here, heads, service_managers, [director, chief])
        left = people - (len(self.leaders) - chief)
        for number in self.rng.sample(range(first, first + teams), max(0, min(left, teams))):
            team = self.teams[number]
            boss = team["line"][0]
            team["line"].append(self._leader("team manager", council, team["area"], team["site"], boss))

    def _leader(self, role: str, council: int, area: int | None, base: int, parent: int | None) -> int:
        rng, (share, least, most) = self.rng, ROLES[role]
        away = {d for d in range(DAYS) if rng.random() < 0.12}
        chance = (share / self.tightness, share / self.tightness, 0.3 * share / self.tightness)
        free = [s for s in range(DAYS * PARTS) if s // PARTS not in away and rng.random() < chance[s % PARTS]]
        free = free or [rng.randrange(DAYS) * PARTS + rng.randrange(2)]
        self.leaders.append({
            "id": len(self.leaders), "role": role, "corporate": role in CORPORATE, "council": council, "area": area,
            "base": base, "parent": parent, "avail": free, "min": min(least, len(free)), "max": most,
            "target": min(2, len(free)), "interest": [rng.choice((0, 1, 1, 2, 3)) for _ in SERVICES],
        })  # fmt: skip
        return len(self.leaders) - 1

    def _team(self, i: int, council: int, here: list[int], heads: list[int], managers: list[tuple[int, int]], exempt: list[int]) -> None:
        rng, every = self.rng, len(SERVICES)
        service = i % every if i < 2 * every else rng.choices(range(every), SERVICE_SHARES)[0]
        own = [person for kind, person in managers if kind == service]
        line = ([rng.choice(own)] if own else []) + [heads[service % len(heads)]]
        self.teams.append({
            "id": len(self.teams), "council": council, "area": council * every + service, "kind": service,
            "site": rng.choice(here), "line": line, "exempt": exempt, "max_visits": rng.choice((1, 2, 2, 2, 3)),
            "weight": rng.choice((1, 1, 1, 2)), "offers": self._offers(service),
        })  # fmt: skip

    def _offers(self, service: int) -> list[dict[str, Any]]:
        rng = self.rng
        evenings = service == HOMES or (service == FRONT_DOOR and rng.random() < 0.25)
        slots = [s for s in range(DAYS * PARTS) if s % PARTS < 2 or evenings]
        count = min(len(slots), max(2, round(rng.randint(3, 8) / self.tightness)))
        offers = []
        for slot in sorted(rng.sample(slots, count)):
            name = "night duty" if slot % PARTS == 2 else rng.choice(list(ACTIVITIES))
            cap, cost = ACTIVITIES.get(name, (2, 0))
            offers.append({"slot": slot, "activity": name, "cap": cap, "cost": cost})
        return offers


def main() -> None:
    arguments = argparse.ArgumentParser(description="Write an invented Practice Week as JSON.")
    arguments.add_argument("size", choices=SIZES)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--tightness", type=float, default=1.0)
    given = arguments.parse_args()
    json.dump(make_week(given.size, seed=given.seed, tightness=given.tightness), sys.stdout)


if __name__ == "__main__":
    main()
