// @ts-check
/**
 * @param {string} text as an address holds it
 * @returns {string | null} null if it was cut off or changed on its way
 */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * What this browser keeps under a name; null too where its storage is off.
 *
 * @type {(storage: "localStorage" | "sessionStorage", name: string) => string | null}
 */
export function kept(storage, name) {
  try {
    return globalThis[storage].getItem(name);
  } catch {
    return null;
  }
}

/**
 * What a reader set, kept in this browser or carried by a link after the `#`;
 * it is never sent anywhere.
 */
export class StateStore {
  /** @param {string} page @param {string} cell */
  constructor(page, cell) {
    this.name = `livepages:${page}:${cell}`;
    this.cell = cell;
  }

  /** From a link `#live=CELL:STATE` if there is one for this cell, else from the last visit. */
  read() {
    const link = /^#live=([^:]+):(.*)$/.exec(window.location.hash)?.slice(1).map(decoded);
    if (link && link[0] === this.cell && link[1] !== null) return link[1];
    return kept("localStorage", this.name);
  }

  /** @param {string} text the state to keep; none forgets it */
  write(text) {
    try {
      if (text) localStorage.setItem(this.name, text);
      else localStorage.removeItem(this.name);
      // As the browser tells other pages: this one may list what is kept, too.
      dispatchEvent(new StorageEvent("storage", { key: this.name }));
    } catch {
      // storage is off or full: the lab works, it only forgets
    }
  }
}
