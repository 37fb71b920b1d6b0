// @ts-check
import { initAll } from "./vendor/govuk-frontend.min.js";
import { foldOnPhones } from "./fold.js";
import { guard } from "./offline/guard.js";
import { prepareHtmx } from "./htmx-config.js";

prepareHtmx({ onNewContent: (scope) => initAll({ scope }) });
initAll();
foldOnPhones();
void guard();
