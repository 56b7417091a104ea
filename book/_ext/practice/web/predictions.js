// @ts-check
// Predictions, which are met again where their explanation stands.

import { keep, recall } from "./kept.js";
import { asChosen, choices, chosen, element, keptChoice, keyOf, onSubmit, question, radio, say, showKept } from "./questions.js";

/** @import { Answer, Entry } from "./kept.js" */

/** @type {(box: Element) => HTMLInputElement | null} */
const typed = (box) => box.querySelector(".field input");

/** @type {(box: HTMLElement) => { question: string, answer: Answer, choice?: number } | undefined} */
function answerOf(box) {
  const field = typed(box);
  if (!field) {
    const choice = chosen(box);
    return choice && asChosen(box, choice);
  }
  const isNumber = box.dataset.kind === "number";
  const answer = isNumber ? field.valueAsNumber : field.value.trim();
  return answer === "" || Number.isNaN(answer) ? undefined : { question: question(box), answer };
}

/** @type {(box: HTMLElement, answer: Answer) => string} */
function shown(box, answer) {
  return box.dataset.unit ? `${answer} ${box.dataset.unit}` : String(answer);
}

/** @param {HTMLElement} box */
function keepPrediction(box) {
  const given = answerOf(box);
  if (!given) {
    /** @type {Record<string, string>} */
    const what = { choice: "Choose an answer", number: "Type a number", text: "Type an answer" };
    say(box, `${what[box.dataset.kind ?? ""]} first.`);
    (typed(box) ?? radio(choices(box)[0])).focus();
    return;
  }
  const { answer } = given;
  const isKept = keep("predictions", keyOf(box), given);
  reveal(box, { answer, when: new Date().toISOString() });
  say(box, isKept
    ? `Kept on this computer: ${shown(box, answer)}. You will meet it again after the lab.`
    : `Noted: ${shown(box, answer)}. This browser keeps nothing, so write it down.`);
}

/**
 * Show the prediction, or none, where its explanation stands.
 *
 * @type {(box: HTMLElement, entry?: Entry) => void}
 */
function reveal(box, entry) {
  const line = document.querySelector(`#reveal-${CSS.escape(keyOf(box))} .kept`);
  if (!line) return;
  if (!asWritten.has(line)) asWritten.set(line, [...line.childNodes]);
  if (!entry) return line.replaceChildren(...(asWritten.get(line) ?? []));
  const asked = element("em", question(box));
  const answer = element("strong", shown(box, entry.answer));
  const day = new Date(entry.when);
  const date = Number.isNaN(day.valueOf())
    ? ""
    : ` (${day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })})`;
  line.replaceChildren(asked, " You predicted: ", answer, `${date}.`);
}

/** @type {Map<Element, Node[]>} */
const asWritten = new Map(); // lines that show a prediction, as the book has them

/** @param {HTMLElement} box */
export function predict(box) {
  onSubmit(box, keepPrediction);
  showKept(box, showPrediction);
}

/** @param {HTMLElement} box */
function showPrediction(box) {
  const entry = recall("predictions", keyOf(box));
  const choice = keptChoice("predictions", box, entry);
  for (const each of choices(box)) radio(each).checked = each === choice;
  const field = typed(box);
  if (field) field.value = String(entry?.answer ?? "");
  if (!entry) say(box, "");
  reveal(box, entry);
}
