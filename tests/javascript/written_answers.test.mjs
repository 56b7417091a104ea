// Marking written answers: what keys give, what is shown, and that nothing said gets lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, matches, pressLevel, range, step, usedComments } from "../../exercises/assignments/engine/answers/web/marks.js";
import { Outbox } from "../../exercises/assignments/engine/answers/web/outbox.js";

// Levels of a guide whose rows give 1, 2, "3–4" and 5 marks.
const LEVELS = [[0, 0, 0, 0], [1, 1, 0, 2], [2, 2, 1, 3], [3, 4, 2, 5], [5, 5, 4, 5]]
  .map(([low, high, least, most], number) => ({ number, low, high, least, most, html: "", sample: "" }));
const NOTHING = { level: null, marks: null, comment: "", flag: false };
const MARK = { ...NOTHING, revision: 0, earlier: null };

test("a level gives its row's marks, and pressed again the next of them", () => {
  const once = pressLevel(LEVELS, { ...NOTHING, comment: "kept" }, 3);
  assert.deepEqual(once, { level: 3, marks: 3, comment: "kept", flag: false });
  const twice = pressLevel(LEVELS, once, 3);
  assert.equal(twice.marks, 4);
  assert.equal(pressLevel(LEVELS, twice, 3).marks, 3);
  assert.equal(pressLevel(LEVELS, pressLevel(LEVELS, NOTHING, 4), 4).marks, 5);
});

test("half marks go up to the neighbouring levels and no farther", () => {
  let said = pressLevel(LEVELS, NOTHING, 2);
  said = step(LEVELS, said, 1);
  assert.equal(said.marks, 2.5);
  for (let times = 0; times < 5; times++) said = step(LEVELS, said, 1);
  assert.equal(said.marks, 3);
  for (let times = 0; times < 9; times++) said = step(LEVELS, said, -1);
  assert.equal(said.marks, 1);
  assert.equal(step(LEVELS, NOTHING, 1), NOTHING);
  assert.equal(pressLevel(LEVELS, said, 2).marks, 2);
});

test("a filter shows what it says", () => {
  const answer = { alias: "A1", words: 3, like: null, mark: { ...MARK, level: 0, marks: 0 } };
  const shown = ["all", "unmarked", "flagged", "earlier", "alike", "0", "3"].filter((filter) => matches(filter, answer));
  assert.deepEqual(shown, ["all", "0"]);
  const other = { ...answer, like: { place: 1, percent: 90 }, mark: { ...MARK, flag: true, earlier: { level: 1, marks: 1, comment: "" } } };
  const rest = ["all", "unmarked", "flagged", "earlier", "alike", "0"].filter((filter) => matches(filter, other));
  assert.deepEqual(rest, ["all", "unmarked", "flagged", "earlier", "alike"]);
});

test("comments used before are offered, the most frequent first", () => {
  const answers = ["b", "a", " a ", "", "a", "b", "c"].map((comment) => ({ alias: "", words: 0, like: null, mark: { ...MARK, comment } }));
  assert.deepEqual(usedComments(answers), ["a", "b", "c"]);
  assert.deepEqual(usedComments(answers, 1), ["a"]);
});

test("marks are said in words", () => {
  assert.equal(range(LEVELS[3]), "3–4 marks");
  assert.equal(range(LEVELS[1]), "1 mark");
  assert.equal(inWords({ ...NOTHING, level: 3, marks: 3.5, comment: "x" }), "level 3, 3.5 marks, with a comment");
  assert.equal(inWords(NOTHING), "no level");
});

/** An outbox and a server that answers when it is told to. */
function outbox() {
  const seen = { sent: [], saved: [], failed: [], revisions: {} };
  let answer;
  const box = new Outbox({
    send: (place, said) => {
      seen.sent.push([place, said.level, said.revision]);
      return new Promise((resolve, reject) => {
        answer = { resolve, reject };
      });
    },
    revision: (place) => seen.revisions[place] ?? 0,
    onSaved: (place, { mark }, isLast) => {
      seen.revisions[place] = mark.revision;
      seen.saved.push([place, isLast]);
    },
    onFailed: (error) => seen.failed.push(error.message),
    pause: 1,
  });
  const turn = () => new Promise((resolve) => setTimeout(resolve, 10));
  const done = (revision) => {
    answer.resolve({ mark: { revision }, replaced: null });
    return turn();
  };
  const fail = () => {
    answer.reject(new Error("gone"));
    return turn();
  };
  return { box, seen, done, fail };
}
/** @param {number} level */
const at = (level) => ({ ...NOTHING, level });

test("one is sent after the other, and of an answer only the last that was said", async () => {
  const { box, seen, done } = outbox();
  box.put(7, at(1));
  box.put(7, at(2));
  box.put(7, at(3));
  box.put(8, at(4));
  assert.deepEqual([box.size, box.has(7), box.has(9)], [2, true, false]);
  await done(1);
  assert.deepEqual(seen.saved, [[7, false]]);
  await done(2); // with the revision that the first reply told
  await done(1);
  assert.deepEqual(seen.sent, [[7, 1, 0], [7, 3, 1], [8, 4, 0]]);
  assert.deepEqual(seen.saved, [[7, false], [7, true], [8, true]]);
  assert.equal(box.size, 0);
});

test("what fails is kept and sent again, unless something newer was said", async () => {
  const { box, seen, done, fail } = outbox();
  box.put(7, at(1));
  await fail();
  assert.deepEqual([seen.failed, box.size], [["gone"], 1]);
  box.put(7, at(2));
  await fail();
  await done(1);
  assert.deepEqual(seen.sent.map(([, level]) => level), [1, 1, 2]);
  assert.equal(box.size, 0);
});
