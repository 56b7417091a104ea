// @ts-check
/**
 * What a reader set, kept in this browser or carried by a link after the `#`;
 * it is never sent anywhere.
 */

/** @import { PageSettings } from "./page.d.ts" */

const LINK = /^#live=([^:]*)(?::(.*))?$/;
const TAKEN = "livepagesLinks"; // the entry of the page in the browser's history that holds a link's settings

/**
 * @param {string | undefined} text as an address holds it
 * @returns {string | null} null if it was cut off or changed on its way
 */
function decoded(text) {
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * The link `#live=CELL:STATE` of the address; either is null if it was cut off.
 *
 * @returns {{ cell: string | null, text: string | null } | null} null if there is none
 */
export function linked() {
  const parts = LINK.exec(window.location.hash);
  return parts && { cell: decoded(parts[1]), text: decoded(parts[2]) };
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

export class StateStore {
  /** @type {Set<string>} */
  refused = new Set(); // texts that the lab could not read, or that were too much for it

  /**
   * @param {Pick<PageSettings, "base" | "key">} settings
   * @param {string} cell
   * @param {number} place of the cell among those of its kind, from 1: what it was called before it had a name
   */
  constructor({ base, key }, cell, place) {
    // Two copies of a book on one host keep apart what is set in them.
    this.name = `livepages:${new URL(base).pathname}:${key}:${cell}`;
    this.cell = cell;
    this.names = [cell, `cell-${place}`];
    for (const name of this.names) this.takeOver(`livepages:${key}:${name}`);
    this.last = kept("localStorage", this.name);
  }

  /** Whether it was changed since, in another page: cleared, perhaps. */
  get isStale() {
    return kept("localStorage", this.name) !== this.last;
  }

  /** What is kept now, by whichever window. */
  get kept() {
    return kept("localStorage", this.name);
  }

  /** What is kept now is known here. */
  sync() {
    this.last = kept("localStorage", this.name);
  }

  /** Whether the address holds a link to this cell. */
  get isLinked() {
    return this.names.includes(linked()?.cell ?? "");
  }

  /** @param {string} older name under which an earlier edition kept it */
  takeOver(older) {
    const text = kept("localStorage", older);
    if (text === null) return;
    try {
      if (kept("localStorage", this.name) === null) localStorage.setItem(this.name, text);
      localStorage.removeItem(older);
    } catch {
      // it stays where it is, until there is room
    }
  }

  /** The settings of the link that the page was opened with, until the reader changes them. */
  get link() {
    return (this.isLinked ? linked()?.text : history.state?.[TAKEN]?.[this.cell]) ?? null;
  }

  /** @returns {string[]} what the lab may start with, the best first: of a link, then of the last visit */
  offers() {
    const texts = [this.link, kept("localStorage", this.name)];
    return texts.filter((text) => text !== null && !this.refused.has(text));
  }

  /** What the lab shows. */
  read() {
    return this.offers()[0] ?? null;
  }

  /** The lab has the link's settings: they leave the address, and a reload still shows them unless it refused them. */
  taken() {
    const { link } = this;
    if (link === null) return;
    const { [this.cell]: _, ...others } = history.state?.[TAKEN] ?? {};
    rememberLink(this.refused.has(link) ? others : { ...others, [this.cell]: link });
  }

  /** @param {string} text the state to keep; none forgets it */
  write(text) {
    if (this.link !== null) {
      this.refused.add(this.link);
      this.taken();
    }
    this.refused.clear();
    try {
      if (text) localStorage.setItem(this.name, text);
      else localStorage.removeItem(this.name);
      this.last = kept("localStorage", this.name);
      // As the browser tells other pages: this one may list what is kept, too.
      dispatchEvent(new StorageEvent("storage", { key: this.name }));
    } catch {
      // storage is off or full: the lab works, it only forgets
    }
  }
}

/** @param {Record<string, string>} links settings by lab, in place of a link in the address */
function rememberLink(links) {
  const { pathname, search, hash } = window.location;
  history.replaceState({ ...history.state, [TAKEN]: links }, "", pathname + search + (LINK.test(hash) ? "" : hash));
}
