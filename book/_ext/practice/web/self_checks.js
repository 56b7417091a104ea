// @ts-check
// Self-checks: feedback on the answer that was chosen.

import { keep, recall } from "./kept.js";
import { asChosen, choices, chosen, find, fold, keptChoice, keyOf, onSubmit, radio, say, showKept, words } from "./questions.js";

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
  keep(keptAs(box), keyOf(box), asChosen(box, choice));
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
  const choice = keptChoice(keptAs(box), box, recall(keptAs(box), keyOf(box)));
  if (!choice) return showUnanswered(box);
  radio(choice).checked = true;
  showFeedback(box, choice);
}
