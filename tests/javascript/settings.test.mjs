// A page reads what its own version of the build wrote, and says so where it is another version's.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Window } from "happy-dom";
import { readSettings, VERSION } from "../../book/_ext/livepages/web/src/settings.js";

const SCHEMA = new URL("../../book/_ext/livepages/page_schema.json", import.meta.url);

function page(settings) {
  const { document } = new Window({ url: "https://book.example/some/book/page.html" });
  document.body.innerHTML = `
    <div data-live-cell="cell-1" data-live-state="poster"><p>a poster</p></div>
    <div data-live-cell="cell-2" data-live-state="poster"><p>another</p></div>
    <script type="application/json" id="livepages">${JSON.stringify(settings)}</script>`;
  globalThis.document = document;
  return [...document.querySelectorAll("[data-live-cell]")];
}

test("the front end reads the version of the schema", () => {
  assert.equal(VERSION, JSON.parse(readFileSync(SCHEMA, "utf8")).properties.version.const);
});

test("settings of this version are read, with the folder of the files seen from the page", () => {
  page({ version: VERSION, base: "../_static/livepages/", key: "A book/page" });
  const settings = readSettings();
  assert.equal(settings.base, "https://book.example/some/_static/livepages/");
  assert.equal(settings.key, "A book/page");
});

test("settings of an unknown version without words are refused all the same", () => {
  const [box] = page({});
  assert.throws(readSettings, new RegExp(`undefined, ${VERSION}`));
  assert.equal(box.dataset.liveState, "failed");
});

for (const version of [VERSION + 1, VERSION - 1, String(VERSION), undefined]) {
  test(`settings of version ${JSON.stringify(version)} are refused beside each poster`, () => {
    const boxes = page({ version, words: { other_build: "Of two builds: reload" } });
    assert.throws(readSettings, /Of two builds: reload/);
    for (const box of boxes) {
      assert.equal(box.dataset.liveState, "failed");
      assert.match(box.querySelector("[role=alert]").textContent, /^Of two builds: reload/);
      assert.match(box.textContent, /poster|another/);
    }
  });
}
