// @ts-check
// Self-checks: feedback on the answer that was chosen.

import { keep, recall } from "./kept.js";
import { asChosen, choices, chosen, find, fold, keptChoice, keyOf, onSubmit, radio, say, showKept, words } from "./questions.js";

/** @import { Entry } from "./kept.js" */

/** Where answers are kept: those to a question that came back stand apart. @param {HTMLElement} box */
const keptAs = (box) => box.dataset.keptAs ?? "self-checks";

/** @type {(box: HTMLElement, choice: Element) => void} */
function showFeedback(box, choice) {
  box.dataset.checked = "";
  for (const other of choices(box)) {
    other.classList.toggle("answered", other === choice);
    fold(other).open = other === choice;
  }
  find(box, ".again").hidden = false;
}

/** @param {HTMLElement} box */
function checkAnswer(box) {
  const choice = chosen(box);
  if (!choice) {
    say(box, "Choose an answer first.");
    radio(choices(box)[0]).focus();
    return;
  }
  showFeedback(box, choice);
  const verdict = words(find(choice, ".verdict"));
  const reason = [...choice.querySelectorAll(".reason > :not(.verdict)")].map(words).join(" ");
  say(box, `You chose ${radio(choice).value}. ${verdict}`, reason);
  const given = { ...asChosen(box, choice), right: fold(choice).classList.contains("right") };
  keep(keptAs(box), keyOf(box), withAnother(recall(keptAs(box), keyOf(box)), given));
}

/**
 * A first answer that was not right stays beside the latest one; one that was right stays as it is.
 *
 * @type {(first: Entry | undefined, given: Omit<Entry, "when">) => Omit<Entry, "when">}
 */
function withAnother(first, given) {
  if (first?.right === undefined) return given;
  if (first.right || first.second?.right || first.answer === given.answer) return first;
  const { question: _, ...second } = given;
  return { ...first, second: { ...second, when: new Date().toISOString() } };
}

/** @param {HTMLElement} box */
function startAgain(box) {
  showUnanswered(box);
  keep(keptAs(box), keyOf(box));
  radio(choices(box)[0]).focus();
}

/** @param {HTMLElement} box */
function showUnanswered(box) {
  delete box.dataset.checked;
  for (const choice of choices(box)) {
    radio(choice).checked = false;
    choice.classList.remove("answered");
    fold(choice).open = false;
  }
  find(box, ".again").hidden = true;
  say(box, "");
}

/** @param {HTMLElement} box */
export function selfCheck(box) {
  box.dataset.ready = "";
  onSubmit(box, checkAnswer);
  find(box, ".again").addEventListener("click", () => startAgain(box));
  showKept(keptAs(box), box, showAnswer);
}

/** @param {HTMLElement} box */
function showAnswer(box) {
  const entry = recall(keptAs(box), keyOf(box));
  const choice = keptChoice(keptAs(box), box, entry && { ...entry, ...entry.second });
  if (!choice) return showUnanswered(box);
  radio(choice).checked = true;
  showFeedback(box, choice);
}
