"""What a new week takes from an earlier one."""

from __future__ import annotations

from alongside.web.weeks.models import DeclaredInterest, Interest, LineOfEnquiry, PracticeWeek, Visitor


def begin_as(week: PracticeWeek, like: PracticeWeek) -> None:
    """Lines of enquiry, visitors with their interests, and declared interests. Not availability: nobody is free by default."""
    LineOfEnquiry.objects.bulk_create(
        LineOfEnquiry(week=week, order=line.order, title=line.title, look_for=line.look_for) for line in like.lines_of_enquiry.all()
    )
    declared = DeclaredInterest.objects.filter(week=like, team__retired_on=None, staff_member__retired_on=None)
    DeclaredInterest.objects.bulk_create(
        DeclaredInterest(week=week, staff_member_id=d.staff_member_id, team_id=d.team_id, reason=d.reason) for d in declared
    )
    _same_visitors(week, like)


def _same_visitors(week: PracticeWeek, like: PracticeWeek) -> None:
    before = like.visitors.filter(staff_member__retired_on=None).prefetch_related("interests")
    copies = {
        old: Visitor(
            week=week,
            staff_member_id=old.staff_member_id,
            min_visits=old.min_visits,
            max_visits=old.max_visits,
            target_visits=old.target_visits,
        )
        for old in before
    }
    Visitor.objects.bulk_create(copies.values())
    Interest.objects.bulk_create(
        Interest(visitor=new, service_id=interest.service_id, level=interest.level)
        for old, new in copies.items()
        for interest in old.interests.all()
    )
