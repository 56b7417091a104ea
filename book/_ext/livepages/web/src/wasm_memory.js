// @ts-check
/**
 * A snapshot's memory can be larger than the memory that Pyodide begins with,
 * and waiting for it should not hold up the rest: so Pyodide is given only the
 * snapshot's header, and the memory itself is put in place beside it.
 *
 * What the core and the libraries bring along lies in memory before Python runs;
 * a snapshot holds only how its memory differs from that.
 */

/** @import { Settings } from "./python.d.ts" */

const PAGE = 65_536;
const WORD = 4;

/**
 * The bytes of a snapshot that holds no memory, from its base64 form.
 *
 * @type {(text: string) => Uint8Array}
 */
export function header(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/**
 * Settings that make the memory `bytes` long before anything runs in it.
 *
 * @type {(settings: Settings, bytes: number) => Settings}
 */
export function growAtOnce(settings, bytes) {
  const instantiate = settings.instantiateWasm;
  /** @type {Settings["instantiateWasm"]} */
  const instantiateWasm = (imports, receive) =>
    instantiate(imports, (instance, module) => {
      const { memory } = instance.exports;
      const missing = bytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
      receive(instance, module);
    });
  return { ...settings, instantiateWasm };
}

/**
 * What lies in memory before Python runs: all of it up to its last byte, in whole words.
 *
 * @type {(memory: Uint8Array<ArrayBuffer>, bytes: number) => Uint32Array<ArrayBuffer>}
 */
export function initial(memory, bytes) {
  return new Uint32Array(memory.buffer.slice(0, bytes));
}

/**
 * A number that tells one memory from another.
 *
 * @param {Uint32Array} words
 */
export function sumOf(words) {
  let sum = 0;
  for (let place = 0; place < words.length; place += 1) sum = (Math.imul(sum, 31) + words[place]) | 0;
  return sum;
}

/**
 * Make memory of how it differs from the first one, or the other way round.
 *
 * @type {(memory: Uint8Array<ArrayBuffer>, first: Uint32Array) => void}
 */
export function differ(memory, first) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, Math.min(first.length, Math.floor(memory.length / WORD)));
  for (let place = 0; place < words.length; place += 1) words[place] ^= first[place];
}
