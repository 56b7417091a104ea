// @ts-check
// What a lab has to say, where screen readers hear it change.

import { html } from "../parts/dom.js";
import { follow } from "../parts/model.js";

/** @import { RenderProps } from "../types.d.ts" */

const SETTLING = 5000; // milliseconds in which all sliders of a lab have been drawn
const REST = 350; // milliseconds after a draft without another one: nothing moves any more

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
  const words = html("span", {});
  const note = html("span", { class: "lp-draft" });
  const says = html("p", { class: "lp-says", role: "status", "aria-live": "polite" }, words, note);
  const refused = html("p", { class: "lp-refused", role: "alert" });
  el.append(says, refused);
  const stopModel = follow(model, ["says", "refused", "draft"], () => {
    const draft = model.get("draft");
    says.setAttribute("aria-busy", String(draft !== "")); // screen readers wait for the result
    words.textContent = model.get("says");
    if (draft) note.textContent = ` ${draft}`;
    note.hidden = draft === ""; // it keeps its room, so that nothing jumps when all runs are shown
    refused.textContent = model.get("refused");
    refused.hidden = !model.get("refused");
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  const stopMoves = follow(model, ["moves"], () => {
    const moves = model.get("moves");
    clearTimeout(resting);
    if (model.get("draft")) resting = setTimeout(() => model.send({ type: "at-rest", moves }), REST);
  });
  const stopSliders = watchSliders(el);
  return () => {
    clearTimeout(resting);
    stopModel();
    stopMoves();
    stopSliders();
  };
}

export default { render };
