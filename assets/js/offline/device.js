// @ts-check
/**
 * What the page knows and does: whose device this is, what lies on it, and sending it. Views ask and are told of changes.
 *
 * @typedef {import("./record.js").Record_} Record_
 * @typedef {import("./day.js").Visit} Visit
 * @typedef {import("./outbox.js").Ending} Ending
 */
import { dayOf, keepDay } from "./day.js";
import { countUnsent, forget, noteWhoIsHere, openDatabase, whoIsHere } from "./database.js";
import { newLock, open } from "./passkey.js";
import { Outbox } from "./outbox.js";
import { canChange, edit, finish, keepLonger, reopen } from "./record.js";
import { lockWith, unlockForGood } from "./relock.js";
import { Server } from "./server.js";
import { Locked, Shelf } from "./shelf.js";
import { keepWorryPage } from "./worry.js";

const ONE_AT_A_TIME = "alongside-sending";

export class Device extends EventTarget {
  constructor() {
    super();
    this.server = new Server();
    /** @type {import("./database.js").Database} */ this.database;
    /** @type {Shelf | null} */
    this.shelf = null;
    /** What the last try came to. @type {Ending | null} */
    this.ending = null;
    this.signIn = "";
    this.sending = false;
    this.reached = false;
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("alongside") : null;
    this.channel?.addEventListener("message", () => this.dispatchEvent(new Event("change")));
  }

  /** @param {() => void} onOutdated */
  async start(onOutdated) {
    this.database = await openDatabase({ onOutdated });
    await this.become(await whoIsHere(this.database));
  }

  /** @param {string | null} person */
  async become(person) {
    this.shelf = person ? await Shelf.of(this.database, person) : null;
    if (this.shelf) await this.shelf.tidy(new Date());
  }

  tell() {
    this.dispatchEvent(new Event("change"));
    this.channel?.postMessage("change");
  }

  // --- With the server ---

  /** Fetch the day, then send what waits. @param {boolean} byItself @returns {Promise<boolean>} whether there is nothing more to try */
  async meet(byItself) {
    this.server.byItself = byItself;
    const fetched = await this.fetchDay();
    if (fetched === "no answer") this.ending = "no answer";
    const sent = await this.send();
    return fetched === "fetched" && sent;
  }

  /** @returns {Promise<"fetched" | "signed out" | "no answer">} */
  async fetchDay() {
    const heard = await this.server.today();
    if (heard.said === "answer" && heard.status === 401) {
      this.signIn = heard.body.sign_in;
      if (!this.shelf || !this.reached) this.ending = "signed out";
      this.reached = true;
      this.tell();
      return "signed out";
    }
    if (heard.said === "nothing" || heard.status !== 200 || typeof heard.body.person !== "string") return "no answer";
    this.reached = true;
    const { csrf: _, person, ...day } = heard.body;
    if (this.shelf?.person !== person) {
      await noteWhoIsHere(this.database, person);
      await this.become(person);
    }
    if (this.shelf && !this.shelf.isLocked) await keepDay(this.shelf, day, new Date());
    if (this.ending === "signed out" || this.ending === "someone else" || this.ending === "no answer") this.ending = null;
    this.tell();
    void keepWorryPage();
    return "fetched";
  }

  /** One tab at a time. @returns {Promise<boolean>} whether nothing is left to send */
  async send() {
    const { shelf } = this;
    if (!shelf || shelf.isLocked) return true;
    const turn = async () => {
      this.sending = (await shelf.waiting()).length > 0;
      if (!this.sending) return true;
      this.tell();
      try {
        const outbox = new Outbox({ shelf, server: this.server, person: shelf.person, onChange: () => this.tell() });
        const { ending, signIn } = await outbox.flush();
        this.ending = ending;
        if (signIn) this.signIn = signIn;
        return ending !== "no answer";
      } finally {
        this.sending = false;
        this.tell();
      }
    };
    if (!navigator.locks) return turn();
    return navigator.locks.request(ONE_AT_A_TIME, { ifAvailable: true }, (lock) => (lock ? turn() : false));
  }

  // --- Records ---

  get own() {
    if (!this.shelf) throw new Locked();
    return this.shelf;
  }

  /** @param {Record_} record */
  async begin(record) {
    void navigator.storage?.persist?.().catch(() => false); // asks the browser to keep it when it tidies; some then ask the person
    await this.own.add(record);
  }

  async day() {
    return this.shelf && !this.shelf.isLocked ? dayOf(this.shelf, new Date()) : undefined;
  }

  /** @param {string} id */
  async finish(id) {
    await this.own.change(id, (record) => finish(record, new Date()));
    this.tell();
  }

  /** One to write in: itself while nothing of it can have left, otherwise its next version. @param {string} id @returns {Promise<Record_ | undefined>} */
  async writable(id) {
    const record = await this.own.change(id, reopen);
    if (!record || canChange(record)) return record;
    const next = edit(record, new Date());
    await this.own.add(next);
    if (record.refused_at) await this.own.remove(record.id);
    this.tell();
    return next;
  }

  /** @param {string} id */
  async keepLonger(id) {
    await this.own.change(id, (record) => keepLonger(record, new Date()));
    this.tell();
  }

  /** @param {string} id */
  async remove(id) {
    await this.own.remove(id);
    this.tell();
  }

  // --- The lock, and leaving ---

  async lock() {
    const { lock, secret } = await newLock();
    await lockWith(this.own, secret, lock);
    this.tell();
  }

  async unlock() {
    const { lock } = this.own;
    if (!lock) return;
    const secret = await open(lock);
    await this.own.unlock(secret);
    this.tell();
  }

  async stopLocking() {
    await unlockForGood(this.own);
    this.tell();
  }

  unsent() {
    return this.shelf ? countUnsent(this.database, this.shelf.person) : Promise.resolve(0);
  }

  /** Nothing of this person stays here. */
  async forget() {
    if (this.shelf) await forget(this.database, this.shelf.person);
    this.shelf = null;
    this.tell();
  }
}
