// @ts-check
// Elements made in one call. Text always becomes a text node, never markup.

/** @import { Attributes, Child, MakeHtml, MakeSvg } from "../types.d.ts" */

const SVG = "http://www.w3.org/2000/svg";

/** @type {MakeHtml} */
export function html(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** @type {MakeSvg} */
export function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

/** @type {(element: Element, attributes: Attributes) => void} */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

// What has the focus in the page, or in the closed-off part of one, that `element` is in.
/** @type {(element: Element) => Element | null} */
export function focusedBeside(element) {
  return /** @type {Document | ShadowRoot} */ (element.getRootNode()).activeElement;
}

// Keys belong to what is in focus in `root`, not to the notebook around it (where "a" adds a cell).
// JupyterLab and Notebook look for this mark on the focused element itself.
/** @param {HTMLElement} root */
export function keepKeys(root) {
  root.addEventListener("focusin", ({ target }) => {
    /** @type {Element} */ (target).setAttribute("data-lm-suppress-shortcuts", "true");
  });
}

/** @type {<Made extends Element>(element: Made, attributes: Attributes, children: Child[]) => Made} */
function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else setAttributes(element, { [name]: value });
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
