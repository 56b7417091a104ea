// @ts-check
// What a lab has to say, where screen readers hear it change.

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
    handles.forEach((handle, index) => {
      handle.setAttribute("aria-label", words + ends[index]);
    });
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
  const says = document.createElement("p");
  says.className = "lp-says";
  says.setAttribute("role", "status");
  says.setAttribute("aria-live", "polite");
  const refused = document.createElement("p");
  refused.className = "lp-refused";
  refused.setAttribute("role", "alert");
  const write = () => {
    says.textContent = model.get("says");
    refused.textContent = model.get("refused");
    refused.hidden = !model.get("refused");
  };
  el.append(says, refused);
  write();
  model.on("change:says", write);
  model.on("change:refused", write);
  const stop = watchSliders(el);
  return () => {
    model.off("change:says", write);
    model.off("change:refused", write);
    stop();
  };
}

export default { render };
