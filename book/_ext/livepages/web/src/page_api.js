// @ts-check
/**
 * What widgets may ask of the page, as `globalThis.__livepages`: one shared
 * Vega and the reader's colours.
 */

/** @import { PageSettings } from "./page.d.ts" */

const isDark = () => document.documentElement.dataset.theme === "dark";

/** @type {<Made>(make: () => Promise<Made>) => () => Promise<Made>} */
function once(make) {
  /** @type {ReturnType<typeof make> | undefined} */
  let promise;
  return () => {
    promise ??= make().catch((error) => {
      promise = undefined;
      throw error;
    });
    return promise;
  };
}

/** @type {(settings: Pick<PageSettings, "base" | "vega" | "words">) => void} */
export function installPageApi(settings) {
  /** @param {string} name */
  const at = (name) => new URL(name, settings.base).href;
  const vega = once(async () => {
    if (!settings.vega) throw new Error(settings.words.no_vega);
    return import(at(settings.vega));
  });
  globalThis.__livepages = {
    vega,
    theme: () => (isDark() ? "dark" : "light"),
    onTheme(/** @type {(theme: string) => void} */ callback) {
      const observer = new MutationObserver(() => callback(isDark() ? "dark" : "light"));
      observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
      return () => observer.disconnect();
    },
    reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}
