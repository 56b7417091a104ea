// @ts-check
// Links that open labs in a scenario: to copy, as a QR code, and as a line for a learning platform.

import { html, keepKeys, svg } from "../parts/dom.js";
import { button, labelled, statusLine } from "../parts/fieldset.js";
import { follow, send } from "../parts/model.js";
import { copyText } from "../parts/take_away.js";
import { followTheme } from "../parts/theme.js";

/** @import { LinkRow, Model, RenderProps } from "../types.d.ts" */

const QUIET = 4; // modules of white around a QR code, as readers need them
let views = 0; // for ids that tie labels to their fields

/** @type {(place: RenderProps) => () => void} */
export function render({ model, el }) {
  const prefix = `lp-links-${++views}`;
  const problem = statusLine("alert", "lp-alert");
  const warning = statusLine("status", "lp-alert");
  const status = html("p", { class: "lp-status", role: "status" });
  const list = html("div", {});
  const root = html("div", { class: "lp-links" }, problem, warning, status, list);
  keepKeys(root);
  el.append(root);
  const stopTheme = followTheme(root);
  const stopModel = follow(model, ["rows", "problem", "warning"], () => {
    /** @type {LinkRow[]} */
    const rows = model.get("rows");
    problem.say(model.get("problem"));
    warning.say(model.get("warning"));
    status.textContent = rows.length ? `${rows.length === 1 ? "One link is" : `${rows.length} links are`} ready below.` : "";
    list.replaceChildren(...rows.map((row, index) => linkOf(row, `${prefix}-${index}`, model, status)));
  });
  send(model, "here", location.href.replace(/[?#].*$/, ""));
  return () => {
    stopTheme();
    stopModel();
  };
}

/** @type {(row: LinkRow, prefix: string, model: Model, status: HTMLElement) => HTMLElement} */
function linkOf({ team, link, line, size, path }, prefix, model, status) {
  const whom = team || "the class";
  const fieldOf = (/** @type {string} */ text, /** @type {number} */ rows) => {
    const field = html("textarea", { rows, readonly: true, spellcheck: "false" });
    field.value = text;
    return field;
  };
  const linkField = fieldOf(link, 3);
  const lineField = fieldOf(line, 4);
  const copy = async (/** @type {string} */ what, /** @type {HTMLTextAreaElement} */ field) => {
    if (await copyText(field.value)) {
      status.textContent = `${what} for ${whom} copied.`;
      return;
    }
    field.focus();
    field.select();
    status.textContent = "This browser lets no page copy: the text is selected, press Ctrl+C (on a Mac ⌘C).";
  };
  return html("section", { class: "lp-sheet", "aria-label": `Link for ${whom}` },
    html("p", { class: "lp-title" }, `Link for ${whom}`),
    html("div", { class: "lp-sides" },
      html("div", { class: "lp-texts" },
        labelled(prefix, "link", "Link", linkField, `${link.length} of at most ${model.get("longest")} characters`),
        html("div", { class: "lp-row" }, button("Copy the link", () => copy("Link", linkField)),
          html("a", { href: link, target: "_blank", rel: "noopener" }, "Try it in a new tab")),
        labelled(prefix, "line", "A line for your learning platform", lineField),
        html("div", { class: "lp-row" }, button("Copy the line", () => copy("Line", lineField)))),
      picture(`QR code of the link for ${whom}`, size, path)));
}

/** @type {(words: string, size: number, path: string) => SVGSVGElement} */
function picture(words, size, path) {
  const whole = size + 2 * QUIET;
  return svg("svg", { class: "lp-qr", viewBox: `${-QUIET} ${-QUIET} ${whole} ${whole}`, role: "img", "aria-label": words, "shape-rendering": "crispEdges" },
    svg("rect", { x: -QUIET, y: -QUIET, width: whole, height: whole, fill: "#ffffff" }),
    svg("path", { d: path, fill: "#000000" }));
}

export default { render };
