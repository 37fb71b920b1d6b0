"""What an event takes from the shadowings and conversations: a host, a practitioner, a venue, an interpreter, a family."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .problem import Problem
from .reading import ProblemError, listed, whole

LISTS = {
    "hosts_out": "hosts",
    "practitioners_out": "practitioners",
    "interpreters_out": "interpreters",
    "conversations_off": "conversations",
}
KEYS = frozenset({*LISTS, "venues_closed"})


def check(others: Mapping[str, Any], problem: Problem) -> None:
    """Raises ProblemError for a key that no change has, or an identifier that the problem has not."""
    for key, value in others.items():
        if key not in KEYS:
            raise ProblemError(key, "one of leaders_out, teams_out, offers_closed, locked, past_before", value)
        for i, raw in enumerate(listed(value, key)):
            _one(key, f"{key}[{i}]", raw, problem)


def _one(key: str, at: str, raw: object, problem: Problem) -> None:
    if key != "venues_closed":
        whole(raw, at, high=_count(problem, LISTS[key]) - 1)
        return
    row = listed(raw, at)
    if len(row) != 2:
        raise ProblemError(at, "[venue, slot]", raw)
    whole(row[0], f"{at}[0]", high=_count(problem, "venues") - 1)
    whole(row[1], f"{at}[1]", high=problem.slots - 1)


def _count(problem: Problem, key: str) -> int:
    return len(listed(problem.extra.get(key, []), key))


def left(extra: Mapping[str, Any], others: Mapping[str, Any], gone: Callable[[int, int], bool], now: int) -> dict[str, Any]:
    """The problem's optional keys without what is lost from slot `now` on; `gone(leader, slot)` tells of visitors."""
    found = dict(extra)
    for change, key in LISTS.items():
        out = set(others.get(change, ()))
        if out:
            found[key] = [_off(one, now) if i in out else one for i, one in enumerate(found[key])]
    if "hosts" in found:
        found["hosts"] = [_absent(host, gone) for host in found["hosts"]]
    closed = {(v, s) for v, s in others.get("venues_closed", ())}
    if closed:
        found["venues"] = [
            {**venue, "slots": [s for s in venue["slots"] if (i, s) not in closed]} for i, venue in enumerate(found["venues"])
        ]
    return found


def _off(one: Mapping[str, Any], now: int) -> dict[str, Any]:
    """Nothing more from this one: a conversation that is off is no longer missed, and a practitioner needs no host."""
    rest = {k: _before(one[k], now) for k in ("avail", "slots") if k in one}
    return {**one, **rest, **({"weight": 0} if "weight" in one or "slots" in one else {})}


def _before(slots: Iterable[int], now: int) -> list[int]:
    return [s for s in slots if s < now]


def _absent(host: Mapping[str, Any], gone: Callable[[int, int], bool]) -> Mapping[str, Any]:
    leader = host.get("leader")
    if leader is None:
        return host
    return {**host, "avail": [s for s in host["avail"] if not gone(leader, s)]}
