// @ts-check
/**
 * anywidget's own front end comes as an AMD module: this keeps its factory.
 * The build replaces the free `define` of that file by `keep` below.
 */
/** @type {(base: unknown) => any} */
let factory;
/** @type {(names: unknown, made: typeof factory) => void} */
export function keep(_names, made) {
  factory = made;
}

globalThis.__livepagesDefine = keep;
const loaded = import("anywidget"); // begun at once: most labs have such a widget

/** @param {unknown} base */
export default async function createAnywidget(base) {
  await loaded;
  return factory(base);
}
