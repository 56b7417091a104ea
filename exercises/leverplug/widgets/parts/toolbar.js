// @ts-check
// The few actions that float beside the chosen contact: a toolbar for pointer and keyboard.

import { focusedBeside, html } from "./dom.js";
import { tieOf } from "./design.js";
import { nameOf } from "./words.js";

/** @import { App, Frame, Picture, Point, Toolbar } from "../types.d.ts" */

/** @type {(app: App, picture: Picture) => Toolbar} */
export function createToolbar(app, picture) {
  const root = html("div", { class: "lp-actions", role: "toolbar", hidden: true });
  root.addEventListener("keydown", (event) => moved(app, picture, root, event));
  /** @param {string} id */
  const buttons = (id) => [
    tool("−", "Less effort", () => app.actions.feed(id, -1)),
    tool("+", "More effort", () => app.actions.feed(id, 1)),
    tool("Connect", "Connect with another contact", () => connect(app, picture, id)),
    tieOf(app.design, id).end === null
      ? tool("End", `End with quarter ${app.quarter}`, () => app.actions.end(id))
      : tool("Reopen", "Let the tie stay open", () => app.actions.reopen(id)),
    tool("Remove", "Remove this tie", () => {
      app.actions.remove(id);
      picture.focus("");
    }),
  ];
  const draw = () => {
    const tie = tieOf(app.design, app.selected);
    const point = picture.points.get(app.selected);
    root.hidden = !tie || !point || app.view !== "picture" || Boolean(app.connecting);
    if (root.hidden) return;
    const held = facesOf(root).indexOf(/** @type {HTMLElement} */ (focusedBeside(root)));
    root.setAttribute("aria-label", `Actions for ${nameOf(app, tie)}`);
    root.replaceChildren(...buttons(tie.id));
    if (held >= 0) facesOf(root)[held]?.focus();
    place(root, point, picture.frame);
  };
  return { root, draw, focus: () => facesOf(root)[0]?.focus() };
}

/** @type {(root: HTMLElement) => HTMLElement[]} */
function facesOf(root) {
  return [...root.querySelectorAll("button")];
}

/** @type {(app: App, picture: Picture, id: string) => void} */
function connect(app, picture, id) {
  app.actions.startConnecting(id);
  picture.focus(id);
}

/** @type {(face: string, name: string, act: () => void) => HTMLElement} */
function tool(face, name, act) {
  return html("button", { type: "button", title: name, "aria-label": name, onclick: act }, face);
}

/** @type {(root: HTMLElement, point: Point, frame: Frame) => void} */
function place(root, [x, y], frame) {
  const { offsetWidth: width, offsetHeight: height } = root;
  root.classList.toggle("lp-docked", frame.narrow);
  if (frame.narrow) return;
  const above = y - frame.radius - height - 16;
  const left = Math.max(4, Math.min(frame.width - width - 4, x - width / 2));
  root.style.left = `${left}px`;
  root.style.top = `${above > 4 ? above : y + frame.radius + 44}px`;
}

/** @type {(app: App, picture: Picture, root: HTMLElement, event: KeyboardEvent) => void} */
function moved(app, picture, root, event) {
  const faces = facesOf(root);
  const at = faces.indexOf(/** @type {HTMLElement} */ (event.target));
  if (event.key === "ArrowRight") faces[(at + 1) % faces.length].focus();
  else if (event.key === "ArrowLeft") faces[(at - 1 + faces.length) % faces.length].focus();
  else if (event.key === "Escape") {
    const id = app.selected;
    app.select("");
    picture.focus(id);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
