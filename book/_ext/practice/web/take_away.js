// @ts-check
// Saves the work as a file, and opens a file that was saved on this computer or on another one.

import { find, element } from "./questions.js";
import { codes, labs } from "./live_keys.js";
import { gathered } from "./work.js";
import { LARGEST, Refused, merge, read } from "./work_file.js";

/** @import { Page } from "./progress.js" */
/** @import { Work } from "./work.js" */
/** @import { Known, Summary } from "./work_file.js" */

const HTML = `<div class="actions"><button type="button" class="save">Save my work as a file</button>
  <label class="open-file"><span class="button">Open a file of work</span><input type="file" class="aloud" accept=".json,application/json"></label></div>
  <p class="status" role="status"></p><p class="refused" role="alert"></p>`;

/** What this edition of the book has. @param {Page[]} pages @returns {Known} */
function knownOf(pages) {
  const questions = pages.flatMap((page) => [...page.questions.map(({ id }) => id), ...page.back.map((id) => `${id}@${page.name}`)]);
  const cells = pages.flatMap((page) => [...page.labs.map(({ id }) => id), ...page.codes].map((id) => `${page.name}:${id}`));
  return {
    questions: new Set(questions),
    exercises: new Set(pages.flatMap(({ exercises }) => exercises.map(({ id }) => id))),
    cells: new Set(cells),
    challenges: new Map(pages.flatMap((page) => page.labs.map(({ id, challenges }) => [`${page.name}:${id}`, new Set(challenges.map(([key]) => key))]))),
  };
}

/** @type {(count: number, one: string, more: string) => string} */
const counted = (count, one, more) => `${count} ${count === 1 ? one : more}`;

/** What became of a file. @param {Summary} summary */
export function inWords({ taken, stayed, aside, unknown }) {
  const parts = [taken ? `${counted(taken, "answer or setting", "answers and settings")} taken from the file` : "nothing in the file was newer than what is here"];
  if (stayed) parts.push(`${stayed} stayed as they are here, because they are the same or later`);
  if (aside) parts.push(`${counted(aside, "lab or cell of code is", "labs and cells of code are")} different here and in the file: yours stays, and its page offers the other`);
  if (unknown) parts.push(`${unknown} left out, because this edition of the book has no place for ${unknown === 1 ? "it" : "them"}`);
  const words = `${parts.join("; ")}.`;
  return words[0].toUpperCase() + words.slice(1);
}

/** @type {(work: Work) => string} what is kept here and has no room in a file, in words */
function leftOut(work) {
  const cells = labs().size + codes().size - Object.keys(work.labs).length - Object.keys(work.code).length;
  return cells > 0 ? ` ${counted(cells, "lab or cell of code is", "labs or cells of code are")} too large for it and ${cells === 1 ? "stays" : "stay"} on this computer alone.` : "";
}

function save() {
  const work = gathered();
  const text = JSON.stringify(work);
  if (new Blob([text]).size > LARGEST) return "Not saved: what this browser keeps is too large for a file of work. Put the largest of the labs or of the code you changed back to the start, and try again.";
  const file = `leverplug-work-${localDate()}.json`;
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return `Saved as ${file}, where your browser puts downloads. Open it on this page on another computer.${leftOut(work)}`;
}

/** The day where the learner is, as YYYY-MM-DD. */
function localDate() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** @param {Page[]} pages */
export function takeAway(pages) {
  const known = knownOf(pages);
  const box = document.createElement("div");
  box.className = "take-away";
  box.innerHTML = HTML;
  const [status, refused] = [find(box, ".status"), find(box, ".refused")];
  const say = (/** @type {string} */ words, /** @type {string} */ why = "") => {
    status.textContent = words;
    refused.textContent = why;
  };
  find(box, ".save").addEventListener("click", () => say(save()));
  const field = /** @type {HTMLInputElement} */ (find(box, "input"));
  field.addEventListener("change", async () => {
    const [file] = field.files ?? [];
    if (!file) return;
    say("");
    try {
      if (file.size > LARGEST) throw new Refused("it is larger than any file of work. Choose the file that this page saved.");
      const { summary, undo } = merge(read(await file.text()), known);
      say(`“${file.name}” was opened. ${inWords(summary)} `);
      status.append(undoing(undo, say));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      say("", `“${file.name}” was not opened: ${error.message} What is kept here stays as it is.`);
    }
    field.value = ""; // so that the same file can be chosen again
  });
  return box;
}

/** @type {(undo: () => boolean, say: (words: string) => void) => HTMLElement} */
function undoing(undo, say) {
  const button = Object.assign(element("button", "Undo"), { type: "button", className: "undo" });
  button.addEventListener("click", () => {
    say(undo() ? "Undone: all is as it was before the file was opened." : "Undone, but for what was changed or cleared since: that stays as it is now.");
  });
  return button;
}
