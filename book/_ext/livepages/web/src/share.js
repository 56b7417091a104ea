// @ts-check
/** A button that copies a link to this page with the settings of one lab. */
import { html } from "./dom.js";

const COPIED_MS = 2000;

/** @import { Words } from "./page.d.ts" */

/** @type {(cell: string, read: () => string | null, words: Words) => HTMLButtonElement} */
export function shareButton(cell, read, words) {
  const look = { type: "button", class: "livepages-share", title: words.copy_link_help, hidden: "" };
  const button = html("button", look, words.copy_link);
  button.addEventListener("click", async () => {
    const link = new URL(window.location.href);
    link.hash = `live=${encodeURIComponent(cell)}:${encodeURIComponent(read() ?? "")}`;
    try {
      await navigator.clipboard.writeText(link.href);
      button.textContent = words.link_copied;
    } catch {
      history.replaceState(history.state, "", link); // no clipboard here: the address bar has it
      button.textContent = words.link_in_address;
    }
    setTimeout(() => (button.textContent = words.copy_link), COPIED_MS);
  });
  return button;
}
