// @ts-check
// What the Lab's kernels load in place of Pyodide, which lies beside this file as `pyodide.core.mjs`.

import { loadPyodide as load } from "./pyodide.core.mjs";

/**
 * Modules are looked for in the folder of the notebook last: each look there is a question to the
 * page, and with the folder first Python would ask at each import.
 *
 * @param {object} options
 */
export async function loadPyodide(options) {
  const pyodide = await load({ indexURL: new URL(".", import.meta.url).href, ...options });
  pyodide.runPython('import sys; sys.path.remove(""); sys.path.append("")');
  return pyodide;
}
