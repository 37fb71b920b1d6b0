// @ts-check
/** The page for recording: which view stands, and when it is drawn anew. */
import { Device } from "./device.js";
import { element, piece } from "./dom.js";
import { writing } from "./form.js";
import { home } from "./home.js";
import { leaving } from "./leaving.js";
import { Locked } from "./shelf.js";
import { Signals } from "./signals.js";
import { records as counted } from "./words.js";

const root = /** @type {HTMLElement} */ (document.getElementById("device"));
const place = /** @type {HTMLElement} */ (root.querySelector("[data-place]"));
const who = /** @type {HTMLElement | null} */ (document.querySelector("[data-person]"));
const { online = "/", signIn = "/" } = root.dataset;
const device = new Device();
const signals = new Signals((byItself) => device.meet(byItself));

/** @type {(() => Promise<void>) | null} */
let leave = null;
let drawing = Promise.resolve();
let arrived = false;

const page = {
  device,
  /** @param {string} where */
  go(where) {
    if (location.hash === where || (where === "#" && !location.hash)) draw();
    else location.hash = where;
  },
  send: () => void signals.now(),
};

/** One drawing after the other, each of what stands then. @param {boolean} [moved] the person went somewhere */
function draw(moved = false) {
  drawing = drawing.then(() => show(moved)).catch(trouble);
  return drawing;
}

/** @param {boolean} moved */
async function show(moved) {
  const where = location.hash.slice(1);
  if (leave && !moved) return; // what is being written is not drawn over
  await leave?.();
  leave = null;
  const view = await viewOf(where);
  if (!view) return;
  const held = moved ? null : document.activeElement?.getAttribute("data-act");
  place.replaceChildren(view);
  place.removeAttribute("aria-busy");
  name();
  const heading = /** @type {HTMLElement | null} */ (place.querySelector("h1"));
  // Never with a name of a team or person: browsers keep titles in their history.
  document.title = `${place.querySelector("[data-error]") ? "Error: " : ""}${heading?.querySelector("[data-slot=title]")?.textContent || heading?.textContent || "Record a visit"} - Alongside`;
  if (moved && arrived) {
    heading?.focus();
    scrollTo(0, 0);
  } else if (held) {
    /** @type {HTMLElement | null} */ (place.querySelector(`[data-act="${held}"]`))?.focus();
  }
  arrived = true;
}

/** @param {string} where @returns {Promise<DocumentFragment | undefined>} */
async function viewOf(where) {
  if (where === "/cleared") return message("This phone is cleared", "Nothing of yours is on it any more. There was no signal, so you may still be signed in: sign out when there is.");
  if (!device.shelf) return nobody();
  if (where === "/sign-out") return leaving(page);
  if (device.shelf.isLocked) return locked();
  const [, id] = where.match(/^\/write\/([0-9a-f-]{36})$/) ?? [];
  if (id) {
    const written = await writing(page, id);
    if (written) {
      leave = written.leave;
      return written.view;
    }
    history.replaceState(null, "", "#");
  }
  return home(page);
}

async function name() {
  const known = await device.day().catch(() => undefined);
  if (!who) return;
  who.hidden = !known;
  who.textContent = known ? known.day.name : "";
}

function nobody() {
  if (device.ending === "signed out") {
    return message("Sign in to record a visit", "Then your visits are on this phone, and you can record them where there is no signal.", "Sign in", device.signIn || signIn);
  }
  if (device.ending === "no answer") {
    return message("There is no signal", "Your visits are not on this phone. Open this page once where there is signal, signed in, and they will be.", "", "", true);
  }
  return element("p", { class: "govuk-body-l" }, "Fetching your visits…");
}

/** @param {string} [problem] */
async function locked(problem) {
  const count = await device.unsent();
  const text = count ? `${counted(count)} on this phone ${count === 1 ? "is" : "are"} not sent. ${count === 1 ? "It is" : "They are"} safe, and can be read and sent once you unlock.` : "Your visits are on this phone. Only your passkey opens it.";
  const unlock = async () => {
    try {
      await device.unlock();
      await draw(true);
      void signals.now();
    } catch {
      place.replaceChildren(await locked("Your passkey was not used. Try again."));
    }
  };
  return piece("locked", { slots: { text, problem }, shown: { problem }, acts: { unlock } });
}

/** @param {string} title @param {string} text @param {string} [link] @param {string} [to] @param {boolean} [again] */
function message(title, text, link = "", to = "", again = false) {
  return piece("message", { slots: { title, text, link }, links: { link: to }, shown: { link, again }, acts: { again: page.send } });
}

/** @param {unknown} problem */
function trouble(problem) {
  if (problem instanceof Locked) return location.reload();
  place.replaceChildren(NO_STORE());
}

const NO_STORE = () =>
  message(
    "This browser cannot keep records",
    "It is in private mode, or its storage is full or switched off. Nothing you type here would be saved, so record online instead: you need a signal for that.",
    "Record online",
    online,
  );

const OUTDATED = () => message("Alongside has been updated", "What you wrote is saved on this phone. Open this page again to go on.", "Open again", location.pathname);

addEventListener("hashchange", () => draw(true));
device.addEventListener("change", () => draw());

try {
  await device.start(async () => {
    await leave?.().catch(() => undefined);
    leave = null;
    place.replaceChildren(OUTDATED());
  });
  await draw(true);
  await navigator.serviceWorker?.register("/sw.js", { scope: "/" }).catch(() => undefined);
  await signals.now();
  await draw();
} catch (problem) {
  trouble(problem);
}
