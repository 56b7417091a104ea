// @ts-check
/** What may stand in the page of the HTML that Python gives. */
import DOMPurify from "dompurify";

const DESCRIPTION = {
  ALLOWED_TAGS: ["a", "abbr", "b", "code", "em", "i", "li", "ol", "span", "strong", "ul"],
  ALLOWED_ATTR: ["class", "title", "href"],
};
const PAGE = { USE_PROFILES: { html: true, svg: true, svgFilters: true }, FORCE_BODY: true };
const FETCHES = new Set(["src", "srcset", "poster", "background"]);
const FETCHING_TAGS = new Set(["image", "use", "feImage"]); // by an attribute that elsewhere is a link
const STYLE_FETCHES = /url\(\s*["']?(?!#|data:)|@import/i;

// Nothing that a cell shows asks a host for anything.
const purify = DOMPurify();
purify.addHook("uponSanitizeAttribute", (/** @type {Element} */ element, /** @type {any} */ data) => {
  const fetches = FETCHES.has(data.attrName) || (FETCHING_TAGS.has(element.localName) && /href$/.test(data.attrName));
  if (fetches && !/^(data:|#)/i.test(data.attrValue)) data.keepAttr = false;
  if (data.attrName === "style" && STYLE_FETCHES.test(data.attrValue)) data.keepAttr = false;
});
purify.addHook("uponSanitizeElement", (/** @type {Element} */ element, /** @type {any} */ { tagName }) => {
  if (tagName === "style" && STYLE_FETCHES.test(element.textContent ?? "")) element.textContent = "";
});

/**
 * Descriptions of controls, which may carry a little markup.
 *
 * @type {(text: string) => string}
 */
export function sanitise(text) {
  return DOMPurify.sanitize(text, DESCRIPTION);
}

/**
 * Tables, drawings and other HTML, without anything that runs or fetches.
 *
 * @type {(text: string) => string}
 */
export function sanitisePage(text) {
  return purify.sanitize(text, PAGE);
}
