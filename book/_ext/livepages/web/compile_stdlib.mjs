// @ts-check
/**
 * Compiles what the Lab's kernels import of the standard library when they start, where it lies:
 * a browser would compile it at each start.
 *
 *     node compile_stdlib.mjs FOLDER PACKAGE...   (with Pyodide's core, its lock and the wheels)
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownModule, startPython } from "./python.mjs";

const [folder, ...packages] = process.argv.slice(2);
const pyodide = await startPython({ indexURL: `${folder}/`, packages });
pyodide.runPython("import piplite.piplite, pyodide_kernel"); // as a kernel does
const made = ownModule(pyodide, "livepages_bytecode").stdlib_in_use_compiled();
writeFileSync(join(folder, "python_stdlib.zip"), made.toJs());
process.exit(0);
