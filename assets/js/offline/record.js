// @ts-check
/**
 * One version of a record on this device, and how it changes. Pure: no clock, no storage, no network.
 *
 * `id` is the version's, `record` the record's: both made here, once, and the same on every try. What a person typed is in
 * `body`, which is all that is encrypted; the rest is ids and times. What was tried may have arrived although no answer came,
 * so from then on it never changes: an edit is a new version based on it.
 *
 * @typedef {{
 *   kind: string, entry: string | null, team: string | null, practitioner: string | null, form_version: string,
 *   based_on: string | null, answers: Record<string, any>, recorded_at: string | null, consent: any,
 *   about: About, problems?: Record<string, string>, url?: string, receipt?: string }} Body
 * @typedef {{ title: string, team: string, when: string, place?: string, date?: string, staff?: Staff[], family?: boolean }} About   what is said of it on this device only
 * @typedef {{ id: string, name: string }} Staff
 * @typedef {{
 *   id: string, record: string, person: string, made_at: string, changed_at: string, ready_at: string | null,
 *   tried_at: string | null, sent_at: string | null, refused_at: string | null, keep_until: string, body: Body }} Record_
 * @typedef {"draft" | "waiting" | "sent" | "needs"} State
 */

const HOUR = 3_600_000;
export const UNSENT_KEPT_HOURS = 72;
export const SENT_KEPT_HOURS = 12;

/** @param {Date} when @param {number} hours */
const after = (when, hours) => new Date(when.getTime() + hours * HOUR).toISOString();

/**
 * @param {{ person: string, body: Omit<Body, "answers" | "recorded_at" | "based_on" | "consent"> & Partial<Body>, now: Date, record?: string, newId?: () => string }} given
 * @returns {Record_}
 */
export function begin({ person, body, now, record, newId = () => crypto.randomUUID() }) {
  const at = now.toISOString();
  const times = { made_at: at, changed_at: at, ready_at: null, tried_at: null, sent_at: null, refused_at: null };
  const whole = { based_on: null, answers: {}, recorded_at: null, consent: null, ...body };
  return { id: newId(), record: record ?? newId(), person, ...times, keep_until: after(now, UNSENT_KEPT_HOURS), body: whole };
}

/** @param {Record_} record @returns {State} */
export function stateOf(record) {
  if (record.sent_at) return "sent";
  if (record.refused_at) return "needs";
  return record.ready_at ? "waiting" : "draft";
}

/** @param {Record_} record */
export const isUnsent = (record) => !record.sent_at;

/** What was typed may still change, because nothing of it has left the device. @param {Record_} record */
export const canChange = (record) => stateOf(record) === "draft" || (stateOf(record) === "waiting" && !record.tried_at);

/** @param {Record_} record @param {Partial<Body>} typed @param {Date} now @returns {Record_} */
export function write(record, typed, now) {
  if (!canChange(record)) throw new Error("This version may have been sent: an edit is a new version.");
  const body = { ...record.body, ...typed };
  return { ...record, body, changed_at: now.toISOString(), ready_at: null, keep_until: after(now, UNSENT_KEPT_HOURS) };
}

/** Taken back to be written in, before anything of it left. @param {Record_} record @returns {Record_} */
export const reopen = (record) => (canChange(record) ? { ...record, ready_at: null } : record);

/** The person pressed Send. @param {Record_} record @param {Date} now @returns {Record_} */
export function finish(record, now) {
  if (stateOf(record) !== "draft") return record;
  return { ...record, ready_at: now.toISOString(), body: { ...record.body, recorded_at: now.toISOString() } };
}

/** @param {Record_} record @param {Date} now @returns {Record_} */
export const tried = (record, now) => (record.tried_at ? record : { ...record, tried_at: now.toISOString() });

/** @param {Record_} record @param {{ url?: string, receipt?: string | null }} said where it can be read, and a family's receipt @param {Date} now @returns {Record_} */
export function sent(record, said, now) {
  const body = { ...record.body, url: said.url ?? "", receipt: said.receipt ?? undefined, problems: undefined };
  return { ...record, sent_at: now.toISOString(), refused_at: null, keep_until: after(now, SENT_KEPT_HOURS), body };
}

/** @param {Record_} record @param {Record<string, string>} problems @param {Date} now @returns {Record_} */
export const refused = (record, problems, now) => ({ ...record, refused_at: now.toISOString(), body: { ...record.body, problems } });

/**
 * The next version of what may be, or has been, sent. One that was refused was never stored, so the new one stands where it stood.
 * @param {Record_} record @param {Date} now @param {() => string} [newId] @returns {Record_}
 */
export function edit(record, now, newId) {
  const { problems: _, url: __, receipt: ___, ...body } = record.body;
  const based_on = stateOf(record) === "needs" ? body.based_on : record.id;
  return begin({ person: record.person, record: record.record, body: { ...body, based_on, recorded_at: null }, now, newId });
}

/** Unsent for three days: the person is asked before anything is deleted. @param {Record_} record @param {Date} now */
export const isOverdue = (record, now) => isUnsent(record) && now.toISOString() >= record.keep_until;

/** @param {Record_} record @param {Date} now @returns {Record_} */
export const keepLonger = (record, now) => ({ ...record, keep_until: after(now, UNSENT_KEPT_HOURS) });

/** Sent long enough ago to go from the device by itself. @param {Record_} record @param {Date} now */
export const mayGo = (record, now) => Boolean(record.sent_at) && now.toISOString() >= record.keep_until;

/** What the server is told of it. @param {Record_} record */
export function asSent(record) {
  const { about: _, problems: __, url: ___, receipt: ____, ...body } = record.body;
  return { id: record.id, record: record.record, person: record.person, ...body };
}
