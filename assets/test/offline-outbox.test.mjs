import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../js/offline/outbox.js";
import { begin, finish, stateOf } from "../js/offline/record.js";
import { Server } from "../js/offline/server.js";

const now = () => new Date("2018-03-05T09:00:00Z");
const body = { kind: "team_visit", entry: "e", team: "t", practitioner: null, form_version: "v", about: { title: "", team: "", when: "" } };

/** A phone with so many finished records, and a network that gives these answers one after the other. */
function phone(count, ...answers) {
  const records = new Map();
  for (let n = 0; n < count; n++) {
    const one = finish(begin({ person: "ama", body, now: now(), newId: () => crypto.randomUUID() }), new Date(now().getTime() + n));
    records.set(one.id, one);
  }
  const shelf = {
    waiting: async () => [...records.values()].filter((each) => stateOf(each) === "waiting"),
    change: async (id, how) => (records.set(id, how(records.get(id))), records.get(id)),
  };
  const asked = [];
  const fetch = async (path, request) => {
    asked.push([path.split("/").at(-2), request.method ?? "GET", request.body && JSON.parse(request.body).id, request.headers["X-CSRFToken"]]);
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError("no network");
    return typeof answer === "function" ? answer(request) : answer;
  };
  const outbox = new Outbox({ shelf, server: new Server({ fetch, patience: 50 }), person: "ama", now });
  return { outbox, asked, states: () => [...records.values()].map(stateOf), ids: [...records.keys()], records };
}

const json = (status, said) => new Response(JSON.stringify(said), { status, headers: { "Content-Type": "application/json" } });
const token = () => json(200, { csrf: "fresh", person: "ama" });
const stored = (state = "stored") => (request) => json(200, { id: JSON.parse(request.body).id, state, url: "/records/1/" });
const html = (status) => new Response("<h1>Welcome to our wifi</h1>", { status, headers: { "Content-Type": "text/html" } });

test("each record goes once, oldest first, under a fresh token", async () => {
  const { outbox, asked, states, ids } = phone(2, token(), stored(), stored("already"));
  assert.deepEqual(await outbox.flush(), { ending: "all sent", sent: 2, refused: 0 });
  assert.deepEqual(asked, [["csrf", "GET", undefined, undefined], ["send", "POST", ids[0], "fresh"], ["send", "POST", ids[1], "fresh"]]);
  assert.deepEqual(states(), ["sent", "sent"]);
});

test("a version kept beside another is sent too", async () => {
  const { outbox, states } = phone(1, token(), stored("beside"));
  await outbox.flush();
  assert.deepEqual(states(), ["sent"]);
});

for (const [what, answer] of Object.entries({
  "no network": undefined,
  "a sign-in page of somebody's wifi": html(200),
  "a redirect": new Response(null, { status: 302, headers: { Location: "http://wifi/" } }),
  "JSON that is not about this record": json(200, { id: "other", state: "stored" }),
  "JSON that says nothing": json(200, { ok: true }),
  "half an answer": new Response('{"id": "', { status: 200, headers: { "Content-Type": "application/json" } }),
  "a list": json(200, []),
  "a refusal in HTML": html(422),
  "not found in HTML": html(404),
  "a broken server": html(500),
  "a busy server": json(429, { detail: "slow down" }),
  "no answer in time": () => new Promise((_, reject) => setTimeout(() => reject(new DOMException("", "AbortError")), 80)),
})) {
  test(`not sent, and still there: ${what}`, async () => {
    const { outbox, states } = phone(1, token(), answer);
    assert.deepEqual(await outbox.flush(), { ending: "no answer", sent: 0, refused: 0 });
    assert.deepEqual(states(), ["waiting"]);
  });
}

test("the id and the words are the same on every try", async () => {
  const { outbox, asked, ids, records } = phone(1, token(), undefined, token(), html(502), token(), stored());
  const before = JSON.stringify(records.get(ids[0]).body);
  for (let n = 0; n < 3; n++) await outbox.flush();
  assert.deepEqual(asked.filter(([what]) => what === "send").map(([, , id]) => id), [ids[0], ids[0], ids[0]]);
  assert.equal(JSON.stringify({ ...records.get(ids[0]).body, url: undefined }), JSON.stringify({ ...JSON.parse(before), url: undefined }));
});

test("a session that ended: nothing is lost, and the person is told where to sign in", async () => {
  const { outbox, states } = phone(1, json(401, { sign_in: "/account/login/" }));
  assert.deepEqual(await outbox.flush(), { ending: "signed out", sent: 0, refused: 0, signIn: "/account/login/" });
  assert.deepEqual(states(), ["waiting"]);
});

test("a session that ends between two records", async () => {
  const { outbox, states } = phone(2, token(), stored(), json(401, { sign_in: "/account/login/" }));
  assert.equal((await outbox.flush()).ending, "signed out");
  assert.deepEqual(states(), ["sent", "waiting"]);
});

test("nothing of one person goes out while another is signed in", async () => {
  const { outbox, asked, states } = phone(1, json(200, { csrf: "x", person: "ben" }));
  assert.equal((await outbox.flush()).ending, "someone else");
  assert.equal(asked.length, 1);
  assert.deepEqual(states(), ["waiting"]);
});

test("the server notices the other person first", async () => {
  const { outbox, states } = phone(1, token(), json(409, { problems: { "": "Somebody else" } }));
  assert.equal((await outbox.flush()).ending, "someone else");
  assert.deepEqual(states(), ["waiting"]);
});

test("a stale token is fetched again, once", async () => {
  const again = json(200, { csrf: "second", person: "ama" });
  const { outbox, asked, states } = phone(1, token(), json(403, {}), again, stored());
  assert.equal((await outbox.flush()).ending, "all sent");
  assert.deepEqual(asked.map(([what, , , csrf]) => [what, csrf]), [["csrf", undefined], ["send", "fresh"], ["csrf", undefined], ["send", "second"]]);
  assert.deepEqual(states(), ["sent"]);
});

test("a token refused twice is tried later, not for ever", async () => {
  const { outbox, asked, states } = phone(1, token(), html(403), token(), html(403));
  assert.equal((await outbox.flush()).ending, "no answer");
  assert.equal(asked.length, 4);
  assert.deepEqual(states(), ["waiting"]);
});

test("what can never be stored needs the person, and does not hold up the rest", async () => {
  const { outbox, states, records, ids } = phone(2, token(), json(422, { problems: { good: "Send text" } }), stored());
  assert.deepEqual(await outbox.flush(), { ending: "all sent", sent: 1, refused: 1 });
  assert.deepEqual(states(), ["needs", "sent"]);
  assert.deepEqual(records.get(ids[0]).body.problems, { good: "Send text" });
});

test("a visit that is gone is said in words, not in the server's", async () => {
  const { outbox, records, ids } = phone(1, token(), json(404, { problems: { "": "There is no such thing here" } }));
  await outbox.flush();
  assert.match(Object.values(records.get(ids[0]).body.problems)[0], /Your words are still here/);
});

test("too large is said in words", async () => {
  const { outbox, records, ids } = phone(1, token(), json(413, {}));
  await outbox.flush();
  assert.match(Object.values(records.get(ids[0]).body.problems)[0], /too long/);
});

test("a record that breaks the server does not hold up the others", async () => {
  const { outbox, states } = phone(2, token(), html(500), stored());
  assert.deepEqual(await outbox.flush(), { ending: "no answer", sent: 1, refused: 0 });
  assert.deepEqual(states(), ["waiting", "sent"]);
});

test("with nothing to send nobody is asked", async () => {
  const { outbox, asked } = phone(0);
  assert.equal((await outbox.flush()).ending, "nothing to send");
  assert.deepEqual(asked, []);
});
