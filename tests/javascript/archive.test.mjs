// What Python is made of, fetched and unpacked: whole, in order, or with a word on what is wrong.

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { gzipSync } from "node:zlib";
import { useWords } from "../../book/_ext/livepages/web/src/fetch_file.js";
import { fetchArchive, fetchPieces, unpack } from "../../book/_ext/livepages/web/src/archive.js";

useWords({ not_found: "{file} was not found ({status}).", wrong_length: "{file} is too long or short." });
afterEach(() => mock.restoreAll());

/** A host with files; each may come later than those asked for after it. */
function serve(files) {
  mock.method(globalThis, "fetch", async (address) => {
    const { body, status = 200, wait = 0 } = files[address] ?? { status: 404 };
    await new Promise((done) => setTimeout(done, wait));
    return new Response(body, { status });
  });
}

/** Bytes of an archive, as pack.mjs writes it before it is gzipped. */
function archive(files) {
  const contents = Object.values(files).map((content) => Buffer.from(content));
  const index = Object.keys(files).map((path, number) => [path, contents[number].length]);
  return new Uint8Array(Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...contents]));
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

test("an archive's files are written with their own bytes, each folder once and first", () => {
  const disk = new Disk();
  unpack(archive({ "/lib/a/one.pyc": "1\n[2]", "/lib/a/two.pyc": "", "/lib/b/three.so": "\xff\0" }), disk);
  assert.deepEqual(disk.done, [
    ["folder", "/lib/a"],
    ["/lib/a/one.pyc", "1\n[2]"],
    ["/lib/a/two.pyc", ""],
    ["folder", "/lib/b"],
    ["/lib/b/three.so", Buffer.from("\xff\0").toString("latin1")],
  ]);
});

test("a file's name may be in any script", () => {
  const disk = new Disk();
  unpack(archive({ "/data/Größe/名.csv": "a" }), disk);
  assert.deepEqual(disk.done, [["folder", "/data/Größe"], ["/data/Größe/名.csv", "a"]]);
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

test("an archive arrives inflated", async () => {
  const bytes = archive({ "/lib/a.pyc": "x".repeat(100_000) });
  serve({ "modules.lpz": { body: gzipSync(bytes) } });
  assert.deepEqual(await fetchArchive("modules.lpz"), bytes);
});

test("an archive that is not there is named, with what the host said", async () => {
  serve({ "gone.lpz": { status: 503 } });
  await assert.rejects(fetchArchive("gone.lpz"), { message: "gone.lpz was not found (503)." });
});

test("an archive that broke off on its way, or is not gzipped, is refused", async () => {
  const whole = gzipSync(archive({ "/lib/a.pyc": "code" }));
  serve({ "cut.lpz": { body: whole.subarray(0, whole.length - 4) }, "plain.lpz": { body: "plain text" } });
  await assert.rejects(fetchArchive("cut.lpz"));
  await assert.rejects(fetchArchive("plain.lpz"));
});

test("pieces come together in their order, whichever arrives first, the last one shorter", async () => {
  serve({
    "a.lpz": { body: gzipSync("AAAA"), wait: 20 },
    "b.lpz": { body: gzipSync("BBBB") },
    "c.lpz": { body: gzipSync("CC") },
  });
  const bytes = await fetchPieces(["a.lpz", "b.lpz", "c.lpz"], 4, 10);
  assert.equal(Buffer.from(bytes).toString(), "AAAABBBBCC");
});

test("a piece that comes in many chunks is put together", async () => {
  const long = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251));
  serve({ "long.lpz": { body: gzipSync(long) } });
  assert.ok(Buffer.from(await fetchPieces(["long.lpz"], long.length, long.length)).equals(long));
});

test("a piece with too many or too few bytes is named", async () => {
  serve({ "a.lpz": { body: gzipSync("AAAA") }, "b.lpz": { body: gzipSync("BBB") } });
  const fetched = (...names) => fetchPieces(names, 4, 4 * names.length);
  await assert.rejects(fetched("a.lpz", "b.lpz"), { message: "b.lpz is too long or short." });
  await assert.rejects(fetchPieces(["a.lpz"], 3, 3), { message: "a.lpz is too long or short." });
});

test("a piece that is not there, or broke off, spoils the whole", async () => {
  const whole = gzipSync("AAAA");
  serve({ "a.lpz": { body: whole }, "cut.lpz": { body: whole.subarray(0, 12) } });
  await assert.rejects(fetchPieces(["a.lpz", "b.lpz"], 4, 8), { message: "b.lpz was not found (404)." });
  await assert.rejects(fetchPieces(["a.lpz", "cut.lpz"], 4, 8));
});
