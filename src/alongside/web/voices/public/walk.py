"""The walk: which page comes after which. One thing a page: what this is, who reads it, what the link tells, each use, each question."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.engines.forms.answers import shown
from alongside.engines.forms.definition import Definition, Question, QuestionType
from alongside.web.voices.consent import BY_KEY, uses_asked
from alongside.web.voices.public.carried import Carried

START, READS, LINK, CHECK = "start", "reads", "link", "check"
USE, QUESTION = "use-", "q-"


@dataclass(frozen=True)
class Walk:
    """`correcting` what was sent before goes through the questions alone."""

    definition: Definition
    anonymous: bool
    correcting: bool = False

    def pages(self, carried: Carried) -> list[str]:
        questions = [QUESTION + question.key for question in shown(self.definition, carried.answers)]
        if self.correcting:
            return [*questions, CHECK]
        uses = [USE + use.key for use in uses_asked(anonymous=self.anonymous)]
        return [START, READS, LINK, *uses, *questions, CHECK]

    def nearest(self, page: str, carried: Carried) -> str:
        """The page itself if it is in the walk; a question no longer asked leads to the check; anything else to the first page."""
        pages = self.pages(carried)
        if page in pages:
            return page
        return CHECK if page.startswith(QUESTION) and carried.seen else pages[0]

    def after(self, page: str, carried: Carried) -> str:
        """The next page. Someone who has checked their answers goes only to what they have not seen, then back to the check."""
        pages = self.pages(carried)
        rest = pages[pages.index(page) + 1 :] if page in pages else [CHECK]
        if CHECK in carried.seen:
            rest = [each for each in rest if each.startswith(QUESTION) and each not in carried.seen]
        return rest[0] if rest else CHECK

    def before(self, page: str, carried: Carried) -> str:
        pages = self.pages(carried)
        return pages[max(pages.index(page) - 1, 0)] if page in pages else pages[0]

    def question(self, page: str) -> Question | None:
        if not page.startswith(QUESTION):
            return None
        key = page.removeprefix(QUESTION)
        return next((each for each in self.definition.questions if each.key == key), None)

    def use(self, page: str) -> str:
        key = page.removeprefix(USE)
        return key if page.startswith(USE) and key in BY_KEY else ""

    def where(self, page: str, carried: Carried) -> tuple[int, int]:
        """The how-manieth question of how many, notes not counted; (0, 0) elsewhere."""
        asked = [each.key for each in shown(self.definition, carried.answers) if each.type is not QuestionType.NOTE]
        key = page.removeprefix(QUESTION)
        return (asked.index(key) + 1, len(asked)) if page.startswith(QUESTION) and key in asked else (0, 0)
