// @ts-check
/** Signing out clears this phone, so whoever has something unsent is asked first. */
import { piece, sure } from "./dom.js";
import { record, status } from "./home.js";
import { canChange, finish, isUnsent, stateOf } from "./record.js";
import { records as counted } from "./words.js";
import { forgetWorryPage } from "./worry.js";

/** @typedef {import("./home.js").Page} Page */

/** @param {Page} page @returns {Promise<DocumentFragment | undefined>} nothing when there is nothing to ask, and the person is on their way out */
export async function leaving(page) {
  const { device } = page;
  if ((await device.unsent()) === 0) {
    await signOut(device);
    return undefined;
  }
  const now = new Date();
  const unsent = device.own.isLocked ? [] : (await device.own.records()).filter(isUnsent);
  const count = await device.unsent();
  return piece("leaving", {
    slots: {
      title: `${counted(count)} on this phone ${count === 1 ? "has" : "have"} not been sent`,
      status: device.own.isLocked ? null : status(page, unsent, now),
      records: unsent.map((each) => record(page, each, now)),
    },
    shown: { send: unsent.some((each) => canChange(each) || stateOf(each) === "waiting") },
    acts: {
      send: async () => {
        for (const { id } of unsent) await device.own.change(id, (each) => finish(each, now));
        device.server.byItself = false;
        await device.send();
        if ((await device.unsent()) === 0) await signOut(device);
      },
      delete: async () => {
        const text = `${counted(count)} would be gone for good. Nobody else has ${count === 1 ? "it" : "them"}.`;
        if (await sure({ title: "Delete and sign out?", text, yes: "Delete and sign out" })) await signOut(device);
      },
    },
  });
}

/** @param {import("./device.js").Device} device */
async function signOut(device) {
  const heard = await device.server.csrf();
  await device.forget();
  await forgetWorryPage();
  if (heard.said === "answer" && heard.status === 200) return leave(heard.body.csrf);
  if (heard.said === "answer" && heard.status === 401) return location.replace(heard.body.sign_in);
  location.hash = "#/cleared";
}

/** The server ends the session in its own way, with its own page after it. @param {string} csrf */
function leave(csrf) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = /** @type {HTMLElement} */ (document.getElementById("device")).dataset.signOut ?? "";
  const token = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: csrf });
  form.append(token);
  document.body.append(form);
  form.submit();
}
