// @ts-check
// What a learner answers, kept in this browser and never sent.
//
// Two copies of a book on one host keep apart what is answered in them: a key is
// `levers-and-plugs:BOOK:NAME`, where BOOK is the path of the book's root, such as `/spring/`.
// Each holds an object by the id of a question:
//   predictions  {id: {question, answer, choice, when, confidence, right, second, why, late}}
//   self-checks  {id: {question, answer, choice, when, right, second}}
//   reviews      {id@page: {question, answer, choice, when, right, second}} of self-checks that came back
//   skipped      {page: {question, answer, when}} of pages whose questions were folded away
//   tries        {id: {question, answer, when, right}} of exercises with code, right once checked
// `answer` is a number for a prediction of kind number, else text; `choice` is
// the number of an answer that was chosen, from 1; `when` is ISO 8601 in UTC.
// `confidence` is 1, a guess, to 4, certain. `right` says how the answer came out, once that was
// seen; `second` is {answer, choice, when, right}, what was answered then, and `why` a sentence.
// `late` is true of a first answer that was given once all was known.
// Questions and answers are kept as the book has them, from attributes: what
// the page shows may have been translated by the browser.

/** @typedef {string | number} Answer */
/** @typedef {{ answer: Answer, choice?: number, when?: string, right?: boolean }} Given */
/** @typedef {Given & { question?: string, when: string, confidence?: number, second?: Given, why?: string, late?: boolean }} Entry */

const KIT = "levers-and-plugs";
export const OLDER = `${KIT}/`; // how keys began when all copies of the book on a host shared them

/** The path of the book's root: Sphinx says on each page where that is. */
export const BOOK = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI).pathname;
export const PREFIX = `${KIT}:${BOOK}:`;

/** @type {(text: string | null) => Record<string, any>} */
function entries(text) {
  try {
    const kept = JSON.parse(text ?? "null");
    return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

/** @type {(name: string) => Record<string, any>} */
export function load(name) {
  try {
    return entries(localStorage.getItem(PREFIX + name));
  } catch {
    return {};
  }
}

/** What was kept before copies were told apart goes to the one that is opened first. */
export function takeOver() {
  for (const older of keysFrom(OLDER)) {
    const key = PREFIX + older.slice(OLDER.length);
    try {
      const [theirs, own] = [older, key].map((each) => localStorage.getItem(each));
      const both = own === null ? theirs : JSON.stringify({ ...entries(theirs), ...entries(own) });
      localStorage.setItem(key, both ?? "");
      localStorage.removeItem(older);
    } catch {
      // it stays where it is, until there is room
    }
  }
}

/**
 * Keep, or forget where there is no entry; false where the browser keeps nothing.
 *
 * @type {(name: string, id: string, entry?: Omit<Entry, "when"> & { when?: string }) => boolean}
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

/** @type {(given: any) => boolean} */
const isAnswered = (given) => ["string", "number"].includes(typeof given?.answer);

/** What is kept of a question, without what no question writes. @type {(name: string, id: string) => Entry | undefined} */
export function recall(name, id) {
  const entry = Object.hasOwn(load(name), id) ? load(name)[id] : undefined;
  if (!isAnswered(entry)) return undefined;
  const { confidence, right, second, why, late, ...rest } = entry;
  return {
    ...rest,
    ...([1, 2, 3, 4].includes(confidence) ? { confidence } : {}),
    ...(typeof right === "boolean" ? { right } : {}),
    ...(isAnswered(second) ? { second } : {}),
    ...(typeof why === "string" ? { why } : {}),
    ...(late === true ? { late } : {}),
  };
}

/** @type {(prefix: string | undefined) => string[]} */
export function keysFrom(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => prefix && key.startsWith(prefix));
  } catch {
    return [];
  }
}
