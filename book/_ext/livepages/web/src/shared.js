/**
 * What widgets may ask of the page, as `globalThis.__livepages`: one shared
 * Vega, compiled chart specifications, and the reader's colours.
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
  const specs = once(async () => {
    if (!settings.specs) return {};
    const response = await fetch(at(settings.specs));
    if (!response.ok) throw new Error(`The charts of this book could not be fetched (${response.status}).`);
    return response.json();
  });
  globalThis.__livepages = {
    vega,
    spec: async (name) => (await specs())[name],
    theme: () => (isDark() ? "dark" : "light"),
    onTheme(callback) {
      const observer = new MutationObserver(() => callback(isDark() ? "dark" : "light"));
      observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
      return () => observer.disconnect();
    },
    reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}
