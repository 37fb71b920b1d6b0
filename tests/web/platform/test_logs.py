"""What a log line holds, and what it never does."""

import base64
import json
import logging
import sys

import pytest
from django.db import IntegrityError

from alongside.web.platform.logs import JsonFormatter
from alongside.web.platform.sealing import seal, unseal

REFUSED = """null value in column "slot" of relation "weeks_offer" violates not-null constraint
DETAIL:  Failing row contains (7, Jane Smith cried,
and then, null).
"""


def logged(message: str, error: BaseException | None = None) -> str:
    try:
        if error:
            raise RuntimeError("while saving") from error
    except RuntimeError:
        found = sys.exc_info()
    else:
        found = None
    return JsonFormatter().format(logging.LogRecord("alongside", logging.ERROR, "f.py", 1, message, (), found))


def test_a_line_break_starts_no_second_record():
    line = logged('Hello\n{"level": "INFO"}')

    assert "\n" not in line
    assert json.loads(line)["message"] == 'Hello\n{"level": "INFO"}'


@pytest.mark.parametrize("words", ["Jane Smith", "and then"])
def test_the_row_that_a_database_refused_stays_out(words):
    line = logged("It failed", IntegrityError(REFUSED))

    assert words not in line
    assert "weeks_offer" in line
    assert "while saving" in line


@pytest.mark.parametrize("words", ["Internal Server Error: /say/{}/", "<WSGIRequest: POST '/say/{}/'>", 'at "/say/{}?language=ur"'])
def test_the_link_by_which_a_family_answers_is_in_no_line(words):
    link = "4h9hy2z50k5nzmhfdwrsg2p5js"

    plain = logged(words.format(link))
    failed = logged("It failed", ValueError(words.format(link)))

    assert link not in plain + failed
    assert "/say/[link]" in plain and "/say/[link]" in failed
    assert "/say/receipt/" in logged("Not Found: /say/receipt/")


def test_what_is_sealed_does_not_say_when():
    """Fernet writes the second in clear, before what it encrypts."""
    sealed = seal({"said": "Zebedee"})

    assert base64.urlsafe_b64decode(sealed)[1:9] == bytes(8)
    assert unseal(sealed) == {"said": "Zebedee"}
