// @ts-check
// The challenges of a lab, each open or met; those that are newly met are read out.

import { html } from "../parts/dom.js";
import { follow } from "../parts/model.js";

/** @import { Challenge, RenderProps } from "../types.d.ts" */

/** @type {(row: Challenge) => HTMLElement} */
function challengeItem({ task, met, why }) {
  return html(
    "li",
    { class: met ? "lp-met" : null },
    html("span", { class: "lp-challenge-mark", "aria-hidden": "true" }, met ? "✓" : "○"),
    html(
      "span",
      {},
      html("span", { class: "lp-unseen" }, met ? "Met: " : "Open: "),
      task,
      why ? html("span", { class: "lp-why" }, ` ${why}`) : null,
    ),
  );
}

/** @type {(place: RenderProps) => () => void} */
function render({ model, el }) {
  const list = html("ul", { role: "list" });
  const news = html("p", { class: "lp-unseen", role: "status", "aria-live": "polite" });
  const title = html("p", {}, model.get("title"));
  el.append(html("div", { class: "lp-challenges", role: "group", "aria-label": model.get("title") }, title, list, news));
  const first = model.get("news");
  const stopRows = follow(model, ["rows"], () => {
    list.replaceChildren(...model.get("rows").map(challengeItem));
  });
  const stopNews = follow(model, ["news"], () => {
    if (model.get("news") !== first) news.textContent = model.get("news");
  });
  return () => {
    stopRows();
    stopNews();
  };
}

export default { render };
