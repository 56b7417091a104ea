// Which start of Python is the quicker one on a reader's line. A megabit is 125 000 bytes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bitsPerSecond, fasterWay } from "../../book/_ext/livepages/web/src/bandwidth.js";

/** A file that came over the line in so many milliseconds. */
function file(bytes, milliseconds, given = {}) {
  return { transferSize: bytes, encodedBodySize: bytes, responseStart: 300, responseEnd: 300 + milliseconds, ...given };
}

test("a megabyte in 400 milliseconds is a line of 20 megabits a second", () => {
  assert.equal(bitsPerSecond([file(1_000_000, 400)]), 20_000_000);
});

test("the file that came fastest tells, whatever else the machine was busy with", () => {
  const slow = file(250_000, 4000); // half a megabit a second
  assert.equal(bitsPerSecond([slow, file(250_000, 100), slow]), 20_000_000);
});

test("files that tell nothing of the line are passed over", () => {
  const telling = file(250_000, 1000); // 2 megabits a second
  for (const [why, silent] of [
    ["from the browser's own store", file(1_000_000, 1, { transferSize: 0 })],
    ["too small", file(19_999, 1)],
    ["of another host, which tells no sizes", file(0, 0)],
    ["without a time", file(1_000_000, 0)],
    ["with a clock that went back", file(1_000_000, -5)],
  ]) {
    assert.equal(bitsPerSecond([silent]), null, why);
    assert.equal(bitsPerSecond([silent, telling]), 2_000_000, why);
  }
});

test("the smallest file that tells has 20 000 bytes", () => {
  assert.equal(bitsPerSecond([file(20_000, 16)]), 10_000_000);
});

test("a small file that lay ready in a buffer does not outdo a large one", () => {
  assert.equal(bitsPerSecond([file(30_000, 10), file(100_000, 100)]), 8_000_000);
  assert.equal(bitsPerSecond([file(30_000, 10), file(99_999, 100)]), 24_000_000);
});

test("a page that has fetched nothing knows nothing of its line", () => {
  assert.equal(bitsPerSecond([]), null);
});

test("the snapshot is the better start until its bytes take longer than it saves", () => {
  const costs = { extraBytes: 5_000_000, savedSeconds: 4 }; // 40 megabits: 4 seconds at 10 a second
  assert.equal(fasterWay(costs, 100_000_000), "snapshot");
  assert.equal(fasterWay(costs, 10_000_000), "snapshot");
  assert.equal(fasterWay(costs, 9_990_000), "ordinary");
  assert.equal(fasterWay(costs, 500_000), "ordinary");
});

test("a snapshot that costs no bytes is better on the slowest line", () => {
  assert.equal(fasterWay({ extraBytes: -1, savedSeconds: 0 }, 1), "snapshot");
});

test("on a line of which nothing is known the page starts from the snapshot", () => {
  assert.equal(fasterWay({ extraBytes: 5_000_000, savedSeconds: 4 }, bitsPerSecond([])), "snapshot");
});
