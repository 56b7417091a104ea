// @ts-check
// What a learner hands in: words typed here, the record to take away, and a record to open.
// Python makes and reads records; the page only carries texts, and shows them as text.

import { html } from "../parts/dom.js";
import { followTheme } from "../parts/theme.js";
import { copyText, fileName, saveText } from "../parts/take_away.js";

/** @import { FormPart, Model, RenderProps, StatusLine } from "../types.d.ts" */

const MOST = 262_144; // bytes of a file that can be a record
const PATIENCE = 10_000; // milliseconds
let forms = 0; // for ids that tie labels and hints to their fields

/** @type {(place: RenderProps) => () => void} */
export function render({ model, el }) {
  const prefix = `lp-hand-in-${++forms}`;
  const parts = [wordsPart(model, prefix), takePart(model, prefix), openPart(model, prefix)];
  const root = html("div", { class: "lp-hand-in" }, ...parts.map((part) => part.root));
  // Keys pressed in a field that shows but takes no text would be commands to a notebook.
  root.addEventListener("focusin", ({ target }) => {
    /** @type {Element} */ (target).setAttribute("data-lm-suppress-shortcuts", "true");
  });
  el.append(root);
  const stops = parts.map((part) => follow(model, part.names, part.update));
  stops.push(followTheme(root));
  return () => {
    for (const stop of stops) stop();
  };
}

/** @type {(model: Model, names: string[], update: () => void) => () => void} */
function follow(model, names, update) {
  const events = names.map((name) => `change:${name}`).join(" ");
  model.on(events, update);
  update();
  return () => model.off(events, update);
}

/** @type {(model: Model, name: string, value: unknown) => void} */
function send(model, name, value) {
  model.set(name, value);
  model.save_changes();
}

// Until the record holds what was changed last, here or in the lab: Python answers in order.
/** @type {(model: Model) => Promise<void>} */
function newest(model) {
  const number = model.get("taken") + 1;
  return new Promise((done) => {
    const look = () => model.get("taken") === number && stop();
    const stop = () => {
      clearTimeout(timer);
      model.off("change:taken", look);
      done();
    };
    const timer = setTimeout(stop, PATIENCE); // Python is gone: what is there will do
    model.on("change:taken", look);
    model.send({ type: "take", number });
  });
}

/** @type {(title: string, ...children: HTMLElement[]) => HTMLElement} */
function section(title, ...children) {
  return html("fieldset", {}, html("legend", {}, title), ...children);
}

/** @type {(prefix: string, name: string, words: string, control: HTMLElement, hint?: string) => HTMLElement} */
function labelled(prefix, name, words, control, hint) {
  control.id = `${prefix}-${name}`;
  const note = hint ? html("p", { class: "lp-hint", id: `${control.id}-hint` }, hint) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  return html("div", { class: "lp-field" }, html("label", { for: control.id }, words), control, note);
}

/** @type {(role: string, name: string) => StatusLine} */
function statusLine(role, name) {
  const line = html("p", { class: name, role, hidden: true });
  /** @param {string} [words] */
  const say = (words) => {
    line.textContent = words ?? "";
    line.hidden = !words;
  };
  return Object.assign(line, { say });
}

/** @type {(words: string, press: () => void, name?: string) => HTMLButtonElement} */
function button(words, press, name) {
  return html("button", { type: "button", class: name, onclick: press }, words);
}

// --- what the learner says -----------------------------------------------------------------------

/** @type {(model: Model, prefix: string) => FormPart} */
function wordsPart(model, prefix) {
  const expected = html("input", { type: "text", inputmode: "numeric", autocomplete: "off", size: 4, maxlength: 6 });
  const wrong = statusLine("alert", "lp-alert");
  const reasons = html("textarea", { rows: 7 });
  const count = html("p", { class: "lp-hint", id: `${prefix}-count` });
  const include = html("input", { type: "checkbox", id: `${prefix}-include` });
  const includeWords = html("label", { for: include.id });
  const list = html("ul");
  const predictions = html("div", { class: "lp-predictions" }, html("div", { class: "lp-check" }, include, includeWords),
    html("details", {}, html("summary", {}, "Which ones"), list));

  const expect = () => {
    const typed = expected.value.trim();
    const fits = typed === "" || (/^\d{1,3}$/.test(typed) && Number(typed) <= 100);
    expected.setAttribute("aria-invalid", String(!fits));
    wrong.say(fits ? "" : `“${typed}” is not in the record: give a whole number from 0 to 100.`);
    send(model, "expected", fits && typed !== "" ? Number(typed) : null);
  };
  expected.addEventListener("change", expect);
  expected.addEventListener("input", () => /^\d{0,3}$/.test(expected.value.trim()) && expect());
  reasons.addEventListener("input", () => {
    send(model, "reasons", reasons.value);
    counted();
  });
  include.addEventListener("change", () => send(model, "with_predictions", include.checked));
  const counted = () => {
    const [used, most] = [[...reasons.value].length, model.get("longest")];
    count.textContent = `${used.toLocaleString("en-GB")} of ${most.toLocaleString("en-GB")} characters`;
    count.classList.toggle("lp-over", used > most);
  };

  const update = () => {
    const number = model.get("expected");
    const invalid = expected.getAttribute("aria-invalid") === "true";
    if (!(invalid && number === null) && expected.value.trim() !== String(number ?? "")) {
      expected.value = number ?? "";
      expected.setAttribute("aria-invalid", "false");
      wrong.say("");
    }
    if (reasons.value !== model.get("reasons")) reasons.value = model.get("reasons");
    counted();
    /** @type {{ question: string, answer: unknown }[]} */
    const rows = model.get("predictions");
    predictions.hidden = rows.length === 0;
    include.checked = model.get("with_predictions");
    includeWords.textContent = `Put my predictions from the chapters into the record (${rows.length} kept on this computer)`;
    list.replaceChildren(...rows.map(({ question, answer }) => html("li", {}, question, " ", html("b", {}, String(answer)))));
  };

  const label = "Runs I expect to be born global, of 100";
  const why = labelled(prefix, "reasons", "My reasons", reasons,
    "What you chose and what you chose against, what luck did, and the weakest point of your design.");
  reasons.setAttribute("aria-describedby", `${prefix}-reasons-hint ${count.id}`);
  why.append(count);
  const root = section("What I expect, and why",
    labelled(prefix, "expected", label, expected, "A whole number from 0 to 100. Left empty, it stays out of the record."),
    wrong, why, predictions);
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

  /** @type {(what: string, words: string, shown: HTMLInputElement | HTMLTextAreaElement) => Promise<void>} */
  const copy = async (what, words, shown) => {
    if (await copyText(words)) {
      status.textContent = `${what} copied.`;
      return;
    }
    whole.open = true;
    shown.value = words;
    shown.focus();
    shown.select();
    status.textContent = "This browser lets no page copy: the text is selected below, press Ctrl+C (on a Mac ⌘C).";
  };
  const save = async () => {
    await newest(model);
    if (model.get("trouble")) return;
    const file = fileName(model.get("name"));
    saveText(model.get("whole"), file);
    status.textContent = `Saved as ${file}, where your browser puts downloads.`;
  };
  const link = () => {
    const page = new URL(globalThis.location.href);
    page.search = `?v=${model.get("code")}`;
    page.hash = "";
    return page.href;
  };
  const linkButton = button("Copy link to my design", () => copy("Link", link(), code));
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

/** @type {(model: Model, prefix: string) => FormPart} */
function openPart(model, prefix) {
  const file = html("input", { type: "file", accept: ".json,.txt,application/json,text/plain" });
  const pasted = html("textarea", { rows: 3, spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  const refused = statusLine("alert", "lp-alert");
  const says = html("p", { class: "lp-status", role: "status" });
  const words = html("dl", { class: "lp-words" });
  const adopt = button("Put its expectation and reasons into my fields", () => model.send({ type: "adopt" }));
  const contents = html("div", { hidden: true }, words, adopt);
  /** @type {HTMLElement | null} */
  let from = null; // the field that was used last, to mark it if it is refused

  /** @param {string} why */
  const refuse = (why) => {
    refused.say(why);
    for (const field of [file, pasted]) field.setAttribute("aria-invalid", String(Boolean(why) && field === from));
  };
  /** @type {(text: string, field: HTMLElement) => void} */
  const open = (text, field) => {
    from = field;
    refuse("");
    says.textContent = "Opening …";
    model.send({ type: "open", text });
  };
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    from = file;
    if (chosen.size > MOST) {
      says.textContent = "";
      refuse(`“${chosen.name}” was not opened: it has ${chosen.size.toLocaleString("en-GB")} bytes, and no record has as many.`);
    } else {
      open(await chosen.text(), file);
    }
    file.value = ""; // so that the same file can be chosen again once it is mended
  });
  const openPasted = () => {
    from = pasted;
    if (pasted.value.trim()) open(pasted.value, pasted);
    else refuse("Paste a link, a code or a hand-in text first.");
  };

  const update = () => {
    const result = model.get("opened");
    refuse(result.refused ?? "");
    says.textContent = result.says ?? "";
    /** @type {[name: string, text: string][]} */
    const pairs = result.words ?? [];
    words.replaceChildren(...pairs.flatMap(([name, text]) => [html("dt", {}, name), html("dd", {}, text)]));
    contents.hidden = pairs.length === 0;
  };
  const root = section("Open a record",
    labelled(prefix, "file", "From a file", file),
    labelled(prefix, "pasted", "Or paste a link, a code or a hand-in text", pasted,
      "The venture goes into the lab above; yours is pinned there first, and what you typed stays."),
    html("div", { class: "lp-row" }, button("Open", openPasted)),
    refused, says, contents);
  return { root, update, names: ["opened"] };
}

export default { render };
