// @ts-check
/**
 * A live cell as the reader sees it: poster, then progress, then the live view
 * in the poster's place; or a message that says what went wrong and what to do.
 * `data-live-state` on its box is `poster`, `starting`, `live` or `failed`.
 */
import { html } from "./dom.js";
import { Inputs } from "./inputs.js";
import { drawNotice, Progress } from "./notice.js";
import { StateStore } from "./state_store.js";
import { shareButton } from "./share.js";
import { LabWindows } from "./two_windows.js";

/** @import { CellSettings, LivePage, PageSettings } from "./page.d.ts" */

/** How long to wait for two frames before the live view is shown. */
const SETTLE_MS = 600;
/** How long Python works on a cell before its reader is offered to stop it. */
const PATIENCE_MS = 10_000;
const FOCUSED = ".livepages-stage :is(button, input, select, textarea, [tabindex])";

export class Cell {
  code = false;
  /** @type {HTMLElement | undefined} */
  before; // the live view that the next one will replace
  stage = html("div"); // where the live view is drawn; each start makes another
  /** @type {HTMLElement | undefined} */
  notice;
  open = 0; // messages that Python has not handled yet
  atWork = false; // whether Python runs its code, or sets what was kept
  /** @type {HTMLElement[]} */
  complaints = []; // of what was kept, linked to or stopped, until the reader changes something

  /**
   * @param {CellSettings} options
   * @param {PageSettings} settings
   * @param {LivePage} page
   * @param {number} place among the live cells of the page, from 1
   */
  constructor(options, settings, page, place) {
    const { id } = options;
    this.id = id;
    this.source = options.source;
    this.inputs = new Inputs(options, settings);
    this.page = page;
    this.settings = settings;
    this.box = /** @type {HTMLElement | null} */ (document.querySelector(`[data-live-cell="${id}"]`));
    this.store = new StateStore(settings, id, place);
    this.state = "poster";
    if (!this.box) return; // a set-up cell: it has no place in the page
    /** @type {HTMLElement} */
    this.poster = /** @type {HTMLElement} */ (this.box.querySelector(".livepages-poster"));
    /** @type {Progress} */
    this.progressBar = new Progress(this.box, settings.words);
    if (options.share) {
      this.share = shareButton(id, () => this.store.read(), settings.words);
      this.box.append(this.share);
    }
    this.windows = new LabWindows(this, this.box);
    if (this.inputs.query !== null) {
      this.windows.follower.touch(); // what the address carries counts as set here
      // Says, before Python has started, that the address carries something.
      this.linkNote = this.note(options.queryNote ?? settings.words.link_note);
    }
  }

  /** @param {string} words above what the cell shows */
  note(words) {
    const note = html("p", { class: "livepages-link-note", role: "status" }, words);
    this.box?.prepend(note);
    return note;
  }

  /** @param {string} state */
  set state(state) {
    /** @type {string} */
    this.now = state;
    if (this.box) this.box.dataset.liveState = state;
  }
  get state() {
    return this.now;
  }

  /** Whether it has not run, or not well. */
  wants() {
    return ["poster", "failed"].includes(this.state);
  }

  /** Make room, out of sight, for what Python is about to show; what was live stays meanwhile. */
  begin() {
    if (this.state === "live") {
      this.before = this.stage;
      this.before.inert = true;
    } else if (this.stage !== this.before) {
      this.stage.remove();
    }
    this.state = "starting";
    this.atWork = false;
    this.busy(-this.open); // what was sent to an earlier Python is not answered any more
    this.stage = html("div", { class: "livepages-stage" });
    if (!this.box) return;
    this.clearNotice();
    this.dropComplaints();
    this.progressBar.show();
    this.stage.classList.add("livepages-aside");
    this.stage.inert = true;
    this.box.append(this.stage);
  }

  /** @type {(stage: string, done?: number, total?: number) => void} */
  progress(stage, done, total) {
    if (this.state !== "starting" || !this.box) return;
    this.clearNotice();
    this.progressBar.at(stage, done, total);
  }

  /** Nothing has come for long: say what is waited for, and offer what works. */
  waitsLong() {
    if (this.state !== "starting" || !this.box || this.notice) return;
    const words = this.settings.words.waits_long.replace("{stage}", () => this.progressBar.label.textContent ?? "");
    this.say(html("p", {}, words), () => this.page.restart());
  }

  /** What it was given cannot be read: Python runs it once more, without that. */
  afresh() {
    this.stage.replaceChildren();
    this.clearNotice();
  }

  /**
   * @param {number} states how many of those that were offered cannot be read
   * @param {boolean} inputs whether what else it was given cannot be read
   */
  unreadable(states, inputs) {
    const { words } = this.settings;
    const { link } = this.store;
    for (const text of this.store.offers().slice(0, states)) {
      this.store.refused.add(text);
      this.complain(text === link ? words.link_unreadable : words.kept_unreadable);
    }
    if (inputs) this.complain(words.input_unreadable);
  }

  /** @param {string} words */
  complain(words) {
    this.complaints.push(this.note(words));
  }

  /** Python begins with it. */
  running() {
    this.atWork = true;
    this.progress("run");
    this.showsWork(true);
  }

  /** @param {boolean} works whether Python does something for it: after a while its reader can stop that */
  showsWork(works) {
    clearTimeout(this.patience);
    this.workNote?.remove();
    if (!works || !this.box) return;
    this.patience = setTimeout(() => {
      const { words } = this.settings;
      const stop = html("button", { type: "button", class: "livepages-retry", title: words.stop_help }, words.stop);
      stop.addEventListener("click", () => this.page.restart());
      this.workNote = this.note(`${words.at_work} `);
      this.workNote.append(stop);
    }, PATIENCE_MS);
  }

  /**
   * Python is about to be ended. What it was at is not begun again: the lab comes back as it last
   * worked, or at its start if that is what took so long.
   *
   * @returns {string} what its reader is told
   */
  giveUp() {
    const { words } = this.settings;
    if (!this.atWork) return this.open > 0 ? words.stopped_back : "";
    for (const text of this.store.offers()) this.store.refused.add(text);
    this.store.taken();
    this.inputs.taken();
    return words.stopped_start;
  }

  /**
   * The cell has run: show the live view in the poster's place.
   *
   * @param {boolean} ok
   */
  async ran(ok) {
    this.atWork = false;
    this.showsWork(false);
    if (!this.box) {
      this.state = ok ? "live" : "failed";
      return;
    }
    if (!ok) return this.fail();
    await settled();
    this.box.style.minHeight = `${this.poster.offsetHeight}px`;
    this.clearNotice();
    this.poster.hidden = true;
    this.before?.remove();
    this.stage.inert = false;
    this.stage.classList.remove("livepages-aside");
    this.progressBar.done();
    if (this.share) this.share.hidden = !this.saved();
    this.linkNote?.remove();
    this.inputs.taken();
    this.store.taken();
    this.state = "live";
    this.windows?.follower.follow(); // another window may have kept something meanwhile
    performance.mark(`livepages:live:${this.id}`);
    this.box.dispatchEvent(new CustomEvent("livepages:live", { bubbles: true }));
  }

  /**
   * An error in Python: `drawn` is its message with the folded traceback.
   *
   * @param {Node} drawn
   */
  error(drawn) {
    this.say(drawn, () => this.again());
  }

  /**
   * @param {Node} content
   * @param {() => void} retry
   * @param {boolean} [replaced] whether only the page as it is now on its host can help
   */
  say(content, retry, replaced) {
    this.clearNotice();
    if (!this.box) return;
    this.notice = drawNotice(content, this.settings, retry, replaced);
    this.box.append(this.notice);
  }

  /**
   * The cell could not be made live: the poster stays, and says why.
   *
   * @param {string} [reason]
   * @param {boolean} [replaced] whether the site is another one by now
   */
  fail(reason, replaced) {
    this.state = "failed";
    this.atWork = false;
    this.showsWork(false);
    if (!this.box) return;
    this.stage.remove();
    this.before?.remove();
    this.poster.hidden = false;
    const { words } = this.settings;
    this.progressBar.failed(reason ? words.not_started : words.stopped_by_error);
    if (!reason) return;
    this.say(html("p", {}, words.picture_stays.replace("{reason}", () => reason)), () => this.again(), replaced);
  }

  /** Run once more, with the cells before this one that failed or never ran. */
  again() {
    if (this.state === "live") this.state = "poster";
    this.page.want(this, ["poster", "failed"]);
  }

  /** A callback of this cell ended well: an earlier complaint is out of date. */
  clearNotice() {
    this.notice?.remove();
    this.notice = undefined;
  }

  /**
   * Count the messages that Python has not handled yet.
   *
   * @param {number} change
   */
  busy(change) {
    this.open += change;
    if (change < 0 || this.open === 1) this.showsWork(this.open > 0);
    if (this.box) this.box.dataset.liveBusy = String(this.open > 0);
  }

  dropComplaints() {
    for (const note of this.complaints.splice(0)) note.remove();
  }

  saved() {
    return this.store.read();
  }
  focus() {
    /** @type {HTMLElement | null | undefined} */ (this.box?.querySelector(FOCUSED))?.focus();
  }
  /** @param {string} text */
  remember(text) {
    this.dropComplaints();
    if (this.windows && !this.windows.mayKeep(text)) return;
    this.store.write(text);
    if (this.share) this.share.hidden = !text;
  }
}

/**
 * Wait until a view has its height: two frames, where frames are drawn.
 *
 * @type {() => Promise<void>}
 */
async function settled() {
  if (document.visibilityState !== "visible") return;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const late = new Promise((done) => setTimeout(done, SETTLE_MS));
  await Promise.race([frame().then(frame), late]);
}
