// A page with questions, as the directives of book/_ext/practice write it, and a visitor to it.

import { readdirSync, readFileSync } from "node:fs";
import { createContext, SourceTextModule } from "node:vm";
import { Window } from "happy-dom";

const SCRIPTS = new URL("../../../book/_ext/practice/web/", import.meta.url);
/** Each module's text by its name. */
const SOURCES = new Map(readdirSync(SCRIPTS).map((name) => [name, readFileSync(new URL(name, SCRIPTS), "utf8")]));

const choice = (group, letter, text, feedback = "") => `
  <div class="choice"><input type="radio" name="${group}" value="${letter}" data-answer="${text}">
  <label><span class="letter">${letter}</span> <span class="text">${text}</span></label>${feedback}</div>`;
const feedback = (verdict, reason) => `
  <details class="feedback"><summary>Feedback</summary>
  <div class="reason"><p class="verdict">${verdict}</p>
  <p>${reason}</p></div></details>`;
const step = (key, value) => `<label><input type="radio" name="${key}-sure" value="${value}"></label>`;
const verdict = (value) => `<button type="button" data-verdict="${value}">${value}</button>`;
/** A prediction and its reveal, which marks what turned out right. */
function predict(key, kind, question, field, unit = "", marked = "") {
  const plain = question.replace(/<.*?>/g, "").replace(/\s+/g, " ");
  const data = `data-key="${key}" data-kind="${kind}" data-unit="${unit}" data-question="${plain}"`;
  return `
  <div class="predict practice" id="predict-${key}" ${data}>
  <form method="dialog"><fieldset><legend>${question}</legend>${field("predict")}</fieldset>
  <fieldset class="sure"><legend>How sure are you?</legend>${[1, 2, 3, 4].map((each) => step(key, each)).join("")}</fieldset>
  <p class="unscripted">Write your answer down.</p>
  <p class="actions"><button type="submit" hidden>Keep my prediction</button></p>
  <p class="status" role="status"></p><p class="locked" hidden><a href="#reveal-${key}">Answer again</a></p></form></div>
  <div class="reveal practice" id="reveal-${key}" ${marked}><p class="kept">Look back.</p>
  <details><summary>What happened, and why</summary><div class="afterwards">
  <p class="first" hidden>Predict first.</p><div class="told" role="status"></div>
  <div class="own" hidden>${["yes", "part", "no"].map(verdict).join("")}</div>
  <div class="second" ${data} hidden><form method="dialog"><fieldset>${field("second")}</fieldset>
  <p class="why"><textarea></textarea><span class="count"></span></p>
  <p class="actions"><button type="submit" hidden>Keep my second answer</button></p>
  <p class="status" role="status"></p></form></div></div></details></div>`;
}

const MIXES = (group) => choice(group, "a", "Kin only") + choice(group, "b", "A mix");
const typed = (type) => () => `<p class="field"><input type="${type}"></p>`;
/** A self-check that came back, one of two. */
const review = (key, open) => `
  <details class="review" ${open}><summary>Which?</summary>
  <div class="practice self-check" id="back-${key}" data-key="${key}@part/chapter" data-kept-as="reviews" data-question="Which?">
  <form method="dialog"><fieldset>${choice(`back-${key}`, "a", "This", feedback("Right.", "Yes."))}
  ${choice(`back-${key}`, "b", "That", feedback("Not this one.", "No."))}</fieldset>
  <p class="actions"><button type="submit" hidden>Check my answer</button>
  <button type="button" class="again" hidden>Start again</button></p>
  <p class="status" role="status"></p></form></div></details>`;
const PAGE = `
  <details class="practice looking-back" data-key="part/chapter" open><summary>Looking back</summary>
  <p class="actions"><button type="button" class="skip" hidden>Skip</button></p>${review("one", "open")}${review("two", "")}</details>
  ${predict("mix", "choice", "Which <b>portfolio</b>\n sells more?", MIXES, "", 'data-right="b"')}
  ${predict("count", "number", "How many?", typed("number"), "of 100", 'data-least="20" data-most="30"')}
  ${predict("cut", "text", "What would you cut?", typed("text"))}
  ${predict("mine", "number", "How many are yours?", typed("number"))}
  <div class="practice self-check" id="check-claim" data-key="claim" data-question="Which claim holds?">
  <form method="dialog"><fieldset><legend>Which claim holds?</legend>
  ${choice("c", "a", "The first", feedback("Not this one.", "It confuses <em>cause</em>."))}
  ${choice("c", "b", "The second", feedback("Right.", "The sign agrees."))}</fieldset>
  <p class="actions"><button type="submit" hidden>Check my answer</button>
  <button type="button" class="again" hidden>Start again</button></p>
  <p class="status" role="status"></p></form></div>
  <div class="practice clear-data" data-labs="livepages:" data-older="livepages:Book/"><p class="unscripted">Without JavaScript …</p>
  <p class="kept" role="status"></p><p class="actions"><button type="button" hidden>Clear</button></p></div>`;

/** What a browser keeps: its keys are the object's own, as `Object.keys(localStorage)` needs. */
export class Storage {
  constructor(kept = {}) {
    Object.assign(this, kept);
  }
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, text) {
    this[key] = String(text);
  }
  removeItem(key) {
    delete this[key];
  }
}

/**
 * Opens the page in a browser that keeps what `storage` holds.
 *
 * @param {{ storage?: object, agrees?: boolean, live?: boolean, before?: (document: any) => void, book?: string }} given
 *   whether the visitor agrees to what is asked, whether a lab is on the page, what a browser did to
 *   the page before the script came, and the path of the book's root
 */
export function open({ live = false, ...given } = {}) {
  const page = visit(PAGE + (live ? '<div data-live-cell="cell-1"></div>' : ""), given);
  return { ...page, box: (id) => question(page.document.getElementById(id)) };
}

/** Opens a page with the given content in such a browser. */
export function visit(html, { storage = new Storage(), agrees = true, before = () => {}, book = "/spring/" } = {}) {
  const window = new Window({ url: `https://book.example${book}part/chapter.html` });
  const { document } = window;
  document.documentElement.dataset.content_root = "../";
  document.head.innerHTML = '<meta name="book" content="Book" data-edition="Book 2.0">';
  document.body.innerHTML = html;
  before(document);
  const asked = [];
  const { CSS, CustomEvent, Event, StorageEvent, URL } = window;
  const confirm = (question) => {
    asked.push(question);
    return agrees;
  };
  const addEventListener = window.addEventListener.bind(window);
  const dispatchEvent = window.dispatchEvent.bind(window);
  const page = { document, localStorage: storage, addEventListener, dispatchEvent, CSS, CustomEvent, Event, StorageEvent, URL, Blob, confirm, setTimeout: () => 0 };
  load("practice.js", createContext(page));
  return { window, document, storage, asked };
}

/**
 * Runs a module, and those that it imports, as a page does.
 *
 * @param {string} entry
 * @param {object} context of the page
 */
function load(entry, context) {
  const made = new Map();
  const linked = (name) => {
    if (made.has(name)) return made.get(name);
    const module = new SourceTextModule(SOURCES.get(name), { context, identifier: new URL(name, SCRIPTS).href });
    made.set(name, module);
    module.linkRequests(module.moduleRequests.map(({ specifier }) => linked(specifier.slice(2))));
    return module;
  };
  const module = linked(entry);
  module.instantiate();
  module.evaluate();
  if (module.status === "errored") throw module.error;
}

/** What a visitor does with a question, and sees of it. */
function question(root) {
  const find = (selector) => root.querySelector(selector);
  const choices = [...root.querySelectorAll(".choice")];
  return {
    root,
    choose: (text) => {
      choices.find((each) => each.textContent.includes(text)).querySelector("input").checked = true;
    },
    type: (text) => {
      find(".field input").value = text;
    },
    submit: () => find("form").dispatchEvent(new root.ownerDocument.defaultView.Event("submit", { cancelable: true })),
    press: (selector) => find(selector).click(),
    sure: (step) => {
      const radio = find(`.sure input[value="${step}"]`);
      radio.checked = true;
      radio.dispatchEvent(new root.ownerDocument.defaultView.Event("change", { bubbles: true }));
    },
    get status() {
      return find(".status").textContent;
    },
    get chosen() {
      const checked = choices.filter((each) => each.querySelector("input").checked);
      return checked.map((each) => each.querySelector(".text").textContent);
    },
    get opened() {
      const unfolded = choices.filter((each) => each.querySelector("details")?.open);
      return unfolded.map((each) => each.querySelector(".letter").textContent);
    },
  };
}
