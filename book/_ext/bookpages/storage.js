// @ts-check
// Where a browser refuses to keep anything (in a frame on another site, or with storage switched
// off), scripts find a memory that lasts as long as the page, and the page says that nothing is
// kept. It comes before all other scripts: the theme's own ask for `localStorage` at once.
(() => {
  "use strict";

  /** As localStorage, whose keys are the object's own. */
  class Memory {
    get length() {
      return Object.keys(this).length;
    }
    /** @param {number} place */
    key(place) {
      return Object.keys(this)[place] ?? null;
    }
    /** @param {string} name */
    getItem(name) {
      return Object.hasOwn(this, name) ? /** @type {any} */ (this)[name] : null;
    }
    /** @type {(name: string, text: unknown) => void} */
    setItem(name, text) {
      Object.defineProperty(this, name, { value: String(text), configurable: true, enumerable: true, writable: true });
    }
    /** @param {string} name */
    removeItem(name) {
      delete (/** @type {any} */ (this)[name]);
    }
    clear() {
      for (const name of Object.keys(this)) this.removeItem(name);
    }
  }

  /** @param {"localStorage" | "sessionStorage"} name */
  function works(name) {
    try {
      window[name].getItem("");
      return true;
    } catch {
      return false;
    }
  }

  let missing = false;
  for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    if (works(name)) continue;
    missing ||= name === "localStorage";
    Object.defineProperty(window, name, { value: new Memory(), configurable: true });
  }
  if (!missing) return;
  document.documentElement.dataset.storage = "none";

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("[data-live-cell], [data-code-cell], .practice")) return;
    const note = document.createElement("p");
    note.className = "storage-note";
    note.setAttribute("role", "status");
    note.textContent = "Nothing can be kept here: this browser refuses it. What you set, answer and write on this page is gone when you close it. ";
    if (window !== window.parent) {
      const look = { href: window.location.href, target: "_blank", rel: "noopener" };
      note.append(Object.assign(document.createElement("a"), { ...look, textContent: "Open the page in a tab of its own" }), " to keep it.");
    }
    document.querySelector("article h1")?.after(note);
  });
})();
