// @ts-check
/** What the build tells a page; its form is that of `page_schema.json`, in this version. */

import { html } from "./dom.js";

/** @import { PageSettings } from "./page.d.ts" */

export const VERSION = 3;

/**
 * Read the settings of this page. If they are of another version, as when a host mixes the files of
 * two builds, each live cell says so and keeps its poster.
 *
 * @returns {PageSettings}
 */
export function readSettings() {
  const settings = JSON.parse(document.getElementById("livepages")?.textContent ?? "");
  if (settings.version !== VERSION) {
    const words = `${settings.words?.other_build ?? ""} (${settings.version}, ${VERSION})`;
    for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live-cell]"))) {
      box.dataset.liveState = "failed";
      box.append(html("p", { class: "livepages-notice", role: "alert" }, words));
    }
    throw new Error(words);
  }
  settings.base = new URL(settings.base, document.baseURI).href;
  return settings;
}
