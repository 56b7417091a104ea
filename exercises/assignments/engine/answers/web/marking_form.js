// @ts-check
// The form in which the answer at hand is marked; it moves from answer to answer.

import { byId, make } from "./elements.js";
import { marksInWords, range } from "./marks.js";

/** @typedef {import("./marks.js").Level} Level */
/** @typedef {import("./marks.js").Mark} Mark */

const TYPING = 500; // milliseconds without a key after which a comment is saved

export class MarkingForm {
  /** @type {HTMLButtonElement[]} */
  #buttons = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;

  /**
   * @param {Level[]} levels
   * @param {object} on
   * @param {(level: number) => void} on.level
   * @param {(direction: 1 | -1) => void} on.step
   * @param {() => void} on.flag
   * @param {() => void} on.undo
   * @param {() => void} on.next
   * @param {(comment: string) => void} on.comment
   */
  constructor(levels, on) {
    this.form = byId("marking");
    this.comment = /** @type {HTMLTextAreaElement} */ (byId("comment"));
    this.on = on;
    this.#buttons = levels.map((level) => {
      const button = make("button", { type: "button", "aria-keyshortcuts": String(level.number), "aria-pressed": "false" });
      button.append(make("kbd", {}, String(level.number)), ` ${range(level)}`);
      button.addEventListener("click", () => on.level(level.number));
      return button;
    });
    byId("level-buttons").append(...this.#buttons);
    byId("less").addEventListener("click", () => on.step(-1));
    byId("more").addEventListener("click", () => on.step(1));
    byId("flag").addEventListener("click", on.flag);
    byId("undo").addEventListener("click", on.undo);
    byId("next").addEventListener("click", on.next);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.comment.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.flush(), TYPING);
    });
    this.comment.addEventListener("blur", () => this.flush());
  }

  /** Hands on a comment that is being typed. */
  flush() {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    this.on.comment(this.comment.value);
  }

  /** Whether a comment is being typed that was not handed on yet. */
  get isTyping() {
    return this.#typing !== undefined;
  }

  /**
   * Puts the form into an answer.
   * @param {HTMLElement} article
   * @param {Mark} mark
   */
  moveTo(article, mark) {
    article.append(this.form);
    this.form.hidden = false;
    this.show(mark, true);
  }

  /**
   * @param {Mark} mark
   * @param {boolean} withComment also while somebody types in its field
   */
  show(mark, withComment = false) {
    this.#buttons.forEach((button, number) => {
      button.setAttribute("aria-pressed", String(mark.level === number));
    });
    byId("marks").textContent = mark.marks === null ? "no mark" : marksInWords(mark.marks);
    byId("flag").setAttribute("aria-pressed", String(mark.flag));
    if (withComment || document.activeElement !== this.comment) this.comment.value = mark.comment;
    for (const group of byId("levels").children) {
      group.toggleAttribute("data-chosen", /** @type {HTMLElement} */ (group).dataset.level === String(mark.level));
    }
  }

  /** @param {string[]} comments */
  showBank(comments) {
    byId("bank").hidden = !comments.length;
    byId("bank-list").replaceChildren(...comments.map((comment) => {
      const button = make("button", { type: "button" }, comment);
      button.addEventListener("click", () => {
        const before = this.comment.value.trim();
        this.comment.value = before ? `${before}\n${comment}` : comment;
        this.flush();
      });
      return make("li", {}, button);
    }));
  }
}
