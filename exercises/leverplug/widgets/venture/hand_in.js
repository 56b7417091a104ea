// @ts-check
// What a learner hands in: words typed here, the record to take away, and a record to open.
// Python makes and reads records; the page only carries texts, and shows them as text.

import { html, keepKeys } from "../parts/dom.js";
import { followTheme } from "../parts/theme.js";
import { button, labelled, section, statusLine } from "../parts/fieldset.js";
import { follow, send } from "../parts/model.js";
import { copier, fileName, linkTo, saveText } from "../parts/take_away.js";

/** @import { FormPart, Model, RenderProps, StatusLine } from "../types.d.ts" */

const MOST = 262_144; // bytes of a file that can be a record
const PATIENCE = 10_000; // milliseconds
let forms = 0; // for ids that tie labels and hints to their fields

/** @type {(place: RenderProps) => () => void} */
export function render({ model, el }) {
  const prefix = `lp-hand-in-${++forms}`;
  const parts = [wordsPart(model, prefix), takePart(model, prefix), openPart(model, prefix)];
  const root = html("div", { class: "lp-hand-in" }, ...parts.map((part) => part.root));
  keepKeys(root);
  el.append(root);
  const stops = [followTheme(root), ...parts.map((part) => follow(model, part.names, part.update))];
  return () => {
    for (const stop of stops) stop();
  };
}

// Until the record holds what was changed last, here or in the lab: Python answers in order.
/** @type {(model: Model) => Promise<void>} */
function newest(model) {
  const number = model.get("handled") + 1;
  return new Promise((done) => {
    const look = () => model.get("handled") === number && stop();
    const stop = () => {
      clearTimeout(timer);
      model.off("change:handled", look);
      done();
    };
    const timer = setTimeout(stop, PATIENCE); // Python is gone: what is there will do
    model.on("change:handled", look);
    model.send({ type: "take", number });
  });
}

// --- what the learner says -----------------------------------------------------------------------

/** @type {(model: Model) => { input: HTMLInputElement, wrong: StatusLine, update: () => void }} */
function expectedField(model) {
  const input = html("input", { type: "text", inputmode: "numeric", autocomplete: "off", size: 4, maxlength: 6 });
  const wrong = statusLine("alert", "lp-alert");
  const expect = () => {
    const typed = input.value.trim();
    const fits = typed === "" || (/^\d{1,3}$/.test(typed) && Number(typed) <= 100);
    input.setAttribute("aria-invalid", String(!fits));
    wrong.say(fits ? "" : `“${typed}” is not in the record: give a whole number from 0 to 100.`);
    send(model, "expected", fits && typed !== "" ? Number(typed) : null);
  };
  input.addEventListener("change", expect);
  input.addEventListener("input", () => /^\d{0,3}$/.test(input.value.trim()) && expect());
  const update = () => {
    const number = model.get("expected");
    const invalid = input.getAttribute("aria-invalid") === "true";
    if ((invalid && number === null) || input.value.trim() === String(number ?? "")) return;
    input.value = number ?? "";
    input.setAttribute("aria-invalid", "false");
    wrong.say("");
  };
  return { input, wrong, update };
}

/** @type {(model: Model, prefix: string) => { root: HTMLElement, update: () => void }} */
function reasonsField(model, prefix) {
  const reasons = html("textarea", { rows: 7 });
  const count = html("p", { class: "lp-hint", id: `${prefix}-count` });
  const showCount = () => {
    const [used, most] = [[...reasons.value].length, model.get("longest")];
    count.textContent = `${used.toLocaleString("en-GB")} of ${most.toLocaleString("en-GB")} characters`;
    count.classList.toggle("lp-over", used > most);
  };
  reasons.addEventListener("input", () => {
    send(model, "reasons", reasons.value);
    showCount();
  });
  const root = labelled(prefix, "reasons", "My reasons", reasons,
    "What you chose and what you chose against, what luck did, and the weakest point of your design.");
  reasons.setAttribute("aria-describedby", `${prefix}-reasons-hint ${count.id}`);
  root.append(count);
  const update = () => {
    if (reasons.value !== model.get("reasons")) reasons.value = model.get("reasons");
    showCount();
  };
  return { root, update };
}

/** @type {(model: Model, prefix: string) => { root: HTMLElement, update: () => void }} */
function predictionsField(model, prefix) {
  const include = html("input", { type: "checkbox", id: `${prefix}-include` });
  const words = html("label", { for: include.id });
  const list = html("ul");
  const root = html("div", { class: "lp-predictions" }, html("div", { class: "lp-check" }, include, words),
    html("details", {}, html("summary", {}, "Which ones"), list));
  include.addEventListener("change", () => send(model, "with_predictions", include.checked));
  const update = () => {
    /** @type {{ question: string, answer: unknown }[]} */
    const rows = model.get("predictions");
    root.hidden = rows.length === 0;
    include.checked = model.get("with_predictions");
    words.textContent = `Put my predictions from the chapters into the record (${rows.length} kept on this computer)`;
    list.replaceChildren(...rows.map(({ question, answer }) => html("li", {}, question, " ", html("b", {}, String(answer)))));
  };
  return { root, update };
}

/** @type {(model: Model, prefix: string) => FormPart} */
function wordsPart(model, prefix) {
  const expected = expectedField(model);
  const reasons = reasonsField(model, prefix);
  const predictions = predictionsField(model, prefix);
  const root = section("What I expect, and why",
    labelled(prefix, "expected", "Runs I expect to be born global, of 100", expected.input,
      "A whole number from 0 to 100. Left empty, it stays out of the record."),
    expected.wrong, reasons.root, predictions.root);
  const update = () => {
    for (const field of [expected, reasons, predictions]) field.update();
  };
  return { root, update, names: ["expected", "reasons", "with_predictions", "predictions"] };
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
