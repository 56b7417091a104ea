// @ts-check
/**
 * An ordinary cell that the reader can run and edit: its tools below the code,
 * and what it gives now in the place of what the book printed.
 * `data-code-state` on its box is `printed`, `waiting`, `running`, `ran` or `failed`.
 */
import { html } from "./dom.js";
import { CodeStore } from "./code_store.js";
import { downloadNotebook } from "./notebook.js";
import { stageWords, withAmounts } from "./notice.js";
import { codeInStep } from "./two_windows.js";

/** @import { CellSettings, Editor, LivePage, PageSettings } from "./page.d.ts" */

const BUSY = ["waiting", "running"];

export class CodeCell {
  code = true;
  fresh = false; // whether what is shown is of an earlier run
  /** @type {string | null} */
  asRun = null; // the code that ran last in the Python of now
  /** @type {Editor | undefined} */
  editor;

  /**
   * @param {CellSettings} options
   * @param {PageSettings} settings
   * @param {LivePage} page
   * @param {number} number among the ordinary cells of the page, from 1
   */
  constructor(options, settings, page, number) {
    this.id = options.id;
    this.book = options.source;
    this.later = options.later;
    this.page = page;
    this.settings = settings;
    this.words = settings.words;
    this.number = number;
    this.store = new CodeStore(settings, this.id);
    const kept = this.store.read();
    this.text = kept?.text ?? this.book;
    this.output = html("div", { class: "cell_output docutils container livepages-output" });
    /** @type {HTMLElement | null} */
    this.tools = document.querySelector(`.livepages-tools[data-code-cell="${this.id}"]`);
    this.box = /** @type {HTMLElement | null} */ (this.tools?.closest("div.cell"));
    this.state = "printed";
    if (!this.box || !this.tools) return; // its code is hidden: it only runs for others
    this.input = /** @type {HTMLElement} */ (this.tools.parentElement);
    this.listing = /** @type {HTMLElement} */ (this.input.firstElementChild);
    /** @type {HTMLElement | null} */
    this.printed = this.box.querySelector(".cell_output");
    this.output.hidden = true;
    if (this.printed) this.printed.after(this.output);
    else this.box.append(this.output);
    this.place = html("div", { class: "livepages-editor" }); // of the editor, or of changed code
    this.place.hidden = true;
    this.listing.after(this.place);
    this.buildTools(this.tools);
    this.refresh();
    if (kept && kept.book !== this.book && this.changed) this.askWhich();
    this.aside = codeInStep(this, this.box);
  }

  /** @param {string} state */
  set state(state) {
    /** @type {string} */
    this.now = state;
    if (this.box) this.box.dataset.codeState = state;
  }
  get state() {
    return this.now;
  }
  get changed() {
    return this.text !== this.book;
  }
  get busyNow() {
    return BUSY.includes(this.state);
  }
  /** Whether Python has what this cell makes, as its code is now. */
  get isCurrent() {
    return this.state === "ran" && this.asRun === this.text;
  }

  /** @param {HTMLElement} tools */
  buildTools(tools) {
    const { words } = this;
    /** @type {(name: string, act: () => void) => HTMLButtonElement} */
    const button = (name, act) => {
      const title = (words[`${name}_help`] ?? "").replace("{number}", String(this.number));
      const made = html("button", { type: "button", "data-tool": name, ...(title && { title }) }, words[name]);
      if (title) made.setAttribute("aria-label", `${words[name]}: ${title}`);
      made.addEventListener("click", act);
      return made;
    };
    this.buttons = {
      run: button("run", () => this.page.runCode(this)),
      stop: button("stop", () => this.page.restart()),
      edit: button("edit", () => (this.editor ? this.close() : this.edit())),
      reset: button("reset", () => this.reset()),
      download: button("download", () => this.download()),
      restart: button("restart", () => this.page.restart()),
    };
    this.status = html("span", { class: "livepages-code-status", role: "status" });
    this.mark = html("span", { class: "livepages-changed" }, words.changed);
    tools.append(...Object.values(this.buttons), this.mark, this.status);
  }

  /** Show what there is to do now. */
  refresh() {
    if (!this.buttons || !this.mark || !this.box || !this.place || !this.listing) return;
    const { run, stop, edit, reset, download, restart } = this.buttons;
    run.hidden = this.busyNow;
    stop.hidden = !this.busyNow;
    reset.hidden = download.hidden = this.mark.hidden = !this.changed;
    restart.hidden = this.busyNow || !(this.now === "failed" || (this.now === "ran" && this.changed));
    edit.textContent = this.editor ? this.words.close_editor : this.words.edit;
    edit.setAttribute("aria-expanded", String(Boolean(this.editor)));
    this.box.dataset.codeChanged = String(this.changed);
    const own = Boolean(this.editor) || this.changed;
    this.listing.hidden = own;
    this.place.hidden = !own;
    if (own && !this.editor) {
      const code = html("pre", {}, this.text);
      this.place.replaceChildren(html("div", { class: "highlight" }, code));
    }
  }

  /** @param {string} words */
  say(words) {
    if (this.status) this.status.textContent = words;
  }

  // --- the reader's code ---

  async edit() {
    const { words } = this;
    if (!this.place || !this.buttons) return;
    this.say(words.opening_editor);
    /** @type {typeof import("./editor.js")} */
    let editing;
    try {
      editing = await import("./editor.js");
    } catch {
      this.say(words.no_editor);
      return;
    }
    this.say("");
    this.place.replaceChildren();
    this.editor = editing.open({
      parent: this.place,
      text: this.text,
      label: words.code_of.replace("{number}", String(this.number)),
      onChange: (text) => text !== this.text && this.change(text),
      onRun: () => this.page.runCode(this),
      onLeave: () => this.buttons?.edit.focus(),
    });
    this.refresh();
    this.editor.focus();
    this.say(words.editor_help);
  }

  close() {
    this.editor?.destroy();
    this.editor = undefined;
    this.say("");
    this.refresh();
  }

  /** @param {string} text */
  change(text) {
    this.text = text;
    this.question?.remove();
    const other = this.store.read();
    if (this.store.isStale && other && other.text !== text) this.aside?.add(JSON.stringify(other));
    const kept = this.store.write(this.changed ? { text, book: this.book } : null);
    this.refresh();
    if (!kept) this.say(this.words.not_kept);
    else if (this.state !== "printed" && !this.busyNow) this.say(this.isCurrent ? "" : this.words.not_run_yet);
  }

  /** The book's code again, with what the book printed. */
  reset() {
    if (this.busyNow) this.page.restart();
    this.change(this.book);
    this.editor?.set(this.book);
    this.asRun = null;
    this.state = "printed";
    this.output.hidden = true;
    if (this.printed) this.printed.hidden = false;
    this.say(this.words.was_reset);
    this.refresh();
    this.buttons?.edit.focus();
  }

  /** @param {string} text of two that there were */
  choose(text) {
    this.change(text);
    this.editor?.set(text);
    this.buttons?.edit.focus();
  }

  /** The book has another code now than the one that was changed. */
  askWhich() {
    const { words } = this;
    /** @type {(name: string, text: () => string) => HTMLButtonElement} */
    const choice = (name, text) => {
      const made = html("button", { type: "button", "data-tool": name }, words[name]);
      made.addEventListener("click", () => this.choose(text()));
      return made;
    };
    this.question = html("p", { class: "livepages-which", role: "status" }, `${words.book_changed} `);
    this.question.append(
      choice("take_mine", () => this.text),
      choice("take_book", () => this.book),
      choice("take_both", () => `${this.book}\n\n# ${words.mine_below}\n${this.text}`),
    );
    this.tools?.before(this.question);
  }

  /** Show what another window of this page keeps. */
  take() {
    const kept = this.store.read();
    this.text = kept?.text ?? this.book;
    this.question?.remove();
    this.editor?.set(this.text);
    this.refresh();
    if (this.state !== "printed" && !this.busyNow) this.say(this.isCurrent ? "" : this.words.not_run_yet);
    if (kept && kept.book !== this.book && this.changed) this.askWhich();
  }

  async download() {
    const changed = this.page.cells.filter((cell) => cell.code).map(({ book, text }) => ({ book, text }));
    try {
      await downloadNotebook(this.settings, changed);
      this.say(this.words.downloaded);
    } catch (error) {
      this.say(/** @type {Error} */ (error).message);
    }
  }

  // --- a run ---

  /** Wait for Python, or for the cells before this one. */
  begin() {
    this.state = "waiting";
    this.fresh = true;
    if (this.output.offsetHeight) this.output.style.minHeight = `${this.output.offsetHeight}px`;
    else if (this.printed) this.output.style.minHeight = `${this.printed.offsetHeight}px`;
    this.say(this.words.waiting);
    this.refresh();
  }

  /** @type {(stage: string, done?: number, total?: number) => void} of the start of Python */
  progress(stage, done, total) {
    if (this.state === "waiting") this.say(stage === "run" ? this.words.waiting : stageWords(this.words, stage, done, total));
  }

  /** Nothing has come for long. */
  waitsLong() {
    if (this.state !== "waiting" || !this.status) return;
    const stage = this.status.textContent ?? "";
    this.say(this.words.waits_long.replace("{stage}", () => stage));
  }

  /** @param {{ name: string, done?: number, total?: number }} what */
  fetching({ name, done, total }) {
    const words = total ? this.words.fetching : this.words.fetching_now;
    this.say(withAmounts(words.replace("{name}", () => name), done, total));
  }

  /** @param {string} [why] it runs, if not because the reader asked */
  running(why) {
    this.state = "running";
    this.say(why ?? this.words.running);
    this.refresh();
  }

  /** Where what it shows is drawn; the first of it takes the place of what was there. */
  get stage() {
    if (this.fresh) {
      this.fresh = false;
      this.output.replaceChildren();
      this.output.hidden = false;
      if (this.printed) this.printed.hidden = true;
    }
    return this.output;
  }

  /** @type {(ok: boolean, seconds?: number) => void} */
  ran(ok, seconds = 0) {
    this.stage.style.minHeight = "";
    this.state = ok ? "ran" : "failed";
    this.say(ok ? this.words.ran.replace("{seconds}", seconds.toFixed(1)) : this.words.code_failed);
    this.refresh();
    const detail = { id: this.id, ok, changed: this.changed };
    this.box?.dispatchEvent(new CustomEvent("livepages:ran", { bubbles: true, detail }));
  }

  /** @param {Node} drawn */
  error(drawn) {
    this.stage.append(drawn);
  }

  /**
   * @param {string} reason it could not be run at all
   * @param {boolean} [replaced] whether only the page as it is now on its host can help
   */
  fail(reason, replaced) {
    const notice = html("p", { class: "livepages-notice", role: "alert" }, reason);
    if (replaced) {
      const reload = html("button", { type: "button", class: "livepages-retry" }, this.words.reload);
      reload.addEventListener("click", () => window.location.reload());
      notice.append(" ", reload);
    }
    this.stage.append(notice);
    this.ran(false);
  }

  /** Python has been ended: what it knew is gone, what it showed stays. */
  forget() {
    if (this.busyNow) {
      this.output.style.minHeight = "";
      this.fresh = false;
      this.state = this.output.hidden ? "printed" : "failed";
      this.say(this.words.stopped);
    }
    this.asRun = null;
    this.refresh();
  }

  // A cell of this kind keeps no settings, and its widgets are few.
  clearNotice() {}
  remember() {}
  afresh() {}
  unreadable() {}
  busy() {}
}
