// @ts-check
// What this computer keeps, and forgetting it.

import { PREFIX, keysFrom, load, tellKept } from "./kept.js";
import { find } from "./questions.js";

/** @type {Record<string, [one: string, more: string]>} */
const NAMES = {
  predictions: ["prediction", "predictions"],
  "self-checks": ["answer to a self-check", "answers to self-checks"],
  tries: ["exercise tried", "exercises tried"],
};
const CODE = "code:"; // how the name of a changed cell begins, after that of all live pages

/** @type {(count: number, names: [one: string, more: string]) => string} */
const counted = (count, [one, more]) => `${count} ${count === 1 ? one : more}`;

/** @type {(labs: string[], codes: string[]) => string[]} */
function inventory(labs, codes) {
  const ours = keysFrom(PREFIX).map((key) => {
    const name = key.slice(PREFIX.length);
    return NAMES[name] ? counted(Object.keys(load(name)).length, NAMES[name]) : name;
  });
  if (labs.length) ours.push(counted(labs.length, ["lab as you left it", "labs as you left them"]));
  if (codes.length) ours.push(counted(codes.length, ["cell of code as you changed it", "cells of code as you changed them"]));
  return ours;
}

/** @param {HTMLElement} box */
export function clearData(box) {
  const labs = () => keysFrom(box.dataset.labs);
  /** @param {string} key */
  const isCode = (key) => key.startsWith(`${box.dataset.labs}${CODE}`);
  const line = find(box, ".kept");
  const button = /** @type {HTMLButtonElement} */ (box.querySelector("button"));
  const show = () => {
    const items = inventory(labs().filter((key) => !isCode(key)), labs().filter(isCode));
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
    for (const key of [...keysFrom(PREFIX), ...labs()]) localStorage.removeItem(key);
    tellKept(null);
    if (document.querySelector("[data-live-cell]")) {
      line.textContent += " What this page shows goes when you reload or close it.";
    }
  });
  show();
}
