// @ts-check
// Predictions, and how sure of them a learner is: kept until what happened was opened.

import { answerOf, askForOne, howSure, shown, typed } from "./answers.js";
import { keep, recall } from "./kept.js";
import { all, choices, find, keptChoice, keyOf, onSubmit, radio, say, showKept } from "./questions.js";
import { met, refillSecond, settled, showMet, wasSeen } from "./reveals.js";

/** @import { Prediction } from "./reveals.js" */

/** @type {(box: HTMLElement) => HTMLInputElement[]} */
const steps = (box) => [...box.querySelectorAll(".sure input")].map((step) => /** @type {HTMLInputElement} */ (step));

/** How sure the learner says to be, as an entry keeps it. @param {HTMLElement} box */
function confidenceOf(box) {
  const step = steps(box).find(({ checked }) => checked);
  return step ? { confidence: Number(step.value) } : {};
}

/** @param {Prediction} prediction */
function keepPrediction(prediction) {
  const { box } = prediction;
  const given = answerOf(box);
  if (!given) return askForOne(box);
  const isKept = prediction.change({ ...given, ...confidenceOf(box), when: new Date().toISOString() });
  if (wasSeen(prediction)) return find(box, ".locked a").focus(); // the button is gone
  const sure = howSure(prediction.entry?.confidence);
  const said = sure ? `${shown(box, given.answer)}, ${sure}` : shown(box, given.answer);
  const later = sure ? "" : " You can still say how sure you are.";
  say(box, isKept
    ? `Kept on this computer: ${said}. You will meet it again after the lab.${later}`
    : `Noted: ${said}. This browser keeps nothing, so write it down.`);
}

/** @param {Prediction} prediction */
function keepConfidence(prediction) {
  const { box, entry } = prediction;
  if (!entry || wasSeen(prediction)) return; // without an answer it is kept together with it
  const isKept = prediction.change({ ...entry, ...confidenceOf(box) });
  say(box, `${isKept ? "Kept on this computer" : "Noted"}: ${howSure(prediction.entry?.confidence)}.`);
}

/**
 * Show what is kept where the question stands, and where its explanation does.
 *
 * @param {Prediction} prediction
 */
function show(prediction) {
  const { box, entry } = prediction;
  const isLocked = wasSeen(prediction);
  for (const part of box.querySelectorAll("fieldset")) part.disabled = isLocked;
  find(box, "[type=submit]").hidden = isLocked;
  find(box, ".locked").hidden = !isLocked;
  if (!entry || isLocked) say(box, "");
  showMet(prediction);
}

/** @param {Prediction} prediction */
function showKeptOne(prediction) {
  const { box } = prediction;
  prediction.entry = recall("predictions", keyOf(box));
  const choice = keptChoice("predictions", box, prediction.entry);
  for (const each of choices(box)) radio(each).checked = each === choice;
  const field = typed(box);
  if (field) field.value = String(prediction.entry?.answer ?? "");
  for (const step of steps(box)) step.checked = Number(step.value) === prediction.entry?.confidence;
  refillSecond(prediction);
  show(prediction);
}

/** @param {HTMLElement} box */
export function predict(box) {
  /** @type {Prediction} */
  const prediction = {
    box,
    reveal: all(`#reveal-${CSS.escape(keyOf(box))}`)[0],
    wasOpened: false,
    wasLate: false,
    change(entry) {
      prediction.entry = settled(prediction, entry);
      const isKept = keep("predictions", keyOf(box), prediction.entry);
      show(prediction);
      return isKept;
    },
  };
  onSubmit(box, () => keepPrediction(prediction));
  for (const step of steps(box)) step.addEventListener("change", () => keepConfidence(prediction));
  met(prediction);
  showKept("predictions", box, () => showKeptOne(prediction));
}
