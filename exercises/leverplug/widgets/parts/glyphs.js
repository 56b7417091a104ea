// @ts-check
// Outlines: a contact's shape says its channel, a triangle is a lever, a plug is a plug.

/** @type {(shape: string, r: number) => string} */
export function outline(shape, r) {
  if (shape === "square") {
    const s = r * 0.92;
    const c = r * 0.3;
    return `M${-s + c} ${-s}H${s - c}Q${s} ${-s} ${s} ${-s + c}V${s - c}Q${s} ${s} ${s - c} ${s}H${-s + c}Q${-s} ${s} ${-s} ${s - c}V${-s + c}Q${-s} ${-s} ${-s + c} ${-s}Z`;
  }
  if (shape === "hexagon") return polygon(6, r * 1.1, 0);
  if (shape === "diamond") return polygon(4, r * 1.22, 0);
  return `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
}

// An upward triangle: the tie lifts the venture.
/** @type {(size: number) => string} */
export function lever(size) {
  return `M0 ${-size}L${size} ${size * 0.8}H${-size}Z`;
}

// A stopper: broad head, narrow shaft.
/** @type {(size: number) => string} */
export function plug(size) {
  const head = size * 0.95;
  const shaft = size * 0.5;
  return `M${-head} ${-size}H${head}V${-size * 0.1}H${shaft}V${size}H${-shaft}V${-size * 0.1}H${-head}Z`;
}

// Part of a circle, clockwise from the top.
/** @type {(r: number, part: number) => string} */
export function arc(r, part) {
  const turn = Math.max(0, Math.min(0.9999, part)) * 2 * Math.PI;
  const x = r * Math.sin(turn);
  const y = -r * Math.cos(turn);
  return `M0 ${-r}A${r} ${r} 0 ${turn > Math.PI ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}`;
}

/** @type {(corners: number, r: number, turn: number) => string} */
function polygon(corners, r, turn) {
  const points = Array.from({ length: corners }, (_, corner) => {
    const angle = turn + (2 * Math.PI * corner) / corners;
    return `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}
