// @ts-check
// Where things land on this screen: frame, labels, and the neighbour in a direction.

/** @import { Box, Frame, Point, Points } from "../types.d.ts" */

/** @type {(width: number, count: number) => Frame} */
export function frameFor(width, count) {
  const narrow = width < 560;
  const height = narrow ? Math.min(640, 340 + 10 * count) : Math.min(600, width * 0.62, 350 + 16 * count);
  const compact = narrow || count > 16;
  const [cx, cy, rx, ry] = [width / 2, height / 2 - 6, width / 2 - (narrow ? 38 : 66), height / 2 - 48];
  return { width, height, narrow, compact, radius: compact ? 15 : 19, cx, cy, rx, ry };
}

/** @type {(frame: Frame, place: Point) => Point} */
export function onScreen(frame, [x, y]) {
  return [frame.cx + x * frame.rx, frame.cy + y * frame.ry];
}

/** @type {(frame: Frame, point: Point) => Point} */
export function offScreen(frame, [x, y]) {
  return [(x - frame.cx) / frame.rx, (y - frame.cy) / frame.ry];
}

// Pushes apart contacts that would cover one another here; `pinned` stays under the pointer.
/** @type {(points: Points, distance: number, pinned: Set<string>) => void} */
export function spread(points, distance, pinned) {
  const ids = [...points.keys()];
  for (let round = 0; round < 24; round += 1) {
    let calm = true;
    for (const [index, a] of ids.entries()) {
      for (const b of ids.slice(index + 1)) calm = !pushApart(points, a, b, distance, pinned) && calm;
    }
    if (calm) return;
  }
}

/** @type {(points: Points, a: string, b: string, distance: number, pinned: Set<string>) => boolean} */
function pushApart(points, a, b, distance, pinned) {
  const [[ax, ay], [bx, by]] = [points.get(a), points.get(b)];
  const gap = Math.hypot(bx - ax, by - ay);
  if (gap >= distance - 0.5) return false;
  const [ux, uy] = gap > 0.01 ? [(bx - ax) / gap, (by - ay) / gap] : [0.8, 0.6];
  const push = distance - gap;
  const shareA = pinned.has(a) ? 0 : pinned.has(b) ? 1 : 0.5;
  points.set(a, [ax - ux * push * shareA, ay - uy * push * shareA]);
  points.set(b, [bx + ux * push * (1 - shareA), by + uy * push * (1 - shareA)]);
  return true;
}

/** @type {(a: Box, b: Box) => boolean} */
export function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** @type {(point: Point, halfWidth: number, top: number, bottom: number) => Box} */
export function boxAround([x, y], halfWidth, top, bottom) {
  return { left: x - halfWidth, right: x + halfWidth, top: y + top, bottom: y + bottom };
}

// At most two lines of a label; what does not fit ends in an ellipsis.
/** @type {(text: string, longest: number) => string[]} */
export function lines(text, longest) {
  const rows = [""];
  for (const word of text.split(/\s+/)) {
    const joined = `${rows[rows.length - 1]} ${word}`.trim();
    if (joined.length <= longest || !rows[rows.length - 1]) rows[rows.length - 1] = joined;
    else rows.push(word);
  }
  const shown = rows.slice(0, 2);
  if (rows.length > 2) shown[1] = `${shown[1]} …`;
  return shown.map((row) => (row.length > longest + 2 ? `${row.slice(0, longest + 1)}…` : row));
}

/** @type {Record<string, Point>} */
export const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// The nearest other point in a direction; a point far off the axis counts as farther away.
/** @type {(points: Points, from: string, key: string) => string | null} */
export function neighbour(points, from, key) {
  const [ax, ay] = ARROWS[key];
  const [fx, fy] = points.get(from);
  let best = null;
  for (const [id, [x, y]] of points) {
    const along = (x - fx) * ax + (y - fy) * ay;
    const aside = Math.abs((x - fx) * ay) + Math.abs((y - fy) * ax);
    if (id === from || along <= 1 || aside > 2.5 * along) continue;
    const far = along + 2 * aside;
    if (!best || far < best.far) best = { id, far };
  }
  return best?.id ?? null;
}
