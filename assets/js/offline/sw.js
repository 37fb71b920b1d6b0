// @ts-check
/// <reference lib="webworker" />
// Keeps the page for recording at hand where there is no signal. Served at /sw.js behind one line that says what belongs to it:
//   const SHELL = { version, page, worry, files, hashed };
// It keeps that page, its styles, scripts and symbols, and nothing else: no answer with anybody's name ever enters a cache here.
// It does not know of drafts; they are in the page's own database, which no new version of this script touches.

/** @type {{ version: string, page: string, worry: string, files: string[], hashed: boolean }} */
// @ts-ignore - written by the server in front of this file
const shell = SHELL;
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const OURS = "alongside-shell-";
const CACHE = OURS + shell.version;
const WORRY = "alongside-worry"; // one page, without names, put there by the page for recording
const PATIENCE = 3_000;
const FILES = new Set(shell.files);
/** Where a person without signal is better served by what is on the phone than by the browser's own error. */
const LEADS_HERE = ["/records/", "/today/"];

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(Promise.all([tidy(), worker.clients.claim()])));

/** All or nothing: with one file missing the version before stays in charge. */
async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(shell.files.map((file) => new Request(file, { cache: "reload" })));
  // Without cookies, so that nobody's name can be on it.
  const page = await fetch(shell.page, { credentials: "omit", cache: "reload" });
  if (!isOurs(page)) throw new Error("The page for recording did not come.");
  await cache.put(shell.page, page);
  await worker.skipWaiting();
}

/** A page that is open has all its scripts in memory, so what the version before kept may go. */
async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
}

/** @param {Response} answer */
const isOurs = (answer) => answer.ok && !answer.redirected && answer.headers.has("X-Alongside-Shell");

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    if (address.pathname === shell.page) event.respondWith(page(request));
    else if (address.pathname === shell.worry) event.respondWith(worry(request));
    else if (address.pathname === "/" || LEADS_HERE.some((start) => address.pathname.startsWith(start))) event.respondWith(other(request));
  } else if (FILES.has(address.pathname)) {
    event.respondWith(file(request, address.pathname));
  }
});

/** From the network, unless it is slow, silent or not ours (a captive portal); then as it was kept. @param {Request} request */
async function page(request) {
  const kept = (await caches.open(CACHE)).match(shell.page);
  const fresh = await soon(request);
  if (fresh && isOurs(fresh)) return fresh;
  return (await kept) ?? fresh ?? Response.error();
}

/** @param {Request} request */
async function worry(request) {
  const fresh = await soon(request);
  if (fresh && (fresh.type === "opaqueredirect" || fresh.status < 500)) return fresh;
  const kept = await (await caches.open(WORRY)).match(shell.worry);
  return kept ?? page(new Request(shell.page));
}

/** @param {Request} request */
async function other(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(CACHE)).match(shell.page)) ?? Response.error();
  }
}

/** @param {Request} request @param {string} path */
async function file(request, path) {
  const kept = await (await caches.open(CACHE)).match(path);
  if (shell.hashed && kept) return kept; // its name says what is in it
  return (await soon(request)) ?? kept ?? Response.error();
}

/** What the network says, if it says it soon. @param {Request} request @returns {Promise<Response | undefined>} */
async function soon(request) {
  /** @type {number | undefined} */
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE)));
  try {
    return /** @type {Response | undefined} */ (await Promise.race([fetch(request), late]));
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
