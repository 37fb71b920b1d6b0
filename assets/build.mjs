// Builds what the pages need into the package, where the wheel carries it. Run by `make assets`; needs `npm ci` first.
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";
import { iconPng } from "./icon.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const FROM_NPM = join(ROOT, "node_modules");
const OUT = join(ROOT, ".build/assets");
const IN_PACKAGE = join(ROOT, "src/alongside/web/static/built");

const VENDOR = {
  "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "idb.js": "idb/build/index.js",
};

async function compileStyles() {
  for (const name of ["app", "print", "public"]) {
    const { css } = await sass.compileAsync(join(ROOT, `assets/scss/${name}.scss`), {
      style: "compressed",
      importers: [new sass.NodePackageImporter(ROOT)],
    });
    if (css.includes("GDS Transport")) throw new Error(`${name}.css names GDS Transport, which a council may not use.`);
    await writeFile(join(OUT, `${name}.css`), css);
  }
}

async function copyVendor() {
  await mkdir(join(OUT, "vendor"));
  for (const [name, source] of Object.entries(VENDOR)) {
    const text = await readFile(join(FROM_NPM, source), "utf8");
    // The source map stays behind, so the line that points at it goes too.
    await writeFile(join(OUT, "vendor", name), text.replace(/\/\/# sourceMappingURL=\S+/, ""));
  }
  await cp(join(ROOT, "assets/NOTICES.txt"), join(OUT, "vendor/NOTICES.txt"));
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([
  compileStyles(),
  copyVendor(),
  cp(join(ROOT, "assets/js"), OUT, { recursive: true }),
  cp(join(ROOT, "assets/images"), OUT, { recursive: true }),
  writeFile(join(OUT, "icon-180.png"), iconPng(180)),
]);
// Swapped in whole, so that a page never meets half a build.
await rm(IN_PACKAGE, { recursive: true, force: true });
await mkdir(dirname(IN_PACKAGE), { recursive: true });
await rename(OUT, IN_PACKAGE);
console.log("Styles and scripts are built.");
