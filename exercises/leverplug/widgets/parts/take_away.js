// @ts-check
// What a learner takes from the page: a text into the clipboard, a file onto the disk.

import { html } from "./dom.js";

/** @import { Copy } from "../types.d.ts" */

// Whether the browser took it; where it lets no page use the clipboard, the old way is tried.
/** @type {(text: string) => Promise<boolean>} */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text);
  }
}

/** @type {(text: string) => boolean} */
function copyTheOldWay(text) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const area = html("textarea", { style: "position: fixed; opacity: 0;" });
  area.value = text;
  document.body.append(area);
  area.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // the caller says what to do instead
  }
  area.remove();
  focused?.focus?.();
  return done;
}

/** @type {(text: string, file: string, type?: string) => void} */
export function saveText(text, file, type = "application/json") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = html("a", { href: address, download: file });
  document.body.append(link); // some browsers follow only links that are in the page
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // the download has begun by then
}

// A file's name from a learner's words: letters and digits of the simplest kind.
/** @type {(words: string) => string} */
export function fileName(words) {
  const plain = words.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return `record${plain ? `-${plain.slice(0, 40)}` : ""}.json`;
}

// This page with a design in its address.
/** @param {string} code */
export function linkTo(code) {
  const page = new URL(globalThis.location.href);
  page.search = `?v=${code}`;
  page.hash = "";
  return page.href;
}

// Copies words and says so; where a page may not, shows them in the field that has them.
/** @type {(status: HTMLElement, whole: HTMLDetailsElement) => Copy} */
export function copier(status, whole) {
  return async (what, words, shown) => {
    if (await copyText(words)) {
      status.textContent = `${what} copied.`;
      return;
    }
    whole.open = true;
    shown.value = words;
    shown.focus();
    shown.select();
    status.textContent = "This browser lets no page copy: the text is selected below, press Ctrl+C (on a Mac ⌘C).";
  };
}
