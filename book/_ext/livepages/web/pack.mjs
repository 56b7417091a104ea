// @ts-check
/**
 * Finds out which modules the page needs, by running the live cells in the
 * page's own Python under Node, and folds them, compiled, into archives.
 *
 *     node pack.mjs PLAN.json     (see `pack.py` for the two steps)
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archived, writePart } from "./parts.mjs";
import { ownModule, startPython } from "./python.mjs";

/** @import { File } from "./parts.mjs" */
/**
 * @typedef Plan what `runtime.py` asks for
 * @property {string} pyodide
 * @property {string[]} mounts
 * @property {Record<string, string>} env
 * @property {[source: string, target: string][]} files
 * @property {string[]} later
 * @property {string} out
 */

const text = readFileSync(process.argv[2], "utf8");
/** @type {Plan} */
const plan = JSON.parse(text);
const toObject = { dict_converter: Object.fromEntries };

/**
 * @typedef Found
 * @property {string} site
 * @property {string[]} imported
 * @property {Record<string, string>} refused
 * @property {string[]} later
 * @property {File[]} modules
 * @property {File[]} data
 */

/** @returns {Promise<Found>} */
async function gather() {
  const pyodide = await startPython({ indexURL: plan.pyodide });
  plan.mounts.forEach((folder, index) => {
    pyodide.FS.mkdirTree(`/mnt/${index}`);
    pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, `/mnt/${index}`);
  });
  return ownModule(pyodide, "pack").gather(text).toJs(toObject);
}

/** @param {File[]} files */
async function trace(files) {
  const env = Object.fromEntries(
    Object.entries(plan.env).map(([name, value]) => [name, value.replace("{site}", found.site)]),
  );
  const pyodide = await startPython({ indexURL: plan.pyodide, env });
  for (const [path, bytes] of files) {
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    pyodide.FS.writeFile(path, bytes);
  }
  const { imported, refused } = found;
  const asked = JSON.stringify({ ...plan, imported, refused });
  return (await ownModule(pyodide, "pack").trace(asked)).toJs(toObject);
}

const STDLIB = "livepages_stdlib"; // stands for what packages import of the standard library
const WHOLE_STDLIB = "livepages_whole_stdlib"; // for all of it

mkdirSync(plan.out, { recursive: true });
/** @type {(stem: string, files: File[]) => string} */
const archive = (stem, files) => writePart(plan.out, stem, archived(files));
/** @type {(name: string, files: File[]) => object} */
function later(name, files) {
  const file = archive(`later-${name}`, files);
  const others = traced.together[name] ?? [];
  const companions = name in traced.together ? [...others, STDLIB] : others;
  return { file, bytes: statSync(join(plan.out, file)).size, with: companions };
}
/**
 * The top-level package of a file in site-packages.
 *
 * @param {string} path
 */
function packageOf(path) {
  return path.slice(found.site.length + 1).split(/[/.]/)[0];
}

/**
 * The name of the module in a file of site-packages.
 *
 * @param {string} path
 */
function moduleOf(path) {
  return path.slice(found.site.length + 1).split(".")[0].replaceAll("/", ".");
}

const found = await gather();
/** @type {File[]} */
const extra = plan.files.map(([source, target]) => [`${found.site}/${target}`, readFileSync(source)]);
const data = [...found.data, ...extra];
const traced = await trace([...found.modules, ...data]);
const loaded = new Set(traced.loaded);
/** @type {string[]} */
const standIns = traced.stand_ins;
/** @param {File} file */
const isFirst = ([path]) => loaded.has(path) && !found.later.includes(packageOf(path)) && !standIns.includes(moduleOf(path));
const first = found.modules.filter(isFirst);
const rest = Object.groupBy(found.modules.filter((file) => !isFirst(file)), ([path]) =>
  standIns.includes(moduleOf(path)) ? moduleOf(path) : packageOf(path),
);
if (traced.stdlib.length) rest[STDLIB] = traced.stdlib;
rest[WHOLE_STDLIB] = [traced.whole];
/** @param {File} file */
const isLibrary = ([path]) => path.endsWith(".so");

const parts = {
  wasm: writePart(plan.out, "core", readFileSync(join(plan.pyodide, "pyodide.asm.wasm"))),
  stdlib: writePart(plan.out, "stdlib", traced.first),
  libraries: archive("libraries", first.filter(isLibrary)),
  modules: archive("modules", first.filter((file) => !isLibrary(file))),
  data: archive("data", [...data, traced.names_of_stdlib]),
};
const packages = Object.fromEntries(Object.entries(rest).map(([name, files = []]) => [name, later(name, files)]));
writeFileSync(join(plan.out, "packed.json"), JSON.stringify({ site: found.site, ...parts, later: packages }));
/** @type {Record<string, string>} */
const frontEnds = traced.front_ends;
for (const [name, code] of Object.entries(frontEnds)) writeFileSync(join(plan.out, name), code);
const widgets = Object.keys(frontEnds).sort();
const { names, imported, fetched, failures, needs } = traced;
const warm = names.filter((/** @type {string} */ name) => !found.later.includes(name.split(".")[0]));
writeFileSync(join(plan.out, "traced.json"), JSON.stringify({ warm, imported, fetched, failures, needs, widgets }));
process.exit(0);
