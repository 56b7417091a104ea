// @ts-check
// The parts of a question in the page, and what all kinds of question do. Learner's text reaches
// the page as textContent only.

import { PREFIX, keep, recall } from "./kept.js";

/** @import { Entry, Given } from "./kept.js" */

/** @type {(selector: string) => NodeListOf<HTMLElement>} */
export const all = (selector) => document.querySelectorAll(selector);

/**
 * A part that the directives always write.
 *
 * @type {(box: Element, selector: string) => HTMLElement}
 */
export const find = (box, selector) => /** @type {HTMLElement} */ (box.querySelector(selector));

/** @param {Element} element */
export const words = (element) => (element.textContent ?? "").trim().replace(/\s+/g, " ");
/** @param {HTMLElement} box */
export const keyOf = (box) => box.dataset.key ?? "";
/** @param {Element} box */
export const question = (box) => /** @type {HTMLElement} */ (box).dataset.question ?? "";
/** @param {Element} box */
export const choices = (box) => [...box.querySelectorAll(".choice")];
/** @param {Element} choice */
export const radio = (choice) => /** @type {HTMLInputElement} */ (choice.querySelector("input"));
/** @param {Element} choice */
export const fold = (choice) => /** @type {HTMLDetailsElement} */ (choice.querySelector("details"));
/** @param {Element} choice */
export const text = (choice) => radio(choice).dataset.answer ?? "";
/** @param {Element} box */
export const chosen = (box) => choices(box).find((choice) => radio(choice).checked);

/** What is kept of a choice. @type {(box: Element, choice: Element) => { question: string, answer: string, choice: number }} */
export const asChosen = (box, choice) => ({ question: question(box), answer: text(choice), choice: choices(box).indexOf(choice) + 1 });

/**
 * The choice that was given as an answer: by the book's words, or by its number where only those of
 * the answer were mended.
 *
 * @type {(box: Element, given: Given & { question?: string }) => Element | undefined}
 */
export function choiceOf(box, given) {
  const listed = choices(box);
  const same = listed.find((choice) => text(choice) === given.answer);
  return same ?? (given.choice !== undefined && given.question === question(box) ? listed[given.choice - 1] : undefined);
}

/**
 * The choice that is kept. What was kept before answers had numbers is looked for among the words
 * that the page shows, too, and kept anew.
 *
 * @type {(name: string, box: HTMLElement, entry: Entry | undefined) => Element | undefined}
 */
export function keptChoice(name, box, entry) {
  if (!entry) return undefined;
  if (entry.choice !== undefined) return choiceOf(box, entry);
  const found = choiceOf(box, entry) ?? choices(box).find((choice) => words(find(choice, ".text")) === entry.answer);
  if (found) keep(name, keyOf(box), { ...entry, ...asChosen(box, found) });
  return found;
}

/**
 * Show what is kept of a question: now, whenever another window keeps another answer, and whenever
 * the page comes back, since a browser that goes back to it may have restored what was chosen then,
 * and all may have been cleared since. An answer that is being given here stays.
 *
 * @type {(name: string, box: HTMLElement, show: (box: HTMLElement) => void) => void}
 */
export function showKept(name, box, show) {
  let [touched, changed] = [false, false]; // ever, and since what is kept was last shown
  /** @type {Entry | undefined} */
  let seen; // what was kept when this window last looked
  const look = () => {
    changed = false;
    show(box);
    seen = recall(name, keyOf(box));
  };
  for (const touch of ["pointerdown", "keydown"]) box.addEventListener(touch, () => { touched = true; });
  for (const change of ["input", "change"]) box.addEventListener(change, () => { changed = true; }, { capture: true });
  document.addEventListener("practice:kept", () => {
    const now = recall(name, keyOf(box));
    if (JSON.stringify(now) !== JSON.stringify(seen)) [seen, changed] = [now, false]; // it was kept here
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted || !touched) look();
  });
  addEventListener("storage", ({ isTrusted, key }) => {
    const isCleared = key === null && recall(name, keyOf(box)) === undefined; // in this window, too
    if (isCleared || (isTrusted && !changed && (key === PREFIX + name || key === null))) look();
  });
  /** @type {Entry | undefined} */
  let other; // kept by another window since this one last looked
  box.addEventListener("submit", () => {
    const now = recall(name, keyOf(box));
    other = now?.answer === seen?.answer ? undefined : now;
  }, { capture: true });
  box.addEventListener("submit", () => {
    if (other && other.answer !== recall(name, keyOf(box))?.answer) offer(other);
  });
  /** @param {Entry} given in another window, while an answer was given in this one */
  const offer = (given) => {
    const button = Object.assign(element("button", "Take that one"), { type: "button", className: "other" });
    button.addEventListener("click", () => {
      keep(name, keyOf(box), given);
      say(box, "");
      look();
      /** @type {HTMLElement | null} */ (box.querySelector("input:checked, .field input"))?.focus();
    });
    find(box, ".status").append(` In another window you had given: ${given.answer}. `, button);
  };
  look();
}

/**
 * A line that is seen and read out; `aside` is only read out.
 *
 * @type {(box: Element, line: string, aside?: string) => void}
 */
export function say(box, line, aside = "") {
  const status = find(box, ".status");
  status.textContent = line;
  if (aside) {
    const aloud = element("span", ` ${aside}`);
    aloud.className = "aloud";
    status.append(aloud);
  }
}

/**
 * Let the button of a question do something.
 *
 * @type {(box: HTMLElement, act: (box: HTMLElement) => void) => void}
 */
export function onSubmit(box, act) {
  find(box, "[type=submit]").hidden = false;
  find(box, "form").addEventListener("submit", (event) => {
    event.preventDefault();
    act(box);
  });
}

/** @type {(tag: string, text: string) => HTMLElement} */
export const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
