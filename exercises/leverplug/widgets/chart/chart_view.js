// @ts-check
// A chart that is embedded once; new rows flow into the running view, newest first, no queue.

import { html } from "../parts/dom.js";
import { followTheme, isDark } from "../parts/theme.js";
import { themed } from "../parts/chart_theme.js";
import { createNumbers } from "../parts/numbers.js";
import { loadEmbed, lookIn } from "../parts/vega.js";

/** @import { Chart, Model, RenderProps, Rows, Shown } from "../types.d.ts" */

let charts = 0; // for ids that tie a chart to its description

/** @type {(place: RenderProps) => Promise<() => void>} */
export async function render({ model, el }) {
  const chart = createChart(model);
  el.append(chart.root);
  const stopTheme = followTheme(chart.root, () => chart.embed());
  const sized = new ResizeObserver(([entry]) => chart.resize(entry.contentRect.width));
  sized.observe(chart.stage);
  const heard = {
    "change:rows": () => chart.refresh(),
    "change:spec": () => chart.embed(),
    "change:description": () => chart.describe(),
  };
  for (const [event, act] of Object.entries(heard)) model.on(event, act);
  chart.describe();
  return () => {
    for (const [event, act] of Object.entries(heard)) model.off(event, act);
    sized.disconnect();
    stopTheme();
    chart.close();
  };
}

/** @type {(model: Model) => Chart} */
function createChart(model) {
  charts += 1;
  const words = html("p", { class: "lp-chart-words", id: `lp-chart-${charts}` });
  // Vega writes its own roles on the element it draws in; ours stand one level above.
  const drawing = html("div", { "aria-hidden": "true" });
  const stage = html("div", { class: "lp-chart-stage", role: "img", "aria-labelledby": words.id }, drawing);
  const problem = html("p", { class: "lp-chart-problem", role: "alert", hidden: true });
  const numbers = createNumbers(model);
  const root = html("figure", { class: "lp-chart" }, stage, words, problem, numbers.root);
  const chart = /** @type {Chart} */ ({ root, stage });
  /** @type {Shown | null} */
  let embedded = null; // of the latest embedding
  let attempt = 0;
  let running = false;
  let stale = false;

  chart.describe = () => {
    words.textContent = model.get("description");
  };
  // Set up the view with the rows of this moment; a later attempt makes an earlier one void.
  chart.embed = async () => {
    attempt += 1;
    const mine = attempt;
    try {
      const embed = await loadEmbed(model);
      if (mine !== attempt) return;
      const theme = isDark() ? "dark" : "light";
      const rows = model.get("rows");
      const spec = { ...themed(model.get("spec"), theme, model.get("_shades")), datasets: rows };
      const result = await embed(drawing, spec, lookIn(theme));
      if (mine !== attempt) return result.finalize();
      embedded?.finalize();
      embedded = { view: result.view, finalize: result.finalize, drawn: texts(rows) };
      problem.hidden = true;
      chart.refresh();
    } catch (error) {
      problem.hidden = false;
      problem.textContent = /** @type {Error} */ (error).message;
    }
  };
  // While one drawing runs, any number of updates ask for just one more, with the newest rows.
  chart.refresh = async () => {
    numbers.draw();
    stale = true;
    if (running || !embedded) return;
    running = true;
    while (stale && embedded) {
      stale = false;
      await drawn(model, embedded).catch((error) => console.warn(error));
    }
    running = false;
    root.dataset.drawn = String(Number(root.dataset.drawn ?? 0) + 1);
    root.dispatchEvent(new CustomEvent("livepages:painted", { bubbles: true }));
  };
  chart.resize = (width) => {
    if (!embedded || model.get("spec").width !== "container" || width < 40) return;
    embedded.view.width(width).runAsync();
  };
  chart.close = () => {
    attempt += 1;
    embedded?.finalize();
    embedded = null;
  };
  return chart;
}

/** @type {(model: Model, shown: Shown) => Promise<void>} */
async function drawn(model, { view, drawn: shown }) {
  for (const [name, rows] of Object.entries(/** @type {Rows} */ (model.get("rows")))) {
    const text = JSON.stringify(rows);
    if (shown[name] === text) continue;
    shown[name] = text;
    view.data(name, rows);
  }
  await view.runAsync();
}

/** @type {(rows: Rows) => Record<string, string>} */
function texts(rows) {
  return Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, JSON.stringify(list)]));
}

export default { render };
