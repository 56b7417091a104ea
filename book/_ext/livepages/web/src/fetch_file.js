// @ts-check
/**
 * Fetches the files that Python is made of, and holds each to the hash in its
 * name. What goes wrong is said in the words of the page.
 */

/** @type {Record<string, string>} */
let words = {};

/** @param {Record<string, string>} table */
export function useWords(table) {
  words = table;
}

/** What is wrong with a file: `kind` is the key of its words. */
export class FileError extends Error {
  /** @param {string} kind @param {string} file @param {number} [status] */
  constructor(kind, file, status) {
    super((words[kind] ?? kind).replace("{file}", () => file).replace("{status}", String(status)));
    this.kind = kind;
  }
}

/** @type {(kind: string, file: string, status?: number) => FileError} */
export function fileError(kind, file, status) {
  return new FileError(kind, file, status);
}

/**
 * Fetch a file; what the browser kept of it and is damaged is asked for once more.
 *
 * @type {(address: string, onBytes?: (bytes: number) => void) => Promise<Uint8Array<ArrayBuffer>>}
 */
export async function fetchFile(address, onBytes) {
  try {
    return await fetchOnce(address, "default", onBytes);
  } catch (error) {
    if (/** @type {FileError} */ (error).kind !== "wrong_file") throw error;
    return fetchOnce(address, "reload");
  }
}

/** @type {(address: string, cache: RequestCache, onBytes?: (bytes: number) => void) => Promise<Uint8Array<ArrayBuffer>>} */
async function fetchOnce(address, cache, onBytes) {
  /** @type {Response} */
  let response;
  /** @type {Uint8Array<ArrayBuffer>} */
  let bytes;
  try {
    response = await fetch(address, { cache });
    if (!response.ok) throw fileError("not_found", address, response.status);
    if (response.headers.get("content-type")?.startsWith("text/html")) throw fileError("a_page_instead", address);
    bytes = await collected(response, onBytes);
  } catch (error) {
    throw error instanceof FileError ? error : fileError("broke_off", address);
  }
  if (!(await isAsNamed(bytes, address))) throw fileError("wrong_file", address);
  return bytes;
}

/** @type {(response: Response, onBytes?: (bytes: number) => void) => Promise<Uint8Array<ArrayBuffer>>} */
async function collected(response, onBytes = () => {}) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const chunks = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    length += read.value.length;
    onBytes(read.value.length);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/**
 * Whether a file has the hash that begins in its name. Browsers compute hashes on safe hosts alone;
 * on others the checksum within has to do.
 *
 * @type {(bytes: Uint8Array<ArrayBuffer>, address: string) => Promise<boolean>}
 */
async function isAsNamed(bytes, address) {
  const hash = /-([0-9a-f]{16})\.lpz$/.exec(address)?.[1];
  if (!hash || !globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return hash === Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
