// @ts-check
// Parts of a form of real controls: a section, a control with its name, a line that speaks, a button.

import { html } from "./dom.js";

/** @import { StatusLine } from "../types.d.ts" */

/** @type {(title: string, ...children: HTMLElement[]) => HTMLElement} */
export function section(title, ...children) {
  return html("fieldset", {}, html("legend", {}, title), ...children);
}

/** @type {(prefix: string, name: string, words: string, control: HTMLElement, hint?: string) => HTMLElement} */
export function labelled(prefix, name, words, control, hint) {
  control.id = `${prefix}-${name}`;
  const note = hint ? html("p", { class: "lp-hint", id: `${control.id}-hint` }, hint) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  return html("div", { class: "lp-field" }, html("label", { for: control.id }, words), control, note);
}

/** @type {(role: string, name: string) => StatusLine} */
export function statusLine(role, name) {
  const line = html("p", { class: name, role, hidden: true });
  /** @param {string} [words] */
  const say = (words) => {
    line.textContent = words ?? "";
    line.hidden = !words;
  };
  return Object.assign(line, { say });
}

/** @type {(words: string, press: () => void, name?: string) => HTMLButtonElement} */
export function button(words, press, name) {
  return html("button", { type: "button", class: name, onclick: press }, words);
}
