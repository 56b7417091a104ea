// @ts-check
/**
 * A snapshot's memory can be larger than the memory that Pyodide begins with,
 * and waiting for it should not hold up the rest: so Pyodide is given only the
 * snapshot's header, and the memory itself is put in place beside it.
 */

/** @import { Settings } from "./python.d.ts" */

const PAGE = 65_536;

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
