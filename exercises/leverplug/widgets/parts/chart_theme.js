// @ts-check
// Charts are written in the colours of a light page; on a dark one each gives way to its partner.

/** @type {(spec: object, theme: string, shades: Record<string, string>) => object} */
export function themed(spec, theme, shades) {
  if (theme !== "dark") return spec;
  const text = JSON.stringify(spec).replace(/"#[0-9a-fA-F]{6}"/g, (colour) => {
    const partner = shades[colour.slice(1, -1).toLowerCase()];
    return partner ? `"${partner}"` : colour;
  });
  return JSON.parse(text);
}
