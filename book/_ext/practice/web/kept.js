// @ts-check
// What a learner answers, kept in this browser and never sent.
//
// It is kept under keys that begin with PREFIX. Each holds an object by the id of a question:
//   levers-and-plugs/predictions  {id: {question, answer, choice, when}}
//   levers-and-plugs/self-checks  {id: {question, answer, choice, when}}
//   levers-and-plugs/tries        {id: {question, answer, when}} of exercises with code
// `answer` is a number for a prediction of kind number, else text; `choice` is
// the number of an answer that was chosen, from 1; `when` is ISO 8601 in UTC.
// Questions and answers are kept as the book has them, from attributes: what
// the page shows may have been translated by the browser.

/** @typedef {string | number} Answer */
/** @typedef {{ question?: string, answer: Answer, choice?: number, when: string }} Entry */

export const PREFIX = "levers-and-plugs/";

/** @type {(name: string) => Record<string, any>} */
export function load(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
    return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

/**
 * Keep, or forget where there is no entry; false where the browser keeps nothing.
 *
 * @type {(name: string, id: string, entry?: { question: string, answer: Answer, choice?: number, when?: string }) => boolean}
 */
export function keep(name, id, entry) {
  const all = load(name);
  if (entry) all[id] = { when: new Date().toISOString(), ...entry };
  else delete all[id];
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(all));
    tellKept(PREFIX + name);
    return document.documentElement.dataset.storage !== "none";
  } catch {
    return false;
  }
}

/**
 * Say in this page what the browser itself tells other pages only.
 *
 * @param {string | null} key
 */
export function tellKept(key) {
  document.dispatchEvent(new Event("practice:kept"));
  dispatchEvent(new StorageEvent("storage", { key }));
}

/** @type {(name: string, id: string) => Entry | undefined} */
export function recall(name, id) {
  const entry = Object.hasOwn(load(name), id) ? load(name)[id] : undefined;
  return ["string", "number"].includes(typeof entry?.answer) ? entry : undefined;
}

/** @type {(prefix: string | undefined) => string[]} */
export function keysFrom(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => prefix && key.startsWith(prefix));
  } catch {
    return [];
  }
}
