// @ts-check
// What the picture shows, in words: names, one-line descriptions, the summary of the whole.

import { effortAt, isActive } from "./design.js";

/** @import { App, Kind, Look, State, Tie } from "../types.d.ts" */

/** @type {(number: unknown) => string} */
export function share(number) {
  return (Number(number) || 0).toFixed(2);
}

/** @type {(app: App, tie: Tie) => Kind} */
export function kindOf(app, tie) {
  return app.kinds.get(tie.kind) ?? { key: tie.kind, label: tie.kind, channel: "other", has_region: false, icon: "" };
}

/** @type {(app: App, tie: Tie) => string} */
export function nameOf(app, tie) {
  if (tie.label) return tie.label;
  const { label } = kindOf(app, tie);
  const namesakes = app.design.ties.filter((other) => other.kind === tie.kind && !other.label);
  return namesakes.length > 1 ? `${label} ${tie.id.split("-").pop()}` : label;
}

// The same in fewer letters, for the picture.
/** @type {(app: App, tie: Tie) => string} */
export function shortNameOf(app, tie) {
  const { label, short } = kindOf(app, tie);
  return tie.label || nameOf(app, tie).replace(label, short ?? label);
}

/** @type {(app: App, tie: Tie) => string} */
export function regionOf(app, tie) {
  return tie.region ? (app.regions.get(tie.region) ?? tie.region) : "";
}

/** @type {(app: App, tie: Tie) => string} */
export function channelOf(app, tie) {
  return `${app.channels[kindOf(app, tie).channel]?.label ?? "other"} tie`;
}

/** @type {(row: State) => string} */
export function inNumbers({ strength, lever, plug, novelty }) {
  return `strength ${share(strength)}, lever ${share(lever)}, plug ${share(plug)}, still new ${share(novelty)}`;
}

/** @type {(tie: Tie) => string} */
export function spanOf(tie) {
  return tie.end === null ? `from quarter ${tie.start}` : `quarters ${tie.start} to ${tie.end}`;
}

/** @type {(app: App, tie: Tie) => string} */
export function statusOf(app, tie) {
  const quarter = app.quarter;
  const note = app.state.get(tie.id)?.note;
  if (note) return note;
  if (quarter < tie.start) return `starts in quarter ${tie.start}`;
  if (!isActive(tie, quarter)) return `ended with quarter ${tie.end}`;
  return "";
}

// Colour, dash and shape of a kind's channel, as they look on this page.
/** @type {(app: App, kind: Pick<Kind, "channel">) => Look} */
export function lookOf(app, kind) {
  const look = app.channels[kind.channel] ?? app.channels.other;
  return { ...look, colour: app.root?.dataset.lpTheme === "dark" ? look.dark : look.colour };
}

// Everything a sighted reader sees of one tie; read out as the name of its node.
/** @type {(app: App, tie: Tie) => string} */
export function describe(app, tie) {
  const row = app.state.get(tie.id);
  const links = app.design.links
    .filter((link) => link.includes(tie.id))
    .map((link) => app.design.ties.find((other) => other.id === link.find((id) => id !== tie.id)))
    .filter((other) => other !== undefined);
  return [
    nameOf(app, tie),
    channelOf(app, tie),
    regionOf(app, tie),
    `effort ${share(effortAt(tie, app.quarter))}`,
    statusOf(app, tie) || spanOf(tie),
    row && inNumbers(row),
    links.length && `knows ${links.map((other) => nameOf(app, other)).join(", ")}`,
  ].filter(Boolean).join("; ");
}

/** @type {(app: App) => string} */
export function summary(app) {
  const { ties, links } = app.design;
  if (!ties.length) return "The venture stands alone: no ties yet.";
  const open = ties.filter((tie) => isActive(tie, app.quarter)).length;
  const count = ties.length === 1 ? "1 tie" : `${ties.length} ties`;
  const among = links.length ? `; connections among contacts: ${links.length}` : "";
  return `${count}, ${open} open in quarter ${app.quarter}${among}.`;
}
