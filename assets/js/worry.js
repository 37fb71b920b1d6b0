// @ts-check
/** "I am worried about someone": sent now or not at all. What is typed is never stored; without signal the page says so and keeps it. */

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-worry]"));
const notSent = /** @type {HTMLElement} */ (form.querySelector("[data-not-sent]"));

/** The token of a page may be older than the session. */
async function freshToken() {
  const page = await fetch(form.action || location.href, { cache: "no-store", redirect: "error" });
  const found = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("input[name=csrfmiddlewaretoken]");
  return found instanceof HTMLInputElement ? found.value : null;
}

/** Where the person goes next; null when it was not sent. */
async function send() {
  const token = await freshToken();
  if (!token) return null;
  const typed = new FormData(form);
  typed.set("csrfmiddlewaretoken", token);
  const answer = await fetch(form.action || location.href, { method: "POST", body: typed, credentials: "same-origin" });
  return answer.ok && answer.redirected && answer.url.includes("/worry/sent") ? answer.url : null;
}

/** What is missing is said by the server, on a page of its own. */
const isWhole = () => {
  const typed = new FormData(form);
  return Boolean(String(typed.get("words") ?? "").trim() && typed.get("rang") && typed.get("about_staff"));
};

form.addEventListener("submit", async (event) => {
  if (!isWhole() && navigator.onLine) return;
  event.preventDefault();
  notSent.hidden = true;
  const next = await send().catch(() => null);
  if (next) return location.assign(next);
  notSent.hidden = false;
  notSent.focus();
});
