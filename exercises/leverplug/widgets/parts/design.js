// @ts-check
// What can be done to a design: plain functions from one design to the next.
// A design is { ties, links, positions }; quarters count from 1.

/** @import { Design, Point, Tie } from "../types.d.ts" */

export const STEP = 0.05; // share of effort that one press of + or - moves

/** @type {(tie: Tie, quarter: number) => number} */
export function effortAt(tie, quarter) {
  if (!isActive(tie, quarter)) return 0;
  const passed = tie.changes.filter((change) => change.quarter <= quarter);
  return Number(passed.length ? passed[passed.length - 1].effort : tie.effort) || 0;
}

/** @type {(tie: Tie, quarter: number) => boolean} */
export function isActive(tie, quarter) {
  return tie.start <= quarter && (tie.end === null || quarter <= tie.end);
}

// Effort that a new tie begins with: what is free from a quarter on, in twentieths, at most a tenth.
/** @type {(planned: number[], quarter: number, budget?: number) => number} */
export function freeEffort(planned, quarter, budget = 1) {
  const most = Math.max(0, ...planned.slice(quarter - 1));
  return Math.max(0, Math.min(0.1, Math.floor((budget - most) * 20 + 1e-6) / 20));
}

// Undefined where the design has no such tie; the type leaves that to those who may ask for one.
/** @type {(design: Design, id: string) => Tie} */
export function tieOf(design, id) {
  return /** @type {Tie} */ (design.ties.find((tie) => tie.id === id));
}

/** @type {(design: Design, kind: string) => string} */
export function freshId(design, kind) {
  const taken = new Set(design.ties.map((tie) => tie.id));
  let number = 1;
  while (taken.has(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

/** @type {(design: Design, tie: Tie) => Design} */
export function withTie(design, tie) {
  return { ...design, ties: [...design.ties, tie] };
}

/** @type {(design: Design, id: string) => Design} */
export function withoutTie(design, id) {
  const links = design.links.filter((link) => !link.includes(id));
  return { ...design, ties: design.ties.filter((tie) => tie.id !== id), links };
}

/** @type {(design: Design, id: string, changed: Partial<Tie>) => Design} */
export function replaceTie(design, id, changed) {
  return { ...design, ties: design.ties.map((tie) => (tie.id === id ? { ...tie, ...changed } : tie)) };
}

// Up to its first quarter a tie's own effort moves; later, the effort from that quarter on.
/** @type {(design: Design, id: string, quarter: number, amount: number) => Design} */
export function feed(design, id, quarter, amount) {
  const tie = tieOf(design, id);
  if (quarter <= tie.start || !isActive(tie, quarter)) {
    return replaceTie(design, id, { effort: nudged(tie.effort, amount) });
  }
  const effort = nudged(effortAt(tie, quarter), amount);
  const others = tie.changes.filter((change) => change.quarter !== quarter);
  const changes = [...others, { quarter, effort }].sort((a, b) => a.quarter - b.quarter);
  return replaceTie(design, id, { changes });
}

/** @type {(design: Design, id: string, quarter: number) => Design} */
export function endAt(design, id, quarter) {
  const tie = tieOf(design, id);
  const changes = tie.changes.filter((change) => change.quarter <= quarter);
  return replaceTie(design, id, { end: quarter, changes });
}

/** @type {(design: Design, a: string, b: string) => boolean} */
export function areLinked(design, a, b) {
  return design.links.some((link) => link.includes(a) && link.includes(b));
}

/** @type {(design: Design, a: string, b: string) => Design} */
export function toggleLink(design, a, b) {
  const links = areLinked(design, a, b)
    ? design.links.filter((link) => !(link.includes(a) && link.includes(b)))
    : [...design.links, [a, b]];
  return { ...design, links };
}

/** @type {(design: Design, id: string, place: Point) => Design} */
export function moveTo(design, id, place) {
  /** @param {number} value */
  const clamp = (value) => Math.round(Math.max(-1, Math.min(1, value)) * 1e4) / 1e4;
  return { ...design, positions: { ...design.positions, [id]: [clamp(place[0]), clamp(place[1])] } };
}

/** @type {(effort: number, amount: number) => number} */
function nudged(effort, amount) {
  return Math.round(Math.max(0, Math.min(1, Number(effort) + amount)) * 100) / 100;
}
