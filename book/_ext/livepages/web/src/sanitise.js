// @ts-check
/** Descriptions may carry a little markup; everything else is taken out. */
const TAGS = new Set(["A", "ABBR", "B", "CODE", "EM", "I", "LI", "OL", "SPAN", "STRONG", "UL"]);
const ATTRIBUTES = /^(aria-[a-z]+|class|title|href)$/;

/** @type {(text: string) => string} */
export function sanitise(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const element of [...page.body.querySelectorAll("*")]) {
    if (!TAGS.has(element.tagName)) {
      element.replaceWith(page.createTextNode(element.textContent));
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      const script = name === "href" && !/^(https?:|#|\.|\/)/i.test(value);
      if (!ATTRIBUTES.test(name) || script) element.removeAttribute(name);
    }
  }
  return page.body.innerHTML;
}
