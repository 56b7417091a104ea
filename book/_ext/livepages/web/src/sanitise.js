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
/** @type {Set<string>} */
const unfetched = new Set(); // addresses in what is being cleaned that it would fetch
let scripts = false; // whether there are any in it

purify.addHook("uponSanitizeAttribute", (/** @type {Element} */ element, /** @type {any} */ data) => {
  const fetches = FETCHES.has(data.attrName) || (FETCHING_TAGS.has(element.localName) && /href$/.test(data.attrName));
  if (fetches && !/^(data:|#)/i.test(data.attrValue)) {
    data.keepAttr = false;
    unfetched.add(data.attrValue);
  }
  if (data.attrName === "style" && STYLE_FETCHES.test(data.attrValue)) data.keepAttr = false;
});
purify.addHook("uponSanitizeElement", (/** @type {Element} */ element, /** @type {any} */ { tagName }) => {
  if (tagName === "style" && STYLE_FETCHES.test(element.textContent ?? "")) element.textContent = "";
  if (tagName === "script") scripts = true;
  const page = tagName === "iframe" && element.getAttribute("src");
  if (page) unfetched.add(page);
});

/**
 * Descriptions of controls, which may carry a little markup.
 *
 * @type {(text: string) => string}
 */
export function sanitise(text) {
  return DOMPurify.sanitize(text, DESCRIPTION);
}

/** What the widgets' manager would use if it were not told to use ours. */
export default sanitise;

/**
 * Tables, drawings and other HTML, without anything that runs or fetches, and what was left out.
 *
 * @type {(text: string) => { clean: string, unfetched: string[], scripts: boolean }}
 */
export function sanitisePage(text) {
  unfetched.clear();
  scripts = false;
  const clean = purify.sanitize(text, PAGE);
  return { clean, unfetched: [...unfetched], scripts };
}
