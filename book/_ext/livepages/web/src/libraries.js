// @ts-check
/**
 * Compiled extension modules: compiled by the engine while Python is being
 * fetched, linked before Python begins, and handed to it in place of files.
 *
 * Linking them first, and always in the same order, puts their data and their
 * functions at the same addresses every time; a memory snapshot relies on it.
 */

import { filesOf } from "./archive.js";

/** @import { Compiled, FileSystem, Settings } from "./python.d.ts" */

/**
 * The modules in an archive of libraries, in its order.
 *
 * @type {(archive: Uint8Array<ArrayBuffer>) => Promise<Compiled[]>}
 */
export function compileAll(archive) {
  return Promise.all(
    filesOf(archive).map(async ([path, content]) => ({ path, module: await WebAssembly.compile(content) })),
  );
}

/**
 * Settings for Pyodide's linker that link `libraries` (a promise) before
 * anything runs; `linked` is then called with the linker. `failed` rejects if
 * that goes wrong, since the linker itself would wait for ever.
 *
 * @param {Settings} settings
 * @param {Promise<Compiled[]>} libraries
 * @param {(linker: any) => void} linked
 */
export function linkFirst(settings, libraries, linked = () => {}) {
  /** @type {(error: unknown) => void} */
  let fail;
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => {
    fail = reject;
  });
  /** @param {any} linker */
  const link = async (linker) => {
    linker.addRunDependency("livepages-libraries");
    try {
      for (const { path, module } of await libraries) {
        linker.preloadedWasm[path] = await linker.loadWebAssemblyModule(
          module, { loadAsync: true, nodelete: true }, path, {},
        );
      }
      linked(linker);
      linker.removeRunDependency("livepages-libraries");
    } catch (error) {
      fail(error);
    }
  };
  return { linking: { ...settings, preRun: [...settings.preRun, link] }, failed };
}

/**
 * Leave an empty file where Python looks for each library.
 *
 * @type {(libraries: { path: string }[], FS: Pick<FileSystem, "mkdirTree" | "writeFile">) => void}
 */
export function place(libraries, FS) {
  for (const { path } of libraries) {
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, "");
  }
}
