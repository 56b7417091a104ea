// What a lab has to say, where screen readers hear it change.

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
  return () => {
    model.off("change:says", write);
    model.off("change:refused", write);
  };
}

export default { render };
