// @ts-check
// A widget's model: follow some of its traits, send one back.

/** @import { Model } from "../types.d.ts" */

/** @type {(model: Model, names: string[], update: () => void) => () => void} */
export function follow(model, names, update) {
  const events = names.map((name) => `change:${name}`).join(" ");
  model.on(events, update);
  update();
  return () => model.off(events, update);
}

/** @type {(model: Model, name: string, value: unknown) => void} */
export function send(model, name, value) {
  model.set(name, value);
  model.save_changes();
}
