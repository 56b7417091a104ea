// @ts-check
// The task of a scenario above a lab, and the prediction that uncovers what is hidden.
// Python judges what is sent; everything is shown as text.

import { focusedBeside, html, keepKeys } from "../parts/dom.js";
import { button, labelled, section, statusLine } from "../parts/fieldset.js";
import { follow } from "../parts/model.js";
import { followTheme } from "../parts/theme.js";

/** @import { Model, RenderProps, ScenarioView, StatusLine } from "../types.d.ts" */

const CONFIDENCE = ["a guess", "rather unsure", "rather sure", "certain"];
let panels = 0; // for ids that tie labels to their fields

/** @type {(place: RenderProps) => () => void} */
export function render({ model, el }) {
  const prefix = `lp-scenario-${++panels}`;
  const body = html("div", {});
  const news = html("p", { class: "lp-status", role: "status" });
  const alert = statusLine("alert", "lp-alert");
  const root = html("section", { class: "lp-scenario", "aria-label": "Scenario", tabindex: "-1" }, body, alert, news);
  keepKeys(root);
  el.append(root);
  const stopTheme = followTheme(root);
  const stopView = follow(model, ["view"], () => {
    const focused = body.contains(focusedBeside(root));
    const view = /** @type {ScenarioView} */ (model.get("view"));
    root.hidden = Object.keys(view).length === 0;
    body.replaceChildren(...(view.title ? parts(model, view, prefix, alert) : []));
    news.textContent = view.news ?? heard(view);
    if (focused) root.focus({ preventScroll: true }); // what had the focus is gone
  });
  const stopRefused = follow(model, ["refused"], () => alert.say(model.get("refused")));
  return () => {
    stopTheme();
    stopView();
    stopRefused();
  };
}

/** @type {(model: Model, view: ScenarioView, prefix: string, alert: StatusLine) => HTMLElement[]} */
function parts(model, view, prefix, alert) {
  const over = view.team ? `Scenario for ${view.team}` : "Scenario";
  return [
    html("p", { class: "lp-over" }, over),
    html("p", { class: "lp-title" }, view.title),
    ...(view.task ? [html("p", { class: "lp-task" }, view.task)] : []),
    html("ul", { class: "lp-rules" }, ...[...settings(view), ...view.rules].map((words) => html("li", {}, words))),
    ...(view.question ? [question(model, view, prefix, alert)] : []),
    html("div", { class: "lp-row" }, button("Leave the scenario", () => model.send({ type: "leave" }))),
  ];
}

// What is set, in two sentences: what cannot be moved, and what only begins so.
/** @type {(view: ScenarioView) => string[]} */
function settings({ rows }) {
  const locked = rows.filter(([, , isLocked]) => isLocked);
  const begun = rows.filter(([, , isLocked]) => !isLocked);
  const named = (/** @type {typeof rows} */ some) => some.map(([name, value]) => `${name}: ${value}`).join("; ");
  return [
    ...(locked.length ? [`Fixed for this scenario, so these controls do not move: ${named(locked)}.`] : []),
    ...(begun.length ? [`You begin with, and may change: ${named(begun)}.`] : []),
  ];
}

/** @type {(view: ScenarioView) => string} */
function heard({ answers }) {
  if (answers?.second !== undefined) return "Your second answer is kept.";
  return answers?.prediction === undefined ? "" : "Your prediction is kept.";
}

// --- the prediction -----------------------------------------------------------------------------

/** @type {(model: Model, view: ScenarioView, prefix: string, alert: StatusLine) => HTMLElement} */
function question(model, view, prefix, alert) {
  const { answers } = view;
  if (answers.prediction === undefined) return section("Predict", ...first(model, view, prefix, alert));
  const sure = answers.confidence ? ` (${CONFIDENCE[answers.confidence - 1]})` : "";
  const kept = [
    html("p", {}, view.question),
    html("p", {}, "You predicted: ", html("b", {}, shown(view, answers.prediction)), sure),
  ];
  if (answers.second !== undefined) {
    kept.push(html("p", {}, "Now you say: ", html("b", {}, shown(view, answers.second)), `. ${answers.why ?? ""}`));
  }
  const words = answers.second === undefined ? "Answer again, now that you have seen it" : "Answer once more";
  const again = html("details", {}, html("summary", {}, words), ...second(model, view, prefix, alert));
  return section("Your prediction", ...kept, again);
}

/** @type {(view: ScenarioView, answer: number | string) => string} */
function shown({ kind }, answer) {
  return kind === "share" ? `${answer} of 100` : String(answer);
}

/** @type {(model: Model, view: ScenarioView, prefix: string, alert: StatusLine) => HTMLElement[]} */
function first(model, view, prefix, alert) {
  const field = answerField(view);
  const steps = CONFIDENCE.map((words, index) => {
    const id = `${prefix}-sure-${index + 1}`;
    return html("span", { class: "lp-step" },
      html("input", { type: "radio", name: `${prefix}-sure`, id, value: index + 1 }), html("label", { for: id }, words));
  });
  const sure = html("fieldset", { class: "lp-steps" }, html("legend", {}, "How sure are you?"), ...steps);
  const keep = () => {
    const typed = read(view, field, alert);
    if (typed === null) return;
    const chosen = /** @type {HTMLInputElement | null} */ (sure.querySelector("input:checked"));
    model.send({ type: "keep", prediction: typed, confidence: chosen ? Number(chosen.value) : null });
  };
  return [
    labelled(prefix, "prediction", view.question, field, hint(view)), sure,
    html("div", { class: "lp-row" }, button("Keep my prediction", keep, "lp-primary")),
  ];
}

/** @type {(model: Model, view: ScenarioView, prefix: string, alert: StatusLine) => HTMLElement[]} */
function second(model, view, prefix, alert) {
  const field = answerField(view);
  const why = html("input", { type: "text", maxlength: view.longest_why, autocomplete: "off", class: "lp-wide" });
  const send = () => {
    const typed = read(view, field, alert);
    if (typed === null) return;
    if (why.value.trim()) model.send({ type: "again", second: typed, why: why.value });
    else alert.say("Say in a sentence why, too.");
  };
  return [
    labelled(prefix, "second", "My answer now", field, hint(view)),
    labelled(prefix, "why", "Why, in one sentence", why),
    html("div", { class: "lp-row" }, button("Answer again", send)),
  ];
}

/** @type {(view: ScenarioView) => HTMLInputElement} */
function answerField({ kind, longest }) {
  const look = kind === "share" ? { inputmode: "numeric", size: 4, maxlength: 4 } : { maxlength: longest, class: "lp-wide" };
  return html("input", { type: "text", autocomplete: "off", ...look });
}

/** @type {(view: ScenarioView) => string} */
function hint({ kind }) {
  return kind === "share" ? "A whole number from 0 to 100." : "A few words.";
}

// What was typed, as Python takes it; null, and said why, if it is no answer.
/** @type {(view: ScenarioView, field: HTMLInputElement, alert: StatusLine) => number | string | null} */
function read({ kind }, field, alert) {
  const typed = field.value.trim();
  const fits = kind === "share" ? /^\d{1,3}$/.test(typed) && Number(typed) <= 100 : typed !== "";
  field.setAttribute("aria-invalid", String(!fits));
  const wanted = kind === "share" ? "Give a whole number from 0 to 100." : "Say in a few words what you expect.";
  alert.say(fits ? "" : wanted);
  if (!fits) {
    field.focus();
    return null;
  }
  return kind === "share" ? Number(typed) : typed;
}

export default { render };
