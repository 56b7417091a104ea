// What can be done to a design gives the next design, and leaves the one before as it was.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as edit from "../../exercises/leverplug/widgets/parts/design.js";
import { design, tie } from "./support/kit.mjs";

// From quarter 2 to 9: 0.1 at first, 0.3 from quarter 4 on, 0.2 from quarter 7 on.
const AUNT = tie("kin-1", {
  start: 2,
  end: 9,
  changes: [
    { quarter: 4, effort: 0.3 },
    { quarter: 7, effort: 0.2 },
  ],
});
const ACME = design({
  ties: [AUNT, tie("kin-3"), tie("trade_fair-1", { effort: 0.2 })],
  links: [
    ["kin-1", "kin-3"],
    ["kin-3", "trade_fair-1"],
  ],
  positions: { "kin-1": [-0.5, 0], "kin-3": [-0.5, 0.4] },
});

test("a tie takes the effort of its latest change, and none outside its quarters", () => {
  const efforts = Array.from({ length: 10 }, (_, index) => edit.effortAt(AUNT, index + 1));
  assert.deepEqual(efforts, [0, 0.1, 0.1, 0.3, 0.3, 0.3, 0.2, 0.2, 0.2, 0]);
});

test("an open tie goes on for good", () => {
  assert.equal(edit.isActive(tie("kin-1", { start: 3 }), 2), false);
  assert.equal(edit.isActive(tie("kin-1", { start: 3 }), 3), true);
  assert.equal(edit.isActive(tie("kin-1", { start: 3 }), 40), true);
});

test("an effort that is not a number yet counts as none, one typed as text counts", () => {
  assert.equal(edit.effortAt(tie("kin-1", { effort: "plenty" }), 1), 0);
  assert.equal(edit.effortAt(tie("kin-1", { effort: null }), 1), 0);
  assert.equal(edit.effortAt(tie("kin-1", { effort: "0.4" }), 1), 0.4);
});

test("a tie is found by its id, and no other is taken for it", () => {
  assert.equal(edit.tieOf(ACME, "kin-3"), ACME.ties[1]);
  assert.equal(edit.tieOf(ACME, "kin-2"), undefined);
  assert.equal(edit.tieOf(ACME, ""), undefined);
});

test("a new tie takes the first number that its kind has free", () => {
  assert.equal(edit.freshId(ACME, "kin"), "kin-2");
  assert.equal(edit.freshId(ACME, "trade_fair"), "trade_fair-2");
  assert.equal(edit.freshId(ACME, "club"), "club-1");
});

test("a new tie comes last, and knows nobody", () => {
  const next = edit.withTie(ACME, tie("club-1"));
  assert.deepEqual(next.ties.map(({ id }) => id), ["kin-1", "kin-3", "trade_fair-1", "club-1"]);
  assert.deepEqual(next.links, ACME.links);
});

test("a tie that goes takes its own connections along and leaves the others", () => {
  const next = edit.withoutTie(ACME, "kin-1");
  assert.deepEqual(next.ties.map(({ id }) => id), ["kin-3", "trade_fair-1"]);
  assert.deepEqual(next.links, [["kin-3", "trade_fair-1"]]);
});

test("a change of one tie leaves the rest of it and of the design alone", () => {
  const next = edit.replaceTie(ACME, "kin-3", { label: "Bo" });
  assert.deepEqual(next.ties[1], { ...ACME.ties[1], label: "Bo" });
  assert.deepEqual([next.ties[0], next.ties[2]], [ACME.ties[0], ACME.ties[2]]);
});

test("up to its first quarter, and after its last, feeding a tie moves its own effort", () => {
  for (const quarter of [1, 2, 10]) {
    const fed = edit.tieOf(edit.feed(ACME, "kin-1", quarter, edit.STEP), "kin-1");
    assert.equal(fed.effort, 0.15, `in quarter ${quarter}`);
    assert.deepEqual(fed.changes, AUNT.changes);
  }
});

test("later, feeding a tie changes its effort from that quarter on, in order of time", () => {
  const fed = edit.tieOf(edit.feed(ACME, "kin-1", 5, edit.STEP), "kin-1");
  assert.equal(fed.effort, 0.1);
  assert.deepEqual(fed.changes, [
    { quarter: 4, effort: 0.3 },
    { quarter: 5, effort: 0.35 },
    { quarter: 7, effort: 0.2 },
  ]);
});

test("feeding a tie twice in one quarter leaves one change for it", () => {
  const once = edit.feed(ACME, "kin-1", 7, -edit.STEP);
  const twice = edit.tieOf(edit.feed(once, "kin-1", 7, -edit.STEP), "kin-1");
  assert.deepEqual(twice.changes, [
    { quarter: 4, effort: 0.3 },
    { quarter: 7, effort: 0.1 },
  ]);
});

test("no tie takes less than nothing or more than all of the effort", () => {
  assert.equal(edit.feed(ACME, "kin-3", 1, -1).ties[1].effort, 0);
  assert.equal(edit.feed(ACME, "kin-3", 1, 5).ties[1].effort, 1);
});

test("a tie that ends drops the changes planned for later", () => {
  const ended = edit.tieOf(edit.endAt(ACME, "kin-1", 6), "kin-1");
  assert.equal(ended.end, 6);
  assert.deepEqual(ended.changes, [{ quarter: 4, effort: 0.3 }]);
  assert.equal(edit.effortAt(ended, 7), 0);
});

test("a change of the last quarter itself stays", () => {
  assert.deepEqual(edit.endAt(ACME, "kin-1", 7).ties[0].changes, AUNT.changes);
});

test("contacts know one another whoever is named first", () => {
  assert.equal(edit.areLinked(ACME, "kin-3", "kin-1"), true);
  assert.equal(edit.areLinked(ACME, "kin-1", "kin-3"), true);
  assert.equal(edit.areLinked(ACME, "kin-1", "trade_fair-1"), false);
});

test("toggling a connection makes it, and toggling it from the other side cuts it", () => {
  const made = edit.toggleLink(ACME, "kin-1", "trade_fair-1");
  assert.deepEqual(made.links, [...ACME.links, ["kin-1", "trade_fair-1"]]);
  assert.deepEqual(edit.toggleLink(made, "trade_fair-1", "kin-1").links, ACME.links);
});

test("a contact is moved within the picture, to a ten-thousandth, and no other with it", () => {
  assert.deepEqual(edit.moveTo(ACME, "kin-1", [1.7, -3]).positions, {
    "kin-1": [1, -1],
    "kin-3": [-0.5, 0.4],
  });
  assert.deepEqual(edit.moveTo(ACME, "kin-1", [0.123456, -0.98768]).positions["kin-1"], [0.1235, -0.9877]);
});

test("a new tie begins with a tenth of effort, or with what is free in its quarters", () => {
  assert.equal(edit.freeEffort([1, 0.3, 0.5], 2), 0.1);
  assert.equal(edit.freeEffort([0, 0.93, 0.5], 2), 0.05);
  assert.equal(edit.freeEffort([0, 0.5, 0.97], 1), 0);
  assert.equal(edit.freeEffort([0.9], 1), 0.1);
  assert.equal(edit.freeEffort([0.5, 0.5], 1, 0.55), 0.05);
  assert.equal(edit.freeEffort([0.8], 1, 0.8), 0);
});
