// @ts-check
// Mouse, pen and touch on the picture: choose, drag, and draw a connection from the handle.

import { moveTo } from "./design.js";
import { offScreen } from "./geometry.js";
import { VENTURE, tieUnder } from "./picture.js";

/** @import { App, Picture, Point, Press } from "../types.d.ts" */

const SLACK = 5; // pixels a pointer may tremble before a press becomes a drag
const ECHO = 600; // milliseconds within which a click repeats the press that was answered

/** @type {(app: App, picture: Picture) => void} */
export function attachGestures(app, picture) {
  const { root } = picture;
  /** @type {Press | null} */
  let press = null;
  let answered = -ECHO; // when a press was last dealt with

  root.addEventListener("pointerdown", (event) => {
    answered = -ECHO;
    const id = tieUnder(event.target);
    if (!id || id === VENTURE || event.button !== 0 || press) return;
    const [connects, from] = [isHandle(event.target), pointIn(root, event)];
    press = { id, connects, pointer: event.pointerId, from, moving: false, before: app.design };
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
    const done = /** @type {Press} */ (press);
    press = null;
    root.classList.remove("lp-dragging");
    picture.ghost(null);
    picture.held = null;
    return done;
  }
}

/** @type {(app: App, id: string, target: string | null) => void} */
function connected(app, id, target) {
  if (target && target !== id) app.actions.toggleLink(id, target);
  else app.say("No contact there; nothing was connected.");
}

/** @type {(app: App, target: EventTarget | null) => void} */
function clicked(app, target) {
  const link = /** @type {Element} */ (target).closest("[data-link]")?.getAttribute("data-link");
  if (link) {
    const [a, b] = link.split(" ");
    return void app.actions.toggleLink(a, b);
  }
  const id = tieUnder(target);
  if (!id) app.select("");
  else app.activate(id, isHandle(target) ? "connect" : "choose");
}

/** @type {(target: EventTarget | null) => boolean} */
function isHandle(target) {
  return Boolean(/** @type {Element} */ (target).closest("[data-handle]"));
}

/** @type {(root: SVGSVGElement, event: PointerEvent) => Point} */
function pointIn(root, event) {
  const box = root.getBoundingClientRect();
  const scale = root.viewBox.baseVal.width / box.width || 1;
  return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
}

/** @type {(root: SVGSVGElement, event: PointerEvent) => string | null} */
function contactUnder(root, event) {
  const page = /** @type {Document | ShadowRoot} */ (root.getRootNode());
  const id = tieUnder(page.elementFromPoint(event.clientX, event.clientY));
  return id && id !== VENTURE ? id : null;
}
