// What a reader set comes back: from a link first, else from this browser, if it keeps anything.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { StateStore } from "../../book/_ext/livepages/web/src/state_store.js";

const KEY = "livepages:Levers and Plugs/book/index:cell-2";
const STATE = '{"0":9}';

/** Gives the module the parts of a browser that it uses; what it told other listeners is `told`. */
let told;
function visit({ hash = "", storage = new Map() } = {}) {
  told = [];
  globalThis.window = { location: { hash } };
  globalThis.StorageEvent = class extends Event {
    constructor(type, { key }) {
      super(type);
      this.key = key;
    }
  };
  globalThis.dispatchEvent = (event) => told.push([event.type, event.key]);
  const localStorage = {
    getItem: (key) => storage.get(key) ?? null,
    setItem: (key, text) => storage.set(key, text),
    removeItem: (key) => storage.delete(key),
  };
  Object.defineProperty(globalThis, "localStorage", { value: localStorage, configurable: true });
  return storage;
}

/** A store that throws at every touch, as browsers have it when storage is switched off. */
const OFF = new Proxy(new Map(), {
  get() {
    throw new DOMException("The operation is insecure.", "SecurityError");
  },
});

const saved = (cell = "cell-2") => new StateStore("Levers and Plugs/book/index", cell);
const linkTo = (cell, state) => `#live=${encodeURIComponent(cell)}:${encodeURIComponent(state)}`; // as share.js

beforeEach(() => visit());

test("what was written is there on the next visit, under the page's and the cell's name", () => {
  const storage = visit();
  saved().write(STATE);
  assert.deepEqual([...storage], [[KEY, STATE]]);
  assert.equal(saved().read(), STATE);
});

test("cells and pages do not read one another's", () => {
  saved().write(STATE);
  assert.equal(saved("cell-3").read(), null);
  assert.equal(new StateStore("Levers and Plugs/book/other", "cell-2").read(), null);
});

test("a first visit has nothing", () => {
  assert.equal(saved().read(), null);
});

test("writing nothing forgets", () => {
  const storage = visit({ storage: new Map([[KEY, STATE], ["another-site", "stays"]]) });
  saved().write("");
  assert.deepEqual([...storage], [["another-site", "stays"]]);
  assert.equal(saved().read(), null);
});

test("this page, too, is told of each change", () => {
  saved().write(STATE);
  saved().write("");
  assert.deepEqual(told, [["storage", KEY], ["storage", KEY]]);
});

test("a link comes before the last visit, and only for its own cell", () => {
  visit({ hash: linkTo("cell-2", STATE), storage: new Map([[KEY, "older"]]) });
  assert.equal(saved().read(), STATE);
  assert.equal(saved("cell-3").read(), null);
  visit({ hash: linkTo("cell-22", STATE), storage: new Map([[KEY, "older"]]) });
  assert.equal(saved().read(), "older");
});

test("a link carries any state and any cell's name, as a browser leaves it or escapes it", () => {
  const state = '{"a":"50 % : 1/2 & ü"}';
  for (const cell of ["cell-2", "my cell: ü"]) {
    visit({ hash: new URL(linkTo(cell, state), "https://book.example/").hash });
    assert.equal(saved(cell).read(), state);
  }
  visit({ hash: '#live=cell-2:{"0":9}' }); // typed by hand
  assert.equal(saved().read(), STATE);
});

test("a link with nothing in it shows the lab as it comes, whatever was kept", () => {
  visit({ hash: "#live=cell-2:", storage: new Map([[KEY, "older"]]) });
  assert.equal(saved().read(), "");
});

test("a link that was cut off within a letter is none", () => {
  for (const hash of ["#live=cell-2:%", "#live=cell-2:%7B%2", "#live=%:9", "#live=%E2%82:%7B"]) {
    visit({ hash, storage: new Map([[KEY, "kept"]]) });
    assert.equal(saved().read(), "kept", hash);
  }
});

test("any other anchor of the page is no link to a lab", () => {
  for (const hash of ["#live=cell-2", "#live", "#a-heading", "#x#live=cell-2:9"]) {
    visit({ hash, storage: new Map([[KEY, "kept"]]) });
    assert.equal(saved().read(), "kept", hash);
  }
});

test("where storage is off the lab forgets and goes on, and links work", () => {
  visit({ storage: OFF });
  assert.equal(saved().read(), null);
  saved().write(STATE);
  saved().write("");
  assert.deepEqual(told, []); // nothing has changed that could be told of
  visit({ storage: OFF, hash: linkTo("cell-2", STATE) });
  assert.equal(saved().read(), STATE);
});

test("where storage is full the state from before stays", () => {
  const storage = visit({ storage: new Map([[KEY, "older"]]) });
  localStorage.setItem = () => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
  saved().write(STATE);
  assert.equal(storage.get(KEY), "older");
  assert.deepEqual(told, []);
});
