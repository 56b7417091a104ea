// A reader's code is kept for one book at one address, and goes into the page's notebook.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { CodeStore } from "../../book/_ext/livepages/web/src/code_store.js";
import { withCode } from "../../book/_ext/livepages/web/src/notebook.js";

let storage;
beforeEach(() => {
  storage = new Map();
  globalThis.StorageEvent = class extends Event {};
  globalThis.dispatchEvent = () => true;
  const localStorage = {
    getItem: (key) => storage.get(key) ?? null,
    setItem: (key, text) => storage.set(key, text),
    removeItem: (key) => storage.delete(key),
  };
  Object.defineProperty(globalThis, "localStorage", { value: localStorage, configurable: true });
});

const at = (term, page = "A book/page") =>
  new CodeStore({ base: `https://host.example/${term}/_static/livepages/`, key: page }, "sum");

test("what was written comes back, and nothing is left once it is the book's again", () => {
  assert.equal(at("spring").write({ text: "1", book: "0" }), true);
  assert.deepEqual(at("spring").read(), { text: "1", book: "0" });
  at("spring").write(null);
  assert.equal(at("spring").read(), null);
  assert.equal(storage.size, 0);
});

test("two copies of a book on one host keep apart what is written in them", () => {
  at("spring").write({ text: "1", book: "0" });
  assert.equal(at("autumn").read(), null);
  assert.equal(at("spring", "A book/other").read(), null);
});

for (const damaged of ["{", "3", "null", '{"text":"a"}', '{"text":1,"book":"b"}']) {
  test(`what is damaged counts as nothing: ${damaged}`, () => {
    storage.set(at("spring").name, damaged);
    assert.equal(at("spring").read(), null);
  });
}

test("a browser that keeps nothing is noticed", () => {
  Object.defineProperty(globalThis, "localStorage", {
    get() {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
    configurable: true,
  });
  assert.equal(at("spring").write({ text: "1", book: "0" }), false);
  assert.equal(at("spring").read(), null);
});

const code = (source) => ({ cell_type: "code", source });
const words = (source) => ({ cell_type: "markdown", source });

test("code that was changed stands where the book's stood, cells with the same code in order", () => {
  const page = [words("x = 1"), code("x = 1"), code(["x = 1\n", "x"]), code("x = 1")];
  const codes = [
    { book: "x = 1", text: "x = 2" },
    { book: "x = 1\nx", text: "x = 1\nx" },
    { book: "x = 1", text: "x = 3" },
  ];
  const made = withCode(page, codes).map(({ source }) => source);
  assert.deepEqual(made, ["x = 1", "x = 2", "x = 1\nx", "x = 3"]);
});

test("a cell that was left as it is keeps its place from a later one with the same code", () => {
  const codes = [
    { book: "x", text: "x" },
    { book: "x", text: "y" },
  ];
  const made = withCode([code("x"), code("x")], codes).map(({ source }) => source);
  assert.deepEqual(made, ["x", "y"]);
});

test("changed code that the notebook has no place for is put at its end", () => {
  const made = withCode([words("a")], [{ book: "b", text: "c" }, { book: "d", text: "d" }]);
  assert.deepEqual(made.map(({ source }) => source), ["a", "c"]);
});
