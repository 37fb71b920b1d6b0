// The cases in forms-conditions.json are checked against the Python engine too (tests/engines/forms/test_in_the_browser.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { holds, isBlank, missing, shown } from "../js/forms/conditions.js";

const file = process.env.FORM_CASES ?? new URL("forms-conditions.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8"));

test("there are cases to judge by", () => {
  assert.ok(cases.conditions.length > 0 && cases.forms.length > 0 && cases.blanks.length > 0);
});

test("conditions hold as they do on the server", () => {
  for (const { condition, answers, holds: expected } of cases.conditions) {
    assert.equal(holds(condition, answers), expected, JSON.stringify({ condition, answers }));
  }
});

test("the same answers count as blank", () => {
  for (const { answer, blank } of cases.blanks) assert.equal(isBlank(answer), blank, JSON.stringify(answer));
});

test("the same questions are asked, and the same is missing", () => {
  for (const { questions, answers, shown: keys, missing: sentences, wrong } of cases.forms) {
    const said = JSON.stringify({ questions, answers });
    const found = Object.entries(missing(questions, answers)).filter(([key]) => !wrong.includes(key));

    assert.deepEqual(shown(questions, answers).map(({ key }) => key), keys, said);
    assert.deepEqual(Object.fromEntries(found), sentences, said);
  }
});

test("a key that every object has is no answer", () => {
  assert.equal(holds({ question: "constructor", answered: true }, {}), false);
  assert.deepEqual(missing([{ key: "toString", type: "text", required: true }], {}), { toString: "Write your answer" });
});

test("a whole form does as well as its questions", () => {
  const questions = [{ key: "seen", type: "text", required: true }];

  assert.deepEqual(shown({ questions }, {}), questions);
  assert.deepEqual(missing({ questions }, {}), missing(questions, {}));
});
