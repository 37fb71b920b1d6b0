// @ts-check
import { csrfToken } from "../htmx-config.js";

/** @typedef {{ tone: "better" | "fine" | "worse" | "no", words: string, choice: string }} Possibility */
/** @typedef {{ cells: Record<string, Possibility>, version: number, locked: boolean }} Places */
/** @typedef {{ said: string, problems: string[], changes: string[], version: number | null }} Answer */

const LOST = "The server did not answer. Check your connection, then try again.";

/**
 * @param {string} visit address of the visit
 * @param {string} by rows of the board
 * @returns {Promise<Places>}
 */
export async function placesFor(visit, by) {
  const answer = await fetch(`${visit}places/?by=${by}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("The visit is no longer in the plan.");
  return answer.json();
}

/**
 * @param {string} address
 * @param {Record<string, string>} fields
 * @returns {Promise<Answer>}
 */
export async function send(address, fields) {
  const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken: csrfToken() ?? "" });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) throw new Error(LOST);
    return await answer.json();
  } catch {
    return { said: "", problems: [LOST], changes: [], version: null };
  }
}

/** The live part of this page as it is now on the server. @returns {Promise<Element | null>} */
export async function freshBoard() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board-live");
}
