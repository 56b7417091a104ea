// What a reader set comes back: from a link first, else from this browser, if it keeps anything.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { linked, StateStore } from "../../book/_ext/livepages/web/src/state_store.js";

const BASE = "https://host.example/spring/_static/livepages/";
const PAGE = "Levers and Plugs/book/index";
const KEY = `livepages:/spring/_static/livepages/:${PAGE}:fairs`;
const STATE = '{"0":9}';

/** Gives the module the parts of a browser that it uses; what it told other listeners is `told`. */
let told;
function visit({ hash = "", storage = new Map(), state = null } = {}) {
  told = [];
  globalThis.window = { location: { hash, pathname: "/spring/index.html", search: "?x=1" } };
  globalThis.history = {
    state,
    replaceState(now, _, address) {
      this.state = now;
      window.location.hash = new URL(address, BASE).hash;
    },
  };
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

const saved = (cell = "fairs", { base = BASE, key = PAGE, place = 2 } = {}) => new StateStore({ base, key }, cell, place);
const linkTo = (cell, state) => `#live=${encodeURIComponent(cell)}:${encodeURIComponent(state)}`; // as share.js

beforeEach(() => visit());

test("what was written is there on the next visit, under the folder of the site, the page and the cell's name", () => {
  const storage = visit();
  saved().write(STATE);
  assert.deepEqual([...storage], [[KEY, STATE]]);
  assert.equal(saved().read(), STATE);
});

test("cells, pages and copies of a book do not read one another's", () => {
  saved().write(STATE);
  assert.equal(saved("kin", { place: 3 }).read(), null);
  assert.equal(saved("fairs", { key: "Levers and Plugs/book/other" }).read(), null);
  assert.equal(saved("fairs", { base: "https://host.example/autumn/_static/livepages/" }).read(), null);
});

for (const older of [`livepages:${PAGE}:fairs`, `livepages:${PAGE}:cell-2`]) {
  test(`what an earlier edition kept as ${older} is taken over, once`, () => {
    const storage = visit({ storage: new Map([[older, STATE]]) });
    assert.equal(saved().read(), STATE);
    assert.deepEqual([...storage], [[KEY, STATE]]);
    saved().write("");
    assert.equal(saved().read(), null);
    storage.set(KEY, "newer").set(older, STATE);
    assert.equal(saved().read(), "newer");
  });
}

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
  visit({ hash: linkTo("fairs", STATE), storage: new Map([[KEY, "older"]]) });
  assert.deepEqual(saved().offers(), [STATE, "older"]);
  assert.deepEqual(saved("kin", { place: 3 }).offers(), []);
  visit({ hash: linkTo("fairs-2", STATE), storage: new Map([[KEY, "older"]]) });
  assert.deepEqual(saved().offers(), ["older"]);
});

test("a link that names a cell by its place, as before cells had names, is for the cell there", () => {
  visit({ hash: linkTo("cell-2", STATE) });
  assert.equal(saved().read(), STATE);
  assert.equal(saved("kin", { place: 3 }).read(), null);
});

test("a link leaves the address once its lab is live, and a reload still shows it", () => {
  visit({ hash: linkTo("fairs", STATE), storage: new Map([[KEY, "older"]]) });
  saved().taken();
  assert.equal(window.location.hash, "");
  assert.equal(saved().read(), STATE);
  assert.equal(saved("kin", { place: 3 }).read(), null);
});

test("once the reader has changed something, that counts and not the link, live or not", () => {
  for (const taken of [true, false]) {
    const storage = visit({ hash: linkTo("fairs", STATE), storage: new Map([[KEY, "older"]]) });
    if (taken) saved().taken();
    saved().write("moved");
    assert.equal(window.location.hash, "");
    assert.equal(saved().read(), "moved");
    assert.equal(storage.get(KEY), "moved");
    saved().write("");
    assert.equal(saved().read(), null);
  }
});

test("another anchor of the page, and what others keep with the visit, stay", () => {
  visit({ state: { theirs: 1 } });
  window.location.hash = linkTo("fairs", STATE);
  saved().taken();
  window.location.hash = "#a-heading";
  saved().write("moved");
  assert.equal(window.location.hash, "#a-heading");
  assert.equal(history.state.theirs, 1);
});

test("what the lab refused is offered no more until the reader changes something", () => {
  visit({ hash: linkTo("fairs", "bad"), storage: new Map([[KEY, "older"]]) });
  const store = saved();
  store.refused.add("bad");
  assert.deepEqual(store.offers(), ["older"]);
  assert.equal(localStorage.getItem(KEY), "older");
});

test("a link carries any state and any cell's name, as a browser leaves it or escapes it", () => {
  const state = '{"a":"50 % : 1/2 & ü"}';
  for (const cell of ["fairs", "my cell: ü"]) {
    visit({ hash: new URL(linkTo(cell, state), "https://book.example/").hash });
    assert.equal(saved(cell).read(), state);
  }
  visit({ hash: '#live=fairs:{"0":9}' }); // typed by hand
  assert.equal(saved().read(), STATE);
});

test("a link with nothing in it shows the lab as it comes, whatever was kept", () => {
  visit({ hash: "#live=fairs:", storage: new Map([[KEY, "older"]]) });
  assert.equal(saved().read(), "");
});

test("a link that was cut off is none for its lab, and is known for what it is", () => {
  for (const [hash, cell] of [["#live=fairs:%", "fairs"], ["#live=fairs:%7B%2", "fairs"], ["#live=%:9", null], ["#live=fairs", "fairs"]]) {
    visit({ hash, storage: new Map([[KEY, "kept"]]) });
    assert.deepEqual(saved().offers(), ["kept"], hash);
    assert.equal(linked().cell, cell, hash);
    assert.ok(linked().text === null || linked().cell === null, hash);
  }
});

test("any other anchor of the page is no link to a lab", () => {
  for (const hash of ["", "#live", "#a-heading", "#x#live=fairs:9"]) {
    visit({ hash, storage: new Map([[KEY, "kept"]]) });
    assert.equal(saved().read(), "kept", hash);
    assert.equal(linked(), null, hash);
  }
});

test("what another page cleared or changed meanwhile is noticed", () => {
  const storage = visit({ storage: new Map([[KEY, STATE]]) });
  const store = saved();
  store.write("moved");
  assert.equal(store.isStale, false);
  storage.clear();
  assert.equal(store.isStale, true);
});

test("where storage is off the lab forgets and goes on, and links work", () => {
  visit({ storage: OFF });
  assert.equal(saved().read(), null);
  saved().write(STATE);
  saved().write("");
  assert.deepEqual(told, []); // nothing has changed that could be told of
  visit({ storage: OFF, hash: linkTo("fairs", STATE) });
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
