// @ts-check
/** Files of the runtime as they lie on a host; `src/archive.js` reads them. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** @typedef {[path: string, bytes: Uint8Array]} File */

const MARK = "LPZ2"; // no host takes what begins like this for something to be unpacked on the way
const HEAD = 8;
const HOW = {
  [constants.ZSTD_c_compressionLevel]: 19,
  [constants.ZSTD_c_windowLog]: 25,
  [constants.ZSTD_c_checksumFlag]: 1,
};

/**
 * Write bytes as one file, compressed, with a part of its hash in its name.
 *
 * @type {(folder: string, stem: string, bytes: Uint8Array) => string} returns its name
 */
export function writePart(folder, stem, bytes) {
  const head = Buffer.alloc(HEAD);
  head.write(MARK, "latin1");
  head.writeUInt32LE(bytes.length, MARK.length);
  const file = Buffer.concat([head, zstdCompressSync(bytes, { params: HOW })]);
  const name = `${stem}-${createHash("sha256").update(file).digest("hex").slice(0, 16)}.lpz`;
  writeFileSync(join(folder, name), file);
  return name;
}

/** @type {(file: Buffer) => Uint8Array} */
export function readPart(file) {
  return zstdDecompressSync(file.subarray(HEAD));
}

/**
 * A line of JSON with each path and length, then the contents.
 *
 * @type {(files: File[]) => Buffer}
 */
export function archived(files) {
  const index = JSON.stringify(files.map(([path, bytes]) => [path, bytes.length]));
  return Buffer.concat([Buffer.from(`${index}\n`), ...files.map(([, bytes]) => bytes)]);
}
