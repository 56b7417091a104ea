// What a page's questions say and keep. The script runs as it is, in a page that is written here.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Storage, open, visit } from "./support/questions.mjs";

const PREDICTIONS = "levers-and-plugs:/spring/:predictions";
const CHECKS = "levers-and-plugs:/spring/:self-checks";
const LAB = "livepages:/spring/_static/livepages/:Book/chapter:1";
const NOON = "2026-03-05T12:00:00.000Z"; // the same day in most of the world's places

const kept = (storage, key) => JSON.parse(storage.getItem(key) ?? "{}");
const line = (page, key) => page.document.querySelector(`#reveal-${key} .kept`).textContent;
const stored = (key, entries) => new Storage({ [key]: JSON.stringify(entries) });

/** A browser whose store throws at each touch of the named kinds. */
function broken(...methods) {
  const storage = new Storage();
  for (const name of methods) {
    const value = () => {
      throw new Error("refused");
    };
    Object.defineProperty(storage, name, { value });
  }
  return storage;
}

test("with the script the buttons are there, and the words for a page without one are gone", () => {
  const { document } = open();
  const buttons = [...document.querySelectorAll("[type=submit], .skip")];
  assert.deepEqual(buttons.map(({ hidden }) => hidden), new Array(12).fill(false));
  assert.equal(document.querySelectorAll(".unscripted").length, 0);
});

test("checking without an answer says so, opens nothing and keeps nothing", () => {
  const { box, storage, document } = open();
  const claim = box("check-claim");
  claim.submit();
  assert.equal(claim.status, "Choose an answer first.");
  assert.equal(document.activeElement, claim.root.querySelector("input"));
  assert.deepEqual(claim.opened, []);
  assert.deepEqual(Object.keys(storage), []);
});

test("an answer opens its own feedback, is told with its verdict, and read out with its reason", () => {
  const claim = open().box("check-claim");
  claim.choose("The first");
  claim.submit();
  assert.deepEqual(claim.opened, ["a"]);
  assert.equal(claim.status, "You chose a. Not this one. It confuses cause.");
  assert.equal(claim.root.querySelector(".status .aloud").textContent, " It confuses cause.");
  claim.choose("The second");
  claim.submit();
  assert.deepEqual(claim.opened, ["b"]);
  assert.match(claim.status, /^You chose b\. Right\. /);
});

test("a checked answer is kept with its question its number and its time, in the words of the book", () => {
  const { box, storage } = open();
  box("check-claim").choose("The second");
  box("check-claim").submit();
  const { claim, ...others } = kept(storage, CHECKS);
  assert.deepEqual(others, {});
  assert.deepEqual([claim.question, claim.answer, claim.choice], ["Which claim holds?", "The second", 2]);
  assert.ok(Math.abs(Date.now() - Date.parse(claim.when)) < 60_000);
  assert.match(claim.when, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test("an answer that was checked is shown on the next visit", () => {
  const claim = open({ storage: stored(CHECKS, { claim: { answer: "The second", when: NOON } }) }).box("check-claim");
  assert.deepEqual([claim.chosen, claim.opened, claim.status], [["The second"], ["b"], ""]);
  assert.equal(claim.root.querySelector(".again").hidden, false);
});

test("an answer that was chosen but not checked, or that the page no longer has, is not", () => {
  const before = (document) => {
    document.querySelector("#check-claim input").checked = true; // as a browser restores a form
  };
  assert.deepEqual(open({ before }).box("check-claim").chosen, []);
  const gone = open({ before, storage: stored(CHECKS, { claim: { answer: "The fifth", when: NOON } }) });
  assert.deepEqual([gone.box("check-claim").chosen, gone.box("check-claim").opened], [[], []]);
});

/** As a browser does that translates a page: every word in it is another, and no attribute. */
function translate(document) {
  for (const each of document.querySelectorAll(".text, legend, .verdict, .reason p")) each.textContent = `¡${each.textContent}!`;
}

test("on a translated page answers are kept as on any other, and found again on either", () => {
  const page = open({ before: translate });
  page.box("check-claim").choose("The second");
  page.box("check-claim").submit();
  page.box("predict-mix").choose("A mix");
  page.box("predict-mix").submit();
  const { claim } = kept(page.storage, CHECKS);
  const { mix } = kept(page.storage, PREDICTIONS);
  assert.deepEqual([claim.question, claim.answer], ["Which claim holds?", "The second"]);
  assert.deepEqual([mix.question, mix.answer, mix.choice], ["Which portfolio sells more?", "A mix", 2]);
  for (const before of [translate, () => {}]) {
    const later = open({ storage: page.storage, before });
    assert.deepEqual(later.box("check-claim").opened, ["b"]);
    assert.equal(later.box("predict-mix").chosen.length, 1);
  }
});

test("what was kept in translated words, before answers had numbers, is found on a translated page and kept anew", () => {
  const storage = stored(PREDICTIONS, { mix: { question: "¿?", answer: "¡A mix!", when: NOON } });
  const plain = open({ storage });
  assert.deepEqual(plain.box("predict-mix").chosen, []);
  assert.match(line(plain, "mix"), /You predicted: ¡A mix! \(5 March 2026\)/);
  assert.deepEqual(open({ storage, before: translate }).box("predict-mix").chosen, ["¡A mix!"]);
  const { mix } = kept(storage, PREDICTIONS);
  assert.deepEqual(mix, { question: "Which portfolio sells more?", answer: "A mix", choice: 2, when: NOON });
});

test("an answer whose words were mended is found by its number, and not under another question", () => {
  const entry = { question: "Which claim holds?", answer: "The 2nd", choice: 2, when: NOON };
  assert.deepEqual(open({ storage: stored(CHECKS, { claim: entry }) }).box("check-claim").opened, ["b"]);
  const other = { ...entry, question: "Which one fails?" };
  assert.deepEqual(open({ storage: stored(CHECKS, { claim: other }) }).box("check-claim").opened, []);
});

/** Goes back to a page, as it was or as the browser puts it together again. */
function back({ window }, persisted) {
  window.dispatchEvent(Object.assign(new window.Event("pageshow"), { persisted }));
}

test("what was cleared meanwhile is not shown when the reader comes back to a page", () => {
  for (const persisted of [true, false]) {
    const entries = { claim: { answer: "The second", when: NOON }, mix: { answer: "A mix", when: NOON }, count: { answer: 3, when: NOON } };
    const storage = new Storage({ [CHECKS]: JSON.stringify(entries), [PREDICTIONS]: JSON.stringify(entries) });
    const page = open({ storage });
    assert.deepEqual(page.box("check-claim").opened, ["b"]);
    for (const key of Object.keys(storage)) storage.removeItem(key);
    back(page, persisted);
    for (const name of ["check-claim", "predict-mix"]) assert.deepEqual(page.box(name).chosen, [], name);
    assert.deepEqual(page.box("check-claim").opened, []);
    assert.equal(page.box("predict-count").root.querySelector(".field input").value, "");
    assert.equal(line(page, "mix"), "Look back.");
  }
});

test("what a reader chose before the page was whole stays", () => {
  const page = open();
  page.box("predict-mix").root.dispatchEvent(new page.window.Event("pointerdown"));
  page.box("predict-mix").choose("A mix");
  back(page, false);
  assert.deepEqual(page.box("predict-mix").chosen, ["A mix"]);
});

test("starting again closes the feedback and forgets the answer, and no other", () => {
  const storage = stored(CHECKS, { claim: { answer: "The first", when: NOON }, other: { answer: "x", when: NOON } });
  const claim = open({ storage }).box("check-claim");
  claim.press(".again");
  assert.deepEqual([claim.chosen, claim.opened, claim.status], [[], [], ""]);
  assert.equal(claim.root.querySelector(".again").hidden, true);
  assert.deepEqual(Object.keys(kept(storage, CHECKS)), ["other"]);
});

test("a prediction is kept, told, and met again where its explanation stands", () => {
  const page = open();
  const mix = page.box("predict-mix");
  mix.choose("A mix");
  mix.submit();
  assert.equal(
    mix.status,
    "Kept on this computer: A mix. You will meet it again after the lab. You can still say how sure you are.",
  );
  const entry = kept(page.storage, PREDICTIONS).mix;
  assert.deepEqual([entry.question, entry.answer], ["Which portfolio sells more?", "A mix"]);
  assert.match(line(page, "mix"), /^Which portfolio sells more\? You predicted: A mix \(\d+ \w+ \d{4}\)\.$/);
  assert.equal(line(page, "count"), "Look back.");
});

test("on the next visit a prediction stands where it was made and where it is explained", () => {
  const storage = stored(PREDICTIONS, {
    mix: { answer: "A mix", when: NOON },
    count: { answer: 31.5, when: NOON },
    cut: { answer: "The agent", when: "some day" },
  });
  const page = open({ storage });
  assert.deepEqual(page.box("predict-mix").chosen, ["A mix"]);
  assert.equal(page.box("predict-count").root.querySelector(".field input").value, "31.5");
  assert.equal(line(page, "mix"), "Which portfolio sells more? You predicted: A mix (5 March 2026).");
  assert.equal(line(page, "count"), "How many? You predicted: 31.5 of 100 (5 March 2026).");
  assert.equal(line(page, "cut"), "What would you cut? You predicted: The agent."); // without a date
});

test("a number is kept as a number, nought too, and told with its unit", () => {
  for (const [typed, number] of [["31.5", 31.5], ["0", 0], ["-2", -2]]) {
    const { box, storage } = open();
    box("predict-count").type(typed);
    box("predict-count").submit();
    assert.equal(kept(storage, PREDICTIONS).count.answer, number);
    assert.match(box("predict-count").status, new RegExp(`^Kept on this computer: ${typed} of 100\\.`));
  }
});

test("without an answer each kind of prediction asks for its own, and keeps nothing", () => {
  const { box, storage, document } = open();
  box("predict-cut").type("   ");
  for (const [key, said] of [
    ["mix", "Choose an answer first."],
    ["count", "Type a number first."],
    ["cut", "Type an answer first."],
  ]) {
    const asked = box(`predict-${key}`);
    asked.submit();
    assert.equal(asked.status, said);
    assert.equal(document.activeElement, asked.root.querySelector("input"));
  }
  assert.deepEqual(Object.keys(storage), []);
});

test("a text is kept without the spaces around it, and shown as text whatever it says", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const page = open();
  page.box("predict-cut").type(`  ${hostile} `);
  page.box("predict-cut").submit();
  assert.equal(kept(page.storage, PREDICTIONS).cut.answer, hostile);
  for (const visit of [page, open({ storage: page.storage })]) {
    assert.ok(line(visit, "cut").includes(`You predicted: ${hostile} (`));
    assert.equal(visit.document.querySelectorAll("img").length, 0);
  }
});

test("a browser that keeps nothing is told of, and the answer is shown all the same", () => {
  const page = open({ storage: broken("setItem") });
  page.box("predict-mix").choose("A mix");
  page.box("predict-mix").submit();
  assert.equal(page.box("predict-mix").status, "Noted: A mix. This browser keeps nothing, so write it down.");
  assert.match(line(page, "mix"), /You predicted: A mix/);
  page.box("check-claim").choose("The second");
  page.box("check-claim").submit();
  assert.deepEqual(page.box("check-claim").opened, ["b"]);
});

test("where storage cannot even be read the questions work", () => {
  const storage = new Proxy(broken("getItem", "setItem"), {
    ownKeys() {
      throw new Error("refused");
    },
  });
  const page = open({ storage });
  page.box("check-claim").choose("The second");
  page.box("check-claim").submit();
  assert.deepEqual(page.box("check-claim").opened, ["b"]);
  const list = page.document.querySelector(".clear-data .kept");
  assert.equal(list.textContent, "This browser keeps nothing of this book.");
});

test("damaged storage does no harm, and what is kept next mends it", () => {
  for (const text of [
    "not JSON",
    "[1, 2]",
    "null",
    '"text"',
    '{"mix": null}',
    '{"mix": {"answer": {"deep": 1}}}',
    '{"__proto__": {"mix": {"answer": "A mix"}}}',
  ]) {
    const storage = new Storage({ [PREDICTIONS]: text, [CHECKS]: text });
    const page = open({ storage });
    assert.equal(line(page, "mix"), "Look back.", text);
    assert.deepEqual(page.box("predict-mix").chosen, [], text);
    page.box("predict-mix").choose("Kin only");
    page.box("predict-mix").submit();
    assert.equal(kept(storage, PREDICTIONS).mix.answer, "Kin only", text);
  }
});

test("what is kept is counted in words, and only what the book and its labs keep", () => {
  const storage = new Storage({
    [PREDICTIONS]: '{"a": {}}',
    [CHECKS]: '{"a": {}, "b": {}}',
    "levers-and-plugs:/spring/:shelf": "{}",
    "livepages:/spring/_static/livepages/:Book/index:1": "{}",
    "livepages:Book/index:2": "{}",
    "another-site": "stays",
  });
  const said = (kept) => open({ storage: kept }).document.querySelector(".clear-data .kept").textContent;
  assert.equal(
    said(storage),
    "This browser keeps: 1 prediction; 2 answers to self-checks; shelf; 2 labs as you left them.",
  );
  assert.equal(said(stored(CHECKS, {})), "This browser keeps nothing of this book.");
});

test("clearing removes all of the book and its labs and nothing else, and says so", () => {
  const storage = new Storage({ [CHECKS]: '{"a": {}}', [LAB]: "{}", "another-site": "stays" });
  const { document, asked } = open({ storage });
  const button = document.querySelector(".clear-data button");
  assert.deepEqual([button.hidden, button.disabled], [false, false]);
  button.click();
  assert.equal(asked.length, 1);
  assert.deepEqual(Object.keys(storage), ["another-site"]);
  assert.equal(document.querySelector(".clear-data .kept").textContent, "This browser keeps nothing of this book.");
  assert.equal(button.disabled, true);
});

test("on a page with a lab, clearing also says that what the lab shows stays for now", () => {
  const { document } = open({ storage: new Storage({ [LAB]: "{}" }), live: true });
  document.querySelector(".clear-data button").click();
  assert.match(document.querySelector(".clear-data .kept").textContent, /goes when you reload or close it\.$/);
});

test("clearing that is not agreed to removes nothing", () => {
  const storage = new Storage({ [CHECKS]: '{"a": {}}' });
  open({ storage, agrees: false }).document.querySelector(".clear-data button").click();
  assert.deepEqual(Object.keys(storage), [CHECKS]);
});

test("the list of what is kept follows an answer on this page and on another one", () => {
  const { box, storage, document, window } = open();
  const said = () => document.querySelector(".clear-data .kept").textContent;
  box("predict-mix").choose("A mix");
  box("predict-mix").submit();
  assert.equal(said(), "This browser keeps: 1 prediction.");
  storage.setItem(LAB, "{}");
  window.dispatchEvent(new window.StorageEvent("storage", { key: LAB }));
  assert.equal(said(), "This browser keeps: 1 prediction; 1 lab as you left it.");
});

test("other parts of the page hear of what was kept, as other pages do", () => {
  const { box, window } = open();
  const heard = [];
  window.addEventListener("storage", ({ key }) => heard.push(key));
  box("predict-mix").choose("A mix");
  box("predict-mix").submit();
  assert.deepEqual(heard, [PREDICTIONS]);
});

// --- two copies of the book on one host -----------------------------------------------------------

const OLDER = "levers-and-plugs/predictions"; // as it was when all copies shared it
const MIX = { question: "Which portfolio sells more?", answer: "A mix", choice: 2, when: NOON };

test("two copies of the book on one host keep apart what is answered in them", () => {
  const { box, storage } = open({ book: "/autumn/" });
  box("predict-mix").choose("A mix");
  box("predict-mix").submit();
  assert.deepEqual(Object.keys(storage), ["levers-and-plugs:/autumn/:predictions"]);
  assert.deepEqual(open({ storage }).box("predict-mix").chosen, []);
  assert.deepEqual(open({ storage, book: "/" }).box("predict-mix").chosen, []);
  assert.deepEqual(open({ storage, book: "/autumn/" }).box("predict-mix").chosen, ["A mix"]);
});

test("what was kept before copies were told apart goes to the one that is opened first", () => {
  const storage = stored(OLDER, { mix: MIX });
  assert.deepEqual(open({ storage }).box("predict-mix").chosen, ["A mix"]);
  assert.deepEqual(Object.keys(storage), [PREDICTIONS]);
  assert.deepEqual(open({ storage, book: "/autumn/" }).box("predict-mix").chosen, []);
});

test("what an older copy kept since is added, and takes nothing away", () => {
  const storage = new Storage({
    [OLDER]: JSON.stringify({ mix: { ...MIX, answer: "Kin only", choice: 1 }, count: { answer: 3, when: NOON } }),
    [PREDICTIONS]: JSON.stringify({ mix: MIX }),
  });
  const page = open({ storage });
  assert.deepEqual(page.box("predict-mix").chosen, ["A mix"]);
  assert.match(line(page, "count"), /You predicted: 3 of 100/);
  assert.deepEqual(Object.keys(storage), [PREDICTIONS]);
});

test("without room for it, what was kept before stays where it is", () => {
  const storage = stored(OLDER, { mix: MIX });
  Object.defineProperty(storage, "setItem", {
    value: () => {
      throw new Error("full");
    },
  });
  open({ storage });
  assert.deepEqual(Object.keys(storage), [OLDER]);
});

test("clearing leaves what other copies keep, and other books", () => {
  const others = [
    "levers-and-plugs:/autumn/:predictions",
    "levers-and-plugs:/:predictions",
    "livepages:/autumn/_static/livepages/:Book/index:1",
    "livepages:/_static/livepages/:Book/index:1",
    "livepages:/spring/autumn/_static/livepages/:Book/index:1",
    "livepages:code:/autumn/_static/livepages/:Book/index:a",
    "livepages:Another book/index:1",
  ];
  const own = [PREDICTIONS, LAB, LAB.replace(":", ":code:"), LAB.replace(":", ":aside:"), "livepages:Book/index:1"];
  const storage = new Storage(Object.fromEntries([...others, ...own].map((key) => [key, "{}"])));
  const { document } = open({ storage });
  const said = document.querySelector(".clear-data .kept");
  assert.equal(
    said.textContent,
    "This browser keeps: 2 labs as you left them; 1 cell of code as you changed it; 1 lab or cell of code with another version set aside.",
  );
  document.querySelector(".clear-data button").click();
  assert.deepEqual(Object.keys(storage), others);
  assert.equal(said.textContent, "This browser keeps nothing of this book.");
});

// --- how it came out ------------------------------------------------------------------------------

test("a first answer that was not right stays beside the later one, and a right one stays as it is", () => {
  const before = (document) => document.querySelectorAll("#check-claim .feedback")[1].classList.add("right");
  const page = open({ before });
  const claim = page.box("check-claim");
  const now = () => kept(page.storage, CHECKS).claim;
  const check = (text) => {
    claim.choose(text);
    claim.submit();
    return now();
  };
  assert.deepEqual([check("The first").answer, now().right, now().second], ["The first", false, undefined]);
  check("The second");
  assert.deepEqual([now().answer, now().second.answer, now().second.right], ["The first", "The second", true]);
  assert.equal(check("The first").second.answer, "The second");
  assert.deepEqual(open({ storage: page.storage, before }).box("check-claim").opened, ["b"]);
  claim.press(".again");
  assert.deepEqual([check("The second").right, check("The first").answer], [true, "The second"]);
});

const EXERCISE = `<div class="exercise admonition" id="rows"></div>
  <div class="cell tag_exercise"><div data-code-cell="try"></div><div class="livepages-output"></div></div>`;
const TRIES = "levers-and-plugs:/spring/:tries";

/** A page with an exercise, whose cell can be run. */
function exercise(given) {
  const page = visit(EXERCISE, given);
  const cell = page.document.querySelector(".cell");
  const run = (shown, detail = {}) => {
    cell.querySelector(".livepages-output").innerHTML = shown;
    cell.dispatchEvent(new page.window.CustomEvent("livepages:ran", { detail: { ok: true, changed: true, ...detail } }));
    return kept(page.storage, TRIES).rows;
  };
  return { ...page, run };
}

test("an exercise counts as tried with the reader's own code, and as checked once its check passed", () => {
  const right = '<div class="lp-diagnosis lp-right"></div>';
  const { run, storage } = exercise();
  assert.equal(run(right, { changed: false }), undefined);
  const first = run('<div class="lp-diagnosis lp-mistake"></div>');
  assert.deepEqual([first.answer, first.right], ["tried", undefined]);
  assert.equal(run(right, { ok: false }).right, undefined);
  assert.equal(run(right).right, true);
  assert.equal(run("").right, true); // what was checked stays so
  assert.equal(kept(storage, TRIES).rows.when, first.when);
  assert.equal(exercise({ storage }).run("").right, true);
});
