// The keyboard on the picture: arrows walk between contacts, letters act on the one in focus.

import { neighbour, offScreen } from "./geometry.js";
import { VENTURE } from "./picture.js";

export const KEYS_HELP =
  "Arrow keys go from contact to contact. Enter opens the actions. " +
  "Plus and minus feed a tie, Delete removes it, C connects, E ends it in the shown quarter, " +
  "Shift with an arrow moves it, A adds a tie, Control Z undoes.";

export function attachKeys(app, picture) {
  picture.root.addEventListener("keydown", (event) => {
    const id = event.target.closest("[data-tie]")?.dataset.tie;
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    if (walked(app, picture, id, event) || acted(app, picture, id, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  app.root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    event.stopPropagation();
    app.travel(key === "y" || event.shiftKey ? "redo" : "undo");
  });
}

function walked(app, picture, id, event) {
  if (event.key === "Home" || event.key === "End") {
    const ids = [...picture.points.keys()];
    picture.focus(event.key === "Home" ? ids[0] : ids[ids.length - 1]);
    return true;
  }
  if (!event.key.startsWith("Arrow")) return false;
  if (event.shiftKey && id !== VENTURE) {
    const [x, y] = picture.points.get(id);
    const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    app.actions.move(id, offScreen(picture.frame, [x + 16 * dx, y + 16 * dy]));
    return true;
  }
  const next = neighbour(picture.points, id, event.key);
  if (next) picture.focus(next);
  return true;
}

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
