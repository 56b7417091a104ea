// @ts-check
/**
 * Makes the memory snapshot that a page starts from: Python as it is after all
 * imports, NumPy included, ready to run a cell.
 *
 *     node snapshot.mjs FOLDER     (a folder made by `pack.mjs`)
 */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { linkFirst, place } from "./src/libraries.js";
import { unpack } from "./src/archive.js";

/** @import { Library, Settings } from "./src/python.d.ts" */

const folder = process.argv[2];
const plan = JSON.parse(readFileSync(join(folder, "snapshot_request.json"), "utf8"));
const require = createRequire(join(process.cwd(), "package.json"));
const core = dirname(require.resolve("pyodide/package.json"));
const { loadPyodide } = require("pyodide");
const { default: createModule } = await import(join(core, "pyodide.asm.mjs"));

const libraries = Promise.all(
  plan.libraries.map(async (/** @type {Library} */ { path, file }) => ({
    path,
    module: await WebAssembly.compile(readFileSync(join(folder, file))),
  })),
);
/** @type {any} */
let linker;
let tableAtStart = 0;
/** @param {Settings} settings */
const observed = (settings) => {
  const { linking, failed } = linkFirst(settings, libraries, (module) => {
    linker = module;
    tableAtStart = module.wasmTable.length;
  });
  return Promise.race([createModule(linking), failed]);
};

/**
 * Write zeros over memory that was given back: what is left of it there would only be ballast.
 *
 * @param {any} memory
 */
function sweep(memory) {
  const { _malloc, _free, _emscripten_get_sbrk_ptr } = memory;
  const top = () => memory.HEAPU32[_emscripten_get_sbrk_ptr() >>> 2];
  /** @type {number[]} */
  const taken = [];
  for (let size = 1 << 18; size >= 32; size >>= 1) {
    for (;;) {
      const before = top();
      const block = _malloc(size);
      if (top() !== before || !block) {
        _free(block);
        break;
      }
      memory.HEAPU8.fill(0, block, block + size);
      taken.push(block);
    }
  }
  for (const block of taken) _free(block);
}
const pyodide = await loadPyodide({
  indexURL: core,
  createPyodideModule: observed,
  lockFileContents: { info: plan.info, packages: {} },
  env: { HOME: "/home/pyodide", ...plan.env },
  _makeSnapshot: true,
});
for (const name of [plan.modules, plan.data]) {
  unpack(gunzipSync(readFileSync(join(folder, name))), pyodide.FS);
}
place(plan.libraries, pyodide.FS);
pyodide.runPython(`
import gc, importlib, json
importlib.invalidate_caches()
for name in json.loads(${JSON.stringify(JSON.stringify(plan.warm))}):
    importlib.import_module(name)
import livepages_kernel
livepages_kernel.page()
gc.collect()
gc.freeze()  # what was imported stays: no need to look through it again and again
`);
sweep(linker);
const made = pyodide.makeMemorySnapshot();
// Its second word says where memory begins; what stands before is the header.
const start = new Uint32Array(made.buffer, made.byteOffset, 2)[1];
const heap = made.subarray(start);
// In pieces: no browser keeps a file for the next page that is large beside its cache, and the
// cache of a private window is small.
const PIECE = 8 << 20;
/** @type {string[]} */
const files = [];
for (let from = 0; from < heap.length; from += PIECE) {
  const piece = heap.subarray(from, from + PIECE);
  const hash = createHash("sha256").update(piece).digest("hex").slice(0, 12);
  const name = `snapshot-${hash}.lpz`;
  files.push(name);
  writeFileSync(join(folder, name), gzipSync(piece, { level: 9 }));
}
const header = Buffer.from(made.subarray(0, start)).toString("base64");
const answer = { files, piece: PIECE, header, heap: heap.length, table: tableAtStart };
writeFileSync(join(folder, "snapshot.json"), JSON.stringify(answer));
process.exit(0);
