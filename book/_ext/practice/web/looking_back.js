// @ts-check
// Questions of earlier chapters, with which a chapter opens: they can be folded away.

import { keep, recall } from "./kept.js";
import { find, keyOf, words } from "./questions.js";

/**
 * Open the next question when one is answered.
 *
 * @param {HTMLElement} block
 */
function oneAfterTheOther(block) {
  block.addEventListener("submit", ({ target }) => {
    const review = /** @type {Element} */ (target).closest(".review");
    const next = review?.nextElementSibling;
    if (review?.querySelector("[data-checked]") && next?.matches("details")) next.setAttribute("open", "");
  });
}

/** @param {HTMLDetailsElement} block */
export function lookingBack(block) {
  const title = find(block, "summary");
  const skip = find(block, ".skip");
  const isSkipped = () => recall("skipped", keyOf(block)) !== undefined;
  block.open = !isSkipped();
  block.addEventListener("toggle", () => {
    if (block.open === !isSkipped()) return;
    keep("skipped", keyOf(block), block.open ? undefined : { question: words(title), answer: "skipped" });
  });
  skip.hidden = false;
  skip.addEventListener("click", () => {
    block.open = false;
    title.focus(); // the button is folded away
  });
  oneAfterTheOther(block);
}
