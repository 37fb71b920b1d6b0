"""Who visits, who must not meet whom, and who interprets: set up by the practice lead."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Seniority, StaffMember, Team
from alongside.web.weeks.models import DeclaredInterest, Interpreter, PracticeWeek, Visitor
from alongside.web.weeks.refusals import Refused

USUAL_VISITS = {  # least, ideal, most
    Seniority.CHIEF_EXECUTIVE: (1, 2, 3),
    Seniority.DIRECTOR: (1, 2, 3),
    Seniority.LEAD_MEMBER: (1, 2, 3),
    Seniority.HEAD_OF_SERVICE: (1, 2, 4),
    Seniority.SERVICE_MANAGER: (2, 2, 4),
}
USUAL = (1, 2, 3)


@transaction.atomic
def add_visitors(*, week: PracticeWeek, staff: Sequence[StaffMember], by: User) -> list[Visitor]:
    """Add people with the usual numbers of visits for what they are. Who is a visitor already stays as they were."""
    require(by, Permission.WEEKS_SET_UP, week)
    PracticeWeek.objects.select_for_update().get(pk=week.pk)  # two at once add each person once
    already = set(week.visitors.values_list("staff_member_id", flat=True))
    added = []
    for person in staff:
        if person.directorate_id != week.directorate_id:
            raise NotAllowed("Not found")
        if person.pk not in already:
            least, ideal, most = USUAL_VISITS.get(Seniority(person.seniority), USUAL)
            added.append(Visitor(week=week, staff_member=person, min_visits=least, target_visits=ideal, max_visits=most))
    Visitor.objects.bulk_create(added)
    if added:
        record("visitors.added", by=by, on=week, codes=[v.staff_member.code for v in added])
    return added


@transaction.atomic
def change_visitor(*, visitor: Visitor, least: int, ideal: int, most: int, by: User) -> Visitor:
    require(by, Permission.WEEKS_SET_UP, visitor)
    if not least <= ideal <= most:
        raise Refused("The usual number of visits must be between the fewest and the most")
    before = (visitor.min_visits, visitor.target_visits, visitor.max_visits)
    if before != (least, ideal, most):
        visitor.min_visits, visitor.target_visits, visitor.max_visits = least, ideal, most
        visitor.save(update_fields=["min_visits", "target_visits", "max_visits"])
        record("visitor.changed", by=by, on=visitor, before=list(before), after=[least, ideal, most])
    return visitor


@transaction.atomic
def remove_visitor(*, visitor: Visitor, by: User) -> None:
    """Only while no plan has used them; afterwards say that they cannot come."""
    require(by, Permission.WEEKS_SET_UP, visitor)
    record("visitor.removed", by=by, on=visitor)
    try:
        with transaction.atomic():
            visitor.delete()
    except ProtectedError:
        raise Refused(f"{visitor} is in a plan already, so they stay on the list. Clear the times they are free instead") from None


@transaction.atomic
def declare_interest(*, week: PracticeWeek, person: StaffMember, team: Team, reason: str, by: User) -> DeclaredInterest:
    """This person must not visit this team. Declaring it again changes the reason."""
    require(by, Permission.WEEKS_SET_UP, week)
    if {person.directorate_id, team.directorate_id} != {week.directorate_id}:
        raise NotAllowed("Not found")
    found, made = DeclaredInterest.objects.update_or_create(week=week, staff_member=person, team=team, defaults={"reason": reason})
    record("interest.declared" if made else "interest.reason_changed", by=by, on=found)
    return found


@transaction.atomic
def withdraw_declared_interest(*, declared: DeclaredInterest, by: User) -> None:
    require(by, Permission.WEEKS_SET_UP, declared)
    record("interest.withdrawn", by=by, on=declared)
    declared.delete()


@transaction.atomic
def book_interpreter(
    *, client_id: UUID, week: PracticeWeek, name: str, languages: Sequence[str], slots: Sequence[int], by: User
) -> Interpreter:
    require(by, Permission.WEEKS_SET_UP, week)
    PracticeWeek.objects.select_for_update().get(pk=week.pk)
    if booked := Interpreter.objects.filter(pk=client_id).first():
        require(by, Permission.WEEKS_SET_UP, booked)
        return booked
    found = Interpreter.objects.create(pk=client_id, week=week, name=name, languages=list(languages), slots=sorted(slots))
    record("interpreter.booked", by=by, on=found, languages=found.languages)
    return found


@transaction.atomic
def release_interpreter(*, interpreter: Interpreter, by: User) -> None:
    require(by, Permission.WEEKS_SET_UP, interpreter)
    record("interpreter.released", by=by, on=interpreter)
    try:
        with transaction.atomic():
            interpreter.delete()
    except ProtectedError:
        raise Refused(f"{interpreter} is in a plan already. Plan again without them first") from None
