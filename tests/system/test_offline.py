"""Recording on a phone without signal, in a real browser that is closed, reopened, shared and signed out of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from alongside.web.access.models import User
from alongside.web.design import installable
from alongside.web.forms.models import FormVersion
from alongside.web.records.models import Record, RecordVersion
from alongside.web.weeks.models import PracticeWeek
from tests import factories as make
from tests.system.accessibility import assert_accessible
from tests.system.conftest import OpenContext
from tests.system.offline import (
    DEVICE,
    PROUD,
    OpenPhone,
    a_visitor,
    in_the_office,
    open_phone,
    saved,
    says,
    send,
    start,
    until,
    visitor,
    week,
    without_signal,
    write,
)  # fmt: skip

__all__ = ["open_phone", "visitor", "week"]
SignIn = Callable[[Page, User], None]
MARKER = "zebra-crossing-marker-7351"
CONTROL = "zebra-crossing-control-9924"


def answers() -> list[str]:
    return sorted(version.answers["proud"] for version in RecordVersion.objects.all())


def phone_of(open_context: OpenContext, user: User | None) -> Page:
    return open_context(width=390, height=844, user=user, is_mobile=True, has_touch=True).new_page()


def files_with(folder: Path, words: str) -> list[str]:
    """Files of a browser's profile in which these words lie, as any program writes text."""
    patterns = [words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be")]
    found = []
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            held = file.read_bytes()
            found += [str(file.relative_to(folder))] if any(pattern in held for pattern in patterns) else []
    return found


def test_a_day_without_signal(open_phone: OpenPhone, sign_in: SignIn, visitor: User, tmp_path: Path) -> None:
    """Opened in the office; two records written and one begun where there is no signal; the browser closed, and opened again."""
    profile = tmp_path / "profile"
    context = open_phone(profile, user=visitor)
    page = context.pages[0]
    in_the_office(page)
    context.set_offline(True)
    page.goto(DEVICE)
    write(page, "Heron team", f"Their patience {MARKER}")
    page.get_by_label("Yes").check()
    page.get_by_label("What was it?").fill(f"How quiet it was {MARKER}")
    page.wait_for_timeout(600)
    send(page)
    says(page, "1 record not sent yet")
    write(page, "Kestrel team", f"Their laughter {MARKER}")
    send(page)
    start(page, "Heron team", "Case audit")
    page.get_by_label("What did you read?").fill(f"The last assessment {MARKER}")
    saved(page)
    page.evaluate(KEEP_IN_PLAIN, CONTROL)
    page.wait_for_timeout(1500)  # what a browser means to write has been written
    context.close()

    assert files_with(profile, CONTROL), "the control was not found, so that nothing would be"
    assert files_with(profile, MARKER) == []
    assert files_with(profile, "Heron team") == []

    context = open_phone(profile, offline=True)
    page = context.pages[0]
    page.goto(DEVICE)
    says(page, "2 records not sent yet")
    expect(page.get_by_text("No signal just now")).to_be_visible()
    page.get_by_role("link", name="Go on writing").click()
    expect(page.get_by_label("What did you read?")).to_have_value(f"The last assessment {MARKER}")
    page.get_by_role("link", name="Finish later").click()
    assert RecordVersion.objects.count() == 0

    sign_in(page, visitor)
    context.set_offline(False)
    says(page, "1 record not finished")

    assert answers() == [f"Their laughter {MARKER}", f"Their patience {MARKER}"]
    assert RecordVersion.objects.get(answers__proud__startswith="Their patience").answers["surprise"] == f"How quiet it was {MARKER}"
    expect(page.locator(".govuk-tag", has_text="Sent")).to_have_count(2)


KEEP_IN_PLAIN = """words => new Promise((resolve, reject) => {
  const asked = indexedDB.open("control", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("plain");
  asked.onsuccess = () => {
    const writing = asked.result.transaction("plain", "readwrite", { durability: "strict" });
    writing.objectStore("plain").put(words, 1);
    writing.oncomplete = () => resolve();
    writing.onerror = reject;
  };
})"""


def test_the_session_ends_and_the_form_changes_while_away(open_context: OpenContext, sign_in: SignIn, visitor: User) -> None:
    page = phone_of(open_context, visitor)
    in_the_office(page)
    with without_signal(page):
        write(page, "Heron team", "Their patience")
        send(page)
        old = FormVersion.objects.get(form__kind="team_visit")
        make.form_version(form=old.form)
        page.context.clear_cookies()
        page.reload()
    says(page, "1 record not sent yet")
    link = page.get_by_role("link", name="Sign in to send 1 record")
    expect(link).to_have_attribute("href", f"/account/login/?next={DEVICE}")
    assert_accessible(page, "device-signed-out")
    assert RecordVersion.objects.count() == 0

    sign_in(page, visitor)
    page.goto(DEVICE)  # where signing in leads

    says(page, "Everything is sent")
    assert list(RecordVersion.objects.values_list("answers", "form_version")) == [({"proud": "Their patience"}, old.pk)]


def test_two_people_and_one_phone(open_context: OpenContext, sign_in: SignIn, visitor: User, week: PracticeWeek) -> None:
    """The second never sees or sends what the first wrote; the first finds it again."""
    page = phone_of(open_context, visitor)
    second = a_visitor(week, "Ben Marsh", "Osprey team")
    in_the_office(page)
    with without_signal(page):
        write(page, "Heron team", "Only Ama may read this")
        send(page)
        page.context.clear_cookies()
    sign_in(page, second)

    page.goto(DEVICE)
    expect(page.get_by_text("Ben Marsh")).to_be_visible()
    says(page, "Nothing waits to be sent")
    assert "Heron team" not in page.content()
    with without_signal(page):
        page.reload()
        expect(page.get_by_role("heading", name="Osprey team")).to_be_visible()
        assert "Heron team" not in page.content()
    assert RecordVersion.objects.count() == 0

    sign_in(page, visitor)
    page.goto(DEVICE)
    says(page, "Everything is sent")
    assert list(RecordVersion.objects.values_list("author__name", "answers")) == [("Ama Osei", {"proud": "Only Ama may read this"})]


def test_somebody_else_signs_in_while_the_page_is_open(
    open_context: OpenContext, sign_in: SignIn, visitor: User, week: PracticeWeek
) -> None:
    """In another tab, so that this one still shows the first person's: nothing goes out under the second's name."""
    page = phone_of(open_context, visitor)
    second = a_visitor(week, "Ben Marsh", "Osprey team")
    in_the_office(page)
    with without_signal(page):
        write(page, "Heron team", "Only Ama may read this")
        send(page)
        page.context.clear_cookies()
        sign_in(page, second)

    expect(page.get_by_text("Ben Marsh")).to_be_visible()
    assert "Heron team" not in page.locator("main").inner_text()
    assert RecordVersion.objects.count() == 0


def test_one_record_changed_on_two_devices(open_context: OpenContext, visitor: User) -> None:
    """Both versions are kept and shown."""
    one, other = phone_of(open_context, visitor), phone_of(open_context, visitor)
    in_the_office(one)
    write(one, "Heron team", "First words")
    send(one)
    says(one, "Everything is sent")
    record = Record.objects.get()
    with without_signal(one):
        one.get_by_role("link", name="Change it").click()
        one.get_by_label(PROUD).fill("Changed on the phone")
        saved(one)
        send(one)
        other.goto(f"/records/{record.pk}/")
        other.get_by_role("link", name="Change").first.click()
        other.get_by_label(PROUD).fill("Changed on the laptop")
        other.get_by_role("button", name="Send", exact=True).click()
        expect(other.get_by_text("Changed on the laptop").first).to_be_visible()
    says(one, "Everything is sent")

    assert answers() == ["Changed on the laptop", "Changed on the phone", "First words"]
    other.goto(f"/records/{record.pk}/")
    for words in ("Changed on the phone", "Changed on the laptop"):
        expect(other.get_by_text(words).first).to_be_visible()


def test_every_state_of_the_page(open_context: OpenContext, visitor: User) -> None:
    """Empty, written in, incomplete, waiting, refused, three days old, leaving: each readable, in words and not in colour alone."""
    page = phone_of(open_context, visitor)
    in_the_office(page)
    assert_accessible(page, "device-empty")
    start(page, "Heron team")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Some questions have no answer")).to_be_visible()
    assert_accessible(page, "device-incomplete")
    page.get_by_role("link", name=PROUD).click()
    expect(page.get_by_label(PROUD)).to_be_focused()
    page.get_by_label(PROUD).fill("Their patience")
    saved(page)
    assert_accessible(page, "device-draft")
    page.get_by_role("link", name="Finish later").click()
    says(page, "1 record not finished")

    visitor.role_grants.all().delete()  # nothing they send is taken any more
    page.get_by_role("link", name="Go on writing").click()
    send(page)
    says(page, "1 record needs you")
    assert_accessible(page, "device-refused")
    page.evaluate(THREE_DAYS_AGO)
    page.reload()
    expect(page.get_by_role("heading", name="Heron team: what about this record?")).to_be_visible()
    assert_accessible(page, "device-overdue")
    page.get_by_role("button", name="Keep it 3 more days").click()
    expect(page.get_by_role("heading", name="Heron team: what about this record?")).to_be_hidden()
    page.get_by_role("button", name="Sign out and clear this phone").click()
    expect(page.get_by_role("heading", name="1 record on this phone has not been sent")).to_be_visible()
    assert_accessible(page, "device-leaving")


THREE_DAYS_AGO = """() => new Promise((resolve) => {
  const asked = indexedDB.open("alongside");
  asked.onsuccess = () => {
    const writing = asked.result.transaction("records", "readwrite");
    writing.objectStore("records").openCursor().onsuccess = ({ target: { result } }) => {
      if (!result) return;
      result.update({ ...result.value, keep_until: new Date(Date.now() - 1000).toISOString() });
      result.continue();
    };
    writing.oncomplete = () => { asked.result.close(); resolve(); };
  };
})"""


def test_signing_out_asks_first(open_context: OpenContext, visitor: User) -> None:
    page = phone_of(open_context, visitor)
    in_the_office(page)
    with without_signal(page):
        write(page, "Heron team", "Their patience")
        page.get_by_role("link", name="Finish later").click()
        says(page, "1 record not finished")
    page.goto("/")
    expect(page.get_by_role("link", name="1 record on this phone not sent yet")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="1 record on this phone has not been sent")).to_be_visible()

    page.get_by_role("button", name="Send them, then sign out").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert answers() == ["Their patience"]
    assert left_on(page) == {"keys": 0, "records": 0, "days": 0, "forms": 0, "here": 0}


def test_signing_out_may_delete(open_context: OpenContext, visitor: User) -> None:
    page = phone_of(open_context, visitor)
    in_the_office(page)
    write(page, "Heron team", "Their patience")
    page.get_by_role("link", name="Finish later").click()
    page.get_by_role("button", name="Sign out and clear this phone").click()
    page.get_by_role("link", name="Stay signed in").click()
    says(page, "1 record not finished")
    page.get_by_role("button", name="Sign out and clear this phone").click()
    page.get_by_role("button", name="Delete them and sign out").click()
    page.get_by_role("button", name="Delete and sign out", exact=True).click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert RecordVersion.objects.count() == 0
    assert left_on(page) == {"keys": 0, "records": 0, "days": 0, "forms": 0, "here": 0}


def test_signing_out_with_nothing_unsent_clears_the_phone(open_context: OpenContext, visitor: User) -> None:
    page = phone_of(open_context, visitor)
    in_the_office(page)
    write(page, "Heron team", "Their patience")
    send(page)
    says(page, "Everything is sent")
    page.goto("/")

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert left_on(page) == {"keys": 0, "records": 0, "days": 0, "forms": 0, "here": 0}


def left_on(page: Page) -> Any:
    """How many rows lie in each part of the device's database."""
    return page.evaluate("""() => new Promise((resolve) => {
      const asked = indexedDB.open("alongside");
      asked.onsuccess = () => {
        const names = [...asked.result.objectStoreNames];
        const reading = asked.result.transaction(names);
        const counted = {};
        for (const name of names) reading.objectStore(name).count().onsuccess = (event) => (counted[name] = event.target.result);
        reading.oncomplete = () => { asked.result.close(); resolve(counted); };
      };
    })""")


def test_a_browser_that_keeps_nothing_says_so(open_context: OpenContext, visitor: User) -> None:
    context = open_context(width=390, user=visitor)
    context.add_init_script("indexedDB.open = () => { throw new DOMException('not here', 'SecurityError'); };")
    page = context.new_page()
    page.goto(DEVICE)

    expect(page.get_by_role("heading", name="This browser cannot keep records")).to_be_visible()
    expect(page.get_by_role("link", name="Record online")).to_have_attribute("href", "/records/")
    assert_accessible(page, "device-cannot-keep")


def test_without_scripts_there_is_a_way(without_scripts: Page, sign_in: SignIn, visitor: User) -> None:
    sign_in(without_scripts, visitor)
    without_scripts.goto(DEVICE)

    without_scripts.get_by_role("link", name="Record online without it").click()

    expect(without_scripts).to_have_url(without_scripts.url.split("/records/")[0] + "/records/")


def test_worried_without_signal(open_context: OpenContext, visitor: User) -> None:
    """The numbers are there, and nobody's name is on the page that is kept."""
    make.arrangements(directorate=visitor.directorate)
    page = phone_of(open_context, visitor)
    in_the_office(page)
    until(page, "() => caches.match('/safeguarding/worry/').then(Boolean)")
    with without_signal(page):
        page.get_by_role("link", name="I am worried about someone").click()
        expect(page.get_by_role("heading", name="I am worried about someone")).to_be_visible()
        expect(page.get_by_role("link", name="01632 960001")).to_have_attribute("href", "tel:01632960001")
        assert "Ama Osei" not in page.content()
        assert page.get_by_role("textbox").count() == 0
        assert_accessible(page, "device-worried")


def test_what_is_kept_for_the_page_has_no_names(open_context: OpenContext, visitor: User) -> None:
    page = phone_of(open_context, visitor)
    in_the_office(page)
    page.goto("/")
    page.goto("/weeks/")
    page.goto(DEVICE)

    kept = page.evaluate(WHAT_IS_KEPT)

    addresses = sorted(address for address, _ in kept)
    assert DEVICE in addresses
    assert [each for each in addresses if not each.startswith("/static/") and each not in {DEVICE, "/safeguarding/worry/"}] == []
    assert [address for address, text in kept if "Ama Osei" in text or "Heron" in text] == []
    assert [address for address, text in kept if not address.startswith("/static/") and "csrfmiddlewaretoken" in text] == []
    assert page.evaluate("() => [localStorage, sessionStorage].flatMap(Object.keys).filter((key) => !key.startsWith('htmx'))") == []


WHAT_IS_KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept.push([new URL(request.url).pathname, await (await cache.match(request)).text()]);
  }
  return kept;
}"""


def test_a_new_release_loses_nothing(open_context: OpenContext, visitor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    page = phone_of(open_context, visitor)
    in_the_office(page)
    with without_signal(page):
        write(page, "Heron team", "Written under the old release")
    before = page.evaluate("() => caches.keys()")
    old_shell = installable.shell
    monkeypatch.setattr(installable, "shell", lambda request: old_shell(request) | {"version": "next"})

    page.evaluate("() => navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => undefined)")
    until(page, "() => caches.keys().then((all) => all.filter((each) => each.includes('shell')).join() === 'alongside-shell-next')")

    assert before != page.evaluate("() => caches.keys()")
    expect(page.get_by_label(PROUD)).to_have_value("Written under the old release")
    with without_signal(page):
        page.reload()
        expect(page.get_by_label(PROUD)).to_have_value("Written under the old release")


def with_a_passkey(context: BrowserContext, page: Page) -> None:
    """A phone with a passkey that can also give a secret (the PRF extension)."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True}
    more = {"hasUserVerification": True, "hasPrf": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **more}})
    page.evaluate(MAKE_A_PASSKEY)


MAKE_A_PASSKEY = """async () => void await navigator.credentials.create({ publicKey: {
  challenge: new Uint8Array(32),
  rp: { name: "Alongside", id: location.hostname },
  user: { id: new Uint8Array([1]), name: "ama", displayName: "Ama" },
  pubKeyCredParams: [{ type: "public-key", alg: -7 }],
  authenticatorSelection: { residentKey: "required", userVerification: "required" },
  extensions: { prf: {} },
} })"""


def test_locked_with_a_passkey(open_context: OpenContext, visitor: User) -> None:
    """The key is made from the passkey's secret and lies nowhere: opened again, nothing shows until the passkey is used."""
    context = open_context(width=390, user=visitor)
    page = context.new_page()
    in_the_office(page)
    with_a_passkey(context, page)
    with without_signal(page):
        write(page, "Heron team", "Behind the lock")
        send(page)
        page.get_by_role("button", name="Lock with my passkey").click()
        expect(page.get_by_text("Only your passkey opens what is on this phone")).to_be_visible()
        assert page.evaluate(STORED_KEYS) == [False]

        page.reload()
        expect(page.get_by_role("heading", name="Locked")).to_be_visible()
        expect(page.get_by_text("1 record on this phone is not sent")).to_be_visible()
        assert "Heron team" not in page.locator("main").inner_text()
        assert_accessible(page, "device-locked")
        page.get_by_role("button", name="Unlock with my passkey").click()
        says(page, "1 record not sent yet")
    says(page, "Everything is sent")
    assert answers() == ["Behind the lock"]

    page.get_by_role("button", name="Stop locking with my passkey").click()
    expect(page.get_by_role("button", name="Lock with my passkey")).to_be_visible()
    page.reload()
    says(page, "Everything is sent")


STORED_KEYS = """() => new Promise((resolve) => {
  const asked = indexedDB.open("alongside");
  asked.onsuccess = () => {
    asked.result.transaction("keys").objectStore("keys").getAll().onsuccess = ({ target }) => {
      asked.result.close();
      resolve(target.result.map((row) => "key" in row));
    };
  };
})"""
