// @ts-check
/** Where the arrow keys lead on the board: from cell to cell among those that are possible. */

/** @typedef {{ key: string, row: number, column: number }} Place */

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @param {string} key */
export const isArrow = (key) => Object.hasOwn(STEPS, key);

/**
 * The nearest possible place in the direction of the arrow: straight ahead if there is one, else the nearest to that line.
 * @param {Place} from
 * @param {Place[]} places
 * @param {string} arrow
 * @returns {Place | null}
 */
export function nextPlace(from, places, arrow) {
  const [down, right] = STEPS[arrow];
  let best = null;
  let least = Infinity;
  for (const place of places) {
    const along = down ? (place.row - from.row) * down : (place.column - from.column) * right;
    const aside = down ? Math.abs(place.column - from.column) : Math.abs(place.row - from.row);
    if (along <= 0) continue;
    const far = aside * 1000 + along;
    if (far < least) [best, least] = [place, far];
  }
  return best;
}
