// @ts-check
/** The first thing seen: is all safe, what is on this phone, which visits are there to be recorded. */
import { element, piece, sure } from "./dom.js";
import { CannotLock, mayHavePasskeys } from "./passkey.js";
import { begin, canChange, isOverdue, stateOf } from "./record.js";
import { summarise } from "./summary.js";
import { at, day as dayInWords, records as counted, today } from "./words.js";

/** @typedef {import("./record.js").Record_} Record_ */
/** @typedef {import("./day.js").Visit} Visit */
/** @typedef {import("./device.js").Device} Device */
/** @typedef {{ device: Device, go: (where: string) => void, send: () => void }} Page */

/** @param {Page} page @returns {Promise<DocumentFragment>} */
export async function home(page) {
  const now = new Date();
  const { device } = page;
  const records = newest(await device.own.records()).reverse();
  const known = await device.day();
  const visits = known?.day.visits ?? [];
  const [todays, others] = [visits.filter((each) => each.date === today(now)), visits.filter((each) => each.date !== today(now))];
  const late = records.filter((each) => isOverdue(each, now));
  const made = piece("home", {
    shown: {
      records: records.length,
      "none-today": known && !todays.length,
      "no-day": !known,
      other: others.length,
      fetched: known,
    },
    slots: {
      status: status(page, records, now),
      questions: late.map((each) => overdue(page, each)),
      records: records.map((each) => record(page, each, now)),
      today: todays.map((each) => visit(page, each, records)),
      other: others.map((each) => visit(page, each, records, true)),
      fetched: known ? at(known.fetchedAt, now) : "",
      phone: phone(page),
    },
  });
  if (!records.length && !todays.length) made.querySelector("details")?.setAttribute("open", "");
  return made;
}

/** Without what was sent and has a newer version here. @param {Record_[]} records */
function newest(records) {
  const changed = new Set(records.map((each) => each.body.based_on));
  return records.filter((each) => !(each.sent_at && changed.has(each.id)));
}

/** @param {Page} page @param {Record_[]} records @param {Date} now */
export function status({ device, send }, records, now) {
  const { tone, mark, title, text, send: canSend, signIn } = summarise(records, { sending: device.sending, ending: device.ending, now });
  const made = piece("status", {
    slots: { mark, title, text, "sign-in": signIn },
    shown: { text, send: canSend, "sign-in": signIn },
    links: { "sign-in": device.signIn },
    acts: { send },
  });
  made.firstElementChild?.classList.add(`app-safe--${tone}`);
  return made;
}

const TAGS = { draft: ["Not finished", "blue"], waiting: ["Not sent", "yellow"], sent: ["Sent", "green"], needs: ["Needs you", "red"] };

/** @param {Page} page @param {Record_} one @param {Date} now */
export function record({ device, go }, one, now) {
  const state = stateOf(one);
  const { about, problems, url } = one.body;
  const sending = device.sending && state === "waiting";
  const [word, colour] = sending ? ["Sending…", "blue"] : TAGS[state];
  const list = Object.entries(problems ?? {}).map(([key, text]) => element("li", {}, text || key));
  const made = piece("record", {
    slots: {
      team: about.team,
      title: about.title,
      when: about.when,
      tag: word,
      where: whereabouts(one, now),
      problems: list,
      of: about.team,
      open: state === "draft" ? "Go on writing" : state === "needs" ? "Put it right" : "Open it",
    },
    shown: {
      when: about.when,
      problems: state === "needs",
      open: !sending && (canChange(one) || state === "needs"),
      read: state === "sent" && url,
      change: (state === "sent" || (state === "waiting" && !canChange(one) && !sending)) && !about.family,
      remove: state === "draft" || state === "needs",
    },
    links: { open: `#/write/${one.id}`, read: url ?? "", change: `#/write/${one.id}` },
    acts: {
      remove: async () => {
        const yes = await sure({ title: "Delete this record?", text: "It was not sent, so nobody else has it.", yes: "Delete it" });
        if (yes) await device.remove(one.id);
        else go(location.hash);
      },
    },
  });
  made.querySelector(".govuk-tag")?.classList.add(`govuk-tag--${colour}`);
  return made;
}

/** @param {Record_} one @param {Date} now */
function whereabouts(one, now) {
  const state = stateOf(one);
  if (state === "sent") {
    const receipt = one.body.receipt ? ` Receipt code to give them: ${one.body.receipt}` : "";
    return `Sent at ${at(one.sent_at ?? "", now)}.${receipt}`;
  }
  if (state === "waiting") return `On this phone since ${at(one.ready_at ?? "", now)}. Not sent yet.`;
  if (state === "needs") return "On this phone. Alongside could not take it:";
  return `Saved on this phone at ${at(one.changed_at, now)}. Kept until ${at(one.keep_until, now)}.`;
}

/** @param {Page} page @param {Record_} one */
function overdue({ device, send }, one) {
  return piece("overdue", {
    slots: { title: `${one.body.about.team}: what about this record?` },
    shown: { send: stateOf(one) !== "needs" },
    acts: {
      send: async () => {
        await device.keepLonger(one.id);
        await device.finish(one.id);
        send();
      },
      keep: () => device.keepLonger(one.id),
      remove: async () => {
        const yes = await sure({ title: "Delete this record?", text: "It was not sent, so nobody else has it.", yes: "Delete it" });
        if (yes) await device.remove(one.id);
      },
    },
  });
}

/** @param {Page} page @param {Visit} one @param {Record_[]} records @param {boolean} [dated] */
function visit(page, one, records, dated = false) {
  const begun = records.filter((each) => each.body.entry === one.entry);
  const open = one.forms.filter((form) => !begun.some((each) => each.body.kind === form.kind && stateOf(each) !== "sent"));
  const first = one.conversation ? [] : open.filter((form) => form.kind === one.forms[0]?.kind && !begun.length);
  const more = open.filter((form) => !first.includes(form));
  const there = one.records.filter((each) => !records.some((mine) => mine.record === each.id)).length;
  return piece("visit", {
    slots: {
      title: one.title,
      when: dated ? `${dayInWords(one.date)}, ${one.when}` : one.when,
      site: one.site,
      sent: there ? `${counted(there)} sent from another device.` : "",
      first: first.map((form) => start(page, one, form, "govuk-button app-device__wide")),
      more: more.map((form) => element("li", {}, start(page, one, form, "govuk-button govuk-button--secondary app-device__wide"))),
      "more-name": one.conversation ? "Record the conversation" : first.length ? "Record something else" : "Record more",
    },
    shown: { more: more.length, sent: there },
  });
}

/** @param {Page} page @param {Visit} one @param {{ kind: string, version: string @param {string} look */
function start({ device, go }, one, form, look) {
  const button = element("button", { type: "button", class: look }, `Start: ${form.title}`);
  button.append(element("span", { class: "govuk-visually-hidden" }, ` of ${one.title}, ${one.when}`));
  button.addEventListener("click", async () => {
    const about = { title: form.title, team: one.title, when: one.when, staff: one.staff, family: one.conversation };
    const body = { kind: form.kind, entry: one.entry, team: one.team?.id ?? null, practitioner: null, form_version: form.version, about };
    const made = begin({ person: device.own.person, body, now: new Date() });
    await device.begin(made);
    go(`#/write/${made.id}`);
  });
  return button;
}

/** @param {Page} page */
function phone({ device, go }) {
  /** @param {string} [problem] */
  const show = (problem) => {
    const locked = Boolean(device.own.lock);
    return piece("phone", {
      slots: { problem },
      shown: { lock: !locked && mayHavePasskeys(), locked, problem, "sign-out": true },
      acts: {
        lock: () => attempt(() => device.lock()),
        unlock: () => attempt(() => device.stopLocking()),
        "sign-out": () => go("#/sign-out"),
      },
    });
  };
  const place = element("div", {});
  /** @param {() => Promise<void>} what */
  const attempt = async (what) => {
    try {
      await what();
    } catch (problem) {
      place.replaceChildren(show(problem instanceof CannotLock ? CANNOT : NOT_DONE));
    }
  };
  place.append(show());
  return place;
}

const CANNOT =
  "This passkey cannot be used as a lock. What is on this phone stays encrypted. To lock it, add a new passkey in your account, then come back here.";
const NOT_DONE = "Your passkey was not used. Nothing has changed.";
