// @ts-check
/** When to try again: signal is back, the page is looked at, or some time has passed. The browser's own word on signal is a hint, no more. */

const WAITS = [5_000, 15_000, 60_000, 300_000];

/** How long to wait after so many tries without an answer; a little uneven, so that phones do not all come at once. @param {number} tries @param {number} chance 0 to 1 */
export const waitAfter = (tries, chance = Math.random()) => Math.round(WAITS[Math.min(tries, WAITS.length - 1)] * (0.8 + 0.4 * chance));

export class Signals {
  /** @param {(byItself: boolean) => Promise<boolean>} attempt true when nothing is left to try; told whether a person had a hand in it */
  constructor(attempt) {
    this.attempt = attempt;
    this.tries = 0;
    this.trying = false;
    this.wanted = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.now());
    addEventListener("pageshow", (event) => event.persisted && this.now());
  }

  /** From the beginning: something has changed for the better. */
  now() {
    this.tries = 0;
    return this.again();
  }

  /** One attempt after the other: what is asked for meanwhile is done next. @param {boolean} [byItself] */
  async again(byItself = false) {
    clearTimeout(this.timer);
    this.wanted = true;
    if (this.trying) return;
    this.trying = true;
    let done = false;
    try {
      while (this.wanted) {
        this.wanted = false;
        done = await this.attempt(byItself);
      }
    } finally {
      this.trying = false;
    }
    if (done) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(true), waitAfter(this.tries));
    this.tries += 1;
  }
}
