// @ts-check
// For pages that show a form: `<form data-form>`.
import { enliven } from "./showing.js";

for (const form of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-form]"))) enliven(form);
