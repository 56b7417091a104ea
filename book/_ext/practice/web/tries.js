// @ts-check
// Exercises with code: the solution opens after a try.

import { keep, recall } from "./kept.js";
import { all } from "./questions.js";

/**
 * Hold back the solution of an exercise that was not tried yet.
 *
 * @type {(exercise: HTMLElement) => () => void} opens it
 */
function holdBack(exercise) {
  const links = all(`.solution .admonition-title a[href="#${CSS.escape(exercise.id)}"]`);
  const solution = /** @type {HTMLElement | null | undefined} */ (links[0]?.closest(".solution"));
  if (!solution || recall("tries", exercise.id)) return () => {};
  const note = document.createElement("p");
  note.className = "untried-note";
  note.textContent = "It opens when you have changed and run the code above. ";
  const anyway = document.createElement("button");
  anyway.type = "button";
  anyway.textContent = "Show it without a try";
  note.append(anyway);
  const open = () => {
    solution.classList.remove("untried");
    note.remove();
  };
  anyway.addEventListener("click", () => {
    open();
    solution.querySelector("button")?.focus();
  });
  addEventListener("storage", () => {
    if (recall("tries", exercise.id)) open(); // tried in another window
  });
  solution.classList.add("untried");
  solution.after(note); // inside, it would be folded away with the rest
  return open;
}

/**
 * The solution of an exercise opens once its cell was run with the learner's own code. Whether the
 * exercise's check passed is what `leverplug.checks` shows below the cell.
 *
 * @type {(exercise: HTMLElement, cell: HTMLElement) => void}
 */
function afterATry(exercise, cell) {
  const { id } = exercise;
  const open = holdBack(exercise);
  cell.addEventListener("livepages:ran", (event) => {
    const { changed, ok } = /** @type {CustomEvent} */ (event).detail;
    if (!changed) return;
    const before = recall("tries", id);
    const passed = before?.right === true || (ok && cell.querySelector(".livepages-output .lp-diagnosis.lp-right") !== null);
    keep("tries", id, { question: id, answer: "tried", ...(before && { when: before.when }), ...(passed && { right: true }) });
    open();
  });
}

export function exercises() {
  /** @type {HTMLElement | undefined} */
  let last;
  for (const each of all(".exercise.admonition, .cell.tag_exercise")) {
    if (!each.matches(".cell")) last = each;
    else if (last && each.querySelector("[data-code-cell]")) afterATry(last, each);
  }
}
