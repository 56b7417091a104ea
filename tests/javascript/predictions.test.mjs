// How sure a learner is of a prediction, how it comes out, and what is answered the second time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Storage, open } from "./support/questions.mjs";

const PREDICTIONS = "levers-and-plugs:/spring/:predictions";
const NOON = "2026-03-05T12:00:00.000Z";
const LATER = "You can still say how sure you are.";

const kept = (page) => JSON.parse(page.storage.getItem(PREDICTIONS) ?? "{}");
const stored = (entries) => new Storage({ [PREDICTIONS]: JSON.stringify(entries) });
const MIX = { question: "Which portfolio sells more?", answer: "A mix", choice: 2, when: NOON };
const COUNT = { question: "How many?", answer: 31, when: NOON };

/** Opens what happened, as a click does. */
function reveal(page, key) {
  const fold = page.document.querySelector(`#reveal-${key} details`);
  fold.open = true;
  fold.dispatchEvent(new page.window.Event("toggle"));
  const part = (selector) => fold.querySelector(selector);
  return {
    part,
    second: page.box(`reveal-${key}`),
    get told() {
      return part(".told").textContent.trim();
    },
    why(text) {
      part("textarea").value = text;
      part("textarea").dispatchEvent(new page.window.Event("input"));
    },
  };
}

function predicted(key, answer, step) {
  const page = open();
  const box = page.box(`predict-${key}`);
  if (typeof answer === "number") box.type(String(answer));
  else if (key === "mix") box.choose(answer);
  else box.type(answer);
  if (step) box.sure(step);
  box.submit();
  return { page, box };
}

test("how sure the learner is is kept with the prediction and met again with it", () => {
  const { page, box } = predicted("mix", "A mix", 3);
  assert.equal(kept(page).mix.confidence, 3);
  assert.equal(box.status, "Kept on this computer: A mix, rather sure. You will meet it again after the lab.");
  const line = (of) => of.document.querySelector("#reveal-mix .kept").textContent;
  for (const visit of [page, open({ storage: page.storage })]) assert.match(line(visit), / How sure: rather sure\.$/);
});

test("how sure may be left out, is asked for gently, and is kept at once when it is said later", () => {
  const { page, box } = predicted("count", 31);
  assert.ok(box.status.endsWith(LATER));
  const { when } = kept(page).count;
  assert.equal("confidence" in kept(page).count, false);
  box.sure(1);
  assert.deepEqual([kept(page).count.confidence, kept(page).count.when], [1, when]);
  assert.equal(box.status, "Kept on this computer: a guess.");
  const again = open({ storage: page.storage }).box("predict-count");
  assert.equal(again.root.querySelector(".sure :checked").value, "1");
});

test("without an answer nothing is kept of how sure the learner is", () => {
  const page = open();
  page.box("predict-mix").sure(4);
  assert.deepEqual(Object.keys(page.storage), []);
});

test("until there is an answer what happened asks for it, and for nothing else", () => {
  const page = open();
  const shown = reveal(page, "mix");
  assert.deepEqual(["first", "second", "own"].map((part) => shown.part(`.${part}`).hidden), [false, true, true]);
  assert.equal(shown.told, "");
});

test("the page judges an answer when what happened is opened, and not before", () => {
  for (const [key, answer, right, words] of [
    ["mix", "A mix", true, "First you said: A mix, rather sure. It came out as you said."],
    ["mix", "Kin only", false, "First you said: Kin only, rather sure. It came out otherwise: A mix."],
    ["count", 20, true, "First you said: 20 of 100, rather sure. It came out as you said: 20 to 30 of 100 counts as right."],
    ["count", 30.5, false, "First you said: 30.5 of 100, rather sure. It came out otherwise: 20 to 30 of 100 counts as right."],
  ]) {
    const { page } = predicted(key, answer, 3);
    assert.equal("right" in kept(page)[key], false);
    const shown = reveal(page, key);
    assert.equal(kept(page)[key].right, right);
    assert.equal(shown.told, words);
    assert.equal(shown.part(".own").hidden, true);
  }
});

test("where the page cannot judge, it says so and the learner does", () => {
  for (const [key, answer, reason] of [
    ["mine", 12, "Your own lab decides, so only you can say whether it came out so."],
    ["cut", "The agent", "No page can judge words: compare, and say yourself whether it came out so."],
  ]) {
    for (const [verdict, right, words] of [
      ["yes", true, "You say that it came out so."],
      ["part", false, "You say that it did not come out so, or only in part."],
      ["no", false, "You say that it did not come out so, or only in part."],
    ]) {
      const { page } = predicted(key, answer, 2);
      const shown = reveal(page, key);
      assert.equal(shown.told, `First you said: ${answer}, rather unsure. ${reason}`);
      assert.equal("right" in kept(page)[key], false);
      shown.part(`[data-verdict=${verdict}]`).click();
      assert.equal(kept(page)[key].right, right);
      assert.equal(shown.told, `First you said: ${answer}, rather unsure. ${words}`);
    }
  }
});

test("a second answer is kept beside the first, with its reason, and told in words", () => {
  const { page } = predicted("mix", "Kin only", 4);
  const first = kept(page).mix;
  const shown = reveal(page, "mix");
  shown.second.choose("A mix");
  shown.why("  Kin tell me\n the same twice. ");
  shown.second.submit();
  const { second, why, right, ...rest } = kept(page).mix;
  assert.deepEqual(rest, first);
  assert.equal(right, false);
  const { when, ...given } = second;
  assert.deepEqual(given, { answer: "A mix", choice: 2, right: true });
  assert.ok(Math.abs(Date.now() - Date.parse(when)) < 60_000);
  assert.equal(why, "Kin tell me the same twice.");
  const told =
    "First you said: Kin only, certain. It came out otherwise: A mix. " +
    "The second time you said: A mix, which is right. Your reason: “Kin tell me the same twice.”";
  assert.equal(shown.told, told);
  assert.equal(reveal(open({ storage: page.storage }), "mix").told, told);
  shown.second.choose("Kin only");
  shown.why("");
  shown.second.submit();
  assert.equal(kept(page).mix.second.right, false);
  assert.equal("why" in kept(page).mix, false);
  assert.equal(kept(page).mix.when, first.when);
  assert.equal(shown.second.status, "Kept on this computer. You can still say why, in one sentence.");
});

test("a second answer to the learner's own lab is judged by nobody", () => {
  const { page } = predicted("mine", 12, 2);
  const shown = reveal(page, "mine");
  shown.second.type("15");
  shown.second.submit();
  assert.deepEqual(Object.keys(kept(page).mine.second).sort(), ["answer", "when"]);
  assert.match(shown.told, /The second time you said: 15\.$/);
});

test("without a second answer there is nothing to keep", () => {
  const { page } = predicted("count", 31);
  const shown = reveal(page, "count");
  shown.second.submit();
  assert.equal(shown.second.status, "Type a number first.");
  assert.equal(kept(page).count.second, undefined);
});

test("the reason is one sentence of two hundred characters, which are counted", () => {
  const { page } = predicted("mix", "A mix");
  const shown = reveal(page, "mix");
  const count = () => shown.part(".count").textContent;
  assert.equal(count(), "200 characters left");
  shown.why("x".repeat(199));
  assert.equal(count(), "1 character left");
  shown.second.choose("A mix");
  shown.why("x".repeat(250)); // as a script of somebody's could
  shown.second.submit();
  assert.equal(kept(page).mix.why.length, 200);
});

test("what nobody can see in a reason is left out of it", () => {
  const { page } = predicted("mix", "A mix");
  const shown = reveal(page, "mix");
  shown.second.choose("A mix");
  for (const [typed, why] of [
    ["Kin\u202e first,\u0000 then\nthe fair.", "Kin first, then the fair."],
    [`${"x".repeat(199)}😀😀`, `${"x".repeat(199)}😀`],
    ["a half \ud83d", "a half"],
  ]) {
    shown.why(typed);
    shown.second.submit();
    assert.equal(kept(page).mix.why, why);
  }
});

test("from the moment what happened is seen the first answer stays as it is", () => {
  const { page, box } = predicted("mix", "A mix", 2);
  const locked = (of) => [...of.querySelectorAll("fieldset")].map((part) => part.disabled);
  assert.deepEqual(locked(box.root), [false, false]);
  reveal(page, "mix");
  assert.deepEqual(locked(box.root), [true, true]);
  assert.deepEqual([box.root.querySelector("[type=submit]").hidden, box.root.querySelector(".locked").hidden], [true, false]);
  assert.equal(box.status, "");
  const next = open({ storage: page.storage });
  assert.deepEqual(locked(next.box("predict-mix").root), [true, true]);
  assert.equal(next.document.querySelector("#reveal-mix details").open, false);
});

test("an answer given after what happened was opened says so, for good, and does not count", () => {
  const page = open();
  const shown = reveal(page, "count");
  const box = page.box("predict-count");
  box.type("25");
  box.submit();
  assert.deepEqual([kept(page).count.right, kept(page).count.late], [undefined, true]);
  assert.match(shown.told, /You said it after you had opened what happened, so it does not count as a prediction\. It came out as you said/);
  const next = open({ storage: page.storage });
  assert.match(reveal(next, "count").told, /does not count as a prediction/);
  assert.equal(kept(next).count.right, undefined);
  assert.equal(page.document.activeElement, box.root.querySelector(".locked a"));
});

test("a prediction of an earlier edition is judged, and one whose answers are gone is not", () => {
  const page = open({ storage: stored({ mix: MIX, count: { answer: 25, when: NOON } }) });
  assert.match(reveal(page, "mix").told, /^First you said: A mix; how sure you were you did not say\. It came out as you said\./);
  reveal(page, "count");
  assert.deepEqual([kept(page).mix.right, kept(page).count.right], [true, true]);
  const gone = open({ storage: stored({ mix: { ...MIX, question: "Which?", answer: "Neither", choice: 3 } }) });
  assert.match(reveal(gone, "mix").told, /the answers to choose from were others then/);
  assert.equal(kept(gone).mix.right, undefined);
});

test("an outcome that a new edition mends is judged anew", () => {
  const page = open({ storage: stored({ count: { ...COUNT, right: true, confidence: 4 } }) });
  assert.match(reveal(page, "count").told, /It came out otherwise/);
  assert.equal(kept(page).count.right, false);
});

test("what a learner writes as a reason is shown as text whatever it says", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const { page } = predicted("mix", "A mix");
  const shown = reveal(page, "mix");
  shown.second.choose("A mix");
  shown.why(hostile);
  shown.second.submit();
  for (const visit of [page, open({ storage: page.storage })]) {
    assert.ok(reveal(visit, "mix").told.includes(hostile));
    assert.equal(visit.document.querySelectorAll("img").length, 0);
  }
});

test("parts of an entry that no question writes are passed over", () => {
  const damaged = { ...MIX, confidence: "x", right: "yes", second: 3, why: { deep: 1 } };
  const page = open({ storage: stored({ mix: damaged }) });
  const shown = reveal(page, "mix");
  assert.equal(shown.told, "First you said: A mix; how sure you were you did not say. It came out as you said.");
  assert.equal(shown.part("textarea").value, "");
});

test("a browser that keeps nothing is told of the second answer, and to write it down", () => {
  const storage = new Storage();
  const refuse = () => {
    throw new Error("refused");
  };
  Object.defineProperty(storage, "setItem", { value: refuse });
  const page = open({ storage });
  page.box("predict-mix").choose("A mix");
  page.box("predict-mix").submit();
  const shown = reveal(page, "mix");
  shown.second.choose("Kin only");
  shown.second.submit();
  assert.equal(shown.second.status, "Noted. This browser keeps nothing, so write it down.");
  assert.match(shown.told, /It came out as you said\. The second time you said: Kin only, which is not what came out\.$/);
});
