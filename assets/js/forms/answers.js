// @ts-check
// Answers out of a form on the page and back into it: in the browser what `posting.answers_from` is on the server.
import { addRow, rowsOf } from "./rows.js";

/** @typedef {Record<string, any>} Answers */

/** @param {ParentNode} form @returns {HTMLElement[]} */
export const questionsOf = (form) => [...form.querySelectorAll("[data-question]")];

/** What was answered, by question key; questions left empty are not in it. @param {ParentNode} form @returns {Answers} */
export function answersOf(form) {
  /** @type {Answers} */
  const answers = {};
  for (const box of questionsOf(form)) {
    const answer = READ[box.dataset.type ?? ""]?.(box, `q-${box.dataset.question}`);
    if (answer !== undefined && answer !== "" && !(Array.isArray(answer) && answer.length === 0)) answers[box.dataset.question ?? ""] = answer;
  }
  return answers;
}

/** Put answers into an empty form, adding rows as needed. @param {ParentNode} form @param {Answers} answers */
export function fillIn(form, answers) {
  for (const box of questionsOf(form)) {
    const answer = answers[box.dataset.question ?? ""];
    if (answer !== undefined) FILL[box.dataset.type ?? ""]?.(box, `q-${box.dataset.question}`, answer);
  }
}

/** @param {ParentNode} box @param {string} name @returns {any[]} */
const named = (box, name) => [...box.querySelectorAll(`[name="${name}"]`)];

/** @param {ParentNode} box @param {string} name */
const text = (box, name) => tidy(named(box, name)[0]?.value ?? "");

/** @param {string} words */
const tidy = (words) => words.replace(/\r\n?/g, "\n").replaceAll("\0", "").trim();

/** @param {ParentNode} box @param {string} name @returns {string[]} */
const ticked = (box, name) => named(box, name).filter((input) => input.checked).map((input) => input.value);

/** @param {ParentNode} box @param {string} name @param {string[]} values */
const tick = (box, name, values) => named(box, name).forEach((input) => (input.checked = values.includes(input.value)));

/** @param {ParentNode} box @param {string} name @param {string} value */
function write(box, name, value) {
  for (const input of named(box, name)) input.value = value ?? "";
}

/** Rows in which something was typed. @param {string[]} parts @returns {(box: HTMLElement, name: string) => Answers[]} */
const readRows = (parts) => (box, name) =>
  rowsOf(box)
    .map((row, n) => Object.fromEntries(parts.map((part) => [part, text(row, `${name}-${row.dataset.row || n}-${part}`)])))
    .filter((row) => row.words !== "");

/** @param {string[]} parts @returns {(box: HTMLElement, name: string, answer: Answers[]) => void} */
const fillRows = (parts) => (box, name, answer) => {
  while (rowsOf(box).length <= answer.length) addRow(box);
  const rows = rowsOf(box);
  answer.forEach((given, n) => {
    for (const part of parts) write(rows[n], `${name}-${rows[n].dataset.row || n}-${part}`, given[part]);
  });
};

const LISTS = { evidence: ["kind", "words"], praise: ["to", "words"], promise: ["words", "by"] };

/** @type {Record<string, (box: HTMLElement, name: string) => any>} */
const READ = {
  text,
  choice: (box, name) => ticked(box, name)[0],
  choices: ticked,
  themes: ticked,
  scale: (box, name) => ticked(box, name).map(Number)[0],
  grade: (box, name) => {
    const [grade, rationale] = [ticked(box, name)[0] ?? "", text(box, `${name}-rationale`)];
    return grade || rationale ? { grade, rationale } : undefined;
  },
  ...Object.fromEntries(Object.entries(LISTS).map(([type, parts]) => [type, readRows(parts)])),
};

/** @type {Record<string, (box: HTMLElement, name: string, answer: any) => void>} */
const FILL = {
  text: write,
  choice: (box, name, answer) => tick(box, name, [answer]),
  choices: tick,
  themes: tick,
  scale: (box, name, answer) => tick(box, name, [String(answer)]),
  grade: (box, name, answer) => {
    tick(box, name, [answer.grade]);
    write(box, `${name}-rationale`, answer.rationale);
  },
  ...Object.fromEntries(Object.entries(LISTS).map(([type, parts]) => [type, fillRows(parts)])),
};
