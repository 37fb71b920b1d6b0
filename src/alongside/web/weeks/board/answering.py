"""What a person or a script is told after a change to a plan was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse

from alongside.web.weeks.models import Plan
from alongside.web.weeks.refusals import Refused, Stale
from alongside.web.weeks.views.pages import number_in

STALE = "The plan changed while you were looking at it, so nothing was done. Look again, then choose again."
NOTHING = "Nothing needed to change."


@dataclass(frozen=True)
class Outcome:
    """`problems` and `changes` are empty when it was done; `changes` say what others did meanwhile."""

    plan: Plan | None = None
    said: str = ""
    problems: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return self.plan is not None

    @property
    def status(self) -> int:
        return 200 if self.done else 409 if self.changes else 422

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """Items for `govukErrorSummary`; what others changed is shown below it."""
        return [{"text": problem} for problem in self.problems]

    def json(self) -> JsonResponse:
        body = {"said": self.said, "problems": self.problems, "changes": self.changes, "version": self.plan.version if self.plan else None}
        return JsonResponse(body, status=self.status)


def carry_out(action: Callable[[], Plan], version: int) -> Outcome:
    """Do it, or say why not."""
    try:
        plan = action()
    except Stale as stale:
        return Outcome(problems=(STALE,), changes=tuple(stale.changes) or ("The plan was made again.",))
    except Refused as refusal:
        return Outcome(problems=tuple(f"{reason}." for reason in refusal.reasons))
    newest = plan.changes.filter(version=plan.version).first() if plan.version != version else None
    return Outcome(plan=plan, said=f"{newest.words}." if newest else NOTHING)


def version_in(request: HttpRequest) -> int:
    """The version the person was looking at; one that is missing or wrong is stale."""
    return number_in(request, "version", otherwise=0)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
