// @ts-check
/**
 * How fast the reader's line is, judged by what the page has just fetched, and
 * which way of starting Python is the quicker one on it.
 */

/** @import { Costs, Way } from "./python.d.ts" */

// Bytes below which a file says more of delays, or of what lay ready in a buffer, than of the line:
// files above the first are believed, and if there are none, those above the second.
const ENOUGH = [100_000, 20_000];

/**
 * Bits per second, as the file that came fastest shows: the line is at least
 * that fast, however busy the machine was meanwhile. Null if no file can tell.
 *
 * @type {(entries: PerformanceResourceTiming[]) => number | null}
 */
export function bitsPerSecond(entries) {
  const fetched = entries.filter(
    ({ transferSize, responseStart, responseEnd }) => transferSize > 0 && responseEnd > responseStart,
  );
  const telling = ENOUGH.map((least) => fetched.filter(({ encodedBodySize }) => encodedBodySize >= least)).find(
    (found) => found.length,
  );
  if (!telling) return null;
  /** @param {PerformanceResourceTiming} entry */
  const rate = (entry) => (8000 * entry.encodedBodySize) / (entry.responseEnd - entry.responseStart);
  return Math.max(...telling.map(rate));
}

/**
 * The snapshot saves computing and costs bytes: it is the better way unless the
 * line needs longer for those bytes than the ordinary way needs for its imports.
 *
 * @type {(costs: Costs, bits: number | null) => Way}
 */
export function fasterWay({ extraBytes, savedSeconds }, bits) {
  if (bits === null) return "snapshot";
  return (8 * extraBytes) / bits <= savedSeconds ? "snapshot" : "ordinary";
}
