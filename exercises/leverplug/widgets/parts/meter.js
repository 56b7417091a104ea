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
    words.textContent = `Effort planned in quarter ${app.quarter}: ${share(now)} of 1.00 (most: ${share(most)} in quarter ${fullest})`;
    strip.setAttribute("viewBox", `0 0 ${app.planned.length * 4} 20`);
    strip.replaceChildren(
      ...app.planned.map((effort, index) =>
        svg("rect", {
          class: index + 1 === app.quarter ? "lp-now" : null,
          x: index * 4,
          y: 20 - 20 * Math.min(1, effort),
          width: 3,
          height: 20 * Math.min(1, effort),
        }),
      ),
    );
  };
  return { root, draw };
}
