// @ts-check
// Long lists arrive open, for those without scripts. On a phone they fold away, but for the first day and what a link asks for.

const PHONE = "(max-width: 40.0525em)";
const FOLDS = "details[data-fold-on-phones]";
const FOLDED_ON_PHONES = 'details[data-fold-on-phones="yes"]';

/** @param {string} which */
const openAll = (which) => document.querySelectorAll(which).forEach((each) => each.setAttribute("open", ""));

/** What the address points at is never folded away. */
const openWhatIsAskedFor = () => {
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked) asked.closest(FOLDS)?.setAttribute("open", "");
};

export function foldOnPhones() {
  addEventListener("beforeprint", () => openAll(FOLDS));
  addEventListener("hashchange", openWhatIsAskedFor);
  if (!matchMedia(PHONE).matches) return;
  document.querySelectorAll(FOLDED_ON_PHONES).forEach((each) => each.removeAttribute("open"));
  openWhatIsAskedFor();
}
