// @ts-check
/**
 * Packages that most pages never need. Those that a cell is known to import are
 * fetched and compiled side by side before it runs; any other one is fetched at
 * the moment when Python imports it, which holds everything up.
 */
import { unpack } from "./archive.js";
import { fileError } from "./fetch_file.js";
import { fetchPart, opened } from "./parts.js";

/** @import { At, Package } from "./python.d.ts" */

export class Later {
  /** @type {Map<string, Promise<Uint8Array<ArrayBuffer>>>} */
  asked = new Map();
  /** @type {(name: string) => void} told of a package that is fetched while Python waits */
  onWait = () => {};

  /**
   * @param {any} pyodide
   * @param {Record<string, Package>} packages
   * @param {At} at
   */
  constructor(pyodide, packages, at) {
    this.pyodide = pyodide;
    this.packages = packages;
    this.at = at;
    const names = JSON.stringify(Object.keys(packages));
    this.finder = pyodide
      .pyimport("livepages_kernel.lazy_import")
      .install(names, (/** @type {string} */ name) => this.atOnce(name));
  }

  /**
   * Those of `names` that are to be had and not here yet, with what they cannot do without.
   *
   * @param {string[]} names
   * @returns {string[]}
   */
  missing(names) {
    const known = names.filter((name) => name in this.packages);
    const all = new Set(known.flatMap((name) => [...this.packages[name].with, name]));
    return [...all].filter((name) => this.finder.has(name));
  }

  /**
   * Begin to fetch; a failure is of no account, since `bring` asks again.
   *
   * @param {string[]} names
   */
  fetchEarly(names) {
    for (const name of this.missing(names)) this.ask(name, () => {}).catch(() => this.asked.delete(name));
  }

  /** @type {(name: string, onBytes: (bytes: number) => void) => Promise<Uint8Array<ArrayBuffer>>} */
  ask(name, onBytes) {
    const here = this.asked.get(name);
    const archive = here ?? fetchPart(this.at(this.packages[name].file), onBytes);
    this.asked.set(name, archive);
    return archive;
  }

  /**
   * Make packages ready to be imported.
   *
   * @param {string[]} names
   * @param {(done: number, total: number) => void} onBytes
   */
  async bring(names, onBytes) {
    const missing = this.missing(names);
    const total = missing.reduce((sum, name) => sum + this.packages[name].bytes, 0);
    let done = 0;
    if (total) onBytes(0, total);
    /** @param {number} more */
    const count = (more) => {
      done += more;
      onBytes(done, total);
    };
    await Promise.all(
      missing.map(async (name) => {
        const archive = await this.ask(name, count).catch((error) => {
          this.asked.delete(name);
          throw error;
        });
        await this.place(unpack(archive, this.pyodide.FS));
        this.finder.here(name);
        this.asked.delete(name);
      }),
    );
  }

  /**
   * Compile extension modules before Python asks for them.
   *
   * @param {string[]} paths of all files of a package
   */
  async place(paths) {
    const { FS, _module: linker } = this.pyodide;
    const libraries = paths.filter((path) => path.endsWith(".so"));
    const modules = await Promise.all(libraries.map((path) => WebAssembly.compile(FS.readFile(path))));
    for (const [place, path] of libraries.entries()) {
      const exports = await linker.loadWebAssemblyModule(modules[place], { loadAsync: true, nodelete: true }, path, {});
      linker.preloadedWasm[path] = exports;
    }
  }

  /** @param {string} name of a package that Python is importing */
  atOnce(name) {
    this.onWait(name);
    const address = this.at(this.packages[name].file);
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw fileError("not_found", address, request.status);
    return opened(new Uint8Array(request.response), address);
  }
}
