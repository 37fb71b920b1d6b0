"""What families, practitioners and partners say: the ways in, who was asked, and their responses.

A family's or child's words are not here until a named reader cleared them: they lie sealed in `safeguarding.Reading`.
An anonymous response keeps no way in, no address and no time finer than the day.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.web.forms.models import Form, FormVersion
from alongside.web.organisation.models import Directorate, Identified, StaffMember, Team
from alongside.web.safeguarding.models import Reading
from alongside.web.weeks.models import OfAWeek, PracticeWeek, PublishedEntry
from alongside.web.weeks.queries.hosting import teams_hosted_by

USER = settings.AUTH_USER_MODEL


class WayQuerySet(models.QuerySet["Way"]):
    def visible_to(self, user: Any) -> WayQuerySet:
        return self.filter(directorate_id=user.directorate_id) if user.may("voices.run") else self.none()

    def open(self) -> WayQuerySet:
        today = timezone.localdate()
        return self.filter(closed_at=None, opens_on__lte=today, closes_on__gte=today)

    def taking_answers(self) -> WayQuerySet:
        """Open, or closed by its date within the last day: who began yesterday evening may still send."""
        today = timezone.localdate()
        return self.filter(closed_at=None, opens_on__lte=today, closes_on__gte=today - dt.timedelta(days=1))


class Way(Identified):
    """A link, poster or letter through which people answer. `token_hash` finds it; `token_sealed` lets it be printed again.

    A known way belongs to one person by a local reference (never a name); an anonymous one to a team or nobody.
    """

    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, related_name="+")
    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="ways")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    anonymous = models.BooleanField(default=True)
    reference = models.CharField(max_length=40, blank=True)  # of the person a known way belongs to
    language = models.CharField(max_length=8, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    token_sealed = models.TextField()
    opens_on = models.DateField(default=timezone.localdate)
    closes_on = models.DateField()
    most_answers = models.PositiveSmallIntegerField(default=200)
    answers_taken = models.PositiveIntegerField(default=0)  # a count, for an anonymous answer does not say how it came in
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = WayQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(anonymous=False) | Q(reference=""), name="anonymous_way_names_nobody")]

    def __str__(self) -> str:
        return self.name


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, user: Any) -> AskQuerySet:
        """Of the teams whose families this person may note as asked (`queries.teams`)."""
        if not user.may("voices.ask"):
            return self.none()
        mine = self.filter(week__directorate_id=user.directorate_id)
        return mine if user.may("voices.run") else mine.filter(team__in=teams_hosted_by(user))


class Ask(OfAWeek, Identified):
    """A parent, carer, child or adult was to be asked, and what came of it: so that the report can say who was not heard."""

    class Outcome(models.TextChoices):
        ASKED = "asked", "Asked"
        ANSWERED = "answered", "Answered"
        DECLINED = "declined", "Declined"
        NOT_SAFE = "not_safe", "Not safe to ask"
        UNREACHED = "unreached", "Could not be reached"

    class How(models.TextChoices):
        CONVERSATION = "conversation", "A conversation"
        LINK = "link", "A link"
        LETTER = "letter", "A letter"
        PAPER = "paper", "A paper form"
        ADVOCATE = "advocate", "An advocate"

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="asks")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)  # forms.kinds: who was asked
    how = models.CharField(max_length=20, choices=How.choices)
    reference = models.CharField(max_length=40, blank=True)  # local, never a name
    conversation = models.ForeignKey(PublishedEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    way = models.ForeignKey(Way, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.ASKED)
    asked_on = models.DateField(default=timezone.localdate)
    noted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["week", "kind", "reference"], condition=~Q(reference=""), name="a_person_is_asked_once_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.kind}"


class ResponseQuerySet(models.QuerySet["Response"]):
    def released(self) -> ResponseQuerySet:
        """Their words may be read: cleared, or never in need of it, agreed to, and not taken back."""
        return self.filter(withdrawn_on=None, answers__isnull=False, consent__learning=True)

    def visible_to(self, user: Any) -> ResponseQuerySet:
        """Released words, for those who run the listening."""
        return self.released().filter(directorate_id=user.directorate_id) if user.may("voices.read") else self.none()


class Response(Identified):
    """What one person said once, through one version of a form. The id comes from the one made on the device (`codes.stored_ids`):
    sent twice, stored once.
    """

    class Via(models.TextChoices):
        LINK = "link", "A link, poster or letter"
        CONVERSATION = "conversation", "A conversation"
        PAPER = "paper", "A paper form"
        ADVOCATE = "advocate", "An advocate"
        SIGNED_IN = "signed_in", "Signed in"

    class Helped(models.TextChoices):
        READ_OUT = "read_out", "Read the questions out"
        WROTE_DOWN = "wrote_down", "Wrote down what they said"
        INTERPRETED = "interpreted", "Interpreted or signed"
        SPOKE_FOR = "spoke_for", "Spoke for them, as they wished"

    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, related_name="+")
    week = models.ForeignKey(PracticeWeek, on_delete=models.PROTECT, related_name="responses")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=12, choices=Via.choices)
    anonymous = models.BooleanField(default=True)
    way = models.ForeignKey(Way, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # of a known one only
    ask = models.ForeignKey(Ask, null=True, blank=True, on_delete=models.PROTECT, related_name="responses")
    reference = models.CharField(max_length=40, blank=True)
    helped = models.CharField(max_length=12, blank=True, choices=Helped.choices)  # how an advocate helped
    recorded_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="en")
    reader = models.CharField(max_length=5, default="plain")
    said_on = models.DateField()
    arrived_at = models.DateTimeField(null=True, blank=True)  # empty for anonymous ones
    consent = models.JSONField(default=dict)
    receipt_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    reading = models.OneToOneField(Reading, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(null=True, blank=True)  # None until a reader cleared them
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["-said_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(way=None, reference="", arrived_at=None, ask=None),
                name="anonymous_response_keeps_nothing_finer_than_the_day",
            ),
            models.CheckConstraint(condition=Q(withdrawn_on=None) | Q(answers=None), name="withdrawn_response_has_no_words"),
        ]

    def __str__(self) -> str:
        return f"Response of {self.said_on}"


class SavedPlace(models.Model):
    """A form begun and not sent. `sealed` is encrypted under a key made from the person's code, which we do not keep."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    way = models.ForeignKey(Way, on_delete=models.CASCADE, related_name="+")
    expires_on = models.DateField()

    def __str__(self) -> str:
        return f"Saved until {self.expires_on}"


class PulseTaken(OfAWeek, Identified):
    """A practitioner has answered this week's pulse. Nothing ties it to what they said."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="+")
    staff_member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week", "staff_member"], name="one_pulse_a_week")]

    def __str__(self) -> str:
        return f"{self.week}"
