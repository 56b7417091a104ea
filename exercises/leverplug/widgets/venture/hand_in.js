// @ts-check
// What a learner hands in: words typed here, the record to take away, and a record to open.
// Python makes and reads records; the page only carries texts, and shows them as text.

import { html, keepKeys } from "../parts/dom.js";
import { followTheme } from "../parts/theme.js";
import { button, labelled, section, statusLine } from "../parts/fieldset.js";
import { follow, send } from "../parts/model.js";
import { againField, countField, reasonsField, sureField } from "./expectation.js";
import { copier, fileName, linkTo, saveText } from "../parts/take_away.js";

/** @import { FormPart, Model, RenderProps } from "../types.d.ts" */

const MOST = 1_048_576; // bytes of a file that can be a record or a file of work
const PATIENCE = 10_000, PAUSE = 300; // milliseconds
let forms = 0; // for ids that tie labels and hints to their fields

/** @type {(place: RenderProps) => () => void} */
export function render({ model, el }) {
  const prefix = `lp-hand-in-${++forms}`;
  const parts = [wordsPart(model, prefix), takePart(model, prefix), openPart(model, prefix)];
  const root = html("div", { class: "lp-hand-in" }, ...parts.map((part) => part.root));
  keepKeys(root);
  el.append(root);
  const stops = [followTheme(root), ...parts.map((part) => follow(model, part.names, part.update)),
    ...parts.map((part) => part.stop ?? (() => {}))];
  return () => {
    for (const stop of stops) stop();
  };
}

// Until the record holds what was changed last, here or in the lab: Python answers in order.
/** @type {(model: Model) => Promise<void>} */
function newest(model) {
  bringWork(model);
  const number = model.get("asked") + 1;
  return new Promise((done) => {
    const look = () => model.get("handled") >= number && stop();
    const stop = () => {
      clearTimeout(timer);
      model.off("change:handled", look);
      done();
    };
    const timer = setTimeout(stop, PATIENCE); // Python is gone: what is there will do
    model.on("change:handled", look);
    send(model, "asked", number); // as what was typed before, and so never ahead of it
  });
}

// --- what the learner says -----------------------------------------------------------------------

// What the pages of the book keep, as the text of a file of work; none where no page keeps any.
function gathered() {
  const detail = { text: "" };
  document.dispatchEvent(new CustomEvent("practice:gather", { detail }));
  return detail.text;
}

/** @type {(text: string) => string} */
function countedWork(text) {
  try {
    const kept = JSON.parse(text);
    /** @type {[name: string, one: string, more: string][]} */
    const names = [["predictions", "prediction", "predictions"], ["self_checks", "self-check", "self-checks"],
      ["reviews", "question asked again", "questions asked again"], ["exercises", "exercise", "exercises"],
      ["labs", "lab as I left it", "labs as I left them"], ["code", "cell of code", "cells of code"]];
    return names.map(([name, one, more]) => [Object.keys(kept[name] ?? {}).length, one, more])
      .filter(([count]) => count).map(([count, one, more]) => `${count} ${count === 1 ? one : more}`).join(", ");
  } catch {
    return "";
  }
}

/** @type {(model: Model) => void} */
function bringWork(model) {
  if (model.get("with_work")) send(model, "work", gathered());
}

/** @type {(model: Model, prefix: string) => { root: HTMLElement, update: () => void, stop: () => void }} */
function workField(model, prefix) {
  const include = html("input", { type: "checkbox", id: `${prefix}-include` });
  const words = html("label", { for: include.id });
  const root = html("div", { class: "lp-check" }, include, words);
  include.addEventListener("change", () => {
    send(model, "with_work", include.checked);
    bringWork(model);
  });
  const update = () => {
    const counted = countedWork(gathered());
    root.hidden = !counted && !model.get("with_work");
    include.checked = model.get("with_work");
    words.textContent = `Put my work in the book into it${counted ? ` (${counted})` : ""}`;
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const later = () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      update();
      bringWork(model);
    }, PAUSE);
  };
  addEventListener("storage", later);
  const stop = () => {
    clearTimeout(soon);
    removeEventListener("storage", later);
  };
  return { root, update, stop };
}

/** @type {(model: Model, prefix: string) => FormPart} */
function wordsPart(model, prefix) {
  const expected = countField(model, "expected");
  const sure = sureField(model, prefix);
  const again = againField(model, prefix);
  const reasons = reasonsField(model, prefix);
  const work = workField(model, prefix);
  const there = html("p", { class: "lp-there" });
  const here = html("div", {}, labelled(prefix, "expected", "Runs I expect to be born global, of 100", expected.input,
    "A whole number from 0 to 100. Left empty, it stays out of the record."), expected.wrong, sure.root, again.root);
  const root = section("What I expect, and why",
    there, here, reasons.root, work.root);
  const update = () => {
    there.textContent = model.get("in_scenario");
    there.hidden = !model.get("in_scenario");
    here.hidden = !model.get("asks");
    for (const field of [expected, sure, again, reasons, work]) field.update();
  };
  return { root, update, names: ["expected", "sure", "second", "why", "reasons", "with_work", "in_scenario", "asks"], stop: work.stop };
}

// --- the record ----------------------------------------------------------------------------------

/** @type {(model: Model, prefix: string) => FormPart} */
function takePart(model, prefix) {
  const trouble = statusLine("alert", "lp-alert");
  const status = html("p", { class: "lp-status", role: "status" });
  const text = html("textarea", { rows: 6, readonly: true, spellcheck: "false" });
  const code = html("input", { type: "text", readonly: true, spellcheck: "false" });
  const whole = html("details", {}, html("summary", {}, "See what is handed in"),
    labelled(prefix, "text", "Hand-in text", text), labelled(prefix, "code", "Code of my design", code));

  const copy = copier(status, whole);
  const save = async () => {
    await newest(model);
    if (model.get("trouble")) return;
    const file = fileName(model.get("name"));
    saveText(model.get("whole"), file);
    status.textContent = `Saved as ${file}, where your browser puts downloads.`;
  };
  const linkButton = button("Copy link to my design", () => copy("Link", linkTo(model.get("code")), code));
  linkButton.hidden = !document.querySelector('[data-live-query="v"]'); // only such a page opens it
  const takers = [
    button("Download the record", save, "lp-primary"),
    button("Copy hand-in text", () => copy("Hand-in text", model.get("text"), text)),
  ];
  const row = html("div", { class: "lp-row" }, ...takers, linkButton,
    button("Copy code", () => copy("Code", model.get("code"), code)));
  const update = () => {
    trouble.say(model.get("trouble"));
    for (const taker of takers) taker.disabled = model.get("trouble") !== "";
    text.value = model.get("trouble") ? "" : model.get("text");
    code.value = model.get("code");
    status.textContent = "";
  };
  const root = section("My record",
    html("p", { class: "lp-hint" }, "The file and the hand-in text hold everything: design, luck, and what you say above. ",
      "Link and code hold the design and its luck alone. Nothing is sent by itself."),
    trouble, row, status, whole);
  return { root, update, names: ["name", "code", "text", "trouble"] };
}

// --- a record to open ----------------------------------------------------------------------------

// What an opened record says besides its venture, and a button to go on with it.
/** @type {(model: Model) => { root: HTMLElement, update: () => void }} */
function recordContents(model) {
  const words = html("dl", { class: "lp-words" });
  const adopt = button("Put its expectation and reasons into my fields", () => model.send({ type: "adopt" }));
  const root = html("div", { hidden: true }, words, adopt);
  const update = () => {
    /** @type {[name: string, text: string][]} */
    const pairs = model.get("opened").words ?? [];
    words.replaceChildren(...pairs.flatMap(([name, text]) => [html("dt", {}, name), html("dd", {}, text)]));
    root.hidden = pairs.length === 0;
  };
  return { root, update };
}

// The alert of some fields, which marks the one that was used last if its content is refused.
/** @type {(fields: HTMLElement[]) => { line: HTMLElement, use(field: HTMLElement): void, show(why: string): void }} */
function refusalOf(fields) {
  const line = statusLine("alert", "lp-alert");
  /** @type {HTMLElement | null} */
  let used = null;
  const show = (/** @type {string} */ why) => {
    line.say(why);
    for (const field of fields) field.setAttribute("aria-invalid", String(Boolean(why) && field === used));
  };
  const use = (/** @type {HTMLElement} */ field) => {
    used = field;
  };
  return { line, use, show };
}

/** @type {(model: Model, prefix: string) => FormPart} */
function openPart(model, prefix) {
  const file = html("input", { type: "file", accept: ".json,.txt,application/json,text/plain" });
  const pasted = html("textarea", { rows: 3, spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  const refusal = refusalOf([file, pasted]);
  const says = html("p", { class: "lp-status", role: "status" });
  const contents = recordContents(model);
  /** @param {string} text */
  const open = (text) => {
    refusal.show("");
    says.textContent = "Opening …";
    model.send({ type: "open", text });
  };
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    refusal.use(file);
    if (chosen.size > MOST) {
      says.textContent = "";
      refusal.show(`“${chosen.name}” was not opened: it has ${chosen.size.toLocaleString("en-GB")} bytes, and no record has as many.`);
    } else open(await chosen.text());
    file.value = ""; // so that the same file can be chosen again once it is mended
  });
  const openPasted = () => {
    refusal.use(pasted);
    if (pasted.value.trim()) open(pasted.value);
    else refusal.show("Paste a link, a code or a hand-in text first.");
  };
  const update = () => {
    refusal.show(model.get("opened").refused ?? "");
    says.textContent = model.get("opened").says ?? "";
    contents.update();
  };
  const root = section("Open a record",
    labelled(prefix, "file", "From a file", file),
    labelled(prefix, "pasted", "Or paste a link, a code or a hand-in text", pasted,
      "The venture goes into the lab above; yours is pinned there first, and what you typed stays."),
    html("div", { class: "lp-row" }, button("Open", openPasted)), refusal.line, says, contents.root);
  return { root, update, names: ["opened"] };
}

export default { render };
