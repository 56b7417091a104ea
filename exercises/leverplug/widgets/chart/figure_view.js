// @ts-check
// A still picture, drawn once for the light and the width of its place, and again when these change.

import { html } from "../parts/dom.js";
import { followTheme, isDark } from "../parts/theme.js";
import { themed } from "../parts/chart_theme.js";
import { loadEmbed, lookIn } from "../parts/vega.js";

/** @import { Embedded, RenderProps } from "../types.d.ts" */

/** @type {(place: RenderProps) => () => void} */
export function render({ model, el }) {
  const drawing = html("div", { "aria-hidden": "true" });
  const words = model.get("description");
  const stage = html("div", { class: "lp-still-stage", role: "img", "aria-label": words }, drawing);
  const problem = html("p", { class: "lp-still-problem", role: "alert", hidden: true });
  const root = html("figure", { class: "lp-still" }, stage, problem);
  el.append(root);
  let wanted = ""; // which drawing the place asks for
  /** @type {Embedded | null} */
  let drawn = null;

  const draw = async () => {
    const width = root.clientWidth;
    if (!width) return; // not on the page yet; the observer below calls again
    const place = width < model.get("_turn") && model.get("specs").length > 1 ? 1 : 0;
    const theme = isDark() ? "dark" : "light";
    const mine = `${place} ${theme}`;
    if (wanted === mine) return;
    wanted = mine;
    try {
      const embed = await loadEmbed(model);
      if (mine !== wanted) return;
      const spec = themed(model.get("specs")[place], theme, model.get("_shades"));
      const made = await embed(drawing, spec, lookIn(theme));
      if (mine !== wanted) return made.finalize();
      drawn?.finalize();
      drawn = made;
      problem.hidden = true;
      root.dataset.drawn = wanted;
    } catch (error) {
      wanted = "";
      problem.hidden = false;
      problem.textContent = `${/** @type {Error} */ (error).message} What the picture shows: ${words}`;
    }
  };
  const stopTheme = followTheme(root, draw);
  const sized = new ResizeObserver(draw);
  sized.observe(root);
  return () => {
    wanted = "closed";
    drawn?.finalize();
    sized.disconnect();
    stopTheme();
  };
}

export default { render };
