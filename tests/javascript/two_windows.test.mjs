// Two windows of a page: who may write, who follows, and what is set aside.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Aside } from "../../book/_ext/livepages/web/src/aside.js";
import { Follower } from "../../book/_ext/livepages/web/src/follower.js";

const NAME = "livepages:/spring/_static/livepages/:A book/page:lab";
let storage;
let taken;
let cell;

beforeEach(() => {
  storage = new Map([[NAME, "old"]]);
  const localStorage = {
    getItem: (key) => storage.get(key) ?? null,
    setItem: (key, text) => storage.set(key, text),
    removeItem: (key) => storage.delete(key),
  };
  Object.defineProperty(globalThis, "localStorage", { value: localStorage, configurable: true });
  globalThis.StorageEvent = class extends Event {};
  globalThis.addEventListener = () => {};
  globalThis.dispatchEvent = () => true;
  globalThis.document = { addEventListener() {}, activeElement: null, hasFocus: () => true };
  taken = [];
  const store = {
    name: NAME,
    last: "old",
    get isStale() {
      return (storage.get(NAME) ?? null) !== this.last;
    },
    sync() {
      this.last = storage.get(NAME) ?? null;
    },
  };
  cell = { store, ready: () => true, busy: () => false, take: () => taken.push(storage.get(NAME)) };
});

/** The other window keeps something. */
const other = (text) => (text === null ? storage.delete(NAME) : storage.set(NAME, text));

test("a window that nobody touched takes what another one keeps, once", () => {
  const follower = new Follower(cell);
  other("new");
  follower.follow();
  follower.follow();
  assert.deepEqual(taken, ["new"]);
});

test("a lab that has not started takes nothing: it reads what is kept when it starts", () => {
  const follower = new Follower({ ...cell, ready: () => false });
  other("new");
  follower.follow();
  assert.deepEqual(taken, []);
});

test("nothing is changed under the hand of a reader, and afterwards it is taken", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let busy = true;
  const follower = new Follower({ ...cell, busy: () => busy });
  other("new");
  follower.follow();
  assert.deepEqual(taken, []);
  busy = false;
  t.mock.timers.tick(1500);
  assert.deepEqual(taken, ["new"]);
});

test("a field with the cursor in it counts as at work only where the window has the focus", () => {
  const follower = new Follower(cell);
  const field = { matches: () => true };
  follower.area = { contains: (element) => element === field };
  document.activeElement = field;
  assert.equal(follower.isInUse, true);
  document.hasFocus = () => false;
  assert.equal(follower.isInUse, false);
});

test("a state that comes without a touch gives way to what another window kept", () => {
  const follower = new Follower(cell);
  other("new");
  assert.equal(follower.verdict("of a widget alone"), "follow");
});

test("a state that the reader made is kept, and the other window's is not lost", () => {
  const follower = new Follower(cell);
  follower.touch();
  assert.equal(follower.verdict("mine"), "keep"); // nobody else wrote
  other("theirs");
  assert.equal(follower.verdict("mine"), "both");
  assert.equal(follower.verdict("theirs"), "keep"); // the same in both
  other(null); // cleared there: there is no other version
  assert.equal(follower.verdict("mine"), "keep");
});

test("an echo of what was taken is no change", () => {
  const follower = new Follower(cell);
  other("new");
  follower.follow();
  assert.equal(follower.verdict("new"), "keep");
  assert.equal(follower.touched, false);
});

test("versions that gave way are kept apart from the cell's own, the latest offered first", () => {
  const aside = new Aside(NAME);
  assert.equal(aside.name, "livepages:aside:/spring/_static/livepages/:A book/page:lab");
  for (const text of ["one", "two", "one", "", null]) aside.add(text);
  assert.deepEqual(aside.texts, ["two", "one"]);
  assert.equal(aside.pop(), "one");
  aside.texts = [];
  assert.deepEqual([...storage.keys()], [NAME]);
});

test("only so many are kept, and what is damaged counts as none", () => {
  const aside = new Aside(NAME);
  for (let each = 1; each <= 12; each++) aside.add(`version ${each}`);
  assert.equal(aside.texts.length, 10);
  assert.equal(aside.pop(), "version 12");
  for (const text of ["{", "3", "null", '{"a":1}', "[1, null]"]) {
    storage.set(aside.name, text);
    assert.deepEqual(aside.texts, [], text);
    assert.equal(aside.pop(), "");
  }
});
