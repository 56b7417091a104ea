// @ts-check
/** What was set in two windows of a page at once: the version that gave way is offered. */
import { html } from "./dom.js";
import { kept } from "./state_store.js";

/** @import { Words } from "./page.d.ts" */

const MOST_ASIDE = 10; // versions of one cell

/** Versions of a cell that gave way to another window's, until the reader lets go of them. */
export class Aside {
  /** @param {string} name of the cell's own key */
  constructor(name) {
    this.name = name.replace("livepages:", "livepages:aside:");
  }

  /** @returns {string[]} the latest last; what is damaged counts as nothing */
  get texts() {
    try {
      const found = JSON.parse(kept("localStorage", this.name) ?? "[]");
      return Array.isArray(found) ? found.filter((each) => typeof each === "string") : [];
    } catch {
      return [];
    }
  }

  /** @param {string[]} texts */
  set texts(texts) {
    try {
      if (texts.length) localStorage.setItem(this.name, JSON.stringify(texts.slice(-MOST_ASIDE)));
      else localStorage.removeItem(this.name);
      dispatchEvent(new StorageEvent("storage", { key: this.name }));
    } catch {
      // there is no room: the other version is lost, as it was before
    }
  }

  /** @param {string | null} text */
  add(text) {
    if (text) this.texts = [...this.texts.filter((each) => each !== text), text];
  }

  /** @returns {string} the latest, which is no longer set aside */
  pop() {
    const { texts } = this;
    const last = texts.pop() ?? "";
    this.texts = texts;
    return last;
  }
}

/**
 * Offer what was set aside, in this window and in others, as long as there is something.
 *
 * @param {Aside} aside
 * @param {Words} words
 * @param {{ say: string, put: (note: HTMLElement) => void, choices: [name: string, act: () => unknown][] }} offer
 *   what to say, where to put it, and what each button does; all words by their keys
 */
export function offerAside(aside, words, { say, put, choices }) {
  /** @type {HTMLElement | undefined} */
  let note;
  const show = () => {
    if (Boolean(note) === aside.texts.length > 0) return;
    note?.remove();
    note = undefined;
    if (!aside.texts.length) return;
    note = html("p", { class: "livepages-which livepages-two", role: "status" }, `${words[say]} `);
    for (const [name, act] of choices) {
      const button = html("button", { type: "button", "data-tool": name }, words[name]);
      button.addEventListener("click", act);
      note.append(button);
    }
    put(note);
  };
  addEventListener("storage", ({ key }) => {
    if (key === aside.name || key === null) show();
  });
  show();
}
