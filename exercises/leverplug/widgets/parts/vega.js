// @ts-check
// One Vega for the whole page: the book's own, else the one that Python sends when asked.

/** @import { Embed, Model } from "../types.d.ts" */

const PATIENCE = 60000; // milliseconds; making the bundle takes Python some seconds

// Of Vega's view, which warns of each source without rows: of a design that is not pinned yet, say.
// What is wrong with a specification, Vega-Lite says all the same.
const ERRORS = 1;

/** @param {string} theme */
export function lookIn(theme) {
  return { mode: "vega-lite", actions: false, renderer: "svg", logLevel: ERRORS, tooltip: { theme } };
}

/** @type {(model: Model) => Promise<Embed>} */
export async function loadEmbed(model) {
  const shared = await globalThis.__livepages?.vega?.();
  if (shared?.vegaEmbed) return shared.vegaEmbed;
  globalThis.__leverplugEmbed ??= ask(model).catch((error) => {
    globalThis.__leverplugEmbed = undefined;
    throw error;
  });
  return globalThis.__leverplugEmbed;
}

/** @type {(model: Model) => Promise<Embed>} */
function ask(model) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(reject, new Error("Python did not send what draws the chart; run the cell again.")), PATIENCE);
    /** @type {(content: { type: string, message?: string } | undefined, buffers: BlobPart[]) => void} */
    const heard = (content, buffers) => {
      if (content?.type === "no-vega") finish(reject, new Error(content.message));
      if (content?.type === "vega") finish(resolve, imported(buffers[0]));
    };
    /** @type {<Value>(settle: (value: Value) => void, value: Value) => void} */
    const finish = (settle, value) => {
      clearTimeout(timer);
      model.off("msg:custom", heard);
      settle(value);
    };
    model.on("msg:custom", heard);
    model.send({ type: "need-vega" });
  });
}

/** @type {(bytes: BlobPart) => Promise<Embed>} */
async function imported(bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return (await import(url)).vegaEmbed;
  } finally {
    URL.revokeObjectURL(url);
  }
}
