// @ts-check
/** Archives: many files in one, as `pack.mjs` makes them. */

/** @import { FileSystem } from "./python.d.ts" */

/**
 * The files of an archive: a line of JSON says where each goes and how long it is, then they follow.
 *
 * @type {(bytes: Uint8Array<ArrayBuffer>) => [path: string, content: Uint8Array<ArrayBuffer>][]}
 */
export function filesOf(bytes) {
  const end = bytes.indexOf(10);
  let offset = end + 1;
  return JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))).map((/** @type {[string, number]} */ [path, length]) => {
    offset += length;
    return [path, bytes.subarray(offset - length, offset)];
  });
}

/**
 * Write the files of an archive; returns their paths.
 *
 * @type {(bytes: Uint8Array<ArrayBuffer>, FS: Pick<FileSystem, "mkdirTree" | "writeFile">) => string[]}
 */
export function unpack(bytes, FS) {
  const files = filesOf(bytes);
  const made = new Set();
  for (const [path, content] of files) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) FS.mkdirTree(folder);
    made.add(folder);
    FS.writeFile(path, content);
  }
  return files.map(([path]) => path);
}
