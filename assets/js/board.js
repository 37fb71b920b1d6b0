// @ts-check
/** Moving visits on the board by mouse and keyboard. Without this script every visit is a link to a page that does the same. */
import { isArrow, nextPlace } from "./board/aim.js";
import { Bar } from "./board/bar.js";
import { freshBoard, placesFor, send } from "./board/server.js";

/** @typedef {import("./board/server.js").Possibility} Possibility */
/** @typedef {{ chip: HTMLAnchorElement, cells: Map<string, HTMLElement>, possible: Record<string, Possibility>, aimed: string | null }} Held */

const live = /** @type {HTMLElement} */ (document.getElementById("board-live"));
const bar = new Bar();
/** @type {Held | null} */
let held = null;
/** What was asked last: an answer that comes after something else was asked is dropped. */
let asked = 0;
/** Where the mouse is, or let go, while the answer is still to come. @type {string | null} */
let over = null;
let waiting = false;

const board = () => /** @type {HTMLTableElement | null} */ (live.querySelector("[data-board]"));
const version = () => board()?.dataset.version ?? "0";

/** @param {EventTarget | null} target */
const chipAt = (target) => /** @type {HTMLAnchorElement | null} */ (target instanceof Element ? target.closest("a[data-visit]") : null);
/** @param {EventTarget | null} target */
const cellAt = (target) => /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest("td[data-key]") : null);
/** @param {HTMLElement} chip */
const nameOf = (chip) => chip.querySelector(".govuk-visually-hidden")?.textContent?.trim() ?? "";

function prepare() {
  for (const chip of live.querySelectorAll("a[data-visit]")) {
    const locked = chip.hasAttribute("data-locked");
    chip.setAttribute("draggable", String(!locked));
    chip.setAttribute("role", "button");
  }
  for (const note of live.querySelectorAll("[data-needs-script]")) /** @type {HTMLElement} */ (note).hidden = false;
}

/** @type {Map<string, Promise<import("./board/server.js").Places>>} */
const answers = new Map();

/** Where this visit could go, asked once while the board stays as it is. @param {HTMLAnchorElement} chip */
function ask(chip) {
  const known = answers.get(chip.href) ?? placesFor(chip.href, board()?.dataset.by ?? "team");
  answers.set(chip.href, known);
  known.catch(() => answers.delete(chip.href));
  return known;
}

/** @param {HTMLAnchorElement} chip */
async function pickUp(chip) {
  putBack();
  const mine = ++asked;
  const table = board();
  if (!table) return;
  bar.show(nameOf(chip), chip.href, chip.hasAttribute("data-locked"));
  if (chip.hasAttribute("data-locked")) {
    bar.say("This visit is locked. Unlock it to move it.");
    return;
  }
  bar.verdict.textContent = "Looking where it could go…";
  waiting = true;
  over = null;
  /** @type {Record<string, Possibility>} */
  let possible;
  try {
    possible = (await ask(chip)).cells;
  } catch (problem) {
    if (mine === asked) bar.say(String(problem instanceof Error ? problem.message : problem));
    return;
  } finally {
    if (mine === asked) waiting = false;
  }
  if (mine !== asked) return;
  hold(table, chip, possible);
  if (over && over !== cellAt(chip)?.dataset.key) aim(over, false);
}

/**
 * @param {HTMLTableElement} table
 * @param {HTMLAnchorElement} chip
 * @param {Record<string, Possibility>} possible
 */
function hold(table, chip, possible) {
  /** @type {Map<string, HTMLElement>} */
  const cells = new Map();
  for (const cell of /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("td[data-key]"))) {
    const key = cell.dataset.key ?? "";
    cells.set(key, cell);
    if (key in possible) cell.dataset.tone = possible[key].tone;
  }
  table.classList.add("is-moving");
  chip.classList.add("is-held");
  chip.setAttribute("aria-pressed", "true");
  cellAt(chip)?.classList.add("is-origin");
  held = { chip, cells, possible, aimed: null };
  const count = legal().length;
  const where = count === 0 ? "There is nowhere it could go." : count === 1 ? "There is 1 place it could go." : `There are ${count} places it could go.`;
  bar.say(where, `Picked up ${nameOf(chip)}. ${where} Use the arrow keys, Enter to put it there, Escape to put it back, Tab for more.`);
}

const legal = () => {
  const { cells, possible } = /** @type {Held} */ (held);
  return [...cells].filter(([key]) => key in possible && possible[key].tone !== "no").map(([key, cell]) => placeOf(key, cell));
};

/** @param {string} key @param {HTMLElement} cell */
const placeOf = (key, cell) => ({
  key,
  row: /** @type {HTMLTableRowElement} */ (cell.parentElement).rowIndex,
  column: /** @type {HTMLTableCellElement} */ (cell).cellIndex,
});

/** @param {string | null} key @param {boolean} [aloud] */
function aim(key, aloud = true) {
  if (!held || key === held.aimed) return;
  if (held.aimed) held.cells.get(held.aimed)?.classList.remove("is-aimed");
  held.aimed = key;
  const cell = key ? held.cells.get(key) : null;
  if (!key || !cell) return;
  const found = held.possible[key];
  const words = `${cell.dataset.words}. ${found ? found.words : "Not possible: nothing is offered there"}.`;
  if (found && found.tone !== "no") cell.classList.add("is-aimed");
  if (aloud) bar.say(words);
  else bar.verdict.textContent = words;
}

function putBack() {
  asked++;
  waiting = false;
  if (held) {
    const { chip, cells } = held;
    held = null;
    board()?.classList.remove("is-moving");
    chip.classList.remove("is-held");
    chip.removeAttribute("aria-pressed");
    for (const cell of cells.values()) {
      cell.removeAttribute("data-tone");
      cell.classList.remove("is-aimed", "is-origin");
    }
  }
  bar.hide();
}

/** @param {string} key */
async function putDown(key) {
  if (!held) return;
  const { chip, possible } = held;
  const found = possible[key];
  if (!found || found.tone === "no") {
    aim(key);
    return;
  }
  const { href } = chip;
  const visit = chip.dataset.visit ?? "";
  putBack();
  bar.tell("Moving", "…");
  tell(await send(`${href}move/`, { choice: found.choice, version: version() }), visit);
}

/** @param {import("./board/server.js").Answer} answer @param {string} visit */
async function tell(answer, visit) {
  const said = answer.said || [...answer.problems, ...answer.changes].join(" ");
  const fresh = answer.said || answer.changes.length ? await freshBoard() : null;
  if (fresh) {
    live.replaceChildren(...fresh.childNodes);
    answers.clear();
    prepare();
  }
  bar.tell(answer.said ? "Done" : "Nothing was changed", said);
  bar.speak(said);
  const chip = /** @type {HTMLElement | null} */ (live.querySelector(`a[data-visit="${CSS.escape(visit)}"]`));
  chip?.focus({ preventScroll: true });
  chip?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// --- Mouse: drag, or press and press again ---

live.addEventListener("click", (event) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const chip = chipAt(event.target);
  const cell = cellAt(event.target);
  if (held && cell && chip !== held.chip) {
    event.preventDefault();
    putDown(cell.dataset.key ?? "");
  } else if (chip) {
    event.preventDefault();
    if (held?.chip === chip) putBack();
    else pickUp(chip);
  }
});

// A press is nearly always the start of a move, so the question is asked before the button comes up.
live.addEventListener("pointerdown", (event) => {
  const chip = chipAt(event.target);
  if (chip && !held && !chip.hasAttribute("data-locked")) ask(chip).catch(() => undefined);
});

live.addEventListener("dragstart", (event) => {
  const chip = chipAt(event.target);
  if (!chip || !event.dataTransfer) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", nameOf(chip));
  pickUp(chip);
});

/** @param {DragEvent} event */
function dragOver(event) {
  const key = cellAt(event.target)?.dataset.key;
  if (!key || !(held || waiting)) return;
  over = key;
  if (held) aim(key);
  if (waiting || (held && held.possible[key] && held.possible[key].tone !== "no")) event.preventDefault();
}

live.addEventListener("dragenter", dragOver);
live.addEventListener("dragover", dragOver);

// Let go before the answer came: the visit stays in hand, aimed there, so that nobody drops what they have not read.
live.addEventListener("drop", (event) => {
  const key = cellAt(event.target)?.dataset.key;
  if (!key || !(held || waiting)) return;
  event.preventDefault();
  over = key;
  if (held) putDown(key);
});

live.addEventListener("dragend", () => {
  if (held) putBack();
});

live.addEventListener("mouseover", (event) => {
  const key = cellAt(event.target)?.dataset.key;
  if (!key) return;
  over = key;
  if (held) aim(key, false);
});

// --- Keyboard ---

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !bar.element.hidden) {
    const chip = held?.chip;
    if (held) bar.speak("Put back.");
    putBack();
    chip?.focus();
    return;
  }
  const chip = chipAt(event.target);
  if (!chip || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (held?.chip !== chip) pickUp(chip);
    else if (held.aimed) putDown(held.aimed);
    else bar.speak("Choose a place with the arrow keys first.");
  } else if (held?.chip === chip && isArrow(event.key)) {
    event.preventDefault();
    step(event.key);
  } else if (event.key === "Tab" && !event.shiftKey && !bar.element.hidden && (held?.chip === chip || chip.hasAttribute("data-locked"))) {
    event.preventDefault();
    (bar.open.hidden ? bar.cancel : bar.open).focus();
  }
});

/** @param {string} arrow */
function step(arrow) {
  if (!held) return;
  const from = held.aimed ?? cellAt(held.chip)?.dataset.key ?? "";
  const cell = held.cells.get(from);
  const next = cell && nextPlace(placeOf(from, cell), legal(), arrow);
  if (!next) {
    bar.speak("Nothing further that way.");
    return;
  }
  aim(next.key);
  held.cells.get(next.key)?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// --- The bar ---

bar.cancel.addEventListener("click", () => {
  const chip = held?.chip;
  putBack();
  chip?.focus();
});

bar.lock.addEventListener("click", async () => {
  const href = bar.open.href;
  const visit = href.split("/").filter(Boolean).at(-1) ?? "";
  const locked = bar.lock.textContent === "Unlock" ? "no" : "yes";
  putBack();
  tell(await send(`${href}lock/`, { locked, version: version() }), visit);
});

prepare();
