// @ts-check
// The page of a question: all answers, the guide beside them, and the keys that mark.

import { AnswerList } from "./answer_list.js";
import { get, post, questionNumber } from "./api.js";
import { byId, levelList, make, prose } from "./elements.js";
import { openHelp, press } from "./keys.js";
import { MarkingForm } from "./marking_form.js";
import { inWords, matches, pressLevel, range, step, usedComments } from "./marks.js";
import { Outbox } from "./outbox.js";

/** @typedef {import("./marks.js").Answer} Answer */
/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./marks.js").Said} Said */

const LOOK = 3000; // milliseconds between questions for what other windows have done
const KEPT = 200; // changes that can be undone

export class QuestionPage {
  current = -1;
  /** @type {{ place: number, said: Said }[]} */
  #undo = [];

  /** @param {any} data */
  constructor(data) {
    this.number = questionNumber();
    /** @type {import("./marks.js").Level[]} */
    this.levels = data.levels;
    /** @type {Answer[]} */
    this.answers = data.answers;
    this.sequence = data.sequence;
    this.blank = data.blank;
    this.filter = /** @type {HTMLSelectElement} */ (byId("filter"));
    this.find = /** @type {HTMLInputElement} */ (byId("find"));
    this.list = new AnswerList(byId("answers"), this.number, this.answers, (place) => this.list.toggleDifferences(place));
    this.form = new MarkingForm(this.levels, {
      level: (level) => this.change((said) => pressLevel(this.levels, said, level)),
      step: (direction) => this.change((said) => step(this.levels, said, direction)),
      flag: () => this.change((said) => ({ ...said, flag: !said.flag })),
      undo: () => this.undo(),
      next: () => this.move(1),
      comment: (comment) => this.change((said) => ({ ...said, comment })),
    });
    this.outbox = new Outbox({
      send: (place, said) => post("mark", { n: this.number, place }, said),
      revision: (place) => this.answers[place].mark.revision,
      onSaved: (place, reply, isLast) => this.#saved(place, reply, isLast),
      onFailed: (error) => this.notice(`Not saved: ${error.message}. What you do here is kept in this window and sent again every two seconds: leave it open.`),
    });
    this.#guide(data);
  }

  /** @param {any} data */
  #guide(data) {
    document.title = `${data.title}: written answers`;
    byId("title").textContent = `${data.title} (${data.assignment}, marker ${data.marker})`;
    byId("question").replaceChildren(prose(data.html));
    byId("full").replaceChildren(prose(data.answer));
    byId("notes").replaceChildren(prose(data.notes));
    byId("levels").replaceChildren(...levelList(this.levels, (level) => `Level ${level.number}: ${range(level)}`));
    if (matchMedia("(max-width: 820px)").matches) byId("guide-fold").removeAttribute("open");
  }

  start() {
    this.progress();
    const hash = this.answers.findIndex(({ alias }) => `#${alias}` === location.hash);
    const first = this.answers.findIndex(({ mark }) => mark.level === null);
    if (this.answers.length) this.go(Math.max(hash, hash < 0 ? first : hash, 0));
    else byId("answers").append(make("p", {}, "Nobody has written anything here."));
    this.list.loadAll().then(() => this.narrow());
    setInterval(() => this.look(), LOOK);
  }

  /** Shows the answers that filter and search are for, and always the one at hand. */
  narrow() {
    const words = this.find.value.trim().toLowerCase();
    let shown = 0;
    this.answers.forEach((answer, place) => {
      const fits = matches(this.filter.value, answer) && this.list.holds(place, words);
      this.list.articles[place].hidden = !fits && place !== this.current;
      shown += Number(fits);
    });
    this.progress(shown);
  }

  /** @param {number} [shown] */
  progress(shown = this.answers.length) {
    const marked = this.answers.filter(({ mark }) => mark.level !== null).length;
    const bar = /** @type {HTMLProgressElement} */ (byId("progress"));
    bar.max = this.answers.length || 1;
    bar.value = marked;
    const narrowed = shown < this.answers.length ? `; ${shown} shown` : "";
    const blank = this.blank ? `; nothing written in ${this.blank}` : "";
    byId("progress-words").textContent = `${marked} of ${this.answers.length} marked${blank}${narrowed}`;
  }

  /**
   * Goes to an answer.
   * @param {number} place
   * @param {boolean} [focus]
   */
  go(place, focus = true) {
    if (place < 0 || place >= this.answers.length) return;
    if (this.current !== place) {
      if (this.current >= 0) {
        this.form.flush();
        this.list.articles[this.current].removeAttribute("aria-current");
      }
      this.current = place;
      this.list.load(place);
      this.list.articles[place].setAttribute("aria-current", "true");
      this.form.moveTo(this.list.articles[place], this.answers[place].mark);
      this.form.showBank(usedComments(this.answers));
      history.replaceState(null, "", `#${this.answers[place].alias}`);
      if (this.filter.value !== "all" || this.find.value) this.narrow();
    }
    const article = this.list.articles[place];
    article.hidden = false;
    if (focus) {
      article.focus({ preventScroll: true });
      article.scrollIntoView({ block: "start" });
    }
  }

  /**
   * Goes to the next answer that is shown.
   * @param {1 | -1} direction
   * @param {(answer: Answer) => boolean} [wanted]
   */
  move(direction, wanted = () => true) {
    const words = this.find.value.trim().toLowerCase();
    for (let place = this.current + direction; this.answers[place]; place += direction) {
      const fits = matches(this.filter.value, this.answers[place]) && this.list.holds(place, words);
      if (fits && wanted(this.answers[place])) {
        this.go(place);
        return;
      }
    }
    this.say(direction > 0 ? "There is no further answer here" : "This is the first one here");
  }

  /**
   * Changes what is said of the answer at hand.
   * @param {(said: Said) => Said} how
   */
  change(how) {
    if (this.current < 0) return;
    const { level, marks, comment, flag } = this.answers[this.current].mark;
    const before = { level, marks, comment, flag };
    const after = how(before);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.#undo = [...this.#undo, { place: this.current, said: before }].slice(-KEPT);
    this.put(this.current, after);
  }

  /**
   * @param {number} place
   * @param {Said} said
   */
  put(place, said) {
    Object.assign(this.answers[place].mark, said);
    this.outbox.put(place, said);
    this.say("Saving …");
    this.#show(place);
  }

  undo() {
    this.form.flush();
    const last = this.#undo.pop();
    if (!last) {
      this.say("There is nothing to undo in this window");
      return;
    }
    this.go(last.place);
    this.put(last.place, last.said);
    this.form.show(this.answers[last.place].mark, true);
  }

  /** @param {number} place */
  #show(place) {
    this.list.show(place);
    if (place === this.current) this.form.show(this.answers[place].mark);
    this.progress(this.list.articles.filter(({ hidden }) => !hidden).length);
  }

  /**
   * @param {number} place
   * @param {import("./outbox.js").Reply} reply
   * @param {boolean} isLast whether nothing newer is on its way
   */
  #saved(place, { mark, replaced }, isLast) {
    const { alias } = this.answers[place];
    if (isLast) this.answers[place].mark = mark;
    else this.answers[place].mark.revision = mark.revision;
    if (!this.outbox.size) {
      this.notice("");
      this.say(`Saved ${new Date().toLocaleTimeString("en-GB")}: ${alias}, ${inWords(mark)}${mark.flag ? ", look again" : ""}`);
    }
    this.#show(place);
    if (replaced) this.#offer(place, replaced);
  }

  /**
   * Says what another window's mark was that gave way unseen, and offers it.
   * @param {number} place
   * @param {Said} replaced
   */
  #offer(place, replaced) {
    const { alias } = this.answers[place];
    const comment = replaced.comment ? ` (“${replaced.comment}”)` : "";
    const words = `${alias}: another window had said ${inWords(replaced)}${comment}. Yours counts now; the other one is kept in the file. `;
    const take = make("button", { type: "button" }, "Take that one");
    const leave = make("button", { type: "button" }, "Leave it");
    const line = make("p", { class: "notice" }, words, take, " ", leave);
    leave.addEventListener("click", () => line.remove());
    take.addEventListener("click", () => {
      line.remove();
      this.go(place);
      this.change(() => replaced);
      this.form.show(this.answers[place].mark, true);
    });
    byId("offers").append(line);
  }

  /** Takes over what another window of this marker has saved. */
  async look() {
    if (document.hidden || this.outbox.size) return;
    try {
      const { sequence, marks } = await get("changes", { n: this.number, since: this.sequence });
      this.sequence = sequence;
      for (const [place, mark] of Object.entries(marks)) {
        const at = Number(place);
        if (this.outbox.has(at) || mark.revision <= this.answers[at].mark.revision) continue;
        if (at === this.current && this.form.isTyping) continue;
        this.answers[at].mark = mark;
        this.#show(at);
        this.say(`${this.answers[at].alias} was changed in another window: ${inWords(mark)}`);
      }
      this.notice("");
    } catch (error) {
      this.notice(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} words */
  say(words) {
    byId("saved").textContent = words;
  }

  /** @param {string} words what is wrong; empty once it is mended */
  notice(words) {
    const box = byId("notice");
    if (box.textContent === words) return;
    box.hidden = !words;
    box.textContent = words;
  }
}

try {
  const page = new QuestionPage(await get("question", { n: questionNumber() }));
  page.start();
  document.addEventListener("keydown", (event) => press(page, event));
  byId("answers").addEventListener("click", (event) => {
    const article = /** @type {HTMLElement} */ (event.target).closest("article");
    if (article) page.go(Number(article.dataset.place), false);
  });
  page.filter.addEventListener("change", () => page.narrow());
  page.find.addEventListener("input", () => page.narrow());
  byId("as-written").addEventListener("change", (event) => {
    page.list.setAsWritten(/** @type {HTMLInputElement} */ (event.target).checked);
  });
  byId("help-button").addEventListener("click", openHelp);
  addEventListener("pagehide", () => page.form.flush());
  addEventListener("beforeunload", (event) => {
    page.form.flush();
    if (page.outbox.size) event.preventDefault();
  });
} catch (error) {
  byId("title").textContent = /** @type {Error} */ (error).message;
}
