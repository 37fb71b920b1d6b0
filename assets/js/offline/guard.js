// @ts-check
/**
 * On every page of a signed-in person, where this device keeps records: whoever signs out is asked about what is not sent; whoever
 * signs in after somebody else is not shown theirs; what waits is sent from here too.
 */
import { countUnsent, forget, noteWhoIsHere, openDatabase, whoIsHere } from "./database.js";
import { records } from "./words.js";
import { forgetWorryPage } from "./worry.js";

const DEVICE = "/records/device/";
const SIGN_OUT = "/account/logout/";
const person = document.querySelector('meta[name="person"]')?.getAttribute("content") ?? "";

export async function guard() {
  if (!person || !(await navigator.serviceWorker?.getRegistration("/").catch(() => undefined))) return;
  const database = await openDatabase().catch(() => undefined);
  if (!database) return;
  document.addEventListener("submit", (event) => void beforeSigningOut(event, database));
  if (((await whoIsHere(database)) ?? person) !== person) await noteWhoIsHere(database, person);
  const unsent = await countUnsent(database, person);
  if (unsent) say(unsent);
}

/** @param {SubmitEvent} event @param {import("./database.js").Database} database */
async function beforeSigningOut(event, database) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (new URL(form.action).pathname !== SIGN_OUT) return;
  event.preventDefault();
  try {
    if (await countUnsent(database, person)) {
      location.assign(`${DEVICE}#/sign-out`);
      return;
    }
    await forget(database, person);
    await forgetWorryPage();
  } catch {
    // Signing out must not fail because of this; what is left is encrypted, and theirs alone.
  }
  form.submit();
}

/** @param {number} unsent */
function say(unsent) {
  const notice = document.createElement("aside");
  notice.className = "app-unsent";
  notice.setAttribute("aria-label", "On this phone");
  const link = Object.assign(document.createElement("a"), { className: "govuk-link", href: DEVICE });
  link.textContent = `${records(unsent)} on this phone not sent yet`;
  const inner = Object.assign(document.createElement("div"), { className: "govuk-width-container" });
  inner.append(link);
  notice.append(inner);
  document.querySelector("header")?.after(notice);
}
