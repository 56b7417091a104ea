// Where words fit beside the contacts. In a picture of 800 pixels a contact has a radius of 19, so
// its label begins 36 pixels below it, a second line 14 further down.

import assert from "node:assert/strict";
import { test } from "node:test";
import { frameFor, onScreen, overlaps } from "../../exercises/leverplug/widgets/parts/geometry.js";
import { outline } from "../../exercises/leverplug/widgets/parts/glyphs.js";
import { labelsFor, ringNames } from "../../exercises/leverplug/widgets/parts/labels.js";
import { design, editor, tie } from "./support/kit.mjs";

const FAIR = tie("trade_fair-1", { effort: 0.2, start: 2, region: "emerging" });
const THREE = ["trade_fair-1", "trade_fair-2", "trade_fair-3"];

/** An editor's picture with its ties at points of a screen. */
function pictureOf(ties, points, { width = 800, count = 5, ...given } = {}) {
  const frame = frameFor(width, count);
  const all = new Map([["venture", [frame.cx, frame.cy]], ...points]);
  return [editor({ design: design({ ties }), ...given }), { frame, points: all, boxes: [] }];
}

/** The label of one trade fair that stands alone at a height of the picture. */
function labelAt(y, given, about = FAIR) {
  return labelsFor(...pictureOf([about], [[about.id, [600, y]]], given)).get(about.id);
}

test("a contact with room around it has its name, region and effort below it", () => {
  assert.deepEqual(labelAt(209).rows, [
    { text: "Trade fair", dy: 36 },
    { text: "distant emerging · 0.20", minor: true, dy: 50 },
  ]);
});

test("a contact at home, with a long name, has two lines and no region", () => {
  assert.deepEqual(labelAt(209, {}, tie("kin-1")).rows, [
    { text: "Family,", dy: 36 },
    { text: "friends", dy: 50 },
    { text: "0.10", minor: true, dy: 64 },
  ]);
});

test("what a contact is not doing takes the place of its effort", () => {
  assert.equal(labelAt(209, { quarter: 1 }).rows[1].text, "distant emerging · starts in quarter 2");
});

test("a picture with many contacts, or a narrow one, gives names alone", () => {
  for (const given of [{ count: 17 }, { width: 500 }]) {
    const [app, picture] = pictureOf([FAIR], [[FAIR.id, [100, 200]]], given);
    assert.deepEqual(labelsFor(app, picture).get(FAIR.id).rows, [{ text: "Trade fair", dy: 32 }]);
  }
});

test("near the lower edge the second line gives way first, then the label goes above", () => {
  assert.equal(frameFor(800, 5).height, 430);
  assert.equal(labelAt(376).rows.length, 2); // its box ends at 376 + 50 + 3
  assert.deepEqual(labelAt(385).rows, [{ text: "Trade fair", dy: 36 }]);
  assert.deepEqual(labelAt(400).rows, [{ text: "Trade fair", dy: -27 }]);
});

test("a label that would leave the picture at the side is left out", () => {
  const [app, picture] = pictureOf([FAIR], [[FAIR.id, [790, 200]]]);
  assert.equal(labelsFor(app, picture).has(FAIR.id), false);
});

test("a label that would leave the picture at the top, with a contact below, is left out", () => {
  const [app, picture] = pictureOf([FAIR, tie("kin-1")], [[FAIR.id, [600, 30]], ["kin-1", [600, 76]]]);
  assert.deepEqual([...labelsFor(app, picture).keys()], ["venture", "kin-1"]);
});

test("of three contacts with room for two labels the chosen one is named first", () => {
  const points = THREE.map((id, index) => [id, [600 + 20 * index, 200]]);
  const labelled = (selected) => {
    const labels = labelsFor(...pictureOf(THREE.map((id) => tie(id)), points, { selected }));
    return THREE.filter((id) => labels.has(id));
  };
  assert.deepEqual(labelled(""), ["trade_fair-1", "trade_fair-2"]);
  assert.deepEqual(labelled("trade_fair-3"), ["trade_fair-1", "trade_fair-3"]);
});

test("a tie without a place yet has no label, and the venture always has its name", () => {
  const [app, picture] = pictureOf([FAIR], []);
  const labels = labelsFor(app, picture);
  assert.deepEqual([...labels.keys()], ["venture"]);
  assert.deepEqual(labels.get("venture").rows.map(({ text }) => text), ["Acme"]);
});

test("in a crowd no label covers another one or a contact, or leaves the picture", () => {
  for (const width of [390, 600, 1000]) {
    const ties = Array.from({ length: 14 }, (_, index) => tie(`trade_fair-${index + 1}`));
    const [app, picture] = pictureOf(ties, [], { width, count: ties.length });
    for (const [index, { id }] of ties.entries()) {
      const angle = (2 * Math.PI * index) / ties.length;
      const far = index % 2 ? 0.6 : 0.95;
      picture.points.set(id, onScreen(picture.frame, [far * Math.cos(angle), far * Math.sin(angle)]));
    }
    const labels = labelsFor(app, picture);
    assert.ok(labels.size > 5, `only ${labels.size} labels at ${width} px`);
    const written = picture.boxes.slice(picture.points.size); // contacts come first
    assert.equal(written.length, labels.size);
    for (const box of written) {
      const covered = picture.boxes.filter((other) => other.id !== box.id && overlaps(other, box));
      assert.deepEqual(covered.map(({ id }) => id), [], `${box.id} at ${width} px`);
      assert.ok(box.left > -2 && box.right < width + 2, `${box.id} at ${width} px`);
      assert.ok(box.top > 0 && box.bottom < picture.frame.height, `${box.id} at ${width} px`);
    }
  }
});

test("rings lie where Python says, and only those with contacts are named", () => {
  const [app, picture] = pictureOf([FAIR, tie("kin-1")], []);
  const rings = ringNames(app, picture);
  assert.deepEqual(rings.map(({ key }) => key), ["home", "neighbouring", "close", "developed", "emerging"]);
  assert.deepEqual(rings.map(({ share }) => share), [0.6, 0.7, 0.8, 0.9, 1]);
  assert.deepEqual(rings.map(({ used }) => used), [true, false, false, false, true]);
  const named = rings.map(({ name }) => name?.text ?? null);
  assert.deepEqual(named, ["home", null, null, null, "distant emerging"]);
});

test("a ring's name stands on the ring, three pixels low", () => {
  const [app, picture] = pictureOf([FAIR], []);
  const { share, name } = ringNames(app, picture)[4];
  const { cx, cy, rx, ry } = picture.frame;
  const far = Math.hypot((name.x - cx) / (rx * share), (name.y - 3 - cy) / (ry * share));
  assert.ok(Math.abs(far - 1) < 1e-9);
});

test("a ring's name keeps clear of labels and of other rings' names, or is left out", () => {
  const [app, picture] = pictureOf([FAIR, tie("kin-1")], []);
  ringNames(app, picture);
  const [home, emerging] = picture.boxes;
  assert.equal(overlaps(home, emerging), false);
  picture.boxes = [{ left: 0, right: 800, top: 0, bottom: 430, id: "a very long label" }];
  assert.deepEqual(ringNames(app, picture).map(({ name }) => name), [null, null, null, null, null]);
});

test("an outline is its shape in Python's table, as large as the contact", () => {
  assert.equal(outline("M1.22 0L0 -0.5523H-1Z", 19), "M23.18 0L0 -10.49H-19Z");
});
