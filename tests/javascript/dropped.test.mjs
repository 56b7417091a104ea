// Files and folders that are dropped become a list of files, with their folders in the names.

import assert from "node:assert/strict";
import { test } from "node:test";
import { everyFile } from "../../exercises/leverplug/widgets/parts/dropped.js";

const file = (name) => ({ name, isFile: true, isDirectory: false, file: (done) => done({ name }) });

// A folder whose reader gives what is in it a few at a time, as browsers do.
const folder = (name, ...inside) => ({
  name,
  isFile: false,
  isDirectory: true,
  createReader: () => {
    const waiting = [...inside];
    return { readEntries: (done) => done(waiting.splice(0, 2)) };
  },
});
const dropped = (...entries) => ({
  items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
  files: entries.map((entry) => ({ name: entry.name })),
});
const names = async (...entries) => (await everyFile(dropped(...entries))).map(({ name }) => name);

test("files that are dropped keep their names", async () => {
  assert.deepEqual(await names(file("a.json"), file("b.zip")), ["a.json", "b.zip"]);
});

test("a folder is read to the end, with the folders in the names", async () => {
  const class_ = folder("class", folder("Ana", file("record.json")), file("b.json"), file("c.json"), folder("empty"));
  assert.deepEqual(await names(class_, file("d.json")), ["class/Ana/record.json", "class/b.json", "class/c.json", "d.json"]);
});

test("a browser without folders gives the files alone", async () => {
  const plain = { items: [{}], files: [{ name: "a.json" }] };
  assert.deepEqual((await everyFile(plain)).map(({ name }) => name), ["a.json"]);
});
