"""Ways in: links that stand on a poster or in a letter. The link is kept as a hash, and sealed so that it can be printed again."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.engines.forms.definition import LANGUAGES
from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.forms.kinds import FAMILY
from alongside.web.forms.models import Form
from alongside.web.organisation.models import Team
from alongside.web.platform.sealing import seal, unseal
from alongside.web.safeguarding.queries import family_forms_may_open
from alongside.web.voices.models import Ask, Way
from alongside.web.voices.offering import may_be_offered
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.names import is_reference, looks_like_a_name
from alongside.web.weeks.refusals import Refused

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no letter looks like a digit, so that a link can be typed from a poster
TOKEN_LENGTH = 28  # 140 bits, in seven groups of four on paper
SHAPE = re.compile(rf"[{ALPHABET}]{{{TOKEN_LENGTH}}}")
ALIKE = str.maketrans("oil", "011", "-")
NO_NUMBERS = (
    "Families cannot be asked yet: there is no phone number for the front door, or nobody to read what they say. "
    "Ask the safeguarding lead to put that right first"
)


@dataclass(frozen=True)
class WhatIsAsked:
    """Which form, of whom, in which language and when. `reference` makes it one person's own; otherwise anybody may answer."""

    form: Form
    closes_on: dt.date
    team: Team | None = None
    reference: str = ""
    anonymous: bool = True
    language: str = "en"
    opens_on: dt.date | None = None
    name: str = ""
    most_answers: int = 200


@transaction.atomic
def make_way(*, client_id: uuid.UUID, week: PracticeWeek, what: WhatIsAsked, by: User) -> Way:
    """Make a link. The same form sent twice makes one. A known person is put on the list of who was asked."""
    require(by, Permission.VOICES_RUN, week)
    if made := Way.objects.filter(pk=client_id, week=week).first():
        return made
    _check(week, what, by)
    try:
        with transaction.atomic():
            way = _new_way(client_id, week, what, by)
    except IntegrityError:  # the same form arrived twice at the same moment
        return Way.objects.get(pk=client_id, week=week)
    if way.reference:
        _note_asked(way, by)
    record("way.made", by=by, on=way, form=what.form.code, team=what.team.code if what.team else "", anonymous=way.anonymous)
    return way


@transaction.atomic
def make_ways(*, week: PracticeWeek, what: WhatIsAsked, teams: list[Team], by: User) -> list[Way]:
    """One way for each team that has none like it open: pressing twice makes no second one. Returns the new ones."""
    require(by, Permission.VOICES_RUN, week)
    PracticeWeek.objects.select_for_update().get(pk=week.pk)  # one press at a time
    same = Way.objects.open().filter(week=week, form=what.form, anonymous=what.anonymous, reference="", language=what.language)
    have = set(same.values_list("team_id", flat=True))
    missing = [team for team in teams if team.pk not in have]
    return [make_way(client_id=uuid.uuid4(), week=week, what=_for(what, team), by=by) for team in missing]


@transaction.atomic
def close_way(*, way: Way, by: User) -> Way:
    """The link stops working at once. Answers that came through it stay."""
    require(by, Permission.VOICES_RUN, way)
    held = Way.objects.select_for_update().get(pk=way.pk)
    if held.closed_at is None:
        held.closed_at = timezone.now()
        held.save(update_fields=["closed_at"])
        record("way.closed", by=by, on=held)
    return held


@transaction.atomic
def replace_way(*, client_id: uuid.UUID, way: Way, by: User) -> Way:
    """Close it and make another in its place, as when a poster went where it should not."""
    require(by, Permission.VOICES_RUN, way)
    if made := Way.objects.filter(pk=client_id, week=way.week).first():
        return made
    close_way(way=way, by=by)
    return make_way(
        client_id=client_id,
        week=way.week,
        what=WhatIsAsked(
            form=way.form, closes_on=way.closes_on, team=way.team, reference=way.reference, anonymous=way.anonymous,
            language=way.language, name=way.name, most_answers=way.most_answers,
        ),
        by=by,
    )  # fmt: skip


def way_by_token(token: str, *, finishing: bool = False) -> Way | None:
    """The open way with this link. `finishing` also finds one that closed by its date yesterday, for who had begun.

    Every token, of whatever shape, costs one lookup of a hash: nothing is learnt from how long it takes.
    """
    ways = Way.objects.taking_answers() if finishing else Way.objects.open()
    return ways.filter(token_hash=_hash(token)).select_related("week", "team", "form", "directorate").first()


def token_of(way: Way) -> str:
    """To print it again. Callers have checked that the person may."""
    return str(unseal(way.token_sealed))


def _check(week: PracticeWeek, what: WhatIsAsked, by: User) -> None:
    if any(each is not None and each.directorate_id != week.directorate_id for each in (what.form, what.team)):
        raise NotAllowed("Not found")
    if what.form.kind in FAMILY and not family_forms_may_open(week.directorate):
        raise Refused(NO_NUMBERS)
    if not may_be_offered(what.form):
        raise Refused("This form cannot be answered through a link. Choose another")
    if what.anonymous and what.reference:
        raise Refused("An anonymous link belongs to nobody. Clear the reference, or choose a known link")
    if what.reference and not is_reference(what.reference):
        raise Refused("Enter your own reference with a number in it, such as FC-12, never a name")
    if not what.anonymous and not what.reference:
        raise Refused("Enter the reference of the person whose link this is, such as FC-12")
    if looks_like_a_name(_without(what.name, what.team)):
        raise Refused("Say where the link will be, never whose it is: names do not belong here")
    if what.closes_on < max(what.opens_on or timezone.localdate(), timezone.localdate()):
        raise Refused("Enter a last day that is today or later, and not before the first day")


def _without(name: str, team: Team | None) -> str:
    """A team may be called after somebody; that is not a person's name."""
    return name.replace(team.name, "") if team else name


def _new_way(client_id: uuid.UUID, week: PracticeWeek, what: WhatIsAsked, by: User) -> Way:
    token = "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))
    return Way.objects.create(
        id=client_id,
        directorate_id=week.directorate_id,
        week=week,
        form=what.form,
        team=what.team,
        name=what.name.strip() or what.reference or (what.team.name if what.team else "The whole week"),
        anonymous=what.anonymous,
        reference=what.reference,
        language=what.language if what.language in LANGUAGES else "en",
        token_hash=_hash(token),
        token_sealed=seal(token),
        opens_on=what.opens_on or timezone.localdate(),
        closes_on=what.closes_on,
        most_answers=1 if what.reference else what.most_answers,
        made_by=by,
    )


def _note_asked(way: Way, by: User) -> None:
    if way.team is None:
        return
    Ask.objects.get_or_create(
        week=way.week, kind=way.form.kind, reference=way.reference,
        defaults={"team": way.team, "how": Ask.How.LINK, "way": way, "noted_by": by},
    )  # fmt: skip


def _for(what: WhatIsAsked, team: Team) -> WhatIsAsked:
    return WhatIsAsked(
        form=what.form, closes_on=what.closes_on, team=team, anonymous=what.anonymous, language=what.language,
        opens_on=what.opens_on, name="", most_answers=what.most_answers,
    )  # fmt: skip


def _hash(token: str) -> str:
    plain = token.strip().lower().translate(ALIKE)
    return hashlib.sha256(plain.encode(errors="replace")).hexdigest()
