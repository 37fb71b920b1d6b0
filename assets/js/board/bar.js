// @ts-check
/** The bar at the foot of the window that says what is in hand and what letting go would mean, and the voice that reads it out. */

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class Bar {
  constructor() {
    this.element = byId("board-bar");
    this.said = byId("board-said");
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (this.element.querySelector(`.board-bar__${name}`));
    this.what = part("what");
    this.verdict = part("verdict");
    this.open = /** @type {HTMLAnchorElement} */ (part("open"));
    this.lock = part("lock");
    this.cancel = part("cancel");
  }

  /**
   * @param {string} what
   * @param {string} href
   * @param {boolean} locked
   */
  show(what, href, locked) {
    this.element.hidden = false;
    this.what.textContent = what;
    this.open.href = href;
    this.open.hidden = this.lock.hidden = this.cancel.hidden = false;
    this.lock.textContent = locked ? "Unlock" : "Lock";
    this.cancel.textContent = "Put it back";
  }

  /** What stays to be read after a change was made or refused. @param {string} what @param {string} words */
  tell(what, words) {
    this.element.hidden = false;
    this.what.textContent = what;
    this.verdict.textContent = words;
    this.open.hidden = this.lock.hidden = true;
    this.cancel.textContent = "Close";
  }

  /** @param {string} words @param {string} [aloud] */
  say(words, aloud = words) {
    this.verdict.textContent = words;
    this.speak(aloud);
  }

  /** @param {string} words */
  speak(words) {
    this.said.textContent = "";
    // A change of text in a region that was just emptied is read even when the words are the same.
    requestAnimationFrame(() => (this.said.textContent = words));
  }

  hide() {
    this.element.hidden = true;
    this.verdict.textContent = "";
  }
}
