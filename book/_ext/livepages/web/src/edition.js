// @ts-check
/** Whether the site has other files by now than those that an open page counts on. */

/** @import { PageSettings } from "./page.d.ts" */

const SETTINGS = /<script[^>]*id="livepages"[^>]*>([^<]*)</;

/**
 * Ask the host for the page once more, past what the browser kept of it.
 *
 * @param {Pick<PageSettings, "worker" | "front" | "manifest">} ours
 * @returns {Promise<boolean>} false too if the host does not answer
 */
export async function isReplaced(ours) {
  try {
    const response = await fetch(window.location.href.split(/[?#]/)[0], { cache: "no-store" });
    const now = JSON.parse(SETTINGS.exec(await response.text())?.[1] ?? "null");
    return response.ok && now !== null && filesOf(now) !== filesOf(ours);
  } catch {
    return false;
  }
}

/** @param {Pick<PageSettings, "worker" | "front" | "manifest">} settings */
function filesOf({ worker, front, manifest }) {
  return JSON.stringify([worker, front, manifest.wasm, manifest.libraries, manifest.modules, manifest.data]);
}
