import assert from "node:assert/strict";
import { test } from "node:test";

import { SAFE_SETTINGS, csrfToken, prepareHtmx } from "../js/htmx-config.js";

const page = (found) => ({ querySelector: (selector) => found[selector] ?? null });
const element = (name, value) => ({ getAttribute: (asked) => (asked === name ? value : null) });

test("the token comes from the meta element before any form", () => {
  const root = page({
    'meta[name="csrf-token"]': element("content", "from-meta"),
    'input[name="csrfmiddlewaretoken"]': element("value", "from-form"),
  });

  assert.equal(csrfToken(root), "from-meta");
});

test("the token falls back to a form on the page, then to nothing", () => {
  assert.equal(csrfToken(page({ 'input[name="csrfmiddlewaretoken"]': element("value", "from-form") })), "from-form");
  assert.equal(csrfToken(page({})), null);
});

test("htmx is told to evaluate nothing and to show forms that come back with errors", () => {
  const htmx = { config: { allowEval: true } };
  globalThis.document = { addEventListener() {} };

  prepareHtmx({ onNewContent() {} }, htmx);

  assert.deepEqual(htmx.config, SAFE_SETTINGS);
  assert.equal(SAFE_SETTINGS.allowEval, false);
  assert.equal(SAFE_SETTINGS.responseHandling.find(({ code }) => code === "422").swap, true);
});

test("a page without htmx is left alone", () => {
  assert.doesNotThrow(() => prepareHtmx({ onNewContent() {} }, undefined));
});
