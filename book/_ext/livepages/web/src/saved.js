// @ts-check
/**
 * What a reader set, kept in this browser or carried by a link after the `#`;
 * it is never sent anywhere.
 */
export class Saved {
  /** @param {string} page @param {string} cell */
  constructor(page, cell) {
    this.name = `livepages:${page}:${cell}`;
    this.cell = cell;
  }

  /** From a link `#live=CELL:STATE` if there is one for this cell, else from the last visit. */
  read() {
    const link = /^#live=([^:]+):(.*)$/.exec(window.location.hash);
    if (link && decodeURIComponent(link[1]) === this.cell) return decodeURIComponent(link[2]);
    try {
      return localStorage.getItem(this.name);
    } catch {
      return null; // storage is off in this browser
    }
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
