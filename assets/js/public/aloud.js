// @ts-check
// Reads the page aloud, where this device has a voice for its language. Nothing is sent anywhere.

const SPOKEN = "h1, h2, p, li, legend, label, dt, dd, .govuk-hint, .app-q__note";

export function readAloud() {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-aloud]"));
  const voices = globalThis.speechSynthesis;
  if (!button || !voices) return;
  const offer = () => {
    button.hidden = !voiceFor(document.documentElement.lang);
  };
  offer();
  voices.onvoiceschanged = offer;
  const [read, stop] = [button.textContent ?? "", button.dataset.stop ?? ""];
  const done = () => {
    button.textContent = read;
  };
  button.onclick = () => {
    if (voices.speaking || voices.pending) {
      voices.cancel();
      done();
      return;
    }
    const parts = spoken();
    parts.forEach((part, n) => voices.speak(utterance(part, n === parts.length - 1 ? done : null)));
    button.textContent = stop;
  };
}

/** @param {string} language */
function voiceFor(language) {
  const voices = speechSynthesis.getVoices().filter((voice) => voice.lang.split(/[-_]/)[0] === language);
  return voices.find((voice) => voice.localService) ?? null; // a voice in the cloud would send the words away
}

/** Whole sentences in the order they stand, each once. */
function spoken() {
  const all = [...document.querySelectorAll(`main :is(${SPOKEN})`)];
  return all.filter((each) => {
    const partOfAnother = each.parentElement?.closest(`main :is(${SPOKEN})`);
    return !partOfAnother && !each.closest("[aria-hidden=true]") && /** @type {HTMLElement} */ (each).checkVisibility?.() !== false;
  });
}

/**
 * @param {Element} part
 * @param {(() => void) | null} done
 */
function utterance(part, done) {
  const language = part.closest("[lang]")?.getAttribute("lang") ?? "en";
  const words = new SpeechSynthesisUtterance(part.textContent?.replace(/\s+/g, " ").trim());
  words.lang = language;
  words.voice = voiceFor(language);
  words.rate = 0.9;
  words.onend = done;
  return words;
}
