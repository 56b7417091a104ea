// @ts-check
/** Bundles the front end: node build.mjs SOURCE_FOLDER OUTPUT_FOLDER */
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { writeFileSync } from "node:fs";

const [source, out] = process.argv.slice(2);
const esbuild = createRequire(join(process.cwd(), "package.json"))("esbuild");

const result = await esbuild.build({
  entryPoints: ["live.js", "front.js", "worker.js"].map((name) => join(source, name)),
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  define: { "process.env": "{}", global: "globalThis", define: "__livepagesDefine" },
  external: ["node:*", "ws"],
  nodePaths: [join(process.cwd(), "node_modules")],
  // A third of the bytes otherwise: a second sanitiser, and what of jQuery animates and fetches.
  alias: { "sanitize-html": join(source, "sanitise.js"), jquery: "jquery/dist/jquery.slim.js" },
  loader: { ".svg": "dataurl" },
  legalComments: "linked",
  logLevel: "warning",
});
/** @typedef {{ entryPoint?: string, cssBundle?: string, bytes: number, imports: { path: string, kind: string }[] }} Bundle */
/** @type {Record<string, { js?: string, css?: string, imports: string[], bytes: number }>} */
const entries = {};
const outputs = /** @type {Record<string, Bundle>} */ (result.metafile.outputs);

/** @type {(file: string) => string[]} */
function importsOf(file) {
  const paths = outputs[file].imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => path);
  return [...new Set(paths.flatMap((path) => [path, ...importsOf(path)]))];
}

for (const [file, bundle] of Object.entries(outputs)) {
  const { entryPoint, cssBundle, bytes } = bundle;
  const name = /(live|front|worker)\.js$/.exec(entryPoint ?? "")?.[1];
  if (!name) continue;
  const imports = importsOf(file).map((path) => basename(path));
  entries[name] = { js: basename(file), css: cssBundle && basename(cssBundle), imports, bytes };
}
writeFileSync(join(out, "entries.json"), JSON.stringify(entries));
