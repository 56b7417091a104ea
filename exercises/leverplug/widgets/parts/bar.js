// @ts-check
// The row of buttons above the picture: add a tie, undo, redo, and show as a picture or a list.

import { html } from "./dom.js";
import { button } from "./fieldset.js";
import { send } from "./model.js";

/** @import { App, Bar } from "../types.d.ts" */

/** @type {(app: App) => Bar} */
export function createBar(app) {
  const add = button("Add a tie", () => app.openAdd(), "lp-primary");
  const undo = button("Undo", () => app.travel("undo"));
  const redo = button("Redo", () => app.travel("redo"));
  /** @param {string} view */
  const show = (view) => {
    send(app.model, "view", view);
    app.view = view;
    app.draw();
    app.say(view === "list" ? "Shown as a list." : "Shown as a picture.");
  };
  const picture = button("Picture", () => show("picture"));
  const list = button("List", () => show("list"));
  const views = html("div", { class: "lp-views", role: "group", "aria-label": "Show as" }, picture, list);
  const root = html("div", { class: "lp-bar" }, add, undo, redo, views);
  const draw = () => {
    undo.disabled = !app.model.get("_undoable");
    redo.disabled = !app.model.get("_redoable");
    picture.setAttribute("aria-pressed", String(app.view === "picture"));
    list.setAttribute("aria-pressed", String(app.view === "list"));
  };
  return { root, draw, focusAdd: () => add.focus() };
}
