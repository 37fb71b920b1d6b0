// @ts-check
/** The page "I am worried about someone" is kept for when there is no signal: its numbers, nobody's name. See sw.js. */

export const WORRY = "/safeguarding/worry/";
const CACHE = "alongside-worry";

export async function keepWorryPage() {
  if (!("caches" in globalThis)) return;
  try {
    const page = await fetch(WORRY, { headers: { "X-To-Keep": "1" }, cache: "no-store", redirect: "error" });
    // Only a page that says it is fit to be kept: it has no name and no token on it.
    if (!page.ok || !page.headers.has("X-Alongside-Shell")) return;
    await (await caches.open(CACHE)).put(WORRY, page);
  } catch {
    // No signal: the page that was kept before stays.
  }
}

export const forgetWorryPage = async () => ("caches" in globalThis ? caches.delete(CACHE) : false);
