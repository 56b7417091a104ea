// @ts-check
// A learner's work in the book as one document: what the file of work holds, see
// `leverplug.record.work`. Any script of the page can ask for it: who dispatches the event
// `practice:gather` on `document` finds its JSON in `event.detail.text` at once.

import { load } from "./kept.js";
import { EDITION, challengesOf, codes, labs } from "./live_keys.js";

/** @import { Entry, Given } from "./kept.js" */

/**
 * @typedef {object} Work
 * @property {"leverplug-work"} format
 * @property {number} version
 * @property {string} book title and edition
 * @property {string} saved when, in ISO 8601
 * @property {Record<string, Entry>} predictions
 * @property {Record<string, Entry>} self_checks
 * @property {Record<string, Entry>} reviews
 * @property {Record<string, { tried: string, checked?: boolean }>} exercises
 * @property {Record<string, string[]>} challenges
 * @property {Record<string, string>} labs
 * @property {Record<string, { text: string, book: string }>} code
 * @property {object[]} records
 */

export const FORMAT = "leverplug-work";
export const VERSION = 1;
export const MOST = 500; // of each kind
const LONGEST = { id: 160, time: 40, question: 1000, answer: 2000, why: 200, state: 100_000 }; // characters
const MOST_CHOICES = 26;
const LARGEST_NUMBER = 2 ** 53 - 1;
/** Control characters, and those that turn the direction of lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;

/** Names of the parts of a file that hold answers, and where pages keep them. */
export const ANSWERS = /** @type {const} */ ({ predictions: "predictions", self_checks: "self-checks", reviews: "reviews" });

/**
 * @param {unknown} value
 * @param {number} most characters
 * @returns {value is string}
 */
function isText(value, most, least = 0) {
  return typeof value === "string" && value.length <= most && value.length >= least && value.search(UNSEEN) < 0;
}
/** @param {string} text */
const seen = (text) => text.replace(UNSEEN, "");
/** @type {(value: unknown, most: number) => boolean} */
const isStep = (value, most) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;

/** Whether something may be the name of a question, an exercise or a cell. @type {(id: string) => boolean} */
export const isId = (id) => isText(id, LONGEST.id, 1) && !id.startsWith("__");

/**
 * What of a value is an answer; nothing if it is none.
 *
 * @param {any} value of a browser or a file, in which anything may stand
 * @returns {Given & { when: string } | undefined}
 */
function given(value) {
  if (!value || typeof value !== "object") return undefined;
  const { answer, choice, when, right } = value;
  const isAnswer = typeof answer === "number" ? Math.abs(answer) <= LARGEST_NUMBER : isText(answer, LONGEST.answer);
  if (!isAnswer || !isText(when, LONGEST.time)) return undefined;
  return { answer, when, ...(isStep(choice, MOST_CHOICES) && { choice }), ...(typeof right === "boolean" && { right }) };
}

/**
 * What of a value is kept of a question; nothing if it is none.
 *
 * @param {any} value
 * @returns {Entry | undefined}
 */
export function entryOf(value) {
  const first = given(value);
  if (!first) return undefined;
  const { question, confidence, second, why, late } = value;
  const again = given(second);
  return {
    question: isText(question, LONGEST.question) ? question : "",
    ...first,
    ...(isStep(confidence, 4) && { confidence }),
    ...(again && { second: again }),
    ...(isText(why, LONGEST.why, 1) && { why }),
    ...(late === true && { late }),
  };
}

/** @param {any} value @returns {{ tried: string, checked?: boolean } | undefined} */
export function triedOf(value) {
  if (!value || typeof value !== "object" || !isText(value.tried, LONGEST.time)) return undefined;
  return { tried: value.tried, ...(typeof value.checked === "boolean" && { checked: value.checked }) };
}

/** @param {any} value @returns {string | undefined} */
export const stateOf = (value) => (isText(value, LONGEST.state) ? value : undefined);

/** @param {any} value @returns {{ text: string, book: string } | undefined} */
export function codeOf(value) {
  const [text, book] = [stateOf(value?.text), stateOf(value?.book)];
  return text === undefined || book === undefined ? undefined : { text, book };
}

/** @param {any} value @returns {string[] | undefined} */
export const keysOf = (value) => (Array.isArray(value) && value.length <= MOST && value.every((key) => isText(key, LONGEST.id, 1)) ? value : undefined);

/**
 * Those of some values that can stand in a file, by their names.
 *
 * @type {<Value>(values: Iterable<[string, any]>, read: (value: any) => Value | undefined) => Record<string, Value>}
 */
function fitting(values, read) {
  const pairs = [...values].map(([id, value]) => /** @type {[string, any]} */ ([id, read(value)]));
  return Object.fromEntries(pairs.filter(([id, value]) => isId(id) && value !== undefined).slice(-MOST));
}

/** @param {Record<string, any>} value */
const tidy = (value) => entryOf(Object.fromEntries(
  Object.entries(value ?? {}).map(([name, text]) => [name, typeof text === "string" ? seen(text) : text]),
));

/** All that this browser keeps of the book, as a file of work has it. @returns {Work} */
export function gathered() {
  const kept = labs();
  const met = [...kept].map(([lab, state]) => /** @type {[string, string[]]} */ ([lab, challengesOf(state)]));
  return {
    format: FORMAT,
    version: VERSION,
    book: EDITION,
    saved: new Date().toISOString(),
    predictions: fitting(Object.entries(load("predictions")), tidy),
    self_checks: fitting(Object.entries(load("self-checks")), tidy),
    reviews: fitting(Object.entries(load("reviews")), tidy),
    exercises: fitting(Object.entries(load("tries")), (value) => triedOf({ tried: value?.when, ...(value?.right === true && { checked: true }) })),
    challenges: fitting(met.filter(([, keys]) => keys.length), keysOf),
    labs: fitting(kept, stateOf),
    code: fitting(codes(), ({ text, book }) => codeOf({ text: seen(text), book: seen(book) })),
    records: [],
  };
}

/** Let other scripts of the page have it. */
export function answerWhoAsks() {
  document.addEventListener("practice:gather", (event) => {
    /** @type {CustomEvent} */ (event).detail.text = JSON.stringify(gathered());
  });
}
