// @ts-check
/** What is set in one window of a page shows in another one, unless its reader is at work there. */
import { kept } from "./state_store.js";

/** How long after the last key or click a reader counts as at work. */
const QUIET_MS = 1500;
const TOUCHES = ["pointerdown", "keydown", "input", "change", "paste", "drop"];
const TYPED_INTO = "textarea, input:not([type=checkbox], [type=radio], [type=range], [type=button]), [contenteditable=true]";

/** @typedef {{ name: string, isStale: boolean, sync(): void }} Store of a cell: its key, and whether it was changed since */

/**
 * What of a cell follows another window.
 *
 * @typedef {object} Followed
 * @property {Store} store
 * @property {() => boolean} ready whether there is something that could be brought up to date
 * @property {() => boolean} busy whether what the reader did has still to be kept
 * @property {() => void} take shows what is kept now
 */

/** Keeps a cell in step with other windows of its page. */
export class Follower {
  /** @type {Element | undefined} */
  area; // where its reader works
  touched = false; // whether the reader did something since this window last kept or took something
  touchedAt = Number.NEGATIVE_INFINITY;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  later;

  /** @param {Followed} cell */
  constructor(cell) {
    this.cell = cell;
    addEventListener("storage", (event) => {
      // Only the browser tells of other windows; what this one keeps it says by itself.
      if (event.isTrusted && (event.key === cell.store.name || event.key === null)) this.follow();
    });
    for (const back of ["focus", "pageshow"]) addEventListener(back, () => this.follow());
    document.addEventListener("visibilitychange", () => this.follow()); // it may have been frozen
  }

  /** @param {Element} area where the reader works */
  watch(area) {
    this.area = area;
    for (const touch of TOUCHES) area.addEventListener(touch, () => this.touch(), { capture: true });
    area.addEventListener("focusout", () => this.follow());
  }

  touch() {
    this.touched = true;
    this.touchedAt = performance.now();
  }

  get isQuiet() {
    return performance.now() - this.touchedAt > QUIET_MS;
  }

  /** Whether the reader is at work here: nothing is then changed under the hand. */
  get isInUse() {
    const { activeElement } = document;
    const types = document.hasFocus() && activeElement?.matches(TYPED_INTO) && this.area?.contains(activeElement);
    return Boolean(types) || !this.isQuiet || this.cell.busy();
  }

  /** Take what another window kept: now, or once the reader rests. */
  follow() {
    const { cell } = this;
    clearTimeout(this.later);
    if (!cell.store.isStale || !cell.ready()) return;
    if (this.isInUse) {
      this.later = setTimeout(() => this.follow(), QUIET_MS);
      return;
    }
    cell.store.sync();
    this.touched = false;
    cell.take();
  }

  /**
   * What to do with a state that the cell has come to.
   *
   * @param {string | null} text
   * @returns {"keep" | "follow" | "both"} follow: nobody touched it here; both: two readers' work
   */
  verdict(text) {
    const { store } = this.cell;
    const now = kept("localStorage", store.name);
    if (!store.isStale || (now ?? "") === (text ?? "")) {
      if (this.isQuiet) this.touched = false;
      return "keep";
    }
    if (!this.touched) return "follow";
    return now === null ? "keep" : "both";
  }
}
