// @ts-check
// What labs and cells of code keep of this copy of the book, under keys of the live pages:
// `livepages:`, `code:` or `aside:` or nothing, the path of the book's files, the book's title, the
// name of the page and that of the cell. Editions that did not tell copies apart left out the path.

import { BOOK, keysFrom } from "./kept.js";

const LIVE = "livepages:";
export const CODE = "code:";
export const ASIDE = "aside:"; // what was set in two windows at once
const FILES = `${BOOK}_static/livepages/:`;

/** @type {HTMLMetaElement | null} */
const about = document.querySelector('meta[name="book"]');
const TITLE = about?.content ?? "";
/** Title and edition of the book. */
export const EDITION = about?.dataset.edition ?? TITLE;

/** @type {(kind: "" | "code:", cell: string) => string} */
export const keyOfCell = (kind, cell) => `${LIVE}${kind}${FILES}${TITLE}/${cell}`;

/**
 * Kept texts of all labs, or of all cells of code, by page and cell: `book/index:small-venture`.
 *
 * @type {(kind: "" | "code:") => Map<string, string>}
 */
function textsOf(kind) {
  const before = keyOfCell(kind, "");
  return new Map(keysFrom(before).map((key) => [key.slice(before.length), localStorage.getItem(key) ?? ""]));
}

/** What labs kept before copies were told apart goes to the one that is opened first. */
export function takeOverLabs() {
  for (const older of TITLE ? keysFrom(`${LIVE}${TITLE}/`) : []) {
    if (/:cell-\d+$/.test(older)) continue; // of a lab that had no name: its page knows which it is
    const key = keyOfCell("", older.slice(`${LIVE}${TITLE}/`.length));
    try {
      if (localStorage.getItem(key) === null) localStorage.setItem(key, localStorage.getItem(older) ?? "");
      localStorage.removeItem(older);
    } catch {
      // it stays where it is, until there is room
    }
  }
}

/** States of labs, by page and cell. */
export const labs = () => textsOf("");

/** Code that was changed, by page and cell; what is damaged counts as nothing. @returns {Map<string, { text: string, book: string }>} */
export function codes() {
  const found = new Map();
  for (const [cell, text] of textsOf(CODE)) {
    try {
      const code = JSON.parse(text);
      if (typeof code?.text === "string" && typeof code.book === "string") found.set(cell, { text: code.text, book: code.book });
    } catch {
      // nothing that a page has written
    }
  }
  return found;
}

/** Challenges that were met in a lab. @type {(state: string) => string[]} */
export function challengesOf(state) {
  try {
    const met = JSON.parse(state)?.met;
    return Array.isArray(met) ? met.filter((key) => typeof key === "string") : [];
  } catch {
    return [];
  }
}
