import assert from "node:assert/strict";
import { test } from "node:test";
import * as r from "../js/offline/record.js";

const at = (time) => new Date(`2018-03-05T${time}:00Z`);
const body = { kind: "team_visit", entry: "e", team: "t", practitioner: null, form_version: "v1", about: { title: "Team visit", team: "Heron", when: "am" } };
const ids = () => {
  let n = 0;
  return () => `id-${++n}`;
};
const draft = (now = at("09:00")) => r.begin({ person: "ama", body, now, newId: ids() });

test("a draft is written in, finished, tried and sent under one id", () => {
  let one = r.write(draft(), { answers: { good: "Yes" } }, at("09:05"));
  assert.equal(r.stateOf(one), "draft");
  one = r.finish(one, at("09:10"));
  assert.equal(r.stateOf(one), "waiting");
  assert.equal(one.body.recorded_at, "2018-03-05T09:10:00.000Z");
  one = r.sent(r.tried(one, at("09:11")), { url: "/records/1/" }, at("09:12"));
  assert.equal(r.stateOf(one), "sent");
  assert.deepEqual([one.id, one.record, one.body.url], ["id-1", "id-2", "/records/1/"]);
});

test("what waits may be taken back while nothing of it left", () => {
  const waiting = r.finish(draft(), at("09:10"));
  assert.equal(r.stateOf(r.reopen(waiting)), "draft");
  const tried = r.tried(waiting, at("09:11"));
  assert.equal(r.reopen(tried), tried);
});

test("what was tried never changes: an edit is the next version, based on it", () => {
  const tried = r.tried(r.finish(draft(), at("09:10")), at("09:11"));
  assert.throws(() => r.write(tried, { answers: {} }, at("09:12")));
  const next = r.edit(tried, at("09:12"), ids());
  assert.equal(next.body.based_on, tried.id);
  assert.equal(next.record, tried.record);
  assert.equal(r.stateOf(next), "draft");
  assert.equal(next.body.recorded_at, null);
});

test("the next version of a refused one stands where that one stood", () => {
  const first = r.sent(r.tried(r.finish(draft(), at("09:10")), at("09:11")), {}, at("09:12"));
  const second = r.refused(r.tried(r.finish(r.edit(first, at("10:00")), at("10:01")), at("10:02")), { good: "Too long" }, at("10:03"));
  const third = r.edit(second, at("10:04"));
  assert.equal(third.body.based_on, first.id);
  assert.equal(third.body.problems, undefined);
});

test("finishing twice, or after sending, changes nothing", () => {
  const waiting = r.finish(draft(), at("09:10"));
  assert.equal(r.finish(waiting, at("09:20")), waiting);
  assert.equal(r.tried(r.tried(waiting, at("09:11")), at("09:30")).tried_at, "2018-03-05T09:11:00.000Z");
});

test("after 72 hours the person is asked; what is unsent never goes by itself", () => {
  const one = draft();
  const later = new Date(at("09:00").getTime() + 72 * 3_600_000);
  assert.equal(r.isOverdue(one, new Date(later.getTime() - 1)), false);
  assert.equal(r.isOverdue(one, later), true);
  assert.equal(r.mayGo(one, new Date(later.getTime() * 2)), false);
  assert.equal(r.isOverdue(r.keepLonger(one, later), later), false);
});

test("what was sent goes from the device after twelve hours", () => {
  const sent = r.sent(r.finish(draft(), at("09:10")), {}, at("09:12"));
  assert.equal(r.mayGo(sent, at("21:11")), false);
  assert.equal(r.mayGo(sent, at("21:12")), true);
});

test("the server is told what was written, by whom, and nothing that is only for this device", () => {
  assert.deepEqual(r.asSent(r.finish(draft(), at("09:10"))), {
    id: "id-1", record: "id-2", person: "ama", kind: "team_visit", entry: "e", team: "t", practitioner: null, form_version: "v1",
    based_on: null, answers: {}, recorded_at: "2018-03-05T09:10:00.000Z", consent: null,
  });
});
