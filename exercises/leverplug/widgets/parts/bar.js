// @ts-check
// The row of buttons above the picture: add a tie, undo, redo, and show as a picture or a list.

import { html } from "./dom.js";

/** @import { App, Bar } from "../types.d.ts" */

/** @type {(app: App) => Bar} */
export function createBar(app) {
  /** @type {(face: string, act: () => void, name?: string) => HTMLButtonElement} */
  const press = (face, act, name) => html("button", { type: "button", onclick: act, "aria-label": name ?? null }, face);
  const add = press("Add a tie", () => app.openAdd());
  add.className = "lp-primary";
  const undo = press("Undo", () => app.travel("undo"));
  const redo = press("Redo", () => app.travel("redo"));
  /** @param {string} view */
  const show = (view) => {
    app.model.set("view", view);
    app.model.save_changes();
    app.view = view;
    app.draw();
    app.say(view === "list" ? "Shown as a list." : "Shown as a picture.");
  };
  const picture = press("Picture", () => show("picture"));
  const list = press("List", () => show("list"));
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
