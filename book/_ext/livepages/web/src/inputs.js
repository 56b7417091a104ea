// @ts-check
/**
 * Inputs of a cell besides its saved state: a parameter of the page's
 * address, once, and a text that the site keeps in this browser. Nothing here
 * knows what they mean; the cell's widget does.
 */

import { kept } from "./state_store.js";

/** @import { InputNames, PageSettings } from "./page.d.ts" */

const FILES = "../../"; // from the folder that all file names are relative to, to the book's root

export class Inputs {
  /**
   * @param {InputNames} names `{book}` in the key of a kept text stands for the path of the book's
   *   root, so that two copies on one host keep their texts apart
   * @param {Pick<PageSettings, "base">} settings
   */
  constructor({ query, storage }, { base }) {
    this.names = { query, storage: storage?.replaceAll("{book}", () => new URL(FILES, base).pathname) };
  }

  /** What the address carries for this cell, or null. */
  get query() {
    return this.names.query ? new URLSearchParams(window.location.search).get(this.names.query) : null;
  }

  /** What the browser keeps under the cell's key, or null. */
  get storage() {
    return this.names.storage ? kept("localStorage", this.names.storage) : null;
  }

  /** All of it, by the traits of the widget that take it. */
  all() {
    const found = { live_query: this.query, live_storage: this.storage };
    return JSON.stringify(Object.fromEntries(Object.entries(found).filter(([, text]) => text !== null)));
  }

  /** The widget has it: a reload is to show what the reader made of it since. */
  taken() {
    if (!this.names.query || this.query === null) return;
    const clean = new URL(window.location.href);
    clean.searchParams.delete(this.names.query);
    history.replaceState(history.state, "", clean);
  }

  /**
   * Call back at each change of the kept text, made in this page or in another one.
   *
   * @param {(text: string) => void} callback
   */
  onStorage(callback) {
    const { storage } = this.names;
    if (!storage) return;
    addEventListener("storage", ({ key }) => {
      if (key === storage || key === null) callback(this.storage ?? "");
    });
  }
}
