// The page “My work” and its file: what is counted, saved, taken from a file and refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Storage } from "./support/questions.mjs";
import { openWork as open } from "./support/work.mjs";

const K = (name, book = "/spring/") => `levers-and-plugs:${book}:${name}`;
const LAB = "livepages:/spring/_static/livepages/:Book/part/one:lab";
const CODE = "livepages:code:/spring/_static/livepages/:Book/part/one:cell";
const EARLY = "2026-03-01T12:00:00.000Z";
const NOON = "2026-03-05T12:00:00.000Z";
const LATE = "2026-03-09T12:00:00.000Z";

const mix = (answer, when = NOON, more = {}) => ({ question: "Which mix?", answer, choice: 2, when, ...more });
const storage = (kept) => new Storage(Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)])));
const full = () => storage({
  [K("predictions")]: { mix: mix("A mix", NOON, { confidence: 3, right: true }) },
  [K("self-checks")]: { claim: { question: "Which claim?", answer: "The first", choice: 1, when: NOON, right: false, second: { answer: "The second", choice: 2, when: LATE, right: true } } },
  [K("reviews")]: { "claim@part/two": { question: "Which claim?", answer: "The second", choice: 2, when: NOON, right: true } },
  [K("tries")]: { "rows-exercise": { question: "rows-exercise", answer: "tried", when: NOON, right: true } },
  [LAB]: { kin: 0.4, met: ["ten"] },
  [CODE]: { text: "1 + 1", book: "1" },
});
const file = (page, change = {}) => JSON.stringify({ ...JSON.parse(page.gather()), ...change });

test("nothing done: it says so, counts what there is, and offers to open a file", () => {
  const page = open();
  assert.match(page.text, /Nothing yet\./);
  assert.match(page.text, /Predictions\s*0 of 2/);
  assert.match(page.text, /Challenges\s*0 of 2/);
  assert.match(page.text, /Nothing to tell yet/);
  assert.equal(page.document.querySelectorAll(".chapter.open").length, 2);
});

test("what was done stands under its chapter with a way back to it, in plain text", () => {
  const page = open({ storage: full() });
  const [one, two] = page.document.querySelectorAll(".chapter");
  assert.match(one.textContent, /You said A mix \(rather sure, 5 March 2026\)\. It came out as you said\./);
  assert.match(one.textContent, /Right at a later answer: The second\./);
  assert.match(one.textContent, /Tried, and its check passed\./);
  assert.match(one.textContent, /Challenges met: 1 of 2\..*Reach 10\./);
  assert.match(one.textContent, /Code you changed1 \+ 1/);
  assert.match(two.textContent, /Looking backWhich claim\?Right at the first answer/);
  const links = [...page.document.querySelectorAll(".chapter a")].map((each) => each.getAttribute("href"));
  for (const link of ["one.html#predict-mix", "one.html#check-claim", "one.html#rows-exercise", "one.html#live-lab", "two.html#back-claim"]) {
    assert.ok(links.includes(link), link);
  }
});

test("how sure and how right is told by step, and too few are said to be too few", () => {
  const few = open({ storage: full() });
  assert.match(few.text, /1 prediction so far: too few to tell/);
  const many = Object.fromEntries([1, 2, 3, 4, 5, 6].map((each) => [`q${each}`, mix("x", NOON, { confidence: 4, right: each < 4 })]));
  const page = open({ storage: storage({ [K("predictions")]: many }), questions: Object.keys(many) });
  assert.match(page.text, /Of 6 where you were certain, 3 came out as you said\./);
  const rows = [...page.document.querySelectorAll(".how-right tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent.trim()));
  assert.deepEqual(rows.at(-1), ["Certain", "6", "3", "50%"]);
  assert.deepEqual(rows[0], ["A guess", "–", "–", "–"]);
});

test("the work is gathered for whoever asks, in the form of the file", () => {
  const work = JSON.parse(open({ storage: full() }).gather());
  assert.deepEqual([work.format, work.version, work.book], ["leverplug-work", 1, "Book 2.0"]);
  assert.deepEqual(Object.keys(work), ["format", "version", "book", "saved", "predictions", "self_checks", "reviews", "exercises", "challenges", "labs", "code", "records"]);
  assert.deepEqual(work.predictions.mix, mix("A mix", NOON, { confidence: 3, right: true }));
  assert.equal(work.self_checks.claim.second.right, true);
  assert.deepEqual(work.exercises, { "rows-exercise": { tried: NOON, checked: true } });
  assert.deepEqual(work.challenges, { "part/one:lab": ["ten"] });
  assert.deepEqual(work.labs, { "part/one:lab": '{"kin":0.4,"met":["ten"]}' });
  assert.deepEqual(work.code, { "part/one:cell": { text: "1 + 1", book: "1" } });
});

test("what is odd in the browser's store harms nothing and goes into no file", () => {
  const odd = storage({
    [K("predictions")]: `{"__proto__": {"answer": "x", "when": "${NOON}"}, "mix": {"answer": {"deep": 1}, "when": 3}, "count": {"answer": 1e999, "when": "${NOON}"}, "cut": {"question": 3, "answer": "<img src=x>", "when": "some day", "confidence": 9, "choice": 0, "right": "yes", "second": 4, "why": []}}`,
    [K("self-checks")]: "[1]", [K("tries")]: "not JSON", [K("reviews")]: '"text"',
    [LAB]: "x".repeat(100_001), [CODE]: '{"text": 3}',
    "livepages:/spring/_static/livepages/:Book/part/two:lab": '{"met": {"a": 1}}',
  });
  const page = open({ storage: odd });
  const work = JSON.parse(page.gather());
  assert.deepEqual(Object.keys(work.predictions), ["cut"]);
  assert.deepEqual(work.predictions.cut, { question: "", answer: "<img src=x>", when: "some day" });
  assert.deepEqual([work.labs, work.code, work.challenges], [{ "part/two:lab": '{"met": {"a": 1}}' }, {}, {}]);
  assert.equal(page.document.querySelectorAll("img").length, 0);
  assert.equal({}.answer, undefined);
});

test("a file that was saved opens where nothing is kept, below another path too", async () => {
  const text = file(open({ storage: full() }));
  const page = open({ book: "/autumn/term/" });
  await page.openFile(text);
  assert.match(page.status, /was opened\. 6 answers and settings taken from the file\./);
  assert.deepEqual(JSON.parse(page.gather()).predictions, JSON.parse(text).predictions);
  const { saved, ...rest } = JSON.parse(page.gather());
  const { saved: _, ...theirs } = JSON.parse(text);
  assert.deepEqual(rest, theirs);
  assert.ok(saved);
  assert.ok(page.storage["livepages:/autumn/term/_static/livepages/:Book/part/one:lab"]);
});

test("of two answers the later counts, and what the file does not have stays", async () => {
  const theirs = open({ storage: storage({ [K("predictions")]: { mix: mix("Kin only", LATE), cut: mix("Old", EARLY) } }) });
  const page = open({ storage: storage({ [K("predictions")]: { mix: mix("A mix"), cut: mix("New") }, [K("self-checks")]: { claim: mix("The second") } }) });
  await page.openFile(file(theirs));
  const now = JSON.parse(page.gather());
  assert.deepEqual([now.predictions.mix.answer, now.predictions.cut.answer], ["Kin only", "New"]);
  assert.equal(now.self_checks.claim.answer, "The second");
  assert.match(page.status, /1 answer or setting taken from the file; 1 stayed/);
});

test("a lab and code that differ stay, and those of the file are offered on their page", async () => {
  const page = open({ storage: storage({ [LAB]: '{"kin":0.1}', [CODE]: { text: "mine", book: "1" } }) });
  await page.openFile(file(open({ storage: full() })));
  assert.equal(page.storage[LAB], '{"kin":0.1,"met":["ten"]}');
  assert.deepEqual(JSON.parse(page.storage[CODE]).text, "mine");
  assert.deepEqual(JSON.parse(page.storage[LAB.replace(":", ":aside:")]), ['{"kin":0.4,"met":["ten"]}']);
  assert.deepEqual(JSON.parse(JSON.parse(page.storage[CODE.replace(":", ":aside:")])[0]).text, "1 + 1");
  assert.match(page.status, /2 labs and cells of code are different here and in the file/);
});

test("what was opened can be undone, to the last letter", async () => {
  const page = open({ storage: storage({ [K("predictions")]: { mix: mix("A mix", EARLY) }, [LAB]: "{}", "another-site": "stays" }) });
  const before = { ...page.storage };
  await page.openFile(file(open({ storage: full() })));
  assert.notDeepEqual({ ...page.storage }, before);
  page.document.querySelector(".undo").click();
  assert.deepEqual({ ...page.storage }, before);
  assert.match(page.status, /^Undone/);
});

test("undoing brings back nothing that was cleared since, and leaves what was done since", async () => {
  const page = open({ storage: storage({ [K("predictions")]: { mix: mix("A mix", EARLY) }, [LAB]: "{}" }) });
  await page.openFile(file(open({ storage: full() })));
  const undo = page.document.querySelector(".undo");
  page.storage[LAB] = '{"kin":0.9}';
  for (const key of Object.keys(page.storage).filter((each) => each !== LAB)) page.storage.removeItem(key);
  undo.click();
  assert.deepEqual({ ...page.storage }, { [LAB]: '{"kin":0.9}' });
  assert.match(page.status, /Undone, but for what was changed or cleared since/);
});

test("of one answer all that is known of it is kept, whichever side knows it", async () => {
  const known = { confidence: 3, right: true };
  for (const [here, theirs, taken] of [[{}, known, 1], [known, {}, 0], [{ confidence: 3 }, { right: true }, 1]]) {
    const page = open({ storage: storage({ [K("predictions")]: { mix: mix("A mix", NOON, here) } }) });
    await page.openFile(file(open({ storage: storage({ [K("predictions")]: { mix: mix("A mix", NOON, theirs) } }) })));
    const { confidence, right } = JSON.parse(page.gather()).predictions.mix;
    assert.deepEqual({ confidence, right }, known);
    assert.match(page.status, taken ? /1 answer or setting taken/ : /1 stayed/);
  }
});

test("a first answer whose outcome was seen is not replaced by a later one that was only given", async () => {
  const seen = mix("A mix", EARLY, { right: true, second: { answer: "Kin only", choice: 1, when: NOON }, why: "So." });
  const only = mix("Kin only", LATE);
  for (const [here, theirs] of [[seen, only], [only, seen]]) {
    const page = open({ storage: storage({ [K("predictions")]: { mix: here } }) });
    await page.openFile(file(open({ storage: storage({ [K("predictions")]: { mix: theirs } }) })));
    assert.deepEqual(JSON.parse(page.gather()).predictions.mix, seen);
  }
});

test("what has no room in a file is named when it is saved", () => {
  const page = open({ storage: storage({ [LAB]: `"${"x".repeat(100_001)}"` }) });
  page.save();
  assert.match(page.status, /1 lab or cell of code is too large for it and stays on this computer alone/);
  const large = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`${LAB}${n}`, `"${"x".repeat(99_000)}"`]));
  const crowded = open({ storage: storage(large) });
  crowded.save();
  assert.match(crowded.status, /^Not saved: what this browser keeps is too large/);
});

test("what this edition has no place for is left out and counted", async () => {
  const page = open();
  await page.openFile(file(open({ storage: full() }), { predictions: { other: mix("x") }, labs: { "gone:lab": "{}" }, challenges: { "part/one:lab": ["unknown"] } }));
  assert.match(page.status, /2 left out/);
  assert.ok(!Object.keys(page.storage).some((key) => key.includes("gone")));
});

const BAD = {
  "not JSON": [() => "{", /damaged/],
  "another file": [() => '{"format": "leverplug-record"}', /no file of work/],
  "null": [() => "null", /no file of work/],
  "no version": [(text) => text.replace('"version":1', '"version":"1"'), /which version/],
  "newer": [(text) => text.replace('"version":1', '"version":2'), /newer edition of the book \(Book 2\.0\)/],
  "a part missing": [(text) => text.replace('"labs"', '"lab"'), /“labs” is missing/],
  "a part of another kind": [(text) => text.replace('"reviews":{', '"reviews":[],"x":{'), /“reviews”/],
  "an entry of another kind": [(text) => text.replace('"answer":"A mix"', '"answer":{"a":1}'), /damaged at “mix” in “predictions”/],
  "an odd name": [(text) => text.replace('"mix":', '"__proto__":'), /damaged/],
  "too many": [(text) => text.replace('"labs":{', `"labs":{${Array.from({ length: 501 }, (_, each) => `"l${each}":"",`).join("")}`), /more than 500/],
  "too large": [(text) => text + " ".repeat(1024 * 1024), /larger/],
};
for (const [name, [damage, why]] of Object.entries(BAD)) {
  test(`a file is refused in words, and nothing changes: ${name}`, async () => {
    const page = open({ storage: storage({ [K("predictions")]: { mix: mix("Mine", EARLY) } }) });
    const before = { ...page.storage };
    await page.openFile(damage(file(open({ storage: full() }))));
    assert.match(page.refused, why);
    assert.match(page.refused, /What is kept here stays as it is\.$/);
    assert.deepEqual({ ...page.storage }, before);
  });
}

test("without room the file is refused and all is as it was", async () => {
  const kept = storage({ [K("predictions")]: { mix: mix("Mine", EARLY) } });
  const before = { ...kept };
  let left = 2;
  Object.defineProperty(kept, "setItem", {
    value(key, text) {
      if (key.startsWith("livepages:") && left-- > 0) throw new Error("full");
      this[key] = String(text);
    },
  });
  const page = open({ storage: kept });
  await page.openFile(file(open({ storage: full() })));
  assert.match(page.refused, /no room/);
  assert.deepEqual({ ...page.storage }, before);
});

test("where the browser keeps nothing, the page says what that means for the file", () => {
  assert.match(open({ none: true }).text, /refuses to keep anything.*a file saved here does not hold it/);
});

test("a lab that was kept before copies were told apart is found, and goes to the copy opened first", () => {
  const kept = storage({ "livepages:Book/part/one:lab": '{"met":["ten"]}', "livepages:Book/part/one:cell-2": "{}", "livepages:Another/x:lab": "{}" });
  assert.match(open({ storage: kept }).text, /Challenges\s*1 of 2/);
  assert.deepEqual(Object.keys(kept).sort(), ["livepages:Book/part/one:cell-2", "livepages:Another/x:lab", LAB].sort());
  assert.match(open({ storage: kept, book: "/autumn/" }).text, /Challenges\s*0 of 2/);
});
