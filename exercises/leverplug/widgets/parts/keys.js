// @ts-check
// The keyboard on the picture: arrows walk between contacts, letters act on the one in focus.

import { ARROWS, neighbour, offScreen } from "./geometry.js";
import { VENTURE, tieUnder } from "./picture.js";

/** @import { App, Picture } from "../types.d.ts" */

export const KEYS_HELP =
  "Arrow keys go from contact to contact. Enter opens the actions. " +
  "Plus and minus feed a tie, Delete removes it, C connects, E ends it in the shown quarter, " +
  "Shift with an arrow moves it, A adds a tie, Control Z undoes.";

/** @type {(app: App, picture: Picture) => void} */
export function attachKeys(app, picture) {
  picture.root.addEventListener("keydown", (event) => {
    const id = tieUnder(event.target);
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    if (walked(app, picture, id, event) || acted(app, picture, id, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  app.root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || isField(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    event.stopPropagation();
    app.travel(key === "y" || event.shiftKey ? "redo" : "undo");
  });
}

/** @type {(target: EventTarget | null) => boolean} */
function isField(target) {
  return /** @type {Element} */ (target).matches("input, textarea, select");
}

/** @type {(app: App, picture: Picture, id: string, event: KeyboardEvent) => boolean} */
function walked(app, picture, id, event) {
  if (event.key === "Home" || event.key === "End") {
    const ids = [...picture.points.keys()];
    picture.focus(event.key === "Home" ? ids[0] : ids[ids.length - 1]);
    return true;
  }
  if (!event.key.startsWith("Arrow")) return false;
  if (event.shiftKey && id !== VENTURE) {
    const [x, y] = picture.points.get(id);
    const [dx, dy] = ARROWS[event.key];
    app.actions.move(id, offScreen(picture.frame, [x + 16 * dx, y + 16 * dy]));
    return true;
  }
  const next = neighbour(picture.points, id, event.key);
  if (next) picture.focus(next);
  return true;
}

/** @type {(app: App, picture: Picture, id: string, event: KeyboardEvent) => boolean} */
function acted(app, picture, id, event) {
  const { actions } = app;
  if (event.key === "Escape") {
    if (app.connecting) actions.stopConnecting();
    else app.select("");
    return true;
  }
  if (event.key === "Enter" || event.key === " ") {
    app.activate(id, "open");
    return true;
  }
  if (event.key.toLowerCase() === "a") {
    app.openAdd();
    return true;
  }
  if (id === VENTURE) return false;
  if (event.key === "Delete" || event.key === "Backspace") {
    const next = neighbour(picture.points, id, "ArrowLeft") ?? neighbour(picture.points, id, "ArrowRight");
    actions.remove(id);
    picture.focus(next ?? VENTURE);
  } else if (event.key === "+" || event.key === "=") actions.feed(id, 1);
  else if (event.key === "-" || event.key === "_") actions.feed(id, -1);
  else if (event.key.toLowerCase() === "c") actions.startConnecting(id);
  else if (event.key.toLowerCase() === "e") actions.end(id);
  else return false;
  return true;
}
