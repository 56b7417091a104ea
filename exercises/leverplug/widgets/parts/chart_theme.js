// Ink, lines and type of charts on a light and on a dark page.

const LOOKS = {
  light: { ink: "#1f2937", soft: "#4b5563", line: "#d9dee3" },
  dark: { ink: "#e5e7eb", soft: "#aab2bd", line: "#39434f" },
};
const FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

// Marks in these colours would vanish or glare on a dark page; the rest serve both.
const DARKENED = { "#1f2937": "#e5e7eb", "#1f2938": "#e4e7eb", "#4b5563": "#a5afba", "#d9dee3": "#39434f", "#ffffff": "#14181d" };

export function themed(spec, theme) {
  if (theme !== "dark") return spec;
  const text = JSON.stringify(spec).replace(/"#[0-9a-fA-F]{6}"/g, (colour) => {
    const partner = DARKENED[colour.slice(1, -1).toLowerCase()];
    return partner ? `"${partner}"` : colour;
  });
  return JSON.parse(text);
}

export function chartConfig(theme) {
  const { ink, soft, line } = LOOKS[theme];
  const words = { labelColor: soft, titleColor: ink, labelFont: FONT, titleFont: FONT };
  return {
    aria: false, // one description says what the chart shows; hundreds of marks would not
    background: "transparent",
    font: FONT,
    view: { stroke: null },
    axis: { ...words, gridColor: line, domainColor: line, tickColor: line, titleFontWeight: 500 },
    legend: words,
    header: words,
    title: { color: ink, font: FONT, subtitleColor: soft },
    text: { color: ink, font: FONT },
    rule: { color: soft },
  };
}
