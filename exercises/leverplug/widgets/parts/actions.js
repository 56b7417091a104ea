// @ts-check
// What a learner can do to a tie, once each, for mouse, touch, keyboard, list and forms alike.

import {
  STEP, areLinked, effortAt, endAt, feed, freshId, isActive, moveTo, replaceTie, tieOf, toggleLink, withTie, withoutTie,
} from "./design.js";
import { nameOf, share } from "./words.js";

/** @import { Actions, App } from "../types.d.ts" */

/** @type {(app: App) => Actions} */
export function createActions(app) {
  /** @param {string} id */
  const named = (id) => nameOf(app, tieOf(app.design, id));
  return {
    async add(kind, choices) {
      const id = freshId(app.design, kind.key);
      const tie = { id, kind: kind.key, end: null, changes: [], label: "", ...choices };
      const reply = await app.propose(withTie(app.design, tie), `Added ${kind.label}.`);
      return { ...reply, id };
    },
    change(id, changed, says) {
      return app.propose(replaceTie(app.design, id, changed), says ?? `Changed ${changed.label || named(id)}.`);
    },
    feed(id, steps) {
      const next = feed(app.design, id, app.quarter, steps * STEP);
      const tie = tieOf(next, id);
      const effort = isActive(tie, app.quarter) ? effortAt(tie, app.quarter) : tie.effort;
      return app.propose(next, `${named(id)}: effort ${share(effort)}.`);
    },
    end(id) {
      const next = endAt(app.design, id, app.quarter);
      return app.propose(next, `${named(id)} ends with quarter ${app.quarter}.`);
    },
    reopen(id) {
      return app.propose(replaceTie(app.design, id, { end: null }), `${named(id)} stays open.`);
    },
    remove(id) {
      const name = named(id);
      if (app.selected === id) app.select("");
      return app.propose(withoutTie(app.design, id), `Removed ${name}.`);
    },
    toggleLink(a, b) {
      const cut = areLinked(app.design, a, b);
      const says = `${named(a)} and ${named(b)} ${cut ? "no longer know one another" : "now know one another"}.`;
      return app.propose(toggleLink(app.design, a, b), says);
    },
    move(id, place, says) {
      return app.propose(moveTo(app.design, id, place), says ?? `Moved ${named(id)}.`);
    },
    startConnecting(id) {
      app.connecting = id;
      app.say(`Choose the contact that ${named(id)} is to know. Escape stops.`);
      app.draw();
    },
    stopConnecting() {
      app.connecting = "";
      app.draw();
    },
  };
}
