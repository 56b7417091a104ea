/**
 * anywidget's own front end comes as an AMD module: this keeps its factory.
 * The build replaces the free `define` of that file by `keep` below.
 */
let factory;
export function keep(_names, made) {
  factory = made;
}

export default async function createAnywidget(base) {
  globalThis.__livepagesDefine = keep;
  await import("anywidget");
  delete globalThis.__livepagesDefine;
  return factory(base);
}
