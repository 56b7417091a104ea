// @ts-check
// In every page of the Lab, before its own programs: the site's Vega, a desk, offline visits.

(() => {
  const { vega, python = '{"first":[],"later":[]}', words: told = "{}" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
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

  /** @type {{ first: string[], later: string[] }} */
  const { first, later } = JSON.parse(python);
  if (path?.endsWith(".ipynb")) {
    until(app).then(() => fetchAhead([...first])); // JupyterLab's own files come first
    askForNewerEdition(path).catch((error) => console.info(error));
  }

  /**
   * Fetch what the kernel will ask for; it then comes from the browser's cache.
   *
   * @param {string[]} names
   */
  function fetchAhead(names) {
    const lane = async () => {
      for (let name = names.shift(); name; name = names.shift()) {
        const answer = await fetch(inLab(name), { priority: "low" });
        await answer.arrayBuffer();
        if (answer.headers.get("cache-control")?.includes("no-store")) return;
      }
    };
    for (let lanes = 0; lanes < 3; lanes += 1) lane().catch(() => {}); // others are JupyterLab's own
  }

  /** JupyterLab, once its own files are there. */
  function app() {
    return /** @type {any} */ (globalThis).jupyterapp;
  }

  /** @type {(look: () => any) => Promise<any>} */
  function until(look) {
    return new Promise((found) => {
      const again = setInterval(() => {
        const seen = look();
        if (!seen) return;
        clearInterval(again);
        found(seen);
      }, 50);
    });
  }

  /** @param {string} name */
  function inLab(name) {
    return new URL(`../${name}`, location.href).href;
  }

  /**
   * The Lab keeps a notebook that was changed in it, so that a corrected one of the book would never
   * come: say that there is one, and offer to have both.
   *
   * @param {string} name
   */
  async function askForNewerEdition(name) {
    const contents = await until(() => app()?.serviceManager?.contents);
    const [answer, kept] = await Promise.all([
      fetch(inLab(`files/${name.split("/").map(encodeURIComponent).join("/")}`), { cache: "no-cache" }),
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
      const { shell } = app() ?? {};
      if (!shell?.currentWidget?.context?.isReady) return;
      shell.collapseLeft();
      again -= 1;
      if (!again) clearInterval(look);
    }, 200);
  }

  const workers = navigator.serviceWorker;
  if (!workers) return;
  // A visit without a network may want packages that this one has not asked for.
  const keepLater = () => workers.controller?.postMessage({ later: later.map(inLab) });
  if (later.length) setTimeout(keepLater, 60_000); // when the first labs are there
  // On a first visit, files come before the service worker does; it is told of them.
  if (workers.controller) return;
  performance.setResourceTimingBufferSize(1000);
  workers.ready.then(({ active }) => {
    const fetched = performance.getEntriesByType("resource").map((entry) => entry.name);
    active?.postMessage({ keep: [location.href, ...new Set(fetched)] });
  });
})();
