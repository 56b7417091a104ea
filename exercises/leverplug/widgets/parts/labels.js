// @ts-check
// Where words fit: a label that would cover another is left to the tooltip and the list.

import { effortAt } from "./design.js";
import { boxAround, lines, onScreen, overlaps } from "./geometry.js";
import { regionOf, share, shortNameOf, statusOf } from "./words.js";

/** @import { App, Box, Frame, Label, Picture, Point, Ring, Row, Spot, Tie } from "../types.d.ts" */

const LINE = 14; // pixels from one line of text to the next
const LETTER = 6.6; // pixels a letter takes, on average

/** @type {(app: App, picture: Picture) => Map<string, Label>} */
export function labelsFor(app, picture) {
  const { frame, points } = picture;
  const centre = centreLabel(app, frame);
  const boxes = [...points].map(([id, point]) => glyphBox(frame, point, id));
  const labels = new Map([["venture", centre]]);
  boxes.push({ ...boxOf(points.get("venture"), centre.rows), id: "venture" });
  for (const tie of inOrder(app)) {
    const point = points.get(tie.id);
    const fitting = point && choices(app, frame, tie).find((rows) => fits(frame, boxes, boxOf(point, rows), tie.id));
    if (!fitting) continue;
    labels.set(tie.id, { rows: fitting });
    boxes.push({ ...boxOf(point, fitting), id: tie.id });
  }
  picture.boxes = boxes;
  return labels;
}

/** @type {(app: App, picture: Picture) => Ring[]} */
export function ringNames(app, picture) {
  const used = new Set(app.design.ties.map((tie) => tie.region ?? "home"));
  return [...app.rings].map(([key, share]) => {
    const label = app.regions.get(key) ?? key;
    const spot = used.has(key) ? freeSpot(picture, share, label.toLowerCase()) : null;
    return { key, share, used: used.has(key), name: spot };
  });
}

// The chosen contact is named first, then the others in the order in which they came.
/** @type {(app: App) => Tie[]} */
function inOrder(app) {
  return [...app.design.ties].sort((a, b) => Number(b.id === app.selected) - Number(a.id === app.selected));
}

/** @type {(app: App, frame: Frame) => Label} */
function centreLabel(app, frame) {
  const rows = lines(app.name, frame.narrow ? 12 : 18);
  return { rows: stack(rows, [], frame.radius * 1.5 + 15) };
}

/** @type {(app: App, frame: Frame, tie: Tie) => Row[][]} */
function choices(app, frame, tie) {
  const names = lines(shortNameOf(app, tie), frame.compact ? 11 : 14);
  const words = [regionOf(app, tie).toLowerCase(), statusOf(app, tie) || share(effortAt(tie, app.quarter))];
  const detail = frame.compact ? [] : [words.filter(Boolean).join(" · ")];
  const below = frame.radius + 17;
  return [stack(names, detail, below), stack(names, [], below), stack(names, [], -frame.radius - 8 - LINE * (names.length - 1))];
}

/** @type {(names: string[], details: string[], top: number) => Row[]} */
function stack(names, details, top) {
  const all = [...names.map((text) => ({ text })), ...details.map((text) => ({ text, minor: true }))];
  return all.map((row, index) => ({ ...row, dy: top + LINE * index }));
}

/** @type {(point: Point, rows: Row[]) => Box} */
function boxOf(point, rows) {
  const longest = Math.max(...rows.map((row) => row.text.length * (row.minor ? 5.6 : LETTER)));
  return boxAround(point, longest / 2, rows[0].dy - 11, rows[rows.length - 1].dy + 3);
}

/** @type {(frame: Frame, point: Point, id: string) => Box} */
function glyphBox(frame, point, id) {
  const r = frame.radius * (id === "venture" ? 1.5 : 1);
  return { ...boxAround(point, r, -r, r), id };
}

/** @type {(frame: Frame, boxes: Box[], box: Box, id?: string) => boolean} */
function fits(frame, boxes, box, id) {
  const inside = box.left > -2 && box.right < frame.width + 2 && box.bottom < frame.height && box.top > 0;
  return inside && !boxes.some((other) => other.id !== id && overlaps(other, box));
}

/** @type {(picture: Picture, radius: number, text: string) => Spot | null} */
function freeSpot(picture, radius, text) {
  for (const angle of [0.98, 2.16, -0.98, -2.16, 0.8, 2.34]) {
    const [x, y] = onScreen(picture.frame, [radius * Math.cos(angle), radius * Math.sin(angle)]);
    const box = { ...boxAround([x, y], text.length * 2.9, -10, 3), id: `ring ${text}` };
    if (fits(picture.frame, picture.boxes, box, box.id)) {
      picture.boxes.push(box);
      return { x, y: y + 3, text };
    }
  }
  return null;
}
