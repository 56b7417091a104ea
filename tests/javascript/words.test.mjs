// What the picture says in words; expected sentences are written here as a reader would hear them.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as words from "../../exercises/leverplug/widgets/parts/words.js";
import { design, editor, tie } from "./support/kit.mjs";

const FAIR = tie("trade_fair-1", { effort: 0.2, start: 2, region: "emerging" });
const AUNT = tie("kin-1", { end: 9, label: "Aunt Ada" });

test("a share has two decimals, and what is no number is none", () => {
  const said = [0.5, "0.4", 1, 0.005, null, undefined, "plenty", Number.NaN].map(words.share);
  assert.deepEqual(said, ["0.50", "0.40", "1.00", "0.01", "0.00", "0.00", "0.00", "0.00"]);
});

test("a kind that is not on offer is called by its key, and looks like the others", () => {
  const app = editor();
  const kind = words.kindOf(app, tie("guild-1"));
  assert.deepEqual([kind.label, kind.channel, kind.has_region], ["guild", "other", false]);
  assert.equal(words.lookOf(app, kind).shape, "diamond");
  assert.equal(words.kindOf(app, FAIR).label, "Trade fairs and exhibitions");
});

test("a contact has its learner's name, else its kind's, with a number among namesakes", () => {
  const other = tie("trade_fair-2");
  const alone = editor({ design: design({ ties: [FAIR, AUNT, tie("kin-2")] }) });
  assert.equal(words.nameOf(alone, AUNT), "Aunt Ada");
  assert.equal(words.nameOf(alone, FAIR), "Trade fairs and exhibitions");
  assert.equal(words.nameOf(alone, alone.design.ties[2]), "Family, relatives and friends");
  const two = editor({ design: design({ ties: [FAIR, other] }) });
  assert.equal(words.nameOf(two, other), "Trade fairs and exhibitions 2");
});

test("the picture's name is the short one, number and all", () => {
  const other = tie("trade_fair-2");
  const app = editor({ design: design({ ties: [FAIR, other, AUNT, tie("club-1")] }) });
  const said = app.design.ties.map((each) => words.shortNameOf(app, each));
  assert.deepEqual(said, ["Trade fair 1", "Trade fair 2", "Aunt Ada", "Fellow members of clubs and associations"]);
});

test("a region is named where there is one, and by its key where it is unknown", () => {
  const app = editor();
  assert.equal(words.regionOf(app, FAIR), "Distant emerging");
  assert.equal(words.regionOf(app, AUNT), "");
  assert.equal(words.regionOf(app, { ...FAIR, region: "moon" }), "moon");
});

test("a span names its last quarter only where there is one", () => {
  assert.equal(words.spanOf(FAIR), "from quarter 2");
  assert.equal(words.spanOf(AUNT), "quarters 1 to 9");
});

test("the status tells what is to come, what is over and what the run did", () => {
  const at = (quarter, state = []) => editor({ quarter, state: new Map(state) });
  assert.equal(words.statusOf(at(1), FAIR), "starts in quarter 2");
  assert.equal(words.statusOf(at(2), FAIR), "");
  assert.equal(words.statusOf(at(9), AUNT), "");
  assert.equal(words.statusOf(at(10), AUNT), "ended with quarter 9");
  assert.equal(words.statusOf(at(10, [["kin-1", { note: "fell asleep" }]]), AUNT), "fell asleep");
});

test("a channel has its dark colour on a dark page, and its other signs everywhere", () => {
  const on = (lpTheme) => words.lookOf(editor({ root: { dataset: { lpTheme } } }), { channel: "business" });
  assert.deepEqual([on("light").colour, on("dark").colour], ["#2f6fb7", "#6aa3e0"]);
  assert.equal(on("dark").dash, "10 4");
  assert.equal(words.lookOf(editor(), { channel: "business" }).colour, "#2f6fb7"); // not on a page yet
});

test("a contact's description says everything that is seen of it, in order", () => {
  const app = editor({
    design: design({ ties: [FAIR, AUNT], links: [["kin-1", "trade_fair-1"], ["kin-1", "gone-1"]] }),
    state: new Map([["trade_fair-1", { strength: 0.5, lever: 0.25, plug: 0.75, novelty: 1 }]]),
  });
  assert.equal(
    words.describe(app, FAIR),
    "Trade fairs and exhibitions; business tie; Distant emerging; effort 0.20; from quarter 2; " +
      "strength 0.50, lever 0.25, plug 0.75, still new 1.00; knows Aunt Ada",
  );
  assert.equal(
    words.describe(app, AUNT),
    "Aunt Ada; personal tie; effort 0.10; quarters 1 to 9; knows Trade fairs and exhibitions",
  );
});

test("the summary counts ties, those open in the quarter, and connections", () => {
  const of = (ties, links = []) => words.summary(editor({ quarter: 10, design: design({ ties, links }) }));
  assert.equal(of([]), "The venture stands alone: no ties yet.");
  assert.equal(of([FAIR]), "1 tie, 1 open in quarter 10.");
  assert.equal(
    of([FAIR, AUNT], [["kin-1", "trade_fair-1"]]),
    "2 ties, 1 open in quarter 10; connections among contacts: 1.",
  );
});
