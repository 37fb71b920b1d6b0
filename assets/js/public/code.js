// @ts-check
// Beside a code: copy it, print it. Without this, it is there to be written down.

export function copyAndPrint() {
  const copy = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-copy]"));
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.onclick = async () => {
      await navigator.clipboard.writeText(document.querySelector("[data-code]")?.textContent?.trim() ?? "");
      copy.textContent = copy.dataset.done ?? "";
    };
  }
  const print = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-print]"));
  if (print) {
    print.hidden = false;
    print.onclick = () => window.print();
  }
}
