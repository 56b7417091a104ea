// @ts-check
/**
 * How Python starts, in one of two ways. From a snapshot: memory as it was
 * after all imports is fetched and put in place. The ordinary way: Pyodide
 * boots and imports an archive of compiled modules. Either way all files are
 * fetched side by side.
 */
import { loadPyodide } from "pyodide";
import { fetchArchive, fetchPieces, unpack } from "./archive.js";
import { compileAll, linkFirst, place } from "./libraries.js";
import { Later } from "./later.js";
import { growAtOnce, header } from "./wasm_memory.js";

/** @import { At, FileSystem, Manifest, Settings, Snapshot, Way } from "./python.d.ts" */

/**
 * @param {Manifest} manifest names of the files, relative to `base`
 * @param {string} base absolute address of the folder with the files, ending in a slash
 * @param {(stage: string) => void} onStage called with the name of each stage as it begins
 * @param {Way} way `snapshot` if the manifest has one, or `ordinary`
 * @returns {Promise<{ pyodide: any, later: Later }>} Pyodide, with the modules of the manifest
 *   imported, and the packages that can still come
 */
export async function boot(manifest, base, onStage, way) {
  /** @type {At} */
  const at = (name) => new URL(name, base).href;
  onStage("fetch");
  const pyodide = way === "snapshot" ? await restore(manifest, at, onStage) : await begin(manifest, at, onStage);
  const later = new Later(pyodide, manifest.later, at);
  pyodide.pyimport("livepages_on_import").install(pyodide.toPy(manifest.onImport));
  return { pyodide, later };
}

/**
 * What both ways give to Pyodide; nothing is ever installed through its lock.
 *
 * @type {(manifest: Manifest, at: At) => object}
 */
function options(manifest, at) {
  return {
    indexURL: at(manifest.pyodide),
    lockFileContents: { info: manifest.info, packages: {} },
    packageBaseUrl: at(""),
    env: { HOME: "/home/pyodide", ...manifest.env },
  };
}

/** @type {(manifest: Manifest, at: At, onStage: (stage: string) => void) => Promise<any>} */
async function begin(manifest, at, onStage) {
  const archives = [manifest.modules, manifest.data].map((name) => fetchArchive(at(name)));
  const libraries = compileAll(manifest.libraries, at);
  const core = import(at(manifest.core));
  const pyodide = await loadPyodide({
    ...options(manifest, at),
    stdLibURL: at(manifest.stdlib),
    createPyodideModule: async (/** @type {Settings} */ settings) => {
      const { linking, failed } = linkFirst(settings, libraries);
      return Promise.race([(await core).default(linking), failed]);
    },
  });
  onStage("modules");
  for (const archive of archives) unpack(await archive, pyodide.FS);
  place(manifest.libraries, pyodide.FS);
  onStage("import");
  pyodide.runPython("import importlib; importlib.invalidate_caches()");
  for (const name of manifest.imports) pyodide.pyimport(name);
  pyodide.runPython("import gc; gc.freeze()"); // what was imported stays
  return pyodide;
}

const EMPTY = "data:application/zip,";

/** @type {(manifest: Manifest, at: At, onStage: (stage: string) => void) => Promise<any>} */
async function restore(manifest, at, onStage) {
  const snapshot = /** @type {Snapshot} */ (manifest.snapshot);
  const memory = fetchPieces(snapshot.files.map(at), snapshot.piece, snapshot.heap);
  const data = fetchArchive(at(manifest.data));
  const libraries = compileAll(manifest.libraries, at);
  const core = import(at(manifest.core));
  /** @param {Settings} settings */
  const createPyodideModule = async (settings) => {
    const grown = growAtOnce(settings, snapshot.heap);
    const { linking, failed } = linkFirst(grown, libraries, (linker) => {
      if (linker.wasmTable.length !== snapshot.table) {
        throw new Error("This browser lays out Python's functions in another way.");
      }
    });
    const module = await Promise.race([(await core).default(linking), failed]);
    onStage("memory");
    module.HEAP8.set(await memory);
    return module;
  };
  const pyodide = await loadPyodide({
    ...options(manifest, at),
    stdLibURL: EMPTY,
    createPyodideModule,
    _loadSnapshot: header(snapshot.header),
  });
  onStage("modules");
  unpack(await data, pyodide.FS);
  place(manifest.libraries, pyodide.FS);
  fetchWhenRead(pyodide.FS, "/lib", "python314.zip", at(manifest.stdlib));
  pyodide.pyimport("livepages_kernel.restore").after_restore();
  return pyodide;
}

/**
 * The standard library's file: most pages never read it after the snapshot.
 *
 * @type {(FS: FileSystem, folder: string, name: string, address: string) => void}
 */
function fetchWhenRead(FS, folder, name, address) {
  FS.unlink(`${folder}/${name}`);
  FS.createLazyFile(folder, name, address, true, false);
}
