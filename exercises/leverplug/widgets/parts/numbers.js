// @ts-check
// The rows behind a chart as a plain table, for those who read numbers rather than marks.

import { html } from "./dom.js";

/** @import { Model, Part } from "../types.d.ts" */

const MOST_ROWS = 200;

/** @type {(model: Model) => Part} */
export function createNumbers(model) {
  const body = html("div", { class: "lp-numbers", tabindex: 0, role: "group", "aria-label": "Numbers behind the chart" });
  const root = html("details", {}, html("summary", {}, "Numbers"), body);
  const draw = () => {
    if (root.open) body.replaceChildren(...Object.entries(model.get("rows")).map(table));
  };
  root.addEventListener("toggle", draw);
  return { root, draw };
}

/** @type {(source: [string, Record<string, unknown>[]]) => HTMLElement} */
function table([name, rows]) {
  if (!rows.length) return html("p", {}, `${plain(name)}: no rows yet.`);
  const columns = Object.keys(rows[0]);
  const shown = rows.slice(0, MOST_ROWS);
  const more = rows.length - shown.length;
  return html("table", {},
    html("caption", {}, more > 0 ? `${plain(name)} (first ${MOST_ROWS} of ${rows.length} rows)` : plain(name)),
    html("thead", {}, html("tr", {}, ...columns.map((column) => html("th", { scope: "col" }, plain(column))))),
    html("tbody", {}, ...shown.map((row) => html("tr", {}, ...columns.map((column) => html("td", {}, figure(row[column])))))),
  );
}

/** @type {(name: string) => string} */
function plain(name) {
  return name.replaceAll("_", " ");
}

/** @type {(value: unknown) => string} */
function figure(value) {
  if (typeof value !== "number") return String(value ?? "");
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}
