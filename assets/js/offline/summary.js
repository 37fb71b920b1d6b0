// @ts-check
/**
 * What a person standing in a car park must see at a glance: what is safe on this phone, what is not sent, and what to do about it.
 *
 * @typedef {import("./record.js").Record_} Record_
 * @typedef {import("./outbox.js").Ending} Ending
 * @typedef {{ tone: "sent" | "waiting" | "needs", mark: string, title: string, text: string, send: boolean, signIn: string }} Summary
 */
import { isOverdue, stateOf } from "./record.js";
import { at, records as counted } from "./words.js";

/** @param {Pick<Record_, "sent_at" | "refused_at" | "ready_at" | "keep_until">[]} records @param {{ sending: boolean, ending: Ending | null, now: Date }} how @returns {Summary} */
export function summarise(records, { sending, ending, now }) {
  /** @param {string} state */
  const count = (state) => records.filter((each) => stateOf(/** @type {Record_} */ (each)) === state).length;
  const [draft, waiting, needs] = ["draft", "waiting", "needs"].map(count);
  const safe = { mark: "", text: "", send: false, signIn: "" };
  const unfinished = draft ? `${counted(draft)} not finished. Saved on this phone.` : "";
  if (needs) {
    const rest = [waiting ? `${counted(waiting)} not sent yet.` : "", unfinished, "Everything is still on this phone."].filter(Boolean).join(" ");
    return { ...safe, tone: "needs", mark: "!", title: `${counted(needs)} ${needs === 1 ? "needs" : "need"} you`, text: rest, send: waiting > 0 };
  }
  if (waiting) return { ...safe, tone: "waiting", mark: "↑", ...notSent(waiting, sending, ending) };
  if (draft) {
    return { ...safe, tone: "waiting", mark: "✎", title: `${counted(draft)} not finished`, text: "Saved on this phone. Nobody else can see it until you send it." };
  }
  const last = records.map((each) => each.sent_at ?? "").sort().at(-1);
  if (last) return { ...safe, tone: "sent", mark: "✓", title: "Everything is sent", text: `The last one at ${at(last, now)}.` };
  return { ...safe, tone: "sent", mark: "✓", title: "Nothing waits to be sent", text: "What you write is saved on this phone as you write it." };
}

/** @param {number} waiting @param {boolean} sending @param {Ending | null} ending */
function notSent(waiting, sending, ending) {
  if (sending) return { title: `Sending ${counted(waiting)}…`, text: "Keep this page open.", send: false };
  const title = `${counted(waiting)} not sent yet`;
  const [it, goes] = waiting === 1 ? ["It is", "It goes"] : ["They are", "They go"];
  if (ending === "signed out") {
    return { title, text: `${it} safe on this phone. You were signed out, so you need to sign in first.`, send: false, signIn: `Sign in to send ${counted(waiting)}` };
  }
  if (ending === "someone else") {
    return { title, text: `${it} safe on this phone, and only you can send ${waiting === 1 ? "it" : "them"}. Somebody else is signed in here.`, send: false };
  }
  const signal = ending === "no answer" ? "No signal just now. " : "";
  return { title, text: `${signal}${it} safe on this phone. ${goes} by ${waiting === 1 ? "itself" : "themselves"} when there is signal and this page is open.`, send: true };
}

/** @param {Record_[]} records @param {Date} now */
export const overdue = (records, now) => records.filter((each) => isOverdue(each, now));
