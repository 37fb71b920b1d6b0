// @ts-check
// A form on the page comes alive: questions come and go with the answers before them, lists and boxes grow.
import { answersOf, questionsOf } from "./answers.js";
import { shown } from "./conditions.js";
import { growList } from "./rows.js";

/** @param {HTMLElement} form anything that holds questions; calling it again looks at what they hold now */
export function enliven(form) {
  showQuestions(form);
  for (const box of questionsOf(form)) if (box.querySelector("[data-rows]")) growList(box);
  if (form.hasAttribute("data-shows-questions")) return;
  form.setAttribute("data-shows-questions", "");
  for (const event of ["input", "change"]) form.addEventListener(event, () => showQuestions(form));
  if (!CSS.supports("field-sizing", "content")) form.addEventListener("input", growBox);
}

/** Hide what is not asked. What was typed there stays, in case it is asked again; the server leaves it out. @param {HTMLElement} form */
export function showQuestions(form) {
  const boxes = questionsOf(form);
  const questions = boxes.map((box) => ({
    key: box.dataset.question ?? "",
    ...(box.dataset.showIf ? { show_if: JSON.parse(box.dataset.showIf) } : {}),
  }));
  const asked = new Set(shown({ questions }, answersOf(form)).map((question) => question.key));
  for (const box of boxes) box.hidden = !asked.has(box.dataset.question ?? "");
}

/** @param {Event} event */
function growBox(event) {
  const box = event.target;
  if (!(box instanceof HTMLTextAreaElement)) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 4}px`;
}
