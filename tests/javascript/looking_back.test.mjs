// Questions of earlier chapters: answered on their own, one after the other, or skipped.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Storage, open } from "./support/questions.mjs";

const KEY = (name) => `levers-and-plugs:/spring/:${name}`;
const PLACE = "part/chapter";
const kept = (storage, name) => JSON.parse(storage.getItem(KEY(name)) ?? "{}");
const block = (page) => page.document.querySelector(".looking-back");
/** As a browser does once a fold was opened or closed. */
const toggled = (page) => block(page).dispatchEvent(new page.window.Event("toggle"));

test("a question that came back is kept apart from the one it is a copy of", () => {
  const page = open({ storage: new Storage({ [KEY("self-checks")]: JSON.stringify({ one: { answer: "That", choice: 2 } }) }) });
  const one = page.box("back-one");
  assert.deepEqual([one.chosen, one.opened], [[], []]);
  one.choose("This");
  one.submit();
  assert.equal(one.status, "You chose a. Right. Yes.");
  assert.equal(kept(page.storage, "reviews")[`one@${PLACE}`].answer, "This");
  assert.deepEqual(Object.keys(kept(page.storage, "self-checks")), ["one"]);
  assert.deepEqual(open({ storage: page.storage }).box("back-one").opened, ["a"]);
  one.press(".again");
  assert.deepEqual(kept(page.storage, "reviews"), {});
});

test("the next question opens when one was answered, and not when none was chosen", () => {
  const page = open();
  const second = page.document.querySelectorAll(".review")[1];
  const one = page.box("back-one");
  const submit = () => one.root.querySelector("form").dispatchEvent(new page.window.Event("submit", { bubbles: true, cancelable: true }));
  submit();
  assert.equal(second.hasAttribute("open"), false);
  one.choose("That");
  submit();
  assert.equal(second.hasAttribute("open"), true);
});

test("skipped questions are folded away here and now, and on the next visit, until they are opened", () => {
  const page = open();
  assert.equal(block(page).open, true);
  block(page).querySelector(".skip").click();
  toggled(page);
  assert.equal(block(page).open, false);
  assert.equal(page.document.activeElement, block(page).querySelector("summary"));
  assert.deepEqual(Object.keys(kept(page.storage, "skipped")), [PLACE]);
  const next = open({ storage: page.storage });
  assert.equal(block(next).open, false);
  block(next).open = true;
  toggled(next);
  assert.deepEqual(kept(page.storage, "skipped"), {});
  assert.equal(block(open({ storage: page.storage })).open, true);
});

test("opening a page writes nothing about what was skipped", () => {
  const page = open();
  toggled(page);
  assert.deepEqual(Object.keys(page.storage), []);
});
