// @ts-check
// What was done of what there is to do, counted page by page.

import { load } from "./kept.js";
import { challengesOf, codes, labs } from "./live_keys.js";
import { entryOf } from "./work.js";

/** @import { Entry } from "./kept.js" */

/**
 * A page with something to do, as the build lists it.
 *
 * @typedef {object} Page
 * @property {string} name
 * @property {string} title
 * @property {string} address
 * @property {{ id: string, kind: string, text: string }[]} questions
 * @property {string[]} back ids of the questions that come back there
 * @property {{ id: string, title: string }[]} exercises
 * @property {{ id: string, label: string, challenges: [key: string, task: string][] }[]} labs
 * @property {string[]} codes
 */

/** @typedef {{ text: string, address: string, entry?: Entry }} Answered a question, and what is kept of it */
/** @typedef {{ title: string, address: string, tried: boolean, checked: boolean }} Exercise */
/** @typedef {{ label: string, address: string, isSet: boolean, challenges: { task: string, met: boolean }[] }} Lab */

/**
 * What was done on a page.
 *
 * @typedef {object} Done
 * @property {Page} page
 * @property {Answered[]} predictions
 * @property {Answered[]} checks
 * @property {Answered[]} reviews
 * @property {Exercise[]} exercises
 * @property {Lab[]} labs
 * @property {{ address: string, line: string }[]} codes that were changed: the first line of each
 */

/** What a cell of code is known by. @param {string} code */
const firstLine = (code) => code.trim().split("\n")[0].slice(0, 60) || "(empty)";

/** The last answer that was given, which may be the second one. @param {Entry} entry */
export const latest = (entry) => entry.second ?? entry;

/** @param {Page[]} pages @returns {Done[]} */
export function progress(pages) {
  const [predictions, checks, reviews, tries] = ["predictions", "self-checks", "reviews", "tries"].map(load);
  const [states, changed] = [labs(), codes()];
  /** @type {(kept: Record<string, any>, id: string) => Entry | undefined} */
  const kept = (all, id) => (Object.hasOwn(all, id) ? entryOf(all[id]) : undefined);
  const texts = new Map(pages.flatMap(({ questions }) => questions.map(({ id, text }) => [id, text])));
  return pages.map((page) => {
    const { address, name } = page;
    /** @type {(kind: string, all: Record<string, any>, place: string) => Answered[]} */
    const answered = (kind, all, place) =>
      page.questions.filter((each) => each.kind === kind).map(({ id, text }) => ({ text, address: `${address}#${place}-${id}`, entry: kept(all, id) }));
    return {
      page,
      predictions: answered("predict", predictions, "predict"),
      checks: answered("self-check", checks, "check"),
      reviews: page.back.map((id) => ({ text: texts.get(id) ?? id, address: `${address}#back-${id}`, entry: kept(reviews, `${id}@${name}`) })),
      exercises: page.exercises.map(({ id, title }) => {
        const entry = kept(tries, id);
        return { title, address: `${address}#${id}`, tried: entry !== undefined, checked: entry?.right === true };
      }),
      labs: page.labs.map(({ id, label, challenges }) => {
        const state = states.get(`${name}:${id}`);
        const met = challengesOf(state ?? "");
        const tasks = challenges.map(([key, task]) => ({ task, met: met.includes(key) }));
        return { label, address: `${address}#live-${id}`, isSet: state !== undefined, challenges: tasks };
      }),
      codes: page.codes.flatMap((id) => {
        const code = changed.get(`${name}:${id}`);
        return code ? [{ address, line: firstLine(code.text) }] : [];
      }),
    };
  });
}

/** @typedef {{ name: string, done: number, of: number, note?: string }} Count */

/** What was done of some pages, in counts; a kind that they do not have is left out. @param {Done[]} pages @returns {Count[]} */
export function counts(pages) {
  /** @type {<Each>(pick: (done: Done) => Each[], is: (each: Each) => unknown) => { done: number, of: number }} */
  const count = (pick, is) => {
    const each = pages.flatMap(pick);
    return { done: each.filter(is).length, of: each.length };
  };
  const has = (/** @type {Answered} */ { entry }) => entry;
  const right = count(({ checks }) => checks, ({ entry }) => entry && latest(entry).right === true).done;
  const checked = count(({ exercises }) => exercises, ({ checked }) => checked).done;
  return [
    { name: "Predictions", ...count(({ predictions }) => predictions, has) },
    { name: "Self-checks", ...count(({ checks }) => checks, has), note: right ? `${right} right` : "" },
    { name: "Looking back", ...count(({ reviews }) => reviews, has) },
    { name: "Exercises", ...count(({ exercises }) => exercises, ({ tried }) => tried), note: checked ? `${checked} passed ${checked === 1 ? "its" : "their"} check` : "" },
    { name: "Challenges", ...count((done) => done.labs.flatMap(({ challenges }) => challenges), ({ met }) => met) },
  ].filter(({ of }) => of > 0);
}

/** Whether anything was done on a page. @param {Done} done */
export const isBegun = ({ predictions, checks, reviews, exercises, labs: ofPage, codes: changed }) =>
  [...predictions, ...checks, ...reviews].some(({ entry }) => entry) || exercises.some(({ tried }) => tried) ||
  ofPage.some(({ isSet }) => isSet) || changed.length > 0;
