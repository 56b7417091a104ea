// @ts-check
// Markers side by side on a question, and what an answer on which they differ gets in the end.

import { get, post, questionNumber } from "./api.js";
import { answerText, byId, levelList, make, prose } from "./elements.js";
import { inWords, marksInWords, range, step } from "./marks.js";

/** @typedef {import("./marks.js").Level} Level */
/** @typedef {import("./marks.js").Said} Said */

const number = questionNumber();

/**
 * @param {any} difference
 * @param {Level[]} levels
 */
function show(difference, levels) {
  const box = make("section", { class: "difference", "aria-label": `Answer ${difference.alias}` });
  const state = make("p", { role: "status" });
  const comment = make("textarea", { rows: "2", maxlength: "5000" });
  comment.value = difference.settled?.comment ?? difference.marks.map((/** @type {any} */ m) => m.comment).filter(Boolean).join("\n\n");
  /** @type {Said} */
  let said = difference.settled ?? { level: null, marks: null, comment: "", flag: false };
  const buttons = [...levels].reverse().map((level) => {
    const button = make("button", { type: "button" }, `Level ${level.number}: ${range(level)}`);
    button.addEventListener("click", () => settle({ ...said, level: level.number, marks: level.low }));
    return button;
  });
  const less = make("button", { type: "button", "aria-label": "Half a mark less" }, "−");
  const more = make("button", { type: "button", "aria-label": "Half a mark more" }, "+");
  const open = make("button", { type: "button" }, "Not settled");
  less.addEventListener("click", () => settle(step(levels, said, -1)));
  more.addEventListener("click", () => settle(step(levels, said, 1)));
  open.addEventListener("click", () => settle({ ...said, level: null, marks: null }));
  comment.addEventListener("change", () => said.level !== null && settle(said));

  /** @param {Said} next */
  async function settle(next) {
    const { level, marks } = next;
    try {
      const reply = await post("settle", { n: number, place: difference.place }, { level, marks, comment: comment.value });
      said = reply.settled ?? { level: null, marks: null, comment: "", flag: false };
      render(reply);
      byId("saved").textContent = `Saved: ${difference.alias}`;
    } catch (error) {
      byId("saved").textContent = `Not saved: ${/** @type {Error} */ (error).message}`;
      state.textContent = `Not saved: ${/** @type {Error} */ (error).message}`;
    }
  }

  /** @param {{ settled: (Said & { by: string }) | null, final: number | null, why: string }} reply */
  function render({ settled, final, why }) {
    buttons.forEach((button, place) => {
      button.setAttribute("aria-pressed", String(settled?.level === levels[levels.length - 1 - place].number));
    });
    const counts = final === null ? `Nothing counts: ${why}.` : `${marksInWords(final)} will count.`;
    state.textContent = settled ? `Settled by ${settled.by}: ${inWords(settled)}. ${counts}` : `Not settled. ${counts}`;
  }

  const marks = make("ul");
  for (const mark of difference.marks) {
    marks.append(make("li", {}, `${mark.marker}: level ${mark.level}, ${marksInWords(mark.marks)}${mark.comment ? `. “${mark.comment}”` : ""}`));
  }
  box.append(make("h3", {}, difference.alias, " ", difference.far ? make("span", { class: "far" }, "two levels apart or more") : ""));
  box.append(...answerText(difference, false), marks, make("div", { class: "row", role: "group", "aria-label": `Settle ${difference.alias}` }, ...buttons, less, more, open));
  box.append(make("label", { class: "comment" }, "Comment for the student", comment), state);
  render(difference);
  return box;
}

try {
  const data = await get("comparison", { n: number });
  document.title = `${data.title}: markers compared`;
  byId("title").textContent = `Markers compared: ${data.title} (${data.assignment})`;
  const { markers, pairs, differences, levels } = data;
  byId("who").textContent = markers.length > 1 ? `Markers: ${markers.join(", ")}`
    : `Only one marker so far. Put another marker's file into the folder marked/answers/${data.assignment} of the course, and load this page again.`;
  byId("pairs").hidden = !pairs.length;
  for (const { first, second, both, same, kappa, why } of pairs) {
    const cells = [`${first} and ${second}`, String(both), both ? `${Math.round(100 * same)} %` : "–", kappa === null ? `says nothing: ${why}` : kappa.toFixed(2)];
    byId("pairs").querySelector("tbody")?.append(make("tr", {}, ...cells.map((cell) => make("td", {}, cell))));
  }
  byId("question").replaceChildren(prose(data.html));
  byId("levels").replaceChildren(...levelList(levels, (level) => `Level ${level.number}: ${range(level)}`));
  byId("differences").replaceChildren(...differences.map((/** @type {any} */ each) => show(each, levels)));
  if (!differences.length) byId("differences").textContent = "None.";
} catch (error) {
  byId("title").textContent = /** @type {Error} */ (error).message;
}
