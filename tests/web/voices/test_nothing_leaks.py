"""Words that no reader has cleared are in no page of this room, no file, no log, no message, no audit event. Each test has some to leak."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from alongside.web.safeguarding.actions.reading import clear_reading, raise_concern
from alongside.web.voices.actions.receipts import correct_by_receipt, withdraw_by_receipt
from alongside.web.voices.models import Ask, Way
from tests import factories as make
from tests.web.access.walking import client_of
from tests.web.voices.scene import Scene, read

pytestmark = pytest.mark.django_db
SECRET = "Rumpelstiltskin"


@pytest.fixture
def scene():
    """Unread, corrected, held back for a concern, taken back, and not agreed to; and enough that may be read."""
    scene = Scene()
    words = {"good": f"{SECRET} hit me"}
    scene.respond(answers=words)
    scene.known("FC-1", answers=words)
    corrected = scene.known("FC-2", answers=words)
    correct_by_receipt(corrected.receipt_code, {"good": f"{SECRET} did not"})
    held = scene.known("FC-3", answers=words)
    raise_concern(reading=read(held), passages=["good"], about_staff=False, about=None, by=scene.reader)
    taken = scene.known("FC-4", answers=words)
    clear_reading(reading=read(taken), by=scene.reader, masked={})
    withdraw_by_receipt(taken.receipt_code)
    private = scene.respond(answers=words, consent={})
    clear_reading(reading=read(private), by=scene.reader, masked={})
    for _ in range(8):
        open_to_all = scene.respond(answers={"good": "Open words"})
        clear_reading(reading=read(open_to_all), by=scene.reader, masked={})
    return scene


def pages(scene):
    """Every address of the room that a GET opens, from its routes, so that a new one cannot be forgotten."""
    ids = {"pk": scene.week.pk, "team": scene.team.pk, "form": scene.parent.form.pk, "kind": "csv"}
    of_a_way = {"way", "poster", "letter"}
    changing = {"way_close", "way_replace", "ask_note", "ask_change", "ask_take_off", "download"}
    namespace = get_resolver().namespace_dict["voices"][1]
    for pattern in namespace.url_patterns:
        if pattern.name not in changing:
            asked = {**ids, "pk": Way.objects.first().pk} if pattern.name in of_a_way else ids
            yield reverse(f"voices:{pattern.name}", kwargs={name: asked[name] for name in pattern.pattern.converters})


def test_no_page_no_file_no_trail_no_message_no_log(scene, caplog):
    seen = []
    for user in (scene.lead, make.user("team_manager", staff_member=make.staff(team=scene.team)), make.user("participation_worker")):
        client = client_of(user)
        seen += [client.get(page).content.decode() for page in (*pages(scene), "/", f"/voices/{scene.week.pk}/said/?group=staff")]
        for kind in ("csv", "xlsx"):
            file = client.post(reverse("voices:download", kwargs={"pk": scene.week.pk, "kind": kind}), {"group": "families"})
            seen.append(_text(file.content, kind) if file.status_code == 200 else file.content.decode())
    seen += [str(list(model.objects.values())) for model in (AuditEvent, Notice, Ask, Way)]

    assert any("Open words" in text for text in seen)
    assert sum("Open words" in text for text in seen) >= 4
    assert [text[:200] for text in seen if SECRET in text] == []
    assert SECRET not in caplog.text


def _text(content, kind):
    if kind == "csv":
        return content.decode("utf-8-sig")
    import io

    from openpyxl import load_workbook

    return str([cell.value for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row])


def test_no_message_of_the_database_says_it(scene, caplog):
    """A reference that is there already, a form sent twice: what goes wrong names no words."""
    from alongside.web.weeks.refusals import Refused

    way = Way.objects.filter(reference="FC-1").first()
    with pytest.raises(Refused) as refused:
        scene.respond(way=way, answers={"good": SECRET})

    assert SECRET not in str(refused.value) + caplog.text
