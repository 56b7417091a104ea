// @ts-check
// The budget of effort: how much of the whole is planned, now and over the forty quarters.

import { html, svg } from "./dom.js";
import { share } from "./words.js";

/** @import { App, Part } from "../types.d.ts" */

/** @type {(app: App) => Part} */
export function createMeter(app) {
  const words = html("span", { class: "lp-budget-words" });
  const strip = svg("svg", { class: "lp-strip", preserveAspectRatio: "none", "aria-hidden": "true" });
  const root = html("div", { class: "lp-budget" }, words, strip);
  const draw = () => {
    root.hidden = app.planned.length === 0;
    if (root.hidden) return;
    const now = app.planned[app.quarter - 1] ?? 0;
    const most = Math.max(...app.planned);
    const fullest = app.planned.indexOf(most) + 1;
    words.textContent = `Effort planned in quarter ${app.quarter}: ${share(now)} of ${share(app.budget)} (most: ${share(most)} in quarter ${fullest})`;
    strip.setAttribute("viewBox", `0 0 ${app.planned.length * 4} 20`);
    const bars = app.planned.map((effort, index) => {
      const height = 20 * Math.min(1, effort);
      const look = index + 1 === app.quarter ? "lp-now" : null;
      return svg("rect", { class: look, x: index * 4, y: 20 - height, width: 3, height });
    });
    strip.replaceChildren(...bars);
  };
  return { root, draw };
}
