// @ts-check
// Lists that grow: one empty row at a time instead of two, and another without asking the server.

/** @param {ParentNode} box @returns {HTMLElement[]} */
export const rowsOf = (box) => [...box.querySelectorAll("[data-row]")];

/** A new empty row at the end. @param {ParentNode} box @returns {HTMLElement} */
export function addRow(box) {
  const last = rowsOf(box).at(-1);
  if (!last) throw new Error("A list has no rows");
  const row = /** @type {HTMLElement} */ (last.cloneNode(true));
  const number = Number(last.dataset.row) + 1;
  row.dataset.row = String(number);
  row.hidden = false;
  for (const element of row.querySelectorAll("[id], [name], [for]")) {
    for (const attribute of ["id", "name", "for"]) {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace(/-\d+(-\w+)$/, `-${number}$1`));
    }
  }
  const legend = row.querySelector("legend");
  if (legend) legend.textContent = String(number + 1);
  for (const input of /** @type {NodeListOf<any>} */ (row.querySelectorAll("input, select, textarea"))) {
    input.value = "";
    if (input.tagName === "TEXTAREA") input.textContent = "";
  }
  last.after(row);
  return row;
}

/** @param {HTMLElement} row */
const isEmpty = (row) => [.../** @type {NodeListOf<any>} */ (row.querySelectorAll("input, select, textarea"))].every((input) => !input.value);

/** Leave one empty row in sight and let the button bring the next. @param {HTMLElement} box */
export function growList(box) {
  let seen = false;
  for (const row of rowsOf(box)) {
    row.hidden = seen && isEmpty(row);
    seen ||= isEmpty(row);
  }
  const button = box.querySelector("[data-add-row]");
  if (!button || button.hasAttribute("data-ready")) return;
  button.setAttribute("data-ready", "");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const row = rowsOf(box).find((each) => each.hidden) ?? addRow(box);
    row.hidden = false;
    /** @type {HTMLElement | null} */ (row.querySelector("select, textarea, input"))?.focus();
  });
}
