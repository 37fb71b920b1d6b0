// @ts-check
/**
 * The device's own database. Outside the sealed parts it holds ids and times only.
 *
 *   keys      a person's key, or how to make it from their passkey       by person
 *   records   versions not sent, and those sent lately                   by id
 *   days      the visits of a day, as fetched in the office              by person
 *   forms     the empty forms that those visits and drafts need          by person and version
 *   here      who used this device last: nobody else is shown anything   one row
 */
import { openDB } from "../vendor/idb.js";

const NAME = "alongside";
const VERSION = 1;
/** On the disk before we say so, not merely on its way there. @type {IDBTransactionOptions} */
const DURABLE = { durability: "strict" };

/** @typedef {import("../vendor/idb.js").IDBPDatabase} Database */

/** @param {{ onOutdated?: () => void, name?: string }} [given] `onOutdated`: another tab brought a newer version and needs this one to let go */
export async function openDatabase({ onOutdated = () => undefined, name = NAME } = {}) {
  const database = await openDB(name, VERSION, {
    upgrade(made) {
      made.createObjectStore("keys", { keyPath: "person" });
      made.createObjectStore("records", { keyPath: "id" }).createIndex("person", "person");
      made.createObjectStore("days", { keyPath: "person" });
      made.createObjectStore("forms", { keyPath: ["person", "version"] });
      made.createObjectStore("here", { keyPath: "one" });
    },
    blocking() {
      database.close();
      onOutdated();
    },
  });
  return database;
}

/** @param {Database} database @param {string[]} stores */
export const change = (database, stores) => database.transaction(stores, "readwrite", DURABLE);

/** @param {Database} database @returns {Promise<string | null>} */
export const whoIsHere = async (database) => (await database.get("here", 1))?.person ?? null;

/** @param {Database} database @param {string | null} person */
export async function noteWhoIsHere(database, person) {
  if ((await whoIsHere(database)) === person) return;
  const writing = change(database, ["here"]);
  await writing.store.put({ one: 1, person });
  await writing.done;
}

/** How many versions of this person have not been sent; readable while locked. @param {Database} database @param {string} person */
export async function countUnsent(database, person) {
  return (await database.getAllFromIndex("records", "person", person)).filter((each) => !each.sent_at).length;
}

/** Everything of a person, their key first: whatever else were left could no longer be read. @param {Database} database @param {string} person */
export async function forget(database, person) {
  const writing = change(database, ["keys", "records", "days", "forms", "here"]);
  await writing.objectStore("keys").delete(person);
  await writing.objectStore("days").delete(person);
  for (const id of await writing.objectStore("records").index("person").getAllKeys(person)) await writing.objectStore("records").delete(id);
  for (const key of await writing.objectStore("forms").getAllKeys(IDBKeyRange.bound([person], [person, []]))) {
    await writing.objectStore("forms").delete(key);
  }
  if ((await writing.objectStore("here").get(1))?.person === person) await writing.objectStore("here").delete(1);
  await writing.done;
}
