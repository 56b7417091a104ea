/**
 * How fast the reader's line is, judged by what the page has just fetched, and
 * which way of starting Python is the quicker one on it.
 */
const ENOUGH = 50_000; // bytes below which a judgement would be a guess

/** Bits per second over the time in which something was arriving; null if too little did. */
export function speed(entries) {
  const fetched = entries.filter((entry) => entry.transferSize > 0 && entry.responseEnd > entry.responseStart);
  const bytes = fetched.reduce((sum, entry) => sum + entry.encodedBodySize, 0);
  if (bytes < ENOUGH) return null;
  let busy = 0;
  let until = 0;
  for (const { responseStart, responseEnd } of fetched.sort((a, b) => a.responseStart - b.responseStart)) {
    busy += Math.max(0, responseEnd - Math.max(until, responseStart));
    until = Math.max(until, responseEnd);
  }
  return (8 * bytes) / (busy / 1000);
}

/**
 * The snapshot saves computing and costs bytes: it is the better way unless the
 * line needs longer for those bytes than the ordinary way needs for its imports.
 */
export function quicker({ extraBytes, savedSeconds }, bits) {
  if (bits === null) return "snapshot";
  return (8 * extraBytes) / bits <= savedSeconds ? "snapshot" : "ordinary";
}
