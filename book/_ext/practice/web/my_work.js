// @ts-check
// The page “My work”: what was done, chapter by chapter, and how right the learner was.

import { howSure } from "./answers.js";
import { drawTable, inWords, rowsOf } from "./how_right.js";
import { counts, isBegun, latest, progress } from "./progress.js";
import { element } from "./questions.js";
import { takeAway } from "./take_away.js";

/** @import { Entry } from "./kept.js" */
/** @import { Answered, Count, Done, Exercise, Lab, Page } from "./progress.js" */

/** @type {(tag: string, look: string, ...children: (Node | string)[]) => HTMLElement} */
function made(tag, look, ...children) {
  const one = element(tag, "");
  if (look) one.className = look;
  one.append(...children);
  return one;
}

/** @type {(text: string, address: string) => HTMLElement} */
const link = (text, address) => Object.assign(element("a", text), { href: address });

/** @param {string} when */
function date(when) {
  const day = new Date(when);
  return Number.isNaN(day.valueOf()) ? "" : day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** @type {(count: number, of: number) => string} */
const ofAll = (count, of) => `${count} of ${of}`;

// --- one thing that was done ----------------------------------------------------------------------

/** @param {Entry} entry @returns {(Node | string)[]} */
function prediction(entry) {
  const sure = howSure(entry.confidence);
  const came = entry.right === undefined ? "" : entry.right ? " It came out as you said." : " It did not come out so, or only in part.";
  const details = [sure, date(entry.when), entry.late && "after you had seen what happened"].filter(Boolean).join(", ");
  /** @type {(Node | string)[]} */
  const parts = ["You said ", element("strong", String(entry.answer)), details ? ` (${details}).` : ".", came];
  if (entry.second) parts.push(" The second time: ", element("strong", String(entry.second.answer)), ".");
  if (entry.why) parts.push(` Your reason: “${entry.why}”`);
  return parts;
}

/** @param {Entry} entry @returns {(Node | string)[]} */
function check(entry) {
  const last = latest(entry);
  const at = entry.second ? "at a later answer" : "at the first answer";
  const verdict = last.right === undefined ? "Answered" : last.right ? `Right ${at}` : "Not right yet";
  return [`${verdict}: `, element("strong", String(last.answer)), "."];
}

/** @type {(given: Answered, tell: (entry: Entry) => (Node | string)[]) => HTMLElement} */
function answered({ text, address, entry }, tell) {
  const item = made("li", entry ? "" : "open", link(text, address));
  if (entry) item.append(made("span", "said", ...tell(entry)));
  return item;
}

/** @param {Exercise} exercise */
const exercise = ({ title, address, tried, checked }) =>
  made("li", tried ? "" : "open", link(title, address), ...(tried ? [made("span", "said", checked ? "Tried, and its check passed." : "Tried.")] : []));

/** @param {Lab} lab */
function lab({ label, address, isSet, challenges }) {
  const met = challenges.filter((each) => each.met);
  const item = made("li", isSet ? "" : "open", link(label, address));
  const said = [isSet ? "Kept as you left it." : "", met.length ? `Challenges met: ${ofAll(met.length, challenges.length)}.` : ""].filter(Boolean);
  if (said.length) item.append(made("span", "said", said.join(" ")));
  if (met.length) item.append(made("ul", "met", ...met.map(({ task }) => element("li", task))));
  return item;
}

// --- a chapter ------------------------------------------------------------------------------------

/** @param {Count[]} counted */
const inShort = (counted) => counted.map(({ name, done, of }) => `${name} ${ofAll(done, of)}`.replaceAll(" ", "\u00a0")).join(" · ");

/** @type {(title: string, items: HTMLElement[]) => HTMLElement[]} */
const list = (title, items) => (items.length ? [element("h3", title), made("ul", "done", ...items)] : []);

/** @param {Done} done */
function chapter(done) {
  const { page } = done;
  const begun = isBegun(done);
  const title = made("summary", "", element("span", page.title), made("span", "short", inShort(counts([done]))));
  const codes = done.codes.map(({ address, line }) => made("li", "", made("code", "", link(line, address))));
  const box = made("details", begun ? "chapter" : "chapter open", title, made("p", "go", link("Go to this page", page.address)),
    ...list("Predictions", done.predictions.map((each) => answered(each, prediction))),
    ...list("Self-checks", done.checks.map((each) => answered(each, check))),
    ...list("Looking back", done.reviews.map((each) => answered(each, check))),
    ...list("Exercises with code", done.exercises.map(exercise)),
    ...list("Labs", done.labs.map(lab)),
    ...list("Code you changed", codes));
  box.dataset.page = page.name;
  return box;
}

// --- all of it ------------------------------------------------------------------------------------

/** @param {Count[]} counted */
function overview(counted) {
  const parts = counted.map(({ name, done, of, note }) =>
    made("div", "count", made("dt", "", name), made("dd", "", element("strong", String(done)), ` of ${of}`, ...(note ? [made("span", "said", note)] : []))));
  return made("dl", "counts", ...parts);
}

/** @param {Done[]} all */
function howRight(all) {
  const entries = all.flatMap(({ predictions }) => predictions.flatMap(({ entry }) => (entry ? [entry] : [])));
  const rows = rowsOf(entries);
  const panel = made("section", "panel", element("h2", "How sure, and how right"), element("p", inWords(rows)));
  if (rows.some(({ of }) => of)) panel.append(drawTable(rows));
  return panel;
}

/** Why little can stand here, where this browser keeps nothing. */
const keepsNothing = () => made("p", "nothing", element("strong", "This browser refuses to keep anything for this book. "),
  "What you did on other pages is not here, and a file saved here does not hold it. A file that you open is shown until you close this page. To keep your work, open the book in another browser or in a window that is not private.");

/** @param {HTMLElement} box */
export function myWork(box) {
  /** @type {Page[]} */
  const pages = JSON.parse(box.querySelector("script.contents")?.textContent ?? "[]");
  const shown = made("div", "work");
  if (document.documentElement.dataset.storage === "none") box.append(keepsNothing());
  box.append(takeAway(pages), shown);
  const show = () => {
    const all = progress(pages);
    const opened = new Set([...shown.querySelectorAll("details[open]")].map((each) => /** @type {HTMLElement} */ (each).dataset.page));
    // A page for instructors has labs, and no task that a learner could have left open.
    const chapters = all.filter((done) => counts([done]).length || isBegun(done)).map(chapter);
    for (const each of chapters) each.toggleAttribute("open", opened.has(each.dataset.page));
    const begun = all.some(isBegun);
    const welcome = element("p", "Nothing yet. Answer a prediction, move a lab or try an exercise, and you will find it here.");
    shown.replaceChildren(...(begun ? [] : [welcome]), overview(counts(all)), howRight(all), element("h2", "Chapter by chapter"), ...chapters);
  };
  document.addEventListener("practice:kept", show);
  addEventListener("storage", show); // another page of the book is open
  addEventListener("pageshow", ({ persisted }) => persisted && show());
  show();
}
