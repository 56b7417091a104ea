// @ts-check
// What the Lab's kernels load in place of Pyodide, which lies beside this file as `pyodide.core.mjs`.

import { loadPyodide as load } from "./pyodide.core.mjs";

/** @typedef {{ packages: string[], stdout?: (text: string) => void, stderr?: (text: string) => void }} Options */

/** @type {Promise<any> | undefined} */
let begun;
/** @type {Partial<Options>} */
const streams = {};

/**
 * Start Python before the kernel asks for it, up to where it waits for the page.
 *
 * @param {Options} options
 */
export function begin(options) {
  begun = start({
    ...options,
    stdout: (text) => streams.stdout?.(text),
    stderr: (text) => streams.stderr?.(text),
  }).then((pyodide) => {
    pyodide.runPython("import piplite.piplite, pyodide_kernel");
    return pyodide;
  });
  begun.catch(() => {}); // the kernel tries once more, and reports
}

/** @param {Options} options */
export function loadPyodide(options) {
  const early = begun;
  begun = undefined;
  Object.assign(streams, { stdout: options.stdout, stderr: options.stderr });
  return early?.catch(() => start(options)) ?? start(options);
}

/**
 * Modules are looked for in the folder of the notebook last: each look there is a question to the
 * page, and with the folder first Python would ask at each import.
 *
 * @param {Options} options
 */
async function start(options) {
  const pyodide = await load({ indexURL: new URL(".", import.meta.url).href, ...options });
  pyodide.runPython('import sys; sys.path.remove(""); sys.path.append("")');
  return pyodide;
}
