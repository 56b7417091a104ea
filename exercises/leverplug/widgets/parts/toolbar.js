// The few actions that float beside the chosen contact: a toolbar for pointer and keyboard.

import { html } from "./dom.js";
import { tieOf } from "./design.js";
import { nameOf } from "./words.js";

export function createToolbar(app, picture) {
  const root = html("div", { class: "lp-actions", role: "toolbar", hidden: true });
  root.addEventListener("keydown", (event) => moved(app, picture, root, event));
  const buttons = (id) => [
    button("−", "Less effort", () => app.actions.feed(id, -1)),
    button("+", "More effort", () => app.actions.feed(id, 1)),
    button("Connect", "Connect with another contact", () => connect(app, picture, id)),
    tieOf(app.design, id).end === null
      ? button("End", `End with quarter ${app.quarter}`, () => app.actions.end(id))
      : button("Reopen", "Let the tie stay open", () => app.actions.reopen(id)),
    button("Remove", "Remove this tie", () => {
      app.actions.remove(id);
      picture.focus("");
    }),
  ];
  const toolbar = { root };
  toolbar.draw = () => {
    const tie = tieOf(app.design, app.selected);
    const point = picture.points.get(app.selected);
    root.hidden = !tie || !point || app.view !== "picture" || Boolean(app.connecting);
    if (root.hidden) return;
    const held = [...root.children].indexOf(root.getRootNode().activeElement);
    root.setAttribute("aria-label", `Actions for ${nameOf(app, tie)}`);
    root.replaceChildren(...buttons(tie.id));
    if (held >= 0) root.children[held]?.focus();
    place(root, point, picture.frame);
  };
  toolbar.focus = () => root.firstElementChild?.focus();
  return toolbar;
}

function connect(app, picture, id) {
  app.actions.startConnecting(id);
  picture.focus(id);
}

function button(face, name, act) {
  return html("button", { type: "button", title: name, "aria-label": name, onclick: act }, face);
}

function place(root, [x, y], frame) {
  const { offsetWidth: width, offsetHeight: height } = root;
  root.classList.toggle("lp-docked", frame.narrow);
  if (frame.narrow) return;
  const above = y - frame.radius - height - 16;
  const left = Math.max(4, Math.min(frame.width - width - 4, x - width / 2));
  root.style.left = `${left}px`;
  root.style.top = `${above > 4 ? above : y + frame.radius + 44}px`;
}

function moved(app, picture, root, event) {
  const faces = [...root.children];
  const at = faces.indexOf(event.target);
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
