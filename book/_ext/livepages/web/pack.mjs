/**
 * Finds out which modules the page needs, by importing them in the page's own
 * Python under Node, and folds them, compiled, into archives.
 *
 *     node pack.mjs PLAN.json     (see `pack.py` for the plan)
 */
import { createRequire } from "node:module";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { loadPyodide } = createRequire(join(process.cwd(), "package.json"))("pyodide");

const pyodide = await loadPyodide({ indexURL: plan.pyodide, env: plan.env });
plan.mounts.forEach((folder, index) => {
  pyodide.FS.mkdirTree(`/mnt/${index}`);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, `/mnt/${index}`);
});
pyodide.runPython(readFileSync(new URL("pack.py", import.meta.url), "utf8"));
const collect = pyodide.globals.get("collect");
const found = collect(JSON.stringify(plan)).toJs({ dict_converter: Object.fromEntries });

mkdirSync(plan.out, { recursive: true });
function write(stem, suffix, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const name = `${stem}-${hash}${suffix}`;
  writeFileSync(join(plan.out, name), bytes);
  return name;
}
/** One file: a line of JSON with each path and length, then the contents; gzipped. */
function archive(stem, files) {
  const index = JSON.stringify(files.map(([path, bytes]) => [path, bytes.length]));
  const parts = [Buffer.from(index + "\n"), ...files.map(([, bytes]) => Buffer.from(bytes))];
  return write(stem, ".lpz", gzipSync(Buffer.concat(parts), { level: 9 }));
}

const extra = plan.files.map(([source, target]) => [`${found.site}/${target}`, readFileSync(source)]);
const later = Object.entries(found.later).filter(([, files]) => files.length);
writeFileSync(
  join(plan.out, "packed.json"),
  JSON.stringify({
    site: found.site,
    modules: archive("modules", found.modules),
    data: archive("data", [...found.data, ...extra]),
    later: Object.fromEntries(later.map(([name, files]) => [name, archive(`later-${name}`, files)])),
    libraries: found.libraries.map(([path, bytes]) => ({ path, file: write("library", ".wasm", Buffer.from(bytes)) })),
  }),
);
