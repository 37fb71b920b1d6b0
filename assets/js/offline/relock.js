// @ts-check
/** Changing the key: all is sealed anew, in one step or not at all. */
import { keyFrom, newKey, seal, unseal } from "./sealing.js";

/** @typedef {import("./shelf.js").Shelf} Shelf */

/** From now on only the passkey opens this shelf; the key that lay here is gone. @param {Shelf} shelf @param {BufferSource} secret @param {import("./passkey.js").Lock} lock */
export const lockWith = async (shelf, secret, lock) => reseal(shelf, await keyFrom(secret), lock);

/** Back to a key kept on this device. @param {Shelf} shelf */
export const unlockForGood = async (shelf) => reseal(shelf, await newKey(), null);

/** @param {Shelf} shelf @param {CryptoKey} key @param {import("./passkey.js").Lock | null} lock */
async function reseal(shelf, key, lock) {
  const { person } = shelf;
  const row = { person, made_at: new Date().toISOString(), ...(lock ? { lock } : { key }) };
  for (let done = false; !done; ) {
    const [records, days, forms] = await Promise.all(["records", "days", "forms"].map((store) => anew(shelf, store, key)));
    done = await shelf.writing(["records", "days", "forms"], async (stores) => {
      const now = (await stores.objectStore("records").index("person").getAll(person)).map((/** @type {any} */ each) => `${each.id} ${each.rev}`);
      if (now.sort().join() !== records.map((each) => `${each.id} ${each.rev - 1}`).sort().join()) return false;
      for (const each of records) await stores.objectStore("records").put(each);
      for (const each of days) await stores.objectStore("days").put(each);
      for (const each of forms) await stores.objectStore("forms").put(each);
      await stores.objectStore("keys").put(row);
      return true;
    });
  }
  shelf.take(row);
  shelf.key = key;
}

/** @param {Shelf} shelf @param {string} store @param {CryptoKey} key @returns {Promise<any[]>} */
async function anew(shelf, store, key) {
  const rows = (await shelf.database.getAll(store)).filter((row) => row.person === shelf.person);
  return Promise.all(
    rows.map(async (row) => {
      const place = shelf.place(store === "records" ? row.id : store === "days" ? "day" : row.version);
      const sealed = await seal(key, await unseal(shelf.open, row.sealed, place), place);
      return { ...row, sealed, ...("rev" in row ? { rev: row.rev + 1 } : {}) };
    }),
  );
}
