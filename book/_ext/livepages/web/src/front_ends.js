// @ts-check
/**
 * Where the front end of a widget comes from that brings one along (anywidget's `_esm`). Python sends
 * it as text. A host may forbid to run what is not a file of the site, so the build makes a file of
 * each that it sees, and the widget is given the address of that.
 */
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { html } from "./dom.js";

/** @import { PageSettings } from "./page.d.ts" */

export class FrontEnds {
  /** @type {Promise<boolean> | undefined} */
  answer; // whether text may run
  /** @param {Pick<PageSettings, "base" | "widgets">} settings */
  constructor({ base, widgets = [] }) {
    this.base = base;
    this.widgets = widgets;
  }

  /**
   * Put an address in place of the text in the state of a widget that opens. A front end that is no
   * file, such as one that the reader wrote, stays text; where that cannot run, the widget says so.
   *
   * @type {(state: Record<string, any>, file: string) => Promise<void>}
   */
  async find(state, file) {
    const address = new URL(file, this.base).href;
    // It is here before the widget asks: anywidget waits for two seconds and no longer.
    if (this.widgets.includes(file) && (await runs(address))) state._esm = address;
    else if (!(await this.textMayRun())) state._model_module = state._view_module = "refused";
  }

  /** Whether a module that comes as text may run here. */
  textMayRun() {
    this.answer ??= runsText();
    return this.answer;
  }
}

/** @param {string} address */
function runs(address) {
  return import(address).then(
    () => true,
    () => false,
  );
}

async function runsText() {
  const address = URL.createObjectURL(new Blob(["export {};"], { type: "text/javascript" }));
  const answer = await runs(address);
  URL.revokeObjectURL(address);
  return answer;
}

class AnyView extends DOMWidgetView {
  render() {
    super.render();
    this.el.append(html("p", { class: "livepages-blank" }, this.model.widget_manager.words.no_own_front_end));
  }
}

/** Stands in for anywidget. */
export const refused = { AnyModel: DOMWidgetModel, AnyView };
