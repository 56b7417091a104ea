/** Bundles the front end: node build.mjs SOURCE_FOLDER OUTPUT_FOLDER */
import { createRequire } from "node:module";
import { join } from "node:path";
import { writeFileSync } from "node:fs";

const [source, out] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "package.json"));
const esbuild = require("esbuild");

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
  loader: { ".svg": "dataurl" },
  legalComments: "linked",
  logLevel: "warning",
});
const entries = {};
for (const [file, { entryPoint, cssBundle, bytes }] of Object.entries(result.metafile.outputs)) {
  if (!entryPoint || !/(live|front|worker)\.js$/.test(entryPoint)) continue;
  const name = /(live|front|worker)\.js$/.exec(entryPoint)[1];
  entries[name] = { js: file.split("/").pop(), css: cssBundle?.split("/").pop(), bytes };
}
writeFileSync(join(out, "entries.json"), JSON.stringify(entries));
