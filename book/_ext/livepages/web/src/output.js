// @ts-check
/** The Output widget, and how any notebook output is drawn: text, HTML, pictures, widgets. */
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { html } from "./dom.js";
import { sanitisePage } from "./sanitise.js";

/** @import { ErrorOutput, Output, Shower, Words } from "./page.d.ts" */

const VIEW = "application/vnd.jupyter.widget-view+json";
const CHART = /^application\/vnd\.vegalite\.v\d+[+.]json$/;
const ORDER = [VIEW, "text/html", "image/svg+xml", "image/png", "text/plain"];

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

/**
 * Append one output (in the form of a notebook file) to `element`.
 *
 * @type {(output: Output, element: HTMLElement, manager: Shower) => Promise<void>}
 */
export async function drawOutput(output, element, manager) {
  if (output.output_type === "error") {
    element.append(drawError(output, manager.words));
  } else if (output.output_type === "stream") {
    drawStream(output, element, manager.words);
  } else {
    await drawData(output.data, element, manager);
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

/** @type {(data: Record<string, any>, element: HTMLElement, manager: Shower) => Promise<void>} */
async function drawData(data, element, manager) {
  const chart = Object.keys(data).find((name) => CHART.test(name));
  const mime = chart ?? ORDER.find((name) => name in data) ?? "";
  const box = html("div", { class: "livepages-shown", "data-mime": mime });
  element.append(box);
  if (chart) return drawChart(data[chart], box);
  const text = [data[mime]].flat().join("");
  if (mime === VIEW) {
    await manager.show(data[VIEW].model_id, box);
  } else if (mime === "text/html" || mime === "image/svg+xml") {
    box.innerHTML = sanitisePage(text);
  } else if (mime === "image/png") {
    box.append(html("img", { src: `data:image/png;base64,${text}`, alt: data["text/plain"] ?? "" }));
  } else {
    box.append(html("pre", {}, text));
  }
}

/**
 * A chart of the reader's own, drawn by the site's Vega in the page's colours.
 *
 * @type {(spec: Record<string, any>, box: HTMLElement) => Promise<void>}
 */
async function drawChart(spec, box) {
  const { vega, theme } = /** @type {any} */ (globalThis).__livepages;
  const { vegaEmbed } = await vega();
  const dark = theme() === "dark";
  await vegaEmbed(box, spec, { actions: false, renderer: "svg", ...(dark && { theme: "dark" }), config: { background: "transparent" } });
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
    const fresh = html("div");
    for (const output of this.model.get("outputs")) {
      await drawOutput(output, fresh, this.model.widget_manager);
    }
    if (turn === this.turn) this.el.replaceChildren(fresh);
  }
}

export const outputModule = { OutputModel, OutputView };
