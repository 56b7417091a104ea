// Mouse, pen and touch on the picture: choose, drag, and draw a connection from the handle.

import { moveTo } from "./design.js";
import { offScreen } from "./geometry.js";
import { VENTURE } from "./picture.js";

const SLACK = 5; // pixels a pointer may tremble before a press becomes a drag
const ECHO = 600; // milliseconds within which a click repeats the press that was answered

export function attachGestures(app, picture) {
  const { root } = picture;
  let press = null;
  let answered = -ECHO; // when a press was last dealt with

  root.addEventListener("pointerdown", (event) => {
    answered = -ECHO;
    const id = event.target.closest("[data-tie]")?.dataset.tie;
    if (!id || id === VENTURE || event.button !== 0 || press) return;
    const connects = Boolean(event.target.closest("[data-handle]"));
    press = { id, connects, pointer: event.pointerId, from: pointIn(root, event), moving: false };
    press.before = app.design;
  });
  root.addEventListener("pointermove", (event) => {
    if (!press || event.pointerId !== press.pointer) return;
    const at = pointIn(root, event);
    if (!press.moving) {
      if (Math.hypot(at[0] - press.from[0], at[1] - press.from[1]) < SLACK) return;
      press.moving = true;
      picture.held = press.connects ? null : press.id;
      root.setPointerCapture(press.pointer);
      root.classList.add("lp-dragging");
    }
    if (press.connects) picture.ghost(picture.points.get(press.id), at);
    else app.preview(moveTo(press.before, press.id, offScreen(picture.frame, at)));
  });
  root.addEventListener("pointerup", (event) => {
    if (!press || event.pointerId !== press.pointer) return;
    const done = finish();
    answered = performance.now();
    // A press is answered here, not by its click: browsers may withhold the click of a touch.
    if (!done.moving) clicked(app, event.target);
    else if (done.connects) connected(app, done.id, contactUnder(root, event));
    else {
      app.preview(done.before);
      app.actions.move(done.id, offScreen(picture.frame, pointIn(root, event)));
    }
  });
  root.addEventListener("pointercancel", () => press && app.preview(finish().before));
  root.addEventListener("click", (event) => {
    // Clicks without a press come from screen readers.
    if (performance.now() - answered > ECHO) clicked(app, event.target);
  });

  function finish() {
    const done = press;
    press = null;
    root.classList.remove("lp-dragging");
    picture.ghost(null);
    picture.held = null;
    return done;
  }
}

function connected(app, id, target) {
  if (target && target !== id) app.actions.toggleLink(id, target);
  else app.say("No contact there; nothing was connected.");
}

function clicked(app, target) {
  const link = target.closest("[data-link]")?.dataset.link;
  if (link) {
    app.actions.toggleLink(...link.split(" "));
    return;
  }
  const id = target.closest("[data-tie]")?.dataset.tie;
  if (!id) app.select("");
  else app.activate(id, target.closest("[data-handle]") ? "connect" : "choose");
}

function pointIn(root, event) {
  const box = root.getBoundingClientRect();
  const scale = root.viewBox.baseVal.width / box.width || 1;
  return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
}

function contactUnder(root, event) {
  const hit = root.getRootNode().elementFromPoint(event.clientX, event.clientY);
  const id = hit?.closest("[data-tie]")?.dataset.tie;
  return id && id !== VENTURE ? id : null;
}
