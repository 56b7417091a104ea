// @ts-check
// In every page of the Lab, before its own programs: the site's Vega, a desk, offline visits.

(() => {
  const { vega, noHost = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  if (location.protocol === "file:") {
    document.addEventListener("DOMContentLoaded", () => {
      const words = document.createElement("p");
      words.style.cssText = "max-width: 40em; margin: 4em auto; padding: 0 1em; font: 1.1em/1.5 sans-serif";
      words.textContent = noHost;
      document.body.replaceChildren(words);
    });
    return;
  }
  if (vega) {
    const address = new URL(vega, location.href).href;
    globalThis.__livepages = { vega: () => import(address) };
  }
  // A link opens its notebook on a desk of its own. On one desk for all, every notebook left open
  // on earlier visits would start a Python of its own.
  const asked = new URLSearchParams(location.search);
  const path = asked.get("path");
  if (path !== null && !asked.has("workspace")) {
    asked.set("workspace", path.replace(/\W+/g, "-"));
    history.replaceState(history.state, "", `?${asked}${location.hash}`);
  }

  // On a phone the list of files, which opens with a notebook, would leave no room for it.
  if (Math.min(innerWidth, screen.width) < 700) {
    let again = 25; // five seconds, as the list may come after the notebook
    const look = setInterval(() => {
      const { shell } = /** @type {any} */ (globalThis).jupyterapp ?? {};
      if (!shell?.currentWidget?.context?.isReady) return;
      shell.collapseLeft();
      again -= 1;
      if (!again) clearInterval(look);
    }, 200);
  }

  // On a first visit, files come before the service worker does; it is told of them.
  const workers = navigator.serviceWorker;
  if (!workers || workers.controller) return;
  performance.setResourceTimingBufferSize(1000);
  workers.ready.then(({ active }) => {
    const fetched = performance.getEntriesByType("resource").map((entry) => entry.name);
    active?.postMessage({ keep: [location.href, ...new Set(fetched)] });
  });
})();
