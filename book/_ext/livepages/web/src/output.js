// @ts-check
/** The Output widget, and how any notebook output is drawn: text, HTML, pictures, widgets. */
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { html } from "./dom.js";
import { sanitisePage } from "./sanitise.js";

/** @import { ErrorOutput, Output, Shower, Words } from "./page.d.ts" */

const VIEW = "application/vnd.jupyter.widget-view+json";
const NOT_FETCHED = "application/vnd.livepages.not-fetched"; // an address, in place of what is there
const CHART = /^application\/vnd\.vegalite\.v\d+[+.]json$/;
const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const ORDER = [VIEW, NOT_FETCHED, "text/html", "text/markdown", "image/svg+xml", ...PICTURES];
const REST = ["application/json", "application/javascript", "text/plain"];
const NAMELESS = /^<[^>]+ object[^>]*>$/; // how Python names what has no text of its own

/**
 * An error as readers see it: what went wrong first, then what may help, the traceback folded.
 *
 * @type {(error: ErrorOutput, words: Words, named?: boolean) => HTMLElement}
 */
export function drawError(error, words, named = false) {
  const kind = named && error.evalue ? [html("strong", {}, error.ename), ": "] : [];
  const message = html("p", {}, ...kind, error.evalue || error.ename);
  const hint = error.hint ? [drawHint(error.hint, words)] : [];
  const summary = html("summary", {}, words.error_place.replace("{error}", () => error.ename));
  const trace = html("pre", {}, [error.traceback].flat().join("\n"));
  return html("div", { class: "livepages-error" }, message, ...hint, html("details", {}, summary, trace));
}

/** @type {(hint: [string, Record<string, string>], words: Words) => HTMLElement} */
function drawHint([key, parts], words) {
  const filled = Object.entries(parts).reduce((text, [name, part]) => text.replaceAll(`{${name}}`, () => part), words[key]);
  const made = html("p", { class: "livepages-hint" }, filled);
  const there = parts.cell && document.querySelector(`[data-code-cell="${parts.cell}"]`)?.closest("div.cell");
  if (there) {
    const link = html("button", { type: "button", class: "livepages-go" }, words.go_there);
    link.addEventListener("click", () => {
      there.scrollIntoView({ block: "center" });
      /** @type {HTMLElement | null} */ (there.querySelector("[data-tool=run]"))?.focus({ preventScroll: true });
    });
    made.append(" ", link);
  }
  return made;
}

/** What is to be emptied before the next output comes. @type {WeakSet<HTMLElement>} */
const clearing = new WeakSet();

/**
 * Append one output (in the form of a notebook file) to `element`, or empty it, or show something
 * anew wherever it is shown.
 *
 * @type {(output: Output, element: HTMLElement, manager: Shower) => Promise<void>}
 */
export async function drawOutput(output, element, manager) {
  const kind = output.output_type;
  if (kind === "update_display_data") return drawAnew(output, manager);
  if (kind === "clear" && output.wait) {
    clearing.add(element);
    return;
  }
  if (clearing.delete(element) || kind === "clear") empty(element);
  if (kind === "error") {
    element.append(drawError(output, manager.words));
  } else if (kind === "stream") {
    drawStream(output, element, manager.words);
  } else if (kind !== "clear") {
    const box = html("div", { class: "livepages-shown" });
    if (output.transient) box.dataset.display = output.transient.display_id;
    element.append(box);
    await drawData(output, box, manager);
  }
}

/** The view in a box that shows one. @type {WeakMap<Element, { remove(): void }>} */
const attached = new WeakMap();

/** @param {HTMLElement} element */
function empty(element) {
  for (const box of [element, ...element.querySelectorAll(".livepages-shown")]) {
    attached.get(box)?.remove();
    attached.delete(box);
  }
  element.replaceChildren();
}

/** @type {(output: Output, manager: Shower) => Promise<void>} */
async function drawAnew(output, manager) {
  const name = CSS.escape(output.transient?.display_id ?? "");
  /** @type {NodeListOf<HTMLElement>} */
  const places = document.querySelectorAll(`.livepages-shown[data-display="${name}"]`);
  for (const box of places) {
    empty(box);
    await drawData(output, box, manager);
  }
}

/**
 * Printed text; what follows on the same stream is one block with it.
 *
 * @type {(output: Output, element: HTMLElement, words: Words) => void}
 */
function drawStream({ name, text, cut }, element, words) {
  const last = element.lastElementChild;
  if (last?.matches(`pre.livepages-${name}`)) last.append(text);
  else element.append(html("pre", { class: `livepages-${name}` }, text));
  if (cut) element.append(html("p", { class: "livepages-blank" }, words.cut));
}

/**
 * Draw the best of what there is of a thing into a box.
 *
 * @type {(output: Output, box: HTMLElement, manager: Shower) => Promise<void>}
 */
async function drawData({ data, metadata }, box, manager) {
  const { words } = manager;
  const chart = Object.keys(data).find((name) => CHART.test(name));
  const mime = chart ?? chooseMime(data);
  box.dataset.mime = mime;
  if (chart) return drawChart(data[chart], box);
  const text = [data[mime]].flat().join("");
  if (mime === VIEW) {
    const view = await manager.show(data[VIEW].model_id, box);
    if (view) attached.set(box, view);
  } else if (mime === "text/html" || mime === "image/svg+xml") {
    drawHtml(text, box, words);
  } else if (mime === "text/markdown") {
    drawHtml(await markdown(text), box, words);
  } else if (PICTURES.includes(mime)) {
    const { width, height, alt = data["text/plain"] ?? "" } = metadata?.[mime] ?? {};
    const size = Object.entries({ width, height }).filter(([, pixels]) => pixels);
    box.append(html("img", { src: `data:${mime};base64,${text}`, alt, ...Object.fromEntries(size) }));
  } else if (mime === NOT_FETCHED) {
    box.append(notFetched(text, words));
  } else if (mime === "application/javascript") {
    box.append(html("p", { class: "livepages-blank" }, words.no_scripts));
  } else {
    box.append(html("pre", {}, mime === "application/json" ? JSON.stringify(data[mime], null, 2) : text));
  }
}

/** @type {(data: Record<string, any>) => string} */
function chooseMime(data) {
  const mime = [...ORDER, ...REST].find((name) => name in data) ?? "";
  const formula = mime === "text/plain" && "text/latex" in data && NAMELESS.test(data[mime]);
  return formula ? "text/latex" : mime;
}

/**
 * HTML without what runs or fetches; that something was left out is said.
 *
 * @type {(text: string, box: HTMLElement, words: Words) => void}
 */
function drawHtml(text, box, words) {
  const { clean, unfetched, scripts } = sanitisePage(text);
  box.innerHTML = clean;
  box.append(...unfetched.map((address) => notFetched(address, words)));
  if (scripts) box.append(html("p", { class: "livepages-blank" }, words.no_scripts));
}

/** @type {(address: string, words: Words) => HTMLElement} */
function notFetched(address, words) {
  const away = { href: address, target: "_blank", rel: "noopener noreferrer" };
  const there = /^https?:/i.test(address) ? html("a", away, address) : address;
  return html("p", { class: "livepages-blank" }, `${words.not_fetched} `, there);
}

/** @type {(text: string) => Promise<string>} */
async function markdown(text) {
  const { Marked } = await import("marked");
  return new Marked().parse(text);
}

/**
 * A chart of the reader's own, drawn by the site's Vega in the page's colours.
 *
 * @type {(spec: Record<string, any>, box: HTMLElement) => Promise<void>}
 */
async function drawChart(spec, box) {
  const { vega, theme, onTheme } = /** @type {any} */ (globalThis).__livepages;
  const { vegaEmbed } = await vega();
  const look = { actions: false, renderer: "svg", config: { background: "transparent" } };
  const draw = () => vegaEmbed(box, spec, { ...look, ...(theme() === "dark" && { theme: "dark" }) });
  let shown = await draw();
  const stop = onTheme(async () => {
    shown.finalize();
    if (box.isConnected) shown = await draw();
    else stop();
  });
}

class OutputModel extends DOMWidgetModel {
  defaults() {
    return {
      ...super.defaults(),
      _model_name: "OutputModel",
      _view_name: "OutputView",
      _model_module: "@jupyter-widgets/output",
      _view_module: "@jupyter-widgets/output",
      outputs: [],
    };
  }
}

class OutputView extends DOMWidgetView {
  render() {
    super.render();
    this.el.classList.add("jupyter-widgets", "widget-output");
    this.listenTo(this.model, "change:outputs", () => this.draw());
    return this.draw();
  }
  /** Draw aside, then swap, so that the page does not jump between two states. */
  async draw() {
    this.turn = (this.turn ?? 0) + 1;
    const { turn } = this;
    const { widget_manager: manager } = this.model;
    const fresh = html("div");
    /** @type {[view: any, box: HTMLElement][]} */
    const views = [];
    /** @type {Shower["show"]} a view is attached once its place is in the page, not before */
    const show = async (id, box) => {
      views.push([await manager.viewOf(id), box]);
      return undefined;
    };
    for (const output of this.model.get("outputs")) {
      await drawOutput(output, fresh, { words: manager.words, show });
    }
    const isLatest = turn === this.turn;
    for (const [view, box] of isLatest ? (this.shown ?? []) : views) {
      // What was attached in a part of the page that is gone by now cannot be detached.
      if (box.isConnected || !view.luminoWidget?.isAttached) view.remove();
    }
    if (!isLatest) return;
    this.shown = views;
    this.el.replaceChildren(fresh);
    this.displayed.then(() => {
      for (const [view, box] of views) if (box.isConnected) manager.attach(view, box);
    });
  }
}

export const outputModule = { OutputModel, OutputView };
