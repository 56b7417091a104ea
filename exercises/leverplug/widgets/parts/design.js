// What can be done to a design: plain functions from one design to the next.
// A design is { ties, links, positions }; quarters count from 1.

export const STEP = 0.05; // share of effort that one press of + or - moves

export function effortAt(tie, quarter) {
  if (!isActive(tie, quarter)) return 0;
  const passed = tie.changes.filter((change) => change.quarter <= quarter);
  return Number(passed.length ? passed[passed.length - 1].effort : tie.effort) || 0;
}

export function isActive(tie, quarter) {
  return tie.start <= quarter && (tie.end === null || quarter <= tie.end);
}

export function tieOf(design, id) {
  return design.ties.find((tie) => tie.id === id);
}

export function freshId(design, kind) {
  const taken = new Set(design.ties.map((tie) => tie.id));
  let number = 1;
  while (taken.has(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

export function withTie(design, tie) {
  return { ...design, ties: [...design.ties, tie] };
}

export function withoutTie(design, id) {
  return {
    ...design,
    ties: design.ties.filter((tie) => tie.id !== id),
    links: design.links.filter((link) => !link.includes(id)),
  };
}

export function replaceTie(design, id, changed) {
  return { ...design, ties: design.ties.map((tie) => (tie.id === id ? { ...tie, ...changed } : tie)) };
}

// Up to its first quarter a tie's own effort moves; later, the effort from that quarter on.
export function feed(design, id, quarter, amount) {
  const tie = tieOf(design, id);
  if (quarter <= tie.start || !isActive(tie, quarter)) {
    return replaceTie(design, id, { effort: nudged(tie.effort, amount) });
  }
  const effort = nudged(effortAt(tie, quarter), amount);
  const others = tie.changes.filter((change) => change.quarter !== quarter);
  const changes = [...others, { quarter, effort }].sort((a, b) => a.quarter - b.quarter);
  return replaceTie(design, id, { changes });
}

export function endAt(design, id, quarter) {
  const tie = tieOf(design, id);
  const changes = tie.changes.filter((change) => change.quarter <= quarter);
  return replaceTie(design, id, { end: quarter, changes });
}

export function areLinked(design, a, b) {
  return design.links.some((link) => link.includes(a) && link.includes(b));
}

export function toggleLink(design, a, b) {
  const links = areLinked(design, a, b)
    ? design.links.filter((link) => !(link.includes(a) && link.includes(b)))
    : [...design.links, [a, b]];
  return { ...design, links };
}

export function moveTo(design, id, place) {
  const clamp = (value) => Math.round(Math.max(-1, Math.min(1, value)) * 1e4) / 1e4;
  return { ...design, positions: { ...design.positions, [id]: place.map(clamp) } };
}

function nudged(effort, amount) {
  return Math.round(Math.max(0, Math.min(1, Number(effort) + amount)) * 100) / 100;
}
