// Where things land on a screen: sizes by hand, and what must hold on every screen.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as geometry from "../../exercises/leverplug/widgets/parts/geometry.js";

const near = (actual, expected) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
const gap = ([ax, ay], [bx, by]) => Math.hypot(bx - ax, by - ay);

test("the whole of a layout, contacts and all, fits into the picture on every screen", () => {
  for (const width of [320, 390, 559, 560, 800, 1400]) {
    for (const count of [0, 5, 17, 40]) {
      const frame = geometry.frameFor(width, count);
      for (const place of [[-1, -1], [1, -1], [-1, 1], [1, 1]]) {
        const [x, y] = geometry.onScreen(frame, place);
        const where = `${place} of ${count} ties at ${width} px`;
        assert.ok(x - frame.radius >= 0 && x + frame.radius <= width, where);
        assert.ok(y - frame.radius >= 0 && y + frame.radius <= frame.height, where);
      }
    }
  }
});

test("a phone's picture is narrow, and grows with its ties up to 640 pixels", () => {
  assert.deepEqual([geometry.frameFor(559, 0).narrow, geometry.frameFor(560, 0).narrow], [true, false]);
  const heights = [0, 6, 30, 31].map((count) => geometry.frameFor(390, count).height);
  assert.deepEqual(heights, [340, 400, 640, 640]);
});

test("a wide picture is no higher than 600 pixels, or 62 hundredths of its width", () => {
  assert.equal(geometry.frameFor(800, 5).height, 350 + 5 * 16);
  assert.equal(geometry.frameFor(600, 5).height, 600 * 0.62);
  assert.equal(geometry.frameFor(1400, 40).height, 600);
});

test("many contacts, or a narrow screen, make each of them smaller", () => {
  const radii = [[800, 16], [800, 17], [400, 2]].map(([width, count]) => geometry.frameFor(width, count).radius);
  assert.deepEqual(radii, [19, 15, 15]);
});

test("the venture stands in the middle, and a point on the screen leads back to its place", () => {
  const frame = geometry.frameFor(700, 8);
  assert.deepEqual(geometry.onScreen(frame, [0, 0]), [350, frame.height / 2 - 6]);
  const [x, y] = geometry.offScreen(frame, geometry.onScreen(frame, [-0.52, 0.3]));
  near(x, -0.52);
  near(y, 0.3);
});

test("two contacts that cover one another both give way, along the line between them", () => {
  const points = new Map([["a", [100, 100]], ["b", [110, 100]]]);
  geometry.spread(points, 40, new Set());
  assert.deepEqual([...points], [["a", [85, 100]], ["b", [125, 100]]]);
});

test("what is pinned stays, and the other one gives way alone", () => {
  for (const pinned of ["a", "b"]) {
    const points = new Map([["a", [100, 100]], ["b", [100, 130]]]);
    geometry.spread(points, 40, new Set([pinned]));
    assert.deepEqual([...points], pinned === "a"
      ? [["a", [100, 100]], ["b", [100, 140]]]
      : [["a", [100, 90]], ["b", [100, 130]]]);
  }
});

test("contacts that cover nobody stay where they are", () => {
  const points = new Map([["a", [0, 0]], ["b", [40, 0]], ["c", [0, 100]]]);
  geometry.spread(points, 40, new Set());
  assert.deepEqual([...points], [["a", [0, 0]], ["b", [40, 0]], ["c", [0, 100]]]);
});

test("contacts on the very same point come apart as well", () => {
  const points = new Map(["venture", "a", "b", "c"].map((id) => [id, [300, 200]]));
  geometry.spread(points, 46, new Set(["venture"]));
  const placed = [...points.values()];
  assert.deepEqual(placed[0], [300, 200]);
  for (const [index, a] of placed.entries()) {
    for (const b of placed.slice(index + 1)) assert.ok(gap(a, b) >= 45, `${a} and ${b}`);
  }
});

test("boxes overlap when they share an area, not when they touch", () => {
  const box = geometry.boxAround([50, 20], 10, -8, 4);
  assert.deepEqual(box, { left: 40, right: 60, top: 12, bottom: 24 });
  for (const [other, covers] of [
    [{ left: 59, right: 90, top: 0, bottom: 13 }, true], // a corner
    [{ left: 45, right: 46, top: 15, bottom: 16 }, true], // inside
    [{ left: 60, right: 90, top: 12, bottom: 24 }, false], // side by side
    [{ left: 40, right: 60, top: 24, bottom: 30 }, false], // one below the other
    [{ left: 41, right: 59, top: 30, bottom: 40 }, false],
  ]) {
    assert.equal(geometry.overlaps(box, other), covers, JSON.stringify(other));
    assert.equal(geometry.overlaps(other, box), covers, JSON.stringify(other));
  }
});

test("a label has at most two lines, and says where words were left out", () => {
  assert.deepEqual(geometry.lines("Club members", 14), ["Club members"]);
  assert.deepEqual(geometry.lines("Industry association", 14), ["Industry", "association"]);
  assert.deepEqual(geometry.lines("Former colleagues of the founder abroad", 14), ["Former", "colleagues of …"]);
});

test("a word that is too long for a line is cut, and a space too many makes no line", () => {
  assert.deepEqual(geometry.lines("Donaudampfschifffahrt", 11), ["Donaudampfsc…"]);
  assert.deepEqual(geometry.lines("Aunt   Ada", 14), ["Aunt Ada"]);
  assert.deepEqual(geometry.lines("", 14), [""]);
});

test("an arrow goes to the nearest contact on its side, and straight on rather than askew", () => {
  const points = new Map([
    ["here", [0, 0]],
    ["right", [130, 0]], // nearer than the one askew: 130 against 60 + 2 × 50
    ["askew", [60, 50]],
    ["left", [-30, 0]],
    ["above", [0, -40]],
    ["below", [5, 70]],
  ]);
  const ways = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"];
  assert.deepEqual(ways.map((key) => geometry.neighbour(points, "here", key)), ["right", "left", "above", "below"]);
  points.set("right", [200, 0]); // now farther
  assert.equal(geometry.neighbour(points, "here", "ArrowRight"), "askew");
});

test("an arrow with nobody on its side goes nowhere", () => {
  const points = new Map([["here", [0, 0]], ["above", [10, -30]]]); // too far off the axis
  assert.equal(geometry.neighbour(points, "here", "ArrowRight"), null);
  assert.equal(geometry.neighbour(points, "here", "ArrowDown"), null);
  assert.equal(geometry.neighbour(points, "here", "ArrowUp"), "above");
});
