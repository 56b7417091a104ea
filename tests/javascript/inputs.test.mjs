// What a cell is given besides its state: a text that the site keeps for this book at this address.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Inputs } from "../../book/_ext/livepages/web/src/inputs.js";

/** @type {(storage: string | undefined, at?: string) => string | undefined} */
const keyOf = (storage, at = "spring/") =>
  new Inputs({ storage }, { base: `https://host.example/${at}_static/livepages/` }).names.storage;

test("the key of a kept text holds the path of the book's root where its author asks for that", () => {
  assert.equal(keyOf("kit:{book}:predictions"), "kit:/spring/:predictions");
  assert.equal(keyOf("kit:{book}:predictions", ""), "kit:/:predictions");
  assert.equal(keyOf("kit:{book}:predictions", "a/b/$&/"), "kit:/a/b/$&/:predictions");
});

test("a key without it is shared by all books on a host, and there may be none", () => {
  assert.equal(keyOf("demo/kept"), "demo/kept");
  assert.equal(keyOf(undefined), undefined);
});
