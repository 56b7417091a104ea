// @ts-check
/**
 * The files that Python is made of, as they lie beside the pages: a mark that no
 * host takes for something to be unpacked on the way, the length of the content,
 * and the content compressed by Zstandard with a checksum (`parts.mjs` writes it).
 */

import { fetchFile, fileError } from "./fetch_file.js";

/** @typedef {{ init(): Promise<void>, decode(bytes: Uint8Array, length: number): Uint8Array }} Decoder */

const MARK = "LPZ2";
const HEAD = 8;
/** @type {Decoder} */
let decoder;

/**
 * Name what knows Zstandard; it is made ready at once.
 *
 * @param {Decoder} one
 */
export function useDecoder(one) {
  decoder = one;
  return decoder.init();
}

/**
 * The content of a file.
 *
 * @type {(file: Uint8Array<ArrayBuffer>, address: string) => Uint8Array<ArrayBuffer>}
 */
export function opened(file, address) {
  const mark = String.fromCharCode(...file.subarray(0, MARK.length));
  if (mark !== MARK || file.length < HEAD) throw fileError("wrong_file", address);
  const length = new DataView(file.buffer, file.byteOffset).getUint32(MARK.length, true);
  const content = /** @type {Uint8Array<ArrayBuffer>} */ (decoder.decode(file.subarray(HEAD), length));
  if (content.length !== length) throw fileError("wrong_file", address);
  return content;
}

/**
 * Fetch a file and open it.
 *
 * @type {(address: string, onBytes?: (bytes: number) => void) => Promise<Uint8Array<ArrayBuffer>>}
 */
export async function fetchPart(address, onBytes) {
  const [file] = await Promise.all([fetchFile(address, onBytes), decoder.init()]);
  return opened(file, address);
}
