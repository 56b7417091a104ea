// What a lab has to say, where screen readers hear it change.

const SETTLING = 5000; // milliseconds in which all sliders of a lab have been drawn

// A slider of ipywidgets has no name for screen readers; the words beside it become its name.
function nameSliders(lab) {
  for (const slider of lab.querySelectorAll(".widget-slider")) {
    const words = slider.querySelector(".widget-label")?.textContent;
    const handles = slider.querySelectorAll(".noUi-handle");
    const ends = handles.length > 1 ? [", from", ", to"] : [""];
    handles.forEach((handle, index) => words && handle.setAttribute("aria-label", words + ends[index]));
  }
}

function outermostBox(el) {
  let box = el;
  for (let next = box; next; next = next.parentElement?.closest(".widget-box")) box = next;
  return box;
}

// Names the sliders beside `el` as they appear; returns what stops it.
function watchSliders(el) {
  let watcher = null;
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
