// A number typed beside a slider is read as people write it, or not at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readNumber, readRange } from "../../book/_ext/livepages/web/src/typed_number.js";

const SHARE = { min: 0, max: 0.9, step: 0.05, whole: false, format: ".0%" };
const PLAIN = { min: 0, max: 1, step: 0.05, whole: false, format: ".2f" };
const WHOLE = { min: -20, max: 2000, step: 1, whole: true, format: "d" };
const GROUPED = { ...WHOLE, format: ",d" };

/** @type {[scale: object, rows: Record<string, number | null>][]} */
const CASES = [
  [SHARE, { "35%": 0.35, "35 %": 0.35, "35": 0.35, "0,35": 0.35, "0.35": 0.35, " .35 ": 0.35, "33%": 0.35, "0": 0, "5e0": 0.05 }],
  [SHARE, { "": null, "95%": null, "-5": null, "3 5": null, "35%%": null, many: null, "1,2,3": null, NaN: null, Infinity: null }],
  [PLAIN, { "0,25": 0.25, "0.25": 0.25, "25%": 0.25, "1": 1, "25": null, "2.5.1": null }],
  [WHOLE, { "12": 12, "−12": -12, "35%": 35, "2.5": null, "1,5": null, "1,000": null, "2001": null }],
  [GROUPED, { "1,000": 1000, "1000": 1000, "1,5": null }],
  [{ ...PLAIN, step: 0 }, { "0,123": 0.123 }],
];
for (const [scale, rows] of CASES) {
  for (const [typed, value] of Object.entries(rows)) {
    test(`“${typed}” on a slider from ${scale.min} to ${scale.max}, shown as ${scale.format}, is ${value}`, () => {
      assert.equal(readNumber(typed, scale), value);
    });
  }
}

test("two numbers come with a hyphen, a dash, a colon or a word between them, the smaller first", () => {
  for (const typed of ["10% – 30%", "10-30", "0,1 : 0,3", "0.1 to 0.3", "10% 30%"]) {
    assert.deepEqual(readRange(typed, SHARE), [0.1, 0.3], typed);
  }
  assert.deepEqual(readRange("-3 - -1", WHOLE), [-3, -1]);
  for (const typed of ["30 – 10", "10", "10 – 300", "a – b", ""]) assert.equal(readRange(typed, SHARE), null, typed);
});
