// @ts-check
// What happened: a prediction is met again, comes out right or not, and is made a second time.

import { answerOf, askForOne, howSure, inOneLine, shown, typed } from "./answers.js";
import { choiceOf, choices, element, find, onSubmit, radio, say, text } from "./questions.js";

/** @import { Entry, Given } from "./kept.js" */

/**
 * A prediction in this visit: its box and that of its explanation, what is kept of it, whether the
 * explanation was opened, and whether that was before there was an answer. `change` keeps and shows
 * an entry, settled; it is false where the browser keeps nothing.
 *
 * @typedef {object} Prediction
 * @property {HTMLElement} box
 * @property {HTMLElement | undefined} reveal
 * @property {Entry} [entry]
 * @property {boolean} wasOpened
 * @property {boolean} wasLate
 * @property {(entry: Entry) => boolean} change
 */

const LONGEST_WHY = 200;

/** Whether the learner has seen what became of the answer, which stays as it is from then on. @param {Prediction} prediction */
export function wasSeen({ entry, wasOpened }) {
  return entry !== undefined && (wasOpened || entry.late || entry.right !== undefined || entry.second !== undefined);
}

/** Whether the book says what turned out right. @param {HTMLElement} reveal */
const isMarked = ({ dataset }) => dataset.right !== undefined || dataset.least !== undefined;

/**
 * Whether an answer is what the book marks as right; nothing where nobody can say.
 *
 * @type {(prediction: Prediction, given: Given & { question?: string }) => { right?: boolean }}
 */
function judged({ box, reveal }, given) {
  const { right, least, most } = reveal?.dataset ?? {};
  if (right !== undefined) {
    const choice = choiceOf(box, given);
    return choice ? { right: right.split(" ").includes(radio(choice).value) } : {};
  }
  if (least === undefined || typeof given.answer !== "number") return {};
  return { right: Number(least) <= given.answer && given.answer <= Number(most) };
}

/** An entry with how it came out, once that was opened. @type {(prediction: Prediction, entry: Entry) => Entry} */
export function settled(prediction, entry) {
  const { reveal, wasOpened, wasLate } = prediction;
  if (wasLate || entry.late) return { ...entry, late: true }; // all was known: it is no prediction
  return reveal && isMarked(reveal) && wasOpened ? { ...entry, ...judged(prediction, entry) } : entry;
}

// --- in words ---------------------------------------------------------------

/** @param {string} when */
function date(when) {
  const day = new Date(when);
  if (Number.isNaN(day.valueOf())) return "";
  return ` (${day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })})`;
}

/** What turned out right. @param {Prediction} prediction */
function outcome({ box, reveal }) {
  const { right, least, most } = reveal?.dataset ?? {};
  if (right === undefined) return `${shown(box, least === most ? `${least}` : `${least} to ${most}`)} counts as right`;
  const letters = right.split(" ");
  return choices(box).filter((choice) => letters.includes(radio(choice).value)).map(text).join("; or ");
}

/** How the first answer came out. @type {(prediction: Prediction, entry: Entry) => string} */
function verdict(prediction, { right }) {
  const { box, reveal } = prediction;
  if (!reveal) return "";
  if (!isMarked(reveal)) {
    if (right !== undefined) return right ? "You say that it came out so." : "You say that it did not come out so, or only in part.";
    return box.dataset.kind === "text"
      ? "No page can judge words: compare, and say yourself whether it came out so."
      : "Your own lab decides, so only you can say whether it came out so.";
  }
  if (right === undefined) return "Nobody can say whether it came out so: the answers to choose from were others then.";
  if (!right) return `It came out otherwise: ${outcome(prediction)}.`;
  return box.dataset.kind === "number" ? `It came out as you said: ${outcome(prediction)}.` : "It came out as you said.";
}

/** How an answer comes out that was given once all was known: it is told, and not kept. @type {(prediction: Prediction, entry: Entry) => Entry} */
const asTold = (prediction, entry) => (entry.late && prediction.reveal && isMarked(prediction.reveal) ? { ...entry, ...judged(prediction, entry) } : entry);

/** What was said first, what came out, what was said the second time: a paragraph each. @type {(prediction: Prediction, entry: Entry) => HTMLElement[]} */
function told(prediction, entry) {
  const { box } = prediction;
  /** @type {(given: Given) => HTMLElement} */
  const answer = (given) => element("strong", shown(box, given.answer));
  /** @type {(...parts: (string | Node)[]) => HTMLElement} */
  const paragraph = (...parts) => {
    const made = document.createElement("p");
    made.append(...parts, " ");
    return made;
  };
  const sure = howSure(entry.confidence);
  const said = paragraph("First you said: ", answer(entry), sure ? `, ${sure}.` : "; how sure you were you did not say.");
  if (entry.late) said.append("You said it after you had opened what happened, so it does not count as a prediction. ");
  const { second, why } = entry;
  const cameOut = paragraph(verdict(prediction, asTold(prediction, entry)));
  if (!second) return [said, cameOut];
  const came = second.right === undefined ? "." : second.right ? ", which is right." : ", which is not what came out.";
  const again = paragraph("The second time you said: ", answer(second), came);
  if (why) again.append(`Your reason: “${why}”`);
  return [said, cameOut, again];
}

/** @type {Map<Element, Node[]>} */
const asWritten = new Map(); // lines that show a prediction, as the book has them

/** Show the prediction, or none, above its explanation. @type {(prediction: Prediction, line: HTMLElement) => void} */
function showLine({ box, entry }, line) {
  if (!asWritten.has(line)) asWritten.set(line, [...line.childNodes]);
  if (!entry) return line.replaceChildren(...(asWritten.get(line) ?? []));
  const sure = howSure(entry.confidence);
  line.replaceChildren(
    element("em", box.dataset.question ?? ""),
    " You predicted: ",
    element("strong", shown(box, entry.answer)),
    `${date(entry.when)}.${sure ? ` How sure: ${sure}.` : ""}`,
  );
}

// --- once more --------------------------------------------------------------

/** @param {Element} box */
const whyField = (box) => /** @type {HTMLTextAreaElement} */ (box.querySelector(".why textarea"));

/** @type {(prediction: Prediction, again: HTMLElement) => void} */
function keepSecond(prediction, again) {
  const { entry } = prediction;
  const given = answerOf(again);
  if (!given) return askForOne(again);
  if (!entry) return;
  const { question, ...answer } = given;
  const second = { ...answer, when: new Date().toISOString(), ...judged(prediction, given) };
  const why = [...inOneLine(whyField(again).value)].slice(0, LONGEST_WHY).join("");
  const isKept = prediction.change({ ...entry, second, why: why || undefined });
  const later = why ? "" : " You can still say why, in one sentence.";
  say(again, isKept ? `Kept on this computer.${later}` : "Noted. This browser keeps nothing, so write it down.");
}

/** @param {HTMLElement} again */
function countLetters(again) {
  const left = LONGEST_WHY - whyField(again).value.length;
  find(again, ".count").textContent = `${left} ${left === 1 ? "character" : "characters"} left`;
}

/** @type {(prediction: Prediction, again: HTMLElement) => void} */
function fillSecond({ entry }, again) {
  const second = entry?.second;
  const choice = second && choiceOf(again, { ...second, question: entry?.question });
  for (const each of choices(again)) radio(each).checked = each === choice;
  const field = typed(again);
  if (field) field.value = String(second?.answer ?? "");
  whyField(again).value = entry?.why ?? "";
  countLetters(again);
}

/** Show the second answer that is kept now, unless one is being given here. @param {Prediction} prediction */
export function refillSecond(prediction) {
  const again = prediction.reveal && find(prediction.reveal, ".second");
  if (!again || !prediction.wasOpened) return;
  if (prediction.entry === undefined || !again.contains(document.activeElement)) fillSecond(prediction, again);
}

/**
 * Show a prediction where its explanation stands.
 *
 * @param {Prediction} prediction
 */
export function showMet(prediction) {
  const { entry, reveal, wasOpened } = prediction;
  if (!reveal) return;
  showLine(prediction, find(reveal, ".kept"));
  const isToBeTold = entry !== undefined && wasOpened;
  find(reveal, ".first").hidden = entry !== undefined;
  find(reveal, ".second").hidden = !isToBeTold;
  find(reveal, ".own").hidden = !isToBeTold || isMarked(reveal);
  find(reveal, ".told").replaceChildren(...(isToBeTold ? told(prediction, entry) : []));
}

/**
 * Let what happened be opened, and the question be answered again.
 *
 * @param {Prediction} prediction
 */
export function met(prediction) {
  const { reveal } = prediction;
  if (!reveal) return;
  const fold = /** @type {HTMLDetailsElement} */ (find(reveal, "details"));
  const again = find(reveal, ".second");
  fold.addEventListener("toggle", () => {
    if (!fold.open || prediction.wasOpened) return;
    prediction.wasOpened = true;
    prediction.wasLate = prediction.entry === undefined;
    fillSecond(prediction, again);
    if (prediction.entry) prediction.change(prediction.entry);
    else showMet(prediction);
  });
  onSubmit(again, () => keepSecond(prediction, again));
  whyField(again).addEventListener("input", () => countLetters(again));
  for (const button of find(reveal, ".own").querySelectorAll("button")) {
    button.addEventListener("click", () => {
      if (prediction.entry) prediction.change({ ...prediction.entry, right: button.dataset.verdict === "yes" });
    });
  }
}
