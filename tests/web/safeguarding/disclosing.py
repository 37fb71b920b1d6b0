"""Two hundred people who say that somebody is being harmed, each in words that are nobody else's and by one of the ways there are.

Every disclosure holds two marks. The first may be searched for, since a page repeats what was searched; the second is looked for.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.safeguarding.actions.reading import raise_concern
from alongside.web.safeguarding.models import Concern, Reading
from alongside.web.voices.actions.receipts import correct_by_receipt, withdraw_by_receipt
from tests.web.records.scene import Scene as Programme
from tests.web.records.scene import browser_of, post_json
from tests.web.safeguarding.scene import Scene as Readers
from tests.web.voices.public.walking import Walker
from tests.web.voices.scene import Scene as Listening

DIRECT = ("He hits me when nobody looks {}", "My stepdad touches me {}", "She locks me in the shed {}", "I want to die {}")
INDIRECT = ("I do not like the nights when he is home {}", "The dog gets more to eat than me {}", "My bruise is from the stairs, I said {}")
ABOUT_STAFF = ("The worker shouts at me in the car {}", "My social worker asked me for pictures {}")
OTHER_LANGUAGES = (
    ("pl", "Tata mnie bije, boję się {}"), ("cy", "Mae gen i ofn mynd adref {}"),
    ("ur", "وہ مجھے مارتا ہے {}"), ("ar", "أبي يضربني {}"), ("xx", "Mi timas hejme {}"),
)  # fmt: skip


@dataclass(frozen=True)
class Disclosure:
    way: str
    search: str
    mark: str

    @property
    def marks(self) -> str:
        return f"{self.search} {self.mark}"


@dataclass
class World:
    """Who is there: a programme with its people, the listening room, and the readers."""

    programme: Programme
    listening: Listening
    readers: Readers
    seed: int = 2018
    said: list[Disclosure] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.browsers: dict[object, Client] = {}
        self.anybody = Client()

    def browser(self, user: User) -> Client:
        """Signed in once a day."""
        key = (user.pk, timezone.localdate())
        if key not in self.browsers:
            self.browsers[key] = browser_of(user)
        return self.browsers[key]

    def disclose(self, way: str, times: int, sentences: tuple[str, ...] = DIRECT + INDIRECT) -> None:
        for _ in range(times):
            mark = f"{self.rng.getrandbits(64):016x}"
            disclosure = Disclosure(way, f"zqs{mark}", f"zqm{mark}")
            WAYS[way](self, self.rng.choice(sentences).format(disclosure.marks))
            self.said.append(disclosure)


def by_link(world: World, words: str, **fields: object) -> object:
    return world.listening.respond(answers={"good": words, "felt": 1}, **fields)


def by_known_link(world: World, words: str) -> None:
    world.listening.known(reference=f"FC-{len(world.said) + 1}", answers={"good": words})


def by_walk(world: World, words: str) -> None:
    """As a person does: page by page, without a script."""
    walker = Walker(world.listening.way(), client=world.anybody)
    walker.to_the_questions()
    walker.answer(good=words)
    walker.press("skip")
    walker.press("send")
    assert "data-code" in walker.page.content.decode()


def in_another_language(world: World, words: str) -> None:
    code, sentence = world.rng.choice(OTHER_LANGUAGES)
    by_link(world, f"{sentence.format(words)}", language=code)


def by_device(world: World, words: str) -> None:
    """A conversation, written down without signal and sent later; half of them by somebody who may be come back to."""
    scene = world.programme
    body = scene.body(
        kind="parent", form_version=str(scene.forms["parent"].pk), answers={"good": words},
        consent={"learning": True, "come_back": world.rng.random() < 0.5},
    )  # fmt: skip
    device = world.browser(scene.visitor)
    answers = [post_json(device, "/records/device/send/", body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200], answers[0].content
    assert [answer.json()["state"] for answer in answers] == ["stored", "already"]


def on_paper(world: World, words: str) -> None:
    """Typed in by the practice lead; every other one from an advocate, with a reference."""
    scene = world.listening
    address = reverse("voices:type_in", kwargs={"pk": scene.week.pk, "form": scene.parent.form.pk})
    known = len(world.said) % 2
    typed = {
        "client_id": str(uuid.uuid4()), "version": str(scene.parent.pk), "said_on": timezone.localdate().isoformat(), "language": "en",
        "q-good": words, "consent": "learning", "reference": f"FC-9{len(world.said)}" if known else "",
        "helped": "wrote_down" if known else "",
    }  # fmt: skip
    answer = world.browser(scene.lead).post(f"{address}?via={'advocate' if known else 'paper'}", typed)
    assert "zqm" not in answer.content.decode(), "The page that says thank you repeats their words"


def in_a_correction(world: World, words: str) -> None:
    received = by_link(world, "All is well")
    correct_by_receipt(received.receipt_code, {"good": words})


def corrected_away(world: World, words: str) -> None:
    """Said, and then made to unsay it."""
    received = by_link(world, words)
    correct_by_receipt(received.receipt_code, {"good": "All is well"})


def taken_back(world: World, words: str) -> None:
    received = by_link(world, words)
    withdraw_by_receipt(received.receipt_code)


def in_help_now(world: World, words: str) -> None:
    address = reverse("help:now", kwargs={"code": world.readers.arrangements.directorate.code})
    typed = {"client_id": str(uuid.uuid4()), "words": words, "contact": words}
    answer = world.anybody.post(address, typed, REMOTE_ADDR=f"192.0.2.{len(world.said) % 250}")
    assert answer.status_code == 200


def in_a_worry(world: World, words: str) -> None:
    typed = {"client_id": str(uuid.uuid4()), "words": words, "rang": "no", "about_staff": "no"}
    assert world.browser(world.programme.worker).post(reverse("safeguarding:worry"), typed).status_code == 302


def about_staff(world: World, words: str) -> None:
    """Said about a practitioner by name, read, and raised."""
    before = set(Reading.objects.values_list("pk", flat=True))
    by_link(world, words)
    reading = Reading.objects.exclude(pk__in=before).get()
    worker = world.programme.worker.staff_member
    raise_concern(reading=reading, passages=["good"], about_staff=True, about=worker, by=world.readers.reader)


def raised(world: World, words: str) -> None:
    before = set(Reading.objects.values_list("pk", flat=True))
    by_known_link(world, words)
    reading = Reading.objects.exclude(pk__in=before).get()
    raise_concern(reading=reading, passages=["good"], about_staff=False, about=None, by=world.readers.reader)


WAYS: dict[str, Callable[[World, str], object]] = {
    "link": by_link, "known link": by_known_link, "walk": by_walk, "another language": in_another_language, "device": by_device,
    "paper": on_paper, "correction": in_a_correction, "corrected away": corrected_away, "taken back": taken_back,
    "help now": in_help_now, "worry": in_a_worry, "about staff": about_staff, "raised": raised,
}  # fmt: skip


def pages_of_the_queue(reader: Client) -> Iterator[str]:
    """What somebody on duty can open: every reading and every concern that the first page leads to."""
    home = reader.get(reverse("safeguarding:home")).content.decode()
    for kind, model in (("words", Reading), ("concern", Concern)):
        for pk in model.objects.values_list("pk", flat=True):
            address = reverse(f"safeguarding:{kind}", kwargs={"pk": pk})
            if f'href="{address}"' in home:
                yield reader.get(address).content.decode()
