"""Where a week stands: each task with how far it is, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from alongside.web.design.words import day, plural
from alongside.web.organisation.models import Team
from alongside.web.weeks.actions.planning import running_job
from alongside.web.weeks.actions.set_up import WeekRules
from alongside.web.weeks.models import Offer, Plan, PracticeWeek

S = PracticeWeek.State
RULES = tuple(WeekRules.__dataclass_fields__)


@dataclass(frozen=True)
class Task:
    """A line of the task list. `kind` is done, part, todo or optional."""

    title: str
    href: str
    status: str
    kind: str
    hint: str = ""


@dataclass(frozen=True)
class Step:
    """What to do next: a link, or a button that moves the week on (`to`)."""

    text: str
    why: str
    href: str = ""
    to: str = ""


@dataclass(frozen=True)
class Counts:
    """What there is of everything, read in a handful of queries."""

    visitors: int
    replied: int
    teams: int
    offering: int
    offers: int
    lines: int
    declared: int
    interpreters: int
    hosts: int
    requests: int
    conversations: int
    plans: int
    newest: Plan | None
    publications: int
    cancellations: int
    waiting: int

    @classmethod
    def of(cls, week: PracticeWeek) -> Counts:
        visitors = week.visitors.aggregate(all=Count("pk"), replied=Count("pk", filter=Q(replied_at__isnull=False)))
        standing = Offer.objects.filter(week=week, team__retired_on=None).standing()
        offers = standing.aggregate(all=Count("pk"), teams=Count("team", distinct=True))
        plans = Plan.objects.filter(week=week, discarded_at=None)
        undecided = Q(pk__in=week.cancellations.open().values("pk"))
        dropped = week.cancellations.aggregate(all=Count("pk"), waiting=Count("pk", filter=undecided))
        return cls(
            visitors=visitors["all"],
            replied=visitors["replied"],
            teams=Team.objects.filter(directorate_id=week.directorate_id, retired_on=None).count(),
            offering=offers["teams"],
            offers=offers["all"],
            lines=week.lines_of_enquiry.count(),
            declared=week.declared_interests.count(),
            interpreters=week.interpreters.count(),
            hosts=week.shadowing_hosts.count(),
            requests=week.shadowing_requests.count(),
            conversations=week.conversations.count(),
            plans=plans.count(),
            newest=plans.first(),
            publications=week.publications.count(),
            cancellations=dropped["all"],
            waiting=dropped["waiting"],
        )

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return self.visitors - self.replied + self.teams - self.offering


@dataclass(frozen=True)
class Hub:
    week: PracticeWeek
    counts: Counts
    next_step: Step
    sections: list[tuple[str, list[Task]]] = field(default_factory=list)


def hub_of(week: PracticeWeek) -> Hub:
    counts = Counts.of(week)
    made = [("Set up", _set_up), ("Collect", _collect), ("Plan", _plan), ("Publish", _publish)]
    sections = [(name, tasks) for name, make in made if (tasks := make(week, counts))]
    return Hub(week, counts, next_step(week, counts), sections)


def next_step(week: PracticeWeek, c: Counts) -> Step:
    """One obvious thing."""
    if week.state == S.SETTING_UP:
        if not c.visitors:
            return Step("Choose who will visit", "Nobody is on the list of visitors yet.", _at("visitors_add", week))
        return Step("Open the week", "Visitors can then say when they are free, and teams what there is to see.", to="open")
    if week.state == S.OPEN:
        if c.silent and (not c.offers or not c.replied or c.silent * 5 > c.visitors + c.teams):
            return Step("See who has not answered", f"{plural(c.silent, 'answer')} still to come.", _at("reminders", week))
        return Step("Start planning", f"{c.replied} of {c.visitors} visitors and {c.offering} of {c.teams} teams have answered.", to="plan")
    if week.state == S.PLANNING:
        if c.newest is None and (job := running_job(week)):
            return Step("Watch it get better", "Alongside is planning the week.", reverse("weeks:planning", kwargs={"pk": job.pk}))
        if c.newest is None:
            return Step("Plan the week", "Check what is missing, then let Alongside work out who goes where.", _at("plan", week))
        return Step("Look at the newest plan", f"{c.newest.name} is ready to check, change and publish.", _plan_href(c.newest))
    if week.state == S.PUBLISHED and c.waiting:
        why = f"{plural(c.waiting, 'cancellation')} {'waits' if c.waiting == 1 else 'wait'} for you to decide."
        return Step("Mend the programme", why, _at("cancellations", week))
    if week.state == S.PUBLISHED:
        return Step("See the timetable", f"It is published. The week ends on {day(week.ends_on)}.", _at("programme", week))
    return Step(
        "Set up the next week", "Start from this week's rules, visitors and lines of enquiry.", f"{reverse('weeks:new')}?like={week.pk}"
    )


def _set_up(week: PracticeWeek, c: Counts) -> list[Task]:
    untouched = PracticeWeek()
    usual = all(getattr(week, name) == getattr(untouched, name) for name in RULES)
    return [
        Task("Dates and theme", _at("details", week), "Done", "done", week.when),
        Task("Rules and what matters more", _at("rules", week), "As usual" if usual else "Set for this week", "done"),
        _counted("Lines of enquiry", _at("enquiry", week), c.lines, "line", optional=True),
        _counted("Visitors", _at("visitors", week), c.visitors, "visitor"),
        _counted("Declared interests", _at("declared_interests", week), c.declared, "pair", optional=True),
        _counted("Interpreters", _at("interpreters", week), c.interpreters, "interpreter", optional=True),
    ]


def _collect(week: PracticeWeek, c: Counts) -> list[Task]:
    due = f"Asked for by {day(week.replies_due_on)}" if week.replies_due_on else ""
    return [
        _answered("What teams offer", _at("offers", week), c.offering, c.teams, due),
        _answered("When visitors are free", _at("visitors", week), c.replied, c.visitors, due),
        _counted("Shadowing", _at("shadowing", week), c.requests, "request", optional=True),
        _counted("Family conversations", _at("conversations", week), c.conversations, "conversation", optional=True),
        Task("Reminders", _at("reminders", week), f"{c.silent} to come" if c.silent else "All in", "part" if c.silent else "done"),
    ]


def _plan(week: PracticeWeek, c: Counts) -> list[Task]:
    tasks = [
        Task("Check and plan", _at("plan", week), "Done" if c.plans else "Not started", "done" if c.plans else "todo"),
        _counted("Plans", _at("plans", week), c.plans, "plan"),
    ]
    if c.newest is not None:
        tasks.append(Task("Change it on the board", reverse("weeks:board", kwargs={"pk": c.newest.pk}), c.newest.name, "part"))
    return tasks


def _publish(week: PracticeWeek, c: Counts) -> list[Task]:
    if not c.publications:
        if c.newest is None:
            return []
        href = reverse("weeks:publish", kwargs={"pk": week.pk, "plan": c.newest.pk})
        return [Task(f"Publish {c.newest.name}", href, "Not started", "todo", "Everybody who takes part is told, and gets a calendar")]
    return [
        Task("The published timetable", _at("programme", week), "Published", "done"),
        _counted("Versions and what changed", _at("publications", week), c.publications, "version"),
        _cancelled(week, c),
    ]


def _cancelled(week: PracticeWeek, c: Counts) -> Task:
    said = f"{c.waiting} to decide" if c.waiting else f"{c.cancellations} settled" if c.cancellations else "None"
    return Task("Cancellations", _at("cancellations", week), said, "todo" if c.waiting else "done")


def _counted(title: str, href: str, count: int, one: str, *, optional: bool = False) -> Task:
    if count:
        return Task(title, href, plural(count, one), "done")
    return Task(title, href, "Optional" if optional else "Not started", "optional" if optional else "todo")


def _answered(title: str, href: str, answered: int, of: int, hint: str) -> Task:
    kind = "todo" if not answered else "done" if answered >= of else "part"
    return Task(title, href, f"{answered} of {of}", kind, hint)


def _at(name: str, week: PracticeWeek, **more: Any) -> str:
    return reverse(f"weeks:{name}", kwargs={"pk": week.pk, **more})


def _plan_href(plan: Plan) -> str:
    return reverse("weeks:plan_page", kwargs={"pk": plan.pk})
