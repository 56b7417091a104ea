/**
 * What widgets may ask of the page, as `globalThis.__livepages`: one shared
 * Vega and the reader's colours.
 */
const isDark = () => document.documentElement.dataset.theme === "dark";

function once(make) {
  let promise;
  return () => (promise ??= make().catch((error) => {
    promise = undefined;
    throw error;
  }));
}

export function installShared(settings) {
  const at = (name) => new URL(name, settings.base).href;
  const vega = once(async () => {
    if (!settings.vega) throw new Error("This site was built without Vega.");
    return import(at(settings.vega));
  });
  globalThis.__livepages = {
    vega,
    theme: () => (isDark() ? "dark" : "light"),
    onTheme(callback) {
      const observer = new MutationObserver(() => callback(isDark() ? "dark" : "light"));
      observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
      return () => observer.disconnect();
    },
    reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}
