// @ts-check
/** Reads a number as people type it: in per cent or as a share, with a decimal point or comma. */

/**
 * @typedef {object} Scale of a slider
 * @property {number} min
 * @property {number} max
 * @property {number} step 0 where any number will do
 * @property {boolean} whole whether it has whole numbers alone
 * @property {string} format that of d3, in which its value is shown
 */

const NUMBER = String.raw`[+\-−]?[\d.,]+(?:e[+\-−]?\d+)?\s*%?`;
const ONE = new RegExp(`^${NUMBER}$`, "i");
const TWO = new RegExp(`^(${NUMBER})\\s*(?:[-–—:;]|to|\\s)\\s*(${NUMBER})$`, "i");
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * @param {string} text
 * @param {Scale} scale
 * @returns {number | null} the nearest step; null if it is no number of this scale
 */
export function readNumber(text, scale) {
  const typed = text.trim();
  const value = ONE.test(typed) ? parsed(typed, scale) : NaN;
  const { min, max, step } = scale;
  if (!(min <= value && value <= max)) return null;
  if (!step) return value;
  const nearest = min + Math.round((value - min) / step) * step;
  return Number(Math.min(nearest, max).toFixed(10));
}

/**
 * Two numbers, in order.
 *
 * @param {string} text
 * @param {Scale} scale
 * @returns {number[] | null}
 */
export function readRange(text, scale) {
  const [from, to] = (TWO.exec(text.trim()) ?? []).slice(1).map((part) => readNumber(part, scale));
  return from != null && to != null && from <= to ? [from, to] : null;
}

/** @type {(typed: string, scale: Scale) => number} */
function parsed(typed, { whole, format }) {
  const inPercent = typed.endsWith("%");
  let text = typed.replace(/\s*%$/, "").replaceAll("−", "-");
  text = format.includes(",") && GROUPED.test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
  if (!PLAIN.test(text) || (whole && text.includes("."))) return NaN;
  const number = Number(text);
  const isShare = text.includes(".") && Math.abs(number) <= 1;
  const divide = inPercent ? !whole : /[%p]$/.test(format) && !isShare;
  return divide ? Number((number / 100).toPrecision(12)) : number;
}
