"""A run as its page shows it: one sentence, a few figures, and a chart of value and bound over time."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from alongside.web.design.words import number
from alongside.web.jobs.models import Job
from alongside.web.weeks.planning.worth import STAGES

WIDTH, HEIGHT = 440, 240
LEFT, RIGHT, TOP, BOTTOM = 54, 90, 16, 36
ROWS = 12


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class Chart:
    """Geometry for an inline SVG: points of the two lines, ticks, and where the two end labels stand."""

    title: str
    finding: str
    value: str
    bound: str
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    value_end: Tick
    bound_end: Tick
    end_x: float
    rows: list[tuple[str, str, str]] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Run:
    sentence: str
    figures: list[tuple[str, str]]
    unseen: list[str]
    more_unseen: int
    chart: Chart | None


def run_of(job: Job) -> Run:
    """From the progress that the worker left; nothing else is read."""
    p = job.progress
    if not p:
        return Run("Reading the week." if job.state == Job.State.RUNNING else "Waiting for the planner to be free.", [], [], 0, None)
    names = list(p.get("unseen_names", []))
    return Run(
        _sentence(p),
        _figures(p),
        names,
        int(p["unseen"]) - len(names),
        chart_of(p.get("points", []), p["seconds"], meetings=p.get("meetings", False)),
    )


def _sentence(p: dict[str, Any]) -> str:
    """Changes only when something is reached, so that it can be read out."""
    if p["stage"] == "coverage" and p["unseen"]:
        return "Looking for a plan in which every team is seen."
    if p["stage"] == "coverage":
        return "Every team is seen. Making sure that no promise can be kept better."
    if p["stage"] == "independence":
        return "Every team that can be is seen. Looking for visitors from outside each service."
    if p["value"] <= p["bound"]:
        return "Nothing better exists. Saving the plan."
    return "The promises are kept. Improving preferences, fairness, travel and days out."


def _figures(p: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Teams seen", f"{p['teams'] - p['unseen']} of {p['teams']}"),
        ("Visits", number(p["visits"])),
        (
            "From the best with these meetings" if p.get("meetings") else "From the best possible",
            gap_in_words(p["value"], p["bound"]),
        ),
        ("Time used", f"{p['seconds']:.0f} of {p['limit']} s"),
    ]


def gap_in_words(value: int, bound: int) -> str:
    """How much better it could be at the most."""
    if value <= bound:
        return "None: proven"
    if not bound:
        return "Not known"
    return f"At most {100 * (value - bound) / value:.1f}%"


def chart_of(points: list[list[Any]], now: float, *, meetings: bool = False) -> Chart | None:
    """The stage that the run is in, until now; earlier stages count other things. None before it has a line to show."""
    if not points:
        return None
    stage = points[-1][1]
    shown = [(float(t), int(v), int(b)) for t, name, v, b in points if name == stage]
    if now > shown[-1][0]:
        shown.append((now, *shown[-1][1:]))
    if len(shown) < 2:
        return None
    top = _top([v for _, v, _ in shown], shown[-1][1])
    low = min([bound for _, _, bound in shown if bound] or [0])
    begin, end = shown[0][0], max(shown[-1][0], shown[0][0] + 1)

    def x(seconds: float) -> float:
        return round(LEFT + (seconds - begin) / (end - begin) * (WIDTH - LEFT - RIGHT), 1)

    def y(amount: int) -> float:
        inside = min(max(amount, low), top)
        return round(HEIGHT - BOTTOM - (inside - low) / max(1, top - low) * (HEIGHT - TOP - BOTTOM), 1)

    seconds, value, bound = shown[-1]
    value_at, bound_at = _apart(y(value), y(bound))
    what = STAGES.get(stage, stage).lower()
    beside = " with the same shadowings and family conversations" if meetings else ""
    proven = f" It is proven that no plan{beside} is below {number(bound)}." if bound else ""
    finding = f"After {seconds:.0f} seconds the plan stands at {number(value)}.{proven}"
    return Chart(
        title=f"Plan and proven limit over time: {what}",
        finding=finding,
        value=_steps([(x(t), y(v)) for t, v, _ in shown]),
        bound=_steps([(x(t), y(b)) for t, _, b in shown if b]),
        x_ticks=[Tick(x(t), f"{t:.0f} s") for t in (begin, (begin + end) / 2, end)],
        y_ticks=[Tick(y(a), number(a)) for a in (low, (low + top) // 2, top)],
        value_end=Tick(value_at, f"Plan {number(value)}"),
        bound_end=Tick(bound_at, f"Limit {number(bound)}" if bound else ""),
        end_x=x(seconds) + 8,
        rows=[(f"{t:.0f} s", number(v), number(b) if b else "Not known") for t, v, b in _thinned(shown)],
    )


def _top(values: list[int], last: int) -> int:
    """Early values may be far off the chart: the top is at most three times where the plan stands now."""
    return max(min(max(values), 3 * last), last, 1)


def _steps(points: list[tuple[float, float]]) -> str:
    """A line that keeps its height until the next point."""
    parts = [f"{points[0][0]},{points[0][1]}"] if points else []
    for (_, before), (at, now) in pairwise(points):
        parts += [f"{at},{before}", f"{at},{now}"]
    return " ".join(parts)


def _apart(value: float, bound: float) -> tuple[float, float]:
    """The value is above the bound; where they meet, their labels keep a line's distance."""
    gap = 18 - (bound - value)
    return (value - gap / 2, bound + gap / 2) if gap > 0 else (value, bound)


def _thinned(points: list[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    step = max(1, len(points) // ROWS)
    return [*points[:-1:step], points[-1]]
