// @ts-check
/** What Python is made of, as it lies gzipped beside the pages: fetched, inflated, unpacked. */

import { fetchFile, fileError } from "./fetch_file.js";

/** @import { FileSystem } from "./python.d.ts" */

/**
 * Fetch gzipped pieces of what has a known length once inflated: no copy is made of it.
 *
 * @type {(addresses: string[], piece: number, length: number) => Promise<Uint8Array>}
 */
export async function fetchPieces(addresses, piece, length) {
  const bytes = new Uint8Array(length);
  await Promise.all(
    addresses.map((address, number) => fetchInto(address, bytes.subarray(number * piece, (number + 1) * piece))),
  );
  return bytes;
}

/** @type {(address: string, bytes: Uint8Array) => Promise<void>} */
async function fetchInto(address, bytes) {
  let offset = 0;
  for await (const chunk of chunks(inflated(await fetchFile(address)))) {
    if (offset + chunk.length > bytes.length) throw fileError("wrong_length", address);
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  if (offset !== bytes.length) throw fileError("wrong_length", address);
}

/**
 * The chunks of a stream; not every browser can walk through a stream by itself.
 *
 * @type {(stream: ReadableStream<Uint8Array>) => AsyncGenerator<Uint8Array>}
 */
async function* chunks(stream) {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

/** @param {Response} response */
function inflated(response) {
  const { body } = /** @type {{ body: ReadableStream }} */ (response); // a good answer has one
  return body.pipeThrough(new DecompressionStream("gzip"));
}

/**
 * The archive of modules: gzipped, a line of JSON that says where each file
 * goes and how long it is, then the files.
 *
 * @type {(address: string, onBytes?: (bytes: number) => void) => Promise<Uint8Array>}
 */
export async function fetchArchive(address, onBytes) {
  const response = await fetchFile(address);
  const counted = onBytes ? new Response(withCount(response, onBytes)) : response;
  return new Uint8Array(await new Response(inflated(counted)).arrayBuffer());
}

/** @type {(response: Response, onBytes: (bytes: number) => void) => ReadableStream<Uint8Array>} */
function withCount({ body }, onBytes) {
  /** @type {TransformStream<Uint8Array, Uint8Array>} */
  const counter = new TransformStream({
    transform(chunk, stream) {
      onBytes(chunk.length);
      stream.enqueue(chunk);
    },
  });
  return /** @type {ReadableStream} */ (body).pipeThrough(counter);
}

/**
 * Write the files of an archive; returns their paths.
 *
 * @type {(bytes: Uint8Array, FS: Pick<FileSystem, "mkdirTree" | "writeFile">) => string[]}
 */
export function unpack(bytes, FS) {
  const end = bytes.indexOf(10);
  const files = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  const made = new Set();
  let offset = end + 1;
  for (const [path, length] of files) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) FS.mkdirTree(folder);
    made.add(folder);
    FS.writeFile(path, bytes.subarray(offset, offset + length));
    offset += length;
  }
  return files.map((/** @type {[string, number]} */ [path]) => path);
}
