// @ts-check
/** Writing a record: saved at every pause, sent when the person says so. */
import { answersOf, fillIn, questionsOf } from "../forms/answers.js";
import { enliven } from "../forms/showing.js";
import { formOf } from "./day.js";
import { element, piece } from "./dom.js";
import { canChange, write } from "./record.js";
import { at } from "./words.js";

/** @typedef {import("./record.js").Record_} Record_ */
/** @typedef {import("./home.js").Page} Page */

const PAUSE = 400;
const ABOUT_SOMEBODYS_WORK = new Set(["practice_observation", "case_audit"]);

/**
 * @param {Page} page @param {string} id
 * @returns {Promise<{ view: DocumentFragment, leave: () => Promise<void> } | undefined>} nothing when there is no such record here
 */
export async function writing({ device, go, send }, id) {
  const found = await device.writable(id);
  const form = found && (await formOf(device.own, found.body.form_version));
  if (!found || !form) return undefined;
  if (found.id !== id) history.replaceState(null, "", `#/write/${found.id}`);
  let record = found;
  const view = piece("form", {
    slots: {
      about: [record.body.about.team, record.body.about.when].filter(Boolean).join(", "),
      title: form.title,
      introduction: form.definition.introduction?.plain?.en ?? "",
      minutes: String(form.minutes),
    },
    shown: { practitioner: ABOUT_SOMEBODYS_WORK.has(record.body.kind), family: record.body.about.family },
  });
  const box = /** @type {HTMLFormElement} */ (view.querySelector("form"));
  const said = /** @type {HTMLElement} */ (view.querySelector("[data-slot=saved]"));
  const errors = /** @type {HTMLElement} */ (view.querySelector("[data-slot=errors]"));
  prepare(box, form.html, record);
  enliven(box);

  /** @type {number | undefined} */
  let timer;
  /** @type {Promise<void>} one after the other */
  let saving = Promise.resolve();
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    const typed = read(box, record);
    saving = saving.then(() => keep(typed)).catch((problem) => tellOf(problem, said));
    return saving;
  };
  /** @param {ReturnType<typeof read>} typed */
  const keep = async (typed) => {
    const now = new Date();
    let kept = await device.own.change(record.id, (each) => (canChange(each) ? write(each, typed, now) : each));
    if (kept && !canChange(kept)) {
      // Sent from another tab meanwhile: what is typed here goes on as its next version.
      const next = await device.writable(record.id);
      if (next) kept = await device.own.change(next.id, (each) => write(each, typed, now));
    }
    if (!kept) throw new Error("gone");
    record = kept;
    said.classList.remove("app-keep__said--wrong");
    said.textContent = `Saved on this phone at ${at(now.toISOString(), now)}`;
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  const saveNow = () => (timer === undefined ? saving : save());
  const hidden = () => document.visibilityState === "hidden" && saveNow();
  box.addEventListener("input", saveSoon);
  box.addEventListener("change", saveSoon);
  document.addEventListener("visibilitychange", hidden);
  addEventListener("pagehide", saveNow);

  const finish = async () => {
    await save();
    if (said.classList.contains("app-keep__said--wrong")) return;
    await device.finish(record.id);
    go("#");
    send();
  };
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = whatIsMissing(box, form.definition, record);
    if (!missing.length) return void finish();
    void save();
    showMissing(errors, missing, finish);
  });
  return {
    view,
    leave: async () => {
      document.removeEventListener("visibilitychange", hidden);
      removeEventListener("pagehide", saveNow);
      await saveNow();
    },
  };
}

/** The form as the server made it, with this visit's people and what was typed so far. @param {HTMLFormElement} box @param {string} html @param {Record_} record */
function prepare(box, html, record) {
  const place = /** @type {HTMLElement} */ (box.querySelector("[data-slot=questions]"));
  place.innerHTML = html; // from our own server, over our own origin, and the policy of this page lets no script in it run
  const { staff = [] } = record.body.about;
  const people = () => staff.map(({ id, name }) => element("option", { value: id }, name));
  for (const select of place.querySelectorAll("[data-type=praise] select")) select.append(...people());
  const practitioner = /** @type {HTMLSelectElement | null} */ (box.querySelector("#practitioner"));
  practitioner?.append(...people());
  if (practitioner) practitioner.value = record.body.practitioner ?? "";
  for (const field of box.querySelectorAll("input, textarea, select")) field.setAttribute("autocomplete", "off");
  for (const words of box.querySelectorAll("textarea")) words.setAttribute("rows", "4");
  fillIn(place, record.body.answers);
  for (const tick of consents(box)) tick.checked = Boolean(record.body.consent?.[tick.name.replace("consent-", "")]);
}

/** @param {HTMLElement} box @returns {NodeListOf<HTMLInputElement>} */
const consents = (box) => box.querySelectorAll("[data-consent] input[type=checkbox]");

/** @param {HTMLFormElement} box @param {Record_} record */
function read(box, record) {
  const practitioner = /** @type {HTMLSelectElement | null} */ (box.querySelector("#practitioner"))?.value || null;
  const ticks = [...consents(box)];
  const consent = ticks.length ? Object.fromEntries(ticks.map((tick) => [tick.name.replace("consent-", ""), tick.checked])) : null;
  return { answers: withoutHidden(box), practitioner: practitioner ?? record.body.practitioner, consent };
}

/** What was typed into a question that is no longer asked stays on the page but is not part of the record. @param {HTMLElement} box */
function withoutHidden(box) {
  const answers = answersOf(box);
  for (const question of questionsOf(box)) if (question.hidden) delete answers[question.dataset.question ?? ""];
  return answers;
}

/** @param {HTMLFormElement} box @param {any} definition @param {Record_} record */
function whatIsMissing(box, definition, record) {
  const { answers, practitioner } = read(box, record);
  const asked = questionsOf(box).filter((each) => !each.hidden);
  const missing = asked
    .map((each) => definition.questions.find((/** @type {any} */ one) => one.key === each.dataset.question))
    .filter((question) => question?.required && isEmpty(question, answers[question.key]))
    .map((question) => ({ id: `q-${question.key}`, words: question.words.plain.en, must: false }));
  if (ABOUT_SOMEBODYS_WORK.has(record.body.kind) && !practitioner) missing.unshift({ id: "practitioner", words: "Whose work is it?", must: true });
  return missing;
}

/** @param {any} question @param {any} answer */
function isEmpty(question, answer) {
  if (question.type === "note") return false;
  if (question.type === "grade") return !answer?.grade || !answer?.rationale;
  return answer === undefined || answer === "";
}

/** @param {HTMLElement} place @param {{ id: string, words: string, must: boolean }[]} missing @param {() => void} anyway */
function showMissing(place, missing, anyway) {
  const must = missing.some((each) => each.must);
  const list = missing.map(({ id, words }) => {
    const link = element("a", { href: `#${id}` }, words);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const field = document.getElementById(id);
      field?.focus();
      field?.closest(".govuk-form-group, fieldset")?.scrollIntoView({ block: "center" });
    });
    return element("li", {}, link);
  });
  const text = must ? "" : "Answer these, or send the record as it is. What is missing can be added later.";
  place.replaceChildren(
    piece("errors", { slots: { title: must ? "There is a problem" : "Some questions have no answer", text, list }, shown: { text, anyway: !must }, acts: { anyway } }),
  );
  /** @type {HTMLElement | null} */ (place.firstElementChild)?.focus();
  place.scrollIntoView({ block: "start" });
}

/** @param {unknown} problem @param {HTMLElement} said */
function tellOf(problem, said) {
  said.classList.add("app-keep__said--wrong");
  const full = problem instanceof DOMException && problem.name === "QuotaExceededError";
  said.textContent = full
    ? "Not saved: this phone has no room left. Free some room, or copy your words somewhere safe."
    : "Not saved: this page can no longer write to this phone. Copy your words somewhere safe, then open this page again.";
}
