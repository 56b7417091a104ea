// @ts-check
/** The page's Python under Node, and our scripts that run in it when a book is built. */
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const { loadPyodide } = createRequire(join(process.cwd(), "package.json"))("pyodide");
const OURS = "/livepages_scripts";
// What is compiled here is spared the place of each expression in its line, which only underlines
// it in a traceback; the reader's own code has it.
const TERSE = { PYTHONNODEBUGRANGES: "1" };

/** @type {(options: { indexURL: string, env?: Record<string, string>, packages?: string[] }) => Promise<any>} */
export function startPython({ env, ...options }) {
  return loadPyodide({ ...options, env: { ...env, ...TERSE } });
}

/**
 * One of the Python files beside this one, as a module.
 *
 * @param {any} pyodide
 * @param {string} name
 */
export function ownModule(pyodide, name) {
  const here = new URL(".", import.meta.url);
  pyodide.FS.mkdirTree(OURS);
  for (const file of readdirSync(here).filter((each) => each.endsWith(".py"))) {
    pyodide.FS.writeFile(`${OURS}/${file}`, readFileSync(new URL(file, here)));
  }
  pyodide.runPython(`import importlib, sys; sys.path.append("${OURS}"); importlib.invalidate_caches()`);
  return pyodide.pyimport(name);
}
