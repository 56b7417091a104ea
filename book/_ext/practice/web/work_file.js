// @ts-check
// Reads a file of work, and puts what is in it beside what this browser keeps: the later answer
// counts, nothing is taken away, and all of it can be undone.

import { BOOK, PREFIX, keysFrom, load, tellKept } from "./kept.js";
import { ASIDE, challengesOf, codes, keyOfCell, labs } from "./live_keys.js";
import { ANSWERS, FORMAT, MOST, VERSION, codeOf, entryOf, isId, keysOf, stateOf, triedOf } from "./work.js";

/** @import { Entry } from "./kept.js" */
/** @import { Work } from "./work.js" */

export const LARGEST = 1024 * 1024; // bytes

/** @typedef {{ taken: number, stayed: number, aside: number, unknown: number }} Summary answers and settings, each once */
/** @typedef {{ questions: Set<string>, exercises: Set<string>, cells: Set<string>, challenges: Map<string, Set<string>> }} Known what there is in this edition */

/** Why a file was not opened, in words for the learner. */
export class Refused extends Error {}

const READERS = {
  predictions: entryOf, self_checks: entryOf, reviews: entryOf, exercises: triedOf,
  challenges: keysOf, labs: stateOf, code: codeOf,
};

/**
 * @param {string} text of a file
 * @returns {Work}
 */
export function read(text) {
  if (new Blob([text]).size > LARGEST) throw new Refused("it is larger than any file of work. Choose the file that this page saved.");
  /** @type {any} */
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Refused("it breaks off or is damaged, or it is no file of work. Choose the file that this page saved.");
  }
  if (found?.format !== FORMAT) throw new Refused("it is no file of work. Choose the file that this page saved.");
  if (!Number.isInteger(found.version) || found.version < 1) throw new Refused("it does not say of which version it is.");
  if (found.version > VERSION) {
    throw new Refused(`it was saved by a newer edition of the book (${String(found.book ?? "").slice(0, 80)}). Open it in that edition.`);
  }
  const parts = Object.entries(READERS).map(([name, reader]) => [name, part(found[name], name, reader)]);
  const { book, saved } = found;
  if (typeof book !== "string" || typeof saved !== "string") throw new Refused("it is damaged: it does not say of which book it is.");
  return /** @type {Work} */ (/** @type {unknown} */ ({ ...Object.fromEntries(parts), format: FORMAT, version: VERSION, book, saved, records: [] }));
}

/** @type {(value: any, name: string, reader: (value: any) => unknown) => object} */
function part(value, name, reader) {
  if (!value || typeof value !== "object" || Array.isArray(value)) throw new Refused(`it is damaged: “${name}” is missing or no list.`);
  const pairs = Object.entries(value);
  if (pairs.length > MOST) throw new Refused(`it is damaged: “${name}” holds more than ${MOST}.`);
  const made = pairs.map(([id, each]) => {
    const own = reader(each);
    if (own === undefined || !isId(id)) throw new Refused(`it is damaged at “${id.slice(0, 60)}” in “${name}”.`);
    return [id, own];
  });
  return Object.fromEntries(made);
}

/** Whether what happened was seen, so that the first answer stays. @param {Entry} entry */
const isSettled = ({ right, second }) => right !== undefined || second !== undefined;

/**
 * What is kept of an answer that is both here and in a file: the one whose outcome was seen, else
 * the later one; of one answer all that either knows.
 *
 * @type {(here: Entry | undefined, theirs: Entry) => Entry}
 */
function better(here, theirs) {
  if (!here) return theirs;
  const isSame = here.answer === theirs.answer && here.when === theirs.when;
  if (isSame) return timeOf(theirs) >= timeOf(here) ? { ...here, ...theirs } : { ...theirs, ...here };
  if (isSettled(here) !== isSettled(theirs)) return isSettled(here) ? here : theirs;
  return timeOf(here) >= timeOf(theirs) ? here : theirs;
}

/** When an entry was last changed, in milliseconds. @param {Entry} entry */
const timeOf = ({ when, second }) => Math.max(...[when, second?.when].map((time) => Date.parse(time ?? "") || 0));

/** All of this copy of the book, by key. @returns {Map<string, string>} */
const snapshot = () => new Map(ownKeys().map((key) => [key, localStorage.getItem(key) ?? ""]));

const ownKeys = () => [...keysFrom(PREFIX), ...keysFrom("livepages:").filter((key) => key.includes(`:${BOOK}_static/`))];

/**
 * All as it was, but for what was changed or cleared meanwhile.
 *
 * @type {(before: Map<string, string>, after: Map<string, string>) => boolean} whether that is all of it
 */
function restore(before, after) {
  const touched = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
  const same = touched.filter((key) => (localStorage.getItem(key) ?? undefined) === after.get(key));
  for (const key of same) {
    const text = before.get(key);
    if (text === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  }
  tellKept(null);
  return same.length === touched.length;
}

/**
 * Put a file's work beside what is kept here.
 *
 * @type {(work: Work, known: Known) => { summary: Summary, undo: () => boolean }}
 */
export function merge(work, known) {
  const before = snapshot();
  const summary = { taken: 0, stayed: 0, aside: 0, unknown: 0 };
  try {
    for (const [part, name] of Object.entries(ANSWERS)) {
      mergeAnswers(name, work[/** @type {keyof typeof ANSWERS} */ (part)], known, summary);
    }
    mergeTries(work, known, summary);
    mergeCells("", new Map(Object.entries(work.labs)), labs(), known, summary);
    const theirs = new Map(Object.entries(work.code).map(([cell, code]) => [cell, JSON.stringify(code)]));
    const own = new Map([...codes()].map(([cell, code]) => [cell, JSON.stringify(code)]));
    mergeCells("code:", theirs, own, known, summary);
    mergeChallenges(work, known);
  } catch {
    restore(before, snapshot());
    throw new Refused("this browser has no room for it, or keeps nothing. All is as it was.");
  }
  const after = snapshot();
  tellKept(null);
  return { summary, undo: () => restore(before, after) };
}

/** @type {(one: object, other: object | undefined) => boolean} whatever the order of their names */
const isEqual = (one, other) => other !== undefined && JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

/** @type {(name: string, theirs: Record<string, Entry>, known: Known, summary: Summary) => void} */
function mergeAnswers(name, theirs, known, summary) {
  const own = Object.entries(load(name));
  const merged = new Map(own);
  for (const [id, entry] of Object.entries(theirs)) {
    const here = entryOf(merged.get(id));
    const kept = better(here, entry);
    if (!known.questions.has(id)) summary.unknown += 1;
    else if (isEqual(kept, here)) summary.stayed += 1;
    else {
      merged.set(id, kept);
      summary.taken += 1;
    }
  }
  if (Object.keys(theirs).length) localStorage.setItem(PREFIX + name, JSON.stringify(Object.fromEntries(merged)));
}

/** @type {(work: Work, known: Known, summary: Summary) => void} */
function mergeTries({ exercises }, known, summary) {
  const merged = new Map(Object.entries(load("tries")));
  for (const [id, { tried, checked }] of Object.entries(exercises)) {
    const here = merged.get(id);
    const isNews = !here || (checked && here.right !== true);
    if (!known.exercises.has(id)) summary.unknown += 1;
    else if (!isNews) summary.stayed += 1;
    else {
      merged.set(id, { question: id, answer: "tried", when: tried, ...(checked && { right: true }) });
      summary.taken += 1;
    }
  }
  if (Object.keys(exercises).length) localStorage.setItem(PREFIX + "tries", JSON.stringify(Object.fromEntries(merged)));
}

/**
 * Settings and code do not say when they were made: where both have some, those here stay, and the
 * lab's page offers the others.
 *
 * @type {(kind: "" | "code:", theirs: Map<string, string>, own: Map<string, string>, known: Known, summary: Summary) => void}
 */
function mergeCells(kind, theirs, own, known, summary) {
  for (const [cell, text] of theirs) {
    const here = own.get(cell);
    if (!known.cells.has(cell)) summary.unknown += 1;
    else if (here === text) summary.stayed += 1;
    else if (here === undefined) {
      localStorage.setItem(keyOfCell(kind, cell), text);
      summary.taken += 1;
    } else {
      setAside(keyOfCell(kind, cell), text);
      summary.aside += 1;
    }
  }
}

/** @type {(key: string, text: string) => void} of a cell, and a version of it that its page will offer */
function setAside(key, text) {
  const name = key.replace("livepages:", `livepages:${ASIDE}`);
  /** @type {unknown} */
  let before;
  try {
    before = JSON.parse(localStorage.getItem(name) ?? "[]");
  } catch {
    before = [];
  }
  const others = Array.isArray(before) ? before.filter((each) => each !== text) : [];
  localStorage.setItem(name, JSON.stringify([...others, text]));
}

/** What was met stays met, here and there. @type {(work: Work, known: Known) => void} */
function mergeChallenges({ challenges }, known) {
  const kept = labs();
  for (const [lab, theirs] of Object.entries(challenges)) {
    const state = kept.get(lab);
    const fitting = theirs.filter((key) => known.challenges.get(lab)?.has(key));
    const met = [...new Set([...challengesOf(state ?? ""), ...fitting])];
    if (state === undefined || met.length === challengesOf(state).length) continue;
    try {
      localStorage.setItem(keyOfCell("", lab), JSON.stringify({ ...JSON.parse(state), met }));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
}
