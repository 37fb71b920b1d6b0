import assert from "node:assert/strict";
import { test } from "node:test";
import { keyFrom, newKey, seal, unseal } from "../js/offline/sealing.js";
import { waitAfter } from "../js/offline/signals.js";
import { summarise } from "../js/offline/summary.js";

const now = new Date("2018-03-05T14:05:00");
const draft = { sent_at: null, refused_at: null, ready_at: null, keep_until: "2018-03-08T09:00:00Z" };
const waiting = { ...draft, ready_at: "2018-03-05T09:00:00Z" };
const needs = { ...waiting, refused_at: "2018-03-05T09:01:00Z" };
const sent = { ...waiting, sent_at: new Date("2018-03-05T13:40:00").toISOString() };
const said = (records, how = {}) => {
  const { tone, title, send, signIn, text } = summarise(records, { sending: false, ending: null, now, ...how });
  return { tone, title, send, signIn, text };
};

test("the worst is said first", () => {
  assert.equal(said([sent, draft, waiting, needs]).title, "1 record needs you");
  assert.equal(said([sent, draft, waiting, waiting]).title, "2 records not sent yet");
  assert.equal(said([sent, draft]).title, "1 record not finished");
  assert.deepEqual(said([sent]), { tone: "sent", title: "Everything is sent", send: false, signIn: "", text: "The last one at 13:40." });
  assert.equal(said([]).tone, "sent");
});

test("only what is sent is green", () => {
  assert.deepEqual([[needs], [waiting], [draft], [sent]].map((each) => said(each).tone), ["needs", "waiting", "waiting", "sent"]);
});

test("what to do is said with it", () => {
  assert.equal(said([waiting]).send, true);
  assert.equal(said([waiting], { sending: true }).send, false);
  assert.equal(said([waiting, waiting, waiting], { ending: "signed out" }).signIn, "Sign in to send 3 records");
  assert.match(said([waiting], { ending: "someone else" }).text, /only you can send it/);
});

test("sealed words are read with their key, in their place, and nowhere else", async () => {
  const [key, other] = [await newKey(), await newKey()];
  const one = await seal(key, { good: "Their patience" }, "ama/1");
  assert.deepEqual(await unseal(key, one, "ama/1"), { good: "Their patience" });
  await assert.rejects(unseal(other, one, "ama/1"));
  await assert.rejects(unseal(key, one, "ama/2"));
  assert.equal(Buffer.from(one.bytes).includes("patience"), false);
  assert.notDeepEqual((await seal(key, 1, "x")).iv, (await seal(key, 1, "x")).iv);
});

test("a key cannot be taken out; one passkey's secret makes the same key each time", async () => {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const [one, again] = [await keyFrom(secret), await keyFrom(secret)];
  assert.equal(await unseal(again, await seal(one, "same", "p"), "p"), "same");
  for (const key of [one, await newKey()]) await assert.rejects(crypto.subtle.exportKey("raw", key));
});

test("tries grow further apart, to five minutes", () => {
  assert.deepEqual([0, 1, 2, 3, 50].map((tries) => waitAfter(tries, 0.5)), [5_000, 15_000, 60_000, 300_000, 300_000]);
  assert.ok(waitAfter(0, 0) < waitAfter(0, 1));
});
