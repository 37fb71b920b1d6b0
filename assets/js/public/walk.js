// @ts-check
// The whole walk is one entry in the browser's history: each page takes the place of the one before it.
//
// What is needed to show the page again (sealed by the server) lies in that entry's state. Loading the page anew, or coming back to
// it, shows it as it was; leaving quickly gives the entry away, and what lay in it is gone.

/** @typedef {{ address: string, fields: [string, string][] }} Place */

const GO = "go";
const HERE = "here"; // show the page again, with what was typed

let busy = false;
/** @type {() => void} */
let prepare = () => {};

/** @param {{ onNewPage: () => void }} options */
export function walkInOneEntry({ onNewPage }) {
  prepare = onNewPage;
  document.addEventListener("submit", sendForm);
  document.addEventListener("click", followLink);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-return]") && history.state?.left) show(history.state.left);
  });
  const place = /** @type {Place | undefined} */ (history.state?.place);
  if (place) show(place);
  else ready(history.state?.left);
}

/** @param {SubmitEvent} event */
function sendForm(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method !== "post" || new URL(form.action).origin !== location.origin) return;
  event.preventDefault();
  const fields = fieldsOf(form);
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (button?.name) fields.push([button.name, button.value]);
  go(form.action, { method: "POST", body: new URLSearchParams(fields) }, history.state?.left);
}

/** @param {MouseEvent} event */
function followLink(event) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const there = new URL(link.href);
  if (there.origin !== location.origin || link.target || link.download || link.getAttribute("href")?.startsWith("#")) return;
  event.preventDefault();
  go(there.href, {}, placeNow() ?? history.state?.left);
}

/** @param {Place} place */
function show({ address, fields }) {
  const asked = fields.filter(([name]) => name !== GO);
  go(address, { method: "POST", body: new URLSearchParams([...asked, [GO, HERE]]) });
}

/**
 * @param {string} address
 * @param {RequestInit} options
 * @param {Place} [left] where the person was before they followed a link out of the walk
 */
async function go(address, options, left) {
  if (busy) return;
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { ...options, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.documentElement.classList.contains("public")) throw new Error("not a page of ours");
    swap(page);
    history.replaceState(null, "", options.method ? location.href : response.url);
    ready(left);
    takeFocus();
  } catch {
    trouble();
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
}

/** @param {Document} page */
function swap(page) {
  const root = document.documentElement;
  for (const name of ["lang", "dir", "class"]) root.setAttribute(name, page.documentElement.getAttribute(name) ?? "");
  globalThis.speechSynthesis?.cancel();
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
}

/** @param {Place} [left] */
function ready(left) {
  const place = placeNow();
  history.replaceState(place ? { place } : left ? { left } : null, "");
  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-return]"));
  if (button) button.hidden = Boolean(place) || !left;
  prepare();
}

/** @returns {Place | undefined} */
function placeNow() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-walk]"));
  return form ? { address: form.action, fields: fieldsOf(form) } : undefined;
}

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
function fieldsOf(form) {
  return [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [/** @type {[string, string]} */ ([name, value])] : []));
}

function takeFocus() {
  scrollTo(0, 0);
  const errors = /** @type {HTMLElement | null} */ (document.querySelector("[data-errors]"));
  (errors ?? document.getElementById("main-content"))?.focus({ preventScroll: !errors });
}

function trouble() {
  const words = /** @type {HTMLElement | null} */ (document.querySelector("[data-trouble]"));
  if (!words) return;
  words.hidden = false;
  words.scrollIntoView({ block: "center" });
}
