import assert from "node:assert/strict";
import { test } from "node:test";
import { isArrow, nextPlace } from "../js/board/aim.js";

const at = (row, column) => ({ key: `${row} ${column}`, row, column });
const from = at(5, 5);

test("an arrow leads straight ahead before it leads aside", () => {
  const places = [at(5, 9), at(6, 6), at(4, 5)];

  assert.equal(nextPlace(from, places, "ArrowRight").key, "5 9");
});

test("with nothing straight ahead it leads to what is nearest to that line", () => {
  const places = [at(9, 6), at(6, 8), at(2, 6)];

  assert.equal(nextPlace(from, places, "ArrowRight").key, "6 8");
});

test("of two in line the nearer is next", () => {
  const places = [at(1, 5), at(3, 5), at(8, 5)];

  assert.equal(nextPlace(from, places, "ArrowUp").key, "3 5");
  assert.equal(nextPlace(from, places, "ArrowDown").key, "8 5");
});

test("where nothing lies that way there is no next place", () => {
  assert.equal(nextPlace(from, [at(5, 9), at(2, 5)], "ArrowLeft"), null);
  assert.equal(nextPlace(from, [], "ArrowDown"), null);
});

test("only arrows are arrows", () => {
  assert.deepEqual(["ArrowUp", "Enter", "toString"].map(isArrow), [true, false, false]);
});
