// @ts-check
// What a lab has to say, where screen readers hear it change.

import { html } from "../parts/dom.js";
import { follow } from "../parts/model.js";

/** @import { RenderProps } from "../types.d.ts" */

const SETTLING = 5000; // milliseconds in which all sliders of a lab have been drawn

// A slider of ipywidgets has no name for screen readers; the words beside it become its name.
/** @type {(lab: Element) => void} */
function nameSliders(lab) {
  for (const slider of lab.querySelectorAll(".widget-slider")) {
    const words = slider.querySelector(".widget-label")?.textContent;
    if (!words) continue;
    const handles = slider.querySelectorAll(".noUi-handle");
    const ends = handles.length > 1 ? [", from", ", to"] : [""];
    for (const [index, handle] of handles.entries()) handle.setAttribute("aria-label", words + ends[index]);
  }
}

/** @type {(el: HTMLElement) => Element} */
function outermostBox(el) {
  /** @type {Element} */
  let box = el;
  /** @type {Element | null | undefined} */
  let next = el;
  for (; next; next = next.parentElement?.closest(".widget-box")) box = next;
  return box;
}

// Names the sliders beside `el` as they appear; returns what stops it.
/** @type {(el: HTMLElement) => () => void} */
function watchSliders(el) {
  /** @type {MutationObserver | undefined} */
  let watcher;
  const start = requestAnimationFrame(() => {
    const lab = outermostBox(el);
    watcher = new MutationObserver(() => nameSliders(lab));
    watcher.observe(lab, { childList: true, subtree: true });
    nameSliders(lab);
  });
  const stop = () => {
    cancelAnimationFrame(start);
    watcher?.disconnect();
  };
  setTimeout(stop, SETTLING);
  return stop;
}

/** @type {(place: RenderProps) => () => void} */
function render({ model, el }) {
  const says = html("p", { class: "lp-says", role: "status", "aria-live": "polite" });
  const refused = html("p", { class: "lp-refused", role: "alert" });
  el.append(says, refused);
  const stopModel = follow(model, ["says", "refused"], () => {
    says.textContent = model.get("says");
    refused.textContent = model.get("refused");
    refused.hidden = !model.get("refused");
  });
  const stopSliders = watchSliders(el);
  return () => {
    stopModel();
    stopSliders();
  };
}

export default { render };
