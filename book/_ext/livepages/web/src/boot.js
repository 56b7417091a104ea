/**
 * How Python starts: Pyodide's core, one archive of compiled modules and the
 * compiled parts of NumPy are fetched side by side, then put together.
 */
import { loadPyodide } from "pyodide";
import { fetchArchive, unpack } from "./archive.js";
import { compileAll, install } from "./libraries.js";

/** The lock that Pyodide asks for; nothing is installed through it. */
function lock(manifest) {
  return { info: manifest.info, packages: {} };
}

/**
 * @param manifest names of the files, relative to `base`
 * @param base absolute address of the folder with the files, ending in a slash
 * @param tell called with the name of each stage as it begins
 */
export async function boot(manifest, base, tell) {
  const at = (name) => new URL(name, base).href;
  tell("fetch");
  const archives = [manifest.modules, manifest.data].map((name) => fetchArchive(at(name)));
  const libraries = compileAll(manifest.libraries, at);
  const core = import(/* @vite-ignore */ at(manifest.core));
  const pyodide = await loadPyodide({
    indexURL: at(manifest.pyodide),
    createPyodideModule: async (settings) => (await core).default(settings),
    stdLibURL: at(manifest.stdlib),
    lockFileContents: lock(manifest),
    packageBaseUrl: base,
    env: { HOME: "/home/pyodide", ...manifest.env },
  });
  tell("modules");
  for (const archive of archives) unpack(await archive, pyodide.FS);
  await install(await libraries, pyodide);
  tell("import");
  pyodide.runPython("import importlib; importlib.invalidate_caches()");
  for (const name of manifest.imports) pyodide.pyimport(name);
  installLater(pyodide, manifest.later, at);
  return pyodide;
}

/** Packages that most pages never need: fetched, in one piece and at once, when imported. */
function installLater(pyodide, archives, at) {
  pyodide.pyimport("livepages_kernel.later").install(JSON.stringify(archives), (name) => {
    const request = new XMLHttpRequest();
    request.open("GET", at(name), false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`${name} could not be fetched (${request.status}).`);
    return new Uint8Array(request.response);
  });
}
