// @ts-check
/**
 * The day's visits and the empty forms they need, as fetched where there was signal.
 *
 * @typedef {import("./shelf.js").Shelf} Shelf
 * @typedef {{ kind: string, title: string, minutes: number, definition: any, html: string }} Form
 * @typedef {{ id: string, name: string }} Named
 * @typedef {{ entry: string, kind: string, team: Named | null, when: string, date: string, site: string, staff: Named[], conversation: boolean,
 *   title: string, forms: { kind: string, version: string, title: string }[], records: { id: string, head: string }[] }} Visit
 * @typedef {{ name: string, kept_until: string, visits: Visit[] }} Day
 */
import { isUnsent } from "./record.js";
import { seal, unseal } from "./sealing.js";

/** @param {string} person */
const formsOf = (person) => IDBKeyRange.bound([person], [person, []]);

/** Forms that a draft was begun with stay, even when the week has a newer version. @param {Shelf} shelf @param {Day & { forms: Record<string, Form> }} fetched @param {Date} now */
export async function keepDay(shelf, { forms, ...day }, now) {
  const needed = new Set((await shelf.records()).filter(isUnsent).map((each) => each.body.form_version));
  const { person } = shelf;
  const visits = day.visits.map((visit) => ({ ...visit, forms: visit.forms.map((each) => ({ ...each, title: forms[each.version]?.title ?? each.kind })) }));
  const sealed = await seal(shelf.open, { ...day, visits }, shelf.place("day"));
  const rows = await Promise.all(
    Object.entries(forms).map(async ([version, form]) => ({ person, version, sealed: await seal(shelf.open, form, shelf.place(version)) })),
  );
  await shelf.writing(["days", "forms"], async (stores) => {
    await stores.objectStore("days").put({ person, fetched_at: now.toISOString(), kept_until: day.kept_until, sealed });
    for (const row of rows) await stores.objectStore("forms").put(row);
    for (const key of await stores.objectStore("forms").getAllKeys(formsOf(person))) {
      if (!(key[1] in forms) && !needed.has(key[1])) await stores.objectStore("forms").delete(key);
    }
  });
}

/** @param {Shelf} shelf @param {Date} now @returns {Promise<{ day: Day, fetchedAt: string } | undefined>} nothing once it is out of date */
export async function dayOf(shelf, now) {
  const row = await shelf.database.get("days", shelf.person);
  if (!row) return undefined;
  if (new Date(row.kept_until) <= now) {
    await shelf.database.delete("days", shelf.person);
    return undefined;
  }
  return { day: await unseal(shelf.open, row.sealed, shelf.place("day")), fetchedAt: row.fetched_at };
}

/** @param {Shelf} shelf @param {string} version @returns {Promise<Form | undefined>} */
export async function formOf(shelf, version) {
  const row = await shelf.database.get("forms", [shelf.person, version]);
  return row && unseal(shelf.open, row.sealed, shelf.place(version));
}
