// @ts-check
// What shapes, lines and signs mean, said once below the picture.

import { html, svg } from "./dom.js";
import { lever, outline, plug } from "./glyphs.js";
import { lookOf } from "./words.js";

/** @import { App, Look, Part } from "../types.d.ts" */

/** @type {(app: App) => Part} */
export function createLegend(app) {
  const root = html("ul", { class: "lp-legend", "aria-label": "Legend" });
  let shown = "";
  const draw = () => {
    const used = new Set(app.design.ties.map((tie) => app.kinds.get(tie.kind)?.channel));
    const key = [...used, app.state.size > 0, app.root.dataset.lpTheme].join();
    if (key === shown) return;
    shown = key;
    const channels = Object.entries(app.channels).filter(([name]) => used.has(name));
    root.replaceChildren(
      ...channels.map(([channel, { label }]) => html("li", {}, channelSign(lookOf(app, { channel })), `${label} tie`)),
      ...(app.state.size ? stateSigns() : []),
    );
  };
  return { root, draw };
}

/** @type {(width: number, ...children: SVGElement[]) => SVGElement} */
function sign(width, ...children) {
  return svg("svg", { viewBox: `0 -10 ${width} 20`, width, height: 20, "aria-hidden": "true" }, ...children);
}

/** @type {(look: Look) => SVGElement} */
function channelSign(look) {
  const drawn = { stroke: look.colour, "stroke-width": 3, "stroke-dasharray": look.dash || null };
  return sign(48, svg("line", { x1: 0, x2: 30, y1: 0, y2: 0, ...drawn }),
    svg("path", { d: outline(look.shape, 7), transform: "translate(38 0)", fill: look.colour }));
}

function stateSigns() {
  const at = { transform: "translate(9 0)" };
  return [
    html("li", {}, sign(18, svg("path", { class: "lp-lever", d: lever(7), ...at })), "lever: what the tie lifts"),
    html("li", {}, sign(18, svg("path", { class: "lp-plug", d: plug(7), ...at })), "plug: what it holds back"),
    html("li", {}, sign(18, svg("circle", { class: "lp-novelty", r: 7, ...at })), "ring: what is still new in it"),
  ];
}
