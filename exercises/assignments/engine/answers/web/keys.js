// @ts-check
// The keys of a question's page.

import { byId } from "./elements.js";

/** @typedef {import("./question_page.js").QuestionPage} QuestionPage */

/** Shows which keys there are. */
export function openHelp() {
  /** @type {HTMLDialogElement} */ (byId("help")).showModal();
}

/**
 * Does what a key is for; in a field it writes, and only Escape leaves it.
 * @param {QuestionPage} page
 * @param {KeyboardEvent} event
 */
export function press(page, event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").hasAttribute("open")) return;
  if (event.key === "Escape") {
    page.form.flush();
    page.list.articles[page.current]?.focus({ preventScroll: true });
    return;
  }
  if (target.matches("textarea, select, input:not([type=checkbox])")) return;
  const action = actions(page)[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/**
 * @param {QuestionPage} page
 * @returns {Record<string, () => void>}
 */
function actions(page) {
  /** @type {Record<string, () => void>} */
  const keys = {
    "+": () => page.form.on.step(1),
    "=": () => page.form.on.step(1),
    "-": () => page.form.on.step(-1),
    j: () => page.move(1),
    ArrowRight: () => page.move(1),
    k: () => page.move(-1),
    ArrowLeft: () => page.move(-1),
    n: () => page.move(1, ({ mark }) => mark.level === null),
    c: () => page.form.comment.focus(),
    f: () => page.form.on.flag(),
    d: () => page.list.toggleDifferences(page.current),
    u: () => page.undo(),
    w: () => byId("as-written").click(),
    "/": () => page.find.focus(),
    "?": openHelp,
  };
  for (const { number } of page.levels) keys[String(number)] = () => page.form.on.level(number);
  return keys;
}
