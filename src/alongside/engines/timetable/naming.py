"""People, teams and slots in words: names where the problem has them, else numbers."""

from __future__ import annotations

from .plan import Visit
from .problem import Problem

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = ("morning", "afternoon", "evening")


class Names:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def leader(self, i: int) -> str:
        v = self.problem.leaders[i]
        return str(v.extra.get("name") or f"visitor {i} ({v.role})")

    def team(self, i: int) -> str:
        return str(self.problem.teams[i].extra.get("name") or f"team {i}")

    def site(self, i: int) -> str:
        return str(self.problem.sites[i].extra.get("name") or f"site {i}")

    def area(self, i: int) -> str:
        return self.problem.areas[i]

    def slot(self, slot: int) -> str:
        day, part = divmod(slot, self.problem.parts)
        week, weekday = divmod(day, 7)
        later = f" of week {week + 1}" if week else ""
        return f"{DAYS[weekday]} {PARTS[part]}{later}"

    def visit(self, visit: Visit) -> str:
        leader, team, slot = visit
        return f"{self.leader(leader)} to {self.team(team)}, {self.slot(slot)}"


def joined(words: list[str], last: str = "and") -> str:
    """a, b and c"""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
