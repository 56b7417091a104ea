// @ts-check
// The board of a league: a tab for each round and one for the standing, rules, and what is saved.
// Python judges; the page carries texts there, and shows what comes back as text.

import { focusedBeside, html, keepKeys } from "../parts/dom.js";
import { followTheme } from "../parts/theme.js";
import { button, labelled, statusLine } from "../parts/fieldset.js";
import { follow, send } from "../parts/model.js";
import { saveText } from "../parts/take_away.js";
import { roundTable, standingTable } from "./league_tables.js";

/** @import { FormPart, LeagueRound, LeagueTotal, Model, RenderProps } from "../types.d.ts" */

const LARGEST_FILE = 1_000_000; // bytes of a file that can be a league
const STANDING = -1;
let boards = 0; // for ids that tie tabs and labels to what they name

/** @type {(place: RenderProps) => () => void} */
export function render({ model, el }) {
  const prefix = `lp-league-${++boards}`;
  const parts = [tabsPart(model, prefix), rulesPart(model, prefix), filesPart(model, prefix)];
  const root = html("div", { class: "lp-league" }, ...parts.map((part) => part.root));
  keepKeys(root);
  el.append(root);
  const stops = [followTheme(root), ...parts.map((part) => follow(model, part.names, part.update))];
  return () => {
    for (const stop of stops) stop();
  };
}

// --- rounds and standing -------------------------------------------------------------------------

/** @type {(model: Model, prefix: string) => FormPart} */
function tabsPart(model, prefix) {
  const list = html("div", { class: "lp-tabs", role: "tablist", "aria-label": "Rounds of the league" });
  const add = button("Next round", () => model.send({ type: "add" }));
  const panel = html("div", { class: "lp-panel", role: "tabpanel", id: `${prefix}-panel`, tabindex: "0" });
  const entry = entryPart(model, prefix);
  const table = html("div", { class: "lp-result" });
  panel.append(entry.root, table);
  const root = html("div", {}, html("div", { class: "lp-row" }, list, add), panel);
  list.addEventListener("keydown", (event) => moveTab(model, list, event));
  const update = () => {
    const shown = model.get("shown");
    const held = focusedBeside(list)?.getAttribute("role") === "tab";
    const numbers = [...model.get("texts").keys(), STANDING];
    list.replaceChildren(...numbers.map((number) => tab(model, prefix, number, number === shown)));
    const chosen = /** @type {HTMLElement} */ (list.querySelector('[aria-selected="true"]'));
    if (held) chosen.focus();
    panel.setAttribute("aria-labelledby", chosen.id);
    add.disabled = model.get("texts").length >= model.get("choices").most_rounds;
    entry.root.hidden = shown === STANDING;
    entry.update();
    table.replaceChildren(...(shown === STANDING ? standing(model) : round(model, shown)));
  };
  return { root, update, names: ["shown", "texts", "shown_rounds", "standing", "settings", "handled"] };
}

/** @type {(model: Model, prefix: string, number: number, chosen: boolean) => HTMLElement} */
function tab(model, prefix, number, chosen) {
  const words = number === STANDING ? "Standing" : `Round ${number + 1}`;
  return html("button", {
    type: "button", role: "tab", id: `${prefix}-tab-${number === STANDING ? "standing" : number}`,
    "aria-selected": String(chosen), "aria-controls": `${prefix}-panel`, tabindex: chosen ? "0" : "-1",
    onclick: () => send(model, "shown", number),
  }, words);
}

/** @type {(model: Model, list: HTMLElement, event: KeyboardEvent) => void} */
function moveTab(model, list, event) {
  const last = model.get("texts").length; // the place of the standing
  const now = model.get("shown") === STANDING ? last : model.get("shown");
  const steps = /** @type {Record<string, number>} */ ({ ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: last });
  if (!(event.key in steps)) return;
  event.preventDefault();
  const next = (steps[event.key] + last + 1) % (last + 1);
  send(model, "shown", next === last ? STANDING : next);
  /** @type {HTMLElement | null} */ (list.querySelector('[aria-selected="true"]'))?.focus();
}

/** @type {(model: Model, number: number) => HTMLElement[]} */
function round(model, number) {
  /** @type {LeagueRound} */
  const one = model.get("shown_rounds")[number];
  const goal = new Map(model.get("choices").goal).get(model.get("settings").goal);
  const remarks = one.remarks.length > 0
    ? [html("ul", { class: "lp-remarks", "aria-label": "Remarks on what was handed in" }, ...one.remarks.map((words) => html("li", {}, words)))]
    : [];
  if (one.rows.length === 0) return [...remarks, html("p", { class: "lp-hint" }, `No designs yet. This round is judged on luck ${one.seed}.`)];
  return [
    ...remarks,
    roundTable(one, `Round ${number + 1}, luck ${one.seed}`, String(goal)),
    ...[one.verdict, one.of_luck].filter(Boolean).map((words) => html("p", { class: "lp-verdict" }, words)),
  ];
}

/** @type {(model: Model) => HTMLElement[]} */
function standing(model) {
  /** @type {LeagueTotal[]} */
  const rows = model.get("standing");
  if (rows.length === 0) return [html("p", { class: "lp-hint" }, "No team has handed in a design yet.")];
  return [standingTable(rows, model.get("texts").length)];
}

// --- the codes of a round ------------------------------------------------------------------------

/** @type {(model: Model, prefix: string) => { root: HTMLElement, update: () => void }} */
function entryPart(model, prefix) {
  const field = html("textarea", { rows: 6, spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  const status = html("p", { class: "lp-status", role: "status" });
  const summary = html("summary", {});
  let shown = -2; // the round whose text is in the field
  const handIn = () => {
    if (field.value === model.get("texts")[shown]) return;
    status.textContent = "Judging …";
    model.send({ type: "hand in", number: shown, text: field.value });
  };
  field.addEventListener("change", handIn);
  const root = html("details", { class: "lp-entry" }, summary,
    labelled(prefix, "codes", "One line for each team, its name, a colon, and its code or link", field,
      "A slip of paper can be typed in as well: Herons: trade fair close 20% 1-12; search 5%. Write absent for a team that is not there."),
    html("div", { class: "lp-row" }, button("Judge the round", handIn, "lp-primary"), status));
  const update = () => {
    const now = model.get("shown");
    if (now === STANDING) return;
    const text = model.get("texts")[now] ?? "";
    if (now !== shown) root.open = model.get("shown_rounds")[now].rows.length === 0;
    if (now !== shown || field !== focusedBeside(field)) field.value = text;
    shown = now;
    summary.textContent = `Designs of round ${now + 1}`;
    status.textContent = "";
  };
  return { root, update };
}

// --- the rules -----------------------------------------------------------------------------------

/** @type {(pairs: [key: string, words: string][]) => HTMLSelectElement} */
function select(pairs) {
  return html("select", {}, ...pairs.map(([key, words]) => html("option", { value: key }, words)));
}

/** @type {(model: Model, prefix: string) => FormPart} */
function rulesPart(model, prefix) {
  const number = () => html("input", { type: "text", inputmode: "numeric", autocomplete: "off", size: 6 });
  const choices = model.get("choices");
  const fields = {
    goal: select(choices.goal), budget: number(), luck: number(), set_design: select(choices.set_design),
    base: html("input", { type: "text", autocomplete: "off", spellcheck: "false" }),
  };
  const renew = html("input", { type: "checkbox", id: `${prefix}-renew` });
  const refused = statusLine("alert", "lp-alert");
  /** @type {(name: string, value: unknown) => void} */
  const rule = (name, value) => model.send({ type: "rule", name, value });
  for (const [name, field] of Object.entries(fields)) {
    const whole = name === "budget" || name === "luck";
    field.addEventListener("change", () => {
      const typed = field.value.trim();
      rule(name, whole && /^\d{1,16}$/.test(typed) ? Number(typed) : typed);
    });
  }
  renew.addEventListener("change", () => rule("new_luck", renew.checked));
  const root = html("details", { class: "lp-rules" }, html("summary", {}, "Rules of this league"),
    labelled(prefix, "goal", "What is ranked", fields.goal),
    labelled(prefix, "budget", "Changes allowed between two rounds", fields.budget, `A whole number from 0 to ${choices.most_budget}.`),
    labelled(prefix, "luck", "Luck (seed) of round 1", fields.luck),
    html("div", { class: "lp-check" }, renew, html("label", { for: renew.id }, "Another luck each round: the next number")),
    labelled(prefix, "set-design", "Set design, for teams that are absent", fields.set_design),
    labelled(prefix, "base", "Firm and founder as in this code or link", fields.base,
      "Of a venture or of a scenario, whose shocks and budget of effort then count as well. Left empty, those of the first design that can be opened."));
  const update = () => {
    const settings = model.get("settings");
    const why = model.get("refused");
    for (const [name, field] of Object.entries(fields)) {
      if (!why) field.value = String(settings[name]);
    }
    renew.checked = settings.new_luck;
    refused.say(why && `Not done: ${why}`);
  };
  return { root: html("div", {}, root, refused), update, names: ["settings", "refused", "handled"] };
}

// --- files ---------------------------------------------------------------------------------------

/** @type {(model: Model, prefix: string) => FormPart} */
function filesPart(model, prefix) {
  const status = html("p", { class: "lp-status", role: "status" });
  const file = html("input", { type: "file", accept: ".txt,.csv,text/plain,text/csv" });
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE) status.textContent = `“${chosen.name}” was not opened: no league is as large.`;
    else model.send({ type: "open", text: await chosen.text() });
    file.value = ""; // so that the same file can be chosen again
  });
  let sure = false;
  const clear = button("Clear all rounds", () => {
    if (sure) model.send({ type: "clear" });
    sure = !sure;
    clear.textContent = sure ? "Press again to clear all rounds" : "Clear all rounds";
  });
  clear.addEventListener("blur", () => {
    sure = false;
    clear.textContent = "Clear all rounds";
  });
  const save = (/** @type {string} */ kind) => model.send({ type: "save", kind });
  const root = html("div", { class: "lp-files" },
    html("div", { class: "lp-row" }, button("Save the league", () => save("league")),
      button("Save the board as a table", () => save("table")), clear),
    labelled(prefix, "file", "Open a saved league, or a table with round, team and code", file), status);
  let saved = model.get("file").number ?? 0;
  const update = () => {
    const made = model.get("file");
    if ((made.number ?? 0) === saved) return;
    saved = made.number;
    saveText(made.text, made.name, made.type);
    status.textContent = `Saved as ${made.name}, where your browser puts downloads.`;
  };
  return { root, update, names: ["file"] };
}

export default { render };
