// @ts-check
// What this computer keeps, and forgetting it.

import { BOOK, OLDER, PREFIX, keysFrom, load, tellKept } from "./kept.js";
import { ASIDE, CODE } from "./live_keys.js";
import { find } from "./questions.js";

/** @type {Record<string, [one: string, more: string]>} */
const NAMES = {
  predictions: ["prediction", "predictions"],
  "self-checks": ["answer to a self-check", "answers to self-checks"],
  reviews: ["answer to a question that came back", "answers to questions that came back"],
  skipped: ["chapter whose first questions you skipped", "chapters whose first questions you skipped"],
  tries: ["exercise tried", "exercises tried"],
};

/**
 * Keys of what labs and cells of code keep for this copy of the book: they hold the path of its
 * files. Those of an edition that did not tell copies apart begin as `older` says.
 *
 * @type {(labs: string | undefined, older: string | undefined) => string[]}
 */
const liveKeys = (labs, older) => [
  ...keysFrom(labs).filter((key) => key.includes(`:${BOOK}_static/`)),
  ...keysFrom(older),
];

/** @type {(count: number, names: [one: string, more: string]) => string} */
const counted = (count, [one, more]) => `${count} ${count === 1 ? one : more}`;

/** @type {(labs: string[], codes: string[], aside: string[]) => string[]} */
function inventory(labs, codes, aside) {
  const ours = keysFrom(PREFIX).flatMap((key) => {
    const name = key.slice(PREFIX.length);
    const count = Object.keys(load(name)).length;
    if (!NAMES[name]) return [name];
    return count ? [counted(count, NAMES[name])] : [];
  });
  if (labs.length) ours.push(counted(labs.length, ["lab as you left it", "labs as you left them"]));
  if (codes.length) ours.push(counted(codes.length, ["cell of code as you changed it", "cells of code as you changed them"]));
  if (aside.length) ours.push(counted(aside.length, ["lab or cell of code with another version set aside", "labs or cells of code with another version set aside"]));
  return ours;
}

/** @param {HTMLElement} box */
export function clearData(box) {
  const { labs, older } = box.dataset;
  /** @type {(kind: string) => string[]} */
  const live = (kind) => liveKeys(labs, older).filter((key) => key.startsWith(`${labs}${kind}`));
  const line = find(box, ".kept");
  const button = /** @type {HTMLButtonElement} */ (box.querySelector("button"));
  const show = () => {
    const [codes, aside] = [live(CODE), live(ASIDE)];
    const items = inventory(live("").filter((key) => !codes.includes(key) && !aside.includes(key)), codes, aside);
    button.disabled = items.length === 0;
    line.textContent = items.length
      ? `This browser keeps: ${items.join("; ")}.`
      : "This browser keeps nothing of this book.";
  };
  document.addEventListener("practice:kept", show);
  addEventListener("storage", show); // another page of the book is open
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!confirm("Clear all that this book keeps on this computer? It cannot be undone.")) return;
    for (const key of [...keysFrom(PREFIX), ...keysFrom(OLDER), ...live("")]) localStorage.removeItem(key);
    tellKept(null);
    if (document.querySelector("[data-live-cell]")) {
      line.textContent += " What this page shows goes when you reload or close it.";
    }
  });
  show();
}
