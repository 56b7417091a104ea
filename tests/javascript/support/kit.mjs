// A small network editor to ask questions of: Acme with an aunt, a club and two trade fairs.

/** A design that nobody can change: what is done to one has to give another. */
export function frozen(value) {
  if (value && typeof value === "object") {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

export function tie(id, given = {}) {
  const kind = id.replace(/-\d+$/, "");
  return { id, kind, effort: 0.1, start: 1, end: null, region: null, changes: [], label: "", ...given };
}

export function design(given = {}) {
  return frozen({ ties: [], links: [], positions: {}, ...given });
}

/** What the parts ask an editor for; labels and looks as tie_looks.py writes them. */
export function editor(given = {}) {
  const kinds = [
    { key: "kin", label: "Family, relatives and friends", short: "Family, friends", channel: "personal" },
    { key: "club", label: "Fellow members of clubs and associations", channel: "personal" },
    { key: "trade_fair", label: "Trade fairs and exhibitions", short: "Trade fair", channel: "business" },
  ];
  const regions = [
    ["home", "Home", 0.6],
    ["neighbouring", "Neighbouring", 0.7],
    ["close", "Culturally close", 0.8],
    ["developed", "Distant developed", 0.9],
    ["emerging", "Distant emerging", 1],
  ];
  return {
    name: "Acme",
    quarter: 4,
    selected: "",
    design: design(),
    kinds: new Map(kinds.map((kind) => [kind.key, kind])),
    regions: new Map(regions.map(([key, label]) => [key, label])),
    rings: new Map(regions.map(([key, , ring]) => [key, ring])),
    state: new Map(),
    channels: {
      personal: { label: "personal", colour: "#8a6fb0", dark: "#ab94cf", dash: "", shape: "circle" },
      business: { label: "business", colour: "#2f6fb7", dark: "#6aa3e0", dash: "10 4", shape: "square" },
      other: { label: "online and other", colour: "#8c6d1f", dark: "#c9a545", dash: "2 4", shape: "diamond" },
    },
    ...given,
  };
}
