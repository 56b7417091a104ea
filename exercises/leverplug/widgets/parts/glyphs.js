// @ts-check
// Outlines: a contact's shape says its channel, a triangle is a lever, a plug is a plug.

import { svg } from "./dom.js";
import { lookOf } from "./words.js";

/** @import { App, Kind } from "../types.d.ts" */

// A channel's shape, which Python gives for a radius of 1; every number in it is a coordinate.
/** @type {(shape: string, r: number) => string} */
export function outline(shape, r) {
  return shape.replace(/-?[\d.]+/g, (number) => String(Math.round(Number(number) * r * 100) / 100));
}

// An upward triangle: the tie lifts the venture.
/** @type {(size: number) => string} */
export function lever(size) {
  return `M0 ${-size}L${size} ${size * 0.8}H${-size}Z`;
}

// A stopper: broad head, narrow shaft.
/** @type {(size: number) => string} */
export function plug(size) {
  const [head, shaft] = [size * 0.95, size * 0.5];
  return `M${-head} ${-size}H${head}V${-size * 0.1}H${shaft}V${size}H${-shaft}V${-size * 0.1}H${-head}Z`;
}

// Part of a circle, clockwise from the top.
/** @type {(r: number, part: number) => string} */
export function arc(r, part) {
  const turn = Math.max(0, Math.min(0.9999, part)) * 2 * Math.PI;
  const x = r * Math.sin(turn);
  const y = -r * Math.cos(turn);
  return `M0 ${-r}A${r} ${r} 0 ${turn > Math.PI ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}`;
}

// A kind of tie by itself: its drawing in the shape and colour of its channel.
/** @type {(app: App, kind: Kind) => SVGElement} */
export function glyphOf(app, kind) {
  const look = lookOf(app, kind);
  return svg("svg", { class: "lp-glyph", viewBox: "-22 -22 44 44", "aria-hidden": "true" },
    svg("path", { d: outline(look.shape, 17), fill: look.colour }),
    svg("path", { class: "lp-icon", d: kind.icon, transform: "translate(-12 -12)" }));
}
