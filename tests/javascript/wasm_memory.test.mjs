// A snapshot's memory as the difference to what lies in memory before Python runs, and back again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { differ, initial, sumOf } from "../../book/_ext/livepages/web/src/wasm_memory.js";

const bytes = (...values) => Uint8Array.from(values);

test("memory comes back from its difference, whichever of the two is longer", () => {
  const before = bytes(1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0);
  for (const after of [bytes(1, 2, 3, 4, 9, 9, 9, 9), bytes(...before, 1, 2, 3), bytes(...before)]) {
    const first = initial(before, 8);
    const memory = after.slice();
    differ(memory, first);
    differ(memory, first);
    assert.deepEqual(memory, after);
  }
});

test("what is as it was before weighs nothing, and what comes after it is left alone", () => {
  const before = bytes(1, 2, 3, 4, 5, 6, 7, 8);
  const memory = bytes(1, 2, 3, 4, 5, 6, 7, 9, 7, 7, 7);
  differ(memory, initial(before, 8));
  assert.deepEqual(memory, bytes(0, 0, 0, 0, 0, 0, 0, 1, 7, 7, 7));
});

test("one bit of what lies in memory before, or two words that change places, make another sum", () => {
  const sum = (...values) => sumOf(initial(bytes(...values), values.length));
  const known = sum(1, 0, 0, 0, 2, 0, 0, 0);
  assert.equal(sum(1, 0, 0, 0, 2, 0, 0, 0), known);
  assert.notEqual(sum(1, 0, 0, 0, 2, 0, 0, 128), known);
  assert.notEqual(sum(2, 0, 0, 0, 1, 0, 0, 0), known);
});
