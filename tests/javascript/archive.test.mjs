// What Python is made of, fetched, checked and unpacked: whole, or with a word on what is wrong.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, mock, test } from "node:test";
import { zstdDecompressSync } from "node:zlib";
import { archived, readPart, writePart } from "../../book/_ext/livepages/web/parts.mjs";
import { filesOf, unpack } from "../../book/_ext/livepages/web/src/archive.js";
import { useWords } from "../../book/_ext/livepages/web/src/fetch_file.js";
import { fetchPart, opened, useDecoder } from "../../book/_ext/livepages/web/src/parts.js";

const FOLDER = mkdtempSync(join(tmpdir(), "parts-"));
const WORDS = {
  not_found: "{file} was not found ({status}).",
  wrong_file: "{file} is not as it was built.",
  a_page_instead: "A web page came for {file}.",
  broke_off: "{file} broke off.",
};
useWords(WORDS);
useDecoder({
  init: async () => {},
  decode(bytes) {
    try {
      return new Uint8Array(zstdDecompressSync(bytes));
    } catch {
      return new Uint8Array(); // as the page's own decoder answers
    }
  },
});
afterEach(() => mock.restoreAll());

/** A host with files; returns what it was asked for, and how. */
function serve(files) {
  const asked = [];
  mock.method(globalThis, "fetch", async (address, { cache } = {}) => {
    asked.push([address, cache]);
    const found = files[address] ?? { status: 404 };
    const { body, status = 200, type = "application/octet-stream" } = typeof found === "function" ? found(cache) : found;
    if (body instanceof Error) throw body;
    return new Response(body, { status, headers: { "content-type": type } });
  });
  return asked;
}

/** A part as the build writes it: its name, and its bytes. */
function part(content) {
  const name = writePart(FOLDER, "part", Buffer.from(content));
  return { name, bytes: new Uint8Array(readFileSync(join(FOLDER, name))) };
}

function withBitFlipped(bytes, place) {
  const changed = bytes.slice();
  changed[place] ^= 4;
  return changed;
}

/** A file system that writes down, in order, what it is asked to do. */
class Disk {
  done = [];
  mkdirTree(path) {
    this.done.push(["folder", path]);
  }
  writeFile(path, bytes) {
    this.done.push([path, Buffer.from(bytes).toString("latin1")]);
  }
}

/** Bytes of an archive, as pack.mjs writes it before it is compressed. */
function archive(files) {
  return new Uint8Array(archived(Object.entries(files).map(([path, text]) => [path, Buffer.from(text, "latin1")])));
}

test("an archive's files are written with their own bytes, each folder once and first", () => {
  const disk = new Disk();
  unpack(archive({ "/lib/a/one.pyc": "1\n[2]", "/lib/a/two.pyc": "", "/lib/b/three.so": "\xff\0" }), disk);
  assert.deepEqual(disk.done, [
    ["folder", "/lib/a"],
    ["/lib/a/one.pyc", "1\n[2]"],
    ["/lib/a/two.pyc", ""],
    ["folder", "/lib/b"],
    ["/lib/b/three.so", "\xff\0"],
  ]);
});

test("a file's name may be in any script, and its order is kept", () => {
  const files = filesOf(archive({ "/data/Größe/名.csv": "a", "/a": "bc" }));
  assert.deepEqual(files.map(([path, bytes]) => [path, Buffer.from(bytes).toString()]), [["/data/Größe/名.csv", "a"], ["/a", "bc"]]);
});

test("an archive without files writes nothing", () => {
  const disk = new Disk();
  unpack(archive({}), disk);
  assert.deepEqual(disk.done, []);
});

test("what breaks off within its list of files, or is no archive, is refused before anything is written", () => {
  const disk = new Disk();
  const whole = archive({ "/lib/a.pyc": "code" });
  for (const broken of [whole.subarray(0, 9), new Uint8Array(), new TextEncoder().encode("<html>\n</html>")]) {
    assert.throws(() => unpack(broken, disk), SyntaxError);
  }
  assert.deepEqual(disk.done, []);
});

test("a part arrives as it was written, and its bytes are counted as they come", async () => {
  const { name, bytes } = part("x".repeat(100_000));
  serve({ [name]: { body: bytes } });
  let counted = 0;
  const content = await fetchPart(name, (more) => (counted += more));
  assert.equal(Buffer.from(content).toString(), "x".repeat(100_000));
  assert.equal(counted, bytes.length);
  assert.deepEqual(Buffer.from(readPart(Buffer.from(bytes))), Buffer.from(content));
});

test("no host takes a part for something that it should unpack on its way", () => {
  const { bytes } = part("content");
  const marks = { gzip: [0x1f, 0x8b], zstd: [0x28, 0xb5, 0x2f, 0xfd], zip: [0x50, 0x4b], xz: [0xfd, 0x37] };
  for (const [kind, mark] of Object.entries(marks)) {
    assert.notDeepEqual([...bytes.subarray(0, mark.length)], mark, kind);
  }
});

test("a part that is not there is named, with what the host said", async () => {
  serve({ "gone.lpz": { status: 503 } });
  await assert.rejects(fetchPart("gone.lpz"), { kind: "not_found", message: "gone.lpz was not found (503)." });
});

test("a part that does not arrive is named", async () => {
  serve({ "away.lpz": { body: new TypeError("Failed to fetch") } });
  await assert.rejects(fetchPart("away.lpz"), { kind: "broke_off", message: "away.lpz broke off." });
});

test("a web page in place of a part, as where one has to sign in, is told as that", async () => {
  const { name } = part("content");
  serve({ [name]: { body: "<html>Sign in</html>", type: "text/html; charset=utf-8" } });
  await assert.rejects(fetchPart(name), { kind: "a_page_instead", message: `A web page came for ${name}.` });
});

test("one bit that changed on the way is noticed, wherever it is", async () => {
  const { name, bytes } = part(Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * index) % 251)));
  for (const place of [0, 5, 9, Math.floor(bytes.length / 2), bytes.length - 1]) {
    serve({ [name]: { body: withBitFlipped(bytes, place) } });
    await assert.rejects(fetchPart(name), { kind: "wrong_file", message: `${name} is not as it was built.` }, `byte ${place}`);
  }
});

test("a part that was cut off, or is empty, is refused", async () => {
  const { name, bytes } = part("content that is long enough to be cut");
  for (const body of [bytes.subarray(0, bytes.length - 4), bytes.subarray(0, 3), ""]) {
    serve({ [name]: { body } });
    await assert.rejects(fetchPart(name), { kind: "wrong_file" });
  }
});

test("where the browser computes no hash, the part's own checksum tells", () => {
  const { name, bytes } = part("content that is long enough to be changed");
  assert.equal(Buffer.from(opened(bytes, name)).toString(), "content that is long enough to be changed");
  for (const place of [0, 5, 20, bytes.length - 1]) {
    assert.throws(() => opened(withBitFlipped(bytes, place), name), { kind: "wrong_file" }, `byte ${place}`);
  }
});

test("what the browser kept and is damaged is asked for once more, past its cache", async () => {
  const { name, bytes } = part("content");
  const asked = serve({ [name]: (cache) => ({ body: cache === "reload" ? bytes : withBitFlipped(bytes, 9) }) });
  assert.equal(Buffer.from(await fetchPart(name)).toString(), "content");
  assert.deepEqual(asked, [[name, "default"], [name, "reload"]]);
});

test("a host that sends the wrong file twice is not asked for ever", async () => {
  const { name, bytes } = part("content");
  const asked = serve({ [name]: { body: withBitFlipped(bytes, 9) } });
  await assert.rejects(fetchPart(name), { kind: "wrong_file" });
  assert.equal(asked.length, 2);
});
