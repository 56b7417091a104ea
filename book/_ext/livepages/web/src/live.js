// @ts-check
/**
 * The first script of a live page, and a small one: it watches the posters,
 * starts Python when a reader comes near one or runs a cell, and only then
 * fetches the rest.
 */
import "./live.css";
import "./code.css";
import { Cell } from "./cell.js";
import { CodeCell } from "./code_cell.js";
import { html } from "./dom.js";
import { kept, linked } from "./state_store.js";
import { bitsPerSecond, fasterWay } from "./bandwidth.js";
import { isReplaced } from "./edition.js";
import { installPageApi } from "./page_api.js";
import { readSettings } from "./settings.js";

/** @import { WorkerMessage } from "./python.d.ts" */

/** How long nothing may come before the page says what it waits for. */
const LONG_MS = 20_000;

document.documentElement.dataset.livepages = "here"; // hides what is said where no script runs
const settings = readSettings();
/**
 * The labs that were started here before a reload, or before the reader came back. They start again
 * wherever the page now stands, since a reload that comes too early loses the reader's place.
 *
 * @type {string[]}
 */
const startedBefore = history.state?.livepagesStarted ?? [];

class Page {
  /** @type {Worker | undefined} */
  worker;
  /** @type {Promise<void> | undefined} */
  started;
  /** @type {string | undefined} */
  chosen; // the way to start, once there was a reason to choose
  noSnapshot = false;
  /** @type {() => void} */
  resolve = () => {}; // the start, once Python is ready
  /** @type {(error: Error) => void} */
  reject = () => {}; // the start, if Python breaks
  lives = 1; // of Python in this page
  asked = 0; // questions to it so far
  /** @type {Map<number, (needed: string[]) => void>} */
  plans = new Map(); // of each question on its way: what to do with the answer
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  silence; // since something came last

  constructor() {
    let [number, place] = [0, 0];
    /** @type {(Cell | CodeCell)[]} */
    this.cells = settings.cells.map((cell) =>
      cell.code ? new CodeCell(cell, settings, this, ++number) : new Cell(cell, settings, this, ++place),
    );
  }

  /** @returns {Cell[]} those that show widgets, or set them up */
  get live() {
    return this.cells.filter((cell) => cell instanceof Cell);
  }

  /** @param {string} [id] */
  cell(id) {
    return this.cells.find((cell) => cell.id === id);
  }

  /** @param {string} id */
  codeCell(id) {
    const cell = this.cell(id);
    return cell instanceof CodeCell ? cell : undefined;
  }

  /**
   * Run `cell` and, since they may share names, every cell before it that is in one of `states`.
   *
   * @param {Cell} cell
   * @param {string[]} states
   */
  want(cell, states = ["poster"]) {
    for (const each of this.live.slice(0, this.live.indexOf(cell) + 1)) {
      if (states.includes(each.state)) this.run(each);
    }
  }

  /** @param {Cell} cell */
  async run(cell) {
    cell.begin();
    const ids = new Set(history.state?.livepagesStarted).add(cell.id);
    history.replaceState({ ...history.state, livepagesStarted: [...ids] }, "");
    try {
      await this.start();
      this.sendRun(cell);
    } catch (error) {
      this.notStarted(cell, error);
    }
  }

  /**
   * Say on a cell why Python does not run, and offer the way on.
   *
   * @type {(cell: Cell | CodeCell, error: unknown) => Promise<void>}
   */
  async notStarted(cell, error) {
    const { words } = settings;
    // It may be that the site was replaced since this page was opened, and its files with it.
    if (await isReplaced(settings)) cell.fail(words.site_replaced, true);
    else cell.fail(messageOf(error));
  }

  /** Something came: wait anew; a cell that waits too long says so. */
  heard() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      if (this.live.some(({ atWork }) => atWork)) return; // Python has enough to do, and says so itself
      for (const cell of this.cells) cell.waitsLong();
    }, LONG_MS);
  }

  /** @param {Cell} cell */
  sendRun(cell) {
    const { id, source, inputs } = cell;
    cell.store.sync();
    this.send({ type: "run", cell: id, source, saved: JSON.stringify(cell.store.offers()), inputs: inputs.all() });
  }

  /**
   * Show in a live lab what another window of this page keeps of it.
   *
   * @param {Cell} cell
   * @param {string} text
   */
  takeOver(cell, text) {
    this.send({ type: "state", cell: cell.id, text });
  }

  /**
   * Run an ordinary cell and, before it, those that it counts on and that have not run as they are.
   *
   * @param {CodeCell} cell
   */
  async runCode(cell) {
    if (cell.busyNow) return;
    cell.begin();
    const { lives } = this;
    try {
      await this.start();
      const before = this.cells.slice(0, this.cells.indexOf(cell));
      const needed = await this.plan(before.length);
      if (lives !== this.lives) return; // Python was ended meanwhile
      let all = false; // once one runs anew, all that follow do
      for (const each of before.filter(({ id }) => needed.includes(id))) {
        if (each instanceof CodeCell ? !each.busyNow && (all || !each.isCurrent) : each.wants()) {
          each.begin();
          if (each instanceof CodeCell) this.sendCode(each);
          else this.sendRun(each);
          all = true;
          cell.say(settings.words.running_first);
        }
      }
      this.sendCode(cell);
    } catch (error) {
      this.notStarted(cell, error);
    }
  }

  /** @param {CodeCell} cell */
  sendCode(cell) {
    cell.asRun = cell.text;
    this.send({ type: "code", cell: cell.id, source: cell.text, packages: cell.changed ? [] : cell.later });
  }

  /**
   * Ask Python which cells one counts on.
   *
   * @param {number} place of that one
   * @returns {Promise<string[]>}
   */
  plan(place) {
    const turn = ++this.asked;
    const cells = this.cells.map((cell) => [cell.id, cell instanceof CodeCell ? cell.text : cell.source]);
    this.send({ type: "plan", turn, cells, place });
    return new Promise((done) => this.plans.set(turn, done));
  }

  /** End Python, whatever it is doing, and start it afresh for the labs, as they were set. */
  restart() {
    this.stop();
    this.started = undefined;
    this.lives += 1;
    for (const cell of this.cells) {
      if (cell instanceof CodeCell) cell.forget();
      else if (["live", "starting"].includes(cell.state)) {
        const words = cell.giveUp();
        this.run(cell);
        if (words) cell.complain(words);
      }
    }
  }

  /** @param {WorkerMessage} message */
  send(message) {
    /** @type {Worker} */ (this.worker).postMessage(message);
  }

  /**
   * From the snapshot if there is one, unless that failed before or the line is slow.
   *
   * @returns {string}
   */
  get way() {
    const { snapshot } = settings.manifest;
    if (!snapshot || this.noSnapshot) return "ordinary";
    const asked = new URLSearchParams(window.location.search).get("livepages");
    if (asked !== null) return asked;
    const fetched = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
    this.chosen ??= kept("sessionStorage", WAY) ?? fasterWay(snapshot, bitsPerSecond(fetched));
    return this.chosen;
  }

  /** One worker a page; a failed start is forgotten, so that a retry begins anew. */
  start() {
    this.started ??= this.boot().catch((error) => {
      this.stop();
      this.started = undefined;
      throw error;
    });
    return this.started;
  }

  /** Start, and if the snapshot does not suit this browser, start again the ordinary way. */
  async boot() {
    try {
      await this.bootOnce();
    } catch (error) {
      if (this.way !== "snapshot" || /** @type {any} */ (error).kind === "host_forbids") throw error;
      console.warn(`Starting without the snapshot: ${messageOf(error)}`);
      this.noSnapshot = true;
      this.stop();
      await this.bootOnce();
    }
  }

  async bootOnce() {
    if (typeof WebAssembly !== "object") throw new Error(settings.words.no_webassembly);
    performance.mark("livepages:start");
    this.heard();
    const worker = new Worker(new URL(settings.worker, settings.base), { type: "module" });
    this.worker = worker;
    const { manifest, base, words } = settings;
    const early = [...new Set(settings.cells.flatMap((cell) => (cell.code ? [] : cell.later)))];
    worker.postMessage({ type: "start", manifest, base, way: this.way, early, words });
    /** @type {Promise<never>} */
    const broken = new Promise((_, reject) => {
      worker.onerror = (event) => {
        event.preventDefault?.();
        reject(new Error(words.no_worker.replace("{reason}", () => event.message ?? "").trim()));
      };
      this.reject = reject;
    });
    if (settings.needs.includes("vega")) globalThis.__livepages?.vega?.().catch(() => {}); // a chart will say so
    for (const file of settings.widgets ?? []) {
      document.head.append(html("link", { rel: "modulepreload", href: new URL(file, base).href }));
    }
    /** @type {WorkerMessage[]} */
    const first = [];
    worker.onmessage = ({ data }) => {
      if (data.type === "broken") this.events.broken(data);
      else if (data.type === "stage") this.events.stage(data);
      else first.push(data);
      this.heard();
    };
    const front = import(new URL(settings.front, settings.base).href);
    const [{ connect }] = await Promise.race([Promise.all([front, style(settings.frontStyle)]), broken]);
    if (worker !== this.worker) return this.start(); // ended meanwhile, and begun anew
    const handle = connect(this, worker, settings);
    /** @type {Promise<void>} */
    const alive = new Promise((resolve) => {
      this.resolve = resolve;
    });
    /** @param {WorkerMessage} data */
    const take = (data) => {
      this.heard();
      (this.events[data.type] ?? handle)(data);
    };
    first.forEach(take);
    worker.onmessage = ({ data }) => take(data);
    await Promise.race([alive, broken]);
    worker.onerror = (event) => console.error(event.message);
  }

  /** @type {Record<string, (message: WorkerMessage) => void>} */
  events = {
    stage: ({ stage, done, total }) => {
      for (const cell of this.cells) cell.progress(stage, done, total);
    },
    ready: () => {
      performance.mark("livepages:ready", { detail: this.way });
      keepWay(this.way);
      for (const cell of this.cells) cell.progress("run");
      this.resolve();
    },
    broken: ({ kind, message }) => {
      const error = new Error(settings.words.no_python.replace("{reason}", () => message));
      this.reject(Object.assign(error, { kind }));
    },
    planned: ({ turn, needed }) => {
      this.plans.get(turn)?.(needed);
      this.plans.delete(turn);
    },
    fetching: ({ cell, name, done, total }) => this.codeCell(cell)?.fetching({ name, done, total }),
    running: ({ cell }) => this.cell(cell)?.running(),
    failed: ({ cell, message }) => {
      console.error(message);
      this.cell(cell)?.fail(message);
    },
  };

  stop() {
    this.worker?.terminate();
    this.worker = undefined;
  }
}

/** @param {unknown} error */
function messageOf(error) {
  return /** @type {Error} */ (error).message;
}

/** The way that worked on the last visit: its files are likely to be here already. */
const WAY = `livepages:way:${settings.manifest.snapshot?.files}`;
/** @type {(way: string) => void} */
function keepWay(way) {
  try {
    sessionStorage.setItem(WAY, way);
  } catch {
    // storage is off in this browser
  }
}

/**
 * Load a style sheet; a page without it is plain but works, so nothing waits for ever.
 *
 * @type {(name: string) => Promise<unknown>}
 */
function style(name) {
  const link = html("link", { rel: "stylesheet", href: new URL(name, settings.base).href });
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

/** Once a lab is live, let the browser fetch, in its own time, what the next page may need. */
function fetchForNextPage() {
  const { connection } = /** @type {{ connection?: { saveData: boolean } }} */ (navigator);
  if (!settings.vega || connection?.saveData) return;
  document.head.append(html("link", { rel: "prefetch", href: new URL(settings.vega, settings.base).href }));
}
document.addEventListener("livepages:live", fetchForNextPage, { once: true });

const page = new Page();
installPageApi(settings);

/**
 * The lab that the address carries settings for; a link that carries none is refused in words.
 *
 * @returns {Cell | undefined}
 */
function linkedLab() {
  const link = linked();
  if (!link) return undefined;
  const lab = page.live.find(({ box, store }) => box && store.isLinked);
  if (lab && link.text !== null) return lab;
  const words = lab || link.cell === null ? settings.words.link_cut : settings.words.link_unknown;
  const title = [...document.querySelectorAll("h1")].find((each) => each.offsetParent); // themes have hidden ones
  (title ?? page.live.find(({ box }) => box)?.box)?.after(html("p", { class: "livepages-link-note", role: "alert" }, words));
  return undefined;
}
addEventListener("hashchange", () => {
  if (linked()) window.location.reload(); // a link to a lab, opened in the page itself
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && page.cells.some(({ store }) => store.isStale)) window.location.reload();
});
const lab = linkedLab();

const near = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        near.unobserve(entry.target);
        const cell = page.live.find(({ box }) => box === entry.target);
        if (cell) page.want(cell);
      }
    }
  },
  { rootMargin: "400px 0px" },
);
for (const cell of page.live) {
  if (!cell.box) continue;
  near.observe(cell.box);
  if (startedBefore.includes(cell.id)) page.want(cell);
  cell.inputs.onStorage((text) => {
    if (cell.state === "live") page.send({ type: "input", cell: cell.id, name: "live_storage", text });
  });
  if (cell.linkNote || cell === lab) {
    if (!window.location.hash || cell === lab) cell.box.scrollIntoView();
    page.want(cell);
  }
  for (const touch of ["pointerdown", "focusin"]) {
    cell.box.addEventListener(touch, () => page.want(cell), { once: true });
  }
}
