// @ts-check
// What a learner answers to a prediction: one of the choices, a number or words.

import { asChosen, choices, chosen, question, radio, say } from "./questions.js";

/** @import { Answer, Given } from "./kept.js" */

export const SURE = ["a guess", "rather unsure", "rather sure", "certain"]; // kept as 1 to 4

// Control characters, halves of characters, and characters that turn the direction of a line.
const UNSEEN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** What was typed, in one line, as every part of the kit can read it. @param {string} text */
export const inOneLine = (text) => text.replace(UNSEEN, " ").trim().replace(/\s+/g, " ");

/** @type {(box: Element) => HTMLInputElement | null} */
export const typed = (box) => box.querySelector(".field input");

/** @type {(box: HTMLElement) => Given & { question: string } | undefined} */
export function answerOf(box) {
  const field = typed(box);
  if (!field) {
    const choice = chosen(box);
    return choice && asChosen(box, choice);
  }
  const isNumber = box.dataset.kind === "number";
  const answer = isNumber ? field.valueAsNumber : inOneLine(field.value);
  const isNone = answer === "" || (typeof answer === "number" && !(Math.abs(answer) <= Number.MAX_SAFE_INTEGER));
  return isNone ? undefined : { question: question(box), answer };
}

/**
 * Ask for an answer where there is none.
 *
 * @param {HTMLElement} box
 */
export function askForOne(box) {
  /** @type {Record<string, string>} */
  const what = { choice: "Choose an answer", number: "Type a number", text: "Type an answer" };
  say(box, `${what[box.dataset.kind ?? ""]} first.`);
  (typed(box) ?? radio(choices(box)[0])).focus();
}

/** An answer with its unit. @type {(box: HTMLElement, answer: Answer) => string} */
export const shown = (box, answer) => (box.dataset.unit ? `${answer} ${box.dataset.unit}` : String(answer));

/** How sure an answer was said to be, if that was said. @type {(confidence: unknown) => string | undefined} */
export const howSure = (confidence) => (typeof confidence === "number" ? SURE[confidence - 1] : undefined);
