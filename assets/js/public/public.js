// @ts-check
// The pages for families. Each works without this; with it, they leave less behind and can be heard.
import { readAloud } from "./aloud.js";
import { copyAndPrint } from "./code.js";
import { leaveQuickly } from "./exit.js";
import { walkInOneEntry } from "./walk.js";

leaveQuickly();
walkInOneEntry({
  onNewPage() {
    for (const each of document.querySelectorAll("[data-script-only], [data-exit-how], [data-no-script]")) {
      /** @type {HTMLElement} */ (each).hidden = each.hasAttribute("data-no-script");
    }
    readAloud();
    copyAndPrint();
  },
});
