// Real form controls: one form to add a tie, one to see and change everything about a tie.

import { html } from "./dom.js";
import { tieOf } from "./design.js";
import { kindOf, nameOf, share } from "./words.js";

let count = 0; // for ids that tie a label to its input

export function field(name, text, input, hint) {
  count += 1;
  input.id = `lp-field-${count}`;
  input.name = name;
  const note = hint ? html("span", { class: "lp-hint", id: `${input.id}-hint` }, hint) : null;
  if (note) input.setAttribute("aria-describedby", note.id);
  return html("div", { class: "lp-field" }, html("label", { for: input.id }, text), input, note);
}

// A number as typed, or the text itself, so that Python can say what is wrong with it.
export function typed(input) {
  const text = input.value.trim().replace(",", ".");
  if (text === "") return null;
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

export function alertBox() {
  const box = html("p", { class: "lp-alert", role: "alert", hidden: true });
  box.show = (text) => {
    box.hidden = !text;
    box.textContent = text ?? "";
  };
  return box;
}

function numberInput(value, mode) {
  return html("input", { type: "text", inputmode: mode, autocomplete: "off", value: value ?? "", size: 5 });
}

function regionSelect(app, chosen) {
  const select = html("select");
  for (const [key, label] of app.regions) {
    if (key !== "home") select.append(html("option", { value: key, selected: key === chosen }, label));
  }
  return select;
}

export function addForm(app, close) {
  const alert = alertBox();
  const cards = [...app.kinds.values()].map((kind, index) => card(app, kind, index === 0));
  const details = html("div", { class: "lp-details" });
  const effort = numberInput(share(app.room()), "decimal");
  const start = numberInput(app.quarter, "numeric");
  const region = regionSelect(app);
  const chosen = () => app.kinds.get(form.elements.kind.value);
  const refresh = () => {
    details.replaceChildren(
      html("p", { class: "lp-summary" }, chosen().summary),
      ...(chosen().has_region ? [field("region", "Where", region)] : []),
      html("div", { class: "lp-row" }, field("effort", "Effort, 0 to 1", effort), field("start", "From quarter", start)),
    );
  };
  const submit = async (event) => {
    event.preventDefault();
    const place = chosen().has_region ? region.value : null;
    const reply = await app.actions.add(chosen(), { region: place, effort: typed(effort), start: typed(start) });
    if (reply.type === "refused") alert.show(reply.message);
    else close(true);
  };
  const form = html(
    "form",
    { class: "lp-form lp-add", "aria-label": "Add a tie", novalidate: true, onsubmit: submit },
    html("h4", {}, "Add a tie"),
    html("fieldset", {}, html("legend", {}, "Kind of tie"), ...cards),
    details,
    alert,
    html(
      "div",
      { class: "lp-row" },
      html("button", { type: "submit", class: "lp-primary" }, "Add"),
      html("button", { type: "button", onclick: () => close(false) }, "Cancel"),
    ),
  );
  form.addEventListener("change", (event) => event.target.name === "kind" && refresh());
  form.addEventListener("keydown", (event) => event.key === "Escape" && close(false));
  form.focusFirst = () => form.querySelector("input:checked").focus();
  refresh();
  return form;
}

function card(app, kind, checked) {
  const input = html("input", { type: "radio", name: "kind", value: kind.key, checked });
  return html("label", { class: `lp-card lp-${kind.channel}` }, input, app.glyph(kind), html("span", {}, kind.label));
}

export function tieForm(app, id) {
  const tie = tieOf(app.design, id);
  const kind = kindOf(app, tie);
  const alert = alertBox();
  const inputs = {
    label: html("input", { type: "text", maxlength: 80, autocomplete: "off", placeholder: kind.label }),
    region: kind.has_region ? regionSelect(app, tie.region) : null,
    effort: numberInput("", "decimal"),
    start: numberInput("", "numeric"),
    end: numberInput("", "numeric"),
  };
  inputs.end.placeholder = "open";
  const commit = async (name) => {
    const input = inputs[name];
    const value = name === "label" || name === "region" ? input.value : typed(input);
    const reply = await app.actions.change(id, { [name]: value });
    const refused = reply.type === "refused";
    alert.show(refused ? reply.message : "");
    input.setAttribute("aria-invalid", refused ? "true" : "false");
    form.dataset.kept = refused ? name : "";
  };
  for (const [name, input] of Object.entries(inputs)) input?.addEventListener("change", () => commit(name));
  const later = html("div", { class: "lp-later" });
  const friends = html("div", { class: "lp-friends" });
  const heading = html("h4");
  const form = html(
    "form",
    { class: "lp-form", novalidate: true, onsubmit: (event) => event.preventDefault() },
    heading,
    html("p", { class: "lp-summary" }, kind.summary),
    alert,
    field("label", "What you call it", inputs.label),
    inputs.region && field("region", "Where", inputs.region),
    html(
      "div",
      { class: "lp-row" },
      field("effort", "Effort at first", inputs.effort),
      field("start", "From quarter", inputs.start),
      field("end", "To (or open)", inputs.end),
    ),
    later,
    friends,
  );
  form.update = () => {
    const now = tieOf(app.design, id);
    if (!now) return;
    form.setAttribute("aria-label", `All about ${nameOf(app, now)}`);
    heading.textContent = nameOf(app, now);
    for (const [name, input] of Object.entries(inputs)) {
      const held = input === form.getRootNode().activeElement || form.dataset.kept === name;
      if (input && !held) input.value = name === "effort" ? share(now.effort) : (now[name] ?? "");
    }
    later.replaceChildren(...changeRows(app, now, alert));
    friends.replaceChildren(...friendRows(app, now, alert));
  };
  form.update();
  return form;
}

// Later changes of effort: each with a way to take it back, and one line to add another.
function changeRows(app, tie, alert) {
  const save = async (changes) => {
    const sorted = [...changes].sort((a, b) => a.quarter - b.quarter);
    const reply = await app.actions.change(tie.id, { changes: sorted });
    alert.show(reply.type === "refused" ? reply.message : "");
  };
  const rows = tie.changes.map((change) =>
    html(
      "li",
      {},
      `from quarter ${change.quarter}: ${share(change.effort)} `,
      html(
        "button",
        {
          type: "button",
          class: "lp-cut",
          "aria-label": `Take back the change in quarter ${change.quarter}`,
          onclick: () => save(tie.changes.filter((other) => other !== change)),
        },
        "✕",
      ),
    ),
  );
  const quarter = numberInput("", "numeric");
  const effort = numberInput("", "decimal");
  const add = () => save([...tie.changes, { quarter: typed(quarter), effort: typed(effort) }]);
  return [
    html("h5", {}, "Later changes of effort"),
    rows.length ? html("ul", {}, ...rows) : null,
    html(
      "div",
      { class: "lp-row" },
      field("change-quarter", "In quarter", quarter),
      field("change-effort", "Effort", effort),
      html("button", { type: "button", onclick: add }, "Change"),
    ),
  ].filter(Boolean);
}

function friendRows(app, tie, alert) {
  const others = app.design.ties.filter((other) => other.id !== tie.id);
  if (!others.length) return [];
  const known = new Set(app.design.links.filter((link) => link.includes(tie.id)).flat());
  const toggle = async (id) => {
    const reply = await app.actions.toggleLink(tie.id, id);
    alert.show(reply.type === "refused" ? reply.message : "");
  };
  const chips = others
    .filter((other) => known.has(other.id))
    .map((other) =>
      html(
        "li",
        {},
        `${nameOf(app, other)} `,
        html(
          "button",
          {
            type: "button",
            class: "lp-cut",
            "aria-label": `Disconnect from ${nameOf(app, other)}`,
            onclick: () => toggle(other.id),
          },
          "✕",
        ),
      ),
    );
  const strangers = others.filter((other) => !known.has(other.id));
  const select = html("select", {}, ...strangers.map((other) => html("option", { value: other.id }, nameOf(app, other))));
  return [
    html("h5", {}, "Knows"),
    chips.length ? html("ul", {}, ...chips) : null,
    strangers.length
      ? html(
          "div",
          { class: "lp-row" },
          field("connect", "Another contact", select),
          html("button", { type: "button", onclick: () => toggle(select.value) }, "Connect"),
        )
      : null,
  ].filter(Boolean);
}

