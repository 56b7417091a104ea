// @ts-check
// How sure, and how right: of the predictions of each step of confidence, how many came out as said.

import { SURE } from "./answers.js";
import { element } from "./questions.js";

/** @import { Entry } from "./kept.js" */

const FEW = 5; // predictions of one step; fewer say next to nothing

/** @typedef {{ step: string, of: number, right: number }} Row */

/** Predictions that came out one way or the other, by how sure the learner was. @param {Entry[]} entries @returns {Row[]} */
export function rowsOf(entries) {
  return SURE.map((step, place) => {
    const judged = entries.filter(({ confidence, right }) => confidence === place + 1 && right !== undefined);
    return { step, of: judged.length, right: judged.filter(({ right }) => right).length };
  });
}

/** What the rows say, in a sentence or two. @param {Row[]} rows */
export function inWords(rows) {
  const told = rows.filter(({ of }) => of >= FEW);
  const total = rows.reduce((sum, { of }) => sum + of, 0);
  if (!total) return "Nothing to tell yet: say how sure you are when you predict, and open what happened.";
  if (!told.length) {
    return `${total} ${total === 1 ? "prediction" : "predictions"} so far: too few to tell. With ${FEW} or more of one step it begins to mean something, and still little.`;
  }
  const parts = told.map(({ step, of, right }) => `of ${of} where you were ${inSentence(step)}, ${right} came out as you said`);
  const words = `${parts.join("; ")}.`;
  return words[0].toUpperCase() + words.slice(1);
}

/** @param {string} step */
const inSentence = (step) => (step === "a guess" ? "guessing" : step);

/** A table with a bar in each row. @param {Row[]} rows */
export function drawTable(rows) {
  const table = document.createElement("table");
  table.className = "how-right";
  const head = table.createTHead().insertRow();
  for (const title of ["How sure", "Predictions", "Came out as said", "Share"]) {
    const cell = element("th", title);
    cell.setAttribute("scope", "col");
    head.append(cell);
  }
  const body = table.createTBody();
  for (const { step, of, right } of rows) {
    const row = body.insertRow();
    const name = element("th", step[0].toUpperCase() + step.slice(1));
    name.setAttribute("scope", "row");
    row.append(name, element("td", of ? String(of) : "–"), element("td", of ? String(right) : "–"), share(of, right));
  }
  return table;
}

/** @type {(of: number, right: number) => HTMLElement} */
function share(of, right) {
  if (!of) return element("td", "–");
  const cell = element("td", "");
  const bar = element("span", "");
  bar.className = "bar";
  bar.setAttribute("aria-hidden", "true");
  bar.style.setProperty("--share", String(right / of));
  if (of >= FEW) cell.append(bar, ` ${Math.round((100 * right) / of)}%`);
  else cell.append("too few to tell");
  return cell;
}
