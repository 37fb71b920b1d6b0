// @ts-check
// Leaving quickly: the page goes blank at once and its place in the history is given to another site.

const PRESSES = 3;
const WITHIN = 3000; // milliseconds

export function leaveQuickly() {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-exit]")) {
      event.preventDefault();
      leave();
    }
  });
  /** @type {number[]} */
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    pressed = [...pressed, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN);
    if (pressed.length >= PRESSES) leave();
  });
}

function leave() {
  const button = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-exit]"));
  if (!button) return;
  const address = button.href;
  globalThis.speechSynthesis?.cancel();
  document.title = "";
  document.body.replaceChildren(Object.assign(document.createElement("div"), { className: "public-blank" }));
  history.replaceState(null, "");
  location.replace(address);
}
