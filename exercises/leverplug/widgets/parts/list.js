// @ts-check
// The same network as a list: every tie a row, every action a button, every number a field.

import { html } from "./dom.js";
import { effortAt, tieOf } from "./design.js";
import { button } from "./fieldset.js";
import { tieForm } from "./forms.js";
import { glyphOf } from "./glyphs.js";
import { channelOf, inNumbers, kindOf, nameOf, regionOf, share, spanOf, statusOf } from "./words.js";

/** @import { App, List, Reply, Tie, TieForm, TiePart } from "../types.d.ts" */

/** @type {(app: App) => List} */
export function createList(app) {
  const root = html("ul", { class: "lp-list", "aria-label": "Ties" });
  /** @type {Map<string, TiePart>} */
  const rows = new Map();
  const draw = () => {
    const ids = app.design.ties.map((tie) => tie.id);
    for (const [id, row] of rows) {
      if (!ids.includes(id)) {
        row.root.remove();
        rows.delete(id);
      }
    }
    for (const tie of app.design.ties) {
      const row = rows.get(tie.id) ?? createRow(app, tie.id, list);
      rows.set(tie.id, row);
      row.update(tie);
      if (root.children[ids.indexOf(tie.id)] !== row.root) root.append(row.root);
    }
    root.dataset.empty = ids.length ? "" : "true";
  };
  /** @param {string} id */
  const focus = (id) => rows.get(id)?.root.querySelector("button")?.focus();
  const list = { root, draw, focus };
  return list;
}

/** @type {(app: App, id: string, list: List) => TiePart} */
function createRow(app, id, list) {
  const name = html("button", { type: "button", class: "lp-name", "aria-expanded": "false" });
  const meta = html("p", { class: "lp-meta" });
  const effort = html("output", { class: "lp-effort" });
  const less = button("−", () => app.actions.feed(id, -1));
  const more = button("+", () => app.actions.feed(id, 1));
  const end = button("", () => endOrReopen(app, id));
  const remove = button("Remove", () => removeRow(app, id, list));
  const body = html("div", { class: "lp-fold", hidden: true });
  const tools = html("div", { class: "lp-row lp-tools" }, less, effort, more, end, remove);
  const root = html("li", { "data-row": id }, html("div", { class: "lp-head" }, name, meta), tools, body);
  /** @type {TieForm | null} */
  let form = null;
  name.addEventListener("click", () => {
    body.hidden = !body.hidden;
    form = body.hidden ? null : tieForm(app, id);
    body.replaceChildren(...(form ? [form] : []));
    name.setAttribute("aria-expanded", String(!body.hidden));
  });
  /** @param {Tie} tie */
  const update = (tie) => {
    const title = nameOf(app, tie);
    name.replaceChildren(glyphOf(app, kindOf(app, tie)), html("span", {}, title));
    meta.textContent = metaOf(app, tie);
    effort.textContent = share(effortAt(tie, app.quarter) || (tie.start > app.quarter ? tie.effort : 0));
    end.textContent = tie.end === null ? "End" : "Reopen";
    const ending = tie.end === null ? `End ${title} with quarter ${app.quarter}` : `Reopen ${title}`;
    less.setAttribute("aria-label", `Less effort for ${title}`);
    more.setAttribute("aria-label", `More effort for ${title}`);
    end.setAttribute("aria-label", ending);
    remove.setAttribute("aria-label", `Remove ${title}`);
    form?.update();
  };
  return { root, update };
}

/** @type {(app: App, tie: Tie) => string} */
function metaOf(app, tie) {
  const row = app.state.get(tie.id);
  const known = app.design.links.filter((link) => link.includes(tie.id)).length;
  const friends = known && `knows ${known} other ${known === 1 ? "contact" : "contacts"}`;
  const parts = [channelOf(app, tie), regionOf(app, tie).toLowerCase(), spanOf(tie), statusOf(app, tie)];
  return [...parts, row && inNumbers(row), friends].filter(Boolean).join(" · ");
}

/** @type {(app: App, id: string) => Promise<Reply>} */
function endOrReopen(app, id) {
  return tieOf(app.design, id).end === null ? app.actions.end(id) : app.actions.reopen(id);
}

/** @type {(app: App, id: string, list: List) => void} */
function removeRow(app, id, list) {
  const ids = app.design.ties.map((tie) => tie.id);
  const next = ids[ids.indexOf(id) + 1] ?? ids[ids.indexOf(id) - 1];
  app.actions.remove(id);
  if (next) list.focus(next);
  else app.focusAdd();
}
