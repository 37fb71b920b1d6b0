// @ts-check
/**
 * On every page of a signed-in person, where this device keeps records: whoever signs out is asked about what is not sent; whoever
 * signs in after somebody else is not shown theirs; what waits is sent from here too.
 */
import { countUnsent, forget, noteWhoIsHere, openDatabase, whoIsHere } from "./database.js";
import { element } from "./dom.js";
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
  say(await countUnsent(database, person));
  const rows = await database.getAllFromIndex("records", "person", person);
  if (rows.some((each) => each.ready_at && !each.sent_at && !each.refused_at)) await send();
  say(await countUnsent(database, person));
}

/** What waits goes from any page. Locked by a passkey it waits for the page that asks for one. */
async function send() {
  const { Device } = await import("./device.js");
  const device = new Device();
  await device.start(() => undefined);
  device.server.byItself = true;
  await device.send();
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
  const link = document.querySelector(".app-unsent a") ?? notice();
  link.textContent = unsent ? `${records(unsent)} on this phone not sent yet` : "";
  /** @type {HTMLElement} */ (link.closest(".app-unsent")).hidden = !unsent;
}

function notice() {
  const link = element("a", { class: "govuk-link", href: DEVICE });
  document.querySelector("header")?.after(
    element("aside", { class: "app-unsent", "aria-label": "On this phone" }, element("div", { class: "govuk-width-container" }, link)),
  );
  return link;
}
