// @ts-check
// A venture's network to look at and to change: a picture and a list of the same ties.
// Python holds the design and judges every edit; the page only proposes.

import { html, keepKeys } from "../parts/dom.js";
import { followTheme } from "../parts/theme.js";
import { createBar } from "../parts/bar.js";
import { createCourier } from "../parts/courier.js";
import { createActions } from "../parts/actions.js";
import { tieOf } from "../parts/design.js";
import { VENTURE, createPicture } from "../parts/picture.js";
import { attachGestures } from "../parts/gestures.js";
import { KEYS_HELP, attachKeys } from "../parts/keys.js";
import { createToolbar } from "../parts/toolbar.js";
import { statusLine } from "../parts/fieldset.js";
import { addForm, tieForm } from "../parts/forms.js";
import { createList } from "../parts/list.js";
import { createLegend } from "../parts/legend.js";
import { createMeter } from "../parts/meter.js";
import { follow, send } from "../parts/model.js";
import { summary } from "../parts/words.js";

/** @import { App, List, Model, Picture, RenderProps, TieForm, Toolbar } from "../types.d.ts" */

const WATCHED = "ties links positions kinds regions channels state quarter budget planned name selected view _undoable _redoable";

/** @type {(place: RenderProps) => () => void} */
export function render({ model, el }) {
  const app = createApp(model);
  build(app);
  el.append(app.root);
  const stopTheme = followTheme(app.root, () => app.design && app.draw());
  const sized = new ResizeObserver(([entry]) => app.resize(entry.contentRect.width));
  sized.observe(app.stage);
  const stopModel = follow(model, WATCHED.split(" "), () => app.refresh());
  return () => {
    stopModel();
    app.courier.stop();
    sized.disconnect();
    stopTheme();
  };
}

/** @type {(model: Model) => App} */
function createApp(model) {
  const uid = `lp-${Math.random().toString(36).slice(2, 9)}`;
  const app = /** @type {App} */ ({ model, uid, selected: "", connecting: "", view: "picture", adding: null });
  app.courier = createCourier(model, uid);
  app.actions = createActions(app);
  app.refresh = () => {
    readModel(app);
    app.draw();
  };
  // Show the edit at once; keep it if Python accepts, take it back and say why if not.
  app.propose = async (next, says) => {
    app.design = next;
    app.connecting = "";
    app.draw();
    return app.handleReply(await app.courier.send({ type: "edit", ...next, says }));
  };
  app.travel = async (type) => app.handleReply(await app.courier.send({ type }));
  app.handleReply = (reply) => {
    if (reply.type === "accepted") app.say(reply.says);
    app.notice.say(reply.type === "refused" ? reply.message : "");
    if (reply.type === "silent") app.notice.say("Python has not answered yet; this change may not be kept.");
    if (app.courier.isIdle()) app.refresh();
    return reply;
  };
  app.preview = (design) => {
    app.design = design;
    app.draw();
  };
  app.select = (id) => {
    app.selected = id;
    if (id && app.adding) app.closeAdd();
    send(model, "selected", id);
    app.draw();
  };
  app.say = (text) => {
    app.live.textContent = text;
  };
  return app;
}

// What Python has sent; a design that it has not judged yet stays.
/** @type {(app: App) => void} */
function readModel(app) {
  const { model } = app;
  /** @type {(name: string) => any[]} */
  const rows = (name) => model.get(name) ?? [];
  app.kinds = new Map(rows("kinds").map((kind) => [kind.key, kind]));
  app.regions = new Map(rows("regions").map((region) => [region.key, region.label]));
  app.rings = new Map(rows("regions").map((region) => [region.key, region.ring]));
  app.state = new Map(rows("state").map((row) => [row.id, row]));
  app.channels = model.get("channels");
  app.quarter = model.get("quarter");
  app.planned = rows("planned");
  app.budget = model.get("budget") ?? 1;
  app.name = model.get("name") || "your venture";
  app.view = model.get("view");
  app.selected = model.get("selected");
  if (app.courier.isIdle()) {
    app.design = { ties: model.get("ties"), links: model.get("links"), positions: model.get("positions") };
  }
}

/** @type {(app: App) => void} */
function createShell(app) {
  app.live = html("p", { class: "lp-live", role: "status", "aria-live": "polite" });
  app.notice = statusLine("alert", "lp-alert");
  app.root = html("section", { class: "lp-canvas", "aria-label": "Network editor" });
  keepKeys(app.root);
  app.stage = html("div", { class: "lp-stage" });
  app.side = html("aside", { class: "lp-side", "aria-label": "Details" });
}

/** @type {(app: App) => void} */
function build(app) {
  createShell(app);
  const picture = createPicture(app);
  const toolbar = createToolbar(app, picture);
  const list = createList(app);
  const meter = createMeter(app);
  const legend = createLegend(app);
  const bar = createBar(app);
  const help = html("p", { class: "lp-hidden", id: `${app.uid}-keys` }, KEYS_HELP);
  app.stage.append(picture.root, toolbar.root, list.root);
  app.root.append(bar.root, meter.root, app.notice, html("div", { class: "lp-body" }, app.stage, app.side), legend.root, help, app.live);
  attachGestures(app, picture);
  attachKeys(app, picture);

  app.resize = (width) => {
    picture.draw(Math.round(width));
    toolbar.draw();
  };
  app.draw = () => {
    app.root.dataset.view = app.view;
    bar.draw();
    meter.draw();
    legend.draw();
    if (app.view === "picture") picture.draw();
    else list.draw();
    toolbar.draw();
    drawSide(app);
  };
  app.focusAdd = bar.focusAdd;
  attachChoices(app, picture, toolbar, list);
}

// What choosing a contact or the venture does, and the form that adds a tie.
/** @type {(app: App, picture: Picture, toolbar: Toolbar, list: List) => void} */
function attachChoices(app, picture, toolbar, list) {
  app.activate = (id, how) => {
    if (app.connecting && id !== VENTURE) {
      if (app.connecting === id) app.actions.stopConnecting();
      else app.actions.toggleLink(app.connecting, id);
      return;
    }
    if (id === VENTURE) return app.openAdd();
    picture.current = id;
    app.select(id);
    if (how === "connect") app.actions.startConnecting(id);
    if (how === "open") toolbar.focus();
  };
  app.openAdd = () => {
    app.adding = addForm(app, (id) => {
      app.closeAdd();
      app.select(id);
      if (app.view === "picture") picture.focus(id || VENTURE);
      else if (id) list.focus(id);
      else app.focusAdd();
    });
    drawSide(app);
    app.adding.focusFirst();
  };
  app.closeAdd = () => {
    app.adding = null;
  };
}

// Beside the picture: the form for a new tie, else the chosen tie, else what to do.
/** @type {(app: App) => void} */
function drawSide(app) {
  app.root.toggleAttribute("data-adding", Boolean(app.adding));
  const wanted = app.adding ?? (app.view === "picture" ? chosenForm(app) : null) ?? hint(app);
  if (app.side.firstChild !== wanted) app.side.replaceChildren(wanted);
  app.form?.update();
}

/** @type {(app: App) => TieForm | null} */
function chosenForm(app) {
  if (!tieOf(app.design, app.selected)) app.form = null;
  else if (app.form?.dataset.of !== app.selected) {
    app.form = tieForm(app, app.selected);
    app.form.dataset.of = app.selected;
  }
  return app.form;
}

/** @type {(app: App) => HTMLElement} */
function hint(app) {
  const text = app.design.ties.length
    ? `${summary(app)} Choose a contact to change it, drag it to move it, or pull its small plus to another contact to connect the two.`
    : "Your venture stands alone. Add a tie to begin.";
  if (app.hintBox?.dataset.words !== text) app.hintBox = html("p", { class: "lp-hint", "data-words": text }, text);
  return app.hintBox;
}

export default { render };
