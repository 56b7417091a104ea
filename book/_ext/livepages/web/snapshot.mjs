// @ts-check
/**
 * Makes the memory snapshot that a page starts from: Python as it is after all
 * imports, NumPy included, ready to run a cell.
 *
 *     node snapshot.mjs FOLDER     (a folder made by `pack.mjs`)
 */
import { createRequire } from "node:module";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readPart, writePart } from "./parts.mjs";
import { unpack } from "./src/archive.js";
import { compileAll, linkFirst, place } from "./src/libraries.js";
import { differ, initial, sumOf } from "./src/wasm_memory.js";

/** @import { Settings } from "./src/python.d.ts" */

const folder = process.argv[2];
const plan = JSON.parse(readFileSync(join(folder, "snapshot_request.json"), "utf8"));
const require = createRequire(join(process.cwd(), "package.json"));
const core = dirname(require.resolve("pyodide/package.json"));
const { loadPyodide } = require("pyodide");
const { default: createModule } = await import(join(core, "pyodide.asm.mjs"));

/** @param {string} name */
const part = (name) => new Uint8Array(readPart(readFileSync(join(folder, name))));
const libraries = compileAll(part(plan.libraries));
const stdlib = join(folder, "stdlib.zip"); // as Pyodide reads it under Node
writeFileSync(stdlib, part(plan.stdlib));
/** @type {any} */
let linker;
let tableAtStart = 0;
let first = new Uint32Array();
/** @param {Settings} settings */
const observed = (settings) => {
  const { linking, failed } = linkFirst(settings, libraries, (module) => {
    linker = module;
    tableAtStart = module.wasmTable.length;
    first = initial(module.HEAPU8, lastByte(module.HEAPU8));
  });
  return Promise.race([createModule(linking), failed]);
};

/**
 * Where what lies in memory ends, in whole words.
 *
 * @param {Uint8Array} memory
 */
function lastByte(memory) {
  return (memory.findLastIndex((byte) => byte !== 0) + 4) & ~3;
}

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
  stdLibURL: stdlib,
  lockFileContents: { info: plan.info, packages: {} },
  env: { HOME: "/home/pyodide", ...plan.env },
  _makeSnapshot: true,
});
for (const name of [plan.modules, plan.data]) unpack(part(name), pyodide.FS);
place(await libraries, pyodide.FS);
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
const heap = new Uint8Array(made.subarray(start));
differ(heap, first);
// In pieces: each is opened while the next one comes; no browser keeps a file for the next page
// that is large beside its cache; and what lies far apart has little in common anyway.
const PIECE = 13 << 20;
/** @type {string[]} */
const files = [];
for (let from = 0; from < heap.length; from += PIECE) {
  files.push(writePart(folder, "snapshot", heap.subarray(from, from + PIECE)));
}
const header = Buffer.from(made.subarray(0, start)).toString("base64");
const known = { table: tableAtStart, initial: first.byteLength, sum: sumOf(first) };
writeFileSync(join(folder, "snapshot.json"), JSON.stringify({ files, piece: PIECE, header, heap: heap.length, ...known }));
rmSync(stdlib);
process.exit(0);
