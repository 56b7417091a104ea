// @ts-check
// The tables of a league: one round, and the standing over all of them.

import { html } from "../parts/dom.js";

/** @import { LeagueRow, LeagueRound, LeagueTotal } from "../types.d.ts" */

// A table that scrolls in its own frame where the page is narrow.
/** @type {(caption: string, head: string[], rows: HTMLElement[]) => HTMLElement} */
function framed(caption, head, rows) {
  const top = html("tr", {}, ...head.map((words) => html("th", { scope: "col" }, words)));
  const table = html("table", {}, html("caption", {}, caption), html("thead", {}, top), html("tbody", {}, ...rows));
  return html("div", { class: "lp-frame", role: "region", "aria-label": caption, tabindex: "0" }, table);
}

/** @type {(one: LeagueRound, caption: string, goal: string) => HTMLElement} */
export function roundTable(one, caption, goal) {
  const head = ["Place", "Team", goal, "Points", "Place with a luck of its own", "Changes"];
  return framed(caption, head, one.rows.map(roundRow));
}

/** @type {(row: LeagueRow) => HTMLElement} */
function roundRow(row) {
  const mark = row.source === "new" ? null : html("span", { class: "lp-mark" }, row.words);
  const changed = row.changed.length > 0
    ? html("details", {}, html("summary", {}, String(row.changed.length)), html("ul", {}, ...row.changed.map((words) => html("li", {}, words))))
    : row.note;
  return html("tr", { class: row.source === "set" ? "lp-lent" : null },
    html("td", { class: "lp-number" }, row.place), html("th", { scope: "row" }, row.team, mark),
    html("td", { class: "lp-number" }, row.value), html("td", { class: "lp-number" }, row.points),
    html("td", { class: "lp-number" }, row.own_place), html("td", {}, changed));
}

/** @type {(rows: LeagueTotal[], rounds: number) => HTMLElement} */
export function standingTable(rows, rounds) {
  const numbers = Array.from({ length: rounds }, (_, number) => `Round ${number + 1}`);
  const shared = (/** @type {LeagueTotal} */ row) => rows.filter((other) => other.place === row.place).length > 1;
  const lines = rows.map((row) => html("tr", {},
    html("td", { class: "lp-number" }, `${row.place}${shared(row) ? "=" : ""}`),
    html("th", { scope: "row" }, row.team, row.lent > 0 ? html("span", { class: "lp-mark" }, lentWords(row.lent)) : null),
    ...row.points.map((points) => html("td", { class: "lp-number" }, points === null ? "–" : String(points))),
    html("td", { class: "lp-number lp-total" }, String(row.total))));
  return framed("Standing over all rounds, in points", ["Place", "Team", ...numbers, "All"], lines);
}

/** @type {(lent: number) => string} */
function lentWords(lent) {
  return `set design in ${lent} ${lent === 1 ? "round" : "rounds"}`;
}
