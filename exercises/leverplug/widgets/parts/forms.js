// @ts-check
// Real form controls: one form to add a tie, one to see and change everything about a tie.

import { focusedBeside, html } from "./dom.js";
import { areLinked, freeEffort, tieOf } from "./design.js";
import { button, statusLine } from "./fieldset.js";
import { glyphOf } from "./glyphs.js";
import { kindOf, nameOf, share } from "./words.js";

/** @import { AddForm, App, Change, Kind, Reply, StatusLine, Tie, TieForm, TiePart } from "../types.d.ts" */

let count = 0; // for ids that tie a label to its input

/** @type {(name: string, text: string, input: HTMLInputElement | HTMLSelectElement) => HTMLElement} */
function field(name, text, input) {
  count += 1;
  input.id = `lp-field-${count}`;
  input.name = name;
  return html("div", { class: "lp-field" }, html("label", { for: input.id }, text), input);
}

// A number as typed, or the text itself, so that Python can say what is wrong with it.
/** @type {(input: { value: string }) => any} */
function typed(input) {
  const text = input.value.trim().replace(",", ".");
  if (text === "") return null;
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

/** @type {(value: number | string, mode: string) => HTMLInputElement} */
function numberInput(value, mode) {
  return html("input", { type: "text", inputmode: mode, autocomplete: "off", value: value ?? "", size: 5 });
}

/** @type {(app: App, chosen?: string | null) => HTMLSelectElement} */
function regionSelect(app, chosen) {
  const select = html("select");
  for (const [key, label] of app.regions) {
    if (key !== "home") select.append(html("option", { value: key, selected: key === chosen }, label));
  }
  return select;
}

/** @type {(app: App, close: (id: string) => void) => AddForm} */
export function addForm(app, close) {
  const alert = statusLine("alert", "lp-alert");
  const cards = [...app.kinds.values()].map((kind, index) => card(app, kind, index === 0));
  const details = html("div", { class: "lp-details" });
  const effort = numberInput(share(freeEffort(app.planned, app.quarter, app.budget)), "decimal");
  const start = numberInput(app.quarter, "numeric");
  const region = regionSelect(app);
  const chosen = () => {
    const { value } = /** @type {RadioNodeList} */ (form.elements.namedItem("kind"));
    return /** @type {Kind} */ (app.kinds.get(value));
  };
  const refresh = () => {
    details.replaceChildren(
      html("p", { class: "lp-summary" }, chosen().summary),
      ...(chosen().has_region ? [field("region", "Where", region)] : []),
      html("div", { class: "lp-row" }, field("effort", "Effort, 0 to 1", effort), field("start", "From quarter", start)),
    );
  };
  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    const place = chosen().has_region ? region.value : null;
    const reply = await app.actions.add(chosen(), { region: place, effort: typed(effort), start: typed(start) });
    if (reply.type === "refused") alert.say(reply.message);
    else close(reply.id);
  };
  const form = /** @type {AddForm} */ (html(
    "form",
    { class: "lp-form lp-add", "aria-label": "Add a tie", novalidate: true, onsubmit: submit },
    html("p", { class: "lp-title" }, "Add a tie"),
    html("fieldset", {}, html("legend", {}, "Kind of tie"), ...cards),
    details,
    alert,
    html("div", { class: "lp-row" },
      html("button", { type: "submit", class: "lp-primary" }, "Add"), button("Cancel", () => close(""))),
  ));
  form.addEventListener("change", ({ target }) => /** @type {HTMLInputElement} */ (target).name === "kind" && refresh());
  form.addEventListener("keydown", (event) => event.key === "Escape" && close(""));
  form.focusFirst = () => /** @type {HTMLElement} */ (form.querySelector("input:checked")).focus();
  refresh();
  return form;
}

/** @type {(app: App, kind: Kind, checked: boolean) => HTMLElement} */
function card(app, kind, checked) {
  const input = html("input", { type: "radio", name: "kind", value: kind.key, checked });
  return html("label", { class: `lp-card lp-${kind.channel}` }, input, glyphOf(app, kind), html("span", {}, kind.label));
}

/** @type {(app: App, id: string) => TieForm} */
export function tieForm(app, id) {
  const tie = tieOf(app.design, id);
  const kind = kindOf(app, tie);
  const alert = statusLine("alert", "lp-alert");
  const inputs = {
    label: html("input", { type: "text", maxlength: 80, autocomplete: "off", placeholder: kind.label }),
    region: kind.has_region ? regionSelect(app, tie.region) : null,
    effort: numberInput("", "decimal"),
    start: numberInput("", "numeric"),
    end: numberInput("", "numeric"),
  };
  inputs.end.placeholder = "open";
  /** @type {(name: string, input: HTMLInputElement | HTMLSelectElement) => Promise<void>} */
  const commit = async (name, input) => {
    const value = name === "label" || name === "region" ? input.value : typed(input);
    const accepted = showReply(alert, await app.actions.change(id, { [name]: value }));
    input.setAttribute("aria-invalid", String(!accepted));
    form.dataset.refused = accepted ? "" : name;
  };
  for (const [name, input] of Object.entries(inputs)) input?.addEventListener("change", () => commit(name, input));
  const later = changesPart(app, id, alert);
  const friends = friendsPart(app, id, alert);
  const heading = html("p", { class: "lp-title" });
  const form = /** @type {TieForm} */ (html(
    "form",
    { class: "lp-form", novalidate: true, onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    heading,
    html("p", { class: "lp-summary" }, kind.summary),
    alert,
    field("label", "What you call it", inputs.label),
    inputs.region && field("region", "Where", inputs.region),
    html("div", { class: "lp-row" }, field("effort", "Effort at first", inputs.effort),
      field("start", "From quarter", inputs.start), field("end", "To (or open)", inputs.end)),
    later.root,
    friends.root,
  ));
  form.update = () => {
    const now = tieOf(app.design, id);
    if (!now) return;
    form.setAttribute("aria-label", `All about ${nameOf(app, now)}`);
    heading.textContent = nameOf(app, now);
    for (const [name, input] of Object.entries(inputs)) {
      const held = input === focusedBeside(form) || form.dataset.refused === name;
      const value = /** @type {Record<string, any>} */ (now)[name];
      if (input && !held) input.value = name === "effort" ? share(value) : (value ?? "");
    }
    later.update(now);
    friends.update(now);
  };
  form.update();
  return form;
}

// Later changes of effort: each with a way to take it back, and one line to add another.
/** @type {(app: App, id: string, alert: StatusLine) => TiePart} */
function changesPart(app, id, alert) {
  /** @param {Change[]} changes */
  const save = async (changes) => {
    const sorted = [...changes].sort((a, b) => a.quarter - b.quarter);
    return showReply(alert, await app.actions.change(id, { changes: sorted }));
  };
  const chips = html("ul");
  const quarter = numberInput("", "numeric");
  const effort = numberInput("", "decimal");
  const add = async () => {
    const changes = [...tieOf(app.design, id).changes, { quarter: typed(quarter), effort: typed(effort) }];
    if (await save(changes)) quarter.value = effort.value = "";
  };
  const fresh = html("div", { class: "lp-row" }, field("change-quarter", "In quarter", quarter),
    field("change-effort", "Effort", effort), button("Change", add));
  const heading = html("p", { class: "lp-subtitle" }, "Later changes of effort");
  const root = html("div", { class: "lp-later" }, heading, chips, fresh);
  /** @type {(tie: Tie, change: Change) => HTMLElement} */
  const chip = (tie, change) => {
    const back = () => save(tie.changes.filter((other) => other !== change));
    const name = `Take back the change in quarter ${change.quarter}`;
    return chipOf(`from quarter ${change.quarter}: ${share(change.effort)}`, name, back);
  };
  /** @param {Tie} tie */
  const update = (tie) => chips.replaceChildren(...tie.changes.map((change) => chip(tie, change)));
  return { root, update };
}

// Who knows whom: the contact's own connections, and a choice of those still to make.
/** @type {(app: App, id: string, alert: StatusLine) => TiePart} */
function friendsPart(app, id, alert) {
  /** @param {string} other */
  const toggle = async (other) => showReply(alert, await app.actions.toggleLink(id, other));
  const chips = html("ul");
  const select = html("select");
  const connect = button("Connect", () => toggle(select.value));
  const choice = html("div", { class: "lp-row" }, field("connect", "Another contact", select), connect);
  const root = html("div", { class: "lp-friends" }, html("p", { class: "lp-subtitle" }, "Knows"), chips, choice);
  let offered = "";
  const update = () => {
    const others = app.design.ties.filter((other) => other.id !== id);
    /** @param {Tie} other */
    const known = (other) => areLinked(app.design, id, other.id);
    const strangers = others.filter((other) => !known(other));
    root.hidden = others.length === 0;
    choice.hidden = strangers.length === 0;
    chips.replaceChildren(...others.filter(known).map((other) => {
      const name = nameOf(app, other);
      return chipOf(name, `Disconnect from ${name}`, () => toggle(other.id));
    }));
    const offer = strangers.map((other) => `${other.id} ${nameOf(app, other)}`).join("\n");
    if (offer === offered) return;
    offered = offer;
    const chosen = select.value;
    select.replaceChildren(...strangers.map((other) => html("option", { value: other.id }, nameOf(app, other))));
    if (strangers.some((other) => other.id === chosen)) select.value = chosen;
  };
  return { root, update };
}

/** @type {(text: string, name: string, act: () => void) => HTMLElement} */
function chipOf(text, name, act) {
  return html("li", {}, `${text} `, html("button", { type: "button", class: "lp-cut", "aria-label": name, onclick: act }, "✕"));
}

/** @type {(alert: StatusLine, reply: Reply) => boolean} */
function showReply(alert, reply) {
  alert.say(reply.type === "refused" ? reply.message : "");
  return reply.type !== "refused";
}
