// @ts-check
/** Bundles the front end: node build.mjs SOURCE_FOLDER OUTPUT_FOLDER */
import { createRequire } from "node:module";
import { join } from "node:path";
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
  loader: { ".svg": "dataurl" },
  legalComments: "linked",
  logLevel: "warning",
});
/** @typedef {{ entryPoint?: string, cssBundle?: string, bytes: number }} Bundle */
/** @type {Record<string, { js?: string, css?: string, bytes: number }>} */
const entries = {};
for (const [file, bundle] of Object.entries(/** @type {Record<string, Bundle>} */ (result.metafile.outputs))) {
  const { entryPoint, cssBundle, bytes } = bundle;
  const name = /(live|front|worker)\.js$/.exec(entryPoint ?? "")?.[1];
  if (!name) continue;
  entries[name] = { js: file.split("/").pop(), css: cssBundle?.split("/").pop(), bytes };
}
writeFileSync(join(out, "entries.json"), JSON.stringify(entries));
