"""What a Practice Week must be planned from: sites, visitors ("leaders"), teams with what they offer, and rules.

Identifiers are places in the lists: leader 7 is `leaders[7]`.  A slot is `day * parts + part`, part 0 morning,
1 afternoon, 2 evening.  All numbers are whole.  Fields nobody here knows are kept in `extra` and written back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .reading import ProblemError, Reader, listed, whole

MAX_PARTS = 3


def _extra() -> Any:
    return field(default_factory=dict, hash=False, repr=False)


@dataclass(frozen=True)
class Site:
    id: int
    council: int
    cap: int
    extra: Mapping[str, Any] = _extra()


@dataclass(frozen=True)
class Leader:
    id: int
    role: str
    corporate: bool
    council: int
    area: int | None
    base: int
    parent: int | None
    avail: tuple[int, ...]
    min: int
    max: int
    target: int
    interest: tuple[int, ...]
    extra: Mapping[str, Any] = _extra()


@dataclass(frozen=True)
class Offer:
    slot: int
    activity: str
    cap: int
    cost: int
    extra: Mapping[str, Any] = _extra()


@dataclass(frozen=True)
class Team:
    id: int
    council: int
    area: int
    kind: int
    site: int
    line: tuple[int, ...]
    exempt: tuple[int, ...]
    max_visits: int
    weight: int
    offers: tuple[Offer, ...]
    extra: Mapping[str, Any] = _extra()


@dataclass(frozen=True)
class Rules:
    am_pm_gap: int
    pm_eve_gap: int
    max_per_day: int
    max_from_base: int
    double_min: int
    extra: Mapping[str, Any] = _extra()


@dataclass(frozen=True)
class Problem:
    name: str
    days: int
    parts: int
    sites: tuple[Site, ...]
    travel: tuple[tuple[int, ...], ...]
    areas: tuple[str, ...]
    leaders: tuple[Leader, ...]
    teams: tuple[Team, ...]
    forbid: frozenset[tuple[int, int]]
    last: frozenset[tuple[int, int]]
    rules: Rules
    extra: Mapping[str, Any] = _extra()

    @property
    def slots(self) -> int:
        return self.days * self.parts

    @cached_property
    def offers(self) -> dict[tuple[int, int], Offer]:
        """Each (team, slot) on offer."""
        return {(t.id, o.slot): o for t in self.teams for o in t.offers}

    @cached_property
    def pairs(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Each (leader, team) that may meet: (1 if they share a service, interest + 2 if they met last time)."""
        found = {}
        for t in self.teams:
            shut, way = set(t.line), [row[t.site] for row in self.travel]
            for v in self.leaders:
                key = (v.id, t.id)
                if v.id in shut or way[v.base] > self.rules.max_from_base or key in self.forbid:
                    continue
                found[key] = (int(v.area == t.area), v.interest[t.kind] + (2 if key in self.last else 0))
        return found

    @classmethod
    def from_dict(cls, raw: object) -> Problem:
        """Read and check the file form.  Raises ProblemError naming the field and what was expected."""
        return _read(Reader(raw, ""))

    def to_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "days": self.days,
            "parts": self.parts,
            "sites": [_plain(s) for s in self.sites],
            "travel": [list(row) for row in self.travel],
            "areas": list(self.areas),
            "leaders": [_plain(v) for v in self.leaders],
            "teams": [_plain(t) | {"offers": [_plain(o) for o in t.offers]} for t in self.teams],
            "forbid": [list(p) for p in sorted(self.forbid)],
            "last": [list(p) for p in sorted(self.last)],
            "rules": _plain(self.rules),
            **self.extra,
        }


def _plain(thing: Any) -> dict[str, Any]:
    names = [n for n in type(thing).__dataclass_fields__ if n != "extra"]
    values = {n: getattr(thing, n) for n in names}
    return {n: list(v) if isinstance(v, tuple) else v for n, v in values.items()} | dict(thing.extra)


def _read(r: Reader) -> Problem:
    days, parts = r.whole("days", low=1, high=366), r.whole("parts", low=1, high=MAX_PARTS)
    sites = tuple(_site(i, s) for i, s in r.readers("sites"))
    areas = tuple(r.items("areas"))
    n_leaders, n_teams = len(r.items("leaders")), len(r.items("teams"))
    top = {"slot": days * parts - 1, "site": len(sites) - 1, "area": len(areas) - 1, "leader": n_leaders - 1}
    leaders = tuple(_leader(i, v, top) for i, v in r.readers("leaders"))
    kinds = min((len(v.interest) for v in leaders), default=1)
    teams = tuple(_team(i, t, top, kinds) for i, t in r.readers("teams"))
    return Problem(
        name=r.text("name", ""),
        days=days,
        parts=parts,
        sites=sites,
        travel=_travel(r, len(sites)),
        areas=areas,
        leaders=leaders,
        teams=teams,
        forbid=_meetings(r, "forbid", n_leaders, n_teams),
        last=_meetings(r, "last", n_leaders, n_teams),
        rules=_rules(Reader(r.get("rules"), "rules")),
        extra=r.rest(),
    )


def _identified(i: int, r: Reader) -> int:
    found = r.get("id")
    if found is True or found is False or found != i:
        raise ProblemError(r.at("id"), f"{i}, its place in the list", found)
    return i


def _site(i: int, r: Reader) -> Site:
    return Site(_identified(i, r), council=r.whole("council"), cap=r.whole("cap"), extra=r.rest())


def _leader(i: int, r: Reader, top: Mapping[str, int]) -> Leader:
    least, most = r.whole("min"), r.whole("max")
    if least > most:
        raise ProblemError(r.at("min"), f"no more than the maximum, {most}", least)
    return Leader(
        id=_identified(i, r),
        role=r.text("role"),
        corporate=r.flag("corporate"),
        council=r.whole("council"),
        area=r.optional_whole("area", high=top["area"]),
        base=r.whole("base", high=top["site"]),
        parent=r.optional_whole("parent", high=top["leader"]),
        avail=tuple(sorted(set(r.wholes("avail", high=top["slot"])))),
        min=least,
        max=most,
        target=r.whole("target"),
        interest=r.wholes("interest"),
        extra=r.rest(),
    )


def _team(i: int, r: Reader, top: Mapping[str, int], kinds: int) -> Team:
    offers = tuple(_offer(o, top["slot"]) for _, o in r.readers("offers"))
    slots = [o.slot for o in offers]
    if len(set(slots)) < len(slots):
        raise ProblemError(r.at("offers"), "at most one offer for each slot", slots)
    return Team(
        id=_identified(i, r),
        council=r.whole("council"),
        area=r.whole("area", high=top["area"]),
        kind=r.whole("kind", high=kinds - 1),
        site=r.whole("site", high=top["site"]),
        line=r.wholes("line", high=top["leader"]),
        exempt=r.wholes("exempt", high=top["leader"], default=()),
        max_visits=r.whole("max_visits"),
        weight=r.whole("weight"),
        offers=offers,
        extra=r.rest(),
    )


def _offer(r: Reader, last_slot: int) -> Offer:
    return Offer(
        slot=r.whole("slot", high=last_slot),
        activity=r.text("activity", ""),
        cap=r.whole("cap", low=1, high=2),
        cost=r.whole("cost"),
        extra=r.rest(),
    )


def _rules(r: Reader) -> Rules:
    names = ("am_pm_gap", "pm_eve_gap", "max_per_day", "max_from_base", "double_min")
    return Rules(**{n: r.whole(n) for n in names}, extra=r.rest())


def _travel(r: Reader, n: int) -> tuple[tuple[int, ...], ...]:
    rows = r.items("travel")
    if len(rows) != n:
        raise ProblemError("travel", f"{n} rows, one for each site", f"{len(rows)} rows")
    for i, row in enumerate(rows):
        if len(listed(row, f"travel[{i}]")) != n:
            raise ProblemError(f"travel[{i}]", f"{n} times, one for each site", f"{len(row)} times")
    return tuple(tuple(whole(v, f"travel[{i}][{j}]") for j, v in enumerate(row)) for i, row in enumerate(rows))


def _meetings(r: Reader, key: str, leaders: int, teams: int) -> frozenset[tuple[int, int]]:
    found = set()
    for i, raw in enumerate(r.items(key, default=())):
        pair = listed(raw, f"{key}[{i}]")
        if len(pair) != 2:
            raise ProblemError(f"{key}[{i}]", "a visitor and a team", raw)
        leader = whole(pair[0], f"{key}[{i}][0]", high=leaders - 1)
        found.add((leader, whole(pair[1], f"{key}[{i}][1]", high=teams - 1)))
    return frozenset(found)
