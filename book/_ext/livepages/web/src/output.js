// @ts-check
/** The Output widget, and how any notebook output is drawn: text, HTML, pictures, widgets. */
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { html } from "./dom.js";

/** @import { ErrorOutput, Output, Shower, Words } from "./page.d.ts" */

const VIEW = "application/vnd.jupyter.widget-view+json";
const ORDER = [VIEW, "text/html", "image/svg+xml", "image/png", "text/plain"];

/**
 * An error as readers see it: what went wrong first, the traceback folded.
 *
 * @type {(error: ErrorOutput, words: Words) => HTMLElement}
 */
export function drawError(error, words) {
  const message = html("p", {}, error.evalue || error.ename);
  const summary = html("summary", {}, words.error_place.replace("{error}", () => error.ename));
  const trace = html("pre", {}, [error.traceback].flat().join("\n"));
  return html("div", { class: "livepages-error" }, message, html("details", {}, summary, trace));
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
    element.append(html("pre", { class: `livepages-${output.name}` }, output.text));
  } else {
    await drawData(output.data, element, manager);
  }
}

/** @type {(data: Record<string, any>, element: HTMLElement, manager: Shower) => Promise<void>} */
async function drawData(data, element, manager) {
  const mime = ORDER.find((name) => name in data) ?? "";
  const box = html("div");
  element.append(box);
  const text = [data[mime]].flat().join("");
  if (mime === VIEW) {
    await manager.show(data[VIEW].model_id, box);
  } else if (mime === "text/html" || mime === "image/svg+xml") {
    box.innerHTML = text;
  } else if (mime === "image/png") {
    box.append(html("img", { src: `data:image/png;base64,${text}`, alt: data["text/plain"] ?? "" }));
  } else {
    box.append(html("pre", {}, text));
  }
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
