// @ts-check
// Which questions are asked, and what is still to be said. The same as engines/forms/{conditions,answers,shapes}.py: both are tested with
// the same cases. Whether an answer can be kept at all is for the server to say.

/**
 * @typedef {Record<string, any>} Answers  One value a question key.
 * @typedef {Record<string, any>} Condition
 * @typedef {{key: string, type: string, required?: boolean, show_if?: Condition | null}} Question  As in a form's JSON.
 */

const DEEPEST = 3;
const BLANKS = /^[\t\n\v\f\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]*$/;
const PARTS = { evidence: ["kind", "words"], praise: ["to", "words"], promise: ["words", "by"] };
const REQUIRED = {
  text: "Write your answer",
  choice: "Choose one answer",
  choices: "Choose at least one answer",
  scale: "Choose a number",
  grade: "Choose a grade and say why you gave it",
  themes: "Choose at least one theme",
  evidence: "Add at least one thing you saw or heard",
  praise: "Add praise for at least one person or the team",
  promise: "Add at least one promise",
};
const ROW_LACKS = {
  evidence: {
    words: "Say what you saw or heard, or leave that row empty",
    kind: "Say for each thing whether it is a strength, a worry, a barrier, or something that does not fit",
  },
  praise: { words: "Say what the praise is for, or leave that row empty", to: "Say who the praise is for" },
  promise: { words: "Say what you promised, or leave that row empty", by: "Give the date you promised it for" },
};

/** @param {any} value */
const isNumber = (value) => typeof value === "number";

/** @param {any} value */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {Record<string, any>} object
 * @param {string} key
 */
const own = (object, key) => (isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined);

/**
 * Nothing was said: no answer, an empty list, words of spaces only, or parts that are all blank.
 * @param {any} answer
 * @param {number} [deeper]
 * @returns {boolean}
 */
export function isBlank(answer, deeper = DEEPEST) {
  if (answer === null || answer === undefined) return true;
  if (typeof answer === "string") return BLANKS.test(answer);
  if (typeof answer !== "object" || deeper === 0) return false;
  return Object.values(answer).every((part) => isBlank(part, deeper - 1));
}

/**
 * Whether a condition holds. Give it only answers to questions shown.
 * @param {Condition} condition
 * @param {Answers} answers
 * @returns {boolean}
 */
export function holds(condition, answers) {
  if (Object.hasOwn(condition, "all")) return condition.all.every((/** @type {Condition} */ each) => holds(each, answers));
  if (Object.hasOwn(condition, "any")) return condition.any.some((/** @type {Condition} */ each) => holds(each, answers));
  if (Object.hasOwn(condition, "not")) return !holds(condition.not, answers);
  const answer = own(answers, condition.question);
  if (Object.hasOwn(condition, "answered")) return isBlank(answer) !== condition.answered;
  const chosen = isObject(answer) ? own(answer, "grade") : answer; // a grade is compared by what was chosen, not by why
  if (Object.hasOwn(condition, "is")) return chosen === condition.is;
  if (Object.hasOwn(condition, "is_not")) return chosen !== condition.is_not;
  if (Object.hasOwn(condition, "has")) return Array.isArray(chosen) && chosen.includes(condition.has);
  if (!isNumber(chosen)) return false;
  return Object.hasOwn(condition, "at_least") ? chosen >= condition.at_least : chosen <= condition.at_most;
}

/**
 * The questions asked of somebody who answers so far. What was said to a question no longer asked counts for nothing.
 * @template {Question} Q
 * @param {Q[] | {questions: Q[]}} form  its questions, or a form's JSON
 * @param {Answers} answers
 * @returns {Q[]}
 */
export function shown(form, answers) {
  const questions = Array.isArray(form) ? form : form.questions;
  /** @type {Answers} */
  const counted = {};
  return questions.filter((question) => {
    if (question.show_if && !holds(question.show_if, counted)) return false;
    counted[question.key] = own(answers, question.key);
    return true;
  });
}

/**
 * What is still to be said before the form is complete: question key to one plain sentence. Answers must be of the right shape.
 * @param {Question[] | {questions: Question[]}} form  its questions, or a form's JSON
 * @param {Answers} answers
 * @returns {Record<string, string>}
 */
export function missing(form, answers) {
  const found = shown(form, answers).map((question) => [question.key, lacks(question, own(answers, question.key))]);
  return Object.fromEntries(found.filter(([, sentence]) => sentence));
}

/**
 * @param {Question} question
 * @param {any} answer
 * @returns {string | undefined}
 */
function lacks({ type, required }, answer) {
  if (isBlank(answer)) return required ? own(REQUIRED, type) : undefined;
  if (type === "grade") {
    if (isBlank(own(answer, "grade"))) return "Choose a grade";
    return isBlank(own(answer, "rationale")) ? "Say why you gave this grade" : undefined;
  }
  if (!Object.hasOwn(PARTS, type) || !Array.isArray(answer)) return undefined;
  return answer.map((row) => rowLacks(type, row)).find(Boolean);
}

/**
 * @param {string} type
 * @param {any} row
 * @returns {string | undefined}
 */
function rowLacks(type, row) {
  if (isBlank(row)) return undefined;
  const part = ["words", "kind", "to", "by"].find((name) => own(PARTS, type).includes(name) && isBlank(own(row, name)));
  return part && own(own(ROW_LACKS, type), part);
}
