// @ts-check
// The picture: the venture at the centre, each tie a line to a focusable contact.

import { setAttributes, svg } from "./dom.js";
import { effortAt, isActive, tieOf } from "./design.js";
import { arc, lever, outline, plug } from "./glyphs.js";
import { frameFor, onScreen, spread } from "./geometry.js";
import { labelsFor, ringNames } from "./labels.js";
import { describe, kindOf, lookOf, summary } from "./words.js";

/** @import { App, Frame, Label, Picture, Points, State, Tie } from "../types.d.ts" */

export const VENTURE = "venture"; // stands for the centre wherever a node is named
const SHOP = "M4 10l2-5h12l2 5M5.5 10v9h13v-9M4 10c0 2.5 4 2.5 4 0 0 2.5 4 2.5 4 0 0 2.5 4 2.5 4 0 0 2.5 4 2.5 4 0";

/** @type {(app: App) => Picture} */
export function createPicture(app) {
  const names = ["ground", "links", "edges", "ghost"];
  const layers = Object.fromEntries(names.map((name) => [name, svg("g", { class: `lp-${name}` })]));
  const list = svg("g", { class: "lp-nodes", role: "listbox", "aria-describedby": `${app.uid}-keys` });
  const root = svg("svg", { class: "lp-picture", role: "group" }, ...Object.values(layers), list);
  /** @type {Map<string, SVGElement>} */
  const nodes = new Map();
  const points = /** @type {Points} */ (new Map());
  const picture = /** @type {Picture} */ ({ root, nodes, points, frame: frameFor(760, 0), current: VENTURE });

  picture.draw = (width) => {
    if (width) picture.width = width;
    const frame = frameFor(picture.width || 760, app.design.ties.length);
    picture.frame = frame;
    picture.points = placed(app, frame, picture.held);
    picture.labels = labelsFor(app, picture);
    setAttributes(root, { viewBox: `0 0 ${frame.width} ${frame.height}`, height: frame.height });
    root.setAttribute("aria-label", `Network of ${app.name}: ${summary(app)}`);
    list.setAttribute("aria-label", `Contacts of ${app.name}`);
    if (!picture.points.has(picture.current)) picture.current = VENTURE;
    drawGround(layers.ground, picture, app);
    drawEdges(layers.edges, picture, app);
    drawLinks(layers.links, picture, app);
    drawNodes(list, picture, app);
  };
  picture.focus = (id) => {
    picture.current = picture.points.has(id) ? id : VENTURE;
    for (const [key, node] of nodes) setAttributes(node, { tabindex: key === picture.current ? 0 : -1 });
    nodes.get(picture.current)?.focus();
  };
  picture.ghost = (from, to) => {
    const line = from && to ? [svg("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1] })] : [];
    layers.ghost.replaceChildren(...line);
  };
  return picture;
}

// The contact, or the venture, that something in the picture belongs to.
/** @type {(target: EventTarget | null) => string | undefined} */
export function tieUnder(target) {
  return /** @type {Element | null} */ (target)?.closest("[data-tie]")?.getAttribute("data-tie") ?? undefined;
}

/** @type {(app: App, frame: Frame, held?: string | null) => Points} */
function placed(app, frame, held) {
  const points = /** @type {Points} */ (new Map([[VENTURE, [frame.cx, frame.cy]]]));
  for (const tie of app.design.ties) {
    const place = app.design.positions[tie.id];
    if (place) points.set(tie.id, onScreen(frame, place));
  }
  spread(points, 2 * frame.radius + 8, new Set(held ? [VENTURE, held] : [VENTURE]));
  return points;
}

/** @type {(layer: SVGElement, picture: Picture, app: App) => void} */
function drawGround(layer, picture, app) {
  const { frame } = picture;
  const rings = ringNames(app, picture).flatMap(({ key, share, name, used }) => {
    const size = { cx: frame.cx, cy: frame.cy, rx: frame.rx * share, ry: frame.ry * share };
    const look = `lp-ring${used ? " lp-used" : ""}${key === "home" ? " lp-home" : ""}`;
    const ring = svg("ellipse", { class: look, ...size });
    return name ? [ring, svg("text", { class: "lp-ring-name", x: name.x, y: name.y }, name.text)] : [ring];
  });
  layer.replaceChildren(...rings);
}

/** @type {(layer: SVGElement, picture: Picture, app: App) => void} */
function drawEdges(layer, picture, app) {
  const [cx, cy] = picture.points.get(VENTURE);
  const edges = app.design.ties
    .filter((tie) => picture.points.has(tie.id))
    .map((tie) => {
      const [x, y] = picture.points.get(tie.id);
      const look = lookOf(app, kindOf(app, tie));
      const weight = app.state.get(tie.id)?.strength ?? effortAt(tie, app.quarter);
      const active = isAlive(app, tie);
      const thick = active ? 1.6 + 8 * Math.min(1, weight) : 1.4;
      const drawn = { stroke: look.colour, "stroke-width": thick.toFixed(2), "stroke-dasharray": dashes(look.dash, thick) };
      return svg("line", { class: active ? "lp-edge" : "lp-edge lp-asleep", x1: cx, y1: cy, x2: x, y2: y, ...drawn });
    });
  layer.replaceChildren(...edges);
}

// Planned for this quarter, and not ended by what happened in the run on show.
/** @type {(app: App, tie: Tie) => boolean} */
function isAlive(app, tie) {
  return isActive(tie, app.quarter) && !app.state.get(tie.id)?.note;
}

// Dashes grow with the line, or a strong tie would look unbroken.
/** @type {(pattern: string, thick: number) => string | null} */
function dashes(pattern, thick) {
  if (!pattern) return null;
  return pattern.split(" ").map((length) => (Number(length) * Math.max(1, thick / 2.5)).toFixed(1)).join(" ");
}

/** @type {(layer: SVGElement, picture: Picture, app: App) => void} */
function drawLinks(layer, picture, app) {
  const [cx, cy] = picture.points.get(VENTURE);
  const drawn = app.design.links
    .filter((link) => link.every((id) => picture.points.has(id)))
    .flatMap(([a, b]) => {
      const [[ax, ay], [bx, by]] = [picture.points.get(a), picture.points.get(b)];
      const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
      // Bowed away from the venture, so that it never hides behind the lines to the centre.
      const path = `M${ax} ${ay}Q${mx + (mx - cx) * 0.35} ${my + (my - cy) * 0.35} ${bx} ${by}`;
      const hit = svg("path", { class: "lp-link-hit", d: path, "data-link": `${a} ${b}` });
      return [svg("path", { class: "lp-link", d: path }), hit];
    });
  layer.replaceChildren(...drawn);
}

/** @type {(list: SVGElement, picture: Picture, app: App) => void} */
function drawNodes(list, picture, app) {
  const wanted = [VENTURE, ...app.design.ties.map((tie) => tie.id).filter((id) => picture.points.has(id))];
  for (const [id, node] of picture.nodes) {
    if (!wanted.includes(id)) {
      node.remove();
      picture.nodes.delete(id);
    }
  }
  for (const id of wanted) {
    const node = picture.nodes.get(id) ?? svg("g", { class: "lp-node", role: "option", "data-tie": id });
    if (!picture.nodes.has(id)) {
      picture.nodes.set(id, node);
      list.append(node);
    }
    const [x, y] = picture.points.get(id);
    setAttributes(node, {
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
      tabindex: id === picture.current ? 0 : -1,
      "aria-selected": id === app.selected ? "true" : "false",
    });
    if (id === VENTURE) drawVenture(node, picture, app);
    else drawContact(node, tieOf(app.design, id), picture, app);
  }
}

/** @type {(node: SVGElement, picture: Picture, app: App) => void} */
function drawVenture(node, picture, app) {
  const r = picture.frame.radius * 1.5;
  node.classList.add("lp-venture");
  node.setAttribute("aria-label", `${app.name}, the venture at the centre. Enter adds a tie.`);
  part(node, "form", r, () => [
    svg("circle", { class: "lp-halo", r: r + 5 }),
    svg("circle", { class: "lp-core", r }),
    drawing(SHOP, r),
  ]);
  writeLabel(node, picture.labels.get(VENTURE));
}

/** @type {(node: SVGElement, tie: Tie, picture: Picture, app: App) => void} */
function drawContact(node, tie, picture, app) {
  const r = picture.frame.radius;
  const kind = kindOf(app, tie);
  const look = lookOf(app, kind);
  const alive = isAlive(app, tie);
  const row = alive ? app.state.get(tie.id) : null;
  const words = describe(app, tie);
  node.classList.toggle("lp-asleep", !alive);
  node.classList.toggle("lp-source", app.connecting === tie.id);
  node.setAttribute("aria-label", words);
  part(node, "form", [r, look.shape, look.colour, kind.icon].join(), () => [
    svg("circle", { class: "lp-hit", r: Math.max(22, r + 6) }),
    svg("path", { class: "lp-halo", d: outline(look.shape, r + 6) }),
    svg("path", { class: "lp-body", d: outline(look.shape, r), fill: look.colour, stroke: look.colour }),
    drawing(kind.icon, r),
    handle(r),
  ]);
  hoverText(node, words);
  part(node, "marks", row ? [r, row.novelty, row.lever, row.plug].join() : "", () => (row ? marks(row, r) : []));
  writeLabel(node, picture.labels.get(tie.id));
}

/** @type {(node: SVGElement, text: string) => void} */
function hoverText(node, text) {
  let title = node.querySelector(":scope > title");
  if (!title) {
    title = svg("title");
    node.prepend(title);
  }
  if (title.textContent !== text) title.textContent = text;
}

// A named group inside a node, made anew only when its content changes: what a finger
// is dragging must stay in the page, or the browser forgets the finger.
/** @type {(node: SVGElement, name: string, key: unknown, make: () => SVGElement[]) => void} */
function part(node, name, key, make) {
  let group = /** @type {SVGElement | null} */ (node.querySelector(`:scope > .lp-part-${name}`));
  if (!group) {
    group = svg("g", { class: `lp-part-${name}` });
    node.append(group);
  }
  if (group.dataset.key === String(key)) return;
  group.dataset.key = String(key);
  group.replaceChildren(...make());
}

/** @type {(node: SVGElement, label?: Label) => void} */
function writeLabel(node, label) {
  const rows = label?.rows ?? [];
  part(node, "words", JSON.stringify(rows), () =>
    rows.map(({ text, dy, minor }) => svg("text", { class: minor ? "lp-detail" : "lp-label", y: dy }, text)),
  );
}

/** @type {(path: string, r: number) => SVGElement} */
function drawing(path, r) {
  const transform = `scale(${(r / 17).toFixed(3)}) translate(-12 -12)`;
  return svg("path", { class: "lp-icon", d: path, transform });
}

// What the tie does in this quarter: novelty as a ring, lever and plug as shapes that grow.
/** @type {(row: State, r: number) => SVGElement[]} */
function marks(row, r) {
  /** @param {number} value */
  const size = (value) => 11 * Math.sqrt(Math.max(0, Math.min(1, value)));
  /** @type {(dx: number, dy: number) => string} */
  const at = (dx, dy) => `translate(${(r * dx).toFixed(1)} ${(r * dy).toFixed(1)})`;
  const drawn = [svg("path", { class: "lp-novelty", d: arc(r + 7, row.novelty) })];
  if (row.lever > 0.01) drawn.push(svg("path", { class: "lp-lever", d: lever(size(row.lever)), transform: at(1.15, -0.75) }));
  if (row.plug > 0.01) drawn.push(svg("path", { class: "lp-plug", d: plug(size(row.plug)), transform: at(1.15, 0.75) }));
  return drawn;
}

/** @type {(r: number) => SVGElement} */
function handle(r) {
  const place = { class: "lp-handle", transform: `translate(${-r * 1.05} ${-r * 1.05})`, "data-handle": "" };
  const plus = svg("path", { d: "M-3 0H3M0-3V3" });
  return svg("g", place, svg("circle", { r: 13, class: "lp-hit" }), svg("circle", { r: 7 }), plus);
}
