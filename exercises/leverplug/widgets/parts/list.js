// The same network as a list: every tie a row, every action a button, every number a field.

import { html } from "./dom.js";
import { effortAt } from "./design.js";
import { tieForm } from "./forms.js";
import { kindOf, nameOf, regionOf, share, spanOf, statusOf } from "./words.js";

export function createList(app) {
  const root = html("ul", { class: "lp-list", "aria-label": "Ties" });
  const rows = new Map();
  const list = { root, open: new Set() };

  list.draw = () => {
    const ids = app.design.ties.map((tie) => tie.id);
    for (const [id, row] of rows) {
      if (!ids.includes(id)) {
        row.root.remove();
        rows.delete(id);
      }
    }
    for (const tie of app.design.ties) {
      if (!rows.has(tie.id)) rows.set(tie.id, createRow(app, tie.id, list));
      const row = rows.get(tie.id);
      row.update(tie);
      if (root.children[ids.indexOf(tie.id)] !== row.root) root.append(row.root);
    }
    root.dataset.empty = ids.length ? "" : "true";
  };
  list.focus = (id) => rows.get(id)?.root.querySelector("button")?.focus();
  return list;
}

function createRow(app, id, list) {
  const name = html("button", { type: "button", class: "lp-name", "aria-expanded": "false" });
  const meta = html("p", { class: "lp-meta" });
  const effort = html("output", { class: "lp-effort" });
  const buttons = {
    less: html("button", { type: "button", onclick: () => app.actions.feed(id, -1) }, "−"),
    more: html("button", { type: "button", onclick: () => app.actions.feed(id, 1) }, "+"),
    end: html("button", { type: "button", onclick: () => endOrReopen(app, id) }),
    remove: html("button", { type: "button", onclick: () => removeRow(app, id, list) }, "Remove"),
  };
  const body = html("div", { class: "lp-fold", hidden: true });
  const root = html(
    "li",
    { "data-row": id },
    html("div", { class: "lp-head" }, name, meta),
    html("div", { class: "lp-row lp-tools" }, buttons.less, effort, buttons.more, buttons.end, buttons.remove),
    body,
  );
  let form = null;
  name.addEventListener("click", () => {
    body.hidden = !body.hidden;
    form = body.hidden ? null : tieForm(app, id);
    body.replaceChildren(...(form ? [form] : []));
    name.setAttribute("aria-expanded", String(!body.hidden));
  });
  const update = (tie) => {
    const title = nameOf(app, tie);
    name.replaceChildren(app.glyph(kindOf(app, tie)), html("span", {}, title));
    meta.textContent = metaOf(app, tie);
    effort.textContent = share(effortAt(tie, app.quarter) || (tie.start > app.quarter ? tie.effort : 0));
    buttons.end.textContent = tie.end === null ? "End" : "Reopen";
    buttons.less.setAttribute("aria-label", `Less effort for ${title}`);
    buttons.more.setAttribute("aria-label", `More effort for ${title}`);
    const ending = tie.end === null ? `End ${title} with quarter ${app.quarter}` : `Reopen ${title}`;
    buttons.end.setAttribute("aria-label", ending);
    buttons.remove.setAttribute("aria-label", `Remove ${title}`);
    form?.update();
  };
  return { root, update };
}

function metaOf(app, tie) {
  const row = app.state.get(tie.id);
  const known = app.design.links.filter((link) => link.includes(tie.id)).length;
  return [
    `${app.channels[kindOf(app, tie).channel]?.label ?? "other"} tie`,
    regionOf(app, tie).toLowerCase(),
    spanOf(tie),
    statusOf(app, tie),
    row && `strength ${share(row.strength)}, lever ${share(row.lever)}, plug ${share(row.plug)}, still new ${share(row.novelty)}`,
    known && `knows ${known} other ${known === 1 ? "contact" : "contacts"}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function endOrReopen(app, id) {
  const tie = app.design.ties.find((one) => one.id === id);
  return tie.end === null ? app.actions.end(id) : app.actions.reopen(id);
}

function removeRow(app, id, list) {
  const ids = app.design.ties.map((tie) => tie.id);
  const next = ids[ids.indexOf(id) + 1] ?? ids[ids.indexOf(id) - 1];
  app.actions.remove(id);
  if (next) list.focus(next);
  else app.focusAdd();
}
