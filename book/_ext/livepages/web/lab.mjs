// @ts-check
/**
 * Compiles what the Lab's kernels import of the standard library when they start, where it lies:
 * a browser would compile it at each start.
 *
 *     node lab.mjs FOLDER PACKAGE...     (a folder with Pyodide's core, its lock and the wheels)
 */
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TERSE } from "./parts.mjs";

const [folder, ...packages] = process.argv.slice(2);
const { loadPyodide } = createRequire(join(process.cwd(), "package.json"))("pyodide");
const scripts = readFileSync(new URL("pack.py", import.meta.url), "utf8");
const pyodide = await loadPyodide({ indexURL: `${folder}/`, packages, env: TERSE });
pyodide.runPython("import piplite.piplite, pyodide_kernel"); // as a kernel does
pyodide.runPython(scripts);
const made = pyodide.globals.get("stdlib_of_lab")();
writeFileSync(join(folder, "python_stdlib.zip"), made.toJs());
process.exit(0);
