// @ts-check

/** Under a strict content security policy htmx may neither evaluate strings nor add a style element. */
export const SAFE_SETTINGS = {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  // A form with errors comes back as 422 and must be shown like any other answer.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
};

/** @returns {string | null} */
export function csrfToken(root = document) {
  const meta = root.querySelector('meta[name="csrf-token"]');
  const field = root.querySelector('input[name="csrfmiddlewaretoken"]');
  return meta?.getAttribute("content") ?? field?.getAttribute("value") ?? null;
}

/**
 * @param {{ onNewContent: (scope: HTMLElement) => void }} options
 * @param {any} htmx the library, absent on pages that do not load it
 */
export function prepareHtmx({ onNewContent }, htmx = /** @type {any} */ (globalThis).htmx) {
  if (!htmx) return;
  Object.assign(htmx.config, SAFE_SETTINGS);
  document.addEventListener("htmx:configRequest", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    const token = csrfToken();
    if (token && detail.verb !== "get") detail.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:load", (event) => {
    const scope = /** @type {CustomEvent} */ (event).detail.elt;
    if (scope instanceof HTMLElement && scope !== document.body) onNewContent(scope);
  });
}
