// @ts-check
// The list of answers: each is there from the start; its text comes as it is wanted, or at leisure.

import { get } from "./api.js";
import { answerText, make } from "./elements.js";
import { inWords } from "./marks.js";

/** @typedef {import("./marks.js").Answer} Answer */
/** @typedef {{ html: string, raw: string, more: { code: boolean, html: string, raw: string }[] }} Text */

const CHUNK = 25; // answers fetched at a time
const AHEAD = "1500px"; // below and above what is seen

export class AnswerList {
  /** @type {HTMLElement[]} */
  articles = [];
  /** @type {(Text | undefined)[]} */
  texts = [];
  /** @type {Map<number, Promise<void>>} */
  #fetching = new Map();
  asWritten = false;

  /**
   * @param {HTMLElement} box
   * @param {number} question
   * @param {Answer[]} answers
   * @param {(place: number) => void} onDifferences
   */
  constructor(box, question, answers, onDifferences) {
    this.question = question;
    this.answers = answers;
    this.articles = answers.map((answer, place) => this.#article(answer, place, onDifferences));
    box.replaceChildren(...this.articles);
    const scrolls = getComputedStyle(box).overflowY === "auto"; // on a phone the page does
    const seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        this.load(Number(/** @type {HTMLElement} */ (target).dataset.place));
      }
    }, { root: scrolls ? box : null, rootMargin: AHEAD });
    for (const article of this.articles) seen.observe(article);
  }

  /**
   * @param {Answer} answer
   * @param {number} place
   * @param {(place: number) => void} onDifferences
   */
  #article({ alias, words, like }, place, onDifferences) {
    const article = make("article", {
      class: "answer", id: alias, tabindex: "-1", "data-place": String(place), "aria-label": `Answer ${alias}`,
    });
    const title = make("h2", {}, alias, make("small", {}, `${words} ${words === 1 ? "word" : "words"}`));
    title.append(make("span", { class: "given" }), make("span", { class: "flagged" }));
    article.append(title, make("p", { class: "earlier", hidden: "" }));
    if (like) {
      const other = this.answers[like.place].alias;
      const how = like.percent >= 80 ? "Very like" : "Like";
      const button = make("button", { type: "button", "aria-expanded": "false" }, `${how} ${other} (${like.percent} %)`);
      button.addEventListener("click", () => onDifferences(place));
      article.append(button);
    }
    article.append(make("div", { class: "text" }, make("p", { class: "quiet" }, "…")));
    this.show(place, article);
    return article;
  }

  /**
   * Shows what is said of an answer.
   * @param {number} place
   * @param {HTMLElement} [article]
   */
  show(place, article = this.articles[place]) {
    const { mark } = this.answers[place];
    /** @param {string} part */
    const find = (part) => /** @type {HTMLElement} */ (article.querySelector(part));
    find(".given").textContent = mark.level === null && !mark.comment ? "" : inWords(mark);
    find(".flagged").textContent = mark.flag ? "look again" : "";
    find(".earlier").hidden = !mark.earlier;
    if (mark.earlier) {
      const { level, marks, comment } = mark.earlier;
      const was = level === null ? "had a comment" : `was ${marks} (level ${level})`;
      find(".earlier").textContent = `It ${was} for an earlier version, which does not count any more.${comment ? ` Comment then: ${comment}` : ""}`;
    }
  }

  /**
   * Fetches an answer's text, and those of its neighbours, once.
   * @param {number} place
   */
  load(place) {
    const start = place - (place % CHUNK);
    let fetching = this.#fetching.get(start);
    if (!fetching) {
      fetching = this.#fetch(start).catch(() => {
        this.#fetching.delete(start);
      });
      this.#fetching.set(start, fetching);
    }
    return fetching;
  }

  /** @param {number} start */
  async #fetch(start) {
    const { texts } = await get("texts", { n: this.question, from: start, to: start + CHUNK });
    texts.forEach((/** @type {Text} */ text, /** @type {number} */ offset) => {
      this.texts[start + offset] = text;
      this.#fill(start + offset);
    });
  }

  /** Fetches what nobody has looked at yet, so that all can be searched. */
  async loadAll() {
    for (let place = 0; place < this.answers.length; place += CHUNK) await this.load(place);
  }

  /** @param {number} place */
  #fill(place) {
    const text = this.texts[place];
    const box = this.articles[place].querySelector(".text");
    if (text && box) box.replaceChildren(...answerText(text, this.asWritten));
  }

  /** @param {boolean} asWritten */
  setAsWritten(asWritten) {
    this.asWritten = asWritten;
    this.texts.forEach((_, place) => {
      this.#fill(place);
    });
  }

  /**
   * Whether an answer has some words, wherever their capitals are.
   * @param {number} place
   * @param {string} words in small letters
   */
  holds(place, words) {
    const text = this.texts[place];
    if (!words || this.answers[place].alias.toLowerCase() === words) return true;
    return !!text && [text.raw, ...text.more.map(({ raw }) => raw)].some((raw) => raw.toLowerCase().includes(words));
  }

  /**
   * Shows or hides the differences from the most similar answer.
   * @param {number} place
   */
  async toggleDifferences(place) {
    const article = this.articles[place];
    const { alias, like } = this.answers[place];
    const button = article.querySelector("button[aria-expanded]");
    if (!like || !button) return;
    const open = article.querySelector(".diff");
    button.setAttribute("aria-expanded", String(!open));
    if (open) {
      open.remove();
      return;
    }
    const other = this.answers[like.place].alias;
    const box = make("div", { class: "diff" });
    button.after(box);
    const { stretches } = await get("differences", { n: this.question, a: place, b: like.place });
    box.append(make("p", { class: "quiet" }, "Struck through: only in ", make("del", {}, alias), ". Underlined: only in ", make("ins", {}, other), "."));
    for (const { where, text } of stretches) {
      const tag = where === "first" ? "del" : where === "second" ? "ins" : "span";
      box.append(make(tag, {}, text), " ");
    }
  }
}
