// @ts-check
/** Times and counts as people say them. */

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long" });
const DATE = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });

/** 14:05, or "Tuesday 14:05" when it was another day. @param {string} iso @param {Date} now */
export function at(iso, now) {
  const when = new Date(iso);
  return when.toDateString() === now.toDateString() ? TIME.format(when) : `${DAY.format(when)} ${TIME.format(when)}`;
}

/** @param {string} iso a date, such as 2018-03-05 */
export const day = (iso) => DATE.format(new Date(`${iso}T12:00`));

/** @param {Date} now the date where the person is, such as 2018-03-05 */
export const today = (now) =>
  `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;

/** @param {number} n */
export const records = (n) => (n === 1 ? "1 record" : `${n} records`);
