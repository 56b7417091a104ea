// @ts-check
// A button that plays a slider; one step a press for those who ask for less motion.

import { html } from "../parts/dom.js";
import { follow, send } from "../parts/model.js";

/** @import { RenderProps } from "../types.d.ts" */

/** @type {(place: RenderProps) => () => void} */
function render({ model, el }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const atEnd = () => model.get("value") >= model.get("last");
  const step = () => send(model, "value", atEnd() ? model.get("first") : model.get("value") + 1);
  const press = () => {
    clearTimeout(waiting);
    if (still.matches) return step();
    send(model, "playing", !model.get("playing"));
    if (model.get("playing")) step();
  };
  const button = html("button", { type: "button", onclick: press });
  const why = html("span", { class: "lp-paused", role: "status", "aria-live": "polite" });
  el.append(html("div", { class: "lp-player" }, button, why));
  const name = () => {
    const unit = model.get("unit");
    if (still.matches) button.textContent = atEnd() ? `↺ First ${unit}` : `⏵ Next ${unit}`;
    else button.textContent = model.get("playing") ? "⏸ Pause" : `▶ Play the ${unit}s`;
  };
  // The next step comes when Python has shown the last one, and no sooner than the pace allows.
  const goOn = () => {
    clearTimeout(waiting);
    if (model.get("playing") && !still.matches) waiting = setTimeout(step, model.get("pace"));
  };
  const stops = [
    follow(model, ["playing", "value"], name),
    follow(model, ["why"], () => {
      why.textContent = model.get("why");
    }),
  ];
  model.on("change:shown", goOn);
  still.addEventListener("change", name);
  return () => {
    clearTimeout(waiting);
    if (model.get("playing")) send(model, "playing", false);
    model.off("change:shown", goOn);
    still.removeEventListener("change", name);
    for (const stop of stops) stop();
  };
}

export default { render };
