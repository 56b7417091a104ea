// @ts-check
/**
 * How Python starts, in one of two ways. From a snapshot: memory as it was
 * after all imports is fetched and put in place. The ordinary way: Pyodide
 * boots and imports an archive of compiled modules. Either way all files are
 * fetched side by side.
 */
import { loadPyodide } from "pyodide";
import { unpack } from "./archive.js";
import { compileAll, linkFirst, place } from "./libraries.js";
import { Later } from "./later.js";
import { answerFetch } from "./own_fetch.js";
import { fetchPart } from "./parts.js";
import { differ, growAtOnce, header, initial, sumOf } from "./wasm_memory.js";

/** @import { At, Compiled, Manifest, Settings, Snapshot, Way } from "./python.d.ts" */

const NOTHING = new Uint8Array();

/** Fetches what a start needs, and tells how much of it is here. */
class Fetching {
  done = 0;

  /**
   * @param {Manifest} manifest
   * @param {At} at
   * @param {string[]} names of all files that will be asked for
   * @param {(stage: string, done: number, total: number) => void} onStage
   */
  constructor(manifest, at, names, onStage) {
    this.at = at;
    const total = names.reduce((sum, name) => sum + manifest.bytes[name], 0);
    this.count = (/** @type {number} */ bytes) => {
      this.done += bytes;
      onStage("fetch", this.done, total);
    };
    onStage("fetch", 0, total);
  }

  /** @param {string} name */
  part(name) {
    return fetchPart(this.at(name), this.count);
  }
}

/**
 * @param {Manifest} manifest names of the files, relative to `base`
 * @param {string} base absolute address of the folder with the files, ending in a slash
 * @param {(stage: string, done?: number, total?: number) => void} onStage called with the name of
 *   each stage as it begins, and with the bytes that are here while files are fetched
 * @param {Way} way `snapshot` if the manifest has one, or `ordinary`
 * @returns {Promise<{ pyodide: any, later: Later }>} Pyodide, with the modules of the manifest
 *   imported, and the packages that can still come
 */
export async function boot(manifest, base, onStage, way) {
  /** @type {At} */
  const at = (name) => new URL(name, base).href;
  const start = way === "snapshot" ? restore : begin;
  const pyodide = await start(manifest, at, onStage);
  const later = new Later(pyodide, manifest.later, at);
  pyodide.pyimport("livepages_on_import").install(pyodide.toPy(manifest.onImport));
  return { pyodide, later };
}

/**
 * Start Pyodide with a core and libraries that are compiled by and by; nothing is ever installed
 * through its lock.
 *
 * @param {Manifest} manifest
 * @param {At} at
 * @param {{ core: Promise<Uint8Array<ArrayBuffer>>, stdlib: Promise<Uint8Array<ArrayBuffer>>,
 *   libraries: Promise<Compiled[]> }} parts
 * @param {{ more?: object, change?: (settings: Settings) => Settings, linked?: (linker: any) => void,
 *   made?: (module: any) => Promise<void> }} how `change` the settings, look at the linker once
 *   libraries are linked, and finish the module that was made
 */
function load(manifest, at, { core, stdlib, libraries }, { more, change = (given) => given, linked, made }) {
  const folder = at(manifest.pyodide);
  const script = import(at(manifest.core));
  const { failed: notCompiled } = compileFirst(core.then((bytes) => WebAssembly.compile(bytes)));
  answerFetch(`${folder}pyodide.asm.wasm`, Promise.resolve(NOTHING));
  answerFetch(`${folder}python_stdlib.zip`, stdlib);
  const createPyodideModule = async (/** @type {Settings} */ settings) => {
    const { linking, failed } = linkFirst(change(settings), libraries, linked);
    const module = await Promise.race([(await script).default(linking), failed, notCompiled]);
    await made?.(module);
    return module;
  };
  const pyodide = loadPyodide({
    indexURL: folder,
    lockFileContents: { info: manifest.info, packages: {} },
    packageBaseUrl: at(""),
    env: { HOME: "/home/pyodide", ...manifest.env },
    stdLibURL: `${folder}python_stdlib.zip`,
    createPyodideModule,
    ...more,
  });
  // What Pyodide's loader cannot fetch it only logs, and goes on without.
  return Promise.race([pyodide, never(Promise.all([core, stdlib, libraries]))]);
}

/**
 * Rejects as `promise` does, and else never ends.
 *
 * @type {(promise: Promise<unknown>) => Promise<never>}
 */
function never(promise) {
  return new Promise((_, reject) => promise.catch(reject));
}

/**
 * Give Pyodide's loader a module that is compiled already: it would only log what goes wrong when
 * it compiles one, and wait for ever. `failed` rejects in its stead.
 *
 * @param {Promise<WebAssembly.Module>} compiled
 */
function compileFirst(compiled) {
  const { instantiateStreaming } = WebAssembly;
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_source, imports) => {
      WebAssembly.instantiateStreaming = instantiateStreaming;
      try {
        const module = await compiled;
        return { module, instance: await WebAssembly.instantiate(module, imports) };
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
  return { failed };
}

/** @type {(manifest: Manifest, at: At, onStage: (stage: string) => void) => Promise<any>} */
async function begin(manifest, at, onStage) {
  const { wasm, stdlib, libraries, modules, data } = manifest;
  const fetching = new Fetching(manifest, at, [wasm, stdlib, libraries, modules, data], onStage);
  const parts = {
    core: fetching.part(wasm),
    stdlib: fetching.part(stdlib),
    libraries: fetching.part(libraries).then(compileAll),
  };
  const archives = Promise.all([fetching.part(modules), fetching.part(data)]);
  archives.catch(() => {}); // awaited later
  const pyodide = await load(manifest, at, parts, {});
  const files = await archives; // until they are here the page says that they are fetched
  onStage("modules");
  for (const archive of files) unpack(archive, pyodide.FS);
  place(await parts.libraries, pyodide.FS);
  onStage("import");
  pyodide.runPython("import importlib; importlib.invalidate_caches()");
  for (const name of manifest.imports) pyodide.pyimport(name);
  pyodide.runPython("import gc; gc.freeze()"); // what was imported stays
  return pyodide;
}

/** @type {(manifest: Manifest, at: At, onStage: (stage: string) => void) => Promise<any>} */
async function restore(manifest, at, onStage) {
  const snapshot = /** @type {Snapshot} */ (manifest.snapshot);
  const { wasm, libraries, data } = manifest;
  const fetching = new Fetching(manifest, at, [wasm, libraries, data, ...snapshot.files], onStage);
  const parts = {
    core: fetching.part(wasm),
    stdlib: Promise.resolve(NOTHING), // all that was imported is in memory
    libraries: fetching.part(libraries).then(compileAll),
  };
  const memory = Promise.all(snapshot.files.map((name) => fetching.part(name)));
  const archive = fetching.part(data);
  for (const each of [memory, archive]) each.catch(() => {}); // awaited later
  /** @type {Uint32Array} */
  let first;
  const pyodide = await load(manifest, at, parts, {
    more: { _loadSnapshot: header(snapshot.header) },
    change: (settings) => growAtOnce(settings, snapshot.heap),
    linked: (linker) => {
      first = initial(linker.HEAPU8, snapshot.initial);
      if (linker.wasmTable.length !== snapshot.table || sumOf(first) !== snapshot.sum) {
        throw new Error("This browser lays out Python's memory in another way.");
      }
    },
    made: async (module) => {
      const [pieces] = await Promise.all([memory, archive]);
      onStage("memory");
      for (const [number, piece] of pieces.entries()) module.HEAPU8.set(piece, number * snapshot.piece);
      differ(module.HEAPU8, first);
    },
  });
  onStage("modules");
  unpack(await archive, pyodide.FS);
  place(await parts.libraries, pyodide.FS);
  pyodide.pyimport("livepages_kernel.restore").after_restore();
  return pyodide;
}
