// @ts-check
/**
 * One person's records on this device, sealed under their key. Locked by a passkey, it can count what lies here but not read it.
 *
 * @typedef {import("./record.js").Record_} Record_
 * @typedef {import("./database.js").Database} Database
 * @typedef {import("./passkey.js").Lock} Lock
 */
import { change } from "./database.js";
import { isUnsent, mayGo, stateOf } from "./record.js";
import { keyFrom, newKey, seal, unseal } from "./sealing.js";

/** It cannot be read: it waits for a passkey, or another tab locked it or signed out. */
export class Locked extends Error {}

export class Shelf {
  /** @param {Database} database @param {string} person @param {{ key?: CryptoKey, lock?: Lock, made_at: string }} row */
  constructor(database, person, row) {
    this.database = database;
    this.person = person;
    this.take(row);
  }

  /** A person's shelf, made with a key of its own when there is none. @param {Database} database @param {string} person */
  static async of(database, person) {
    const key = await newKey(); // made first: a transaction does not wait for it
    const writing = change(database, ["keys"]);
    let row = await writing.store.get(person);
    if (!row) await writing.store.put((row = { person, key, made_at: new Date().toISOString() }));
    await writing.done;
    return new Shelf(database, person, row);
  }

  /** @param {{ key?: CryptoKey, lock?: Lock, made_at: string }} row */
  take(row) {
    this.key = row.key ?? null;
    this.lock = row.lock ?? null;
    this.keyMadeAt = row.made_at;
  }

  get isLocked() {
    return this.key === null;
  }

  get open() {
    if (!this.key) throw new Locked();
    return this.key;
  }

  /** @param {BufferSource} secret from the passkey */
  async unlock(secret) {
    this.key = await keyFrom(secret);
  }

  /** @returns {Promise<Record_[]>} oldest first */
  async records() {
    const rows = await this.rows();
    rows.sort((one, other) => (one.made_at < other.made_at ? -1 : 1));
    return Promise.all(rows.map((row) => this.read(row)));
  }

  /** Ids and times of this person's records, without what was typed; readable while locked. @returns {Promise<any[]>} */
  rows() {
    return this.database.getAllFromIndex("records", "person", this.person);
  }

  /** @param {string} id @returns {Promise<Record_ | undefined>} */
  async get(id) {
    const row = await this.database.get("records", id);
    return row?.person === this.person ? this.read(row) : undefined;
  }

  /** Finished and not sent, oldest first. */
  async waiting() {
    const waiting = (await this.records()).filter((each) => stateOf(each) === "waiting");
    return waiting.sort((one, other) => ((one.ready_at ?? "") < (other.ready_at ?? "") ? -1 : 1));
  }

  /** @param {Record_} record */
  async add(record) {
    const row = await this.write(record, 1);
    await this.writing(["records"], (stores) => stores.objectStore("records").add(row));
    return record;
  }

  /**
   * Change one record as it stands now, whichever tab wrote it last: sealing takes time, so it is tried again if somebody was quicker.
   * @param {string} id @param {(record: Record_) => Record_} how @returns {Promise<Record_ | undefined>}
   */
  async change(id, how) {
    for (;;) {
      const row = await this.database.get("records", id);
      if (row?.person !== this.person) return undefined;
      const before = await this.read(row);
      const after = how(before);
      if (after === before) return before;
      const written = await this.write(after, row.rev + 1);
      const done = await this.writing(["records"], async (stores) => {
        if ((await stores.objectStore("records").get(id))?.rev !== row.rev) return false;
        await stores.objectStore("records").put(written);
        return true;
      });
      if (done) return after;
    }
  }

  /** @param {string} id */
  async remove(id) {
    await this.writing(["records"], async (stores) => {
      if ((await stores.objectStore("records").get(id))?.person === this.person) await stores.objectStore("records").delete(id);
    });
  }

  /** What was sent long ago goes by itself; what was not, never. @param {Date} now */
  async tidy(now) {
    for (const row of await this.rows()) if (mayGo(row, now)) await this.remove(row.id);
  }

  async unsent() {
    return (await this.rows()).filter(isUnsent).length;
  }

  /**
   * Write, unless another tab has changed the key meanwhile: what is sealed under a key that is gone could never be read again.
   * @template T @param {string[]} names @param {(stores: any) => Promise<T>} how @returns {Promise<T>}
   */
  async writing(names, how) {
    const stores = change(this.database, ["keys", ...names]);
    if ((await stores.objectStore("keys").get(this.person))?.made_at !== this.keyMadeAt) {
      stores.abort();
      await stores.done.catch(() => undefined);
      throw new Locked();
    }
    const result = await how(stores);
    await stores.done;
    return result;
  }

  /** Where something lies; sealed with it. @param {string} what */
  place(what) {
    return `${this.person}/${what}`;
  }

  /** @param {any} row @returns {Promise<Record_>} */
  async read({ sealed, rev: _, ...plain }) {
    return { ...plain, body: await unseal(this.open, sealed, this.place(plain.id)) };
  }

  /** @param {Record_} record @param {number} rev */
  async write({ body, ...plain }, rev) {
    return { ...plain, rev, sealed: await seal(this.open, body, this.place(plain.id)) };
  }
}
