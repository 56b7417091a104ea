// @ts-check
// Levels and marks: what a key gives, what half a mark more is, and which answers a filter shows.

/** @typedef {{ number: number, low: number, high: number, least: number, most: number,
 *   html: string, sample: string }} Level */
/** @typedef {{ level: number | null, marks: number | null, comment: string, flag: boolean }} Said */
/** @typedef {Said & { revision: number,
 *   earlier: { level: number | null, marks: number | null, comment: string } | null }} Mark */
/** @typedef {{ alias: string, words: number, mark: Mark,
 *   like: { place: number, percent: number } | null }} Answer */

const STEP = 0.5;

/**
 * What is said of an answer once the key of a level is pressed: the level's marks; where its row
 * has several ("3–4"), each further press gives the next of them.
 * @param {Level[]} levels
 * @param {Said} said
 * @param {number} number
 * @returns {Said}
 */
export function pressLevel(levels, said, number) {
  const { low, high } = levels[number];
  const again = said.level === number && said.marks !== null && said.marks >= low;
  const next = again ? Number(said.marks) + 1 : low;
  return { ...said, level: number, marks: next > high ? low : next };
}

/**
 * Half a mark more or less, as far as the level goes: to the marks of its neighbours.
 * @param {Level[]} levels
 * @param {Said} said
 * @param {1 | -1} direction
 * @returns {Said}
 */
export function step(levels, said, direction) {
  if (said.level === null || said.marks === null) return said;
  const { least, most } = levels[said.level];
  const marks = said.marks + direction * STEP;
  return marks < least || marks > most ? said : { ...said, marks };
}

/**
 * Whether a filter shows an answer.
 * @param {string} filter
 * @param {Answer} answer
 */
export function matches(filter, { mark, like }) {
  if (filter === "unmarked") return mark.level === null;
  if (filter === "flagged") return mark.flag;
  if (filter === "earlier") return mark.earlier !== null;
  if (filter === "alike") return like !== null;
  return filter === "all" || String(mark.level) === filter;
}

/**
 * Comments that were used, the most frequent first.
 * @param {Answer[]} answers
 * @param {number} most how many at most
 */
export function usedComments(answers, most = 12) {
  /** @type {Map<string, number>} */
  const uses = new Map();
  for (const { mark } of answers) {
    const comment = mark.comment.trim();
    if (comment) uses.set(comment, (uses.get(comment) ?? 0) + 1);
  }
  return [...uses].sort((a, b) => b[1] - a[1]).slice(0, most).map(([comment]) => comment);
}

/**
 * The marks of a row of the guide, in words.
 * @param {Level} level
 */
export function range({ low, high }) {
  return low === high ? marksInWords(low) : `${low}–${high} marks`;
}

/** @param {number} marks */
export function marksInWords(marks) {
  return `${marks} ${marks === 1 ? "mark" : "marks"}`;
}

/**
 * What was said of an answer, in words.
 * @param {Said} said
 */
export function inWords({ level, marks, comment }) {
  const words = level === null || marks === null
    ? "no level" : `level ${level}, ${marksInWords(marks)}`;
  return comment ? `${words}, with a comment` : words;
}
