// @ts-check
/**
 * Sends what waits on this device, oldest first, one at a time. A version goes again, under the same id and with the same words,
 * until the server says in its own words that it has it; the server stores an id once, so going twice does no harm.
 *
 * Runs in a browser and in Node alike: storage, network and clock are given to it.
 *
 * @typedef {import("./record.js").Record_} Record_
 * @typedef {import("./server.js").Server} Server
 * @typedef {import("./server.js").Heard} Heard
 * @typedef {{
 *   waiting(person: string): Promise<Record_[]>,
 *   change(id: string, how: (record: Record_) => Record_): Promise<Record_ | undefined> }} Shelf
 * @typedef {"nothing to send" | "all sent" | "no answer" | "signed out" | "someone else"} Ending
 * @typedef {{ ending: Ending, sent: number, refused: number, signIn?: string }} Flushed
 */
import { asSent, refused, sent, stateOf, tried } from "./record.js";

/** @type {{ ending: Ending, signIn?: string }} */
const BROKEN = { ending: "no answer" };
const STORED = new Set(["stored", "already", "beside"]);
const TOO_LARGE = { "": "This record is too long to send. Shorten it, or split it in two." };
const NOT_TAKEN = { "": "Alongside did not take this record. The visit may have changed, or is no longer yours. Your words are still here." };
/** Answers that say "never", in our own words: no later try would do better. */
const REFUSALS = new Map([[400, NOT_TAKEN], [404, NOT_TAKEN], [413, TOO_LARGE], [422, NOT_TAKEN]]);

export class Outbox {
  /** @param {{ shelf: Shelf, server: Server, person: string, now?: () => Date, onChange?: (record: Record_, sending: boolean) => void }} given */
  constructor({ shelf, server, person, now = () => new Date(), onChange = () => undefined }) {
    this.shelf = shelf;
    this.server = server;
    this.person = person;
    this.now = now;
    this.onChange = onChange;
  }

  /** @returns {Promise<Flushed>} */
  async flush() {
    const waiting = await this.shelf.waiting(this.person);
    const done = { sent: 0, refused: 0 };
    if (!waiting.length) return { ending: "nothing to send", ...done };
    const pass = await this.pass();
    if ("ending" in pass) return { ...done, ...pass };
    /** Records that the server broke on: the others need not wait for them. @type {Set<string>} */
    const broken = new Set();
    for (const { id, record } of waiting) {
      const stopped = broken.has(record) ? undefined : await this.sendOne(id, pass, done);
      if (stopped === BROKEN) broken.add(record);
      else if (stopped) return { ...done, ...stopped };
    }
    return { ending: broken.size ? "no answer" : "all sent", ...done };
  }

  /**
   * A fresh token, and proof that whoever is signed in is whoever typed this.
   * @returns {Promise<{ csrf: string } | { ending: Ending, signIn?: string }>}
   */
  async pass() {
    const heard = await this.server.csrf();
    if (isSignedOut(heard)) return { ending: "signed out", signIn: heard.body.sign_in };
    if (heard.said === "nothing" || heard.status !== 200 || typeof heard.body.csrf !== "string") return { ending: "no answer" };
    if (heard.body.person !== this.person) return { ending: "someone else" };
    return { csrf: heard.body.csrf };
  }

  /**
   * @param {string} id @param {{ csrf: string }} pass @param {{ sent: number, refused: number }} done
   * @returns {Promise<{ ending: Ending, signIn?: string } | undefined>} why to stop, if there is a reason
   */
  async sendOne(id, pass, done) {
    // Noted before the first byte leaves, so that nobody can change what may already be there.
    const record = await this.shelf.change(id, (each) => (stateOf(each) === "waiting" ? tried(each, this.now()) : each));
    if (!record || stateOf(record) !== "waiting") return undefined;
    this.onChange(record, true);
    let heard = await this.server.send(asSent(record), pass.csrf);
    if (heard.status === 403) {
      const again = await this.pass();
      if ("ending" in again) return this.stopped(record, again);
      pass.csrf = again.csrf;
      heard = await this.server.send(asSent(record), pass.csrf);
    }
    return this.settle(record, heard, done);
  }

  /** @param {Record_} record @param {Heard} heard @param {{ sent: number, refused: number }} done */
  async settle(record, heard, done) {
    if (isSignedOut(heard)) return this.stopped(record, { ending: "signed out", signIn: heard.body.sign_in });
    if ((heard.status ?? 0) >= 500) return this.stopped(record, BROKEN);
    if (heard.said === "nothing") return this.stopped(record, { ending: "no answer" });
    const { status, body } = heard;
    if (status === 200 && body.id === record.id && STORED.has(body.state)) {
      done.sent += 1;
      await this.keep(record.id, (each) => sent(each, body, this.now()));
    } else if (REFUSALS.has(status)) {
      done.refused += 1;
      const problems = (status === 422 && problemsIn(body)) || REFUSALS.get(status) || NOT_TAKEN;
      await this.keep(record.id, (each) => refused(each, problems, this.now()));
    } else if (status === 409) {
      return this.stopped(record, { ending: "someone else" });
    } else {
      return this.stopped(record, { ending: "no answer" });
    }
    return undefined;
  }

  /** @param {Record_} record @param {{ ending: Ending, signIn?: string }} why */
  stopped(record, why) {
    this.onChange(record, false);
    return why;
  }

  /** @param {string} id @param {(record: Record_) => Record_} how */
  async keep(id, how) {
    const record = await this.shelf.change(id, (each) => (stateOf(each) === "sent" ? each : how(each)));
    if (record) this.onChange(record, false);
  }
}

/** @param {Heard} heard @returns {heard is { said: "answer", status: number, body: { sign_in: string } }} */
const isSignedOut = (heard) => heard.said === "answer" && heard.status === 401 && typeof heard.body.sign_in === "string";

/** @param {any} body @returns {Record<string, string> | undefined} */
const problemsIn = (body) => (typeof body.problems === "object" && Object.keys(body.problems ?? {}).length ? body.problems : undefined);
