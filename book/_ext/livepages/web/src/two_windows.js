// @ts-check
/** Cells of a page that is open in two windows: they follow one another, and nothing is lost. */
import { Aside, offerAside } from "./aside.js";
import { codeOf } from "./code_store.js";
import { Follower } from "./follower.js";

/** @import { Cell } from "./cell.js" */
/** @import { CodeCell } from "./code_cell.js" */

/** A lab in step with other windows of its page. */
export class LabWindows {
  /**
   * @param {Cell} cell
   * @param {HTMLElement} box
   */
  constructor(cell, box) {
    const { store } = cell;
    this.cell = cell;
    this.aside = new Aside(store.name);
    this.follower = new Follower({
      store,
      ready: () => cell.state === "live" && store.link === null,
      busy: () => cell.open > 0 || cell.atWork,
      take: () => cell.page.takeOver(cell, store.kept ?? ""),
    });
    this.follower.watch(box);
    offerAside(this.aside, cell.settings.words, {
      say: "set_in_two",
      put: (note) => box.prepend(note),
      choices: [["show_other", () => this.swap()], ["drop_other", () => this.drop()]],
    });
  }

  /**
   * Whether the state that the lab has come to is to be kept. What another window kept meanwhile
   * counts if nobody touched the lab here, and is set aside if somebody did.
   *
   * @param {string} text
   */
  mayKeep(text) {
    const verdict = this.follower.verdict(text);
    if (verdict === "follow") this.follower.follow();
    if (verdict === "both") this.aside.add(this.cell.store.kept);
    return verdict !== "follow";
  }

  /** Show the version that was set aside, and set aside the one that is shown. */
  swap() {
    const { cell } = this;
    const other = this.aside.pop();
    this.aside.add(cell.store.kept);
    cell.store.write(other);
    if (cell.state === "live") cell.page.takeOver(cell, other);
    else cell.page.want(cell);
  }

  drop() {
    this.aside.texts = [];
    this.cell.focus();
  }
}

/**
 * A cell of code in step with other windows of its page.
 *
 * @param {CodeCell} cell
 * @param {HTMLElement} box
 * @returns {Aside} where versions of its code go that give way
 */
export function codeInStep(cell, box) {
  const { store, words } = cell;
  const follower = new Follower({ store, ready: () => true, busy: () => false, take: () => cell.take() });
  follower.watch(box);
  const aside = new Aside(store.name);
  const other = () => codeOf(aside.pop())?.text ?? cell.text;
  offerAside(aside, words, {
    say: "written_in_two",
    put: (note) => cell.tools?.before(note),
    choices: [
      ["take_shown", () => other() && cell.choose(cell.text)],
      ["take_other", () => cell.choose(other())],
      ["take_both", () => cell.choose(`${cell.text}\n\n# ${words.other_below}\n${other()}`)],
    ],
  });
  return aside;
}
