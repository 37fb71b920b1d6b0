// @ts-check
// "3 of 9 answered", while a record is being written. Without a script the page says how many questions there are.
import { answersOf, questionsOf } from "../forms/answers.js";

/** @param {HTMLElement} form @param {HTMLElement} place */
export function sayProgress(form, place) {
  const asked = questionsOf(form).filter((box) => !box.hidden && box.dataset.type !== "note");
  const answers = answersOf(form);
  const done = asked.filter((box) => (box.dataset.question ?? "") in answers).length;
  if (done) place.textContent = `${done} of ${asked.length} answered`;
}

for (const form of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-progress-of]"))) {
  const place = /** @type {HTMLElement | null} */ (form.querySelector("[data-progress]"));
  if (place) for (const event of ["input", "change"]) form.addEventListener(event, () => sayProgress(form, place));
}
