// @ts-check
/** Pieces of the page: cloned from its templates, filled with text, never with markup. */

/** @typedef {string | Node | Node[] | null | undefined} Filling */

/**
 * @param {string} name of a template: t-NAME
 * @param {{ slots?: Record<string, Filling>, shown?: Record<string, unknown>, acts?: Record<string, (event: Event) => void>, links?: Record<string, string> }} [given]
 *   `shown`: which optional parts stay; `links`: addresses by slot; `acts`: what buttons do
 * @returns {DocumentFragment}
 */
export function piece(name, { slots = {}, shown = {}, acts = {}, links = {} } = {}) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`t-${name}`));
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  for (const part of made.querySelectorAll("[data-if]")) if (!shown[part.getAttribute("data-if") ?? ""]) part.remove();
  for (const slot of made.querySelectorAll("[data-slot]")) {
    const key = slot.getAttribute("data-slot") ?? "";
    if (key in links) slot.setAttribute("href", links[key]);
    if (key in slots) fill(slot, slots[key]);
  }
  for (const button of made.querySelectorAll("[data-act]")) {
    const act = acts[button.getAttribute("data-act") ?? ""];
    if (act) button.addEventListener("click", act);
  }
  return made;
}

/** @param {Element} slot @param {Filling} filling */
function fill(slot, filling) {
  if (filling === null || filling === undefined) slot.replaceChildren();
  else if (typeof filling === "string") slot.textContent = filling;
  else slot.replaceChildren(...(Array.isArray(filling) ? filling : [filling]));
}

/** @param {string} tag @param {Record<string, string>} [attributes] @param {(string | Node)[]} inside */
export function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/** Ask before something cannot be undone. @param {{ title: string, text: string, yes: string }} words @returns {Promise<boolean>} */
export function sure({ title, text, yes }) {
  return new Promise((resolve) => {
    /** @param {boolean} answer */
    const done = (answer) => () => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const made = piece("sure", { slots: { title, text, yes }, acts: { yes: done(true), no: done(false) } });
    const dialog = /** @type {HTMLDialogElement} */ (made.firstElementChild);
    dialog.addEventListener("cancel", done(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}
