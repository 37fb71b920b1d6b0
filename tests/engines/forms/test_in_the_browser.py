"""The browser's conditions.js agrees with the engine, on any forms and answers."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alongside.engines.forms.answers import missing, shown, wrong
from alongside.engines.forms.as_json import from_json, to_json
from alongside.engines.forms.conditions import BLANKS, holds, is_blank
from alongside.engines.forms.definition import Definition

from .strategies import ODD, answers, definitions

ROOT = Path(__file__).parents[3]
CASES = ROOT / "assets/test/forms-conditions.json"
WALK = ROOT / "assets/test/forms-conditions.test.mjs"
# Characters that one language or the other might take for blank.
DOUBTFUL = [*BLANKS, "\u180e", "\u200c", "\u200d", "\u2061", "\u2800", "\x00", "\x1b", "\x84", "\x86", "\u3001", "\u2027", "\u202e"]

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")


def case(form: Definition, said: dict[str, Any]) -> dict[str, Any]:
    faults = wrong(form, said)
    return {
        "questions": to_json(form)["questions"], "answers": said, "shown": [question.key for question in shown(form, said)],
        "missing": missing(form, said), "wrong": sorted(faults),
    }  # fmt: skip


def held(form: Definition, said: dict[str, Any]) -> list[dict[str, Any]]:
    found = [question.show_if for question in form.questions if question.show_if is not None]
    return [{"condition": condition, "answers": said, "holds": holds(condition, said)} for condition in found]


def run(cases: Path) -> str:
    done = subprocess.run(
        ["node", "--test", str(WALK)],
        env={**os.environ, "FORM_CASES": str(cases)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_the_committed_cases_are_what_the_engine_says() -> None:
    kept = json.loads(CASES.read_text(encoding="utf-8"))

    for each in kept["forms"]:
        form = from_json({"title": {"plain": {"en": "A"}}, "introduction": {"plain": {"en": "B"}}, "questions": each["questions"]})

        assert case(form, each["answers"]) == each
    assert all(holds(each["condition"], each["answers"]) is each["holds"] for each in kept["conditions"])
    assert all(is_blank(each["answer"]) is each["blank"] for each in kept["blanks"])


def test_hundreds_of_forms_and_answers(tmp_path: Path) -> None:
    conditions: list[dict[str, Any]] = []
    forms: list[dict[str, Any]] = []
    blanks = [{"answer": character, "blank": is_blank(character)} for character in DOUBTFUL]

    @settings(max_examples=80, phases=[Phase.generate], deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        form = data.draw(definitions(5))
        for said in data.draw(st.lists(answers(form), min_size=1, max_size=10)):
            forms.append(case(form, said))
            conditions.extend(held(form, said))
        blanks.extend({"answer": answer, "blank": is_blank(answer)} for answer in data.draw(st.lists(ODD, max_size=5)))

    collect()
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"conditions": conditions, "forms": forms, "blanks": blanks}), encoding="utf-8")

    assert len(forms) > 200
    assert {each["holds"] for each in conditions} == {True, False}
    assert any(each["missing"] for each in forms)
    assert run(path) == ""


def test_a_case_that_differs_is_found(tmp_path: Path) -> None:
    """The comparison itself can fail."""
    kept = json.loads(CASES.read_text(encoding="utf-8"))
    spoilt = random.Random(7).choice(kept["conditions"])
    spoilt["holds"] = not spoilt["holds"]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(kept), encoding="utf-8")

    assert "conditions hold as they do on the server" in run(path)
