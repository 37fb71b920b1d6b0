// @ts-check
// Many phones in one process: each lives through a generated story of records, edits, cuts, restarts and ended sessions, with the
// product's own outbox, and at last gets a network that works. Told what to do in JSON on standard input, says in JSON what every
// phone had sent. Only storage is of its own making: a phone's memory is a map of texts, which a restart reads anew.
import { readFileSync } from "node:fs";
import { Outbox } from "../../assets/js/offline/outbox.js";
import { begin, canChange, edit, finish, reopen, stateOf, write } from "../../assets/js/offline/record.js";
import { Server } from "../../assets/js/offline/server.js";

const told = JSON.parse(readFileSync(0, "utf8"));
const { proxy, refused, person, cookies, entry, team, forms, runs, first, atOnce, cuts } = told;
const [PATIENCE, WITH_A_SILENT_NETWORK] = [20_000, 300];

/** Numbers that look random and are the same for the same seed (mulberry32). @param {number} seed */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const never = () => new Promise(() => undefined);

class Phone {
  /** @param {number} seed */
  constructor(seed) {
    this.seed = seed;
    this.roll = dice(seed);
    /** What lies on the phone: texts by id. @type {Map<string, string>} */
    this.memory = new Map();
    this.cookie = cookies.alive;
    /** @type {string[]} what will happen to the next requests */
    this.plan = [];
    this.generation = 0;
    this.clock = Date.UTC(2018, 2, 5, 9) + seed;
    /** @type {Map<string, object>} what the person sent, whatever became of it */
    this.sent = new Map();
    this.count = { requests: 0, cuts: 0, restarts: 0, edits: 0 };
    this.start();
  }

  /** @template T @param {T[]} choices @returns {T} */
  one(choices) {
    return choices[Math.floor(this.roll() * choices.length)];
  }

  now = () => new Date((this.clock += 1000));

  /** The app starts, knowing only what lies on the phone. Whatever ran before never acts again. */
  start() {
    const mine = ++this.generation;
    const dead = () => mine !== this.generation;
    /** @param {string} id */
    const get = (id) => JSON.parse(this.memory.get(id) ?? "null") ?? undefined;
    this.shelf = {
      waiting: async () => {
        const all = [...this.memory.values()].map((text) => JSON.parse(text)).filter((each) => stateOf(each) === "waiting");
        return all.sort((a, b) => (a.ready_at < b.ready_at ? -1 : 1));
      },
      /** @param {string} id @param {(record: any) => any} how */
      change: async (id, how) => {
        await undefined;
        if (dead()) return never();
        const after = how(get(id));
        this.memory.set(id, JSON.stringify(after));
        return after;
      },
    };
    /** @type {any} */
    const ask = async (/** @type {string} */ path, /** @type {any} */ request) => {
      if (dead()) return never();
      this.count.requests += 1;
      const fate = this.plan.shift() ?? "";
      if (fate) this.count.cuts += 1;
      const port = fate === "no-connection" ? refused : proxy;
      const headers = { ...request.headers, Cookie: this.cookie, Origin: `http://localhost:${proxy}`, ...(cuts.includes(fate) ? { "X-Cut": fate } : {}) };
      if (fate === "dies-asking") {
        void fetch(`http://localhost:${port}${path}`, { ...request, headers }).catch(() => undefined);
        this.generation += 1;
        return never();
      }
      const answer = await fetch(`http://localhost:${port}${path}`, { ...request, headers });
      if (fate === "dies-hearing") {
        await answer.arrayBuffer();
        this.generation += 1;
        return never();
      }
      return dead() ? never() : answer;
    };
    const server = new Server({ fetch: ask });
    const hear = server.hear.bind(server);
    server.hear = (what, request) => {
      server.patience = this.plan[0] === "hang" ? WITH_A_SILENT_NETWORK : PATIENCE;
      return hear(what, request);
    };
    this.outbox = new Outbox({ shelf: this.shelf, server, person, now: this.now });
  }

  /** Send what waits; a phone that dies meanwhile starts anew. */
  async flush() {
    const mine = this.generation;
    const flushed = this.outbox.flush();
    const died = new Promise((resolve) => {
      const timer = setInterval(() => {
        if (mine === this.generation) return;
        clearInterval(timer);
        resolve("died");
      }, 2);
      void flushed.finally(() => clearInterval(timer));
    });
    const outcome = await Promise.race([flushed, died]);
    if (outcome === "died") {
      this.count.restarts += 1;
      this.start();
    }
    return outcome;
  }

  write() {
    const body = { kind: "team_visit", entry, team, practitioner: null, form_version: this.one(forms), about: { title: "", team: "", when: "" } };
    const draft = write(begin({ person, body, now: this.now() }), { answers: this.words() }, this.now());
    this.memory.set(draft.id, JSON.stringify(draft));
    return draft.id;
  }

  words() {
    return { good: `${this.seed}: ${"words ".repeat(1 + Math.floor(this.roll() * 60))}${this.one(["é", "🙂", "\"", "‮", "end"])} ${this.roll()}` };
  }

  /** @param {string} id */
  finish(id) {
    const done = finish(JSON.parse(this.memory.get(id) ?? ""), this.now());
    this.memory.set(id, JSON.stringify(done));
    const { record, body } = done;
    this.sent.set(id, { id, record, based_on: body.based_on, answers: body.answers, form_version: body.form_version });
  }

  /** The person changes what they finished: the same version while nothing of it left, else the next. @param {string} id */
  change(id) {
    const before = reopen(JSON.parse(this.memory.get(id) ?? ""));
    this.count.edits += 1;
    const next = canChange(before) ? before : edit(before, this.now());
    if (next === before) this.sent.delete(id);
    const written = write(next, { answers: this.words() }, this.now());
    this.memory.set(written.id, JSON.stringify(written));
    return written.id;
  }

  /** Now and then the session has ended, or somebody else has signed in. */
  async flushAsNobody() {
    const ended = this.roll();
    if (ended > 0.14) return;
    this.cookie = ended < 0.08 ? cookies.ended : cookies.other;
    this.plan = [];
    let ending = "no answer";
    for (let tries = 0; tries < 5 && ending === "no answer"; tries++) ({ ending } = /** @type {any} */ (await this.flush()));
    if (ending !== (ended < 0.08 ? "signed out" : "someone else")) throw new Error(`Phone ${this.seed} was told: ${ending}`);
    this.cookie = cookies.alive;
  }

  /** A story, and then a network that works until nothing waits. */
  async live() {
    const fates = [...cuts, "no-connection", "dies-asking", "dies-hearing"];
    let last = "";
    for (let records = this.one([1, 1, 1, 1, 1, 2]); records > 0; records--) {
      last = this.write();
      if (this.roll() < 0.15) this.write(); // begun and never finished: nobody else may ever see it
      this.finish(last);
      await this.flushAsNobody();
      // The fate of the token or of the sending.
      this.plan = this.roll() < 0.25 ? [this.one(fates)] : ["", this.one(fates)];
      await this.flush();
      if (this.roll() < 0.3) this.start();
      if (this.roll() < 0.2) {
        last = this.change(last);
        if (this.roll() < 0.85) this.finish(last);
      }
    }
    this.plan = [];
    for (let tries = 0; tries < 20; tries++) {
      const outcome = await this.flush();
      if (outcome !== "died" && (outcome.ending === "all sent" || outcome.ending === "nothing to send")) return;
    }
    throw new Error(`Phone ${this.seed} could not send although the network works.`);
  }
}

const phones = Array.from({ length: runs }, (_, n) => new Phone(first + n));
const queue = [...phones];
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let phone = queue.shift(); phone; phone = queue.shift()) await phone.live();
  }),
);
/** @param {(phone: Phone) => number} of */
const sum = (of) => phones.reduce((total, phone) => total + of(phone), 0);
process.stdout.write(
  JSON.stringify({
    sent: phones.flatMap((phone) => [...phone.sent.values()]),
    unsettled: phones.flatMap((phone) => [...phone.memory.values()].map((text) => JSON.parse(text)).filter((each) => ["waiting", "needs"].includes(stateOf(each)))),
    count: {
      requests: sum((phone) => phone.count.requests),
      cuts: sum((phone) => phone.count.cuts),
      restarts: sum((phone) => phone.count.restarts),
      edits: sum((phone) => phone.count.edits),
    },
  }),
  () => process.exit(0), // dead phones wait for ever
);
