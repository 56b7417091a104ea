// @ts-check
/** The reader's own code, kept in this browser for this book at this address. */
import { kept } from "./state_store.js";

/** @import { PageSettings } from "./page.d.ts" */

/** @typedef {{ text: string, book: string }} Kept the reader's code, and the book's that it was made of */

export class CodeStore {
  /**
   * @param {Pick<PageSettings, "base" | "key">} settings
   * @param {string} cell
   */
  constructor({ base, key }, cell) {
    // Two copies of a book on one host keep apart what is written in them.
    this.name = `livepages:code:${new URL(base).pathname}:${key}:${cell}`;
    this.last = kept("localStorage", this.name);
  }

  /** Whether it was changed since, in another page: cleared, perhaps. */
  get isStale() {
    return kept("localStorage", this.name) !== this.last;
  }

  /** What is kept now is known here. */
  sync() {
    this.last = kept("localStorage", this.name);
  }

  /** @returns {Kept | null} what is damaged counts as nothing */
  read() {
    return codeOf(kept("localStorage", this.name));
  }

  /**
   * @param {Kept | null} code null forgets it
   * @returns {boolean} whether the browser took it
   */
  write(code) {
    try {
      if (code) localStorage.setItem(this.name, JSON.stringify(code));
      else localStorage.removeItem(this.name);
      this.last = kept("localStorage", this.name);
      dispatchEvent(new StorageEvent("storage", { key: this.name }));
      return true;
    } catch {
      return false;
    }
  }
}

/**
 * @param {string | null} text as a store or a version that was set aside has it
 * @returns {Kept | null} what is damaged counts as nothing
 */
export function codeOf(text) {
  try {
    const found = JSON.parse(text ?? "null");
    return typeof found?.text === "string" && typeof found.book === "string" ? found : null;
  } catch {
    return null;
  }
}
