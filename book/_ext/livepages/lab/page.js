// @ts-check
// In every page of the Lab, before its own programs: the site's Vega, a desk, offline visits.

(() => {
  const { vega, words: told = "{}" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  /** @type {Record<string, string>} */
  const said = JSON.parse(told);
  if (location.protocol === "file:") {
    document.addEventListener("DOMContentLoaded", () => {
      const words = document.createElement("p");
      words.style.cssText = "max-width: 40em; margin: 4em auto; padding: 0 1em; font: 1.1em/1.5 sans-serif";
      words.textContent = said.lab_needs_host;
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

  if (path?.endsWith(".ipynb")) askForNewerEdition(path).catch((error) => console.info(error));

  /**
   * The Lab keeps a notebook that was changed in it, so that a corrected one of the book would never
   * come: say that there is one, and offer to have both.
   *
   * @param {string} name
   */
  async function askForNewerEdition(name) {
    const contents = await contentsOfLab();
    const [answer, kept] = await Promise.all([
      fetch(new URL(`../files/${name.split("/").map(encodeURIComponent).join("/")}`, location.href), { cache: "no-cache" }),
      contents.get(name, { content: true }),
    ]);
    if (!answer.ok) return;
    const newest = await answer.json();
    /** @param {{ metadata: { livepages?: { edition: string } } }} notebook */
    const edition = ({ metadata }) => metadata.livepages?.edition;
    if (edition(newest) === edition(kept.content)) return;
    offer(async () => {
      const beside = name.replace(/\.ipynb$/, ` (${said.lab_newer_name}).ipynb`);
      await contents.save(beside, { type: "notebook", format: "json", content: newest });
      await /** @type {any} */ (globalThis).jupyterapp.commands.execute("docmanager:open", { path: beside });
    });
  }

  /** @returns {Promise<any>} */
  function contentsOfLab() {
    return new Promise((found) => {
      const look = setInterval(() => {
        const { contents } = /** @type {any} */ (globalThis).jupyterapp?.serviceManager ?? {};
        if (!contents) return;
        clearInterval(look);
        found(contents);
      }, 300);
    });
  }

  /** @param {() => unknown} open */
  function offer(open) {
    const bar = document.createElement("div");
    bar.setAttribute("role", "status");
    bar.id = "livepages-newer";
    bar.style.cssText =
      "position: fixed; z-index: 10000; inset: auto 1rem 2.5rem auto; max-width: 26rem; padding: .75rem 1rem;" +
      "background: #fff; color: #1f2937; border: 2px solid #00798c; border-radius: 6px; font: 14px/1.45 sans-serif";
    bar.append(said.lab_newer, document.createElement("br"));
    for (const [words, act] of /** @type {const} */ ([[said.lab_newer_open, open], [said.lab_newer_leave, null]])) {
      const button = document.createElement("button");
      button.textContent = words;
      button.style.cssText = "margin: .5rem .5rem 0 0; padding: .3rem .8rem; font: inherit; cursor: pointer";
      button.addEventListener("click", () => {
        bar.remove();
        act?.();
      });
      bar.append(button);
    }
    document.body.append(bar);
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
