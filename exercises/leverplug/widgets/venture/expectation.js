// @ts-check
// What the learner says of a design: what was expected, how sure, what is answered later, and why.

import { html } from "../parts/dom.js";
import { labelled, statusLine } from "../parts/fieldset.js";
import { send } from "../parts/model.js";

/** @import { Model, StatusLine } from "../types.d.ts" */

/** @type {(model: Model, name: string) => { input: HTMLInputElement, wrong: StatusLine, update: () => void }} */
export function countField(model, name) {
  const input = html("input", { type: "text", inputmode: "numeric", autocomplete: "off", size: 4, maxlength: 6 });
  const wrong = statusLine("alert", "lp-alert");
  const expect = () => {
    const typed = input.value.trim();
    const fits = typed === "" || (/^\d{1,3}$/.test(typed) && Number(typed) <= 100);
    input.setAttribute("aria-invalid", String(!fits));
    wrong.say(fits ? "" : `“${typed}” is not in the record: give a whole number from 0 to 100.`);
    send(model, name, fits && typed !== "" ? Number(typed) : null);
  };
  input.addEventListener("change", expect);
  input.addEventListener("input", () => /^\d{0,3}$/.test(input.value.trim()) && expect());
  const update = () => {
    const number = model.get(name);
    const invalid = input.getAttribute("aria-invalid") === "true";
    if ((invalid && number === null) || input.value.trim() === String(number ?? "")) return;
    input.value = number ?? "";
    input.setAttribute("aria-invalid", "false");
    wrong.say("");
  };
  return { input, wrong, update };
}

// How sure the learner was: steps to choose from, and none until one is chosen.
/** @type {(model: Model, prefix: string) => { root: HTMLElement, update: () => void }} */
export function sureField(model, prefix) {
  /** @type {string[]} */
  const steps = model.get("steps");
  const radios = steps.map((_, place) => {
    const radio = html("input", { type: "radio", name: `${prefix}-sure`, id: `${prefix}-sure-${place + 1}` });
    radio.addEventListener("change", () => send(model, "sure", place + 1));
    return radio;
  });
  const choices = radios.map((radio, place) =>
    html("span", { class: "lp-step" }, radio, html("label", { for: radio.id }, steps[place])));
  const root = html("div", { class: "lp-field", role: "radiogroup", "aria-labelledby": `${prefix}-sure` },
    html("span", { class: "lp-name", id: `${prefix}-sure` }, "How sure I was"), html("div", { class: "lp-row" }, ...choices));
  const update = () => {
    for (const [place, radio] of radios.entries()) radio.checked = model.get("sure") === place + 1;
    root.hidden = model.get("expected") === null;
  };
  return { root, update };
}

// What the learner answers once the runs have been seen, and why.
/** @type {(model: Model, prefix: string) => { root: HTMLElement, update: () => void }} */
export function againField(model, prefix) {
  const second = countField(model, "second");
  const why = html("input", { type: "text", autocomplete: "off", maxlength: model.get("longest").why });
  why.addEventListener("input", () => send(model, "why", why.value));
  const root = html("details", {}, html("summary", {}, "Answer again, now that you have seen the runs"),
    labelled(prefix, "second", "Runs I would expect of a design like it now, of 100", second.input,
      "Your first answer stays in the record beside it."),
    second.wrong, labelled(prefix, "why", "Why, in one sentence", why));
  const update = () => {
    second.update();
    if (why.value !== model.get("why")) why.value = model.get("why");
    root.hidden = model.get("expected") === null;
    if (model.get("second") !== null || model.get("why")) root.open = true;
  };
  return { root, update };
}

/** @type {(model: Model, prefix: string) => { root: HTMLElement, update: () => void }} */
export function reasonsField(model, prefix) {
  const reasons = html("textarea", { rows: 7 });
  const count = html("p", { class: "lp-hint", id: `${prefix}-count` });
  const showCount = () => {
    const [used, most] = [[...reasons.value].length, model.get("longest").reasons];
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
