// @ts-check
/** A button that copies a link to this page with the settings of one lab. */
const COPIED_MS = 2000;

/** @type {(cell: string, read: () => string | null) => HTMLButtonElement} */
export function shareButton(cell, read) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "livepages-share";
  button.hidden = true;
  button.textContent = "Copy link";
  button.title = "Copy a link to this page with the settings of this lab";
  button.addEventListener("click", async () => {
    const link = new URL(window.location.href);
    link.hash = `live=${encodeURIComponent(cell)}:${encodeURIComponent(read() ?? "")}`;
    try {
      await navigator.clipboard.writeText(link.href);
      button.textContent = "Copied";
    } catch {
      window.location.hash = link.hash; // no clipboard here: the address bar has it
      button.textContent = "In the address";
    }
    setTimeout(() => (button.textContent = "Copy link"), COPIED_MS);
  });
  return button;
}
