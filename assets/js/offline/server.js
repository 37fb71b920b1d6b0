// @ts-check
/**
 * What this device asks of the server, and what it believes of the answers. Only an answer in our own words counts: a hotel's
 * sign-in page, a proxy's error, a redirect or half an answer all mean the same as no answer, which is "not sent".
 *
 * @typedef {{ said: "answer", status: number, body: any } | { said: "nothing", status?: number }} Heard
 */

export const ADDRESS = "/records/device/";
const PATIENCE = 20_000;

export class Server {
  /** @param {{ fetch?: typeof fetch, address?: string, patience?: number }} [given] */
  constructor({ fetch: ask = (...given) => fetch(...given), address = ADDRESS, patience = PATIENCE } = {}) {
    this.ask = ask;
    this.address = address;
    this.patience = patience;
    /** Nobody did this: the page asks on its own, which must not keep a session alive. */
    this.byItself = false;
  }

  /** @returns {Promise<Heard>} */
  today() {
    return this.hear("today/", {});
  }

  /** @returns {Promise<Heard>} */
  csrf() {
    return this.hear("csrf/", {});
  }

  /** @param {object} body @param {string} csrf @returns {Promise<Heard>} */
  send(body, csrf) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
    return this.hear("send/", { method: "POST", headers, body: JSON.stringify(body) });
  }

  /** @param {string} what @param {RequestInit} request @returns {Promise<Heard>} */
  async hear(what, request) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.patience);
    const headers = { Accept: "application/json", ...(this.byItself ? { "X-By-Itself": "1" } : {}), ...request.headers };
    try {
      const answer = await this.ask(this.address + what, {
        ...request,
        headers,
        cache: "no-store",
        credentials: "same-origin",
        redirect: "manual",
        signal: limit.signal,
      });
      if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) return { said: "nothing", status: answer.status };
      const body = await answer.json();
      return typeof body === "object" && body !== null ? { said: "answer", status: answer.status, body } : { said: "nothing" };
    } catch {
      return { said: "nothing" };
    } finally {
      clearTimeout(timer);
    }
  }
}
